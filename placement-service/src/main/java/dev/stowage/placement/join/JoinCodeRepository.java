package dev.stowage.placement.join;

import java.time.Instant;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface JoinCodeRepository extends JpaRepository<JoinCodeRow, String> {

    /// @return 1 if the code was good for one more join
    @Modifying
    @Query(
            "update JoinCodeRow c set c.usesLeft = c.usesLeft - 1"
                    + " where c.hash = :hash and c.usesLeft > 0 and c.expiresAt > :now")
    int use(String hash, Instant now);

    @Modifying
    @Query("delete from JoinCodeRow c where c.expiresAt <= :now")
    int deleteExpired(Instant now);
}
