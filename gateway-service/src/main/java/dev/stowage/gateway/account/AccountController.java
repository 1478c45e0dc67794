package dev.stowage.gateway.account;

import dev.stowage.gateway.customer.CustomerReplicas;
import dev.stowage.gateway.limit.RegistrationLimit;
import dev.stowage.protocol.customer.AccountClosing;
import dev.stowage.protocol.customer.AccountView;
import dev.stowage.protocol.customer.ClosingRequest;
import dev.stowage.protocol.customer.PasswordChange;
import dev.stowage.protocol.customer.RegisterRequest;
import dev.stowage.protocol.customer.Registered;
import dev.stowage.protocol.customer.Rotated;
import dev.stowage.protocol.customer.RotationRequest;
import dev.stowage.protocol.customer.SpaceView;
import dev.stowage.protocol.customer.StowageApi;
import dev.stowage.protocol.door.ClientNetwork;
import dev.stowage.protocol.door.TrustedProxies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Accounts and space, at the door.
@RestController
@RequestMapping("/v1")
@Tag(name = "Accounts")
final class AccountController {

    private final CustomerReplicas customers;
    private final RegistrationLimit registrations;
    private final TrustedProxies proxies;

    AccountController(
            CustomerReplicas customers, RegistrationLimit registrations, TrustedProxies proxies) {
        this.customers = customers;
        this.registrations = registrations;
        this.proxies = proxies;
    }

    @PostMapping("/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Open an account",
            description = "All or nothing. The recovery code is shown only here.")
    Registered register(@RequestBody RegisterRequest body, HttpServletRequest request) {
        registrations.count(ClientNetwork.of(proxies.clientOf(request)));
        return customers.ask(null, api -> api.register(body));
    }

    @GetMapping("/account")
    @Operation(summary = "Settings and tolerance of the account")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    AccountView account(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization) {
        return customers.askFor(authorization, StowageApi::account);
    }

    @PostMapping("/account/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Change the password",
            description =
                    "`current` is the password or the recovery code. Nothing is encrypted anew.")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    void changePassword(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @RequestBody PasswordChange change) {
        customers.askFor(
                authorization,
                (api, known) -> {
                    api.changePassword(known, change);
                    return true;
                });
    }

    @PostMapping("/account/rotate")
    @Operation(
            summary = "Give the account a new master key",
            description =
                    "`current` is the password or the recovery code; with the latter `replacement`, "
                            + "the password from now on, must be given. Every session ends; the "
                            + "answer holds a new one and the new recovery code, which is shown "
                            + "only here. Files are not encrypted anew.")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    Rotated rotate(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @RequestBody RotationRequest request) {
        return customers.askFor(authorization, (api, known) -> api.rotate(known, request));
    }

    @DeleteMapping("/account")
    @Operation(
            summary = "Delete the account",
            description =
                    "`current` is the password or the recovery code. Until `goneAt` the account can "
                            + "be read, and kept after all; whatever changes it is refused with "
                            + "`account-closing`. Then it is gone, without a trash; its number is "
                            + "never given again.")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    AccountClosing close(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @RequestBody ClosingRequest request) {
        return customers.askFor(authorization, (api, known) -> api.close(known, request));
    }

    @PostMapping("/account/keep")
    @Operation(
            summary = "Keep an account that was to be deleted",
            description = "Nothing happens to one that was not.")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    AccountClosing keep(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization) {
        return customers.askFor(authorization, StowageApi::keep);
    }

    @GetMapping("/space")
    @Operation(summary = "Space needed, used and free")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    SpaceView space(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization) {
        return customers.askFor(authorization, StowageApi::space);
    }
}
