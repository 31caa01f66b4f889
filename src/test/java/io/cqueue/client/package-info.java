/** Tests of the client for Java, each against a server in this process. */
@NullMarked
package io.cqueue.client;

import org.jspecify.annotations.NullMarked;
