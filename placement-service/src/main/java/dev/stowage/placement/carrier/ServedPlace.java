package dev.stowage.placement.carrier;

import java.util.UUID;

/// A carrier as the database knows it.
record ServedPlace(long carrier, int generation, UUID volume) {}
