package dev.stowage.protocol.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A failure that a caller can act on: a code, a sentence with numbers, and the same numbers as
/// facts.
///
/// It crosses the wire as problem details (RFC 9457) and comes back as the same fault.
public final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final FaultCode code;
    private final transient Map<String, Object> facts;

    public Fault(FaultCode code, String detail) {
        this(code, detail, Map.of(), null);
    }

    public Fault(FaultCode code, String detail, @Nullable Throwable cause) {
        this(code, detail, Map.of(), cause);
    }

    private Fault(
            FaultCode code, String detail, Map<String, Object> facts, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /// The same fault with one more fact.
    ///
    /// @param name none that every problem has: `code`, `detail`, …
    /// @param value a string, a number, a boolean, or a list of these
    public Fault with(String name, Object value) {
        if (FaultProblem.isReserved(name)) {
            throw new IllegalArgumentException("no fact is called " + name);
        }
        Map<String, Object> more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Fault(code, detail(), more, getCause() == null ? this : getCause());
    }

    public FaultCode code() {
        return code;
    }

    /// What happened, with numbers, and what to do.
    public String detail() {
        return String.valueOf(super.getMessage());
    }

    /// The numbers of [#detail], by name.
    public Map<String, Object> facts() {
        return facts;
    }

    /// Code, detail and facts in one line, for logs.
    @Override
    public String getMessage() {
        return code.wireName() + ": " + detail() + (facts.isEmpty() ? "" : " " + facts);
    }
}
