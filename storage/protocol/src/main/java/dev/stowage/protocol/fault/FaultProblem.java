package dev.stowage.protocol.fault;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/// A fault as problem details (RFC 9457) and back: `type, title, status, detail`, and beside them
/// `code`, `retryable` and the facts by name.
public final class FaultProblem {

    private static final String TYPE_PREFIX = "urn:stowage:fault:";
    private static final Set<String> STANDARD =
            Set.of("type", "title", "status", "detail", "instance", "code", "retryable");

    private FaultProblem() {}

    /// Whether a member of every problem has this name, so that no fact may have it.
    static boolean isReserved(String name) {
        return STANDARD.contains(name);
    }

    public static ProblemDetail toProblem(Fault fault) {
        FaultCode code = fault.code();
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        HttpStatusCode.valueOf(code.status()), fault.detail());
        problem.setType(URI.create(TYPE_PREFIX + code.wireName()));
        problem.setTitle(code.title());
        problem.setProperties(extensions(fault));
        return problem;
    }

    /// The members of the problem's JSON, for those that write it by hand.
    public static Map<String, Object> toMembers(Fault fault) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", TYPE_PREFIX + fault.code().wireName());
        members.put("title", fault.code().title());
        members.put("status", fault.code().status());
        members.put("detail", fault.detail());
        members.putAll(extensions(fault));
        return members;
    }

    private static Map<String, Object> extensions(Fault fault) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", fault.code().wireName());
        extensions.put("retryable", fault.code().retryable());
        extensions.putAll(fault.facts());
        return extensions;
    }

    /// @param members of the problem's JSON
    /// @param otherwise the code of a problem that is none of ours
    public static Fault ofProblem(Map<String, ?> members, FaultCode otherwise) {
        FaultCode code =
                FaultCode.ofWireName(String.valueOf(members.get("code"))).orElse(otherwise);
        Object detail = members.get("detail");
        Fault fault = new Fault(code, detail == null ? code.title() : String.valueOf(detail));
        for (Map.Entry<String, ?> member : members.entrySet()) {
            if (!isReserved(member.getKey()) && member.getValue() != null) {
                fault = fault.with(member.getKey(), member.getValue());
            }
        }
        return fault;
    }
}
