/// Where placement keeps its facts: an H2 file by default, or PostgreSQL.
///
/// A commit is durable when it returns, and nobody reads what a crash could still take back:
/// [DurableDataSource] sees to it on H2, with one flush for all commits that wait together.
///
/// An H2 file is one of [CheckedFiles]: what is damaged in it is never read as if it were good. A
/// file that is damaged, has forgotten what was durable, or is shorter than it was when it was
/// closed is refused and left as it is.
@NullMarked
package dev.stowage.database;

import org.jspecify.annotations.NullMarked;
