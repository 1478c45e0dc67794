package dev.stowage.placement.invitation;

import java.time.Instant;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface InvitationRepository extends JpaRepository<InvitationRow, String> {

    /// @return 1 if the invitation was good for one more account
    @Modifying
    @Query(
            "update InvitationRow i set i.usesLeft = i.usesLeft - 1"
                    + " where i.hash = :hash and i.usesLeft > 0 and i.expiresAt > :now")
    int use(String hash, Instant now);

    @Modifying
    @Query("update InvitationRow i set i.usesLeft = i.usesLeft + 1 where i.hash = :hash")
    int giveBack(String hash);

    @Modifying
    @Query("delete from InvitationRow i where i.expiresAt <= :now")
    int deleteExpired(Instant now);
}
