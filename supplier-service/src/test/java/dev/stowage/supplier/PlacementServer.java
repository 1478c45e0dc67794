package dev.stowage.supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultProblem;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.wire.StowageJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// The stand-in for placement over HTTP.
final class PlacementServer implements AutoCloseable {

    private final JsonMapper json = JsonMapper.builder().addModule(new StowageJson()).build();
    private final HttpServer server;

    PlacementServer(PlacementStandIn placement) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/placement/v1/services",
                exchange ->
                        answer(exchange, () -> placement.join(read(exchange, JoinRequest.class))));
        server.createContext(
                "/placement/v1/heartbeats",
                exchange ->
                        answer(
                                exchange,
                                () ->
                                        placement.heartbeat(
                                                exchange.getRequestHeaders()
                                                        .getFirst("Authorization"),
                                                read(exchange, Heartbeat.class))));
        server.createContext(
                "/placement/v1/revocations",
                exchange ->
                        answer(
                                exchange,
                                () ->
                                        placement.revoked(
                                                exchange.getRequestHeaders()
                                                        .getFirst("Authorization"))));
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private <T> T read(HttpExchange exchange, Class<T> type) {
        return json.readValue(exchange.getRequestBody(), type);
    }

    private void answer(HttpExchange exchange, Supplier<Object> call) throws IOException {
        try {
            send(exchange, 200, call.get());
        } catch (Fault fault) {
            send(exchange, fault.code().status(), FaultProblem.toMembers(fault));
        }
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
