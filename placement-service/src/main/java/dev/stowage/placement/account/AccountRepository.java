package dev.stowage.placement.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface AccountRepository extends JpaRepository<AccountRow, Long> {

    @Modifying
    @Query("update AccountRow a set a.nextBlock = a.nextBlock + :count where a.number = :number")
    int advance(long number, long count);

    @Query("select a.nextBlock from AccountRow a where a.number = :number")
    long nextBlock(long number);

    /// Notes the first number that an account is given; does nothing if there was one before.
    @Modifying
    @Query(
            "update AccountRow a set a.firstBlock = :first"
                    + " where a.number = :number and a.firstBlock is null")
    int begin(long number, long first);

    @Query(
            "select new dev.stowage.placement.account.GivenOut(a.firstBlock, a.nextBlock)"
                    + " from AccountRow a where a.number = :number")
    Optional<GivenOut> givenOut(long number);

    @Modifying
    @Query("update AccountRow a set a.nextBlock = :next where a.number = :number")
    int leap(long number, long next);

    @Modifying
    @Query("update AccountRow a set a.reservedUntil = null where a.number = :number")
    int confirm(long number);

    /// Of every account that has lapsed and came by one.
    @Query(
            "select a.invitation from AccountRow a"
                    + " where a.reservedUntil < :now and a.invitation is not null")
    List<String> invitationsOfLapsed(Instant now);

    @Modifying
    @Query("delete from AccountRow a where a.reservedUntil < :now")
    int deleteLapsed(Instant now);
}
