package dev.stowage.placement.finding;

import dev.stowage.protocol.placement.FoundRecord;

/// A finding as the database knows it.
record KeptFinding(long id, FoundRecord found) {}
