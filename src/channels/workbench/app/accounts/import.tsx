import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { SheetImport } from '../kit/sheet-import.tsx';
import { Table } from '../kit/table.tsx';
import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';

interface Made {
  readonly login: string;
  readonly name: string;
  readonly oneTimeCode: string;
}

/** Accounts from a sheet; their one-time codes are shown once, to be printed or saved and handed out. */
export function AccountImport() {
  const client = useQueryClient();
  return (
    <SheetImport<{ codes: readonly Made[] }>
      path="/accounts/import"
      onEntered={() => void client.invalidateQueries({ queryKey: ['accounts'] })}
      result={({ codes }) => <Codes codes={codes} />}
    />
  );
}

function Codes({ codes }: { codes: readonly Made[] }) {
  const columns = [
    { name: 'name', title: words('accounts.name'), heading: true, show: (row: Made) => row.name },
    { name: 'login', title: words('accounts.login'), show: (row: Made) => row.login },
    { name: 'code', title: words('session.oneTimeCode'), show: (row: Made) => <span className="code">{row.oneTimeCode}</span> },
  ];
  return (
    <div className="stack tight">
      <p>{words('accounts.codesLead')}</p>
      <div className="row no-print">
        <Button type="primary" onClick={() => save(codes)}>
          {words('accounts.codesSave')}
        </Button>
        <Button onClick={() => window.print()}>{words('accounts.codesPrint')}</Button>
      </div>
      <Table title={words('accounts.codes')} columns={columns} rows={codes} keyOf={(row) => row.login} />
    </div>
  );
}

/** A file made in the browser: the codes go over the line only once. The mark in front lets Excel read it as UTF-8. */
function save(codes: readonly Made[]): void {
  const lines = [
    [words('accounts.name'), words('accounts.login'), words('session.oneTimeCode')],
    ...codes.map((one) => [one.name, one.login, `\t${one.oneTimeCode}`]),
  ];
  const text = `\ufeff${lines.map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')}`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = `${words('accounts.codes')}-${isoDay()}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
