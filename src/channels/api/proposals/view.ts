import { dayOf } from '../../../kernel/kernel.ts';
import type { ListedProposal } from '../../../registers/registers.ts';
import { fieldWords, findEntry, maskName, registerNamed, sayValue, text, wordsOf } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';
import { partName } from '../privacy/routes.ts';
import { basisSaid, entryView } from '../registers/view.ts';
import type { About, ProposalView } from './about.ts';
import { visitAbout } from './visit-view.ts';

interface Shown {
  readonly nameOf: (actor: string) => string;
  readonly decides: boolean;
}

export async function proposalView(linli: Linli, wearer: Wearer, row: ListedProposal, { nameOf, decides }: Shown): Promise<ProposalView> {
  const own = row.actor === wearer.actor.id;
  const about =
    row.kind === 'entry'
      ? await entryAbout(linli, wearer, row)
      : row.kind === 'visit'
        ? await visitAbout(linli, wearer, row)
        : recordAbout(linli, row);
  return {
    county: row.county,
    id: row.id,
    kind: row.kind,
    what: row.what,
    ...about,
    register: row.register,
    entry: row.entry_id,
    person: row.person_id,
    place_name: await linli.regionName(row.grid ?? row.community ?? row.town ?? row.county),
    actor: row.kind === 'record' ? text('proposals.self') : nameOf(row.actor),
    own,
    may_decide: decides && !own && row.outcome === null,
    at: row.at.toISOString(),
    due_on: row.due_on,
    late: row.outcome === null && row.due_on < dayOf(linli.clock.now()),
    said: row.said,
    basis: row.kind === 'record' ? '' : basisSaid(row),
    outcome: row.outcome,
    answer: row.answer,
    decided_at: row.decided_at?.toISOString() ?? null,
    decided_by: row.decided_by === null ? '' : nameOf(row.decided_by),
  };
}

/** What a person says is wrong: the part, in the person's words. */
function recordAbout(linli: Linli, row: ListedProposal): About {
  return {
    title: text('proposals.about_record', { name: maskName(row.name), part: partName(linli, row.what) }),
    changes: [],
    version: null,
  };
}

/** A correction beside what the entry says at the moment. */
async function entryAbout(linli: Linli, { handle }: Wearer, row: ListedProposal): Promise<About> {
  const register = registerNamed(linli.registers, row.register);
  const words = wordsOf(linli.library, register);
  const entry = await findEntry(handle, register, row.county, row.entry_id!);
  const now = (entry ?? row.before) as Readonly<Record<string, unknown>>;
  const title = entry ? (await entryView(linli, register, entry)).title : row.title;
  return {
    title: text('proposals.about_entry', { register: words.title, title }),
    changes: Object.keys(row.after).map((name) => ({
      field: fieldWords(words, name).title,
      now: sayValue(linli.library, register, name, (row.outcome === null ? now : row.before)[name]),
      proposed: sayValue(linli.library, register, name, row.after[name]),
    })),
    version: entry?.version ?? null,
  };
}
