package dev.stowage.supplier.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stowage.database.Database;
import dev.stowage.format.address.AccountNumber;
import dev.stowage.protocol.placement.Joined;
import dev.stowage.supplier.trial.SampleAccount;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipRepositoryTest {

    private static final UUID VOLUME = new UUID(1, 2);
    private static final UUID OTHER_VOLUME = new UUID(3, 4);

    @TempDir Path directory;
    private Database database;

    @BeforeEach
    void open() throws SQLException {
        database = Database.open(directory.resolve("supplier"), "db/supplier");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aVolumeKeepsItsFirstId() throws Exception {
        assertThat(repository().open(VOLUME)).isEqualTo(new MembershipRow(VOLUME, null, null));

        close();
        open();

        assertThat(repository().open(OTHER_VOLUME))
                .isEqualTo(new MembershipRow(VOLUME, null, null));
    }

    @Test
    void keepsWhatPlacementSaid() throws Exception {
        Joined joined = joined(new AccountNumber(4_000_000_000L), "north");
        repository().open(VOLUME);
        repository().save(joined);
        repository().save("assignments");

        close();
        open();

        assertThat(repository().open(OTHER_VOLUME))
                .isEqualTo(new MembershipRow(VOLUME, joined, "assignments"));
    }

    @Test
    void aNewerAnswerTakesThePlaceOfTheOlder() {
        Joined newer = joined(null, null);
        repository().open(VOLUME);
        repository().save("older");
        repository().save(joined(new AccountNumber(12), "north"));

        repository().save("newer");
        repository().save(newer);

        assertThat(repository().open(OTHER_VOLUME))
                .isEqualTo(new MembershipRow(VOLUME, newer, "newer"));
    }

    @Test
    void refusesToKeepAnAnswerForASupplierThatIsNotThere() {
        assertThatThrownBy(() -> repository().save("assignments"))
                .isInstanceOf(IllegalStateException.class);
    }

    private MembershipRepository repository() {
        return new MembershipRepository(database);
    }

    private static Joined joined(@Nullable AccountNumber owner, @Nullable String zone) {
        return new Joined(
                new UUID(5, 6),
                "a certificate",
                new SampleAccount(7).key().verifyingKey(),
                owner,
                zone);
    }
}
