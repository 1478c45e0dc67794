/// Accounts: number → choice of a group → orders for contracts → block numbers.
///
/// Numbers ascend and are never given again, neither are block numbers. A choice is made for the
/// most distinct suppliers, then zones, then room and load; what no head follows lapses within an
/// hour.
@NullMarked
package dev.stowage.placement.account;

import org.jspecify.annotations.NullMarked;
