package io.cqueue.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the jobs that a filter finds. Immutable.
 *
 * @param jobs by ID; there may be fewer than asked for, even none, with more to come
 * @param next what to ask for as {@link JobFilter#after} to go on; null at the end
 */
public record JobPage(List<Job> jobs, @Nullable Long next) {}
