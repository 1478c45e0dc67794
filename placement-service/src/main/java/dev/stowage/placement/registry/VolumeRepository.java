package dev.stowage.placement.registry;

import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface VolumeRepository extends JpaRepository<VolumeRow, UUID> {}
