-- Services that joined and must not be believed any more.
create table revocation (
    service uuid primary key references service (id),
    revision bigint not null unique,
    revoked_at timestamp with time zone not null
);
