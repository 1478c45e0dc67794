package dev.stowage.placement.account;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface SuccessionRepository extends JpaRepository<SuccessionRow, Long> {

    Optional<SuccessionRow> findFirstByAccountOrderByRotationDesc(long account);

    List<SuccessionRow> findByRevisionGreaterThanOrderByRevision(long revision, Limit limit);

    /// In the order of their revisions.
    default List<SuccessionRow> after(long revision, int most) {
        return findByRevisionGreaterThanOrderByRevision(revision, Limit.of(most));
    }

    @Query("select coalesce(max(s.revision), 0) from SuccessionRow s")
    long newest();
}
