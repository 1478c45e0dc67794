package dev.stowage.supplier.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.fault.Fault;
import dev.stowage.protocol.supplier.FetchOutcome;
import dev.stowage.protocol.supplier.StoreAnswer;
import dev.stowage.protocol.supplier.WantedRecord;
import dev.stowage.supplier.trial.CrashDisk;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/// The contract finds stores that do not keep it.
class FaultyStoreTest {

    @Test
    void findsAStoreThatForgets() {
        caught(
                store ->
                        new Faulty(store) {
                            @Override
                            public FetchOutcome fetch(WantedRecord wanted) {
                                return new FetchOutcome.Missing();
                            }
                        },
                RecordStoreContract::givesBackWhatWasStored);
    }

    @Test
    void findsAStoreThatStoresByHalves() {
        caught(
                store ->
                        new Faulty(store) {
                            @Override
                            public StoreAnswer store(
                                    AccountNumber account, List<FragmentRecord> batch, long quota) {
                                Fault refusal = null;
                                StoreAnswer answer = new StoreAnswer(0, 0);
                                for (FragmentRecord each : batch) {
                                    try {
                                        answer = super.store(account, List.of(each), quota);
                                    } catch (Fault refused) {
                                        refusal = refused;
                                    }
                                }
                                if (refusal != null) {
                                    throw refusal;
                                }
                                return answer;
                            }
                        },
                RecordStoreContract::refusesAnotherBlockUnderTheSameAddressAndAllOfItsBatch);
    }

    @Test
    void findsAStoreThatDoesNotLookAtTheQuota() {
        caught(
                store ->
                        new Faulty(store) {
                            @Override
                            public StoreAnswer store(
                                    AccountNumber account, List<FragmentRecord> batch, long quota) {
                                return super.store(account, batch, Long.MAX_VALUE);
                            }
                        },
                RecordStoreContract::takesTheQuotaToTheByte);
    }

    @Test
    void findsAStoreThatSendsMoreThanIsWanted() {
        caught(
                store ->
                        new Faulty(store) {
                            @Override
                            public FetchOutcome fetch(WantedRecord wanted, RecordMemory memory) {
                                return super.fetch(
                                        new WantedRecord(wanted.address(), wanted.position(), 3),
                                        memory);
                            }
                        },
                RecordStoreContract::sendsOnlyTheFragmentsThatAreWanted);
    }

    @Test
    void findsAStoreThatDropsNothing() {
        caught(
                store ->
                        new Faulty(store) {
                            @Override
                            public Trashed drop(AccountNumber account, List<RecordId> records) {
                                return new Trashed(records.size(), 2048L * records.size());
                            }
                        },
                TrashContract::aDroppedRecordIsNotFetchedAndDoesNotCount);
    }

    @Test
    void findsAStoreThatRevivesWhatItsQuotaDoesNotBear() {
        caught(
                store ->
                        new Faulty(store) {
                            @Override
                            public Trashed revive(
                                    AccountNumber account, List<RecordId> records, long quota) {
                                return super.revive(account, records, Long.MAX_VALUE);
                            }
                        },
                TrashContract::whatComesBackCountsAgainstTheQuota);
    }

    private static void caught(
            UnaryOperator<RecordStore> fault, ThrowingConsumer<TrashContract> check) {
        CrashDisk disk = new CrashDisk(new Random(1));
        TrashContract contract =
                new TrashContract() {
                    @Override
                    RecordStore open() throws Exception {
                        return fault.apply(
                                new LogStore(
                                        disk,
                                        LogSettings.DEFAULT,
                                        new Random(1),
                                        clock,
                                        CommitObserver.NONE));
                    }
                };
        ThrowingCallable run =
                () -> {
                    contract.openStore();
                    try {
                        check.accept(contract);
                    } finally {
                        contract.closeStore();
                    }
                };
        assertThatThrownBy(run).isInstanceOf(AssertionError.class);
    }

    /// A store that does as another one, but for one thing.
    private abstract static class Faulty implements RecordStore {

        private final RecordStore store;

        Faulty(RecordStore store) {
            this.store = store;
        }

        @Override
        public StoreAnswer store(AccountNumber account, List<FragmentRecord> batch, long quota) {
            return store.store(account, batch, quota);
        }

        @Override
        public FetchOutcome fetch(WantedRecord wanted, RecordMemory memory) {
            return store.fetch(wanted, memory);
        }

        @Override
        public Examined examine(RecordId record) {
            return store.examine(record);
        }

        @Override
        public Trashed drop(AccountNumber account, List<RecordId> records) {
            return store.drop(account, records);
        }

        @Override
        public Trashed revive(AccountNumber account, List<RecordId> records, long quota) {
            return store.revive(account, records, quota);
        }

        @Override
        public Inventory inventory() {
            return store.inventory();
        }

        @Override
        public long keep(CountersignedHead head) {
            return store.keep(head);
        }

        @Override
        public boolean hasHead(AccountNumber account) {
            return store.hasHead(account);
        }

        @Override
        public Optional<CountersignedHead> newest(AccountNumber account) {
            return store.newest(account);
        }

        @Override
        public Usage usage() {
            return store.usage();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
