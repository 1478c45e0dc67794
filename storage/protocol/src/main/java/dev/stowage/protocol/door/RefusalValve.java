package dev.stowage.protocol.door;

import dev.stowage.protocol.customer.StowageApi;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.fault.FaultController;
import dev.stowage.protocol.fault.FaultProblem;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Answers what Tomcat refuses by itself: a path that cannot be decoded, a body that breaks off.
final class RefusalValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalValve.class);

    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAILURE = 500;
    private static final String PROBLEM = "application/problem+json";

    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < FIRST_REFUSAL
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        Fault fault = FaultController.faultOf(request).orElseGet(() -> fault(request, response));
        try {
            response.setStatus(fault.code().status());
            response.setContentType(PROBLEM);
            byte[] body = json.writeValueAsBytes(FaultProblem.toMembers(fault));
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("a refusal could not be sent: {}", gone.getMessage());
        }
    }

    private static Fault fault(Request request, Response response) {
        String uri = String.valueOf(request.getRequestURI());
        return switch (response.getStatus()) {
            case 400 ->
                    isPath(uri)
                            ? new Fault(
                                    FaultCode.INVALID_PATH,
                                    "the path cannot be read: it is percent-encoded UTF-8 without NUL, its parts are not empty, . or ..")
                            : new Fault(FaultCode.INVALID_REQUEST, "the request cannot be read");
            case 404 -> new Fault(FaultCode.NOT_FOUND, "there is nothing at this address");
            case 408 ->
                    new Fault(
                            FaultCode.BODY_INCOMPLETE,
                            "nothing more of the request came, and it is waited for no longer");
            case 501, 505 ->
                    new Fault(
                            FaultCode.INVALID_REQUEST,
                            "HTTP/1.1 is spoken here, with bodies of a length or in chunks");
            case 413 -> new Fault(FaultCode.BODY_TOO_LARGE, "the body is larger than allowed");
            default ->
                    response.getStatus() < FIRST_FAILURE
                            ? new Fault(
                                    FaultCode.INVALID_REQUEST,
                                    "the request was refused with status " + response.getStatus())
                            : new Fault(FaultCode.INTERNAL, "something went wrong at the door");
        };
    }

    private static boolean isPath(String uri) {
        return uri.startsWith(StowageApi.FILES) || uri.startsWith("/v1/folders/");
    }
}
