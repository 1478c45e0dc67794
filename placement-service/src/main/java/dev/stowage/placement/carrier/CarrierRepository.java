package dev.stowage.placement.carrier;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface CarrierRepository extends JpaRepository<CarrierRow, Long> {

    List<CarrierRow> findByIdBetweenOrderById(long first, long last);

    List<CarrierRow> findByVolumeInOrderById(Collection<UUID> volumes);

    @Query(
            "select new dev.stowage.placement.carrier.VolumeLoad(c.volume, count(c)) from"
                    + " CarrierRow c group by c.volume")
    List<VolumeLoad> loads();

    @Query("select coalesce(max(c.id), -1) + 1 from CarrierRow c")
    long next();
}
