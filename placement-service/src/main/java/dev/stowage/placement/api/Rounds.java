package dev.stowage.placement.api;

import dev.stowage.placement.account.Reservations;
import dev.stowage.placement.carrier.Octets;
import dev.stowage.placement.closing.Closings;
import dev.stowage.placement.rebuild.Rebuilds;
import dev.stowage.placement.registry.Roster;
import dev.stowage.placement.replacement.AutomaticReplacement;

/// What placement does without a call, one round at a time.
public final class Rounds {

    private final Octets octets;
    private final Roster roster;
    private final Reservations reservations;
    private final Closings closings;
    private final AutomaticReplacement replacement;
    private final Rebuilds rebuilds;

    Rounds(
            Octets octets,
            Roster roster,
            Reservations reservations,
            Closings closings,
            AutomaticReplacement replacement,
            Rebuilds rebuilds) {
        this.octets = octets;
        this.roster = roster;
        this.reservations = reservations;
        this.closings = closings;
        this.replacement = replacement;
        this.rebuilds = rebuilds;
    }

    /// Forms octets of the suppliers that came.
    public void formOctets() {
        octets.form();
    }

    /// Counts for how long suppliers have been alive, or silent: each minute at least, for a longer
    /// round counts as a minute.
    public void countLives() {
        roster.count();
    }

    /// Saves what was counted.
    public void saveLives() {
        roster.saveCounted();
    }

    /// Saves when suppliers were seen.
    public void saveSeen() {
        roster.saveSeen();
    }

    /// Lets registrations lapse that were not finished.
    public void lapse() {
        reservations.lapse();
    }

    /// Ends accounts whose closing is over.
    public void endClosings() {
        closings.endThoseOver();
    }

    /// Makes rebuilds for carriers that were replaced, and releases former volumes.
    public void makeRebuilds() {
        rebuilds.make();
    }

    /// Replaces suppliers that are gone.
    public void replace() {
        replacement.run();
    }
}
