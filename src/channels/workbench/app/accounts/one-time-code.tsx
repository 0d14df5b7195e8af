import { words } from '../text/words.ts';

/** Shown once; the server keeps only its hash. */
export function OneTimeCode({ name, code }: { name: string; code: string }) {
  return (
    <div className="stack tight note" role="status">
      <p>{words('accounts.codeLead', { name })}</p>
      <p className="spoken-code">{code}</p>
      <p className="small">{words('accounts.codeNote')}</p>
    </div>
  );
}
