package dev.stowage.protocol.supplier;

import dev.stowage.format.address.Address;

/// A record wanted.
///
/// @param fragments bit j: send fragment j with it; 0 for the header alone
public record WantedRecord(Address address, int position, int fragments) {}
