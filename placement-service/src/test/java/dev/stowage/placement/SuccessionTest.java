package dev.stowage.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stowage.format.head.AccountHead;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.head.OwnerKey;
import dev.stowage.format.head.SignedHead;
import dev.stowage.format.head.Succession;
import dev.stowage.format.key.AccountKeys;
import dev.stowage.format.layout.Code;
import dev.stowage.format.signature.ByteString;
import dev.stowage.format.signature.SigningKey;
import dev.stowage.placement.account.Successions;
import dev.stowage.protocol.fault.FaultCode;
import dev.stowage.protocol.placement.BlockRangeRequest;
import dev.stowage.protocol.placement.HeadAnswer;
import dev.stowage.protocol.placement.HeadSwap;
import dev.stowage.protocol.placement.LayoutRequest;
import dev.stowage.protocol.placement.Reservation;
import dev.stowage.protocol.token.AccountNews;
import dev.stowage.protocol.token.AccountToken;
import dev.stowage.protocol.token.AccountToken.Scope;
import dev.stowage.protocol.token.ContractOrder;
import dev.stowage.protocol.token.NamedSuccession;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.FileSystemUtils;

/// Accounts that replace their keys, over HTTP.
@ExtendWith(HouseExtension.class)
class SuccessionTest {

    private final House house;

    SuccessionTest(House house) {
        this.house = house;
    }

    /// A key of an account, and which.
    private record Holder(TestAccount account, SigningKey key, int rotation) {

        static Holder first(TestAccount account) {
            return new Holder(account, account.key(), 0);
        }

        Holder next() {
            return new Holder(account, House.newKey(), rotation + 1);
        }

        OwnerKey owner() {
            return new OwnerKey(rotation, key.verifyingKey());
        }

        String token(Scope scope) {
            Instant expiry = Instant.now().plusSeconds(60);
            return "Bearer "
                    + new AccountToken(
                                    account.number(),
                                    rotation,
                                    AccountToken.PLACEMENT,
                                    Set.of(scope),
                                    expiry)
                            .sign(key);
        }

        HeadAnswer swap(House house, SignedHead head, HeadAnswer before) {
            HeadSwap swap =
                    new HeadSwap(ByteString.of(head.toBytes()), before.countersigned(), List.of());
            return house.api().swapHead(token(Scope.COMMIT), account.number(), swap);
        }

        /// The head by which this one hands over.
        SignedHead handingOver(Holder next, HeadAnswer before) {
            return SignedHead.sign(handingOver(next, before, key), next.key);
        }

        AccountHead handingOver(Holder next, HeadAnswer before, SigningKey naming) {
            AccountHead head = headOf(before);
            return head.succeededBy(
                    Succession.sign(
                            account.number(), next.rotation, next.key.verifyingKey(), naming),
                    ByteString.of(new byte[AccountHead.RECEIVING_KEY_BYTES]),
                    ByteString.of(new byte[AccountKeys.WRAPPED_KEY_BYTES]),
                    head.accountFile(),
                    List.of(),
                    List.of());
        }

        /// A head like the one before, one version later.
        SignedHead following(HeadAnswer before) {
            AccountHead head = headOf(before);
            return SignedHead.sign(head.next(head.accountFile(), List.of()), key);
        }
    }

    private static AccountHead headOf(HeadAnswer answer) {
        return CountersignedHead.ofBytes(answer.countersigned().toArray()).head();
    }

    private static HeadAnswer begin(House house, Holder holder) {
        return house.api()
                .swapHead(
                        holder.token(Scope.COMMIT),
                        holder.account.number(),
                        holder.account.swap(1, 10));
    }

    @Test
    void aHeadOfTheNextKeyMakesThatTheAccountsKey() {
        Holder first = Holder.first(TestAccount.reserve(house));
        Holder second = first.next();
        HeadAnswer before = begin(house, first);

        HeadAnswer rotated = first.swap(house, first.handingOver(second, before), before);

        assertThat(headOf(rotated).owner()).isEqualTo(second.owner());
        assertThat(headOf(rotated).recordKey()).isEqualTo(first.key.verifyingKey());
        HeadAnswer after = second.swap(house, second.following(rotated), rotated);
        assertThat(after.version()).isEqualTo(3);
        Faults.assertFault(
                FaultCode.KEYS_ROTATED, () -> first.swap(house, first.following(after), after));
        Faults.assertFault(
                FaultCode.KEYS_ROTATED,
                () ->
                        house.api()
                                .grantBlockRange(
                                        first.token(Scope.COMMIT),
                                        first.account.number(),
                                        new BlockRangeRequest(1)));
        AccountHead later = headOf(after).next(headOf(after).accountFile(), List.of());
        Faults.assertFault(
                FaultCode.FOREIGN_SIGNATURE,
                () -> second.swap(house, SignedHead.sign(later, first.key), after));
    }

