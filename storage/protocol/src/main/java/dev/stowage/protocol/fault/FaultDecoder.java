package dev.stowage.protocol.fault;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResponseErrorHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Turns a failed answer back into the fault that it was on the other side.
public final class FaultDecoder implements ResponseErrorHandler {

    private static final int MAX_PROBLEM_BYTES = 256 << 10;
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.builder().build();
    private final FaultCode otherwise;

    /// @param otherwise the code of an answer that is no problem of ours
    public FaultDecoder(FaultCode otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public boolean hasError(ClientHttpResponse response) throws IOException {
        return response.getStatusCode().isError();
    }

    @Override
    public void handleError(URI url, HttpMethod method, ClientHttpResponse response)
            throws IOException {
        throw decode("%s %s".formatted(method, url), response);
    }

    /// @param request what was asked, for the error
    public Fault decode(String request, ClientHttpResponse response) throws IOException {
        byte[] body = response.getBody().readNBytes(MAX_PROBLEM_BYTES);
        try {
            return FaultProblem.ofProblem(json.readValue(body, MEMBERS), otherwise);
        } catch (JacksonException noProblem) {
            return new Fault(
                    otherwise,
                    "%s was answered %s without problem details"
                            .formatted(request, response.getStatusCode()));
        }
    }
}
