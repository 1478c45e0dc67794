package dev.stowage.gateway.limit;

import dev.stowage.protocol.customer.StowageApi;
import dev.stowage.protocol.wire.BoundedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Ends the reading of messages that are longer than any that makes sense. Files may be of any
/// length; they are never held here.
public final class BodyLimitFilter extends OncePerRequestFilter {

    private static final int MAX_BYTES = 64 << 10;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(StowageApi.FILES);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new BoundedRequest(request, MAX_BYTES), response);
    }
}
