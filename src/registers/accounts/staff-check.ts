import type { Static } from 'typebox';
import { Type } from 'typebox';
import { LinliError } from '../../kernel/kernel.ts';
import type { PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import { checkSection, faultAt, fits } from '../packs/fault.ts';
import type { FileKind, Shelf } from '../packs/shelf.ts';
import { namesIn, recordsOf, shelfPack } from '../packs/shelf.ts';
import { text } from '../packs/texts.ts';
import { isKnownRegion } from '../regions/known-regions.ts';
import { isRegionCode, levelOfCode, liesWithin } from '../regions/region.ts';
import { normaliseLogin, requireStrongPassword } from './account.ts';
import { PackRole } from './role-check.ts';

const Member = Type.Object(
  {
    login: Type.String(),
    name: Type.String({ minLength: 1 }),
    role: Type.String(),
    region: Type.String({ pattern: '^([0-9]{12}|[0-9]{15})$', form: 'region-or-grid' }),
    unit: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
/** The staff of a demonstration: `staff.yaml`. */
export const Staff = Type.Object(
  { password: Type.String({ minLength: 1 }), staff: Type.Array(Member, { minItems: 1 }) },
  { additionalProperties: false },
);
export type Staff = Static<typeof Staff>;
type Member = Static<typeof Member>;

export const staffFile: FileKind = { path: /^staff\.yaml$/, home: 'demonstration', needed: ['staff.yaml'], check: checkStaff };

function checkStaff(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const shape = checkSection(document, Staff);
  if (shape.length > 0) return shape;
  const { password, staff } = document.data as Staff;
  const weak = refusal(() => requireStrongPassword(password, ''));
  const faults = weak ? [faultAt(document, ['password'], 'refused', { at: 'password', sentence: weak })] : [];
  const logins = staff.map((one) => one.login);
  for (const [index, one] of staff.entries()) {
    const bad = refusal(() => normaliseLogin(one.login));
    if (bad) faults.push(faultAt(document, ['staff', index, 'login'], 'refused', { at: one.login, sentence: bad }));
    if (logins.indexOf(one.login) < index)
      faults.push(faultAt(document, ['staff', index, 'login'], 'repeated', { name: one.login, pack: document.pack }));
    faults.push(...checkAppointment(document, shelf, index, one));
  }
  return faults;
}

function refusal(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof LinliError) return `${text(`errors.${error.code}.sentence`)}${text(`errors.${error.code}.next`)}`;
    throw error;
  }
}

function checkAppointment(document: PackDocument, shelf: Shelf, index: number, one: Member): Fault[] {
  const faults: Fault[] = [];
  const say = (field: string, key: string, values: Record<string, string>): number =>
    faults.push(faultAt(document, ['staff', index, field], key, values));
  const own = shelfPack(shelf, document.pack)!;
  if (!namesIn(shelf, 'roles', 'role').has(one.role)) say('role', 'procedure.role', { role: one.role });
  if (one.unit !== undefined && !namesIn(shelf, 'units', 'unit', [own]).has(one.unit)) say('unit', 'unit-unknown', { unit: one.unit });
  if (!isRegionCode(one.region) || !isKnownRegion(shelf, one.region)) say('region', 'region-unknown', { code: one.region });
  else if (!touches(one.region, own.sections.get('pack')?.data)) say('region', 'region-outside', { code: one.region });
  const level = one.unit === undefined ? levelOfCode(one.region) : 'unit';
  const role = shelf.packs.flatMap((pack) => recordsOf(pack, 'roles')).find((row) => row.role === one.role);
  const levels = fits(role, PackRole) ? (role!.levels as readonly string[]) : undefined;
  if (levels && !levels.includes(level)) say('role', 'role-level', { role: one.role, level, levels: levels.join(' / ') });
  return faults;
}

/** Whether a region lies in the pack's jurisdiction or above it. */
function touches(region: string, manifest: unknown): boolean {
  const jurisdiction = String((manifest as { jurisdiction?: unknown } | undefined)?.jurisdiction);
  return !isRegionCode(jurisdiction) || liesWithin(region, jurisdiction) || liesWithin(jurisdiction, region);
}
