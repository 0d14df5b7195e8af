import type { Handle } from '../../kernel/kernel.ts';
import { addDays } from '../../kernel/kernel.ts';
import { listPlaces } from '../regions/regions.ts';
import { deriveCounts } from './derive.store.ts';
import { fedMeasures } from './dictionary.ts';
import { actOnSheet, fillSheet } from './fill.ts';
import { addLedger, getLedger, sendLedger } from './ledger.store.ts';
import type { LedgerForm } from './ledger.ts';
import { requireLedger } from './ledger.ts';
import type { DemonstrationLedgers } from './ledger-check.ts';
import type { LedgerDesk } from './open.ts';
import { allRegisters, derivingOf, everyRow, factsOf, isDerived, openSheet } from './open.ts';
import { listSheets } from './sheet.store.ts';
import type { Mover, SheetRole } from './sheet.ts';

type One = DemonstrationLedgers[number];
type Round = One['rounds'][number];
type Done = Round['sheets'][string];

/** Who lives the ledgers of a demonstration through, by region: a desk that writes in somebody's name so many days ago. */
export type DeskOf = (code: string, daysAgo: number) => LedgerDesk;

const ROLES: readonly SheetRole[] = ['fill', 'check', 'keep'];

/** Enters the ledgers of a demonstration, sends them out and fills them in by the same commands as people do. */
export async function loadLedgers(deskOf: DeskOf, job: Handle, county: string, ledgers: DemonstrationLedgers): Promise<void> {
  for (const one of ledgers) {
    const first = Math.max(0, ...one.rounds.map(({ sent }) => sent)) + 1;
    const keeper = deskOf(county, first);
    const named = one.form.fields.map((field, at) => ({ name: `q${at + 1}`, ...field }));
    const fills = {
      fills: one.form.fills,
      checks: one.form.checks,
      feeds: fedMeasures(keeper.library, keeper.registers).map(({ value }) => value),
    };
    const form = requireLedger({ ...one.form, fields: named }, { all: allRegisters(keeper), known: factsOf(keeper), ...fills });
    const { id } = await addLedger(keeper, county, form);
    for (const round of one.rounds) await loadRound(deskOf, job, { county, id, form }, round);
  }
}

interface Kept {
  readonly county: string;
  readonly id: string;
  readonly form: LedgerForm;
}

async function loadRound(deskOf: DeskOf, job: Handle, { county, id, form }: Kept, round: Round): Promise<void> {
  const keeper = deskOf(county, round.sent);
  const places = await listPlaces(job, county, ['community'], keeper.today);
  const counts = isDerived(form) ? await deriveCounts(job, form, derivingOf(keeper, form), county) : undefined;
  const communities = places
    .map(({ code }) => code)
    .filter((code) => !round.expected || counts === undefined || (counts.get(code) ?? 0) > 0);
  const due = addDays(deskOf(county, 0).today, round.due);
  const [year, month] = due.split('-') as [string, string];
  const quarter = String(Math.ceil(Number(month) / 3));
  const period = round.period
    .replace('{year}', year)
    .replace('{month}', String(Number(month)))
    .replace('{quarter}', quarter);
  const asked_of = round.expected ? { expected: true } : {};
  const ledger = await getLedger(keeper.handle, county, id);
  const sent = await sendLedger(keeper, ledger, { period, due_on: due, asked_of, approver: '', reason: '', communities });
  for (const sheet of await listSheets(job, { county, ledger: id, round: sent })) {
    const done = round.sheets[sheet.community] ?? round.sheets.others;
    if (done) await live(deskOf, sheet, form, done, round.sent);
  }
}

/** The acts of one community, a day after each other. */
async function live(
  deskOf: DeskOf,
  { county, id, community, town }: { county: string; id: string; community: string; town: string },
  form: LedgerForm,
  { acts, answers = {}, back = [] }: Done,
  sent: number,
): Promise<void> {
  const mover: Mover = { roles: ROLES, checked: form.checks.length > 0, live: true };
  const named = Object.fromEntries(
    Object.entries(answers).map(([title, value]) => [form.fields.find((field) => field.title === title)!.name, value]),
  );
  for (const [at, act] of acts.entries()) {
    const who = ['check', 'return', 'reopen'].includes(act) ? town : ['lock', 'unlock'].includes(act) ? county : community;
    const desk = deskOf(who, Math.max(0, sent - at - 1));
    const open = await openSheet(desk, { county, id });
    const rows = await everyRow(desk, open);
    if (act === 'answer') {
      const given = rows.map(({ subject, kept }) => ({ subject, version: kept?.version ?? 0, values: named }));
      await fillSheet(desk, mover, open, given);
    } else {
      const cells = back.flatMap(({ field, reason }) => {
        const found = form.fields.find((one) => one.title === field || one.known === field);
        return rows[0] && found ? [{ subject: rows[0].subject, field: found.name, reason }] : [];
      });
      await actOnSheet(desk, mover, open, { act, version: open.sheet.version, ...(act === 'return' ? { cells } : {}) });
    }
  }
}
