package dev.stowage.placement.override;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;

/// A holder that lacks what belonged on a carrier of one account before.
///
/// @param holder the carrier itself if it is overridden no more
public record Unbuilt(AccountNumber account, CarrierId carrier, CarrierId holder) {}
