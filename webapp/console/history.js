/**
 * What queues were like while this page was open, for charts. The server keeps no past; whoever
 * wants more of it has Prometheus.
 */

/** So many samples: at one in two seconds, ten minutes. */
const LENGTH = 300;

/** Under this name, which no queue can have, is the sum of all queues. */
export const ALL = '';

export class History {
  constructor() {
    this.queues = new Map();
  }

  /** Takes note of queues as the server describes them. */
  note(queues) {
    const now = Date.now() / 1000;
    for (const queue of queues) {
      this.add(queue.Name, now, sample(queue));
    }
  }

  /** Takes note of all queues that there are. */
  noteAll(queues) {
    this.note(queues);
    const names = new Set(queues.map((queue) => queue.Name));
    for (const name of this.queues.keys()) {
      if (name !== ALL && !names.has(name)) {
        this.queues.delete(name);
      }
    }
    const sum = { waiting: 0, enqueued: 0, concluded: 0 };
    for (const queue of queues) {
      for (const [name, value] of Object.entries(sample(queue))) {
        sum[name] += value;
      }
    }
    this.add(ALL, Date.now() / 1000, sum);
  }

  add(name, now, values) {
    let series = this.queues.get(name);
    if (!series) {
      series = { time: [], waiting: [], enqueued: [], concluded: [] };
      this.queues.set(name, series);
    }
    for (const [key, value] of Object.entries({ time: now, ...values })) {
      series[key].push(value);
      if (series[key].length > LENGTH) {
        series[key].shift();
      }
    }
  }

  /** What is known of a queue, oldest first. */
  of(name) {
    return this.queues.get(name) ?? { time: [], waiting: [], enqueued: [], concluded: [] };
  }
}

function sample(queue) {
  return {
    waiting: queue.Counts.QUEUED,
    enqueued: queue.Rates.Enqueued,
    concluded: queue.Rates.Concluded,
  };
}
