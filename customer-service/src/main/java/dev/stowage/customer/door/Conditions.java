package dev.stowage.customer.door;

import dev.stowage.customer.commit.Precondition;
import dev.stowage.customer.commit.Precondition.Tags;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The conditions of a request, read from its headers (RFC 9110, 13.1).
final class Conditions {

    /// Weak tags are no tags of ours: they match nothing.
    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");

    private Conditions() {}

    static Precondition of(HttpServletRequest request) {
        return new Precondition(
                tags(request.getHeaders("If-Match"), false),
                tags(request.getHeaders("If-None-Match"), true));
    }

    /// @param weakly whether a weak tag means the same as a strong one
    private static Optional<Tags> tags(Enumeration<String> headers, boolean weakly) {
        if (!headers.hasMoreElements()) {
            return Optional.empty();
        }
        Set<String> tags = new HashSet<>();
        boolean any = false;
        for (String header : Collections.list(headers)) {
            any |= header.strip().equals("*");
            Matcher tag = TAG.matcher(header);
            while (tag.find()) {
                if (weakly || tag.group(1) == null) {
                    tags.add(tag.group(2));
                }
            }
        }
        return Optional.of(new Tags(any, tags));
    }
}
