/**
 * Which view an address means. Addresses are in the part behind `#`, which no server gets to see,
 * so that they work below any context path.
 */

/**
 * @typedef {object} Route
 * @property {'queues'|'queue'|'job'|'schedules'} view
 * @property {string} [name] the queue, or the ID of the job
 * @property {URLSearchParams} query
 */

/** @returns {Route} */
export function route(hash) {
  const [path, search] = hash.replace(/^#\/?/, '').split('?', 2);
  const [part, name] = path.split('/').map(decode);
  const query = new URLSearchParams(search ?? '');
  if (part === 'queues' && name) {
    return { view: 'queue', name, query };
  }
  if (part === 'jobs' && /^\d+$/.test(name ?? '')) {
    return { view: 'job', name, query };
  }
  return { view: part === 'schedules' ? 'schedules' : 'queues', query };
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a queue; `query` chooses among its jobs. */
export function toQueue(name, query = {}) {
  const set = Object.entries(query).filter(([, value]) => value);
  const search = new URLSearchParams(set).toString();
  return `#/queues/${encodeURIComponent(name)}${search && `?${search}`}`;
}

/** The address of a job. */
export function toJob(id) {
  return `#/jobs/${id}`;
}
