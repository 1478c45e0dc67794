package dev.stowage.protocol.placement;

/// What placement answers a heartbeat.
///
/// @param assignments the carriers that the supplier serves, signed by placement ([CarrierAssignments])
/// @param intervalMillis until the next heartbeat is expected
/// @param revocations the newest revision of the [RevocationList], signed by placement
/// @param successions what follows what the supplier has heard: a [SuccessionList], signed by
///   placement
/// @param closings what follows what the supplier has heard: a [ClosingList], signed by placement
///
/// [ClosingList]: dev.stowage.protocol.token.ClosingList
/// [SuccessionList]: dev.stowage.protocol.token.SuccessionList
/// [RevocationList]: dev.stowage.protocol.token.RevocationList
/// [CarrierAssignments]: dev.stowage.protocol.token.CarrierAssignments
public record HeartbeatAnswer(
        String assignments,
        long intervalMillis,
        String revocations,
        String successions,
        String closings) {}
