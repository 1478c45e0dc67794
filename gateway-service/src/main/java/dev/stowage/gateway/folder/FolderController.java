package dev.stowage.gateway.folder;

import dev.stowage.gateway.customer.CustomerReplicas;
import dev.stowage.protocol.customer.FileBlocks;
import dev.stowage.protocol.customer.FileHealth;
import dev.stowage.protocol.customer.FileVersions;
import dev.stowage.protocol.customer.FolderListing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What is known of files without reading them, at the door.
@RestController
@RequestMapping("/v1")
@Tag(name = "Folders")
@SecurityRequirement(name = "session")
@SecurityRequirement(name = "basic")
final class FolderController {

    private final CustomerReplicas customers;

    FolderController(CustomerReplicas customers) {
        this.customers = customers;
    }

    @GetMapping({"/folders", "/folders/{*path}"})
    @Operation(
            summary = "List a folder",
            description =
                    "Pages of up to 10,000 entries; pass `next` as `after` for the next page.")
    FolderListing list(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @PathVariable(required = false) @Nullable String path,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(defaultValue = "false") boolean recursive) {
        String folder = path == null ? "" : withoutSlashes(path);
        return customers.askFor(
                authorization, (api, known) -> api.list(known, folder, after, limit, recursive));
    }

    @GetMapping("/health/{*path}")
    @Operation(summary = "How safe a file is: that of its weakest block")
    FileHealth health(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @PathVariable String path) {
        return customers.askFor(authorization, (api, known) -> api.health(known, file(path)));
    }

    @GetMapping("/blocks/{*path}")
    @Operation(summary = "Where a file's blocks are")
    FileBlocks blocks(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @PathVariable String path) {
        return customers.askFor(authorization, (api, known) -> api.blocks(known, file(path)));
    }

    @GetMapping("/versions/{*path}")
    @Operation(
            summary = "The versions of a file",
            description =
                    "The current one, and those that are kept because somebody replaced or deleted "
                            + "them without knowing them.")
    FileVersions versions(
            @Parameter(hidden = true) @RequestHeader(name = "Authorization", required = false)
                    @Nullable String authorization,
            @PathVariable String path) {
        return customers.askFor(authorization, (api, known) -> api.versions(known, file(path)));
    }

    /// What stands behind the slash; nothing, which names no file, if there is none.
    private static String file(String path) {
        return path.isEmpty() ? path : path.substring(1);
    }

    /// A folder may be written with a slash at its end; files may not.
    private static String withoutSlashes(String path) {
        String folder = path.substring(1);
        return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }
}
