/// Back-pressure: the bytes of files that are in memory at once, whatever the files' sizes.
///
/// Who wants memory for content takes it from a [Window] first and waits there, for a bounded time,
/// while too much is in flight. Nobody who holds a part of a window waits for more of the same
/// window unless what he holds comes back by itself.
@NullMarked
package dev.stowage.customer.window;

import org.jspecify.annotations.NullMarked;
