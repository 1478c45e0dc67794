package dev.stowage.supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultProblem;
import dev.stowage.protocol.placement.AuditReport;
import dev.stowage.protocol.placement.Heartbeat;
import dev.stowage.protocol.placement.JoinRequest;
import dev.stowage.protocol.placement.LeaseRequest;
import dev.stowage.protocol.placement.MissingReport;
import dev.stowage.protocol.placement.RebuildProgress;
import dev.stowage.protocol.wire.StowageJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
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
        openRebuilds(placement);
        openAudits(placement.audits());
        server.start();
    }

    private void openRebuilds(PlacementStandIn placement) {
        context(
                "/placement/v1/carriers",
                (exchange, bearer) ->
                        placement
                                .rebuilds()
                                .carriers(
                                        Long.parseLong(query(exchange, "first")),
                                        Integer.parseInt(query(exchange, "count"))));
        RebuildStandIn rebuilds = placement.rebuilds();
        String room = "/placement/v1/rebuilds";
        context(
                room + "/leases",
                (exchange, bearer) -> rebuilds.lease(bearer, read(exchange, LeaseRequest.class)));
        context(
                room + "/missing",
                (exchange, bearer) -> {
                    rebuilds.missing(bearer, read(exchange, MissingReport.class));
                    return Map.of();
                });
        context(
                room + "/contract-orders",
                (exchange, bearer) ->
                        rebuilds.contractOrders(
                                bearer,
                                CarrierId.valueOf(query(exchange, "carrier")),
                                query(exchange, "after").isEmpty()
                                        ? null
                                        : AccountNumber.valueOf(query(exchange, "after"))));
        context(
                room,
                (exchange, bearer) ->
                        rebuilds.progress(
                                bearer,
                                UUID.fromString(
                                        exchange.getRequestURI()
                                                .getPath()
                                                .substring(room.length() + 1)
                                                .replace("/progress", "")),
                                read(exchange, RebuildProgress.class)));
    }

    private void openAudits(AuditStandIn audits) {
        String room = "/placement/v1/audits";
        context(
                room,
                (exchange, bearer) -> {
                    String rest = exchange.getRequestURI().getPath().substring(room.length());
                    if (rest.isEmpty()) {
                        return audits.take(bearer);
                    }
                    UUID audit = UUID.fromString(rest.substring(1));
                    audits.report(bearer, audit, read(exchange, AuditReport.class));
                    return Map.of();
                });
    }

    private interface Call {
        Object answer(HttpExchange exchange, String bearer);
    }

    private void context(String path, Call call) {
        server.createContext(
                path,
                exchange ->
                        answer(
                                exchange,
                                () ->
                                        call.answer(
                                                exchange,
                                                exchange.getRequestHeaders()
                                                        .getFirst("Authorization"))));
    }

    /// Empty if it is not there.
    private static String query(HttpExchange exchange, String name) {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        return Arrays.stream(query.split("&"))
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .findFirst()
                .orElse("");
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
