import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { FieldErrors } from '../client/client.ts';
import { CallError } from '../client/client.ts';
import type { Field, FieldValues } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { ChangePreview } from './preview.tsx';
import type { Previewed, Region } from './regions.client.ts';
import { changeRegions, previewChange } from './regions.client.ts';

const kinds = ['rename', 'retype', 'move', 'merge', 'split', 'establish', 'abolish'] as const;
type Kind = (typeof kinds)[number];
const types = [
  'urban',
  'market_town',
  'urban_village',
  'suburban_village',
  'central_village',
  'traditional_village',
  'pastoral',
  'resettlement',
] as const;

/** A region that a split or merge makes, as it is typed. */
interface Part {
  readonly code: string;
  readonly name: string;
  readonly share: string;
}

/** Choose what happened, say when and on whose paper, and it is recorded with successors. */
export function ChangeWizard({ region, onDone }: { region: Region; onDone: () => void }) {
  const [kind, setKind] = useState<Kind>();
  if (!kind) {
    return (
      <div className="stack tight">
        <p className="soft">{words('regions.changeLead')}</p>
        {kinds.map((each) => (
          <button key={each} type="button" className="hat-choice" onClick={() => setKind(each)}>
            <span className="strong">{words(`regions.deeds.${each}`)}</span>
            <span className="soft small">{words(`regions.deedNotes.${each}`)}</span>
          </button>
        ))}
      </div>
    );
  }
  return <ChangeForm key={kind} kind={kind} region={region} onDone={onDone} onBack={() => setKind(undefined)} />;
}

/** What every change of regions says of itself: from when, why, on whose paper. */
export const about: readonly Field[] = [
  { name: 'effective', title: words('regions.effective'), kind: 'date', required: true },
  { name: 'reason', title: words('regions.reason'), kind: 'text', required: true, max: 200 },
  { name: 'source', title: words('regions.paper'), hint: words('regions.paperHint'), kind: 'text', required: true, max: 200 },
];

const typeField: Field = {
  name: 'type',
  title: words('regions.field.type'),
  kind: 'choice',
  options: types.map((value) => ({ value, title: words(`regions.types.${value}`) })),
};
const kindField: Field = {
  name: 'kind',
  title: words('regions.field.kind'),
  hint: words('regions.field.kindHint'),
  kind: 'choice',
  options: ['division', 'zone'].map((value) => ({ value, title: words(`regions.kinds.${value}`) })),
};

/** Only communities have a type; the code says what a new region is. */
function isCommunity(code: string): boolean {
  return /^\d{12}$/.test(code.trim()) && !code.trim().endsWith('000');
}

function fieldsOf(kind: Kind, region: Region, values: FieldValues): readonly Field[] {
  const one = (name: string, more: Partial<Field> = {}): Field => ({
    name,
    title: words(`regions.field.${name}`),
    kind: 'text',
    required: true,
    ...more,
  });
  switch (kind) {
    case 'rename':
      return [one('name'), one('nameMongolian', { required: false })];
    case 'retype':
      return [...(region.level === 'community' ? [typeField] : []), kindField, one('bureau', { required: false })];
    case 'move':
      return [one('to', { hint: words('regions.field.toHint') }), one('name', { required: false })];
    case 'merge':
      return [one('other', { kind: 'region', level: region.level }), one('code', { hint: words('regions.field.mergeHint') }), one('name')];
    case 'establish':
      return [
        one('code', { hint: words('regions.field.codeHint') }),
        one('name'),
        kindField,
        ...(isCommunity(String(values.code ?? '')) ? [typeField] : []),
        one('bureau', { required: false }),
      ];
    case 'abolish':
      return [one('into', { kind: 'region', level: region.level, required: false, hint: words('regions.field.intoHint') })];
    case 'split':
      return [];
  }
}

/** What stands already. */
function initialOf(kind: Kind, region: Region): FieldValues {
  if (kind === 'rename') return { name: region.name, nameMongolian: region.nameMongolian ?? undefined };
  if (kind === 'retype') return { type: region.type ?? undefined, kind: region.kind, bureau: region.bureau ?? undefined };
  if (kind === 'merge') return { code: region.code, name: region.name };
  return kind === 'establish' ? { kind: 'division' } : {};
}

/** The change as the register takes it. */
function deed(kind: Kind, region: Region, values: FieldValues, parts: readonly Part[]): Record<string, unknown> {
  const { code } = region;
  switch (kind) {
    case 'rename':
      return { kind, code, name: values.name, nameMongolian: values.nameMongolian };
    case 'retype':
      return { kind, code, becomes: { type: values.type, kind: values.kind, bureau: values.bureau } };
    case 'move':
      return { kind, code, to: values.to, name: values.name };
    case 'merge':
      return { kind, codes: [code, values.other], into: { code: values.code, name: values.name } };
    case 'establish':
      return {
        kind,
        region: { code: values.code, name: values.name, type: values.type, kind: values.kind, bureau: values.bureau },
        from: [code],
      };
    case 'abolish':
      return { kind, code, into: values.into };
    case 'split':
      return {
        kind,
        code,
        into: parts.map((part) => ({
          code: part.code.trim(),
          name: part.name.trim(),
          ...(part.share ? { share: Number(part.share) / 100 } : {}),
        })),
      };
  }
}

