/// Contracts of an account with many suppliers at once: concluded when placement has ordered them,
/// firm when the suppliers keep a head of the account.
@NullMarked
package dev.stowage.customer.contract;

import org.jspecify.annotations.NullMarked;
