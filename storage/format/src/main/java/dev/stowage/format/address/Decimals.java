package dev.stowage.format.address;

/// Decimal text of identifiers, one text per number: no sign, no blanks, no leading zeros, no other
/// digits than 0 … 9.
final class Decimals {

    private static final int MAX_QUOTED = 40;

    private Decimals() {}

    /// @param what names the number in the error
    /// @param largest the largest number allowed, unsigned
    static long parse(String what, String text, long largest) {
        if (!isCanonical(text)) {
            throw new IllegalArgumentException(
                    "%s must be decimal digits without leading zeros, got \"%s\""
                            .formatted(what, abbreviate(text)));
        }
        if (!fits(text, largest)) {
            throw new IllegalArgumentException(
                    "%s must be 0 … %s, got %s"
                            .formatted(what, Long.toUnsignedString(largest), abbreviate(text)));
        }
        return Long.parseUnsignedLong(text);
    }

    private static boolean isCanonical(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
    }

    /// Without leading zeros the longer number is the larger one.
    private static boolean fits(String text, long largest) {
        String limit = Long.toUnsignedString(largest);
        return text.length() < limit.length()
                || (text.length() == limit.length() && text.compareTo(limit) <= 0);
    }

    static String abbreviate(String text) {
        return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…";
    }
}
