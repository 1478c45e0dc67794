package dev.stowage.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// A customer-service of a few lines: keeps files in memory and answers what a test tells it to.
final class FakeCustomerService implements AutoCloseable {

    private final HttpServer server;
    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final Map<String, String> lastHeaders = new ConcurrentHashMap<>();

    FakeCustomerService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/files/", this::file);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void answer(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    void answerJson(String path, int status, String json) {
        answer(
                path,
                exchange -> {
                    remember(exchange);
                    exchange.getRequestBody().readAllBytes();
                    reply(
                            exchange,
                            status,
                            status < 400 ? "application/json" : "application/problem+json",
                            json.getBytes(StandardCharsets.UTF_8));
                });
    }

    private void file(HttpExchange exchange) throws IOException {
        remember(exchange);
        String path = exchange.getRequestURI().getRawPath();
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                try (InputStream body = exchange.getRequestBody()) {
                    files.put(path, body.readAllBytes());
                }
                exchange.getResponseHeaders().add("ETag", "\"v1\"");
                exchange.sendResponseHeaders(201, -1);
            }
            case "DELETE" -> exchange.sendResponseHeaders(204, -1);
            default -> reply(exchange, 200, "application/octet-stream", files.get(path));
        }
        exchange.close();
    }

    private void remember(HttpExchange exchange) {
        exchange.getRequestHeaders()
                .forEach((name, values) -> lastHeaders.put(name.toLowerCase(), values.getFirst()));
    }

    static void reply(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
