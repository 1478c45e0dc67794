package dev.stowage.placement.api;

import dev.stowage.protocol.wire.BoundedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Ends the reading of bodies that are longer than any message of ours: the largest is a head with
/// its predecessor and the sets of carriers, by generation, that hold its blocks.
@Component
class BodyLimitFilter extends OncePerRequestFilter {

    static final int MAX_BYTES = 8 << 20;

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new BoundedRequest(request, MAX_BYTES), response);
    }
}
