package dev.stowage.format.address;

import dev.stowage.format.Bounds;

/// The number of an account: 32 bits, unsigned. 0xFFFF0000 and above are reserved for a later
/// extension.
///
/// @param value 0 … 0xFFFE_FFFF
public record AccountNumber(long value) implements Comparable<AccountNumber> {

    /// The first reserved number: one more than the largest account number.
    public static final long LIMIT = 0xFFFF_0000L;

    public AccountNumber {
        Bounds.requireRange("account number", value, 0, LIMIT - 1);
    }

    /// @param text decimal digits, as [#toString] gives them
    public static AccountNumber valueOf(String text) {
        return new AccountNumber(Decimals.parse("account number", text, LIMIT - 1));
    }

    @Override
    public int compareTo(AccountNumber other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
