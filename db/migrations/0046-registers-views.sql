-- Breaking: no.
-- A view is kept of any list, by one account for itself or for the office it serves.

alter table registers.saved_view
  add column page text not null default 'inbox',
  add column region text,
  add column unit text,
  add constraint saved_view_office check (region is not null or unit is null);
comment on table registers.saved_view is 'Filters, order, columns and page size of a list under a name; with a region they are for everybody who serves that office.';
comment on column registers.saved_view.page is 'The list it is a view of: inbox, or a register.';
create index saved_view_office on registers.saved_view (region, page) where region is not null;
