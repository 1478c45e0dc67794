/// `stowage demo`: the main job on any folder, shown to a person, and nothing that could cheat.
///
/// A cluster of its own, with a supplier for each carrier as far as that goes; every file goes in
/// by the gateway; as many of the suppliers that hold them as the layout tolerates are taken away,
/// ports and directories; who knew anything by heart is started anew; every file comes back and is
/// compared byte by byte. Then one supplier more is taken away, and nothing wrong may come.
@NullMarked
package dev.stowage.cluster.demo;

import org.jspecify.annotations.NullMarked;
