package dev.stowage.customer.session;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/// What an `Authorization` header holds (RFC 6750, RFC 7617). Never printed.
sealed interface Credentials {

    /// A session's token.
    record Token(String text) implements Credentials {

        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /// Account and password, or recovery code in its place.
    record AccountPassword(AccountNumber account, String password) implements Credentials {

        @Override
        public String toString() {
            return "AccountPassword[account=%s]".formatted(account);
        }
    }

    /// @throws Fault `unauthenticated` if it is neither
    static Credentials parse(String authorization) {
        int space = authorization.indexOf(' ');
        String scheme = authorization.substring(0, Math.max(space, 0)).toLowerCase(Locale.ROOT);
        String rest = authorization.substring(space + 1).strip();
        return switch (scheme) {
            case "bearer" -> new Token(rest);
            case "basic" -> parseBasic(rest);
            default ->
                    throw unauthenticated(
                            "authorize with \"Bearer\" and a session's token, or with \"Basic\"");
        };
    }

    private static Credentials parseBasic(String encoded) {
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon > 0) {
                return new AccountPassword(
                        AccountNumber.valueOf(text.substring(0, colon)), text.substring(colon + 1));
            }
        } catch (IllegalArgumentException malformed) {
            throw wrong();
        }
        throw wrong();
    }

    /// The one answer to an unknown account and to a wrong password.
    static Fault wrong() {
        return unauthenticated("account or password is wrong");
    }

    private static Fault unauthenticated(String detail) {
        return new Fault(FaultCode.UNAUTHENTICATED, detail);
    }
}
