import type { ReactNode } from 'react';
import type { Visitor } from '../shell/shell.tsx';

/** A form that changes something: it carries the anti-forgery token. */
export function Form({ visitor, action, files, children }: { visitor: Visitor; action: string; files?: boolean; children: ReactNode }) {
  return (
    <form className="stack" method="post" action={action} encType={files ? 'multipart/form-data' : undefined} noValidate>
      <input type="hidden" name="_csrf" value={visitor.csrf} />
      {children}
    </form>
  );
}
