package dev.stowage.gateway.event;

import dev.stowage.gateway.customer.CustomerReplicas;
import dev.stowage.protocol.customer.OwnEventPage;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.wire.StowageJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Tells events while they happen.
final class EventStreams {

    /// Proxies cut what is silent for longer; and a client that left is noticed by writing only.
    static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final int PAGE = 100;
    private static final String TYPE = "text/event-stream;charset=UTF-8";

    private final CustomerReplicas customers;
    private final OpenStreams open;
    private final Duration interval;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().addModule(new StowageJson()).build();

    /// @param interval between two looks for what happened
    EventStreams(CustomerReplicas customers, OpenStreams open, Duration interval, Clock clock) {
        this.customers = customers;
        this.open = open;
        this.interval = interval;
        this.clock = clock;
    }

    /// Streams what follows an event, until the caller is believed no more, leaves, or this service
    /// ends.
    ///
    /// @param admitted called when the stream has begun
    /// @throws Fault as pages of events do, `busy`, `too-many-requests`; before the first byte
    void stream(
            @Nullable String authorization,
            long after,
            HttpServletResponse response,
            Runnable admitted)
            throws InterruptedException {
        try (OpenStreams.Place place = open.enter()) {
            OwnEventPage first = page(authorization, after);
            place.belongTo(first.account());
            admitted.run();
            response.setContentType(TYPE);
            response.setHeader("Cache-Control", "no-store");
            // said to proxies that hold answers back
            response.setHeader("X-Accel-Buffering", "no");
            new Stream(authorization, response.getOutputStream()).run(first);
        } catch (IOException callerLeft) {
            LOG.debug("whoever read a stream of events left", callerLeft);
        }
    }

    private OwnEventPage page(@Nullable String authorization, long after) {
        return customers.askWatch(authorization, (api, known) -> api.events(known, after, PAGE));
    }

    /// One that has begun.
    private final class Stream {

        private final @Nullable String authorization;
        private final OutputStream out;
        private Instant written = Instant.MIN;

        Stream(@Nullable String authorization, OutputStream out) {
            this.authorization = authorization;
            this.out = out;
        }

        void run(OwnEventPage first) throws IOException, InterruptedException {
            write("retry: %d\nid: %d\n\n".formatted(interval.toMillis(), before(first)));
            tell(first);
            long seen = first.next();
            boolean more = first.more();
            while (open.pause(more ? Duration.ZERO : interval)) {
                try {
                    OwnEventPage page = page(authorization, seen);
                    tell(page);
                    seen = page.next();
                    more = page.more();
                } catch (Fault fault) {
                    if (!fault.code().retryable()) {
                        write("event: end\ndata: %s\n\n".formatted(reason(fault)));
                        return;
                    }
                    more = false;
                }
                if (clock.instant().isAfter(written.plus(SILENCE))) {
                    write(": still there\nid: %d\n\n".formatted(seen));
                }
            }
        }

        private long before(OwnEventPage page) {
            return page.events().isEmpty() ? page.next() : page.events().getFirst().number() - 1;
        }

        private void tell(OwnEventPage page) throws IOException {
            if (!page.events().isEmpty()) {
                write(
                        page.events().stream()
                                .map(
                                        event ->
                                                "id: %d\ndata: %s\n\n"
                                                        .formatted(
                                                                event.number(),
                                                                json.writeValueAsString(event)))
                                .collect(Collectors.joining()));
            }
        }

        private String reason(Fault fault) {
            return json.writeValueAsString(new End(fault.code().wireName(), fault.detail()));
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            written = clock.instant();
        }
    }

    /// Why a stream ended.
    private record End(String code, String detail) {}
}
