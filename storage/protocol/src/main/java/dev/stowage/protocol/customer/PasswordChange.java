package dev.stowage.protocol.customer;

/// A change of password.
///
/// @param current password or recovery code
public record PasswordChange(String current, String replacement) {

    /// Without the secrets.
    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
