package dev.stowage.protocol.customer;

/// Space in bytes.
///
/// @param needed padded ciphertext that the account may hold
/// @param used padded ciphertext that it holds in all layouts, with what deleted files still take:
///   the fullest supplier's share, counted for all
/// @param free what may surely be added in the account's layout
/// @param files sum of the sizes of all files
/// @param supplierQuota what is granted on every carrier of the account's layout
/// @param onSuppliers bytes on all suppliers together, twice the padded ciphertext
/// @param pending bytes of acknowledged files that their suppliers do not have yet: on the way from
///   this customer-service, or in its spool
public record SpaceView(
        long needed,
        long used,
        long free,
        long files,
        long supplierQuota,
        long onSuppliers,
        long pending) {}
