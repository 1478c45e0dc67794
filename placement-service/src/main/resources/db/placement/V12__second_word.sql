-- Who said last that a rebuild is done, and when: of a carrier that was replaced another supplier has to say so, too.
alter table rebuild add column done_by uuid;

alter table rebuild add column done_at timestamp with time zone;
