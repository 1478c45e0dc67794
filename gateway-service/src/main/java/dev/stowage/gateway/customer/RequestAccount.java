package dev.stowage.gateway.customer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the account that a request claims to be of, only to choose who answers it: nothing is
/// believed.
final class RequestAccount {

    private static final String BASIC = "Basic ";
    private static final Pattern SESSION = Pattern.compile("Bearer s[0-9]\\.([0-9]{1,10})\\..*");

    private RequestAccount() {}

    /// @return the account's digits, or nothing where the request names none
    static String of(@Nullable String authorization) {
        if (authorization == null) {
            return "";
        }
        Matcher session = SESSION.matcher(authorization);
        if (session.matches()) {
            return session.group(1);
        }
        return authorization.startsWith(BASIC) ? ofBasic(authorization) : "";
    }

    private static String ofBasic(String authorization) {
        try {
            byte[] pair =
                    Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
            return before(':', new String(pair, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }

    private static String before(char end, String text) {
        int index = text.indexOf(end);
        return index < 0 ? "" : text.substring(0, index);
    }
}
