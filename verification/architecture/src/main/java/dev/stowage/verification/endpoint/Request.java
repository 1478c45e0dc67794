package dev.stowage.verification.endpoint;

import java.util.List;

/// A request of HTTP/1.1 as ISO 8859-1 reads it, one character for each byte.
///
/// @param target path and query as they are sent
/// @param headers one line each, without those that tell the body's length
public record Request(String method, String target, List<String> headers, String body) {

    public Request {
        headers = List.copyOf(headers);
    }

    String text() {
        return head() + body;
    }

    /// Everything before the body.
    String head() {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (!body.isEmpty()) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    Request withTarget(String other) {
        return new Request(method, other, headers, body);
    }

    Request withHeaders(List<String> others) {
        return new Request(method, target, others, body);
    }

    Request withBody(String other) {
        return new Request(method, target, headers, other);
    }
}
