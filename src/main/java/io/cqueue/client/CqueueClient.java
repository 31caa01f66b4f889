package io.cqueue.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server, seen from a program.
 *
 * <pre>{@code
 * CqueueClient cqueue = CqueueClient.to(URI.create("http://localhost:3000"));
 * long id = cqueue.enqueue(NewJob.of("THUMBNAIL").payload(Map.of("File", "a.png")));
 * }</pre>
 *
 * <p>A request that gets no answer, or 503, is sent again a few times: every call is safe to
 * repeat, by an idempotency key or by the attempt. Only then there is an {@link IOException}. A
 * server that says no is a {@link CqueueException}, which says why.
 *
 * <p>Whoever wants to do jobs, and not just to ask about them, is better served by a {@link
 * Worker}. Immutable, and thread-safe.
 */
public final class CqueueClient {

  private static final int TRIES = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Transport transport;
  private final Map<String, String> headers;
  private final int tries;

  private CqueueClient(Transport transport, Map<String, String> headers, int tries) {
    this.transport = transport;
    this.headers = Map.copyOf(headers);
    this.tries = tries;
  }

  /** To the server that is mounted there. */
  public static CqueueClient to(URI server) {
    return over(new HttpTransport(server));
  }

  /** To a server that is reached in another way. */
  public static CqueueClient over(Transport transport) {
    return new CqueueClient(transport, Map.of(), TRIES);
  }

  /** With this token, for a server that wants one. */
  public CqueueClient token(String token) {
    return with("Authorization", "Bearer " + token);
  }

  /** Under this name: jobs say who has them. */
  public CqueueClient consumer(String name) {
    return with("Queue-Consumer", name);
  }

  /** Sends a request so many times at most, while there is no answer. */
  public CqueueClient tries(int times) {
    return new CqueueClient(transport, headers, Math.max(1, times));
  }

