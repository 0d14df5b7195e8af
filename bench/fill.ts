import type pg from 'pg';

/** Cases of the measured county, spread over its communities; nine in ten are closed. Written set-based. */
export async function fillCases(owner: pg.Client, upTo: number): Promise<number> {
  const n = (await owner.query<{ n: number }>('select count(*)::int as n from procedures.cases')).rows[0]!.n;
  if (n >= upTo) return n;
  // The owner of an embedded cluster is a superuser; on a server of one's own it acts as the job role.
  await owner.query(
    `
    insert into procedures.cases (county, id, number, item, procedure, pack, pack_hash, province, city, town, community, grid, applicant, applicant_mask, title, state, holder, holder_since, channel,
        opened_at, accepted_at, due_on, due_provisional, deadline, closed_at, outcome, form, decision, acts)
    select p.county, gen_random_uuid(), '99' || lpad((($1::bigint + g))::text, 10, '0'), c.item, c.procedure, c.pack, c.pack_hash, p.province, p.city, p.town, p.community, p.grid, p.id, left(p.name, 1) || '*', c.title,
           case when g % 10 > 0 then 'closed' else 'community-check' end, case when g % 10 > 0 then 'nobody' else (array['community', 'town', 'county'])[1 + g / 10 % 3] end, now() - make_interval(mins => g::int % 500000), 'window',
           now() - make_interval(mins => g::int % 500000), now(), current_date + (g % 20)::int, false, c.deadline, case when g % 10 > 0 then now() end, case when g % 10 > 0 then 'granted' end, c.form, c.decision, 4
      from generate_series(1, $2::bigint) g
      join lateral (select * from bench_person b where b.n = g % (select count(*) from bench_person)) p on true
      cross join (select * from procedures.cases where item = 'old-age-allowance' limit 1) c`,
    [n, upTo - n],
  );
  await owner.query(`insert into procedures.act (county, case_id, seq, id, province, city, town, community, grid, applicant, kind, at, actor, actor_name, hat, role, channel, from_state, to_state, key, answer)
    select county, id, 1, gen_random_uuid(), province, city, town, community, grid, applicant, 'submit', opened_at, 'bench', 'bench', 'bench', 'community-clerk', 'window', '', 'submitted', 'bench:' || id, '{}'
      from procedures.cases c where not exists (select from procedures.act a where a.county = c.county and a.case_id = c.id)`);
  await owner.query('vacuum (analyze) procedures.cases');
  await owner.query('vacuum (analyze) procedures.act');
  return upTo;
}

/** A numbered copy of the people, so that generated cases have applicants. */
export async function numberPeople(owner: pg.Client): Promise<void> {
  await owner.query(
    'create table if not exists bench_person as select (row_number() over (order by id)) - 1 as n, county, id, province, city, town, community, grid, name from registers.person',
  );
  await owner.query('create unique index if not exists bench_person_n on bench_person (n)');
}
