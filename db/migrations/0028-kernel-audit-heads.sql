-- Breaking: no.
-- Links of the chain are keyed, so that who owns the database cannot make them anew; a keyed head per county says where its chain ends, and
-- a keyed roster which counties there are. Seals from before stay as they are: the head says from which number on links are keyed.

alter table kernel.audit_seal add column keyed boolean not null default false;
comment on column kernel.audit_seal.keyed is 'Whether chain_hash is a keyed hash. Unkeyed ones count only below keyed_from of the head.';

create table kernel.audit_head (
  county text primary key,
  seq bigint not null,
  row_count bigint not null,
  chain_hash bytea not null,
  keyed_from bigint not null,
  at timestamptz not null,
  mac bytea not null
);
comment on table kernel.audit_head is 'Where the chain of a county ends; mac = keyed hash of the other columns. The roster of counties stands in kernel.deployment under audit_roster.';
alter table kernel.audit_head enable row level security;
alter table kernel.audit_head force row level security;
create policy job on kernel.audit_head to linli_job using (true) with check (true);
grant select, insert, update on kernel.audit_head to linli_job;
