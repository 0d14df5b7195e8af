import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { CallError } from '../client/client.ts';
import type { Field, FieldValues } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { usePower } from '../session/session.tsx';
import { words } from '../text/words.ts';
import { useActFiles } from './act-files.ts';
import { ActFilesField } from './act-files-field.tsx';
import type { Allowed, CaseFile } from './case.client.ts';
import { actOn } from './case.client.ts';

/** What this hat may do with the case now: choose an act, answer what it asks, do it. */
export function Acts({ file }: { file: CaseFile }) {
  const [chosen, setName] = useState<string>();
  const desk = useRef<HTMLElement>(null);
  const handles = usePower('case.handle');
  useEffect(() => {
    // After the page's heading took focus: whoever pressed e wants to act at once.
    if (location.hash === '#acts') setTimeout(() => desk.current?.focus(), 0);
  }, []);
  // The button that was pressed goes away with its form; the focus must not fall off the page with it.
  const finish = () => {
    setName(undefined);
    desk.current?.focus({ preventScroll: true });
  };
  // Where there is a choice, none is made for people: a decision should not be the one that lay open. Nor should a refusal that stands alone.
  const [only] = file.allowed;
  const plain = file.allowed.length === 1 && only!.kind === 'primary';
  const name = chosen ?? (plain ? only!.act : undefined);
  const act = file.allowed.find((each) => each.act === name);
  return (
    <section className="sheet" id="acts" ref={desk} tabIndex={-1} aria-label={words('case.acts')}>
      <header>
        <h2>{words('case.acts')}</h2>
      </header>
      <div className="pad">
        {file.allowed.length + file.waiting.length === 0 && <p className="soft">{words(handles ? 'case.noActs' : 'case.onlyReads')}</p>}
        {name !== undefined && !act && <p className="note amber off-below">{words('case.actGone')}</p>}
        {file.allowed.length > 0 && !plain && <ActChoice acts={file.allowed} chosen={name} onChoose={setName} />}
        {file.waiting.length > 0 && (
          <ul className="act-waiting">
            {file.waiting.map((one) => (
              <li key={one.act} className="small">
                <span>{one.title}</span> <span className="soft">{one.why}</span>
              </li>
            ))}
          </ul>
        )}
        {act && <ActForm key={act.act} act={act} file={file} onDone={finish} />}
      </div>
    </section>
  );
}

function ActChoice({ acts, chosen, onChoose }: { acts: readonly Allowed[]; chosen: string | undefined; onChoose: (act: string) => void }) {
  const order = ['primary', 'secondary', 'danger'];
  const sorted = [...acts].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return (
    <fieldset className="act-choice">
      <legend className="unseen">{words('case.whichAct')}</legend>
      {sorted.map((act) => (
        <label key={act.act} className={`act ${act.kind}`}>
          <input type="radio" name="act" value={act.act} checked={chosen === act.act} onChange={() => onChoose(act.act)} />
          <span>{act.title}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The opinion travels beside the form; the underscore keeps it apart from questions of that name. */
const opinionName = '_opinion';

function opinionField(act: Allowed): readonly Field[] {
  return act.opinion === 'none'
    ? []
    : [
        {
          name: opinionName,
          title: words('case.opinion'),
          hint: words('case.opinionHint'),
          kind: 'textarea',
          required: act.opinion === 'required',
          max: 2000,
        },
      ];
}

/** The answers that differ from what is known. */
function changed(values: FieldValues, known: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => String(value) !== String(known[name])));
}

function ActForm({ act, file, onDone }: { act: Allowed; file: CaseFile; onDone: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const reload = () => client.invalidateQueries({ queryKey: ['case', file.case.county, file.case.id] });
  const files = useActFiles({ county: file.case.county, id: file.case.id, act: act.act }, file.fileRules);
  const form = useForm({
    fields: [...act.fields, ...opinionField(act)],
    initial: act.values,
    keep: `${file.case.id} ${act.act}`,
    send: async ({ [opinionName]: opinion, ...values }, key) => {
      const attachments = await files.settled();
      const form = act.keeps ? changed(values, act.values) : values;
      await actOn(file.case, { act: act.act, expected: file.case.acts, form, opinion: String(opinion ?? ''), key, attachments });
      files.clear();
      onDone();
      await Promise.all([reload(), client.invalidateQueries({ queryKey: ['cases'] }), client.invalidateQueries({ queryKey: ['notices'] })]);
      const state = client.getQueryData<CaseFile>(['case', file.case.county, file.case.id])?.case.stateTitle ?? '';
      void message.success(words('case.done', { act: act.title, state }));
    },
  });
  const filledIn = ({ name }: Field) =>
    act.values[name] !== undefined && form.values[name] === act.values[name] ? (
      <span className="filled">{words(act.keeps ? 'case.handedIn' : 'case.suggested')}</span>
    ) : undefined;
  const moved = form.problem instanceof CallError && form.problem.code === 'CASE_MOVED';
  return (
    <>
      {moved && (
        <p className="note amber off-below">
          {words('case.moved')}{' '}
          <Button size="small" onClick={() => void reload()}>
            {words('case.reload')}
          </Button>
        </p>
      )}
      <FormSheet form={form} submit={act.title} danger={act.kind === 'danger'} idPrefix="act" mark={filledIn}>
        <ActFilesField files={files} kinds={act.files} rules={file.fileRules} />
      </FormSheet>
    </>
  );
}
