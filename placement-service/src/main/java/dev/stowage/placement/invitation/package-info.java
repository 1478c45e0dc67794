/// Invitations: codes that an operator makes and by which accounts are registered where not
/// everybody may.
@NullMarked
package dev.stowage.placement.invitation;

import org.jspecify.annotations.NullMarked;
