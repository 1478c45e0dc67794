package dev.stowage.supplier.store;

import dev.stowage.format.address.AccountNumber;
import dev.stowage.format.head.CountersignedHead;
import dev.stowage.format.record.FragmentRecord;
import dev.stowage.protocol.supplier.StoreAnswer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A change that waits to become durable, and the answer that somebody waits for.
sealed interface Change {

    CompletableFuture<?> answer();

    /// Bytes of the log that it takes at most.
    long bytes();

    /// Whether it is about the trash. Such changes are written in groups of their own.
    default boolean isOfTrash() {
        return false;
    }

    /// Records of one account, all or none.
    record StoreBatch(
            AccountNumber account,
            List<FragmentRecord> records,
            long quota,
            CompletableFuture<StoreAnswer> answer)
            implements Change {

        @Override
        public long bytes() {
            long bytes = 0;
            for (FragmentRecord record : records) {
                bytes += EntryHeader.BYTES + record.length();
            }
            return bytes;
        }
    }

    /// A head, if it is newer.
    record KeepHead(CountersignedHead head, List<ByteBuffer> body, CompletableFuture<Long> answer)
            implements Change {

        @Override
        public long bytes() {
            return (long) EntryHeader.BYTES + body.getFirst().remaining();
        }
    }

    /// A fact, which counts from then on.
    record KeepFact(Fact fact, CompletableFuture<Boolean> answer) implements Change {

        @Override
        public long bytes() {
            long copy = (long) EntryHeader.BYTES + fact.content().length() + Integer.BYTES;
            return fact.kind().copies() * copy;
        }
    }

    /// Records of one account that go to the trash.
    record Drop(AccountNumber account, List<RecordKey> records, CompletableFuture<Trashed> answer)
            implements Change {

        @Override
        public long bytes() {
            return (long) EntryHeader.BYTES * records.size();
        }

        @Override
        public boolean isOfTrash() {
            return true;
        }
    }

    /// Records of one account that come back from the trash.
    record Revive(
            AccountNumber account,
            List<RecordKey> records,
            long quota,
            CompletableFuture<Trashed> answer)
            implements Change {

        @Override
        public long bytes() {
            return (long) EntryHeader.BYTES * records.size();
        }

        @Override
        public boolean isOfTrash() {
            return true;
        }
    }

    /// What is to be done to the index alone, by the thread that changes it.
    record Adjust(Runnable change, CompletableFuture<Boolean> answer) implements Change {

        @Override
        public long bytes() {
            return 0;
        }
    }
}
