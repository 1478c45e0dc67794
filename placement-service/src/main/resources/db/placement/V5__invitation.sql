-- Codes by which accounts are registered; and which of them a reservation has used, to give it back when it lapses.
create table invitation (
    hash varchar(64) primary key,
    most_space bigint,
    uses_left integer not null,
    expires_at timestamp with time zone not null
);

alter table account add column invitation varchar(64);
