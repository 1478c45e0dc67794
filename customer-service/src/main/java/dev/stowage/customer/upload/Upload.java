package dev.stowage.customer.upload;

import dev.stowage.customer.account.AccountState;
import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Commits;
import dev.stowage.customer.commit.Committed;
import dev.stowage.customer.commit.Draft;
import dev.stowage.customer.commit.Precondition;
import dev.stowage.customer.commit.Proposal;
import dev.stowage.customer.commit.Seen;
import dev.stowage.customer.layout.FileWish;
import dev.stowage.customer.layout.Layouts;
import dev.stowage.customer.upload.BlocksInFlight.StoredRun;
import dev.stowage.customer.window.BlockFrame;
import dev.stowage.customer.window.BlockFrames;
import dev.stowage.customer.window.Window;
import dev.stowage.customer.work.Coders;
import dev.stowage.customer.work.Steps;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.block.EncodedBlock;
import dev.stowage.format.block.SignedBlock;
import dev.stowage.format.head.BlockSizes;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.run.RunCodec;
import dev.stowage.format.run.RunReference;
import dev.stowage.format.signature.Digest;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.spread.Spread;
import dev.stowage.transfer.spread.SpreadOutcome;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// UPLOAD: read → cut into runs → compress → encrypt → fill blocks → encode → sign → spread →
/// record → swap head → clear.
public final class Upload {

    private final BlockFrames frames;
    private final Window small;
    private final Coders coders;
    private final Workers workers;
    private final Spread spread;
    private final Commits commits;
    private final Layouts layouts;
    private final Allowance allowance;
    private final Steps steps;
    private final SecureRandom random;
    private final Clock clock;

    /// @param frames memory for the blocks of large files
    /// @param small window of the contents of small files
    public Upload(
            BlockFrames frames,
            Window small,
            Coders coders,
            Workers workers,
            Spread spread,
            Commits commits,
            Layouts layouts,
            Allowance allowance,
            Steps steps,
            SecureRandom random,
            Clock clock) {
        this.frames = frames;
        this.small = small;
        this.coders = coders;
        this.workers = workers;
        this.spread = spread;
        this.commits = commits;
        this.layouts = layouts;
        this.allowance = allowance;
        this.steps = steps;
        this.random = random;
        this.clock = clock;
    }

    /// Stores a file, in place of the one that was there. When it returns, the file is durable and
    /// current.
    ///
    /// @param wish how it is to be spread
    /// @throws dev.stowage.protocol.fault.Fault nothing is recorded then
    public Committed upload(
            OpenAccount account,
            FilePath path,
            FileWish wish,
            Precondition precondition,
            Body body) {
        Seen seen = Seen.now(account, path);
        Draft draft = draft(account, path, layouts.find(account, wish));
        int together = Math.min(blockSizes(account, draft).desired(), RunCodec.MAX_PLAIN_BYTES);
        if (body.announced().orElse(0) > together) {
            return uploadLarge(account, draft, precondition, seen, body, Start.NONE);
        }
        try (Start start = readStart(body, (int) body.announced().orElse(together))) {
            return body.isAtEnd()
                    ? uploadSmall(account, draft, precondition, seen, body, start.content)
                    : uploadLarge(account, draft, precondition, seen, body, start);
        }
    }

    /// The first bytes of a file that may be small.
    private record Start(ByteBuffer content, Optional<Window.Permit> held)
            implements AutoCloseable {

        static final Start NONE = new Start(ByteBuffer.allocate(0), Optional.empty());

        void moveTo(ByteBuffer target) {
            int count = Math.min(content.remaining(), target.remaining());
            target.put(content.slice(content.position(), count));
            content.position(content.position() + count);
        }

        @Override
        public void close() {
            held.ifPresent(Window.Permit::close);
        }
    }

    private Start readStart(Body body, int most) {
        Window.Permit held = small.take(most);
        try {
            ByteBuffer content = ByteBuffer.allocate(most);
            steps.run("read", () -> body.fill(content));
            return new Start(content.flip(), Optional.of(held));
        } catch (RuntimeException | Error failure) {
            held.close();
            throw failure;
        }
    }

    private static BlockSizes blockSizes(OpenAccount account, Draft draft) {
        return account.known().head().blockSizes().raisedFor(draft.layout());
    }

    private Draft draft(OpenAccount account, FilePath path, Layout layout) {
        FileKey key = account.keys().newFileKey();
        return new Draft(
                path,
                FileVersion.random(random),
                clock.instant(),
                key,
                account.keys().wrap(key),
                layout);
    }

