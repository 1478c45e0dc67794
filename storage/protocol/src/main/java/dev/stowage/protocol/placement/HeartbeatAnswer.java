package dev.stowage.protocol.placement;

/// What placement answers a heartbeat.
///
/// @param assignments the carriers that the supplier serves, signed by placement ([CarrierAssignments])
/// @param intervalMillis until the next heartbeat is expected
/// @param revocations the newest revision of the [RevocationList], signed by placement
/// @param successions what follows what the supplier has heard: a [AccountNews#SUCCESSIONS], signed by
///   placement
/// @param closings what follows what the supplier has heard: a [AccountNews#CLOSINGS], signed by placement
/// @param rebuildsWait whether there are rebuilds that the supplier could have on lease now
///
/// [AccountNews#CLOSINGS]: dev.stowage.protocol.token.AccountNews#CLOSINGS
/// [AccountNews#SUCCESSIONS]: dev.stowage.protocol.token.AccountNews#SUCCESSIONS
/// [RevocationList]: dev.stowage.protocol.token.RevocationList
/// [CarrierAssignments]: dev.stowage.protocol.token.CarrierAssignments
public record HeartbeatAnswer(
        String assignments,
        long intervalMillis,
        String revocations,
        String successions,
        String closings,
        boolean rebuildsWait) {}
