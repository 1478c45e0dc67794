/// Account heads: check → take back what was lost → compare and set → countersign.
///
/// Of all heads offered for a version exactly one is ever countersigned, and it is durable before
/// anybody sees it.
@NullMarked
package dev.stowage.placement.head;

import org.jspecify.annotations.NullMarked;
