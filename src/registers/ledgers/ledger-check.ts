import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import { checkSection } from '../packs/fault.ts';
import type { FileKind } from '../packs/shelf.ts';
import { frequencies } from './ledger.ts';
import { sheetActs } from './sheet.ts';

const line = Type.String({ minLength: 1, maxLength: 200 });
const words = Type.Array(line);
const Form = Type.Object(
  {
    title: line,
    department: line,
    basis: line,
    admission: Type.String(),
    frequency: Type.Union(frequencies.map((one) => Type.Literal(one))),
    ends_on: Type.Optional(line),
    fills: words,
    checks: words,
    rows: line,
    expected: Type.Optional(
      Type.Array(
        Type.Object({ key: line, any: Type.Optional(words), years: Type.Optional(Type.Integer()) }, { additionalProperties: false }),
      ),
    ),
    fields: Type.Array(Type.Object({})),
  },
  { additionalProperties: false },
);
/** What one community did with its sheet: the acts in order, the answers to every row, and the cells that were sent back. */
const Done = Type.Object(
  {
    acts: Type.Array(Type.Union(sheetActs.map((act) => Type.Literal(act)))),
    answers: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    back: Type.Optional(Type.Array(Type.Object({ field: line, reason: line }, { additionalProperties: false }))),
  },
  { additionalProperties: false },
);
const Round = Type.Object(
  {
    period: line,
    sent: Type.Integer({ minimum: 0, maximum: 400 }),
    due: Type.Integer({ minimum: -400, maximum: 400 }),
    expected: Type.Optional(Type.Boolean()),
    sheets: Type.Record(Type.String({ pattern: '^([0-9]{12}|others)$' }), Done),
  },
  { additionalProperties: false },
);

/** Ledgers of a demonstration, how often each was sent out, and how far the communities are: `ledgers.yaml`. Days are counted from the day it is loaded. */
export const DemonstrationLedgers = Type.Array(Type.Object({ form: Form, rounds: Type.Array(Round) }, { additionalProperties: false }));
export type DemonstrationLedgers = Static<typeof DemonstrationLedgers>;

export const ledgerFile: FileKind = { path: /^ledgers\.yaml$/, home: 'demonstration', needed: [], check: checkLedgers };

function checkLedgers(document: PackDocument): readonly Fault[] {
  return checkSection(document, DemonstrationLedgers);
}
