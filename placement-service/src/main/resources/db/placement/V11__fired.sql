-- Since when a supplier is fired: it gets no carriers of new octets until it is hired again.
alter table service add column fired_at timestamp with time zone;
