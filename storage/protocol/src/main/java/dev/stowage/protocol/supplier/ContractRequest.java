package dev.stowage.protocol.supplier;

/// A wish for a contract.
///
/// @param order signed by placement ([ContractOrder])
///
/// [ContractOrder]: dev.stowage.protocol.token.ContractOrder
public record ContractRequest(String order) {}
