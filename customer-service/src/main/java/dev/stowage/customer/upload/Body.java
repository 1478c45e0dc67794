package dev.stowage.customer.upload;

import dev.stowage.format.signature.Digest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The content of a file as it comes in: counted, digested, and checked against what was announced.
/// Not thread-safe.
public final class Body {

    private final InputStream in;
    private final OptionalLong announced;
    private final Optional<Digest> expected;
    private final MessageDigest digester = Digest.sha256();
    private long received;
    private int ahead = NOTHING;
    private boolean ended;

    private static final int NOTHING = -1;

    /// @param announced bytes, if the sender said how many
    /// @param expected SHA-256, if the sender said it
    public Body(InputStream in, OptionalLong announced, Optional<Digest> expected) {
        this.in = in;
        this.announced = announced;
        this.expected = expected;
    }

    public OptionalLong announced() {
        return announced;
    }

    /// Bytes that came so far.
    public long received() {
        return received;
    }

    /// Reads until the target is full or the body ends.
    ///
    /// @throws Fault `body-incomplete` if the sender stops or goes away before the end,
    ///   `body-too-large` if more comes than was announced
    void fill(ByteBuffer target) {
        int start = target.position();
        if (ahead != NOTHING && target.hasRemaining()) {
            target.put((byte) ahead);
            ahead = NOTHING;
        }
        while (target.hasRemaining() && !ended) {
            int count =
                    read(
                            target.array(),
                            target.arrayOffset() + target.position(),
                            target.remaining());
            if (count < 0) {
                ended = true;
            } else {
                target.position(target.position() + count);
            }
        }
        int count = target.position() - start;
        received += count;
        digester.update(target.array(), target.arrayOffset() + start, count);
        requireNotTooLarge();
    }

    /// Whether nothing follows. May wait for one more byte.
    boolean isAtEnd() {
        if (!ended && ahead == NOTHING) {
            byte[] one = new byte[1];
            if (read(one, 0, 1) < 0) {
                ended = true;
            } else {
                ahead = one[0] & 0xFF;
            }
        }
        return ended;
    }

    /// The digest of all that came.
    ///
    /// @throws Fault `body-incomplete`, `body-too-large`, `digest-mismatch` if it is not what was
    ///   announced
    Digest finish() {
        if (announced.isPresent() && received != announced.getAsLong()) {
            throw incomplete(null);
        }
        if (announced.isPresent() && !isAtEnd()) {
            throw tooLarge(received + 1);
        }
        Digest digest = Digest.of(digester);
        if (expected.isPresent() && !expected.get().equals(digest)) {
            throw new Fault(
                            FaultCode.DIGEST_MISMATCH,
                            "the body has SHA-256 %s, announced was %s"
                                    .formatted(digest, expected.get()))
                    .with("received", digest.toString())
                    .with("announced", expected.get().toString());
        }
        return digest;
    }

    private int read(byte[] target, int offset, int length) {
        try {
            return in.read(target, offset, length);
        } catch (IOException gone) {
            throw incomplete(gone);
        }
    }

    private Fault incomplete(@Nullable IOException cause) {
        String total = announced.isPresent() ? announced.getAsLong() + " bytes" : "an end";
        return new Fault(
                        FaultCode.BODY_INCOMPLETE,
                        "announced was %s, the body ended after %d bytes"
                                .formatted(total, received),
                        cause)
                .with("received", received);
    }

    private void requireNotTooLarge() {
        if (announced.isPresent() && received > announced.getAsLong()) {
            throw tooLarge(received);
        }
    }

    private Fault tooLarge(long came) {
        return new Fault(
                        FaultCode.BODY_TOO_LARGE,
                        "announced were %d bytes, at least %d came"
                                .formatted(announced.orElse(0), came))
                .with("announced", announced.orElse(0));
    }
}
