package dev.stowage.protocol.customer;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// What customers ask for, but for the bodies of files: the gateway offers it, the customer-service
/// does it.
///
/// `authorization` is `Bearer` and a session's token, or `Basic` with account and password. Files
/// themselves are `PUT`, `GET`, `HEAD` and `DELETE` on [#FILES] + path, and with `?version=` `GET`,
/// `HEAD`, `DELETE` and `POST`; listings are `GET` on [#FOLDERS] + path, health on [#HEALTH] +
/// path, blocks on [#BLOCKS] + path, versions on [#VERSIONS] + path. Paths are percent-encoded part
/// by part. Who asks, and from where, is told by the headers `User-Agent` and `X-Forwarded-For`,
/// the latter by trusted proxies alone.
@HttpExchange("/v1")
public interface StowageApi {

    String FILES = "/v1/files/";
    String FOLDERS = "/v1/folders/";
    String HEALTH = "/v1/health/";
    String BLOCKS = "/v1/blocks/";
    String VERSIONS = "/v1/versions/";

    /// Header of an answer: the version that the request replaced or deleted, and that is kept.
    String KEPT_VERSION = "Stowage-Kept-Version";

    /// Header of an answer: the version that had to go, because too many are kept.
    String DROPPED_VERSION = "Stowage-Dropped-Version";

    /// Opens an account: all or nothing.
    @PostExchange("/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    Registered register(@RequestBody RegisterRequest request);

    /// Opens a session.
    @PostExchange("/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    SessionOpened openSession(@RequestBody SessionRequest request);

    /// The account's open sessions.
    @GetExchange("/sessions")
    SessionList sessions(@RequestHeader("Authorization") String authorization);

    /// Ends a session; what it has under way is finished.
    @DeleteExchange("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSession(@RequestHeader("Authorization") String authorization, @PathVariable UUID id);

    /// Ends all sessions that are open, listed or not.
    ///
    /// @param others all but the caller's own
    @DeleteExchange("/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSessions(
            @RequestHeader("Authorization") String authorization,
            @RequestParam(defaultValue = "false") boolean others);

    /// Settings and tolerance of the account.
    @GetExchange("/account")
    AccountView account(@RequestHeader("Authorization") String authorization);

    /// Changes the password; nothing is encrypted anew.
    @PostExchange("/account/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(
            @RequestHeader("Authorization") String authorization,
            @RequestBody PasswordChange change);

    /// Gives the account a new master key, and with it a new recovery code; every session ends but
    /// the one that it answers with. Files are not encrypted anew.
    @PostExchange("/account/rotate")
    Rotated rotate(
            @RequestHeader("Authorization") String authorization,
            @RequestBody RotationRequest request);

    /// Closes the account: from now on it can only be read, and after the grace it is gone. Done
    /// once more it is the newest grace that counts.
    @DeleteExchange("/account")
    AccountClosing close(
            @RequestHeader("Authorization") String authorization,
            @RequestBody ClosingRequest request);

    /// Takes back that the account is closed.
    @PostExchange("/account/keep")
    AccountClosing keep(@RequestHeader("Authorization") String authorization);

    /// The account's suppliers, position by position, as they are now.
    @GetExchange("/suppliers")
    SupplierList suppliers(@RequestHeader("Authorization") String authorization);

    /// Who could take a position of the account's layout over.
    @GetExchange("/suppliers/candidates")
    SupplierCandidates candidates(
            @RequestHeader("Authorization") String authorization, @RequestParam int position);

    /// Lets another supplier hold a position of the account's layout, for this account alone; it is
    /// decided when it answers.
    @PostExchange("/suppliers/{position}/replace")
    @ResponseStatus(HttpStatus.ACCEPTED)
    SupplierReplaced replace(
            @RequestHeader("Authorization") String authorization,
            @PathVariable int position,
            @RequestBody ReplaceRequest request);

    /// Space needed, used and free.
    @GetExchange("/space")
    SpaceView space(@RequestHeader("Authorization") String authorization);

    /// A folder's files and folders, in order of their names. The path is a parameter here because
    /// a template variable cannot hold slashes; the public address is [#FOLDERS] + path.
    ///
    /// @param path of the folder; empty for the root
    /// @param after list only what follows this name (or path, if recursive)
    /// @param limit 1 … 10,000; 1,000 if absent
    /// @param recursive list all files below instead
    @GetExchange("/folders")
    FolderListing list(
            @RequestHeader("Authorization") String authorization,
            @RequestParam String path,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(defaultValue = "false") boolean recursive);

    /// How safe a file is: that of its weakest block. Public address: [#HEALTH] + path.
    @GetExchange("/health")
    FileHealth health(
            @RequestHeader("Authorization") String authorization, @RequestParam String path);

    /// Where a file's blocks are. Public address: [#BLOCKS] + path.
    @GetExchange("/blocks")
    FileBlocks blocks(
            @RequestHeader("Authorization") String authorization, @RequestParam String path);

    /// The versions of a file. Public address: [#VERSIONS] + path.
    @GetExchange("/versions")
    FileVersions versions(
            @RequestHeader("Authorization") String authorization, @RequestParam String path);
}
