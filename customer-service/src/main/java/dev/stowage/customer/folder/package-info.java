/// Folders: what the account file lists, page by page. Nothing is asked of suppliers.
@NullMarked
package dev.stowage.customer.folder;

import org.jspecify.annotations.NullMarked;