function ChangeForm({ kind, region, onDone, onBack }: { kind: Kind; region: Region; onDone: () => void; onBack: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [parts, setParts] = useState<readonly Part[]>([
    { code: region.code, name: region.name, share: '' },
    { code: '', name: '', share: '' },
  ]);
  const [preview, setPreview] = useState<Previewed & { body: Record<string, unknown> }>();
  const form = useForm({
    fields: (values) => [...fieldsOf(kind, region, values), ...about],
    initial: { effective: isoDay(), ...initialOf(kind, region) },
    send: async ({ effective, reason, source, ...values }) => {
      const faults = kind === 'split' ? partFaults(parts) : {};
      if (Object.keys(faults).length > 0)
        throw new CallError(400, { code: 'INPUT_INVALID', sentence: words('form.check'), next: '', fields: faults });
      const body = { ...deed(kind, region, values, parts), effective, reason, source };
      const found = await previewChange(body).catch((error: unknown) => {
        throw atOurFields(error);
      });
      if (found.touched.length > 0) setPreview({ ...found, body });
      else await record(body);
    },
  });
  const record = async (body: Record<string, unknown>) => {
    await changeRegions(body).catch((error: unknown) => {
      throw atOurFields(error);
    });
    void message.success(words('regions.changed'));
    await Promise.all(
      ['region', 'region-detail', 'region-children', 'region-changes', 'region-assignments', 'combobox'].map((name) =>
        client.invalidateQueries({ queryKey: [name] }),
      ),
    );
    onDone();
  };
  if (preview)
    return (
      <ChangePreview
        preview={preview}
        deed={words(`regions.deeds.${kind}`)}
        record={() => record(preview.body)}
        back={() => setPreview(undefined)}
      />
    );
  const before = (
    <div className="stack tight">
      <p className="soft">{words(`regions.deedNotes.${kind}`)}</p>
      {kind === 'split' && <Parts parts={parts} errors={form.errors} onChange={setParts} />}
    </div>
  );
  return <FormSheet form={form} submit={words(`regions.deeds.${kind}`)} before={before} cancel={onBack} idPrefix="region" />;
}

/** What is wrong with the parts before anybody is asked: a code that is none, a name that is missing, shares of some only. */
function partFaults(parts: readonly Part[]): FieldErrors {
  const wrong = (key: string) => ({ code: 'INPUT_INVALID', sentence: words(key) });
  const shares = parts.filter((part) => part.share.trim() !== '');
  return Object.fromEntries(
    parts.flatMap((part, at) => [
      ...(/^(\d{12}|\d{15})$/.test(part.code.trim()) ? [] : [[`part-${at}-code`, wrong('regions.part.codeWrong')] as const]),
      ...(part.name.trim() ? [] : [[`part-${at}-name`, wrong('regions.part.nameMissing')] as const]),
      ...(shares.length === 0 || (part.share.trim() !== '' && Number(part.share) > 0)
        ? []
        : [[`part-${at}-share`, wrong('regions.part.shareWrong')] as const]),
    ]),
  );
}

/** The server names what is wrong by its place in the change; here it stands at the field that was filled in. */
function atOurFields(error: unknown): unknown {
  if (!(error instanceof CallError)) return error;
  const ours = (name: string) =>
    name
      .replace(/^into\.(\d+)\./, 'part-$1-')
      .replace(/^(into|region|becomes)\./, '')
      .replace(/^codes\.1$/, 'other');
  const { code, sentence, next, values } = error;
  return new CallError(error.status, {
    code,
    sentence,
    next,
    values,
    fields: Object.fromEntries(Object.entries(error.fields).map(([name, fault]) => [ours(name), fault])),
  });
}

interface PartsProps {
  readonly parts: readonly Part[];
  readonly errors: FieldErrors;
  readonly onChange: (parts: readonly Part[]) => void;
}

function Parts({ parts, errors, onChange }: PartsProps) {
  const set = (at: number, more: Partial<Part>) => onChange(parts.map((part, index) => (index === at ? { ...part, ...more } : part)));
  const input = (at: number, name: keyof Part) => {
    const id = `region-part-${at}-${name}`;
    const fault = errors[`part-${at}-${name}`]?.sentence;
    return (
      <div className="field">
        <label htmlFor={id}>{words(`regions.part.${name}`)}</label>
        {fault && (
          <p className="error" id={`${id}-error`}>
            {fault}
          </p>
        )}
        <input
          id={id}
          className="control"
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-error` : undefined}
          inputMode={name === 'name' ? undefined : 'decimal'}
          value={parts[at]![name]}
          onChange={(event) => set(at, { [name]: event.target.value })}
        />
      </div>
    );
  };
  return (
    <fieldset className="parts">
      <legend className="strong">{words('regions.parts')}</legend>
      {parts.map((_, at) => (
        <div key={at} className="part">
          {input(at, 'code')}
          {input(at, 'name')}
          {input(at, 'share')}
          {parts.length > 2 && <Button onClick={() => onChange(parts.filter((__, index) => index !== at))}>{words('remove')}</Button>}
        </div>
      ))}
      <div>
        <Button size="small" onClick={() => onChange([...parts, { code: '', name: '', share: '' }])}>
          {words('regions.morePart')}
        </Button>
      </div>
    </fieldset>
  );
}
