import type { ReactNode } from 'react';
import { text } from '../../../../registers/registers.ts';

export interface KnownProps {
  readonly title: string;
  readonly value: string;
  /** The reader's own words of last time, not a fact of the register. */
  readonly own?: boolean;
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** What is there already: shown, not asked, with a way to change it that needs no script. */
export function Known({ title, value, own, open, children }: KnownProps) {
  return (
    <div className="known">
      <p className="small soft">{title}</p>
      <div>
        <span className="value number">{value}</span>
        <span className="filled">{text(own ? 'web.filledByYou' : 'web.filled')}</span>
      </div>
      <details open={open}>
        <summary>
          {text('web.changeKnown')}
          <span className="hidden">{title}</span>
        </summary>
        {children}
      </details>
    </div>
  );
}
