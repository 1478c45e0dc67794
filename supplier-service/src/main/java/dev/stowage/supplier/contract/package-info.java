/// Contracts: what this supplier grants to accounts, and who may act in an account's name.
///
/// An order signed by placement is the only thing by which a contract is granted; the key in it is
/// the only thing by which an account's tokens, records and heads are believed. A contract lapses
/// in an hour unless a head of the account is kept here; it is firm then.
///
/// Invariants: the granted quotas, and the bytes of accounts whose contract is gone, never exceed
/// the capacity together; nobody has a contract with his own supplier. Records of an account
/// without contract stay in the log, where nobody can reach them, until they are collected.
@NullMarked
package dev.stowage.supplier.contract;

import org.jspecify.annotations.NullMarked;
