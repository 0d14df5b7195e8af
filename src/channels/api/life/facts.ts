import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Day } from '../../../kernel/kernel.ts';
import { LinliError } from '../../../kernel/kernel.ts';
import type { LifeWish } from '../../../procedures/procedures.ts';
import { readDay, residences } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import { Line } from '../../http/schemas.ts';

export const Optional = (most: number) => Type.Optional(Type.Union([Line(most), Type.Null()]));

/** What may be said of a person beside name and number. */
export const FactsGiven = Type.Object({
  residence: Type.Optional(Type.Union(residences.map((one) => Type.Literal(one)))),
  education: Optional(20),
  political_status: Optional(20),
  occupation: Optional(20),
  ethnic_group: Optional(20),
  came_on: Optional(20),
});

/** The facts as the record keeps them. Throws INPUT_INVALID with the field. */
export function readFacts(linli: Linli, given: Static<typeof FactsGiven>, today: Day): LifeWish['facts'] {
  const came = (given.came_on ?? '').trim();
  return {
    ...(given.residence === undefined ? {} : { residence: given.residence }),
    ...codeFact(linli, 'education', 'education_level', given.education),
    ...codeFact(linli, 'political_status', 'political_status', given.political_status),
    ...codeFact(linli, 'occupation', 'employment_status', given.occupation),
    ...codeFact(linli, 'ethnic_group', 'ethnic_group', given.ethnic_group),
    ...(given.came_on === undefined ? {} : { came_on: came === '' ? null : pastDay(came, today) }),
  };
}

function codeFact(linli: Linli, name: string, table: string, given: string | null | undefined): Record<string, string> {
  if (given === undefined) return {};
  const code = given ?? '';
  if (code !== '' && !linli.library.codeTable(table).some((row) => row.code === code))
    throw new LinliError('INPUT_INVALID', { count: 1 }, { [name]: 'FIELD_NOT_CHOICE' });
  return { [name]: code };
}

/** A day as people write it. Throws INPUT_INVALID with the field. */
export function requireDay(written: string, field: string): Day {
  const read = readDay(written);
  if (!('day' in read)) throw new LinliError('INPUT_INVALID', { count: 1 }, { [field]: read });
  return read.day;
}

function pastDay(written: string, today: Day): Day {
  const day = requireDay(written, 'came_on');
  if (day > today) throw new LinliError('INPUT_INVALID', { count: 1 }, { came_on: 'FIELD_DATE_AHEAD' });
  return day;
}
