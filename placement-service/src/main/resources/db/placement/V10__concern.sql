-- Since when an account has a claim: what happened on its carriers before does not concern it.
alter table claim add column since timestamp with time zone default current_timestamp not null;
