package io.cqueue.cli;

import java.util.Arrays;

/** The jobs that a client has in its hands. Used by one thread. */
final class Ids {

  private long[] ids = new long[16];
  private int size;

  void add(long id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long get(int index) {
    return ids[index];
  }

  /** As the server wants them: {@code [{"ID":1},{"ID":2}]}. */
  String json() {
    StringBuilder json = new StringBuilder(16 * size + 2).append('[');
    for (int i = 0; i < size; i++) {
      json.append(i == 0 ? "{\"ID\":" : ",{\"ID\":").append(ids[i]).append('}');
    }
    return json.append(']').toString();
  }
}
