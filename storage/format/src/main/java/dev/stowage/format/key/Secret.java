package dev.stowage.format.key;

/// Something that only the owner of an account knows and that unlocks it. Never printed.
public sealed interface Secret permits Password, RecoveryCode {

    /// Which unlockers it fits.
    Unlocker.Kind kind();

    /// The secret itself, as Argon2id takes it: search for this name to find every use. The caller
    /// wipes his copy.
    byte[] dangerousBytes();
}
