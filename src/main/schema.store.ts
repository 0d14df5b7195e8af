import type pg from 'pg';

const SCHEMAS = `('kernel', 'registers', 'procedures', 'indicators', 'channels')`;

/** The parts of the schema in a stable order, each a query that yields one text per object. */
const parts: readonly string[] = [
  `select 'schema ' || nspname as text from pg_namespace where nspname in ${SCHEMAS} order by nspname`,
  `select 'create table ' || c.oid::regclass || E' (\\n' || string_agg('  ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
            || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''), E',\\n' order by a.attnum) || E'\\n);' || coalesce(E'\\ncomment on table ' || c.oid::regclass || ' is ' || quote_literal(obj_description(c.oid, 'pg_class')) || ';', '') as text
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind = 'r' and n.nspname in ${SCHEMAS} group by c.oid order by c.oid::regclass::text`,
  `select 'alter table ' || conrelid::regclass || ' add constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(k.oid) || ';' as text
     from pg_constraint k join pg_namespace n on n.oid = k.connamespace where n.nspname in ${SCHEMAS} and conrelid <> 0 and contype in ('p', 'u', 'f', 'c') order by conrelid::regclass::text, conname`,
  `select pg_get_indexdef(i.indexrelid) || ';' as text from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ${SCHEMAS} and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by 1`,
  `select 'create view ' || c.oid::regclass || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') || E' as\\n' || pg_get_viewdef(c.oid) as text from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and n.nspname in ${SCHEMAS} order by c.oid::regclass::text`,
  `select 'create policy ' || quote_ident(policyname) || ' on ' || schemaname || '.' || tablename || ' for ' || lower(cmd) || ' to ' || array_to_string(roles, ', ') || coalesce(' using (' || qual || ')', '') || coalesce(' with check (' || with_check || ')', '') || ';' as text
     from pg_policies where schemaname in ${SCHEMAS} order by schemaname, tablename, policyname`,
  `select pg_get_functiondef(p.oid) || ';' as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ${SCHEMAS} and p.prokind = 'f' order by p.oid::regprocedure::text`,
  `select 'grant ' || string_agg(lower(privilege_type), ', ' order by privilege_type) || ' on ' || table_schema || '.' || table_name || ' to ' || grantee || ';' as text
     from information_schema.role_table_grants where table_schema in ${SCHEMAS} and (grantee like 'linli\\_%' and grantee <> 'linli_owner' or grantee = 'PUBLIC') group by table_schema, table_name, grantee order by table_schema, table_name, grantee`,
];

/** Removes every table of the program with all it holds; for a first load that was interrupted, never for a deployment. */
export async function dropSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`select nspname as name from pg_namespace where nspname in ${SCHEMAS}`);
  await client.query(`${rows.map(({ name }) => `drop schema ${name} cascade;`).join(' ')} drop table public.linli_migration`);
}

/** The whole schema as text, as the database itself describes it: what the migrations add up to. */
export async function describeSchema(client: pg.Client): Promise<string> {
  const texts: string[] = [];
  await client.query("set search_path = ''");
  for (const part of parts) texts.push((await client.query<{ text: string }>(part)).rows.map((row) => row.text.trimEnd()).join('\n\n'));
  await client.query('reset search_path');
  return `-- What the migrations add up to; written by \`npm run linli -- schema\`, compared by a test. Never run this file.\n\n${texts.join('\n\n')}\n`;
}
