-- What a supplier is, and what placement said of it: one row.
create table membership (
    id            integer      primary key check (id = 1),
    volume        uuid         not null,
    service       uuid,
    certificate   varchar,
    placement_key varchar(64),
    owner         bigint,
    zone          varchar,
    assignments   varchar
);

-- What it grants to accounts.
create table contract (
    account     bigint    primary key,
    signing_key binary(32) not null,
    quota       bigint    not null,
    lapses_at   timestamp(9) with time zone
);

create table contract_carrier (
    account bigint not null references contract (account),
    carrier bigint not null,
    primary key (account, carrier)
);
