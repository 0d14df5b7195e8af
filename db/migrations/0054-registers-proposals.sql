-- Breaking: no.
-- A correction that another person decides waits in the history of its entry; it is decided once.

create index entry_change_proposed on registers.entry_change (county, register, at) where what = 'proposed';
create unique index entry_change_decided on registers.entry_change (county, (after ->> 'of')) where what in ('accepted', 'refused');
comment on column registers.entry_change.what is 'What happened to the entry: entered, changed, ended, resumed, moved, withdrawn, restored, merged, parted, apart, proposed, accepted, refused; empty for changes recorded before declared registers.';
