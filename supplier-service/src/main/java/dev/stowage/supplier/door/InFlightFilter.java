package dev.stowage.supplier.door;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.wire.BoundedRequest;
import dev.stowage.supplier.contract.Contract;
import dev.stowage.supplier.hosting.InFlight;
import dev.stowage.supplier.hosting.Supplier;
import dev.stowage.supplier.hosting.Suppliers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Admits a request before anything of its body is read: its length must be announced or small, and
/// there must be room for it. A batch of records must be of somebody who may store, and waits until
/// it is his turn.
final class InFlightFilter extends OncePerRequestFilter {

    private static final String API = "/supplier/";
    private static final String TICKET = InFlight.Ticket.class.getName();

    /// A body that is no batch of records is JSON and small.
    private static final int MAX_JSON_BYTES = 1 << 20;

    private final Suppliers suppliers;
    private final HandlerExceptionResolver faults;

    InFlightFilter(Suppliers suppliers, HandlerExceptionResolver faults) {
        this.suppliers = suppliers;
        this.faults = faults;
    }

    /// What the request holds.
    static InFlight.Ticket ticketOf(HttpServletRequest request) {
        if (request.getAttribute(TICKET) instanceof InFlight.Ticket ticket) {
            return ticket;
        }
        throw new IllegalStateException("this request was not admitted");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(API);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (InFlight.Ticket ticket = admit(request)) {
            request.setAttribute(TICKET, ticket);
            chain.doFilter(
                    isBatch(request) ? request : new BoundedRequest(request, MAX_JSON_BYTES),
                    response);
        } catch (Fault refused) {
            faults.resolveException(request, response, null, refused);
        }
    }

    private InFlight.Ticket admit(HttpServletRequest request) {
        long announced = request.getContentLengthLong();
        long limit = isBatch(request) ? RecordBatch.MAX_BYTES : MAX_JSON_BYTES;
        if (announced < 0 && isBatch(request)) {
            throw new Fault(
                    FaultCode.LENGTH_REQUIRED,
                    "a batch of records must announce its Content-Length");
        }
        if (announced > limit) {
            throw new Fault(
                            FaultCode.BODY_TOO_LARGE,
                            "a body has at most %d bytes here, announced are %d"
                                    .formatted(limit, announced))
                    .with("limit", limit)
                    .with("announced", announced);
        }
        long held = announced >= 0 ? announced : expected(request);
        Supplier supplier = suppliers.at(request.getLocalPort());
        if (isBatch(request)) {
            Contract contract = supplier.access().require(authorization(request), Scope.STORE);
            supplier.receiving().await(contract.account(), announced);
        }
        return supplier.inFlight().admit(held);
    }

    private static String authorization(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.AUTHORIZATION), "");
    }

    private static long expected(HttpServletRequest request) {
        return "GET".equals(request.getMethod()) || "DELETE".equals(request.getMethod())
                ? 0
                : MAX_JSON_BYTES;
    }

    private static boolean isBatch(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith(RecordBatch.MEDIA_TYPE);
    }
}
