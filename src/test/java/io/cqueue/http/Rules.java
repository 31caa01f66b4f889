package io.cqueue.http;

import com.fasterxml.jackson.databind.JsonNode;

/** What the rules of one topic need. */
interface Rules {

  /** The server under test. */
  Http http();

  /** A queue that no other test knows. */
  default OwnQueue queue() {
    return new OwnQueue(http());
  }

  /** A job as it stands. */
  default JsonNode job(long id) {
    return http().get("/jobs/" + id).is(200).json();
  }

  /** The status of a job. */
  default String status(long id) {
    return job(id).path("Status").textValue();
  }

  /** JSON from a text with single quotes, which is easier to read. */
  static String json(String text) {
    return text.replace('\'', '"');
  }
}
