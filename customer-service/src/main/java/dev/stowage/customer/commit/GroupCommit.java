package dev.stowage.customer.commit;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.NumberPool;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Packer.Packed;
import dev.stowage.customer.commit.Proposal.Disposal;
import dev.stowage.customer.commit.Proposal.Removal;
import dev.stowage.customer.commit.Proposal.Restoration;
import dev.stowage.customer.commit.Proposal.Small;
import dev.stowage.customer.commit.Proposal.Stored;
import dev.stowage.customer.window.Window;
import dev.stowage.customer.work.Coders;
import dev.stowage.customer.work.Steps;
import dev.stowage.format.account.AccountFile;
import dev.stowage.format.account.AccountFileWriter;
import dev.stowage.format.account.Catalogue;
import dev.stowage.format.account.Chain;
import dev.stowage.format.account.Change;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.BlockRange;
import dev.stowage.format.layout.Layout;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.HeadSwap.CarrierGeneration;
import dev.stowage.transfer.carrier.Carriers;
import dev.stowage.transfer.spread.Spread;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;

/// One commit of many changes of one account: fill blocks → encode → sign → spread → record → swap
/// head.
public final class GroupCommit {

    private static final int TRIES = 20;

    private final Coders coders;
    private final Spread spread;
    private final Hands hands;
    private final HeadSwapper swapper;
    private final Window window;
    private final Steps steps;

    /// @param window of the blocks that commits fill
    public GroupCommit(
            Coders coders,
            Spread spread,
            Carriers carriers,
            HeadSwapper swapper,
            Window window,
            Steps steps) {
        this.coders = coders;
        this.spread = spread;
        this.hands = new Hands(carriers);
        this.swapper = swapper;
        this.window = window;
        this.steps = steps;
    }

    /// Commits what may be. Only one thread at a time may commit for an account.
    ///
    /// @return keeps the head and answers the tickets that are not answered yet: may be run beside
    ///   the next commit, must be run
    Runnable commit(OpenAccount account, List<Ticket> tickets) {
        try {
            return new Group(account, tickets).commit();
        } catch (Fault fault) {
            commitOneByOne(account, tickets, fault);
        } catch (RuntimeException failure) {
            refuse(tickets, failure);
        } catch (Error broken) {
            refuse(tickets, new IllegalStateException("a commit broke off", broken));
            throw broken;
        }
        return () -> {};
    }

    /// What does not fit together may fit alone.
    private void commitOneByOne(OpenAccount account, List<Ticket> tickets, Fault fault) {
        List<Ticket> open = tickets.stream().filter(Ticket::isOpen).toList();
        if (fault.code() == FaultCode.QUOTA_EXCEEDED && open.size() > 1) {
            open.forEach(ticket -> commit(account, List.of(ticket)).run());
        } else {
            refuse(tickets, fault);
        }
    }

    private static void refuse(List<Ticket> tickets, RuntimeException reason) {
        tickets.forEach(ticket -> ticket.refuse(reason));
    }

    static Fault numbersLost(OpenAccount account) {
        return new Fault(
                FaultCode.HEAD_CONFLICT,
                "block numbers of account %s were closed by another service: send it again"
                        .formatted(account.number()));
    }

    /// The work of one commit.
    private final class Group {

        private final OpenAccount account;
        private final List<Ticket> tickets;
        private final NumberPool numbers;
        private final Packer packer;
        private final List<Packer.Filling> fillings;
        private final TakenNumbers taken;
        private List<Packed> packed = List.of();
        private Optional<List<CarrierGeneration>> packedOn = Optional.empty();

        Group(OpenAccount account, List<Ticket> tickets) {
            this.account = account;
            this.tickets = tickets;
            this.numbers = account.numbers();
            this.taken = new TakenNumbers(numbers);
            AccountHead head = account.known().head();
            this.packer =
                    new Packer(account.number(), taken, head.blockSizes(), head.compression());
            this.fillings = packer.plan(small());
        }

