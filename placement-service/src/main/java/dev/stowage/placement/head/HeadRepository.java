package dev.stowage.placement.head;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface HeadRepository extends JpaRepository<HeadRow, Long> {

    /// Fails if the account has a head already.
    @Modifying(clearAutomatically = true)
    @Query(
            "insert into HeadRow (account, version, countersigned) values (:account, :version,"
                    + " :countersigned)")
    void begin(long account, long version, byte[] countersigned);

    /// @return 1 if the head was the expected one
    @Modifying(clearAutomatically = true)
    @Query(
            "update HeadRow h set h.version = :version, h.countersigned = :countersigned"
                    + " where h.account = :account and h.version = :expected")
    int swap(long account, long expected, long version, byte[] countersigned);
}
