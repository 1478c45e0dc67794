package dev.stowage.supplier.hosting;

import dev.stowage.format.signature.VerifyingKey;
import dev.stowage.supplier.join.Identity;
import dev.stowage.supplier.store.LogSettings;
import dev.stowage.supplier.volume.KeptVolume;
import dev.stowage.supplier.volume.KeptVolume.Lying;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the volumes of one supplier: those that are there first, for they tell which others there
/// should be; then new ones where nothing is missing.
///
/// One that cannot be opened, that is another's or that should be there and is not does not keep
/// the others from serving. Nothing of it is changed.
final class VolumeOpening {

    private static final Logger LOG = LoggerFactory.getLogger(VolumeOpening.class);

    private final Identity identity;
    private final LogSettings bounds;
    private final Machine machine;
    private final Owned owned;
    private final Map<VolumeSettings, OpenLog> opened = new LinkedHashMap<>();
    private final Map<VolumeSettings, IOException> failures = new LinkedHashMap<>();

    /// @param owned whatever is opened is closed with it
    VolumeOpening(Identity identity, LogSettings bounds, Machine machine, Owned owned) {
        this.identity = identity;
        this.bounds = bounds;
        this.machine = machine;
        this.owned = owned;
    }

    /// @param claimed directories that need not be claimed any more
    /// @throws IOException if not one volume can be opened
    void open(List<VolumeSettings> volumes, List<Path> claimed) throws IOException {
        List<VolumeSettings> ours = new ArrayList<>(volumes);
        ours.removeIf(each -> !isOurs(each, claimed));
        ours.stream().filter(VolumeSettings::isThere).forEach(this::tryOpen);
        for (VolumeSettings each : ours) {
            if (!each.isThere() && !isMissing(each)) {
                tryOpen(each);
            }
        }
        for (Map.Entry<VolumeSettings, IOException> each : failures.entrySet()) {
            LOG.error(
                    "the volume in {} is not served: {}",
                    each.getKey().directory(),
                    each.getValue().getMessage());
        }
        if (opened.isEmpty()) {
            throw failures.isEmpty()
                    ? new IOException("it has no volume: donate some space")
                    : failures.values().iterator().next();
        }
        introduce();
    }

    private boolean isOurs(VolumeSettings volume, List<Path> claimed) {
        try {
            volume.requireDirectory();
            if (!claimed.contains(volume.directory())) {
                owned.own(DirectoryClaim.of(volume.directory()));
            }
            identity.requireOwn(volume.directory());
            return true;
        } catch (IOException failed) {
            failures.put(volume, failed);
            return false;
        }
    }

    private void tryOpen(VolumeSettings volume) {
        try {
            OpenLog log = OpenLog.open(volume, bounds, machine);
            try {
                requireOurs(log);
                identity.keepIn(volume.directory());
            } catch (IOException | RuntimeException refused) {
                log.close();
                throw refused;
            }
            opened.put(volume, owned.own(log));
        } catch (IOException failed) {
            failures.put(volume, failed);
        } catch (RuntimeException failed) {
            failures.put(volume, new IOException(failed.getMessage(), failed));
        }
    }

    private void requireOurs(OpenLog log) throws IOException {
        Optional<VerifyingKey> whose =
                KeptVolume.read(log.store().facts()).map(KeptVolume::supplier);
        if (whose.isPresent() && !whose.get().equals(identity.key())) {
            throw new IOException(
                    "it belongs to another supplier, %s. Nothing was stored there"
                            .formatted(whose.get()));
        }
        Optional<OpenLog> same =
                opened.values().stream()
                        .filter(each -> each.volume().equals(log.volume()))
                        .findFirst();
        if (same.isPresent()) {
            throw new IOException(
                    "it is a copy of volume %s, which lies in %s"
                            .formatted(log.volume(), same.get().settings().directory()));
        }
    }

    /// Where a volume is known to lie and nothing is, a disk has not come up: a new volume there
    /// would hide it.
    private boolean isMissing(VolumeSettings volume) {
        Optional<UUID> known = knownIn(volume);
        known.ifPresent(
                id ->
                        failures.put(
                                volume,
                                new IOException(
                                        "volume %s lies there, but nothing is there now: see whether its disk is mounted"
                                                .formatted(id))));
        return known.isPresent();
    }

    private Optional<UUID> knownIn(VolumeSettings volume) {
        return known().stream()
                .filter(each -> each.directory().equals(volume.name()))
                .map(Lying::volume)
                .filter(id -> opened.values().stream().noneMatch(log -> log.volume().equals(id)))
                .findFirst();
    }

    private List<Lying> known() {
        return opened.values().stream()
                .flatMap(log -> KeptVolume.read(log.store().facts()).stream())
                .flatMap(kept -> kept.all().stream())
                .distinct()
                .toList();
    }

    /// Lets every volume know of all others. One that is in no setting any more is forgotten.
    private void introduce() {
        List<Lying> all = new ArrayList<>();
        opened.forEach((settings, log) -> all.add(new Lying(log.volume(), settings.name())));
        failures.keySet()
                .forEach(
                        settings ->
                                knownIn(settings)
                                        .ifPresent(id -> all.add(new Lying(id, settings.name()))));
        for (OpenLog log : opened.values()) {
            new KeptVolume(log.volume(), identity.key(), all).keep(log.store().facts());
        }
    }

    /// Those that serve.
    List<OpenLog> opened() {
        return List.copyOf(opened.values());
    }

    /// Those that do not.
    List<FailedVolume> failed() {
        return failures.entrySet().stream()
                .map(
                        each ->
                                new FailedVolume(
                                        each.getKey(),
                                        knownIn(each.getKey()),
                                        String.valueOf(each.getValue().getMessage())))
                .toList();
    }
}
