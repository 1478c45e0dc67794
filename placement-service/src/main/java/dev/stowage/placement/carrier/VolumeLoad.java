package dev.stowage.placement.carrier;

import java.util.UUID;

/// How many carriers a volume serves.
record VolumeLoad(UUID volume, long carriers) {}
