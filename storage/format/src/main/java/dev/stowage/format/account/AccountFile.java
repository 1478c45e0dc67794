package dev.stowage.format.account;

/// The account file as it is known here: what it says, and how it lies on the suppliers.
public record AccountFile(Catalogue catalogue, Chain chain) {}
