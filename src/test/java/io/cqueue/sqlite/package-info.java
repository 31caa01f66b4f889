/** Tests of the change log in SQLite, on real files. */
@NullMarked
package io.cqueue.sqlite;

import org.jspecify.annotations.NullMarked;
