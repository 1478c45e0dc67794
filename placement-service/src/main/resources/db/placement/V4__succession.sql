-- Keys of accounts that were replaced: the new one, with the signature of the key before it.
create table succession (
    revision bigint primary key,
    account bigint not null references account (number),
    rotation integer not null,
    verifying_key varchar(43) not null,
    signature bytea not null,
    unique (account, rotation)
);
