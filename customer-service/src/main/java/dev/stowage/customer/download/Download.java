package dev.stowage.customer.download;

import dev.stowage.customer.account.OpenAccount;
import dev.stowage.customer.commit.Versions;
import dev.stowage.customer.window.Window;
import dev.stowage.customer.work.Coders;
import dev.stowage.customer.work.Steps;
import dev.stowage.customer.work.Workers;
import dev.stowage.format.account.Catalogue;
import dev.stowage.format.account.FileEntry;
import dev.stowage.format.account.FilePath;
import dev.stowage.format.account.FileVersion;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.run.RunReference;
import dev.stowage.format.run.UnreadableRunException;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.transfer.gather.Gather;
import java.nio.ByteBuffer;
import java.util.List;

/// DOWNLOAD: resolve → locate → gather → reconstruct → check signature → decrypt → decompress →
/// join → clear.
public final class Download {

    private final Gather gather;
    private final BlockCache shared;
    private final Window window;
    private final Coders coders;
    private final Workers workers;
    private final Steps steps;

    /// @param shared blocks that many files share
    /// @param window of the blocks that are being brought or sent
    public Download(
            Gather gather,
            BlockCache shared,
            Window window,
            Coders coders,
            Workers workers,
            Steps steps) {
        this.gather = gather;
        this.shared = shared;
        this.window = window;
        this.coders = coders;
        this.workers = workers;
        this.steps = steps;
    }

    /// The file as it is now.
    ///
    /// @throws Fault `file-not-found`
    public FileEntry resolve(OpenAccount account, FilePath path) {
        Catalogue catalogue = steps.take("resolve", account::resolve).catalogue();
        return catalogue.find(path).orElseThrow(() -> noFile(catalogue, path));
    }

    private static Fault noFile(Catalogue catalogue, FilePath path) {
        int kept = catalogue.keptOf(path);
        return new Fault(
                        FaultCode.FILE_NOT_FOUND,
                        kept == 0
                                ? "there is no file " + path
                                : "there is no file %s any more, %d versions of it are kept"
                                        .formatted(path, kept))
                .with("kept", kept);
    }

    /// One version of a file, the current one or one that is kept.
    ///
    /// @throws Fault `version-not-found`
    public FileEntry resolve(OpenAccount account, FilePath path, FileVersion version) {
        return Versions.require(steps.take("resolve", account::resolve).catalogue(), path, version);
    }

    /// Bytes `from` … `to - 1` of a file, to be closed in the end.
    public Content download(OpenAccount account, FileEntry file, long from, long to) {
        FileKey key = account.keys().unwrap(file.wrappedKey());
        List<Stretch> located = Stretch.of(file, from, to);
        return new Content(window, workers, located, stretch -> bring(account, file, key, stretch));
    }

    private ByteBuffer bring(OpenAccount account, FileEntry file, FileKey key, Stretch stretch) {
        ByteBuffer block = steps.take("gather", () -> gather(account, file, stretch));
        ByteBuffer plain = steps.take("decrypt", () -> decrypt(key, stretch.run(), block));
        steps.note("bytes", (long) stretch.to() - stretch.from());
        return plain.slice(stretch.from(), stretch.to() - stretch.from());
    }

    private ByteBuffer gather(OpenAccount account, FileEntry file, Stretch stretch) {
        BlockReference block = stretch.run().block();
        return stretch.sharesBlock()
                ? shared.get(block, () -> gather(account, file, block))
                : gather(account, file, block);
    }

    private ByteBuffer gather(OpenAccount account, FileEntry file, BlockReference block) {
        return gather.gather(
                block, file.layout(), account.keys().recordKey().verifyingKey(), account.access());
    }

    private ByteBuffer decrypt(FileKey key, RunReference run, ByteBuffer block) {
        ByteBuffer stored = block.slice(run.offset(), run.storedLength());
        ByteBuffer plain = ByteBuffer.allocate(run.plainLength());
        try {
            coders.code(
                    codec -> {
                        codec.readRun(stored, key, run.block().address(), run.offset(), plain);
                        return plain;
                    });
        } catch (UnreadableRunException wrong) {
            throw new Fault(
                    FaultCode.INTERNAL, "a run cannot be decrypted: " + wrong.getMessage(), wrong);
        }
        if (plain.hasRemaining()) {
            throw new Fault(
                    FaultCode.INTERNAL,
                    "a run has %d bytes less than the account file notes"
                            .formatted(plain.remaining()));
        }
        return plain.flip();
    }
}
