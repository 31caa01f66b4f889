/**
 * What can be set from outside, and how it is read. Start at {@link io.cqueue.config.Config}, which
 * describes every setting once; the command line's help, the reader and the table in {@code
 * docs/configuration.md} all come from there.
 */
@NullMarked
package io.cqueue.config;

import org.jspecify.annotations.NullMarked;
