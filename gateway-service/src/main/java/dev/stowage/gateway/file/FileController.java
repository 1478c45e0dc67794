package dev.stowage.gateway.file;

import dev.stowage.gateway.customer.FileRelayClient;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Files, at the door: relayed as streams.
@RestController
@RequestMapping("/v1/files/{*path}")
@Tag(name = "Files")
@SecurityRequirement(name = "session")
@SecurityRequirement(name = "basic")
final class FileController {

    private static final String PATH = "path";
    private static final String PATH_RULES = "at most 1,024 bytes of UTF-8; parts divided by `/`";
    private static final String VERSION = "version";
    private static final String VERSION_RULES =
            "one version instead of the current one: its `etag` in the list of versions";
    private static final String BINARY = MediaType.APPLICATION_OCTET_STREAM_VALUE;

    private final FileRelayClient relay;

    FileController(FileRelayClient relay) {
        this.relay = relay;
    }

    @PutMapping
    @Parameter(name = PATH, in = ParameterIn.PATH, description = PATH_RULES)
    @Parameter(
            name = "suppliers",
            in = ParameterIn.QUERY,
            description = "spread over so many suppliers instead of the account's number",
            schema =
                    @Schema(
                            type = "integer",
                            allowableValues = {"2", "4", "7", "13", "18", "26", "64"}))
    @Parameter(
            name = "level",
            in = ParameterIn.QUERY,
            description =
                    "alone: spread over a whole group of this level; with `suppliers`: in a group of this level",
            schema = @Schema(type = "integer", minimum = "0", maximum = "7"))
    @Parameter(
            name = "code",
            in = ParameterIn.QUERY,
            description = "another erasure code than the account's; `xor` is for combinations",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"rs", "xor"}))
    @Operation(
            summary = "Store a file",
            description =
                    "Acknowledged when it is durable on its suppliers. `Repr-Digest: sha-256=:…:` is checked."
                            + " A version that came while this request was under way is kept, and"
                            + " `Stowage-Kept-Version` tells which."
                            + " The first file that asks for a layout which the account has not makes it:"
                            + " contracts are concluded before the body is read.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = BINARY,
                                            schema = @Schema(type = "string", format = "binary"))))
    @ApiResponse(responseCode = "201", description = "new")
    @ApiResponse(responseCode = "200", description = "replaced")
    @ApiResponse(
            responseCode = "400",
            description = "no such layout: the detail says what there is")
    @ApiResponse(responseCode = "412", description = "If-Match or If-None-Match does not hold")
    @ApiResponse(responseCode = "503", description = "too few suppliers")
    @ApiResponse(responseCode = "507", description = "the quota is exceeded")
    void put(HttpServletRequest request, HttpServletResponse response) {
        relay.relay(request, response);
    }

    // Spring answers HEAD by the same method.
    @GetMapping
    @Parameter(name = PATH, in = ParameterIn.PATH, description = PATH_RULES)
    @Parameter(name = VERSION, in = ParameterIn.QUERY, description = VERSION_RULES)
    @Operation(
            summary = "Fetch a file",
            description = "`Range` gives a part. A file that breaks off is never ended cleanly.")
    @ApiResponse(
            responseCode = "200",
            description = "the file",
            content =
                    @Content(
                            mediaType = BINARY,
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "206", description = "a part of it")
    @ApiResponse(responseCode = "304", description = "If-None-Match holds")
    @ApiResponse(responseCode = "404", description = "there is no such file")
    void get(HttpServletRequest request, HttpServletResponse response) {
        relay.relay(request, response);
    }

    @DeleteMapping
    @Parameter(name = PATH, in = ParameterIn.PATH, description = PATH_RULES)
    @Parameter(name = VERSION, in = ParameterIn.QUERY, description = VERSION_RULES)
    @Operation(
            summary = "Delete a file, or a version that is kept",
            description =
                    "With a file go the versions that are kept of it. What came while this request"
                            + " was under way is kept; `Stowage-Kept-Version` tells the version"
                            + " that was current.")
    @ApiResponse(responseCode = "204", description = "deleted")
    @ApiResponse(responseCode = "404", description = "there is no such file or version")
    @ApiResponse(responseCode = "412", description = "the version is the current one")
    void delete(HttpServletRequest request, HttpServletResponse response) {
        relay.relay(request, response);
    }

    @PostMapping
    @Parameter(name = PATH, in = ParameterIn.PATH, description = PATH_RULES)
    @Parameter(
            name = VERSION,
            in = ParameterIn.QUERY,
            required = true,
            description = "the version that shall be current again")
    @Operation(
            summary = "Make a kept version the current one",
            description = "The one that was current is kept instead. No byte is moved.")
    @ApiResponse(responseCode = "200", description = "it is the current one")
    @ApiResponse(responseCode = "404", description = "there is no such version")
    void restore(HttpServletRequest request, HttpServletResponse response) {
        relay.relay(request, response);
    }
}
