package dev.stowage.verification.endpoint;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What came back over a plain socket.
///
/// @param status 0 if the connection was closed without an answer
/// @param head in lower case
record PlainAnswer(int status, String head, String body) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_BYTES = 16 << 20;
    private static final Pattern STATUS = Pattern.compile("http/1\\.[01] ([2-5]\\d\\d)");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");

    /// Sends bytes, says that there are no more, and reads until the connection is closed.
    ///
    /// @throws IOException if no end comes in a minute
    static PlainAnswer to(String request, URI service) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            byte[] bytes;
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                bytes = socket.getInputStream().readNBytes(MOST_BYTES);
            } catch (SocketException closed) {
                // closed while we were still writing: it had seen enough
                bytes = new byte[0];
            }
            return of(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static PlainAnswer of(String all) {
        String answer = all.replaceFirst("^HTTP/1\\.1 100 [^\r]*\r\n\r\n", "");
        int end = answer.indexOf("\r\n\r\n");
        String head = (end < 0 ? answer : answer.substring(0, end)).toLowerCase(Locale.ROOT);
        Matcher status = STATUS.matcher(head);
        return new PlainAnswer(
                status.find() ? Integer.parseInt(status.group(1)) : 0,
                head,
                end < 0 ? "" : answer.substring(end + 4));
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /// The code of a problem (RFC 9457).
    Optional<String> code() {
        Matcher code = CODE.matcher(body);
        return head.contains("application/problem+json") && code.find()
                ? Optional.of(code.group(1))
                : Optional.empty();
    }
}
