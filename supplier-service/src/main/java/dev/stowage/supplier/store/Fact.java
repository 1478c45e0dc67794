package dev.stowage.supplier.store;

import dev.stowage.format.Bounds;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.signature.ByteString;

/// Something that a supplier has to know besides records and heads. Of each kind and account the
/// newest one counts.
///
/// @param account that it is about; 0 if it is about the supplier itself
/// @param content up to [#MAX_BYTES]
public record Fact(FactKind kind, AccountNumber account, ByteString content) {

    public static final int MAX_BYTES = 8 << 20;

    /// The account of facts that are about no account.
    public static final AccountNumber NO_ACCOUNT = new AccountNumber(0);

    public Fact {
        Bounds.requireRange("bytes of a fact", content.length(), 0, MAX_BYTES);
    }
}
