/// Whether what several clients saw of a file at the same time could have happened one operation
/// after the other: a checker of linearizability (Herlihy and Wing 1990) of our own.
///
/// The algorithm is that of Wing and Gong (1993) with the memory of Lowe (2017), as Porcupine has
/// it. Linearizability is local: a history of many files is linearizable if and only if that of
/// each file is, so files are checked one by one. What reads many files at once (a listing) is
/// taken for one read of each: that is sound, and does not prove that it saw them at one moment.
@NullMarked
package dev.stowage.cluster.history;

import org.jspecify.annotations.NullMarked;
