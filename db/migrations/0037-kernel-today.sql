-- Breaking: no.
-- The day in China, and when a day begins there: said once.

create function kernel.today() returns date language sql stable parallel safe as $$ select (now() at time zone 'Asia/Shanghai')::date $$;
comment on function kernel.today is 'The civil date in China (UTC+8 all year), whatever the time zone of the session.';

create function kernel.start_of(day date) returns timestamptz language sql immutable parallel safe as $$ select day::timestamp at time zone 'Asia/Shanghai' $$;
comment on function kernel.start_of is 'The instant at which a civil date begins in China.';
