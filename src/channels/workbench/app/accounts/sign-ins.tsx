import { useQuery } from '@tanstack/react-query';
import { call } from '../client/client.ts';
import { Await } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { minute } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';

interface SignInRow {
  readonly at: string;
  readonly action: string;
  readonly address: string;
  readonly code: string;
}

/** When and from where an account signed in, or was refused; one's own without `account`. */
export function SignIns({ account }: { account?: string }) {
  const path = account === undefined ? '/account/sign-ins' : `/accounts/${account}/sign-ins`;
  const answer = useQuery({ queryKey: ['sign-ins', path], queryFn: () => call<{ signIns: SignInRow[]; more: boolean }>('GET', path) });
  const columns = [
    { name: 'at', title: words('signIns.at'), heading: true, show: (row: SignInRow) => minute(row.at) },
    {
      name: 'action',
      title: words('signIns.what'),
      show: (row: SignInRow) => (
        <>
          {words(`signIns.actions.${row.action.replace('.', '-')}`)}
          {row.code && <span className="quiet small"> {wordsOr(`signIns.codes.${row.code}`, row.code)}</span>}
        </>
      ),
    },
    { name: 'address', title: words('signIns.address'), show: (row: SignInRow) => <span className="code">{row.address}</span> },
  ];
  return (
    <Await answer={answer}>
      {({ signIns, more }) => (
        <div className="stack tight">
          {signIns.length === 0 ? (
            <p className="quiet">{words('signIns.none')}</p>
          ) : (
            <Table title={words('signIns.title')} columns={columns} rows={signIns} keyOf={(row) => `${row.at} ${row.action}`} compact />
          )}
          {more && <p className="quiet small">{words('signIns.more', { count: signIns.length })}</p>}
        </div>
      )}
    </Await>
  );
}
