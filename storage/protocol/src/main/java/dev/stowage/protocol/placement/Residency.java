package dev.stowage.protocol.placement;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the records of an account may lie, as its owner wished when it was opened.
///
/// @param zones allowed ones; none: all, and suppliers without a zone, too
/// @param tags that a supplier must have, all of them
public record Residency(Set<String> zones, Set<String> tags) {

    public static final int MAX_ZONES = 16;
    public static final int MAX_ZONE_CHARACTERS = 64;
    public static final int MAX_TAGS = 16;
    public static final int MAX_TAG_CHARACTERS = 32;

    /// No wish at all.
    public static final Residency ANYWHERE = new Residency(Set.of(), Set.of());

    private static final Pattern TAG = Pattern.compile("[a-z0-9-]{1," + MAX_TAG_CHARACTERS + "}");

    public Residency {
        zones = Set.copyOf(zones);
        requireNoMore("zones", MAX_ZONES, zones.size());
        zones.forEach(Residency::requireZone);
        tags = tags(tags);
    }

    /// @param zones absent: all
    /// @param tags absent: none are asked for
    /// @throws IllegalArgumentException if there are too many, or one cannot be
    public static Residency of(
            @Nullable Collection<String> zones, @Nullable Collection<String> tags) {
        return new Residency(
                zones == null ? Set.of() : Set.copyOf(zones),
                tags == null ? Set.of() : Set.copyOf(tags));
    }

    /// Tags that can be, as a set.
    ///
    /// @throws IllegalArgumentException if there are too many, or one cannot be
    public static Set<String> tags(Collection<String> tags) {
        Set<String> all = Set.copyOf(tags);
        requireNoMore("tags", MAX_TAGS, all.size());
        for (String tag : all) {
            if (!TAG.matcher(tag).matches()) {
                throw new IllegalArgumentException(
                        "a tag has 1 … %d characters of a-z, 0-9 and -, got %d characters"
                                .formatted(MAX_TAG_CHARACTERS, tag.length()));
            }
        }
        return all;
    }

    private static void requireNoMore(String what, int most, int got) {
        if (got > most) {
            throw new IllegalArgumentException(
                    "there are at most %d %s, got %d".formatted(most, what, got));
        }
    }

    private static void requireZone(String zone) {
        boolean printable = zone.chars().noneMatch(Character::isISOControl);
        if (zone.isEmpty() || zone.length() > MAX_ZONE_CHARACTERS || !printable) {
            throw new IllegalArgumentException(
                    "a zone has 1 … %d printable characters, got %d characters"
                            .formatted(MAX_ZONE_CHARACTERS, zone.length()));
        }
    }

    /// Whether records may lie with a supplier.
    ///
    /// @param zone of the supplier; absent if it told none
    /// @param itsTags of the supplier
    public boolean allows(@Nullable String zone, Set<String> itsTags) {
        boolean there = zones.isEmpty() || (zone != null && zones.contains(zone));
        return there && itsTags.containsAll(tags);
    }
}
