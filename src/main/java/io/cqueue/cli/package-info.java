/**
 * The command line of the runnable WAR, by picocli. Start at {@link io.cqueue.cli.Cli}. Only {@code
 * java -jar} comes here: in a servlet container these classes are never loaded.
 */
@NullMarked
package io.cqueue.cli;

import org.jspecify.annotations.NullMarked;
