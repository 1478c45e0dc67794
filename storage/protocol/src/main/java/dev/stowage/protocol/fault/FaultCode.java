package dev.stowage.protocol.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that can go wrong on the wire: a stable code, an HTTP status, and whether the same
/// request may succeed later.
///
/// Callers decide by the code, never by text.
public enum FaultCode {
    INVALID_REQUEST(400, false, "The request is not valid"),
    INVALID_PATH(400, false, "The path is not valid"),
    INVALID_SUPPLIERS(400, false, "No combination has this number of suppliers"),
    INVALID_LEVEL(400, false, "There is no such reliability level"),
    INVALID_CODE(400, false, "There is no such erasure code"),
    INVALID_LAYOUT(400, false, "Suppliers, level and code contradict each other"),
    INVALID_BLOCK_SIZE(400, false, "The block size is out of range"),
    WEAK_PASSWORD(400, false, "The password is too weak"),
    MALFORMED(400, false, "The bytes are not what they should be"),
    BODY_INCOMPLETE(400, true, "The body ended before its announced length"),
    DIGEST_MISMATCH(400, true, "The body does not match its digest"),
    UNSUPPORTED(400, false, "This is not supported yet"),
    UNAUTHENTICATED(401, false, "Account or password is wrong, or there is no session"),
    TOKEN_EXPIRED(401, false, "The token has expired"),
    TOKEN_REFUSED(401, false, "The token is not valid here"),
    KEYS_ROTATED(401, false, "The account's keys were rotated"),
    FORBIDDEN(403, false, "This is not allowed"),
    FOREIGN_SIGNATURE(403, false, "The owner's signature does not cover this"),
    JOIN_CODE_REFUSED(403, false, "The join code is unknown, used up or expired"),
    REGISTRATION_CLOSED(403, false, "Registration is closed"),
    INVITATION_REFUSED(403, false, "The invitation is missing, unknown, used up or expired"),
    FILE_NOT_FOUND(404, false, "There is no such file"),
    VERSION_NOT_FOUND(404, false, "There is no such version of the file"),
    NOT_FOUND(404, false, "There is nothing here"),
    UNKNOWN_ACCOUNT(404, false, "There is no such account"),
    UNKNOWN_CONTRACT(404, false, "There is no contract with this account"),
    HEAD_CONFLICT(409, true, "Another head came first"),
    GENERATION_CHANGED(409, true, "A carrier changed hands"),
    ROTATION_UNKNOWN(409, true, "The account's newest key is not known here yet"),
    STALE_LIVE_SET(409, false, "A live set of a newer head is kept"),
    STALE_CLOSING(409, true, "A newer closing is kept"),
    ACCOUNT_CLOSING(409, false, "The account is being closed"),
    TOO_MUCH_MISSING(409, true, "Too much is missing for one more replacement"),
    ALREADY_EXISTS(409, false, "It exists already"),
    NUMBER_USED(409, true, "Another block has this number"),
    PRECONDITION_FAILED(412, false, "The precondition does not hold"),
    BODY_TOO_LARGE(413, false, "The body is larger than announced or allowed"),
    LENGTH_REQUIRED(411, false, "The length of the body must be announced"),
    RANGE_NOT_SATISFIABLE(416, false, "The range lies outside the file"),
    TOO_MANY_REQUESTS(429, true, "Too many requests"),
    INTERNAL(500, false, "Something went wrong here"),
    ACCOUNT_FILE_DAMAGED(500, false, "The account file is not what its owner wrote"),
    HEAD_REFUSED(503, true, "The account's head cannot be trusted"),
    CONTRACT_REFUSED(503, true, "The supplier grants no contract"),
    TOO_FEW_SUPPLIERS(503, true, "Too few suppliers"),
    TOO_FEW_FRAGMENTS(503, true, "Too few fragments can be had"),
    PLACEMENT_AWAY(503, true, "Placement does not answer"),
    SUPPLIER_AWAY(503, true, "The supplier does not answer"),
    SERVICE_AWAY(503, true, "The service behind this door does not answer"),
    VOLUME_FAILED(503, true, "The volume's disk failed"),
    MAINTENANCE(503, true, "The supplier is being maintained"),
    BUSY(503, true, "Too much is in flight"),
    TIMED_OUT(504, true, "It took too long"),
    QUOTA_EXCEEDED(507, false, "The quota is exceeded"),
    DISK_FULL(507, true, "The disk is full");

    private final int status;
    private final boolean retryable;
    private final String title;

    FaultCode(int status, boolean retryable, String title) {
        this.status = status;
        this.retryable = retryable;
        this.title = title;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// Whether the same request may succeed later.
    public boolean retryable() {
        return retryable;
    }

    public String title() {
        return title;
    }

    /// The code as it stands in problem details: `quota-exceeded`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What a service may answer, whatever it is asked: every code but `internal`, which is a
    /// mistake of ours. As they stand in problem details.
    public static Set<String> answers() {
        return Arrays.stream(values())
                .filter(code -> code != INTERNAL)
                .map(FaultCode::wireName)
                .collect(Collectors.toUnmodifiableSet());
    }

    public static Optional<FaultCode> ofWireName(String name) {
        return Arrays.stream(values()).filter(code -> code.wireName().equals(name)).findFirst();
    }
}