    /// Blocks are filled, encoded, signed, spread and recorded together with others, by the commit.
    private Committed uploadSmall(
            OpenAccount account,
            Draft draft,
            Precondition precondition,
            Seen seen,
            Body body,
            ByteBuffer content) {
        Digest digest = body.finish();
        steps.note("bytes", content.remaining());
        Proposal proposal =
                content.hasRemaining()
                        ? new Proposal.Small(draft, precondition, seen, content, digest)
                        : new Proposal.Stored(
                                draft.entry(0, digest, List.of()), precondition, seen, List.of());
        return commits.commit(account, proposal);
    }

    private Committed uploadLarge(
            OpenAccount account,
            Draft draft,
            Precondition precondition,
            Seen seen,
            Body body,
            Start start) {
        requirePossible(account, draft, precondition, body);
        BlocksInFlight blocks = new BlocksInFlight(workers);
        Numbers numbers = new Numbers(account);
        try {
            read(account, draft, body, start, blocks, numbers);
            List<RunReference> runs = blocks.runs();
            Digest digest = body.finish();
            Proposal proposal =
                    new Proposal.Stored(
                            draft.entry(body.received(), digest, runs),
                            precondition,
                            seen,
                            blocks.generations());
            return commits.commit(account, proposal);
        } finally {
            blocks.settle();
            numbers.decide();
        }
    }

    /// What can be refused before anything is read should be.
    private void requirePossible(
            OpenAccount account, Draft draft, Precondition precondition, Body body) {
        account.requireOpen();
        AccountState current = account.known();
        precondition.require(draft.path(), current.catalogue().find(draft.path()));
        if (body.announced().isPresent()) {
            allowance.require(account, draft.layout(), body.announced().getAsLong());
        }
    }

    private void read(
            OpenAccount account,
            Draft draft,
            Body body,
            Start start,
            BlocksInFlight blocks,
            Numbers numbers) {
        int blockBytes = blockSizes(account, draft).maximum();
        while (!blocks.hasFailed() && (start.content.hasRemaining() || !body.isAtEnd())) {
            BlockFrame frame = steps.take("window", () -> frames.take(draft.layout(), blockBytes));
            boolean started = false;
            try {
                ByteBuffer plain = frame.plain();
                start.moveTo(plain);
                if (!start.content.hasRemaining()) {
                    start.close();
                    steps.run("read", () -> body.fill(plain));
                }
                steps.note("bytes", plain.position());
                BlockNumber number = numbers.take();
                blocks.start(() -> store(account, draft, frame, plain.flip(), number));
                started = true;
            } finally {
                if (!started) {
                    frame.close();
                }
            }
        }
    }

    private StoredRun store(
            OpenAccount account,
            Draft draft,
            BlockFrame frame,
            ByteBuffer plain,
            BlockNumber number) {
        SpreadOutcome outcome;
        Coded coded;
        try {
            coded = coders.code(codec -> code(account, draft, frame, plain, number, codec));
            outcome =
                    steps.take(
                            "spread",
                            () -> spread.spread(List.of(coded.signed()), account.access()));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NUMBER_USED) {
                account.numbers().distrust(number);
            }
            frame.close();
            throw account.reason(fault);
        } catch (RuntimeException | Error failure) {
            frame.close();
            throw failure;
        }
        var _ = outcome.released().whenComplete((_, _) -> frame.close());
        return new StoredRun(coded.run(), outcome.generations());
    }

    private record Coded(SignedBlock signed, RunReference run) {}

    private Coded code(
            OpenAccount account,
            Draft draft,
            BlockFrame frame,
            ByteBuffer plain,
            BlockNumber number,
            RunCodec codec) {
        Address address = new Address(account.number(), number, draft.layout().group());
        boolean compress = account.known().head().compression();
        int plainLength = plain.remaining();
        int length =
                steps.take(
                        "encrypt",
                        () ->
                                codec.writeRun(
                                        plain,
                                        compress,
                                        draft.key(),
                                        address,
                                        0,
                                        frame.block().content()));
        EncodedBlock encoded = steps.take("encode", () -> frame.block().encode(address, length));
        SignedBlock signed =
                steps.take(
                        "sign",
                        () ->
                                EncodedBlock.sign(List.of(encoded), account.keys().recordKey())
                                        .getFirst());
        BlockReference reference = encoded.reference();
        return new Coded(signed, new RunReference(reference, 0, length, plainLength));
    }

    /// The block numbers that one upload took.
    private final class Numbers {

        private final OpenAccount account;
        private final List<BlockNumber> taken = new ArrayList<>();

        Numbers(OpenAccount account) {
            this.account = account;
        }

        BlockNumber take() {
            BlockNumber number = commits.takeNumber(account);
            taken.add(number);
            return number;
        }

        void decide() {
            taken.forEach(account.numbers()::decide);
        }
    }
}
