package dev.stowage.verification.endpoint;

import dev.stowage.verification.endpoint.HostileRequest.Variation;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Sends a service thousands of variations of right requests: path, query, headers, JSON, bytes.
///
/// Each must be answered: with success, or with a problem whose code is known and which does not
/// say that the service is broken. What is no HTTP any more may also be hung up on, and `HEAD` has
/// no body to say it in.
public final class EndpointTrial {

    private static final int MOST_FAILURES = 5;
    private static final int MOST_SHOWN = 600;
    private static final int BROKEN = 500;

    private final URI service;
    private final Set<String> codes;

    /// @param codes that may be answered; not the one that says that the service is broken
    public EndpointTrial(URI service, Set<String> codes) {
        this.service = service;
        this.codes = Set.copyOf(codes);
    }

    /// @return failures with their seeds, one line each; none if all is well
    public List<String> run(Request right, long firstSeed, int seeds) throws IOException {
        List<String> failures = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            Variation variation = new HostileRequest(seed).of(right);
            PlainAnswer answer = PlainAnswer.to(variation.text(), service);
            boolean needsCode = variation.isHttp() && !right.method().equals("HEAD");
            if (!isRight(answer, needsCode)) {
                failures.add(
                        "seed %d: %s%n  was answered %s"
                                .formatted(seed, cut(variation.text()), shown(answer)));
            }
            if (failures.size() == MOST_FAILURES) {
                break;
            }
        }
        return failures;
    }

    private boolean isRight(PlainAnswer answer, boolean needsCode) {
        return answer.isSuccess()
                || answer.code().filter(codes::contains).isPresent()
                || (!needsCode && answer.status() != BROKEN);
    }

    private static String shown(PlainAnswer answer) {
        return cut(answer.head() + "\n" + answer.body());
    }

    private static String cut(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + " …";
    }
}
