package dev.stowage.gateway.account;

import dev.stowage.gateway.customer.CustomerReplicas;
import dev.stowage.protocol.customer.SessionList;
import dev.stowage.protocol.customer.SessionOpened;
import dev.stowage.protocol.customer.SessionRequest;
import dev.stowage.protocol.customer.StowageApi;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Sessions, at the door.
@RestController
@RequestMapping("/v1/sessions")
@Tag(name = "Sessions")
final class SessionController {

    private final CustomerReplicas customers;

    SessionController(CustomerReplicas customers) {
        this.customers = customers;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Open a session",
            description = "Its token goes into `Authorization: Bearer …`.")
    @ApiResponse(responseCode = "201", description = "opened")
    @ApiResponse(
            responseCode = "429",
            description = "too many wrong passwords: `Retry-After` says when to try again")
    SessionOpened open(@RequestBody SessionRequest body) {
        return customers.ask(null, api -> api.openSession(body));
    }

    @GetMapping
    @Operation(
            summary = "The open sessions",
            description =
                    "The last 64 at most, the newest first; `current` is the caller's own. One that"
                            + " was opened elsewhere is listed after some seconds.")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    SessionList list(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization) {
        return customers.askFor(authorization, StowageApi::sessions);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "End a session",
            description = "Durable when answered; every service refuses its token within a second.")
    @ApiResponse(responseCode = "204", description = "ended")
    @ApiResponse(responseCode = "404", description = "no such session is listed")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    void end(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @PathVariable UUID id) {
        customers.askFor(
                authorization,
                (api, known) -> {
                    api.endSession(known, id);
                    return true;
                });
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "End all sessions",
            description =
                    "All that are open, listed or not; the caller's own too, unless `others` is"
                            + " true. The password still opens the account.")
    @ApiResponse(responseCode = "204", description = "ended")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    void endAll(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @RequestParam(defaultValue = "false") boolean others) {
        customers.askFor(
                authorization,
                (api, known) -> {
                    api.endSessions(known, others);
                    return true;
                });
    }
}
