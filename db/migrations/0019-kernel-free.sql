-- Breaking: no.
-- Number kept free for a step that is not part of this branch; does nothing.
select 1;
