import type { ReactNode } from 'react';
import { text } from '../../../../registers/registers.ts';

/** A fact the register already has: shown, not asked, with a way to change it that needs no script. */
export function Known({ title, value, open, children }: { title: string; value: string; open?: boolean; children: ReactNode }) {
  return (
    <div className="known">
      <p className="small soft">{title}</p>
      <div><span className="value number">{value}</span><span className="filled">{text('web.filled')}</span></div>
      <details open={open}>
        <summary>{text('web.changeKnown')}<span className="hidden">{title}</span></summary>
        {children}
      </details>
    </div>
  );
}
