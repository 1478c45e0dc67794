package dev.stowage.placement.carrier;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface CarrierRepository extends JpaRepository<CarrierRow, Long> {

    @Query(
            "select new dev.stowage.placement.carrier.ServedPlace(c.id, c.generation, c.volume) from"
                    + " CarrierRow c where c.id between :first and :last order by c.id")
    List<ServedPlace> between(long first, long last);

    @Query(
            "select new dev.stowage.placement.carrier.ServedPlace(c.id, c.generation, c.volume) from"
                    + " CarrierRow c where c.volume in :volumes order by c.id")
    List<ServedPlace> of(Collection<UUID> volumes);

    @Query(
            "select new dev.stowage.placement.carrier.VolumeLoad(c.volume, count(c)) from"
                    + " CarrierRow c group by c.volume")
    List<VolumeLoad> loads();

    /// Gives all carriers of a volume to another one, in their next generation.
    ///
    /// @return how many they were
    @Modifying
    @Query(
            "update CarrierRow c set c.volume = :to, c.generation = c.generation + 1 where c.volume"
                    + " = :from")
    int hand(UUID from, UUID to);

    @Query("select coalesce(max(c.id), -1) + 1 from CarrierRow c")
    long next();
}
