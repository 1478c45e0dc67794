/// Overrides: what belongs on a carrier is held, for one account alone, by the volume of another
/// carrier.
///
/// Stations: the account asks who may hold it ([Holders#offer]), concludes the contract and brings
/// a head with the override; in the transaction of that head [Holders#note] looks once more and
/// keeps it. What the carrier held before is rebuilt on the holder (room `rebuild`): until then it
/// counts as missing.
///
/// Invariants: no supplier holds two carriers of one layout of an account by an override, and
/// nobody holds for his own account, or what may not lie with him. An override never makes more of
/// a layout missing than its code tolerates.
@NullMarked
package dev.stowage.placement.override;

import org.jspecify.annotations.NullMarked;
