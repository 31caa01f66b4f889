package io.cqueue.remote;

import io.cqueue.client.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How an answer is shown: as tables to people, and else as the server wrote it, a value a line. */
final class OutputOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--json",
      description = "Print JSON, one value a line; so it is unless a person looks on.")
  private boolean json;

  @Option(names = "--table", description = "Print a table, whoever looks on.")
  private boolean table;

  /** Whether programs are to read it. */
  boolean isJson() {
    return json || (!table && !Terminal.isThere());
  }

  /** Prints jobs. */
  void jobs(List<Json> jobs) {
    if (isJson()) {
      lines(jobs);
    } else {
      table(Tables.jobs(jobs));
    }
  }

  /** Prints queues. */
  void queues(List<Json> queues) {
    if (isJson()) {
      lines(queues);
    } else {
      table(Tables.queues(queues));
    }
  }

  /** Prints an object, for people a field a line. */
  void object(Json object) {
    if (isJson()) {
      lines(List.of(object));
      return;
    }
    Table fields = new Table();
    for (Map.Entry<String, Json> field : object.fields().entrySet()) {
      fields.row(field.getKey(), Tables.plain(field.getValue()));
    }
    table(fields);
  }

  private void lines(List<Json> values) {
    values.forEach(value -> out().println(value.text()));
    out().flush();
  }

  private void table(Table rows) {
    out().print(rows);
    out().flush();
  }

  /** The standard output. */
  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Says something that is not the answer. */
  void say(@Nullable String message) {
    spec.commandLine().getErr().println("cqueue: " + Objects.requireNonNullElse(message, ""));
  }
}
