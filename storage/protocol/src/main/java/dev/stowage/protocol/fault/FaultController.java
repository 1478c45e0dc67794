package dev.stowage.protocol.fault;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// Answers every failure of a service with problem details. A failure in the middle of an answer is
/// passed on, so that the connection is cut: a part must never look like the whole.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class FaultController {

    private static final Logger LOG = LoggerFactory.getLogger(FaultController.class);
    private static final String RETRY_SECONDS = "retryAfterSeconds";
    private static final int FIRST_SERVER_STATUS = 500;
    private static final String FAULT = FaultController.class.getName() + ".fault";

    private final FaultLog faults = new FaultLog(LOG, System::nanoTime);

    /// The fault that a request failed with, for those that answer when the container has given it
    /// up before an answer could be written: that is so when a body breaks off.
    public static Optional<Fault> faultOf(HttpServletRequest request) {
        return Optional.ofNullable((Fault) request.getAttribute(FAULT));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onFault(
            Fault fault, HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(FAULT, fault);
        if (fault.code().status() >= FIRST_SERVER_STATUS) {
            faults.warn(fault);
        } else {
            LOG.debug("{}", fault.getMessage());
        }
        if (response.isCommitted()) {
            throw fault;
        }
        return answer(fault);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onUnreadable(HttpMessageNotReadableException unreadable) {
        for (Throwable each = unreadable; each != null; each = each.getCause()) {
            if (each instanceof Fault fault) {
                return answer(fault);
            }
        }
        Throwable cause = unreadable.getMostSpecificCause();
        return answer(
                new Fault(
                        FaultCode.INVALID_REQUEST,
                        unreadable.getCause() == null
                                ? "The body is missing"
                                : "The body cannot be read: " + firstLine(cause)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onMismatch(MethodArgumentTypeMismatchException mismatch) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(mismatch);
        return answer(
                new Fault(
                        FaultCode.INVALID_REQUEST,
                        "%s cannot be read: %s".formatted(mismatch.getName(), firstLine(cause))));
    }

    /// Tomcat's: something in the query is not percent-encoded UTF-8.
    @ExceptionHandler
    ResponseEntity<ProblemDetail> onInvalidParameter(InvalidParameterException invalid) {
        LOG.debug("{}", invalid.getMessage());
        return answer(
                new Fault(
                        FaultCode.INVALID_REQUEST,
                        "The query cannot be read: it is not percent-encoded UTF-8"));
    }

    /// The client went away: there is nobody to answer.
    @ExceptionHandler
    void onClientGone(AsyncRequestNotUsableException gone) {
        LOG.debug("client gone: {}", gone.getMessage());
    }

    @ExceptionHandler
    @Nullable ResponseEntity<ProblemDetail> onBrokenConnection(IOException broken) {
        LOG.debug("connection broken: {}", broken.getMessage());
        return null;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onMissingHeader(MissingRequestHeaderException missing) {
        return missing.getHeaderName().equalsIgnoreCase(HttpHeaders.AUTHORIZATION)
                ? answer(
                        new Fault(
                                FaultCode.UNAUTHENTICATED,
                                "authorize with \"Bearer\" and a token, or with \"Basic\""))
                : answerStandard(missing);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onAnything(Exception failure, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            throw failure;
        }
        if (failure instanceof ErrorResponse refusal
                && refusal.getStatusCode().is4xxClientError()) {
            return answerStandard(refusal);
        }
        LOG.error("unexpected failure", failure);
        return answer(
                new Fault(
                        FaultCode.INTERNAL,
                        "Something went wrong here; the log of this service has the details under the trace id of this request."));
    }

    /// Spring's own refusals (no such path, wrong method, missing parameter), with a code of ours.
    private static ResponseEntity<ProblemDetail> answerStandard(ErrorResponse refusal) {
        HttpStatusCode status = refusal.getStatusCode();
        ProblemDetail problem = refusal.getBody();
        FaultCode code =
                switch (status.value()) {
                    case 404 -> FaultCode.NOT_FOUND;
                    case 413 -> FaultCode.BODY_TOO_LARGE;
                    default -> FaultCode.INVALID_REQUEST;
                };
        problem.setProperty("code", code.wireName());
        problem.setProperty("retryable", code.retryable());
        return ResponseEntity.status(status)
                .headers(refusal.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ResponseEntity<ProblemDetail> answer(Fault fault) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(fault.code().status())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (fault.code().retryable()) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter(fault)));
        }
        if (fault.code().status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer", "Basic realm=\"stowage\"");
        }
        return answer.body(FaultProblem.toProblem(fault));
    }

    /// Seconds after which it is worth another try: as the fault says, or one.
    private static long retryAfter(Fault fault) {
        return fault.facts().get(RETRY_SECONDS) instanceof Number seconds ? seconds.longValue() : 1;
    }

    private static String firstLine(Throwable cause) {
        return Objects.toString(cause.getMessage(), cause.getClass().getSimpleName())
                .lines()
                .findFirst()
                .orElse("");
    }
}
