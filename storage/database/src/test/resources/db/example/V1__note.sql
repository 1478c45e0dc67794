create table note (
    id bigint primary key,
    content varchar(1000) not null
);
