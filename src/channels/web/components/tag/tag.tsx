export function Tag({ children, tone }: { children: string; tone?: 'warn' | 'plain' }) {
  return <span className={tone ? `tag ${tone}` : 'tag'}>{children}</span>;
}
