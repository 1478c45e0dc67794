/// How services join: code → proof of the key → id for ever → certificate.
///
/// Codes are kept as hashes and are good for a number of joins. A key that joined once gets the
/// same id again, so that a service may ask as often as it likes.
@NullMarked
package dev.stowage.placement.join;

import org.jspecify.annotations.NullMarked;
