/** How settings are read. */
@NullMarked
package io.cqueue.config;

import org.jspecify.annotations.NullMarked;
