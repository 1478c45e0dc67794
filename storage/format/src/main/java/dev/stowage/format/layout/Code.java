package dev.stowage.format.layout;

import java.util.Locale;

/// Which erasure code a layout uses. The number is what stands in stored bytes.
public enum Code {
    /// Reed-Solomon: any K of the 2K fragments suffice.
    RS(0),
    /// Each parity fragment is the XOR of a few data fragments: cheap rebuilds, smaller tolerance.
    XOR(1);

    private final int number;

    Code(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /// @param number 0 … 255
    /// @throws IllegalArgumentException for an unknown number
    public static Code ofNumber(int number) {
        for (Code code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        throw new IllegalArgumentException("no erasure code has the number " + number);
    }

    /// The name that users write: `rs`, `xor`.
    public String userName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