    @Test
    void aTokenThatOnlyClaimsToBeOfTheNewKeyIsRefused() {
        Holder first = Holder.first(TestAccount.reserve(house));
        HeadAnswer before = begin(house, first);
        HeadAnswer rotated = first.swap(house, first.handingOver(first.next(), before), before);
        Holder liar = new Holder(first.account, first.key, 1);

        Faults.assertFault(
                FaultCode.TOKEN_REFUSED, () -> liar.swap(house, liar.following(rotated), rotated));
        Holder dreamer = new Holder(first.account, first.key, 2);
        Faults.assertFault(
                FaultCode.ROTATION_UNKNOWN,
                () -> dreamer.swap(house, dreamer.following(rotated), rotated));
    }

    @Test
    void nobodyButTheKeyBeforeNamesTheNext() {
        Holder first = Holder.first(TestAccount.reserve(house));
        Holder second = first.next();
        HeadAnswer before = begin(house, first);
        AccountHead byStranger = first.handingOver(second, before, House.newKey());
        AccountHead right = first.handingOver(second, before, first.key);

        for (SignedHead head :
                List.of(
                        SignedHead.sign(byStranger, second.key),
                        SignedHead.sign(right, first.key),
                        SignedHead.sign(right, House.newKey()))) {
            Faults.assertFault(FaultCode.FOREIGN_SIGNATURE, () -> first.swap(house, head, before));
        }
        assertThat(house.api().head(house.customer(), first.account.number(), null))
                .isEqualTo(before);
    }

    @Test
    void nobodySkipsAKey() {
        Holder first = Holder.first(TestAccount.reserve(house));
        Holder second = first.next();
        Holder third = second.next();
        HeadAnswer before = begin(house, first);
        CountersignedHead between =
                CountersignedHead.countersign(first.handingOver(second, before), first.key);
        SignedHead twice =
                second.handingOver(third, new HeadAnswer(2, ByteString.of(between.toBytes())));
        AccountHead sameVersion =
                headOf(before)
                        .succeededBy(
                                twice.head().lineage().successions().getLast(),
                                twice.head().receivingKey(),
                                ByteString.of(new byte[AccountKeys.WRAPPED_KEY_BYTES]),
                                twice.head().accountFile(),
                                List.of(),
                                List.of());

        Faults.assertFault(FaultCode.FOREIGN_SIGNATURE, () -> first.swap(house, twice, before));
        Faults.assertFault(
                FaultCode.FOREIGN_SIGNATURE,
                () -> first.swap(house, SignedHead.sign(sameVersion, third.key), before));
    }

