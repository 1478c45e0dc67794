package dev.stowage.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.protocol.fault.FaultCode;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EarlyAnswerTest {

    private static final int READ_BEFORE_ANSWER = 1 << 20;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long BODY_BYTES = 4096L * BUFFER_BYTES;
    private static final String ANSWER =
            """
            HTTP/1.1 503 Service Unavailable
            Content-Length: 2
            Connection: close

            no"""
                    .replace("\n", "\r\n");

    @Test
    void whoeverSendsStopsAndReadsAnAnswerThatComesBeforeTheBodyIsThrough() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ApiClients clients =
                        new ApiClients(Duration.ofSeconds(30), ObservationRegistry.NOOP)) {
            Thread service = Thread.ofVirtual().start(() -> answerEarly(listening));
            URI base = URI.create("http://127.0.0.1:" + listening.getLocalPort());

            int status =
                    clients.restClient(base, FaultCode.SERVICE_AWAY)
                            .put()
                            .uri(base)
                            .contentLength(BODY_BYTES)
                            .body(
                                    out -> {
                                        byte[] buffer = new byte[BUFFER_BYTES];
                                        while (sent.get() < BODY_BYTES) {
                                            out.write(buffer);
                                            sent.addAndGet(buffer.length);
                                        }
                                    })
                            .exchangeForRequiredValue(
                                    (_, answer) -> answer.getStatusCode().value());

            assertThat(status).isEqualTo(503);
            assertThat(sent.get()).isLessThan(BODY_BYTES);
            service.join();
        }
    }

    private static void answerEarly(ServerSocket listening) {
        try (Socket connection = listening.accept()) {
            InputStream in = connection.getInputStream();
            in.skipNBytes(READ_BEFORE_ANSWER);
            connection.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
            // Read on, so that nothing but the answer makes the other side stop.
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException stopped) {
            // The other side has closed the connection while it was written to.
        }
    }
}
