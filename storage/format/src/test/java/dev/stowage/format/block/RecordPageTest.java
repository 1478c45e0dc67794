package dev.stowage.format.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.FormatPage;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.address.Address;
import dev.stowage.format.address.BlockNumber;
import dev.stowage.format.address.CarrierGroup;
import dev.stowage.format.layout.Code;
import dev.stowage.format.layout.Combination;
import dev.stowage.format.layout.Layout;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.format.record.RecordHeader;
import dev.stowage.format.signature.Digest;
import dev.stowage.format.signature.MerkleTree;
import dev.stowage.format.signature.Signature;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.format.signature.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The record printed in docs/format.md is what the code reads, proves and makes.
class RecordPageTest {

    private static final FormatPage PAGE = FormatPage.section("Record");
    private static final FormatPage BATCH_PAGE = FormatPage.section("Batch signature");

    private static final SigningKey OWNER =
            SigningKey.ofSeed(
                    HexFormat.of()
                            .parseHex(
                                    "000102030405060708090a0b0c0d0e0f"
                                            + "101112131415161718191a1b1c1d1e1f"));
    private static final Layout LAYOUT =
            new Combination(Code.RS, CarrierGroup.valueOf("8/0"), 2, 1);

    private static final EncodedBlock BLOCK_2 = encoded(2, "63");
    private static final EncodedBlock BLOCK_3 = encoded(3, "61 × 1024 62");

    private static byte[] printed() {
        return PAGE.dump("53575243");
    }

    private static EncodedBlock encoded(long number, String content) {
        byte[] bytes = FormatPage.bytes(content);
        BlockBuffer buffer = new BlockBuffer(LAYOUT, bytes.length);
        buffer.content().put(bytes);
        Address address =
                new Address(new AccountNumber(1), new BlockNumber(number), LAYOUT.group());
        return buffer.encode(address, bytes.length);
    }

    @Test
    void thePrintedRecordIsReadAndProved() {
        ByteBuffer bytes = ByteBuffer.wrap(printed());
        FragmentRecord record = FragmentRecord.readFrom(bytes);
        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(record.flaw(OWNER.verifyingKey())).isEmpty();
        assertThat(record.isWhole()).isTrue();
        assertThat(record.header().position()).isOne();
        assertThat(record.header().generation()).isEqualTo(3);
        assertThat(record.header().carrier()).hasToString("10");
        assertThat(BLOCK_3.reference().matches(record.header())).isTrue();
    }

    @Test
    void theCodeMakesThePrintedRecord() {
        FragmentRecord record =
                EncodedBlock.sign(List.of(BLOCK_2, BLOCK_3), OWNER).get(1).record(1, 3);
        ByteBuffer bytes = ByteBuffer.allocate(record.length());
        record.toBuffers().forEach(bytes::put);
        assertThat(bytes.array()).isEqualTo(printed());
    }

    @Test
    void printedFragmentsAreThoseOfTheBlock() {
        List<List<String>> rows = PAGE.table("of block 3", "bytes");
        assertThat(rows).hasSize(4);
        for (int fragment = 0; fragment < 4; fragment++) {
            assertThat(BLOCK_3.fragments().get(fragment))
                    .as(rows.get(fragment).getFirst())
                    .isEqualTo(ByteBuffer.wrap(FormatPage.bytes(rows.get(fragment).get(1))));
        }
    }

    @Test
    void printedDigestsAreThoseOfTheBlocks() {
        List<List<String>> rows = PAGE.table("digest", "of block 2", "of block 3");
        for (int column = 1; column <= 2; column++) {
            EncodedBlock block = column == 1 ? BLOCK_2 : BLOCK_3;
            assertThat(rows.get(0).get(column))
                    .isEqualTo(RecordHeader.leaf(block.sums().get(0)).toString());
            assertThat(rows.get(1).get(column))
                    .isEqualTo(RecordHeader.leaf(block.sums().get(1)).toString());
            assertThat(rows.get(2).get(column)).isEqualTo(block.tree().root().toString());
            assertThat(rows.get(3).get(column)).isEqualTo(digest(block).toString());
        }
    }

    private static Digest digest(EncodedBlock block) {
        return RecordHeader.blockDigest(
                block.address(), LAYOUT, block.blockLength(), block.tree().root());
    }

    @Test
    void thePrintedBytesOfTheBatchAreSigned() {
        List<List<String>> rows = BATCH_PAGE.table("of the batch", "bytes");
        MerkleTree batch = new MerkleTree(List.of(digest(BLOCK_2), digest(BLOCK_3)));
        assertThat(rows.get(0).get(1)).isEqualTo(batch.root().toString());
        byte[] signed = FormatPage.bytes(rows.get(1).get(1));
        VerifyingKey key = VerifyingKey.of(FormatPage.bytes(rows.get(2).get(1)));
        assertThat(key).isEqualTo(OWNER.verifyingKey());
        ByteBuffer signature = ByteBuffer.wrap(printed()).position(84);
        assertThat(key.verifies(signed, Signature.readFrom(signature))).isTrue();
    }
}
