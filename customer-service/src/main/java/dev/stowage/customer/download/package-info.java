/// DOWNLOAD: resolve → locate → gather → reconstruct → check signature → decrypt → decompress →
/// join → clear.
///
/// Blocks are brought a few ahead of whoever reads, in order, within the window; reader and
/// gathering go on side by side. Every run is proved by its tag under the file's key before a byte
/// of it is handed out: what is sent is right, or the sending stops.
@NullMarked
package dev.stowage.customer.download;

import org.jspecify.annotations.NullMarked;
