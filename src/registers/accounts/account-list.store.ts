import type { Day, Handle, Level } from '../../kernel/kernel.ts';

/** What an account can be: `idle` holds no hat today. */
export const accountStates = ['active', 'idle', 'locked', 'disabled'] as const;
export const accountSorts = ['login', 'name'] as const;

export interface AccountFilter {
  /** Part of a name or login; empty for any. */
  readonly query: string;
  /** A role held today; empty for any. */
  readonly role: string;
  /** A place where a hat is held today; empty for any. */
  readonly region: string;
  readonly state: (typeof accountStates)[number] | '';
  readonly sort: (typeof accountSorts)[number];
}

const inside = Object.fromEntries(
  accountSorts.map((sort) => [
    sort,
    {
      name: `accounts-inside-by-${sort}`,
      text: `select * from (
           select a.id, a.login, a.name, a.phone, a.locked_until as "lockedUntil", a.disabled_at as "disabledAt",
                  case when a.disabled_at is not null then 'disabled' when a.locked_until > now() then 'locked'
                       when bool_or(p.valid_from <= $5::date and (p.valid_to is null or p.valid_to > $5::date)) then 'active' else 'idle' end as state,
                  jsonb_agg(jsonb_build_object('id', p.id, 'role', p.role, 'level', p.level, 'region', p.region, 'unit', p.unit, 'validFrom', p.valid_from, 'validTo', p.valid_to) order by p.valid_from) as appointments
             from registers.account a join registers.appointment p on p.account_id = a.id
            where p.region like $1 || '%' and (strpos(a.name, $2) > 0 or strpos(a.login, lower($2)) > 0) 
              and ($3 = '' or (a.${sort}, a.id) > (select seen.${sort}, seen.id from registers.account seen where seen.id = nullif($3, '')::uuid))
            group by a.id
           having $6 = '' and $8 = '' or bool_or(($6 = '' or p.role = $6) and ($8 = '' or p.region = $8) and p.valid_from <= $5::date and (p.valid_to is null or p.valid_to > $5::date))) found
          where $7 = '' or state = $7
          order by ${sort}, id limit $4`,
    },
  ]),
) as Record<AccountFilter['sort'], { name: string; text: string }>;
export interface AccountInside {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly phone: string;
  readonly lockedUntil: Date | null;
  readonly disabledAt: Date | null;
  readonly state: (typeof accountStates)[number];
  readonly appointments: {
    id: string;
    role: string;
    level: Level;
    region: string;
    unit: string | null;
    validFrom: Day;
    validTo: Day | null;
  }[];
}

/** Accounts that hold or held an appointment under a region (code prefix without trailing zeros); `after` is the id of the last one seen, or empty. */
export function listAccounts(
  gate: Handle,
  { stem, filter, after, today, most }: { stem: string; filter: AccountFilter; after: string; today: Day; most: number },
): Promise<AccountInside[]> {
  return gate.query<AccountInside>(inside[filter.sort], [stem, filter.query, after, most, today, filter.role, filter.state, filter.region]);
}

const reach = {
  name: 'account-reach',
  text: `select p.region, p.level, p.valid_to is null or p.valid_to > $2 as lives from registers.appointment p where p.account_id = $1
          union all
         select p.region, p.level, d.revoked_at is null and d.to_day >= $2 and (p.valid_to is null or p.valid_to > $2)
           from registers.delegation d join registers.appointment p on p.id = d.appointment_id where d.to_account = $1`,
};

/** Where an account holds, held or will hold a hat, its own or a lent one; `lives` tells whether the hat still counts. */
export function listReach(gate: Handle, accountId: string, today: Day): Promise<{ region: string; level: Level; lives: boolean }[]> {
  return gate.query(reach, [accountId, today]);
}
