/// Other suppliers for carriers: an operator's word, or a supplier that is gone → who may serve it
/// → one transaction: next generation, former volume, event. Rebuilds follow by themselves.
/// `Balancing` picks carriers of full volumes for roomier ones when the operator says so, and has
/// them replaced like any other.
///
/// Invariants: one decision at a time; a carrier is served by one volume in each generation, and
/// the generation never falls; no supplier gets a second carrier of an octet.
@NullMarked
package dev.stowage.placement.replacement;

import org.jspecify.annotations.NullMarked;
