package dev.stowage.format.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.FixedRandom;
import dev.stowage.format.FormatPage;
import dev.stowage.format.account.Change.Delete;
import dev.stowage.format.account.Change.Put;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.block.BlockReference;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.key.FileKey;
import dev.stowage.format.key.MasterKey;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.run.RunCodec;
import dev.stowage.format.run.RunReference;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The links printed in docs/format.md are what the code reads and writes.
class AccountFilePageTest {

    private static final FormatPage PAGE = FormatPage.section("Account file");
    private static final byte[] LINK = PAGE.dump("01                                  ");
    private static final byte[] BLOCK = PAGE.dump("01000000014c");
    private static final String NONCE = "c0c1c2c3c4c5c6c7c8c9cacb";

    private static final AccountNumber ACCOUNT = new AccountNumber(7);
    private static final CarrierGroup GROUP = CarrierGroup.valueOf("8/0");
    private static final FileKey KEY =
            new AccountKeys(MasterKey.of(counting(0)), ACCOUNT, new FixedRandom()).accountFileKey();

    @Test
    void thePrintedBlockHoldsThePrintedLink() {
        ByteBuffer link = ByteBuffer.allocate(LINK.length);
        try (RunCodec codec = new RunCodec(new FixedRandom())) {
            codec.readRun(ByteBuffer.wrap(BLOCK), KEY, address(43), 0, link);
        }
        assertThat(link.array()).isEqualTo(LINK);
    }

    @Test
    void thePrintedLinkIsEncryptedToThePrintedBlock() {
        ByteBuffer block = ByteBuffer.allocate(BLOCK.length);
        try (RunCodec codec = new RunCodec(new FixedRandom(NONCE))) {
            codec.writeRun(ByteBuffer.wrap(LINK), false, KEY, address(43), 0, block);
        }
        assertThat(block.array()).isEqualTo(BLOCK);
    }

    @Test
    void thePrintedLinkIsRead() {
        Link link = Link.readFrom(ByteBuffer.wrap(LINK));
        assertThat(link.account()).isEqualTo(ACCOUNT);
        assertThat(link.sequence()).isEqualTo(2);
        assertThat(link.next()).contains(before());
        assertThat(CommitCodec.decode(link.kind().isOfSnapshot(), link.content()))
                .isEqualTo(commit());
    }

    @Test
    void thePrintedLinkIsWritten() {
        ByteBuffer content = CommitCodec.encode(commit());
        Link link =
                new Link(
                        ACCOUNT,
                        LinkKind.PLAIN_DELTA,
                        2,
                        0,
                        1,
                        content.remaining(),
                        Optional.of(before()),
                        content);
        assertThat(bytes(link)).isEqualTo(LINK);
    }

    @Test
    void theFirstLinkOfAnAccountIsThatPrinted() {
        ByteBuffer content = CommitCodec.encode(Commit.snapshotOf(List.of()));
        Link link =
                new Link(
                        ACCOUNT,
                        LinkKind.SNAPSHOT,
                        1,
                        0,
                        1,
                        content.remaining(),
                        Optional.empty(),
                        content);
        assertThat(bytes(link)).isEqualTo(PAGE.dump(firstLinkBeginning()));
    }

    @Test
    void thePrintedJointIsReadAndWritten() {
        Outlook outlook =
                new Outlook(
                        List.of(
                                new Stretch(new BlockNumber(50), 81_920),
                                new Stretch(new BlockNumber(48), 249)),
                        Optional.of(
                                new Outlook.Joint(
                                        new BlockReference(
                                                address(49), Digest.of(counting(0)), 180),
                                        5)));
        ByteBuffer changes = CommitCodec.encode(new Commit(false, List.of()));
        ByteBuffer content = ByteBuffer.allocate(outlook.length() + changes.remaining());
        outlook.writeTo(content);
        content.put(changes).flip();
        BlockReference next = new BlockReference(address(50), Digest.of(counting(0x20)), 64 << 10);
        Link link =
                new Link(
                        ACCOUNT,
                        LinkKind.JOINT,
                        9,
                        0,
                        1,
                        content.remaining(),
                        Optional.of(next),
                        content);
        byte[] printed = PAGE.dump("01" + " ".repeat(64) + "version\n04");

        assertThat(bytes(link)).isEqualTo(printed);
        Link read = Link.readFrom(ByteBuffer.wrap(printed));
        assertThat(read).isEqualTo(link);
        assertThat(Outlook.readFrom(true, read.content())).isEqualTo(outlook);
    }

    @Test
    void thePrintedCommitOfVersionsIsReadAndWritten() {
        byte[] printed = PAGE.dump("02" + " ".repeat(64) + "commit: version");
        Commit commit = commitOfVersions();
        ByteBuffer written = CommitCodec.encode(commit);
        assertThat(Arrays.copyOf(written.array(), written.limit())).isEqualTo(printed);
        assertThat(CommitCodec.decode(false, ByteBuffer.wrap(printed))).isEqualTo(commit);
    }

    /// What a file was is kept, and one that was kept is forgotten.
    private static Commit commitOfVersions() {
        FileEntry entry = ((Put) commit().changes().getFirst()).entry();
        FileVersion other =
                new FileVersion(UUID.fromString("ffeeddcc-bbaa-9988-7766-554433221100"));
        return new Commit(
                false, List.of(new Change.Forget(entry.path(), other), new Change.Keep(entry)));
    }

    /// Some dumps begin with the version; the second field tells them apart.
    private static String firstLinkBeginning() {
        return "01" + " ".repeat(64) + "version\n01";
    }

    private static Commit commit() {
        BlockReference block = new BlockReference(address(42), Digest.of(counting(0)), 5000);
        FileEntry entry =
                new FileEntry(
                        new FilePath("a/ä"),
                        new FileVersion(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")),
                        7,
                        Instant.parse("2026-11-21T08:00:00.123Z"),
                        Digest.of(ByteBuffer.wrap("stowage".getBytes(StandardCharsets.US_ASCII))),
                        wrappedKey(),
                        new Combination(Code.RS, GROUP, 4, 3),
                        List.of(new RunReference(block, 4096, 41, 7)));
        return new Commit(false, List.of(new Put(entry), new Delete(new FilePath("b"))));
    }

    private static ByteString wrappedKey() {
        List<String> row =
                FormatPage.section("Keys")
                        .table("account", "nonce", "file key", "wrapped file key")
                        .getFirst();
        return ByteString.of(FormatPage.bytes(row.getLast()));
    }

    private static BlockReference before() {
        return new BlockReference(address(41), Digest.of(counting(0x20)), 200);
    }

    private static Address address(long block) {
        return new Address(ACCOUNT, new BlockNumber(block), GROUP);
    }

    private static byte[] counting(int first) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static byte[] bytes(Link link) {
        ByteBuffer buffer = ByteBuffer.allocate(link.length());
        link.writeTo(buffer);
        return buffer.array();
    }
}
