import { Button } from 'antd';
import { useState } from 'react';
import { FocusedProblem } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Previewed } from './regions.client.ts';

type Touched = Previewed['touched'][number];

interface ChangePreviewProps {
  readonly preview: Previewed;
  /** How the change is called. */
  readonly deed: string;
  readonly record: () => Promise<void>;
  readonly back: () => void;
}

/** Whom and what a change touches, before it is recorded. */
export function ChangePreview({ preview, deed, record, back }: ChangePreviewProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const confirm = async () => {
    setBusy(true);
    setProblem(undefined);
    await record().catch(setProblem);
    setBusy(false);
  };
  const { touched, told } = preview;
  const staff = touched.flatMap((one) => one.staff.map((each) => `${each.name}（${each.roleTitle}）`));
  return (
    <div className="stack" role="group" aria-label={words('regions.previewTitle')}>
      <h3>{words('regions.previewTitle')}</h3>
      <p className="soft">{words(preview.ahead ? 'regions.previewAhead' : 'regions.previewLead')}</p>
      <Table title={words('regions.previewTitle')} columns={columns} rows={touched} keyOf={(row) => row.code} compact />
      {touched.some((one) => one.assigned) && <p className="notice">{words('regions.previewAssign')}</p>}
      {staff.length > 0 && (
        <p>
          <span className="strong">{words('regions.previewStaff')}</span> {staff.join(words('regions.comma'))}
        </p>
      )}
      <p>
        <span className="strong">{words('regions.previewTold')}</span> {told.join(words('regions.comma'))}
        {words('regions.previewToldApplicants')}
      </p>
      <ul className="quiet small">
        {preview.sentences.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {problem !== undefined && <FocusedProblem error={problem} />}
      <div className="row">
        <Button type="primary" loading={busy} onClick={() => void confirm()}>
          {words('regions.previewConfirm', { deed })}
        </Button>
        <Button onClick={back}>{words('regions.previewBack')}</Button>
      </div>
    </div>
  );
}

const columns = [
  { name: 'name', title: words('regions.name'), heading: true, show: (row: Touched) => row.name },
  { name: 'to', title: words('regions.previewTo'), show: (row: Touched) => row.to.map((one) => one.name).join(words('regions.comma')) },
  ...(['people', 'cases', 'entries', 'appointments'] as const).map((name) => ({
    name,
    title: words(`regions.previewCount.${name}`),
    number: true,
    show: (row: Touched) => figure(row[name]),
  })),
];
