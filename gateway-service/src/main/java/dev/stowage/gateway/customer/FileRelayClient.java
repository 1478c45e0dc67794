package dev.stowage.gateway.customer;

import dev.stowage.protocol.customer.StowageApi;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.fault.FaultDecoder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/// Relays the calls that carry a file: headers as they are, bodies as streams, in both directions,
/// with one buffer of memory. Back-pressure is that of the two connections.
public final class FileRelayClient {

    private static final int BUFFER_BYTES = 64 << 10;

    /// Bodies above this ask first whether they are welcome, so that a refusal costs no transfer.
    private static final long ASK_FIRST_BYTES = 256 << 10;

    private static final Set<String> REQUEST_HEADERS =
            caseless(
                    HttpHeaders.AUTHORIZATION,
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.RANGE,
                    HttpHeaders.IF_MATCH,
                    HttpHeaders.IF_NONE_MATCH,
                    HttpHeaders.IF_RANGE,
                    HttpHeaders.IF_MODIFIED_SINCE,
                    HttpHeaders.IF_UNMODIFIED_SINCE,
                    "Repr-Digest",
                    "Want-Repr-Digest");

    private static final Set<String> RESPONSE_HEADERS =
            caseless(
                    HttpHeaders.CONTENT_TYPE,
                    HttpHeaders.CONTENT_LENGTH,
                    HttpHeaders.CONTENT_RANGE,
                    HttpHeaders.ACCEPT_RANGES,
                    HttpHeaders.ETAG,
                    HttpHeaders.LAST_MODIFIED,
                    HttpHeaders.LOCATION,
                    HttpHeaders.RETRY_AFTER,
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Repr-Digest",
                    StowageApi.KEPT_VERSION,
                    StowageApi.DROPPED_VERSION);

    private final CustomerReplicas customers;
    private final FaultDecoder faults = new FaultDecoder(FaultCode.SERVICE_AWAY);

    public FileRelayClient(CustomerReplicas customers) {
        this.customers = customers;
    }

    /// Relays the request to a customer-service and its answer back.
    ///
    /// @throws Fault what the customer-service answered, or `service-away`
    public void relay(HttpServletRequest request, HttpServletResponse response) {
        customers.relay(
                request.getHeader(HttpHeaders.AUTHORIZATION),
                replica -> exchange(replica, request, response));
    }

    private boolean exchange(
            ReplicaClient replica, HttpServletRequest request, HttpServletResponse response) {
        RequestBody body = new RequestBody(request);
        RestClient.RequestBodySpec call =
                replica.bodies()
                        .method(HttpMethod.valueOf(request.getMethod()))
                        .uri(target(replica.base(), request))
                        .headers(headers -> copyRequestHeaders(request, headers));
        if (body.isPresent()) {
            if (body.length() >= 0) {
                call.contentLength(body.length());
            }
            call.body(body::writeTo);
        }
        try {
            return call.exchangeForRequiredValue(
                    (_, answer) -> {
                        copyAnswer(request, answer, response);
                        return true;
                    });
        } catch (ResourceAccessException broken) {
            throw away(replica, body, broken);
        }
    }

    private static URI target(URI base, HttpServletRequest request) {
        String query = request.getQueryString();
        try {
            return URI.create(base + request.getRequestURI() + (query == null ? "" : "?" + query));
        } catch (IllegalArgumentException malformed) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "the query of the request cannot be read",
                    malformed);
        }
    }

    private static void copyRequestHeaders(HttpServletRequest request, HttpHeaders headers) {
        for (String name : Collections.list(request.getHeaderNames())) {
            if (REQUEST_HEADERS.contains(name)) {
                headers.put(name, Collections.list(request.getHeaders(name)));
            }
        }
        long length = request.getContentLengthLong();
        if (length > ASK_FIRST_BYTES || RequestBody.isChunked(request)) {
            headers.set(HttpHeaders.EXPECT, "100-continue");
        }
    }

    private void copyAnswer(
            HttpServletRequest request, ClientHttpResponse answer, HttpServletResponse response)
            throws IOException {
        if (answer.getStatusCode().isError() && !request.getMethod().equals("HEAD")) {
            throw faults.decode(request.getMethod() + " " + request.getRequestURI(), answer);
        }
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders()
                .forEach(
                        (name, values) -> {
                            if (RESPONSE_HEADERS.contains(name)) {
                                values.forEach(value -> response.addHeader(name, value));
                            }
                        });
        copyBody(answer.getBody(), response.getOutputStream());
    }

    /// An answer that breaks off must break off here too: whoever reads it must not take a part for
    /// the whole.
    private static void copyBody(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = readOn(in, buffer)) {
            out.write(buffer, 0, read);
        }
        out.flush();
    }

    private static int readOn(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException broken) {
            throw new Fault(
                    FaultCode.SERVICE_AWAY,
                    "the answer of the customer-service broke off",
                    new BodyTouched(broken));
        }
    }

    private static Fault away(
            ReplicaClient replica, RequestBody body, ResourceAccessException broken) {
        Throwable cause = broken.getMostSpecificCause();
        String detail =
                "customer-service %s does not answer: %s: %s"
                        .formatted(
                                replica.base(),
                                cause.getClass().getSimpleName(),
                                cause.getMessage());
        if (body.readFailure().isPresent()) {
            return new Fault(
                    FaultCode.BODY_INCOMPLETE,
                    "the body broke off after %d bytes".formatted(body.bytesRead()),
                    body.readFailure().get());
        }
        return new Fault(
                FaultCode.SERVICE_AWAY,
                detail,
                body.bytesRead() > 0 ? new BodyTouched(new IOException(broken)) : broken);
    }

    private static Set<String> caseless(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(set, names);
        return Collections.unmodifiableSet(set);
    }
}
