package dev.stowage.placement.registry;

import dev.stowage.protocol.placement.ServiceRole;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

/// The services that joined.
public interface ServiceRepository extends JpaRepository<ServiceRow, UUID> {

    Optional<ServiceRow> findByVerifyingKey(String verifyingKey);

    List<ServiceRow> findByRole(ServiceRole role);

    List<ServiceRow> findAllByOrderById(Limit limit);

    List<ServiceRow> findByIdGreaterThanOrderById(UUID after, Limit limit);
}
