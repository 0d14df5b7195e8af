import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import { checkRows, faultAt } from '../packs/fault.ts';
import type { FileKind } from '../packs/shelf.ts';

/** An office or department of the pack's county: `units.yaml`. */
const PackUnit = Type.Object(
  {
    unit: Type.String({ pattern: '^[a-z][a-z0-9-]*$', form: 'name' }),
    name: Type.String({ minLength: 1 }),
    kind: Type.Unsafe<'bureau' | 'department'>({ type: 'string', enum: ['bureau', 'department'] }),
    phone: Type.String({ pattern: '^[0-9][0-9-]{4,19}$', form: 'phone' }),
  },
  { additionalProperties: false },
);

export const unitFile: FileKind = { path: /^units\.yaml$/, home: 'any', needed: [], check: checkUnits };

function checkUnits(document: PackDocument): readonly Fault[] {
  const { faults, rows } = checkRows<Static<typeof PackUnit>>(document, PackUnit);
  const names = rows.map(([, row]) => row.unit);
  for (const [at, [index, row]] of rows.entries())
    if (names.indexOf(row.unit) < at) faults.push(faultAt(document, [index, 'unit'], 'repeated', { name: row.unit, pack: document.pack }));
  return faults;
}
