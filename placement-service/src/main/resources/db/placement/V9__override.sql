-- Carriers of an account that another carrier's volume holds for it alone, as its current head says; or the carrier's own again,
-- until what belongs there has been rebuilt.
create table account_override (
    account bigint not null references account (number) on delete cascade,
    carrier bigint not null,
    holder bigint not null,
    -- who held it before, and may still have its records
    former_holder bigint not null,
    noted_at timestamp with time zone not null,
    rebuilds_made boolean not null,
    rebuilt_at timestamp with time zone,
    primary key (account, carrier)
);

create index account_override_holder on account_override (holder, account);

create index account_override_rebuilt on account_override (rebuilt_at, noted_at);
