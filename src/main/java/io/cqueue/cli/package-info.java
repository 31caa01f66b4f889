/**
 * The command line of the runnable WAR, by picocli. Start at {@link io.cqueue.cli.Cli}. Only {@code
 * java -jar} comes here: in a servlet container these classes are never loaded. {@link
 * io.cqueue.cli.Bench} and what it uses are a load generator: an HTTP client like any other, which
 * knows nothing of the server's inside.
 */
@NullMarked
package io.cqueue.cli;

import org.jspecify.annotations.NullMarked;
