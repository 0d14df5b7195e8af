import { dayOf, sayDay, timeOf } from '../../../kernel/kernel.ts';
import type { EntryQuery, Register } from '../../../registers/registers.ts';
import { countEntries, text, wordsOf } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';
import { noteLook } from '../accounts/noted.ts';

/** So many rows are counted before they are handed out; nobody opens a sheet of more. */
const MOST_ROWS = 1_048_575;

/** What says in a sheet who took it out: above every printed page, and on a sheet of its own behind it. */
interface Marked {
  readonly mark: string;
  readonly behind: readonly {
    readonly name: string;
    readonly columns: readonly { readonly title: string }[];
    readonly rows: readonly (readonly [string, string])[];
  }[];
}

/** Notes that entries leave the house, how many and what for, before they do; and the mark that goes with them (SEC-02). */
export async function noteExport(linli: Linli, wearer: Wearer, one: Register, query: EntryQuery, purpose: string): Promise<Marked> {
  const { handle, hat, account } = wearer;
  const count = await countEntries(handle, linli.vault, one, query, MOST_ROWS);
  await noteLook(linli, wearer, {
    county: hat.county,
    action: 'entry.export',
    subject: one.register,
    reason: purpose,
    detail: { count: count.value, by: Object.keys(query.where ?? {}).sort() },
  });
  const now = linli.clock.now();
  const at = `${sayDay(dayOf(now))} ${timeOf(now)}`;
  const facts = {
    register: wordsOf(linli.library, one).title,
    who: account.name,
    place: await linli.regionName(hat.unit ?? hat.region),
    at,
    purpose,
    count: String(count.value),
  };
  const names = ['register', 'who', 'place', 'at', 'purpose', 'count'] as const;
  return {
    mark: text('documents.export.mark', { who: facts.who, place: facts.place, at, purpose }),
    behind: [
      {
        name: text('documents.export.title'),
        columns: [{ title: text('documents.export.fact') }, { title: text('documents.export.value') }],
        rows: names.map((name) => [text(`documents.export.facts.${name}`), facts[name]]),
      },
    ],
  };
}
