import type { Static } from 'typebox';
import { Type } from 'typebox';
import { declaredRegisters } from '../declared.ts';
import type { PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import { checkSection, faultAt } from '../packs/fault.ts';
import type { FileKind } from '../packs/shelf.ts';
import { decidedFields } from '../register/entry.ts';

/** Corrections of a demonstration that wait for somebody: `proposals.yaml`. */
export const Proposed = Type.Array(
  Type.Object(
    {
      by: Type.String(),
      register: Type.String(),
      find: Type.String({ minLength: 1 }),
      values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
      basis: Type.Object({ kind: Type.String(), id: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
      days_ago: Type.Integer({ minimum: 0, maximum: 365 }),
    },
    { additionalProperties: false },
  ),
);
export type Proposed = Static<typeof Proposed>;

export const proposalsFile: FileKind = { path: /^proposals\.yaml$/, home: 'demonstration', needed: [], check: checkProposed };

/** What waits is a correction of fields that another decides. */
function checkProposed(document: PackDocument): readonly Fault[] {
  const shape = checkSection(document, Proposed);
  if (shape.length > 0) return shape;
  return (document.data as Proposed).flatMap(({ register, values }, index) => {
    const one = declaredRegisters.find((each) => each.register === register);
    if (!one || decidedFields(one, Object.keys(values)).length === 0)
      return [faultAt(document, [index, 'register'], 'undecided-register', { register })];
    return [];
  });
}
