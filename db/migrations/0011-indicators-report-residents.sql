-- Breaking: no.
-- Residents read published reports as everybody does, through the public role; their own role needs no table of the indicators.

drop policy published_to_residents on indicators.report;
revoke select on indicators.report from linli_resident;
revoke usage on schema indicators from linli_resident;
