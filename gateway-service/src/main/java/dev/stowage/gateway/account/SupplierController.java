package dev.stowage.gateway.account;

import dev.stowage.gateway.customer.CustomerReplicas;
import dev.stowage.protocol.customer.ReplaceRequest;
import dev.stowage.protocol.customer.StowageApi;
import dev.stowage.protocol.customer.SupplierCandidates;
import dev.stowage.protocol.customer.SupplierList;
import dev.stowage.protocol.customer.SupplierReplaced;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The suppliers of an account, at the door.
@RestController
@RequestMapping("/v1/suppliers")
@Tag(name = "Accounts")
final class SupplierController {

    private final CustomerReplicas customers;

    SupplierController(CustomerReplicas customers) {
        this.customers = customers;
    }

    @GetMapping
    @Operation(summary = "The account's suppliers, position by position")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    SupplierList suppliers(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization) {
        return customers.askFor(authorization, StowageApi::suppliers);
    }

    @GetMapping("/candidates")
    @Operation(
            summary = "Who could take a position over",
            description = "At most 20, the better ones first; those of the reserve before all.")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    SupplierCandidates candidates(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @RequestParam int position) {
        return customers.askFor(authorization, (api, known) -> api.candidates(known, position));
    }

    @PostMapping("/{position}/replace")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Have another supplier hold a position, for this account alone",
            description =
                    "New blocks go there at once; what the former supplier holds is read by the "
                            + "others until it has been rebuilt. Without `with` placement chooses.")
    @SecurityRequirement(name = "session")
    @SecurityRequirement(name = "basic")
    SupplierReplaced replace(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @PathVariable int position,
            @RequestBody(required = false) @Nullable ReplaceRequest request) {
        ReplaceRequest wish = request == null ? ReplaceRequest.BY_ANYBODY : request;
        return customers.askFor(authorization, (api, known) -> api.replace(known, position, wish));
    }
}
