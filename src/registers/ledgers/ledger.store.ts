import type { AuditEntry, Day, Handle, Statement } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError, newId, violatedConstraint } from '../../kernel/kernel.ts';
import { ancestryOfCode } from '../regions/region.ts';
import type { RegisterDesk } from '../register/entry.store.ts';
import { inserts } from '../register/statement.store.ts';
import type { DecisionKind, LedgerDecision, LedgerForm } from './ledger.ts';
import { ledgerErrors } from './ledger.ts';

export interface LedgerVersion {
  readonly version: number;
  readonly form: LedgerForm;
  readonly entered_at: string;
}

/** A ledger: every version of it, oldest first, and what was decided about it. */
export interface Ledger {
  readonly county: string;
  readonly id: string;
  readonly versions: readonly LedgerVersion[];
  readonly decisions: readonly LedgerDecision[];
}

/** The version that holds, or one before it. */
export function formOf(ledger: Ledger, version?: number): LedgerVersion {
  return ledger.versions.find((one) => one.version === version) ?? ledger.versions.at(-1)!;
}

const tell: Statement = { name: 'ledger-tell', text: 'select registers.tell_ledger($1, $2::uuid) as told' };

/** A ledger, for its county and for whoever has a sheet of it. Throws LEDGER_NOT_FOUND. */
export async function getLedger(handle: Handle, county: string, id: string): Promise<Ledger> {
  const [row] = await handle.query<{ told: Pick<Ledger, 'versions' | 'decisions'> | null }>(tell, [county, id]);
  if (!row?.told) throw new LinliError(ledgerErrors.LEDGER_NOT_FOUND);
  return { county, id, ...row.told };
}

/** A ledger in the catalogue, with what its sheets come to (ADM-04, ADM-09). */
export interface ListedLedger extends Ledger {
  /** Communities that have been asked at least once. */
  readonly communities: number;
  readonly sheets: number;
  /** Cells of what was handed in, and how many of them the system filled in. */
  readonly cells: number;
  readonly known: number;
}

const MOST_LEDGERS = 500;
const list: Statement = {
  name: 'ledger-list',
  text: `select l.county, l.id, jsonb_agg(jsonb_build_object('version', l.version, 'form', l.form, 'entered_at', l.entered_at) order by l.version) as versions,
                coalesce((select jsonb_agg(jsonb_build_object('kind', d.kind, 'on_day', d.on_day, 'basis', d.basis, 'into_ledger', d.into_ledger, 'actor', d.actor, 'at', d.at) order by d.at)
                            from registers.ledger_decision d where d.county = l.county and d.ledger = l.id), '[]') as decisions,
                coalesce(max(s.communities), 0)::int as communities, coalesce(max(s.sheets), 0)::int as sheets, coalesce(max(s.cells), 0)::int as cells, coalesce(max(s.known), 0)::int as known
           from registers.ledger l
           left join lateral (select count(distinct s.community) as communities, count(*) as sheets,
                                     sum(s.cells) as cells, sum(s.known) as known
                                from registers.ledger_sheet s where s.county = l.county and s.ledger = l.id and s.withdrawn_at is null) s on true
          group by l.county, l.id order by min(l.entered_at), l.id limit ${MOST_LEDGERS}`,
};

/** The ledgers of the counties in the caller's scope. */
export function listLedgers(handle: Handle): Promise<ListedLedger[]> {
  return handle.query<ListedLedger>(list);
}

const perMonth: Statement = {
  name: 'ledger-per-month',
  text: `select to_char(m.month, 'YYYY-MM') as month, count(distinct s.community)::int as communities, count(s.id)::int as sheets,
                count(distinct (s.community, s.ledger))::int as ledgers, coalesce(sum(s.cells - s.known), 0)::int as asked
           from generate_series(date_trunc('month', $1::date - interval '11 months'), date_trunc('month', $1::date), interval '1 month') as m(month)
           left join registers.ledger_sheet s on s.due_on >= m.month and s.due_on < m.month + interval '1 month' and s.withdrawn_at is null
          group by m.month order by m.month`,
};

/** What communities were asked for month by month, the last twelve (ADM-04, ADM-09). */
export interface MonthOfLedgers {
  readonly month: string;
  readonly communities: number;
  readonly sheets: number;
  /** Ledger and community, each pair once. */
  readonly ledgers: number;
  /** Cells that nobody but the filler could know. */
  readonly asked: number;
}

