package dev.stowage.placement.score;

import dev.stowage.protocol.placement.SupplierId;

/// What one auditor found at one supplier so far.
///
/// @param audits that were good or failed
/// @param failed of them
/// @param latencyMillis a moving mean of the good ones; -1 if there was none
record Verdict(SupplierId auditor, long audits, long failed, double latencyMillis) {

    /// Of so many audits by the same auditor the older half is forgotten.
    static final int MOST = 100;

    private static final double KEPT = 0.9;
    private static final double NONE = -1;

    static Verdict none(SupplierId auditor) {
        return new Verdict(auditor, 0, 0, NONE);
    }

    Verdict good(long latency) {
        double mean = latencyMillis < 0 ? latency : KEPT * latencyMillis + (1 - KEPT) * latency;
        return new Verdict(auditor, audits + 1, failed, mean).halved();
    }

    Verdict bad() {
        return new Verdict(auditor, audits + 1, failed + 1, latencyMillis).halved();
    }

    private Verdict halved() {
        return audits < MOST ? this : new Verdict(auditor, audits / 2, failed / 2, latencyMillis);
    }

    double failedShare() {
        return audits == 0 ? 0 : (double) failed / audits;
    }
}
