package io.cqueue.cli;

import io.cqueue.remote.StopRequest;

/**
 * What is done elsewhere when the command line says so.
 *
 * @param serve runs the server
 * @param migrate brings the tables of a database up to date
 * @param backup copies the jobs on this machine to the file that is its argument
 * @param token makes a token
 * @param stop how commands that go on and on learn that they shall end
 */
public record Commands(
    ConfiguredRun serve,
    ConfiguredRun migrate,
    ConfiguredRun backup,
    TokenMaker token,
    StopRequest stop) {}
