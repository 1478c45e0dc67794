package dev.stowage.customer.door;

import dev.stowage.format.account.FileVersion;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The version that a request asks for: `?version=`, an entity tag without quotes.
final class RequestVersion {

    private static final String NAME = "version";
    private static final Pattern FORM =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private RequestVersion() {}

    /// @throws Fault `invalid-request`
    static Optional<FileVersion> find(HttpServletRequest request) {
        return RequestParameter.find(request, NAME, FaultCode.INVALID_REQUEST)
                .map(RequestVersion::parse);
    }

    /// @throws Fault `invalid-request`, also if none is asked for
    static FileVersion require(HttpServletRequest request) {
        return find(request)
                .orElseThrow(
                        () ->
                                new Fault(
                                        FaultCode.INVALID_REQUEST,
                                        "?version= must say which version shall be current"));
    }

    /// @throws Fault `invalid-request` if one is asked for
    static void requireNone(HttpServletRequest request) {
        if (find(request).isPresent()) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "a new file has no ?version= yet: POST brings an older version back");
        }
    }

    private static FileVersion parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "?version= is an entity tag without quotes, as the list of versions has it");
        }
        return new FileVersion(UUID.fromString(text));
    }
}
