import type { Scope } from '../../kernel/kernel.ts';
import { auditRow, dayOf, defineErrors, LinliError } from '../../kernel/kernel.ts';
import type { Place, Residence } from '../../registers/registers.ts';
import { idHash, maskName, normaliseName, requireCitizenNumber, requireReason, text } from '../../registers/registers.ts';
import type { Actor } from '../cases/case.ts';
import type { CaseDesk } from '../cases/commands.ts';
import { stateOf } from '../definitions/definition.ts';
import { findTransfer, recordTransfer } from './transfer.store.ts';

export const transferErrors = defineErrors({ PERSON_NOT_MATCHED: 404, PERSON_HERE: 409 });

/** On whose word a record is taken over: the resident's card was seen, or the resident asked for it. */
export const transferBases = ['card', 'word'] as const;
export type TransferBasis = (typeof transferBases)[number];

/** Who is sought: number and name together, so that neither can be guessed alone. */
export interface Sought {
  readonly name: string;
  readonly idNumber: string;
}

/** What taking somebody over would touch. */
export interface TransferPreview {
  readonly county: string;
  readonly id: string;
  /** Community the record stands in. */
  readonly community: string;
  /** How many others belong to the household. */
  readonly others: number;
  /** What is under way there; each comes along or is finished where it is. */
  readonly cases: readonly {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly stateTitle: string;
    readonly openedAt: string;
    /** Whose it is, masked; `mine` for the person sought, the others are of the household. */
    readonly applicant: string;
    readonly mine: boolean;
  }[];
}

type Desk = CaseDesk & { readonly areas: ReadonlySet<string> };

function readSought(desk: Desk, { name, idNumber }: Sought): { name: string; hash: Buffer } {
  const { number } = requireCitizenNumber(idNumber, desk.areas, dayOf(desk.clock.now()));
  return { name: normaliseName(name), hash: idHash(desk.vault, number) };
}

/** Who can be taken over (迁入). Throws `PERSON_NOT_MATCHED` where number and name do not belong together, `PERSON_HERE` for one's own resident, and what reading a number throws. */
export async function previewTransfer(desk: Desk, scope: Scope, sought: Sought): Promise<TransferPreview> {
  const { name, hash } = readSought(desk, sought);
  const found = await findTransfer(desk.database.within(scope), hash, name);
  if (!found) throw new LinliError('PERSON_NOT_MATCHED');
  if (found.own) throw new LinliError('PERSON_HERE');
  const cases = await Promise.all(
    found.cases.map(async ({ pack_hash: pack, state, opened_at: openedAt, ...one }) => {
      const { procedure } = await desk.catalogue.definitionOf(pack);
      return { ...one, openedAt, stateTitle: stateOf(procedure, state).title };
    }),
  );
  return { county: found.county, id: found.id, community: found.community, others: found.others, cases };
}

export interface TransferWish extends Sought {
  readonly place: Place;
  readonly address: string;
  readonly residence: Residence;
  readonly basis: TransferBasis;
  /** What was shown or said. */
  readonly evidence: string;
  /** Whether everybody of the household moves too; inside a county only. */
  readonly household: boolean;
  /** Open cases that come along. */
  readonly cases: readonly string[];
  readonly names: { readonly from: string; readonly to: string; readonly hotline: string };
}

/**
 * Takes a resident's record over and tells the place it leaves and the resident's own telephone, in one transaction. Throws `PERSON_NOT_MATCHED`,
 * `PERSON_HERE`, `REASON_NEEDED`. (RES-10)
 */
export async function transferPerson(
  desk: Desk,
  scope: Scope,
  actor: Actor,
  wish: TransferWish,
): Promise<{ county: string; id: string; people: number; told: string }> {
  const { name, hash } = readSought(desk, wish);
  const evidence = requireReason(wish.evidence);
  const found = await findTransfer(desk.database.within(scope), hash, name);
  if (!found) throw new LinliError('PERSON_NOT_MATCHED');
  if (found.own) throw new LinliError('PERSON_HERE');
  const now = desk.clock.now();
  const { place, names } = wish;
  const entry = {
    county: place.county,
    at: now,
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
    action: 'person.transfer',
    subject: `person:${found.id}`,
    reason: evidence,
  };
  // Another county is another tenant: its cases are finished there.
  const crossing = found.county !== place.county;
  const cases = crossing ? [] : wish.cases;
  const staying = found.cases.filter((one) => (one.mine || (wish.household && !crossing)) && !cases.includes(one.id)).length;
  const detail = { from: found.community, to: place.community, basis: wish.basis, household: wish.household, cases: cases.length };
  const told = { name: maskName(name), place: names.to, from: names.from, staying: String(staying) };
  const moved = await recordTransfer(
    desk.database.within(scope),
    {
      ...place,
      id_hash: hash.toString('hex'),
      name,
      address: wish.address,
      residence: wish.residence,
      basis: wish.basis,
      evidence,
      household: wish.household,
      cases,
      on: dayOf(now),
      at: now.toISOString(),
      by: actor.id,
      message: desk.vault
        .seal(text('notices.person-moved-phone', { place: names.to, from: names.from, hotline: names.hotline }))
        .toString('hex'),
      facts: told,
      template: staying > 0 ? 'person-moved-staying' : 'person-moved',
      ...(crossing ? { audit: [auditRow(desk.vault, { ...entry, county: found.county, detail })] } : {}),
    },
    auditRow(desk.vault, { ...entry, detail }),
  );
  if (!moved) throw new LinliError('CONFLICT');
  return { ...moved, told: staying > 0 ? text('notices.person-moved-staying', told) : text('notices.person-moved', told) };
}