export function ledgersPerMonth(handle: Handle, today: Day): Promise<MonthOfLedgers[]> {
  return handle.query<MonthOfLedgers>(perMonth, [today]);
}

const add: Statement = {
  name: 'ledger-add',
  text: `insert into registers.ledger (county, id, version, province, city, form, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
};

/** Keeps a version of a ledger: the first, or the one after `before`. Throws LEDGER_MOVED_ON when somebody was faster. */
export async function addLedger(
  { handle, vault, by }: RegisterDesk,
  county: string,
  form: LedgerForm,
  before?: Ledger,
): Promise<{ id: string; version: number }> {
  const id = before?.id ?? newId(by.at.getTime());
  const version = (before?.versions.at(-1)?.version ?? 0) + 1;
  const { province, city } = ancestryOfCode(county);
  const action = before ? 'ledger.revise' : 'ledger.add';
  const audit = auditRow(vault, {
    ...by,
    county,
    action,
    subject: `ledger:${id}`,
    reason: form.basis,
    detail: { version, title: form.title },
  });
  try {
    await handle.batch([[add, [county, id, version, province, city, JSON.stringify(form), by.actor, by.at]], appendAudit([audit])]);
  } catch (error) {
    if (violatedConstraint(error) === 'ledger_pkey') throw new LinliError(ledgerErrors.LEDGER_MOVED_ON);
    throw error;
  }
  return { id, version };
}

const decide: Statement = {
  name: 'ledger-decide',
  text: `insert into registers.ledger_decision (county, id, province, city, ledger, kind, on_day, basis, into_ledger, actor, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
};

/** Keeps what was decided about a ledger. */
export async function decideLedger(
  { handle, vault, by }: RegisterDesk,
  ledger: Ledger,
  decision: { kind: DecisionKind; on_day: Day; basis: string; into_ledger: string | null },
): Promise<void> {
  const { province, city } = ancestryOfCode(ledger.county);
  const { kind, on_day, basis, into_ledger } = decision;
  const audit = auditRow(vault, {
    ...by,
    county: ledger.county,
    action: `ledger.${kind}`,
    subject: `ledger:${ledger.id}`,
    reason: basis,
    detail: { on: on_day, ...(into_ledger ? { into: into_ledger } : {}) },
  });
  await handle.batch([
    [decide, [ledger.county, newId(), province, city, ledger.id, kind, on_day, basis, into_ledger, by.actor, by.at]],
    appendAudit([audit]),
  ]);
}

/** One sending out of a ledger. */
export interface Round {
  readonly county: string;
  readonly id: string;
  readonly ledger: string;
  readonly ledger_version: number;
  readonly period: string;
  readonly due_on: Day;
  readonly asked_of: AskedOf;
  readonly approver: string;
  readonly reason: string;
  readonly actor: string;
  readonly at: Date;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_why: string;
}

/** Of whom a round asks: all communities, or those of some towns, of some types, with something to fill in. */
export interface AskedOf {
  readonly towns?: readonly string[];
  readonly types?: readonly string[];
  readonly expected?: boolean;
}

const rounds: Statement = {
  name: 'ledger-rounds',
  text: `select county, id, ledger, ledger_version, period, due_on, asked_of, approver, reason, actor, at, withdrawn_at, withdrawn_why
           from registers.ledger_round where county = $1 and ledger = $2 order by at desc limit 200`,
};

/** When a ledger was sent out, the last first; nothing for who does not stand at the county. */
export function listRounds(handle: Handle, { county, id }: Pick<Ledger, 'county' | 'id'>): Promise<Round[]> {
  return handle.query<Round>(rounds, [county, id]);
}

const ROUND = [
  'county',
  'id',
  'province',
  'city',
  'ledger',
  'ledger_version',
  'period',
  'due_on',
  'asked_of',
  'approver',
  'reason',
  'actor',
  'at',
] as const;
const SHEET = [
  'county',
  'id',
  'province',
  'city',
  'town',
  'community',
  'round',
  'ledger',
  'ledger_version',
  'title',
  'period',
  'due_on',
  'sent_at',
  'moved_at',
  'moved_by',
] as const;
const TYPES: Readonly<Record<string, string>> = {
  id: 'uuid',
  ledger: 'uuid',
  round: 'uuid',
  ledger_version: 'int',
  due_on: 'date',
  asked_of: 'jsonb',
  at: 'timestamptz',
  sent_at: 'timestamptz',
  moved_at: 'timestamptz',
};
const typeOf = (column: string): string => TYPES[column] ?? 'text';

/** What a round sends out. */
export interface NewRound {
  readonly period: string;
  readonly due_on: Day;
  readonly asked_of: AskedOf;
  readonly approver: string;
  readonly reason: string;
  readonly communities: readonly string[];
}

/** Sends a ledger out: one sheet a community, in one exchange. Throws LEDGER_ROUND_TWICE when the period was sent out already. */
export async function sendLedger({ handle, vault, by }: RegisterDesk, ledger: Ledger, round: NewRound): Promise<string> {
  const { county } = ledger;
  const { version, form } = formOf(ledger);
  const { province, city } = ancestryOfCode(county);
  const id = newId(by.at.getTime());
  const { period, due_on, approver, reason, communities } = round;
  const sheets = communities.map((community) => {
    const above = ancestryOfCode(community);
    const place = [county, newId(by.at.getTime()), above.province, above.city, above.town, community];
    return [...place, id, ledger.id, version, form.title, period, due_on, by.at, by.at, by.actor];
  });
  const audit = auditRow(vault, {
    ...by,
    county,
    action: 'ledger.send',
    subject: `ledger:${ledger.id}`,
    reason: reason || form.admission,
    detail: { round: id, period, due: due_on, communities: communities.length, ...(approver ? { approver } : {}) },
  });
  const asked = JSON.stringify(round.asked_of);
  const values = [county, id, province, city, ledger.id, version, period, due_on, asked, approver, reason, by.actor, by.at];
  try {
    await handle.batch([
      ...inserts('registers.ledger_round', ROUND, typeOf, [values]),
      ...inserts('registers.ledger_sheet', SHEET, typeOf, sheets),
      appendAudit([audit]),
    ]);
  } catch (error) {
    if (violatedConstraint(error) === 'ledger_round_period') throw new LinliError(ledgerErrors.LEDGER_ROUND_TWICE, { period });
    throw error;
  }
  return id;
}

const withdraw: Statement = {
  name: 'ledger-round-withdraw',
  text: `with gone as (update registers.ledger_round set withdrawn_at = $3, withdrawn_why = $4 where county = $1 and id = $2 and withdrawn_at is null returning 1)
         select kernel.expect_one((select count(*) from gone))`,
};
const withdrawSheets: Statement = {
  name: 'ledger-round-sheets-withdraw',
  text: 'update registers.ledger_sheet set withdrawn_at = $3 where county = $1 and round = $2',
};
const postpone: Statement = {
  name: 'ledger-round-postpone',
  text: `with moved as (update registers.ledger_round set due_on = $3::date where county = $1 and id = $2 and withdrawn_at is null returning 1)
         select kernel.expect_one((select count(*) from moved))`,
};
const postponeSheets: Statement = {
  name: 'ledger-round-sheets-postpone',
  text: 'update registers.ledger_sheet set due_on = $3::date where county = $1 and round = $2',
};

/** Takes a round back that was sent out by mistake, or gives it more time. Throws LEDGER_ROUND_GONE. */
export async function changeRound(
  { handle, vault, by }: RegisterDesk,
  { county, id, ledger }: { county: string; id: string; ledger: string },
  change: { withdraw: true; reason: string } | { due_on: Day; reason: string },
): Promise<void> {
  const taken = 'withdraw' in change;
  const entry: AuditEntry = {
    ...by,
    county,
    action: taken ? 'ledger.take-back' : 'ledger.postpone',
    subject: `ledger:${ledger}`,
    reason: change.reason,
    detail: { round: id, ...(taken ? {} : { due: change.due_on }) },
  };
  try {
    await handle.batch([
      taken ? [withdraw, [county, id, by.at, change.reason]] : [postpone, [county, id, change.due_on]],
      taken ? [withdrawSheets, [county, id, by.at]] : [postponeSheets, [county, id, change.due_on]],
      appendAudit([auditRow(vault, entry)]),
    ]);
  } catch (error) {
    if ((error as { code?: string }).code === 'LL001') throw new LinliError(ledgerErrors.LEDGER_ROUND_GONE);
    throw error;
  }
}
