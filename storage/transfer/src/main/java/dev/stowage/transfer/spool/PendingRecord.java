package dev.stowage.transfer.spool;

import dev.stowage.format.address.Address;
import dev.stowage.format.address.CarrierId;

/// A record that waits in the spool.
public record PendingRecord(Address address, int position, CarrierId carrier) {}
