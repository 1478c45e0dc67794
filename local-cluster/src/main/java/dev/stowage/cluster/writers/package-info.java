/// The campaign `stowage check writers`: two customer-services serve one account while one of them
/// is killed again and again; whatever anybody saw must be one sequential history, and nothing that
/// was left half done may stay with the suppliers.
///
/// Stations: writers in a closed loop → their requests with start, end and answer → what each
/// proves of each file → [dev.stowage.cluster.history] → stock of the suppliers. The services under
/// trial are processes of their own; placement, suppliers and writers are not killed.
@NullMarked
package dev.stowage.cluster.writers;

import org.jspecify.annotations.NullMarked;
