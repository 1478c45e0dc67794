package dev.stowage.supplier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.address.CarrierId;
import dev.stowage.format.head.Overrides;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.signature.ByteString;
import dev.stowage.protocol.placement.CarrierSet;
import dev.stowage.protocol.placement.SupplierId;
import dev.stowage.protocol.token.AssignedCarrier;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.supplier.FormatPage;
import dev.stowage.supplier.trial.SampleAccount;
import dev.stowage.verification.decoder.DecoderTrial;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// How a contract lies in the log.
class KeptContractTest {

    private static final String HEADING = "### Contract in the log";
    private static final Instant SINCE = Instant.parse("2026-11-21T10:15:30.123Z");
    private static final Instant LAPSES = Instant.parse("2026-11-21T11:15:30.123Z");
    private static final Instant ENDS = Instant.parse("2027-01-01T00:00:00Z");
    private static final SampleAccount ACCOUNT = new SampleAccount(4_000_000_000L);

    @Test
    void thePrintedContractIsReadAndWritten() throws IOException {
        KeptContract contract = new KeptContract(SINCE, LAPSES, null, "order");
        ByteString printed = ByteString.of(FormatPage.section(HEADING).dump());

        assertThat(KeptContract.ofBytes(printed)).isEqualTo(contract);
        assertThat(contract.toBytes()).isEqualTo(printed);
    }

    @Test
    void thePrintedOffsetTableIsThatOfTheCode() throws IOException {
        assertThat(FormatPage.section(HEADING).table())
                .isEqualTo(FormatPage.tableAbove("contract/KeptContract.java"));
    }

    @Test
    void tellsEveryTermOfItsOrderAsItWas() {
        List<AssignedCarrier> widest =
                LongStream.range(8, 131_080)
                        .mapToObj(id -> new AssignedCarrier(new CarrierId(id), 3, new UUID(1, 2)))
                        .toList();
        ContractOrder order =
                new ContractOrder(
                        ACCOUNT.number(),
                        ACCOUNT.key().verifyingKey(),
                        OwnerKey.first(ACCOUNT.key().verifyingKey()),
                        new SupplierId(new UUID(3, 4)),
                        Long.MAX_VALUE,
                        widest,
                        new Overrides(Map.of(new CarrierId(9), new CarrierId(200_000))),
                        Instant.EPOCH);
        KeptContract kept =
                new KeptContract(SINCE, null, ENDS, order.sign(new SampleAccount(9).key()));

        assertThat(KeptContract.ofBytes(kept.toBytes()).contract())
                .isEqualTo(
                        new Contract(
                                ACCOUNT.number(),
                                ACCOUNT.key().verifyingKey(),
                                Long.MAX_VALUE,
                                CarrierSet.of(
                                        widest.stream().map(AssignedCarrier::carrier).toList()),
                                Map.of(new CarrierId(9), new CarrierId(200_000)),
                                SINCE,
                                null,
                                ENDS));
    }

    @Test
    void otherBytesAreReadOrRefused() {
        byte[] bytes = new KeptContract(SINCE, LAPSES, null, "order").toBytes().toArray();

        assertThat(
                        new DecoderTrial(
                                        "kept contract",
                                        each -> KeptContract.ofBytes(ByteString.of(each)),
                                        Set.of(IllegalArgumentException.class),
                                        256 << 10)
                                .run(bytes, 1, 20_000))
                .isEmpty();
    }
}
