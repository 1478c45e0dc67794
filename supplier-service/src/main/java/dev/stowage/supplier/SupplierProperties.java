package dev.stowage.supplier;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What an operator may set, all under `stowage`: an unknown name there stops the start.
@ConfigurationProperties(prefix = "stowage", ignoreUnknownFields = false)
public record SupplierProperties(@DefaultValue Settings supplier) {

    /// @param data the directory in whose subdirectories the suppliers live
    /// @param count suppliers in this process
    /// @param placementUrl where placement answers
    /// @param joinCode from the operator; needed until the supplier has joined
    /// @param advertisedHost by which others reach this machine; empty for the machine's own name
    /// @param operatorToken of the person who donates; made and kept in `data` if absent
    /// @param capacity donated by each supplier
    /// @param notice after which a contract ends that the operator gave notice of
    /// @param grace for which records can still be fetched after that
    /// @param carriers that each supplier may serve
    /// @param bytesInFlight held in memory for requests, by each supplier; 0 for its share of the
    ///   heap
    /// @param requestsInFlight served at once, by each supplier; 0 for as many as its connections
    ///   allow
    /// @param receiveLimit bytes of records that each supplier takes in a second; 0 for no limit
    /// @param sendLimit bytes of records that each supplier gives out in a second; 0 for no limit
    /// @param customerReceiveLimit as `receiveLimit`, of each customer
    /// @param customerSendLimit as `sendLimit`, to each customer
    /// @param keepFree of the disk, never written to
    /// @param scrubPeriod within which everything is read once
    /// @param scrubLimit bytes that the scrub of each supplier reads in a second; 0 for no limit
    /// @param scrubShare percent of a processor that the scrub of each supplier takes, 1 … 100
    /// @param trash how long a record that was dropped can come back
    /// @param compactionRate bytes that a compaction copies in a second; 0 for no limit
    /// @param compactionShare percent of a log file: one of which less is needed is compacted
    /// @param collectAfter how long dead blocks wait for the trash, in time that a supplier served
    /// @param collectEvery how often suppliers look for dead blocks
    /// @param rebuild what each supplier gives to rebuilds
    /// @param audit what each supplier gives to audits of others
    /// @param volumes beside the one in the supplier's own directory
    public record Settings(
            @DefaultValue("./data/suppliers") Path data,
            @DefaultValue("1") int count,
            @DefaultValue("http://localhost:8082") URI placementUrl,
            @DefaultValue("") String joinCode,
            @DefaultValue("") String advertisedHost,
            @Nullable String operatorToken,
            @DefaultValue("8GB") DataSize capacity,
            @DefaultValue("30d") Duration notice,
            @DefaultValue("7d") Duration grace,
            @DefaultValue("1") int carriers,
            @DefaultValue("0") DataSize bytesInFlight,
            @DefaultValue("0") int requestsInFlight,
            @DefaultValue("0") DataSize receiveLimit,
            @DefaultValue("0") DataSize sendLimit,
            @DefaultValue("0") DataSize customerReceiveLimit,
            @DefaultValue("0") DataSize customerSendLimit,
            @DefaultValue("64MB") DataSize keepFree,
            @DefaultValue("14d") Duration scrubPeriod,
            @DefaultValue("20MB") DataSize scrubLimit,
            @DefaultValue("25") int scrubShare,
            @DefaultValue("7d") Duration trash,
            @DefaultValue("32MB") DataSize compactionRate,
            @DefaultValue("50") int compactionShare,
            @DefaultValue("1d") Duration collectAfter,
            @DefaultValue("1h") Duration collectEvery,
            @DefaultValue RebuildProperties rebuild,
            @DefaultValue AuditProperties audit,
            @DefaultValue List<VolumeProperties> volumes) {

        private static final int MOST_VOLUMES = 64;

        public Settings {
            if (count < 1 || count > 1024) {
                throw new IllegalArgumentException(
                        "stowage.supplier.count must be 1 … 1024, got " + count);
            }
            if (!volumes.isEmpty() && count > 1) {
                throw new IllegalArgumentException(
                        "stowage.supplier.volumes are those of one supplier, but stowage.supplier.count is %d: leave it at 1, or start a service for each"
                                .formatted(count));
            }
            if (volumes.size() > MOST_VOLUMES) {
                throw new IllegalArgumentException(
                        "stowage.supplier.volumes names %d volumes, %d are the most"
                                .formatted(volumes.size(), MOST_VOLUMES));
            }
            volumes = List.copyOf(volumes);
        }

        /// Without the join code and the operator's token, which are secrets.
        @Override
        public String toString() {
            return "Settings[data=%s, count=%d, placementUrl=%s, advertisedHost=%s, capacity=%s, carriers=%d]"
                    .formatted(data, count, placementUrl, advertisedHost, capacity, carriers);
        }
    }

    /// Rebuilds of lost records, of whomever they are.
    ///
    /// @param enabled whether each supplier takes part
    /// @param parallel rebuilds, and batches of blocks, at once: 1 … 16
    /// @param bytesPerSecond of fragments that each supplier reads for them; 0 for no limit
    /// @param shareBesideCustomers percent of the time in which it works at them while those that
    ///   it reads from serve customers: 1 … 100
    /// @param missingGrace how long a record may be missing before placement is told
    public record RebuildProperties(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("4") int parallel,
            @DefaultValue("0") DataSize bytesPerSecond,
            @DefaultValue("33") int shareBesideCustomers,
            @DefaultValue("10m") Duration missingGrace) {}

    /// Audits of other suppliers.
    ///
    /// @param enabled whether each supplier takes part
    /// @param every time between two audits of one supplier, 50ms … 24h; made longer by chance
    public record AuditProperties(
            @DefaultValue("true") boolean enabled, @DefaultValue("10m") Duration every) {}

    /// A volume beside the one in the supplier's own directory.
    ///
    /// @param directory in which it lies; it must be there
    /// @param capacity donated by it
    /// @param carriers that it may serve; as many as the first one if absent
    public record VolumeProperties(Path directory, DataSize capacity, @Nullable Integer carriers) {

        @SuppressWarnings("ConstantValue") // what is not set is null, whatever its type says
        public VolumeProperties {
            if (directory == null || capacity == null) {
                throw new IllegalArgumentException(
                        "each of stowage.supplier.volumes must have a directory and a capacity");
            }
        }
    }
}
