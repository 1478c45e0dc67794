-- What suppliers said last of their leaving, for good or for a while: silence after it is no loss.
alter table service add column leaves_at timestamp with time zone;

alter table service add column maintained_until timestamp with time zone;

-- How long suppliers have been silent while placement listened, and how much of that time they were alive.
create table liveness (
    supplier uuid primary key references service (id),
    silent_millis bigint not null,
    alive_seconds double precision not null,
    counted_seconds double precision not null,
    lived_seconds double precision not null
);

-- By which accounts ask for suppliers of a kind; fixed by the join code, a line each.
alter table join_code add column tags varchar(528);

alter table service add column tags varchar(528);

-- Where the records of an account may lie: allowed zones, and tags that all of its suppliers must have.
alter table account add column zones varchar(1040);

alter table account add column tags varchar(528);

-- What suppliers found when they audited each other, for each pair.
create table verdict (
    supplier uuid not null references service (id),
    auditor uuid not null references service (id),
    audits bigint not null,
    failed bigint not null,
    latency_millis double precision not null,
    last_at timestamp with time zone not null,
    primary key (supplier, auditor)
);

-- Whether its own supplier told that a record is lost: then no audit holds it against him.
alter table finding add column admitted boolean default false not null;