    @Test
    void ofACommitAndARotationAtOnceOneCounts() throws Exception {
        for (int round = 0; round < 20; round++) {
            Holder first = Holder.first(TestAccount.reserve(house));
            Holder second = first.next();
            HeadAnswer before = begin(house, first);
            List<SignedHead> heads =
                    List.of(first.handingOver(second, before), first.following(before));
            List<Callable<HeadAnswer>> swaps = new ArrayList<>();
            heads.forEach(head -> swaps.add(() -> first.swap(house, head, before)));
            int done = 0;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<HeadAnswer> answer : threads.invokeAll(swaps)) {
                    done += answer.state() == Future.State.SUCCESS ? 1 : 0;
                }
            }
            assertThat(done).isEqualTo(1);
            HeadAnswer current = house.api().head(house.customer(), first.account.number(), null);
            Holder owner = headOf(current).owner().rotation() == 1 ? second : first;
            assertThat(owner.swap(house, owner.following(current), current).version()).isEqualTo(3);
        }
    }

    @Test
    void ordersNameTheNewKeyAndThatOfTheRecords() {
        Holder first = Holder.first(TestAccount.reserve(house));
        Holder second = first.next();
        HeadAnswer before = begin(house, first);
        var _ = first.swap(house, first.handingOver(second, before), before);

        Reservation added =
                house.api()
                        .addLayout(
                                second.token(Scope.COMMIT),
                                first.account.number(),
                                new LayoutRequest(2, null, Code.RS, Set.of()));

        assertThat(added.orders()).isNotEmpty();
        for (Reservation.SupplierOrder order : added.orders()) {
            ContractOrder said = ContractOrder.dangerouslyRead(order.order());
            assertThat(said.key()).isEqualTo(first.key.verifyingKey());
            assertThat(said.owner()).isEqualTo(second.owner());
        }
    }

    @Test
    void suppliersAreToldWhatTheyHaveNotHeard(@TempDir Path directory) {
        try (House own = House.open(directory)) {
            own.joinSuppliers(4, 2);
            own.awaitCarriers(8);
            FakeSupplier supplier = own.suppliers().getFirst();
            AccountNews<NamedSuccession> nothing = heard(own, supplier.successionsSince(0));
            assertThat(nothing.items()).isEmpty();
            Holder first = Holder.first(TestAccount.reserve(own));
            Holder second = first.next();
            Holder third = second.next();
            HeadAnswer before = begin(own, first);
            HeadAnswer rotated = first.swap(own, first.handingOver(second, before), before);

            AccountNews<NamedSuccession> one =
                    heard(own, supplier.successionsSince(nothing.revision()));
            var _ = second.swap(own, second.handingOver(third, rotated), rotated);
            AccountNews<NamedSuccession> other =
                    heard(own, supplier.successionsSince(one.revision()));

            assertThat(one.items())
                    .extracting(each -> each.owner())
                    .containsExactly(second.owner());
            assertThat(
                            one.items()
                                    .getFirst()
                                    .succession()
                                    .signedBy(first.owner(), first.account.number()))
                    .isTrue();
            assertThat(other.items())
                    .extracting(each -> each.owner())
                    .containsExactly(third.owner());
            assertThat(heard(own, supplier.successionsSince(0)).items()).hasSize(2);
            AccountNews<NamedSuccession> end =
                    heard(own, supplier.successionsSince(other.revision()));
            assertThat(end.items()).isEmpty();
            assertThat(end.revision()).isEqualTo(other.revision());
        }
    }

    private static AccountNews<NamedSuccession> heard(House house, String token) {
        return AccountNews.verify(
                AccountNews.SUCCESSIONS,
                token,
                house.joinedCustomer().placementKey(),
                Clock.systemUTC());
    }

    @Test
    void manySuccessionsAreToldInPages(@TempDir Path directory) {
        try (House own = House.open(directory)) {
            own.joinSuppliers(4, 2);
            own.awaitCarriers(8);
            TestAccount account = TestAccount.reserve(own);
            TreeMap<Integer, Succession> many = new TreeMap<>();
            Succession same =
                    Succession.sign(
                            account.number(), 1, account.key().verifyingKey(), account.key());
            for (int rotation = 1; rotation <= AccountNews.MOST + 1; rotation++) {
                many.put(rotation, same);
            }
            Successions successions = own.bean(Successions.class);
            int noted =
                    successions.alone(
                            () -> {
                                own.bean(TransactionOperations.class)
                                        .executeWithoutResult(
                                                _ -> successions.add(account.number(), many));
                                return many.size();
                            });
            FakeSupplier supplier = own.suppliers().getFirst();

            AccountNews<NamedSuccession> page = heard(own, supplier.successionsSince(0));
            AccountNews<NamedSuccession> rest =
                    heard(own, supplier.successionsSince(page.revision()));

            assertThat(noted).isEqualTo(AccountNews.MOST + 1);
            assertThat(page.items()).hasSize(AccountNews.MOST);
            assertThat(page.more()).isTrue();
            assertThat(rest.items())
                    .extracting(each -> each.rotation())
                    .containsExactly(AccountNews.MOST + 1);
            assertThat(rest.more()).isFalse();
        }
    }

    @Test
    void aPlacementThatLostARotationTakesItBackFromWhoShowsIt(@TempDir Path directory)
            throws Exception {
        Path data = directory.resolve("data");
        Path copy = directory.resolve("copy");
        Holder first;
        HeadAnswer before;
        try (House own = House.open(data)) {
            own.joinSuppliers(4, 2);
            own.awaitCarriers(8);
            first = Holder.first(TestAccount.reserve(own));
            before = begin(own, first);
        }
        FileSystemUtils.copyRecursively(data, copy);
        Holder second = first.next();
        HeadAnswer lost;
        try (House own = House.open(data)) {
            lost = first.swap(own, first.handingOver(second, before), before);
        }
        FileSystemUtils.deleteRecursively(data);
        FileSystemUtils.copyRecursively(copy, data);

        try (House own = House.open(data)) {
            HeadAnswer current = second.swap(own, second.following(lost), lost);

            assertThat(current.version()).isEqualTo(3);
            Faults.assertFault(
                    FaultCode.KEYS_ROTATED, () -> first.swap(own, first.following(before), before));
            FakeSupplier supplier = own.joinSuppliers(1, 2).getFirst();
            assertThat(heard(own, supplier.successionsSince(0)).items())
                    .extracting(each -> each.owner())
                    .containsExactly(second.owner());
        }
    }
}
