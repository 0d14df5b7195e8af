import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { CallError } from '../client/client.ts';
import type { Field } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { words } from '../text/words.ts';
import { actOn } from './case.client.ts';
import type { Allowed, CaseFile } from './case.client.ts';

/** What this hat may do with the case now: choose an act, answer what it asks, do it. */
export function Acts({ file }: { file: CaseFile }) {
  const primary = file.allowed.filter((act) => act.kind === 'primary');
  const [name, setName] = useState<string | undefined>(primary.length === 1 ? primary[0]!.act : undefined);
  const act = file.allowed.find((each) => each.act === name);
  return (
    <section className="sheet" id="acts" tabIndex={-1} aria-label={words('case.acts')}>
      <header><h2>{act ? act.title : words('case.acts')}</h2>{act && file.allowed.length > 1 && <Button type="link" size="small" onClick={() => setName(undefined)}>{words('case.otherActs')}</Button>}</header>
      <div className="pad">
        {file.allowed.length === 0 && <p className="soft">{words('case.noActs')}</p>}
        {name !== undefined && !act && <p className="note amber" style={{ marginBlockEnd: 12 }}>{words('case.actGone')}</p>}
        {act ? <ActForm key={act.act} act={act} file={file} onDone={() => setName(undefined)} /> : <ActChoice acts={file.allowed} onChoose={setName} />}
      </div>
    </section>
  );
}

function ActChoice({ acts, onChoose }: { acts: readonly Allowed[]; onChoose: (act: string) => void }) {
  const order = ['primary', 'secondary', 'danger'];
  const sorted = [...acts].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return (
    <div className="act-choice">
      {sorted.map((act) => <Button key={act.act} size="large" type={act.kind === 'primary' ? 'primary' : 'default'} danger={act.kind === 'danger'} onClick={() => onChoose(act.act)}>{act.title}</Button>)}
    </div>
  );
}

/** The opinion travels beside the form; the underscore keeps it apart from questions of that name. */
const opinionName = '_opinion';

function opinionField(act: Allowed): readonly Field[] {
  return act.opinion === 'none' ? [] : [{ name: opinionName, title: words('case.opinion'), hint: words('case.opinionHint'), kind: 'textarea', required: act.opinion === 'required', max: 2000 }];
}

function ActForm({ act, file, onDone }: { act: Allowed; file: CaseFile; onDone: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const reload = () => client.invalidateQueries({ queryKey: ['case', file.case.county, file.case.id] });
  const form = useForm({
    fields: [...act.fields, ...opinionField(act)],
    keep: `${file.case.id} ${act.act}`,
    send: async ({ [opinionName]: opinion, ...values }, key) => {
      const answer = await actOn(file.case, { act: act.act, expected: file.case.acts, form: values, opinion: String(opinion ?? ''), key });
      void message.success(words('case.done', { act: act.title, state: answer.stateTitle }));
      onDone();
      await Promise.all([reload(), client.invalidateQueries({ queryKey: ['cases'] }), client.invalidateQueries({ queryKey: ['notices'] })]);
    },
  });
  const moved = form.problem instanceof CallError && form.problem.code === 'CASE_MOVED';
  return (
    <>
      {moved && <p className="note amber" style={{ marginBlockEnd: 12 }}>{words('case.moved')} <Button size="small" onClick={() => void reload()}>{words('case.reload')}</Button></p>}
      <FormSheet form={form} submit={act.title} danger={act.kind === 'danger'} idPrefix="act" />
    </>
  );
}
