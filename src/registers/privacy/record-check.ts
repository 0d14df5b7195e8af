import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import { checkSection, faultAt } from '../packs/fault.ts';
import type { FileKind, Shelf } from '../packs/shelf.ts';
import { codesIn } from '../packs/shelf.ts';

const Asked = Type.Object(
  {
    part: Type.String(),
    said: Type.String({ minLength: 1, maxLength: 500 }),
    days_ago: Type.Integer({ minimum: 0, maximum: 365 }),
    outcome: Type.Optional(Type.Union([Type.Literal('accepted'), Type.Literal('refused')])),
    answer: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  },
  { additionalProperties: false },
);
/** What the people of a demonstration agreed to and what they say is wrong in their record: `records.yaml`. */
export const Records = Type.Array(
  Type.Object(
    { phone: Type.String(), agrees: Type.Optional(Type.Array(Type.String())), asks: Type.Optional(Type.Array(Asked)) },
    { additionalProperties: false },
  ),
);
export type Records = Static<typeof Records>;

export const recordsFile: FileKind = { path: /^records\.yaml$/, home: 'demonstration', needed: [], check: checkRecords };

function checkRecords(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const shape = checkSection(document, Records);
  if (shape.length > 0) return shape;
  const purposes = codesIn(shelf, 'consent_purpose');
  const parts = codesIn(shelf, 'record_part');
  return (document.data as Records).flatMap(({ agrees = [], asks = [] }, index) => [
    ...agrees.flatMap((purpose, at) =>
      purposes.has(purpose) ? [] : [faultAt(document, [index, 'agrees', at], 'unknown-code', { code: purpose, table: 'consent_purpose' })],
    ),
    ...asks.flatMap(({ part }, at) =>
      parts.has(part) ? [] : [faultAt(document, [index, 'asks', at, 'part'], 'unknown-code', { code: part, table: 'record_part' })],
    ),
  ]);
}
