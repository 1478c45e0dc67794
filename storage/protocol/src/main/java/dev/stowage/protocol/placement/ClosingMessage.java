package dev.stowage.protocol.placement;

import dev.stowage.format.closing.SignedClosing;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;

/// A signed closing on its way.
public record ClosingMessage(ByteString signed) {

    public static ClosingMessage of(SignedClosing closing) {
        return new ClosingMessage(closing.toBytes());
    }

    /// @throws Fault `malformed`
    public SignedClosing read() {
        try {
            return SignedClosing.ofBytes(signed);
        } catch (IllegalArgumentException malformed) {
            throw new Fault(
                    FaultCode.MALFORMED,
                    "the closing cannot be read: " + malformed.getMessage(),
                    malformed);
        }
    }
}
