package dev.stowage.gateway.customer;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The body of a request on its way through; knows whether it was touched, and on which side it
/// broke.
final class RequestBody {

    private static final int BUFFER_BYTES = 64 << 10;

    private final HttpServletRequest request;
    private long bytesRead;
    private @Nullable IOException readFailure;

    RequestBody(HttpServletRequest request) {
        this.request = request;
    }

    static boolean isChunked(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") != null;
    }

    boolean isPresent() {
        return request.getContentLengthLong() >= 0 || isChunked(request);
    }

    /// Bytes announced, -1 if unknown.
    long length() {
        return request.getContentLengthLong();
    }

    long bytesRead() {
        return bytesRead;
    }

    /// Why the client's side broke, if it did.
    Optional<IOException> readFailure() {
        return Optional.ofNullable(readFailure);
    }

    void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        InputStream in = request.getInputStream();
        for (int read = readFrom(in, buffer); read >= 0; read = readFrom(in, buffer)) {
            bytesRead += read;
            out.write(buffer, 0, read);
        }
        out.flush();
    }

    private int readFrom(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException broken) {
            readFailure = broken;
            throw broken;
        }
    }
}
