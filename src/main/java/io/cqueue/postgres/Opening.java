package io.cqueue.postgres;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a transaction locks before anything else, because it is known that it has to. Immutable.
 *
 * @param names see {@link NameLocks}
 * @param jobs by ID, those that there are
 */
record Opening(Set<String> names, Set<Long> jobs) {

  static final Opening NOTHING = new Opening(Set.of(), Set.of());

  static Opening ofNames(Set<String> names) {
    return new Opening(names, Set.of());
  }

  static Opening ofJobs(Collection<Long> ids) {
    return new Opening(Set.of(), new TreeSet<>(ids));
  }

  /** The same, and one name more. */
  Opening with(String name) {
    Set<String> more = new TreeSet<>(names);
    more.add(name);
    return new Opening(more, jobs);
  }
}
