/** Tests of the commands that are clients, each against a server in this process. */
@NullMarked
package io.cqueue.remote;

import org.jspecify.annotations.NullMarked;
