package dev.stowage.gateway.event;

import dev.stowage.gateway.customer.CustomerReplicas;
import dev.stowage.gateway.limit.AdmissionController;
import dev.stowage.protocol.customer.OwnEventPage;
import dev.stowage.protocol.customer.OwnRebuildPage;
import dev.stowage.protocol.customer.WatchApi;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What befalls the account, at the door.
@RestController
@RequestMapping("/v1")
@Tag(name = "Events")
@SecurityRequirement(name = "session")
@SecurityRequirement(name = "basic")
final class WatchController {

    private final CustomerReplicas customers;
    private final EventStreams streams;
    private final AdmissionController admission;

    WatchController(
            CustomerReplicas customers, EventStreams streams, AdmissionController admission) {
        this.customers = customers;
        this.streams = streams;
        this.admission = admission;
    }

    @GetMapping("/rebuilds")
    @Operation(
            summary = "Lost records of the account that are made again, and were within a week",
            description = "Pages of up to 1,000; pass `next` as `after` for the next page.")
    OwnRebuildPage rebuilds(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return customers.askWatch(authorization, (api, known) -> api.rebuilds(known, after, limit));
    }

    @GetMapping(path = "/events", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What befell the account",
            description =
                    "Pages of up to 1,000, some seconds late; pass `next` as `after` for what"
                            + " follows, at once if there is `more`. With"
                            + " `Accept: text/event-stream` a stream: from `Last-Event-ID` or"
                            + " `after` on, else from now on.")
    OwnEventPage events(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return customers.askWatch(authorization, (api, known) -> api.events(known, after, limit));
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(hidden = true)
    void stream(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
            @RequestParam(required = false) @Nullable Long after,
            HttpServletRequest request,
            HttpServletResponse response)
            throws InterruptedException {
        streams.stream(
                authorization,
                lastEventId != null ? lastEventId : after != null ? after : WatchApi.NEWEST,
                response,
                () -> admission.leaveEarly(request));
    }
}
