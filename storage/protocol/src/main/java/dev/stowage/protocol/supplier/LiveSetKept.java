package dev.stowage.protocol.supplier;

/// A live set is durable.
///
/// @param version of the head of the newest live set that a supplier keeps for the account and
///   group
public record LiveSetKept(long version) {

    /// Of the body that is a live set.
    public static final String MEDIA_TYPE = "application/vnd.stowage.live-set";
}
