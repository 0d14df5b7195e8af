-- Breaking: no.
-- A county records what becomes of its own regions only; until now the program alone saw to that.
drop policy write_linli_county on registers.region_successor;
create policy write_linli_county on registers.region_successor to linli_county
  using (left(from_code, 6) || '000000' = current_setting('linli.scope') and left(to_code, 6) || '000000' = current_setting('linli.scope'))
  with check (left(from_code, 6) || '000000' = current_setting('linli.scope') and left(to_code, 6) || '000000' = current_setting('linli.scope'));
drop policy write_linli_county on registers.region_change;
create policy write_linli_county on registers.region_change to linli_county using (county = current_setting('linli.scope')) with check (county = current_setting('linli.scope'));
drop policy write_linli_county on registers.region;
create policy write_linli_county on registers.region to linli_county using (county = current_setting('linli.scope')) with check (county = current_setting('linli.scope'));
