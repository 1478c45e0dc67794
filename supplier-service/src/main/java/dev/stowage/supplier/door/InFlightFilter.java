package dev.stowage.supplier.door;

import dev.stowage.format.live.SignedLiveSet;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.supplier.LiveSetKept;
import dev.stowage.protocol.supplier.RecordBatch;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.RebuildOrder;
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
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Admits a request before anything of its body is read: its length must be announced or small, and
/// there must be room for it. A batch of records must be of somebody who may store, and waits until
/// it is his turn.
final class InFlightFilter extends OncePerRequestFilter {

    private static final String API = "/supplier/";
    private static final List<String> OF_OPERATOR =
            Stream.of("customers", "exit", "maintenance", "scrub", "space", "volumes")
                    .map(room -> API + "v1/" + room)
                    .toList();

    private static final String TICKET = InFlight.Ticket.class.getName();

    /// A body that is neither records nor a live set is JSON and small.
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
                    mustAnnounce(request) ? request : new BoundedRequest(request, MAX_JSON_BYTES),
                    response);
        } catch (Fault refused) {
            faults.resolveException(request, response, null, refused);
        }
    }

    private InFlight.Ticket admit(HttpServletRequest request) {
        long announced = request.getContentLengthLong();
        long limit = limit(request);
        if (announced < 0 && mustAnnounce(request)) {
            throw new Fault(
                    FaultCode.LENGTH_REQUIRED,
                    "records and live sets must announce their Content-Length");
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
        if (!isOfOperator(request)) {
            supplier.maintenance().requireOpen();
        }
        if (isBatch(request)) {
            Contract contract = storing(supplier, request);
            supplier.receiving().await(contract.account(), announced);
        }
        return supplier.inFlight().admit(held);
    }

    /// For whom records come: an account brings them itself, or a supplier by an order.
    private static Contract storing(Supplier supplier, HttpServletRequest request) {
        String order = request.getHeader(RebuildOrder.HEADER);
        return order == null
                ? supplier.access().require(authorization(request), Scope.STORE)
                : supplier.customers()
                        .require(
                                supplier.access()
                                        .requireRebuild(authorization(request), order)
                                        .account());
    }

    private static String authorization(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.AUTHORIZATION), "");
    }

    private static long expected(HttpServletRequest request) {
        return "GET".equals(request.getMethod()) || "DELETE".equals(request.getMethod())
                ? 0
                : MAX_JSON_BYTES;
    }

    private static long limit(HttpServletRequest request) {
        if (isBatch(request)) {
            return RecordBatch.MAX_BYTES;
        }
        return isLiveSet(request) ? SignedLiveSet.MAX_BYTES : MAX_JSON_BYTES;
    }

    private static boolean mustAnnounce(HttpServletRequest request) {
        return isBatch(request) || isLiveSet(request);
    }

    /// Answered during maintenance, too.
    private static boolean isOfOperator(HttpServletRequest request) {
        String path = request.getRequestURI();
        return OF_OPERATOR.stream().anyMatch(path::startsWith);
    }

    private static boolean isBatch(HttpServletRequest request) {
        return isOf(RecordBatch.MEDIA_TYPE, request);
    }

    private static boolean isLiveSet(HttpServletRequest request) {
        return isOf(LiveSetKept.MEDIA_TYPE, request);
    }

    private static boolean isOf(String mediaType, HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith(mediaType);
    }
}
