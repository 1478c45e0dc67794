package dev.stowage.protocol.wire;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/// A request whose body may come in unknown length, but not longer than allowed: reading on ends
/// with `body-too-large`.
public final class BoundedRequest extends HttpServletRequestWrapper {

    private final int limit;

    /// @param limit bytes of the longest body
    public BoundedRequest(HttpServletRequest request, int limit) {
        super(request);
        this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new BoundedStream(super.getInputStream(), limit);
    }

    private static final class BoundedStream extends ServletInputStream {

        private final ServletInputStream body;
        private final int limit;
        private int left;

        BoundedStream(ServletInputStream body, int limit) {
            this.body = body;
            this.limit = limit;
            this.left = limit;
        }

        private int count(int read) {
            left -= Math.max(0, read);
            if (left < 0) {
                throw new Fault(
                                FaultCode.BODY_TOO_LARGE,
                                "the body has more than %d bytes".formatted(limit))
                        .with("limit", limit);
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            int read = body.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return count(body.read(bytes, offset, length));
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
