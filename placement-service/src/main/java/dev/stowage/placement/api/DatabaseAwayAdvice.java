package dev.stowage.placement.api;

import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.fault.FaultProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Answers `busy` where the database cannot be had in time: the same request may succeed later.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseAwayAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAwayAdvice.class);

    @ExceptionHandler({
        TransactionException.class,
        TransientDataAccessException.class,
        DataAccessResourceFailureException.class
    })
    ResponseEntity<ProblemDetail> onAway(Exception away) {
        LOG.warn("the database cannot be had", away);
        Fault fault =
                new Fault(FaultCode.BUSY, "the database of placement cannot be had in time", away);
        return ResponseEntity.status(fault.code().status())
                .header(HttpHeaders.RETRY_AFTER, "1")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(FaultProblem.toProblem(fault));
    }
}
