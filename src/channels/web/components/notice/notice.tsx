import type { ReactNode } from 'react';

export function Notice({ title, tone, children }: { title?: string; tone?: 'warn' | 'bad'; children?: ReactNode }) {
  return (
    <section className={tone ? `notice ${tone}` : 'notice'} aria-label={title}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}
