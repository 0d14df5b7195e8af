import { declaredErrors } from '../../kernel/kernel.ts';
import { text } from '../../registers/registers.ts';

/** The documentation of every error: code, HTTP status, sentence and next step, from the declarations and the catalogue. */
export function describeErrors(): string {
  const rows = [...declaredErrors()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, status]) => `| \`${code}\` | ${status} | ${text(`errors.${code}.sentence`)} | ${text(`errors.${code}.next`)} |`);
  return `# Errors\n\nEvery error has a code, a sentence and a next step. Written by \`npm run linli -- errors\`, compared by a test.\n\n| code | status | sentence | next step |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
