const TOKEN =
  /\s*(?:([[\]{},:])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/uy;

/** Where a text stops being JSON, as an offset; undefined when it is JSON. The built-in parser does not always say. */
export function jsonFault(source: string): number | undefined {
  const open: ('[' | '{')[] = [];
  // What may stand next: v a value, k a key, e the end of what is open, c a colon, s a comma; nothing once the text is whole.
  let next = 'v';
  TOKEN.lastIndex = 0;
  for (let at = 0; ; at = TOKEN.lastIndex) {
    const found = TOKEN.exec(source);
    const start = at + (/^\s*/.exec(source.slice(at, at + 1_000))?.[0].length ?? 0);
    if (!found) return next === '' && source.slice(at).trim() === '' ? undefined : start;
    const follows = after(found[1] ?? (found[2] === undefined ? 'v' : '"'), next, open);
    if (follows === undefined) return start;
    next = follows;
  }
}

/** What may follow a token where `next` was allowed; undefined when it was not. */
function after(token: string, next: string, open: ('[' | '{')[]): string | undefined {
  const closed = (): string => (open.length === 0 ? '' : 'se');
  switch (token) {
    case '[':
    case '{':
      if (!next.includes('v')) return undefined;
      open.push(token);
      return token === '[' ? 've' : 'ke';
    case ']':
    case '}':
      if (!next.includes('e') || open.pop() !== (token === ']' ? '[' : '{')) return undefined;
      return closed();
    case ',':
      return next.includes('s') ? (open.at(-1) === '[' ? 'v' : 'k') : undefined;
    case ':':
      return next === 'c' ? 'v' : undefined;
    case '"':
      return next.includes('k') ? 'c' : next.includes('v') ? closed() : undefined;
    default:
      return next.includes('v') ? closed() : undefined;
  }
}
