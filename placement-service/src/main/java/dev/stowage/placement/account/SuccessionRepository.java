package dev.stowage.placement.account;

import dev.stowage.placement.access.Bulletin;
import dev.stowage.protocol.token.NamedSuccession;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface SuccessionRepository extends JpaRepository<SuccessionRow, Long> {

    Optional<SuccessionRow> findFirstByAccountOrderByRotationDesc(long account);

    List<SuccessionRow> findByRevisionGreaterThanOrderByRevision(long revision, Limit limit);

    /// In the order of their revisions.
    default List<Bulletin.Entry<NamedSuccession>> after(long revision, int most) {
        return findByRevisionGreaterThanOrderByRevision(revision, Limit.of(most)).stream()
                .map(SuccessionRow::entry)
                .toList();
    }

    @Query("select coalesce(max(s.revision), 0) from SuccessionRow s")
    long newest();
}
