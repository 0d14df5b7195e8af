import { plainFilename } from '../../kernel/kernel.ts';

/** The header under which a file is shown or saved: its own name in every script, and a plain one for programs that read no other. */
export function contentDisposition(kind: 'attachment' | 'inline', filename: string, plain?: string): string {
  const name = plainFilename(filename).replace(/[\r\n]/g, '') || 'file';
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind};${plain ? ` filename="${plain}";` : ''} filename*=UTF-8''${encoded}`;
}
