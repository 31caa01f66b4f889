/**
 * The commands that ask a server, over HTTP, what others ask with curl: by picocli, each a class.
 * In {@link io.cqueue.remote.RemoteCommands} are all of them. They know the client and nothing of
 * the server's inside.
 */
@NullMarked
package io.cqueue.remote;

import org.jspecify.annotations.NullMarked;
