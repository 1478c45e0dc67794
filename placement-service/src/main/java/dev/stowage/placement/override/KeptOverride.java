package dev.stowage.placement.override;

import dev.stowage.format.address.CarrierId;

/// An override in the database.
///
/// @param holder the carrier itself if it is overridden no more
/// @param former who held it before
/// @param rebuilt whether the holder has got what belongs there
record KeptOverride(CarrierId carrier, CarrierId holder, CarrierId former, boolean rebuilt) {}
