import type { Static } from 'typebox';
import { Type } from 'typebox';
import { declaredRegisters } from '../declared.ts';
import type { PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import { checkRows, faultAt } from '../packs/fault.ts';
import type { FileKind } from '../packs/shelf.ts';
import { registerPowers } from '../register/powers.ts';
import { powers } from './account.ts';

const appointable = ['province', 'city', 'county', 'town', 'community', 'grid', 'unit'] as const;

/** A role of the packs: `roles.yaml`. */
export const PackRole = Type.Object(
  {
    role: Type.String({ pattern: '^[a-z][a-z0-9-]*$', form: 'name' }),
    title: Type.String({ minLength: 1 }),
    levels: Type.Array(Type.Unsafe<(typeof appointable)[number]>({ type: 'string', enum: [...appointable] }), { minItems: 1 }),
    powers: Type.Array(Type.String(), { minItems: 1 }),
  },
  { additionalProperties: false },
);

export const roleFile: FileKind = { path: /^roles\.yaml$/, home: 'any', needed: ['roles.yaml'], check: checkRoles };

/** Every power a role may name. */
const known: readonly string[] = [...powers, ...registerPowers(declaredRegisters)];

function checkRoles(document: PackDocument): readonly Fault[] {
  const { faults, rows } = checkRows<Static<typeof PackRole>>(document, PackRole);
  const names = rows.map(([, row]) => row.role);
  for (const [at, [index, row]] of rows.entries()) {
    if (names.indexOf(row.role) < at) faults.push(faultAt(document, [index, 'role'], 'repeated', { name: row.role, pack: document.pack }));
    for (const [place, power] of row.powers.entries()) {
      if (!known.includes(power))
        faults.push(faultAt(document, [index, 'powers', place], 'power-unknown', { power, known: known.join(' / ') }));
      else if (row.powers.indexOf(power) < place)
        faults.push(faultAt(document, [index, 'powers', place], 'repeated', { name: power, pack: document.pack }));
    }
  }
  return faults;
}
