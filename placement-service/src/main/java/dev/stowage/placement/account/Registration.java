package dev.stowage.placement.account;

/// Who may register an account.
public enum Registration {
    OPEN,
    CLOSED
}
