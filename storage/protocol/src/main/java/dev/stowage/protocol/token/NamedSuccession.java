package dev.stowage.protocol.token;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.head.Succession;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.VerifyingKey;
import java.util.Base64;

/// A succession, and whose.
///
/// @param rotation of the new key
public record NamedSuccession(AccountNumber account, int rotation, Succession succession) {

    private static final String DOT = ".";

    public NamedSuccession {
        if (rotation < 1) {
            throw new IllegalArgumentException("no key succeeds in rotation " + rotation);
        }
    }

    /// The new key.
    public OwnerKey owner() {
        return new OwnerKey(rotation, succession.key());
    }

    String text() {
        return String.join(
                DOT,
                account.toString(),
                Integer.toString(rotation),
                succession.key().toString(),
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(succession.signature().toBytes()));
    }

    /// @throws IllegalArgumentException for anything that [#text] does not write
    static NamedSuccession of(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(
                    "a succession has 4 parts, got %d".formatted(parts.length));
        }
        return new NamedSuccession(
                AccountNumber.valueOf(parts[0]),
                Integer.parseInt(parts[1]),
                new Succession(
                        VerifyingKey.valueOf(parts[2]),
                        Signature.of(Base64.getUrlDecoder().decode(parts[3]))));
    }
}
