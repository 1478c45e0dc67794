package dev.stowage.placement.registry;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The services that are not believed any more.
public interface RevocationRepository extends JpaRepository<RevocationRow, UUID> {}
