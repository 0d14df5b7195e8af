import type { ReactNode } from 'react';

type Look = 'first' | 'second' | 'danger' | 'plain';

function classOf(look: Look): string {
  return look === 'first' ? 'button' : `button ${look}`;
}

/** Names the act it does: 提交申请, never 确定. */
export function Button({ children, look = 'first', name, value }: { children: ReactNode; look?: Look; name?: string; value?: string }) {
  return (
    <button type="submit" className={classOf(look)} name={name} value={value}>
      {children}
    </button>
  );
}

export function ButtonLink({ children, href, look = 'first' }: { children: ReactNode; href: string; look?: Look }) {
  return (
    <a className={classOf(look)} href={href}>
      {children}
    </a>
  );
}

/** Prints the page; only a script can, so the button shows only where scripts run. */
export function PrintButton({ children }: { children: ReactNode }) {
  return (
    <button type="button" className="button print">
      {children}
    </button>
  );
}

export function Buttons({ children }: { children: ReactNode }) {
  return <div className="buttons no-print">{children}</div>;
}
