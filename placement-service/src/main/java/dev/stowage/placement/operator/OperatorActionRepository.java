package dev.stowage.placement.operator;

import org.springframework.data.jpa.repository.JpaRepository;

interface OperatorActionRepository extends JpaRepository<OperatorActionRow, Long> {}
