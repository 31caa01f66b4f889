package io.cqueue.remote;

import io.cqueue.client.Json;
import io.cqueue.client.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}: finds jobs. */
@Command(name = "list", description = "Finds jobs, in the order of their IDs.")
final class ListCommand implements Callable<Integer> {

  private static final int PAGE = 1000;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(names = "--queue", paramLabel = "<name>", description = "Only of this queue.")
  private @Nullable String queue;

  @Option(names = "--status", paramLabel = "<status>", split = ",", description = "Only these.")
  private List<String> statuses = new ArrayList<>();

  @Option(names = "--type", paramLabel = "<type>", split = ",", description = "Only these.")
  private List<String> types = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "<name=value>", description = "Only with this tag.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(names = "--batch", paramLabel = "<id>", description = "Only of this batch.")
  private @Nullable Long batch;

  @Option(names = "--after", paramLabel = "<id>", description = "Only with a greater ID.")
  private long after;

  @Option(names = "--limit", paramLabel = "<n>", description = "At most so many. Default: 100")
  private long limit = 100;

  @Option(names = "--all", description = "All of them, however many.")
  private boolean all;

  @Override
  public Integer call() throws IOException, InterruptedException {
    long left = all ? Long.MAX_VALUE : limit;
    long from = after;
    do {
      Map<String, Json> page =
          server.client().call("GET", path(from, Math.min(PAGE, left)), null).fields();
      List<Json> jobs = page.getOrDefault("Jobs", new Json("[]")).elements();
      output.jobs(jobs);
      left -= jobs.size();
      Json next = page.get("Next");
      from = next == null ? 0 : Long.parseLong(next.text());
    } while (from != 0 && left > 0);
    return 0;
  }

  private String path(long from, long count) {
    Query query = new Query("/jobs").add("limit", count).add("after", from);
    if (queue != null) {
      query.add("queue", queue);
    }
    if (!statuses.isEmpty()) {
      query.add("status", statuses);
    }
    if (!types.isEmpty()) {
      query.add("type", types);
    }
    if (batch != null) {
      query.add("batch", batch);
    }
    tags.forEach((name, value) -> query.add("tag." + name, value));
    return query.toString();
  }
}
