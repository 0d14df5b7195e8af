import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import type { Vault } from '../../../kernel/kernel.ts';
import { itemFields, listDrafts, saveDraft } from '../../../procedures/procedures.ts';
import { scopeOfResident } from '../../../registers/registers.ts';
import type { Body } from '../../http/form-body.ts';
import { bodyOf, word } from '../../http/form-body.ts';
import type { Linli } from '../../http/linli.ts';
import { enteredFor } from './question.tsx';

/** What somebody typed into a page of an application after their session had ended. It travels sealed through the sign-in forms: a cookie would be too small. */
interface Kept {
  readonly whose: string;
  readonly item: string;
  readonly page: string;
  readonly body: Body;
  readonly until: number;
}

const MINUTES = 30;
const Sealed = Type.Object({
  whose: Type.String(),
  item: Type.String(),
  page: Type.String(),
  body: Type.Record(Type.String(), Type.Unknown()),
  until: Type.Number(),
});
const STEP = /^\/apply\/([a-z0-9-]+)\/([a-z0-9_-]+)$/;

/** Says whose form a page is without saying who that is. */
export function markOf(vault: Vault, county: string, person: string): string {
  return vault.keyedHash('form', `${county} ${person}`).subarray(0, 16).toString('base64url');
}

/** Seals what a form of an application sent; undefined for every other request. Its form token was checked before. */
export function keepTyped(request: FastifyRequest): string | undefined {
  const { linli } = request.server;
  const [, item, page] = STEP.exec(request.url.split('?')[0]!) ?? [];
  const { _csrf, go, whose, ...body } = bodyOf(request);
  if (request.method !== 'POST' || !item || !page || page === 'submit' || typeof whose !== 'string' || request.isMultipart())
    return undefined;
  const kept: Kept = { whose, item, page, body, until: linli.clock.now().getTime() + MINUTES * 60_000 };
  return linli.vault.seal(JSON.stringify(kept), 'kept').toString('base64url');
}

/**
 * Puts what was kept into the draft of the person it belongs to, as it was typed: the page reads it again when it is sent, and the
 * submission as a whole. Returns the address of the page, or undefined when somebody else signed in, it is too old or was tampered with.
 */
export async function restoreTyped(linli: Linli, sealed: string, county: string, person: string): Promise<string | undefined> {
  const kept = openKept(linli, sealed);
  if (!kept || kept.whose !== markOf(linli.vault, county, person)) return undefined;
  const handle = linli.database.within(scopeOfResident(county, person));
  const draft = (await listDrafts(handle, person)).find((one) => one.item === kept.item);
  const item = draft && (await linli.catalogue.definitionOf(draft.pack_hash)).item;
  if (!draft || !item?.pages.some((one) => one.page === kept.page) || draft.county !== county) return undefined;
  // Several of the item's pages may have stood together; what was not sent is left as it is.
  const sent = itemFields(item).filter((field) =>
    Object.keys(kept.body).some((name) => name === field.name || name.startsWith(`${field.name}_`)),
  );
  const typed = Object.entries(enteredFor(sent, kept.body)).filter(([, value]) => value !== undefined);
  await saveDraft(
    handle,
    county,
    draft.id,
    Object.fromEntries(typed.map(([name, value]) => [name, value === '' ? null : value])),
    draft.page,
  );
  return `/apply/${kept.item}/${kept.page}?kept=1${word(kept.body, 'from') === 'check' ? '&from=check' : ''}`;
}

function openKept(linli: Linli, sealed: string): Kept | undefined {
  if (sealed === '') return undefined;
  try {
    const kept: unknown = JSON.parse(linli.vault.open(Buffer.from(sealed, 'base64url'), 'kept'));
    return Check(Sealed, kept) && kept.until > linli.clock.now().getTime() ? (kept as Kept) : undefined;
  } catch {
    return undefined;
  }
}
