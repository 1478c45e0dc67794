package dev.stowage.protocol.supplier;

import java.time.Instant;

/// How far a supplier's scrub has come.
///
/// @param began when this round began
/// @param read bytes in this round
/// @param all bytes that there are to read
/// @param hurried whether it goes on as fast as its limits allow
/// @param over whether everything was read, and the next round waits for its time
public record ScrubView(Instant began, long read, long all, boolean hurried, boolean over) {}