  private CqueueClient with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new CqueueClient(transport, more, tries);
  }

  /** Adds a job and returns its ID; if its unique key is taken, the ID of the job that has it. */
  public long enqueue(NewJob job) throws IOException, InterruptedException {
    Json answer = post("/jobs/enqueue", job.json(), UUID.randomUUID().toString());
    return Fields.of(answer).number("ID");
  }

  /** Adds all of these jobs or none, and returns their IDs in order. */
  public List<Long> enqueue(List<NewJob> jobs) throws IOException, InterruptedException {
    List<Json> items = jobs.stream().map(NewJob::json).toList();
    return enqueueAll(Json.of(items), UUID.randomUUID().toString());
  }

  /**
   * Adds a job, or those of an array, once for this key: repeated with the same within a day, it
   * has the same answer and adds nothing.
   *
   * @return the answer of the server
   */
  public Json enqueue(Json jobs, String key) throws IOException, InterruptedException {
    return post("/jobs/enqueue", jobs, key);
  }

  /** The same for an array; returns the IDs in order. */
  public List<Long> enqueueAll(Json jobs, String key) throws IOException, InterruptedException {
    return enqueue(jobs, key).elements().stream()
        .map(answer -> Fields.of(answer).number("ID"))
        .toList();
  }

  /** Adds jobs as one whole: all of them or none. */
  public EnqueuedBatch enqueue(NewBatch batch) throws IOException, InterruptedException {
    return EnqueuedBatch.of(enqueueBatch(batch.json(), UUID.randomUUID().toString()));
  }

  /**
   * Adds a batch once for this key: repeated with the same within a day, it has the same answer and
   * adds nothing.
   *
   * @return the answer of the server
   */
  public Json enqueueBatch(Json batch, String key) throws IOException, InterruptedException {
    return post("/batches", batch, key);
  }

  /** The batch with this ID, if there is one. */
  public Optional<Batch> batch(long id) throws IOException, InterruptedException {
    return find("unknown-batch", "/batches/" + id, PATIENCE).map(Batch::of);
  }

  /** Takes jobs; none if there are none. */
  public List<Job> dequeue(Dequeue wanted) throws IOException, InterruptedException {
    Json answer = send("POST", wanted.path(), "", Map.of(), PATIENCE.plus(wanted.waitTime()));
    return answer.elements().stream().map(Job::of).toList();
  }

  /** Settles jobs, and takes others: all that a consumer wants, in one request. */
  public Exchange exchange(List<Settlement> settlements, Dequeue wanted)
      throws IOException, InterruptedException {
    return exchange(
        settlements,
        send(
            "POST",
            wanted.path(),
            exchangeBody(settlements),
            Map.of(),
            PATIENCE.plus(wanted.waitTime())));
  }

  private static Exchange exchange(List<Settlement> asked, Json answer) {
    Fields fields = Fields.of(answer);
    return new Exchange(
        inOrder(asked, fields.elements("Settled").stream().map(Settled::of).toList()),
        fields.elements("Jobs").stream().map(Job::of).toList());
  }

  private static String exchangeBody(List<Settlement> settlements) {
    // In this order, since the server answers in that of the body.
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Conclude", fields(concluded(settlements)));
    body.put("Fail", fields(failed(settlements)));
    return Json.of(body).text();
  }

  /**
   * Settles jobs.
   *
   * @return an answer for each, in order
   */
  public List<Settled> settle(List<Settlement> settlements)
      throws IOException, InterruptedException {
    List<Settled> answers = new ArrayList<>();
    settle("/jobs/conclude", concluded(settlements), answers);
    settle("/jobs/fail", failed(settlements), answers);
    return inOrder(settlements, answers);
  }

  private void settle(String path, List<Settlement> items, List<Settled> answers)
      throws IOException, InterruptedException {
    if (!items.isEmpty()) {
      Json answer = call("POST", path, Json.of(fields(items)));
      answer.elements().forEach(item -> answers.add(Settled.of(item)));
    }
  }

  private static List<Settlement> concluded(List<Settlement> all) {
    return all.stream().filter(each -> each instanceof Settlement.Conclude).toList();
  }

  private static List<Settlement> failed(List<Settlement> all) {
    return all.stream().filter(each -> each instanceof Settlement.Fail).toList();
  }

  private static List<Map<String, @Nullable Object>> fields(List<Settlement> items) {
    return items.stream().map(Settlement::fields).toList();
  }

  /** The server answers in the order of the body: first all concluded, then all failed. */
  private static List<Settled> inOrder(List<Settlement> asked, List<Settled> answers) {
    if (answers.size() != asked.size()) {
      throw new IllegalStateException(
          asked.size() + " jobs were settled, and there are " + answers.size() + " answers");
    }
    Iterator<Settled> concluded = answers.iterator();
    Iterator<Settled> failed = answers.subList(concluded(asked).size(), answers.size()).iterator();
    return asked.stream()
        .map(each -> each instanceof Settlement.Conclude ? concluded.next() : failed.next())
        .toList();
  }

  /** The job is done; the result may be null, see {@link Json#of}. */
  public Job conclude(Job job, @Nullable Object result) throws IOException, InterruptedException {
    Json json = result == null ? null : Json.of(result);
    return settle(job, "conclude", new Settlement.Conclude(job.id(), job.attempt(), json).fields());
  }

  /** The attempt failed. */
  public Job fail(Job job, Failure failure) throws IOException, InterruptedException {
    return settle(job, "fail", new Settlement.Fail(job.id(), job.attempt(), failure).fields());
  }

  /** A heartbeat: the consumer keeps the job for this time from now. */
  public Job extend(Job job, Duration lease) throws IOException, InterruptedException {
    return settle(job, "extend", Map.of("Lease", Fields.seconds(lease), "Attempt", job.attempt()));
  }

  /** Gives the job back; the attempt does not count. */
  public Job release(Job job) throws IOException, InterruptedException {
    return settle(job, "release", Map.of("Attempt", job.attempt()));
  }

  private Job settle(Job job, String how, Map<String, ? extends @Nullable Object> fields)
      throws IOException, InterruptedException {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(fields);
    body.remove("ID");
    return Job.of(call("POST", "/jobs/" + job.id() + "/" + how, Json.of(body)));
  }

  /** The job with this ID, if there is one. */
  public Optional<Job> get(long id) throws IOException, InterruptedException {
    return await(id, Duration.ZERO);
  }

  /** The same, as soon as it is finished or this time is over, at most a minute. */
  public Optional<Job> await(long id, Duration time) throws IOException, InterruptedException {
    Query path = new Query("/jobs/" + id);
    if (!time.isZero()) {
      path.add("wait", Fields.seconds(time));
    }
    return find("unknown-job", path.toString(), PATIENCE.plus(time)).map(Job::of);
  }

  private Optional<Json> find(String unknown, String path, Duration timeout)
      throws IOException, InterruptedException {
    try {
      return Optional.of(send("GET", path, "", Map.of(), timeout));
    } catch (CqueueException e) {
      if (e.problem().type().equals("urn:cqueue:" + unknown)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Calls a job off. */
  public Job cancel(long id) throws IOException, InterruptedException {
    return Job.of(call("DELETE", "/jobs/" + id, null));
  }

  /** Gives a job that is {@code FAILED} or {@code CANCELLED} another chance. */
  public Job retry(long id) throws IOException, InterruptedException {
    return Job.of(call("POST", "/jobs/" + id + "/retry", null));
  }

  /**
   * Any other request of the interface.
   *
   * @param method that of HTTP
   * @param path with its parameters, see {@link Query}
   * @param body null if there is none
   * @return the answer; {@code null} as JSON if it has no body
   */
  public Json call(String method, String path, @Nullable Json body)
      throws IOException, InterruptedException {
    return send(method, path, body == null ? "" : body.text(), Map.of(), PATIENCE);
  }

  private Json post(String path, Json body, String key) throws IOException, InterruptedException {
    return send("POST", path, body.text(), Map.of("Idempotency-Key", key), PATIENCE);
  }

  private Json send(
      String method, String path, String body, Map<String, String> more, Duration timeout)
      throws IOException, InterruptedException {
    return new Call(transport, request(method, path, body, more, timeout)).send(tries);
  }

  /** A request of this client, not yet sent. */
  Transport.Request request(
      String method, String path, String body, Map<String, String> more, Duration timeout) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    if (!body.isEmpty()) {
      all.put("Content-Type", "application/json");
    }
    return new Transport.Request(method, path, all, body, timeout);
  }

  Transport transport() {
    return transport;
  }
}
