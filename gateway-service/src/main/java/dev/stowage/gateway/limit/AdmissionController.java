package dev.stowage.gateway.limit;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/// Lets a request in, or says at once that too much is in flight.
public final class AdmissionController extends OncePerRequestFilter {

    private static final String PLACE = AdmissionController.class.getName();

    private final RequestLimit limit;
    private final JsonMapper json = JsonMapper.builder().build();

    public AdmissionController(RequestLimit limit) {
        this.limit = limit;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            limit.enter();
        } catch (Fault busy) {
            refuse(response, busy);
            return;
        }
        request.setAttribute(PLACE, true);
        try {
            chain.doFilter(request, response);
        } finally {
            giveBack(request);
        }
    }

    private void giveBack(HttpServletRequest request) {
        if (request.getAttribute(PLACE) != null) {
            request.removeAttribute(PLACE);
            limit.leave();
        }
    }

    /// Gives a request's place to others before it has ended: what it does from now on has a limit
    /// of its own.
    public void leaveEarly(HttpServletRequest request) {
        giveBack(request);
    }

    private void refuse(HttpServletResponse response, Fault busy) throws IOException {
        response.setStatus(busy.code().status());
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), FaultProblem.toMembers(busy));
    }
}
