import { Type } from 'typebox';
import type { PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import { checkSection, faultAt } from '../packs/fault.ts';
import type { FileKind, Shelf } from '../packs/shelf.ts';
import { shelfPack } from '../packs/shelf.ts';
import type { SheetField, SheetRule, SheetShape, SheetWords } from './shape.ts';
import { cellKinds } from './shape.ts';

const Word = Type.String({ minLength: 1, maxLength: 60 });
const Name = Type.String({ pattern: '^[a-z][a-z0-9_]*$' });
const List = Type.Array(Type.Array(Type.String({ maxLength: 40 }), { minItems: 1 }), { minItems: 1 });
const closed = { additionalProperties: false } as const;

const FieldShape = Type.Object(
  {
    field: Name,
    title: Word,
    headings: Type.Optional(Type.Array(Word)),
    kind: Type.Union(cellKinds.map((kind) => Type.Literal(kind))),
    required: Type.Optional(Type.Boolean()),
    part: Type.Optional(Name),
    follows: Type.Optional(Name),
    choices: Type.Optional(Type.Union([Name, List])),
    numbered: Type.Optional(Type.Boolean()),
    level: Type.Optional(Type.Union([Type.Literal('town'), Type.Literal('community')])),
    ahead: Type.Optional(Type.Boolean()),
    above: Type.Optional(Type.Number()),
    per: Type.Optional(Type.Literal('year')),
    blank: Type.Optional(Type.Literal('no')),
    yes: Type.Optional(Type.Array(Word)),
    no: Type.Optional(Type.Array(Word)),
    letters: Type.Optional(Type.Boolean()),
    documents: Type.Optional(Name),
    phone_in: Type.Optional(Name),
    into: Type.Optional(Type.Array(Name)),
    section: Type.Optional(Type.Boolean()),
  },
  closed,
);
const rule = (name: SheetRule['rule'], parts: Parameters<typeof Type.Object>[0]) =>
  Type.Object({ rule: Type.Literal(name), ...parts }, closed);
const Count = Type.Integer({ minimum: 0 });

/** A ledger as offices keep it: `sheets/<name>.yaml`. */
const Sheet = Type.Object(
  {
    sheet: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    title: Word,
    carries: Type.Optional(Name),
    ticks: Type.Optional(Type.Object({ field: Name, of: Type.Array(Name, { minItems: 2 }) }, closed)),
    fields: Type.Array(FieldShape, { minItems: 4 }),
    rules: Type.Optional(
      Type.Array(
        Type.Union([
          rule('born', { number: Name, day: Name }),
          rule('sex', { number: Name, sex: Name, male: Word, female: Word }),
          rule('age', { number: Name, born: Type.Optional(Name), age: Name }),
          rule('aged', { number: Name, born: Name, at: Name, least: Type.Optional(Count), most: Type.Optional(Count) }),
          rule('sum', { of: Type.Array(Name), is: Name }),
          rule('order', { first: Name, after: Name }),
          rule('apart', { number: Name, born: Name, after: Name, years: Count }),
          rule('unique', { field: Name }),
          rule('part', { of: Name, from: Count, to: Count, is: Name }),
          rule('scale', { amount: Name, number: Name, born: Name, steps: Type.Array(Type.Tuple([Count, Type.Number()])) }),
          rule('household', {
            by: Type.Optional(Name),
            size: Name,
            relation: Name,
            head: Word,
            name: Name,
            head_name: Name,
          }),
        ]),
      ),
    ),
  },
  closed,
);

/** Lists that several ledgers share: `sheets/choices.yaml`. */
const Words = Type.Object(
  {
    lists: Type.Record(Name, List),
    tables: Type.Array(Name),
    units: Type.Array(Word),
    suffixes: Type.Array(Word),
    blank_signs: Type.Array(Word),
    same_signs: Type.Array(Word),
    group_words: Type.Array(Word),
    kin_words: Type.Array(Word),
    child_words: Type.Tuple([Word, Word]),
    monthly: Word,
    about: Type.Tuple([Word, Word]),
    yes: Type.Array(Word),
    no: Type.Array(Word),
    neither: Type.Array(Word),
    totals: Type.Array(Word),
    column_marks: Type.Array(Word),
  },
  closed,
);

export const sheetWordsFile: FileKind = {
  path: /^sheets\/choices\.yaml$/,
  home: 'base',
  needed: ['sheets/choices.yaml'],
  check: checkWords,
};
export const sheetFiles: FileKind = { path: /^sheets\/(?!choices\.)[^/]+\.yaml$/, home: 'any', needed: [], check: checkSheet };

function checkWords(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const faults = checkSection(document, Words);
  if (faults.length > 0) return faults;
  const { tables } = document.data as { tables: readonly string[] };
  const base = shelfPack(shelf, 'base');
  return tables.flatMap((table, at) =>
    base?.sections.has(`codes/${table}`) ? [] : [faultAt(document, ['tables', at], 'sheet.table', { table })],
  );
}

function checkSheet(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const faults = checkSection(document, Sheet);
  if (faults.length > 0) return faults;
  const { fields, rules = [], ticks } = document.data as SheetShape;
  const known = new Set(
    fields.flatMap(({ field, into = [], documents, phone_in: phone }) => [field, ...into, documents ?? '', phone ?? '']),
  );
  const lists = new Set(listNames((shelfPack(shelf, 'base')?.sections.get('sheets/choices')?.data ?? {}) as Shared));
  const unknown = (path: (string | number)[], name: string): Fault[] =>
    known.has(name) ? [] : [faultAt(document, path, 'sheet.field', { field: name })];
  return [
    ...fields.flatMap((field, at) => fieldFaults(document, field, at, fields, lists)),
    ...(ticks ? ticks.of.flatMap((name, at) => unknown(['ticks', 'of', at], name)) : []),
    ...rules.flatMap((one, at) =>
      Object.entries(one).flatMap(([part, value]) => {
        if (FREE.has(part)) return [];
        const names = typeof value === 'string' ? [value] : part === 'of' && Array.isArray(value) ? (value as string[]) : [];
        return names.flatMap((name) => unknown(['rules', at, part], name));
      }),
    ),
  ];
}

type Shared = Partial<SheetWords> & { readonly tables?: readonly string[] };
/** Parts of a rule that name no field. */
const FREE = new Set(['rule', 'head', 'male', 'female']);

const listNames = ({ lists = {}, tables = [] }: Shared): string[] => [...Object.keys(lists), ...tables];

function fieldFaults(
  document: PackDocument,
  field: SheetField,
  at: number,
  fields: readonly SheetField[],
  lists: ReadonlySet<string>,
): Fault[] {
  const twice = fields.findIndex((one) => one.field === field.field) < at;
  const choosing = field.kind === 'choice' || field.kind === 'choices';
  return [
    ...(twice ? [faultAt(document, ['fields', at, 'field'], 'sheet.doubled', { field: field.field })] : []),
    ...(choosing && field.choices === undefined ? [faultAt(document, ['fields', at], 'sheet.choices', { field: field.field })] : []),
    ...(typeof field.choices === 'string' && !lists.has(field.choices)
      ? [faultAt(document, ['fields', at, 'choices'], 'sheet.list', { list: field.choices })]
      : []),
  ];
}
