/// The directory: who serves which carrier now, as placement says.
///
/// Carriers are known by octets. What was asked for less than 2 s ago is used as it is; up to 30 s
/// it is used and asked for again meanwhile; what is older, or in doubt, is asked for first. While
/// placement is away everything that is known goes on being used, and placement is tried again once
/// a second by one caller, so that reads do not wait for it.
///
/// Wrong answers do no harm: a supplier that no longer serves a carrier cannot prove a record that
/// it lacks, and a commit that names an old generation is refused by placement. Both lead to
/// [Carriers#doubt] or [Carriers#forget].
@NullMarked
package dev.stowage.transfer.carrier;

import org.jspecify.annotations.NullMarked;
