/// What bytes mean: addresses, layouts, runs, blocks, records, the account file, heads, live sets,
/// keys and signatures.
///
/// Every `readFrom`, `ofBytes` and `valueOf` takes bytes or text from strangers: for anything that
/// its counterpart does not write it throws an `IllegalArgumentException` with numbers, before it
/// takes memory. All numbers are big-endian. The specification is `docs/format.md`.
@NullMarked
package dev.stowage.format;

import org.jspecify.annotations.NullMarked;
