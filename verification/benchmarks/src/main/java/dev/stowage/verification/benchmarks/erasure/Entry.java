package dev.stowage.verification.benchmarks.erasure;

/// Who runs in a race.
record Entry(Coder coder, Operation operation, Placement placement, int threads) {

    @Override
    public String toString() {
        return "%s, %s, %s, %d threads".formatted(coder.name(), operation, placement, threads);
    }
}
