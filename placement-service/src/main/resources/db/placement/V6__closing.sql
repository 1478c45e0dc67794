-- Accounts that their owners closed, each with the newest that its owner signed; those that are gone stay here for ever.
create table closing (
    account bigint primary key,
    revision bigint not null unique,
    signed bytea not null,
    ends_at timestamp with time zone,
    left_millis bigint,
    closed_at timestamp with time zone
);

create index closing_left_millis on closing (left_millis);

-- Suppliers that return late have to hear by which key an account signed that is gone by then.
create table succession_of_any (
    revision bigint primary key,
    account bigint not null,
    rotation integer not null,
    verifying_key varchar(43) not null,
    signature bytea not null,
    unique (account, rotation)
);

insert into succession_of_any (revision, account, rotation, verifying_key, signature)
    select revision, account, rotation, verifying_key, signature from succession;

drop table succession;

alter table succession_of_any rename to succession;
