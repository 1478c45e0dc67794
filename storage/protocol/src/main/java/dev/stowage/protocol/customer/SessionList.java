package dev.stowage.protocol.customer;

import java.util.List;

/// The open sessions of an account, the newest first: the last 64 at most.
public record SessionList(List<SessionView> sessions) {

    public SessionList {
        sessions = List.copyOf(sessions);
    }
}
