package dev.stowage.transfer.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.FetchAnswer;
import dev.stowage.protocol.supplier.FetchRequest;
import dev.stowage.protocol.supplier.HeadMessage;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.supplier.SupplierApi;
import dev.stowage.protocol.wire.RecordsConverter;
import dev.stowage.protocol.wire.StowageJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// A supplier behind real HTTP on the loopback interface.
public final class SupplierServer implements AutoCloseable {

    private static final String RECORDS = "/supplier/v1/records";
    private static final String HEADS = "/supplier/v1/heads/";

    private final SupplierApi supplier;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final RecordsConverter records = new RecordsConverter();
    private final JsonMapper json = JsonMapper.builder().addModule(new StowageJson()).build();
    private final Set<String> traces = ConcurrentHashMap.newKeySet();

    public SupplierServer(SupplierApi supplier) throws IOException {
        this.supplier = supplier;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What came as `traceparent` with the requests.
    public Set<String> traces() {
        return traces;
    }

    private void handle(HttpExchange exchange) throws IOException {
        traces.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
        try (exchange) {
            Body body;
            try {
                body = answer(exchange);
            } catch (Fault fault) {
                body = problem(fault);
            }
            exchange.getResponseHeaders().set("Content-Type", body.type);
            exchange.sendResponseHeaders(body.status, body.bytes.length);
            exchange.getResponseBody().write(body.bytes);
        }
    }

    private Body answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String authorization =
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (path.equals(RECORDS)) {
            return json(supplier.store(authorization, readBatch(exchange)));
        }
        if (path.equals(RECORDS + "/fetch")) {
            FetchRequest request = json.readValue(exchange.getRequestBody(), FetchRequest.class);
            return records(supplier.fetch(authorization, request));
        }
        if (path.startsWith(HEADS)) {
            AccountNumber account = AccountNumber.valueOf(path.substring(HEADS.length()));
            return exchange.getRequestMethod().equals("PUT")
                    ? json(
                            supplier.keepHead(
                                    account,
                                    json.readValue(exchange.getRequestBody(), HeadMessage.class)))
                    : json(supplier.head(authorization, account));
        }
        throw new Fault(FaultCode.NOT_FOUND, "nothing at " + path);
    }

    private RecordBatch readBatch(HttpExchange exchange) throws IOException {
        HttpHeaders headers = new HttpHeaders();
        exchange.getRequestHeaders().forEach(headers::addAll);
        Object batch =
                records.read(
                        RecordBatch.class,
                        new HttpInputMessage() {

                            @Override
                            public InputStream getBody() {
                                return exchange.getRequestBody();
                            }

                            @Override
                            public HttpHeaders getHeaders() {
                                return headers;
                            }
                        });
        return (RecordBatch) batch;
    }

    private Body records(FetchAnswer answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        records.write(
                answer,
                MediaType.parseMediaType(RecordBatch.MEDIA_TYPE),
                new HttpOutputMessage() {

                    @Override
                    public OutputStream getBody() {
                        return bytes;
                    }

                    @Override
                    public HttpHeaders getHeaders() {
                        return new HttpHeaders();
                    }
                });
        return new Body(200, RecordBatch.MEDIA_TYPE, bytes.toByteArray());
    }

    private Body json(Object message) {
        return new Body(200, "application/json", json.writeValueAsBytes(message));
    }

    private Body problem(Fault fault) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("status", fault.code().status());
        members.put("detail", fault.detail());
        members.put("code", fault.code().wireName());
        members.putAll(fault.facts());
        return new Body(
                fault.code().status(), "application/problem+json", json.writeValueAsBytes(members));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private record Body(int status, String type, byte[] bytes) {}
}
