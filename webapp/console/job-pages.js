/**
 * The jobs of a queue, a page at a time, by the cursors of `GET /jobs`. The server ends a page
 * early rather than look at too many jobs for it, so one page here may take a few requests: but a
 * few only, and then the reader says whether to go on.
 */

const SIZE = 50;
const MOST_REQUESTS = 4;

export class JobPages {
  /**
   * @param {import('./api.js').Api} api
   * @param {string} queue
   */
  constructor(api, queue) {
    this.api = api;
    this.queue = queue;
    /** The jobs of the page. */
    this.jobs = [];
    /** Where the next page begins; null at the end. */
    this.next = null;
    /** Whether there is more than was looked at. */
    this.isShort = false;
    this.seen = [];
    this.query = {};
  }

  /** Turns to another page, or to other jobs. */
  go(query) {
    const other = ['status', 'type', 'tag'].some((name) => query[name] !== this.query[name]);
    if (other || !query.after) {
      this.seen = [];
    } else if (this.seen.at(-1) === query.after) {
      this.seen.pop();
    } else if (query.after !== this.query.after) {
      this.seen.push(this.query.after ?? '');
    }
    this.query = query;
  }

  /** Where the page before begins, as far as is known; or else the first. */
  before() {
    return this.seen.at(-1) ?? '';
  }

  async load() {
    const query = this.query;
    const jobs = [];
    let next = query.after;
    for (let asked = 0; next !== null && jobs.length < SIZE && asked < MOST_REQUESTS; asked++) {
      const page = await this.api.get(`jobs?${this.search(next, SIZE - jobs.length)}`);
      jobs.push(...page.Jobs);
      next = page.Next ?? null;
    }
    if (query === this.query) {
      this.jobs = jobs;
      this.next = next;
      this.isShort = jobs.length < SIZE;
    }
  }

  search(after, limit) {
    const { status, type, tag } = this.query;
    const search = new URLSearchParams({ queue: this.queue, limit });
    const [name, value] = split(tag ?? '');
    for (const [key, wanted] of [['status', status], ['type', type], [`tag.${name}`, value], ['after', after]]) {
      if (wanted) {
        search.set(key, wanted);
      }
    }
    return search;
  }
}

/** `name=value`, of which the value may have more of them. */
function split(tag) {
  const at = tag.indexOf('=');
  return at < 0 ? [tag, ''] : [tag.slice(0, at), tag.slice(at + 1)];
}