        Runnable commit() {
            steps.note("changes", tickets.size());
            try (taken;
                    Window.Permit _ = window.take(Packer.footprint(fillings))) {
                account.requireCurrentKeys();
                packed = steps.take("encode", this::pack);
                return commitOnNewest();
            }
        }

        private Runnable commitOnNewest() {
            AccountState base = account.known();
            boolean newest = false;
            for (int left = TRIES; ; left--) {
                settleNumbers(base.head());
                Admission admission = admit(base);
                if (!newest && !admission.refused().isEmpty()) {
                    base = account.resolveStrictly();
                    newest = true;
                    continue;
                }
                admission.refused().forEach(Ticket::refuse);
                try {
                    AccountState current =
                            admission.changes().isEmpty()
                                    ? base
                                    : spreadAndSwap(base, admission.changes());
                    return () -> keep(current, admission.outcomes());
                } catch (Fault fault) {
                    base = newerAfter(fault, base, left);
                    newest = true;
                }
            }
        }

        private void keep(AccountState current, Map<Ticket, Committed> outcomes) {
            if (outcomes.isEmpty()) {
                return;
            }
            try {
                swapper.keep(account, current);
                outcomes.forEach(Ticket::accept);
            } catch (RuntimeException failure) {
                refuse(List.copyOf(outcomes.keySet()), failure);
            } catch (Error broken) {
                refuse(
                        List.copyOf(outcomes.keySet()),
                        new IllegalStateException("a commit broke off", broken));
                throw broken;
            }
        }

        /// Blocks whose numbers another writer has closed must not be named any more: those that
        /// are still in memory get other numbers.
        private void settleNumbers(AccountHead base) {
            numbers.settle(base.openRanges());
            boolean lost =
                    packed.stream()
                            .anyMatch(
                                    each ->
                                            !numbers.holds(
                                                    each.block().reference().address().block()));
            if (lost) {
                packed = steps.take("encode", this::pack);
                packedOn = Optional.empty();
            }
            for (Ticket ticket : tickets) {
                if (ticket.proposal() instanceof Stored file && !isHeld(file.entry())) {
                    ticket.refuse(numbersLost(account));
                }
            }
        }

        private boolean isHeld(FileEntry file) {
            return file.runs().stream()
                    .allMatch(run -> numbers.holds(run.block().address().block()));
        }

        private Admission admit(AccountState base) {
            Admission admission = new Admission(base.catalogue());
            for (Ticket ticket : tickets) {
                if (ticket.isOpen()) {
                    admission.consider(ticket, entry(ticket.proposal()));
                }
            }
            return admission;
        }

        private AccountState spreadAndSwap(AccountState base, List<Change> changes) {
            requireReadable(base.file().chain());
            Shipment shipment = new Shipment(account, spread, steps);
            packedOn.ifPresentOrElse(
                    shipment::note, () -> packed.forEach(each -> shipment.load(each.block())));
            int linksFrom = taken.count();
            AccountFile file = record(base, changes, shipment);
            shipment.send();
            packedOn = Optional.of(shipment.generations());
            stored().forEach(each -> shipment.note(each.generations()));
            List<BlockRange> open = numbers.openRanges(base.head().openRanges());
            if (!taken.areHeldFrom(linksFrom)) {
                throw numbersLost(account);
            }
            AccountHead next =
                    base.head()
                            .next(file.chain().first(), open)
                            .naming(layoutsOf(base.head(), changes));
            AccountState now = swapper.swap(account, base, next, file, shipment.generations());
            account.freed()
                    .committed(file.chain(), freedBy(base.catalogue(), file.catalogue(), changes));
            return now;
        }

        private void requireReadable(Chain chain) {
            if (chain.isFull()) {
                throw new Fault(
                                FaultCode.BUSY,
                                "the account file of account %s waits for a snapshot: %s"
                                        .formatted(account.number(), chain))
                        .with("links", chain.deltaLinks());
            }
        }

