import type { Static } from 'typebox';
import { Type } from 'typebox';
import { LinliError } from '../../../kernel/kernel.ts';
import type { CaseQuery, CaseView } from '../../../procedures/procedures.ts';
import { caseViews, readCaseNumber } from '../../../procedures/procedures.ts';
import { personQuery } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import { Line, page } from '../../http/schemas.ts';
import type { Wearer } from '../../http/session.ts';
import { findPeople } from '../people/search.ts';

/** How a list of cases is asked for: view, filters, search, order, page. */
export const ListQuery = Type.Object({
  view: Type.Optional(Type.Union(caseViews.map((view) => Type.Literal(view)))),
  item: Type.Optional(Line(60)),
  state: Type.Optional(Line(60)),
  query: Type.Optional(Line(60)),
  sort: Type.Optional(Type.Union([Type.Literal('due'), Type.Literal('opened')])),
  after: page.after,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  count: Type.Optional(Type.Boolean()),
});
export type ListQuery = Static<typeof ListQuery>;

/** Cases of so many people of one name are looked for; above that the list is told to be a part. */
export const mostNamesakes = 1_000;

/** A query whose answer may leave people out: more bear the name than are looked for. */
export type AskedCases = CaseQuery & { readonly partial?: boolean };

/** What a clerk types into the search box: a case number, an id number, a phone or a name. */
async function resolveQuery(linli: Linli, wearer: Wearer, typed: string): Promise<Pick<AskedCases, 'number' | 'applicants' | 'partial'>> {
  const number = readCaseNumber(typed);
  if (number) return { number };
  // Whether somebody has a case at all is theirs to know who work with cases or people.
  const { powers } = wearer;
  if (!powers.includes('case.handle') && !powers.includes('person.read')) throw new LinliError('CASE_SEARCH_BY_NUMBER');
  const people = await findPeople(linli, wearer, personQuery(typed), mostNamesakes);
  return { applicants: people.rows.map((person) => person.id), partial: people.more };
}

/** Reads what was asked; a name is looked up among the people of the caller's own scope first. Throws `CASE_SEARCH_BY_NUMBER`. */
export async function readListQuery(linli: Linli, wearer: Wearer, given: ListQuery): Promise<AskedCases> {
  const resolved = given.query?.trim() ? await resolveQuery(linli, wearer, given.query.trim()) : {};
  const view: CaseView = given.view ?? 'inbox';
  return {
    view,
    sort: given.sort ?? (view === 'inbox' || view === 'overdue' || view === 'due-soon' ? 'due' : 'opened'),
    limit: given.limit ?? 20,
    ...(given.item ? { item: given.item } : {}),
    ...(given.state ? { state: given.state } : {}),
    ...(given.after ? { after: given.after } : {}),
    ...resolved,
  };
}
