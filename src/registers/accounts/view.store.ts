import type { Handle } from '../../kernel/kernel.ts';
import { LinliError, newId } from '../../kernel/kernel.ts';
import type { Hat } from './account.ts';

/** Whose views somebody sees: the own ones and those of the office served now. */
export interface Viewer {
  readonly account: string;
  readonly hat: Pick<Hat, 'region' | 'unit'>;
}

/** A list as somebody wants to come back to it. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: Record<string, unknown>;
  /** Kept for everybody who serves the office. */
  readonly office: boolean;
}

/** A view about to be kept. */
export interface NewView extends Pick<SavedView, 'name' | 'query' | 'office'> {
  readonly page: string;
}

const inOffice = '(region = $3 and unit is not distinct from $4)';
const viewsOf = {
  name: 'saved-views',
  text: `select id, name, query, region is not null as office from registers.saved_view
          where page = $2 and (account_id = $1 and region is null or ${inOffice}) order by office, name, id`,
};
const viewSave = {
  name: 'saved-view-save',
  text: `insert into registers.saved_view (account_id, id, name, query, page, region, unit)
         select $1::uuid, $2::uuid, $3::text, $4::jsonb, $6::text, $7::text, $8::text
          where (select count(*) from registers.saved_view where account_id = $1::uuid) < $5::int returning id`,
};
const viewRemove = {
  name: 'saved-view-remove',
  text: `delete from registers.saved_view where id = $2 and (account_id = $1 or ${inOffice})`,
};

/** The views of a list that somebody may come back to: the own ones, then the office's. */
export function savedViews(gate: Handle, { account, hat }: Viewer, page: string): Promise<SavedView[]> {
  return gate.query(viewsOf, [account, page, hat.region, hat.unit ?? null]);
}

/** More names than this nobody finds again. */
const MOST_VIEWS = 50;

/** Keeps a view; returns its id. Throws `VIEWS_TOO_MANY`. */
export async function saveView(gate: Handle, { account, hat }: Viewer, { name, query, page, office }: NewView): Promise<string> {
  const served = office ? [hat.region, hat.unit ?? null] : [null, null];
  const [saved] = await gate.query<{ id: string }>(viewSave, [account, newId(), name, query, MOST_VIEWS, page, ...served]);
  if (!saved) throw new LinliError('VIEWS_TOO_MANY');
  return saved.id;
}

/** Drops an own view, or one of the office served now. */
export async function removeView(gate: Handle, { account, hat }: Viewer, id: string): Promise<void> {
  await gate.query(viewRemove, [account, id, hat.region, hat.unit ?? null]);
}
