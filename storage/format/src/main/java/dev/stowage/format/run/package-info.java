/// The run: a piece of one file, compressed alone if that pays, then encrypted under the file's key
/// and bound to the place where it lies.
///
/// Stations: plain bytes → [Compression] → AES-256-GCM → a place in a block; back the same way.
/// Lengths are checked before anything is decrypted, the tag before anything is decompressed, and
/// decompression never gives more than the header says. Memory: at most one run for each
/// [RunCodec].
@NullMarked
package dev.stowage.format.run;

import org.jspecify.annotations.NullMarked;
