package io.cqueue.http;

import io.cqueue.core.JobEvent;
import java.util.Set;

/**
 * Which events a listener wants.
 *
 * @param queues of these queues, or of all if there are none
 * @param types of these types, or of all if there are none
 */
record EventFilter(Set<String> queues, Set<String> types) {

  boolean wants(JobEvent event) {
    return !event.isHidden()
        && (queues.isEmpty() || queues.contains(event.queue()))
        && (types.isEmpty() || types.contains(event.type()));
  }
}
