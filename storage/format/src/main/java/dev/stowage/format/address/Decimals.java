package dev.stowage.format.address;

/// Strict decimal text of identifiers: no sign, no blanks, no other digits than 0 … 9.
final class Decimals {

    /// 2^64 - 1 has 20 digits.
    private static final int MAX_DIGITS = 20;

    private Decimals() {}

    static long parseUnsigned(String what, String text) {
        boolean digitsOnly = text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (text.isEmpty() || text.length() > MAX_DIGITS || !digitsOnly) {
            throw new IllegalArgumentException(
                    "%s must be 1 … %d decimal digits, got \"%s\""
                            .formatted(what, MAX_DIGITS, abbreviate(text)));
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException tooLarge) {
            throw new IllegalArgumentException(
                    "%s must be below 2^64, got %s".formatted(what, text), tooLarge);
        }
    }

    private static String abbreviate(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
