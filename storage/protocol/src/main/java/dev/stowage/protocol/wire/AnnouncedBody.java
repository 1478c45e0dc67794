package dev.stowage.protocol.wire;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.io.IOException;
import org.springframework.http.HttpInputMessage;

/// A body whose length is announced, so that memory is taken once and its limit is checked before.
final class AnnouncedBody {

    private AnnouncedBody() {}

    /// @param what names the body in faults
    /// @throws Fault `length-required`, `body-too-large`, `body-incomplete`
    static byte[] read(String what, HttpInputMessage message, int limit) throws IOException {
        long length = message.getHeaders().getContentLength();
        if (length < 0) {
            throw new Fault(FaultCode.LENGTH_REQUIRED, what + " must announce its Content-Length");
        }
        if (length > limit) {
            throw new Fault(
                            FaultCode.BODY_TOO_LARGE,
                            "%s has at most %d bytes, announced are %d"
                                    .formatted(what, limit, length))
                    .with("limit", limit)
                    .with("announced", length);
        }
        byte[] body = new byte[(int) length];
        int read = message.getBody().readNBytes(body, 0, body.length);
        if (read < body.length) {
            throw new Fault(
                            FaultCode.BODY_INCOMPLETE,
                            "announced are %d bytes, %d came".formatted(body.length, read))
                    .with("announced", body.length)
                    .with("received", read);
        }
        return body;
    }
}
