/// Accounts as this service holds them open: keys, the newest head that is known, the catalogue of
/// files.
///
/// Nothing here is the truth and nothing of it need be saved: the truth is the head at placement
/// and the chain of blocks that it names. Every request first asks placement whether the head it
/// knows is still the current one (callers that ask at the same time share the question) and reads
/// only the newer links. While placement is away, the highest head among the account's suppliers
/// stands in for reads. Bounds: accounts held open, and bytes of their catalogues, least used go
/// first.
@NullMarked
package dev.stowage.customer.account;

import org.jspecify.annotations.NullMarked;
