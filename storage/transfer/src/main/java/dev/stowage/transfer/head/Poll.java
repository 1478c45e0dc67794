package dev.stowage.transfer.head;

import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierId;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.ServedCarrier;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.transfer.carrier.AccountCarriers;
import dev.stowage.transfer.flow.Deadline;
import dev.stowage.transfer.flow.TracedThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The same question to all suppliers of an account's head carriers. Each supplier answers once,
/// for all the carriers that it serves.
///
/// @param <A> an answer
final class Poll<A> {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Set<FaultCode> TRY_AGAIN =
            Set.of(FaultCode.BUSY, FaultCode.SUPPLIER_AWAY, FaultCode.TIMED_OUT);

    private final AccountCarriers carriers;
    private final TracedThreads threads;
    private final Deadline deadline;
    private final Function<ServedCarrier, A> question;
    private final Map<SupplierId, List<ServedCarrier>> bySupplier = new LinkedHashMap<>();
    private final BlockingQueue<Reply<A>> replies = new LinkedBlockingQueue<>();
    private final List<A> answers = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final int asked;

    /// @param question may throw a fault; is asked again when that says that the supplier is away
    ///   or busy
    Poll(
            Layout layout,
            AccountCarriers carriers,
            TracedThreads threads,
            Deadline deadline,
            Function<ServedCarrier, A> question) {
        this.carriers = carriers;
        this.threads = threads;
        this.deadline = deadline;
        this.question = question;
        this.asked = layout.headCarriers();
        List<CarrierId> wanted = new ArrayList<>();
        for (int position = 0; position < asked; position++) {
            wanted.add(layout.carrier(position, BlockNumber.FIRST));
        }
        Map<CarrierId, ServedCarrier> serving = carriers.serving(wanted);
        for (CarrierId carrier : wanted) {
            ServedCarrier served = serving.get(carrier);
            if (served == null) {
                failures.add("carrier %s: nobody serves it".formatted(carrier));
            } else {
                bySupplier.computeIfAbsent(served.supplier(), _ -> new ArrayList<>()).add(served);
            }
        }
    }

    /// Asks all, and goes on as soon as enough carriers have answered.
    ///
    /// @return the answers until then
    /// @throws Fault `too-few-suppliers` when that is out of reach or the deadline has passed
    List<A> answersOf(int needed, String purpose) throws InterruptedException {
        for (List<ServedCarrier> served : bySupplier.values()) {
            threads.start(() -> replies.add(ask(served)));
        }
        int heard = 0;
        int open = bySupplier.size();
        while (heard < needed) {
            Reply<A> reply =
                    open == 0
                            ? null
                            : replies.poll(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS);
            if (reply == null) {
                throw tooFew(needed, heard, purpose);
            }
            open--;
            if (reply.answer == null) {
                failures.add(reply.text());
            } else {
                answers.add(reply.answer);
                heard += reply.carriers.size();
            }
        }
        return answers;
    }

    private Fault tooFew(int needed, int heard, String purpose) {
        return new Fault(
                        FaultCode.TOO_FEW_SUPPLIERS,
                        "%s needs %d of %d carriers, %d answered; failed: %s"
                                .formatted(
                                        purpose,
                                        needed,
                                        asked,
                                        heard,
                                        failures.isEmpty()
                                                ? "none, but time is up"
                                                : String.join("; ", failures)))
                .with("needed", needed)
                .with("stored", heard)
                .with("failed", List.copyOf(failures));
    }

    private Reply<A> ask(List<ServedCarrier> served) {
        Duration pause = FIRST_PAUSE;
        ServedCarrier supplier = served.getFirst();
        while (true) {
            try {
                return new Reply<>(served, question.apply(supplier), null);
            } catch (Fault fault) {
                boolean goesOn =
                        TRY_AGAIN.contains(fault.code())
                                && deadline.nanosLeft() > pause.toNanos()
                                && !Thread.currentThread().isInterrupted();
                if (!goesOn) {
                    return new Reply<>(served, null, fault);
                }
            } catch (RuntimeException unexpected) {
                return new Reply<>(
                        served,
                        null,
                        new Fault(FaultCode.INTERNAL, unexpected.toString(), unexpected));
            }
            try {
                Thread.sleep(pause);
                supplier = lookAgain(supplier);
            } catch (InterruptedException calledOff) {
                return new Reply<>(served, null, new Fault(FaultCode.TIMED_OUT, "was called off"));
            }
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
    }

    private ServedCarrier lookAgain(ServedCarrier before) {
        Set<CarrierId> carrier = Set.of(before.carrier());
        carriers.doubt(carrier);
        ServedCarrier now = carriers.serving(carrier).get(before.carrier());
        return now == null ? before : now;
    }

    /// What a supplier said for its carriers: an answer or a fault.
    private record Reply<A>(
            List<ServedCarrier> carriers, @Nullable A answer, @Nullable Fault fault) {

        String text() {
            return "supplier %s for carriers %s: %s"
                    .formatted(
                            carriers.getFirst().supplier(),
                            carriers.stream().map(ServedCarrier::carrier).toList(),
                            fault == null ? "nothing" : fault.getMessage());
        }
    }
}
