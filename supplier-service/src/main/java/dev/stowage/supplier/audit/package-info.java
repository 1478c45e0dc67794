/// Audits: now and then a supplier fetches a record of another one and proves it. Placement says
/// whose.
///
/// Stations of one audit: task → order → live sets → a random block of the newest → header → prove
/// → the whole record → prove → report. What an audit finds missing or wrong placement has made
/// again; who was busy or away is held against nobody.
///
/// Back-pressure comes from what rebuilds may take: memory and bytes in a second are taken from the
/// same `Donation`. There is one audit at a time.
///
/// Invariants. A record is called good only if the order's key proves all of it. Nobody is told of
/// as failing who was not asked about a block that its owner signed to be alive, and who did not
/// answer that he has it not, or no good one.
@NullMarked
package dev.stowage.supplier.audit;

import org.jspecify.annotations.NullMarked;
