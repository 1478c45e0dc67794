package dev.stowage.verification.endpoint;

import dev.stowage.verification.decoder.HostileBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A right request made wrong: the same one for the same seed.
final class HostileRequest {

    /// What stands for a value in JSON.
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "0",
                    "-1",
                    "1e400",
                    "0.5",
                    "9223372036854775808",
                    "18446744073709551616",
                    "\"\"",
                    "\"\\u0000\"",
                    "\"" + "x".repeat(20_000) + "\"",
                    "true",
                    "{}",
                    "[]",
                    "[null]",
                    "[".repeat(5_000),
                    "{\"a\":".repeat(5_000));

    /// What stands for a part of a path or a value of a query.
    private static final List<String> PARTS =
            List.of(
                    "",
                    "0",
                    "-1",
                    "4294967296",
                    "9223372036854775808",
                    "%00",
                    "%2F..%2F..%2Fetc",
                    "..",
                    ".",
                    "%FF%FE",
                    "%E2%82%AC",
                    "%",
                    "%zz",
                    "a;b=c",
                    "x".repeat(3_000));

    private static final Pattern VALUE =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"(?!\\s*:)|-?\\d[\\d.eE+-]*|true|false|null");
    private static final Pattern PART = Pattern.compile("[^/?&=]+");

    private final Random random;
    private final HostileBytes bytes;

    HostileRequest(long seed) {
        this.random = new Random(seed);
        this.bytes = new HostileBytes(seed);
    }

    /// One variation, to be sent as it is.
    ///
    /// @param isHttp whether it still follows RFC 9112, so that an answer is due
    record Variation(String text, boolean isHttp) {}

    Variation of(Request right) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return new Variation(hostile(right.head()) + right.body(), false);
        }
        return new Variation(changed(right, kind).text(), true);
    }

    private Request changed(Request right, int kind) {
        boolean hasBody = !right.body().isEmpty();
        if (kind <= 2) {
            return right.withTarget(replaceOne(PART, right.target(), PARTS));
        }
        if (kind == 3 || !hasBody) {
            return right.withHeaders(changeOne(right.headers()));
        }
        if (right.body().startsWith("{") && kind <= 7) {
            return right.withBody(replaceOne(VALUE, right.body(), VALUES));
        }
        return right.withBody(hostile(right.body()));
    }

    private String hostile(String text) {
        byte[] changed = bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
        return new String(changed, StandardCharsets.ISO_8859_1);
    }

    private String replaceOne(Pattern what, String text, List<String> by) {
        List<MatchResult> found = what.matcher(text).results().toList();
        if (found.isEmpty()) {
            return text;
        }
        MatchResult one = found.get(random.nextInt(found.size()));
        return text.substring(0, one.start())
                + by.get(random.nextInt(by.size()))
                + text.substring(one.end());
    }

    /// Leaves one header out, sends it twice, or says something else in it.
    private List<String> changeOne(List<String> headers) {
        List<String> changed = new ArrayList<>(headers);
        int index = random.nextInt(changed.size());
        String header = changed.get(index);
        switch (random.nextInt(4)) {
            case 0 -> changed.remove(index);
            case 1 -> changed.add(header);
            case 2 -> changed.set(index, header.replaceFirst(":.*", ": nothing you know"));
            default -> changed.set(index, mixed(header));
        }
        return changed;
    }

    private String mixed(String header) {
        int colon = header.indexOf(':');
        List<String> letters = new ArrayList<>(List.of(header.substring(colon + 1).split("")));
        Collections.shuffle(letters, random);
        return header.substring(0, colon + 1) + String.join("", letters);
    }
}
