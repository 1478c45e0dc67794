package dev.stowage.protocol.placement;

/// What placement answers a heartbeat.
///
/// @param assignments the carriers that the supplier serves, signed by placement ([CarrierAssignments])
/// @param intervalMillis until the next heartbeat is expected
///
/// [CarrierAssignments]: dev.stowage.protocol.token.CarrierAssignments
public record HeartbeatAnswer(String assignments, long intervalMillis) {}
