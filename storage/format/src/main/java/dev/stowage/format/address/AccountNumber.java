package dev.stowage.format.address;

/// The number of an account: 32 bits, unsigned. 0xFFFF0000 and above are reserved for a later
/// extension.
///
/// @param value 0 … 0xFFFE_FFFF
public record AccountNumber(long value) implements Comparable<AccountNumber> {

    /// The first reserved number: one more than the largest account number.
    public static final long LIMIT = 0xFFFF_0000L;

    public AccountNumber {
        if (value < 0 || value >= LIMIT) {
            throw new IllegalArgumentException(
                    "account number must be 0 … %d, got %d".formatted(LIMIT - 1, value));
        }
    }

    /// @param text decimal digits
    public static AccountNumber valueOf(String text) {
        return new AccountNumber(Decimals.parseUnsigned("account number", text));
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
