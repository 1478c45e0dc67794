package dev.stowage.cluster.process;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A request as no HTTP client would send it.
final class RawRequest {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MOST_BYTES = 64 << 10;
    private static final String CONTINUE = "HTTP/1.1 100 \r\n\r\n";

    private final URI server;
    private final StringBuilder headers = new StringBuilder();

    private RawRequest(URI server) {
        this.server = server;
    }

    static RawRequest to(URI server) {
        return new RawRequest(server);
    }

    RawRequest header(String line) {
        headers.append(line).append("\r\n");
        return this;
    }

    /// @param path as it is to stand in the request line
    /// @param announced bytes of the body
    RawRequest put(Visitor visitor, String path, long announced) {
        headers.insert(0, "PUT /v1/files/%s HTTP/1.1\r\nHost: localhost\r\n".formatted(path));
        return header("Authorization: " + visitor.credentials())
                .header("Content-Length: " + announced);
    }

    /// Sends so much of a body and no more, and hears the answer to the end.
    String send(byte[] body) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write((headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            socket.shutdownOutput();
            return new String(
                    socket.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    /// Sends the headers, and returns when the server wants the body: when the request has begun.
    Begun begin() throws IOException {
        header("Expect: 100-continue");
        Socket socket = new Socket(server.getHost(), server.getPort());
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write((headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(
                            socket.getInputStream().readNBytes(CONTINUE.length()),
                            StandardCharsets.US_ASCII);
            if (!answer.startsWith("HTTP/1.1 100")) {
                throw new IOException("expected 100, got " + answer);
            }
            return new Begun(socket);
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    /// A request whose body is awaited.
    record Begun(Socket socket) implements AutoCloseable {

        /// Sends the body and hears the answer to the end.
        String finish(byte[] body) throws IOException {
            socket.getOutputStream().write(body);
            socket.shutdownOutput();
            return new String(
                    socket.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
