/// UPLOAD: read → cut into runs → compress → encrypt → fill blocks → encode → sign → spread →
/// record → swap head.
///
/// A large file fills blocks with one run each: while the next one is read, those before are coded
/// on the computing threads and spread; memory is a bounded number of frames from the window. A
/// small file is read whole and goes into the next commit of its account, where it shares a block.
/// Nothing is recorded before everything is durable; what an upload that failed has spread is named
/// by no head.
@NullMarked
package dev.stowage.customer.upload;

import org.jspecify.annotations.NullMarked;
