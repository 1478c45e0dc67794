/// `./stowage bench account-file`: an account with a million files, over real placement and
/// suppliers and real HTTP between them.
///
/// - `AccountFileCommand` is what one types, `AccountFileBenchmark` the run;
/// - `Neighbourhood` is placement and suppliers, `House` a customer-service among them whose
///   `Traffic` is counted;
/// - `SampleFiles` are entries such as uploads leave: committed by the product's own commits, but
///   their contents are never stored, for only the account file is measured;
/// - `Writer` makes small changes one after the other and notes how long each took;
/// - `Report` prints what was wanted beside what was.
@NullMarked
package dev.stowage.verification.benchmarks.account;

import org.jspecify.annotations.NullMarked;
