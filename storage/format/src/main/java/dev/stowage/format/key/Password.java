package dev.stowage.format.key;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/// A password as its owner gives it, in NFC as RFC 8265 asks, so that every keyboard gives the same
/// bytes. Never printed.
public final class Password implements Secret {

    private final byte[] bytes;

    private Password(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Any text; whether it is good enough for a new password says [PasswordRule].
    public static Password of(String text) {
        return new Password(
                Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Unlocker.Kind kind() {
        return Unlocker.Kind.PASSWORD;
    }

    @Override
    public byte[] dangerousBytes() {
        return bytes.clone();
    }

    /// The secret as text, for the rule that judges it.
    String dangerousText() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Password";
    }
}