        /// Bytes of the versions that are there no more.
        private static long freedBy(Catalogue base, Catalogue now, List<Change> changes) {
            return changes.stream()
                    .map(Change::path)
                    .distinct()
                    .flatMap(path -> Versions.gone(path, base, now))
                    .mapToLong(FileEntry::size)
                    .sum();
        }

        /// Those of the files that come.
        private static List<Layout> layoutsOf(AccountHead base, List<Change> changes) {
            SequencedSet<Layout> layouts = new LinkedHashSet<>(base.layouts());
            for (Change change : changes) {
                if (change instanceof Change.Put(FileEntry file) && !file.runs().isEmpty()) {
                    layouts.add(file.layout());
                }
            }
            if (layouts.size() > 1 + AccountHead.MAX_FURTHER_LAYOUTS) {
                throw new Fault(
                                FaultCode.INVALID_LAYOUT,
                                "the files of an account have %d layouts at most"
                                        .formatted(1 + AccountHead.MAX_FURTHER_LAYOUTS))
                        .with("layouts", layouts.size());
            }
            return List.copyOf(layouts);
        }

        private AccountFile record(AccountState base, List<Change> changes, Shipment shipment) {
            return steps.take(
                    "record",
                    () ->
                            coders.codeHere(
                                    codec ->
                                            new AccountFileWriter(
                                                            account.number(),
                                                            account.keys().accountFileKey(),
                                                            base.head().accountFileLayout(),
                                                            codec,
                                                            taken)
                                                    .write(base.file(), changes, shipment::load)));
        }

        /// The state to try again on.
        ///
        /// @throws Fault the same if trying again is of no use
        private AccountState newerAfter(Fault fault, AccountState base, int left) {
            boolean changedHands = fault.code() == FaultCode.GENERATION_CHANGED;
            boolean numberUsed = fault.code() == FaultCode.NUMBER_USED;
            boolean raced = fault.code() == FaultCode.HEAD_CONFLICT;
            if (left == 0 || !(changedHands || numberUsed || raced)) {
                throw account.reason(fault);
            }
            if (numberUsed) {
                taken.distrust();
            }
            steps.note("conflicts", 1);
            if (changedHands) {
                hands.forget(base.head());
                packedOn = Optional.empty();
                refuseOutdated(fault, base.head());
            }
            return account.resolveStrictly();
        }

        /// The bytes of stored blocks are gone from memory: their owner must send them again.
        private void refuseOutdated(Fault fault, AccountHead head) {
            for (Ticket ticket : tickets) {
                if (ticket.proposal() instanceof Stored file
                        && !hands.areCurrent(head, file.generations())) {
                    ticket.refuse(fault);
                }
            }
        }

        private List<Small> small() {
            return tickets.stream()
                    .map(Ticket::proposal)
                    .filter(Small.class::isInstance)
                    .map(Small.class::cast)
                    .toList();
        }

        private List<Packed> pack() {
            return fillings.isEmpty()
                    ? List.of()
                    : coders.code(
                            codec ->
                                    fillings.stream()
                                            .map(filling -> packer.fill(filling, codec))
                                            .toList());
        }

        private Optional<FileEntry> entry(Proposal proposal) {
            return switch (proposal) {
                case Stored stored -> Optional.of(stored.entry());
                case Removal _, Restoration _, Disposal _ -> Optional.empty();
                case Small small ->
                        packed.stream()
                                .map(each -> each.entries().get(small.draft().version()))
                                .filter(Objects::nonNull)
                                .findFirst();
            };
        }

        private List<Stored> stored() {
            return tickets.stream()
                    .filter(Ticket::isOpen)
                    .map(Ticket::proposal)
                    .filter(Stored.class::isInstance)
                    .map(Stored.class::cast)
                    .toList();
        }
    }
}
