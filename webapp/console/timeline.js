/** What happened to a job, in order. */

import { attribute, h, sync, text } from './dom.js';
import { ago, between, duration, moment } from './format.js';
import { label } from './status.js';

export class Timeline {
  constructor() {
    this.list = h('ol', { class: 'timeline' });
    this.element = h('section', { class: 'card part' }, h('h2', {}, 'Time line'), this.list);
  }

  show(job) {
    sync(this.list, steps(job), (step) => step.key, () => row());
  }
}

/**
 * @typedef {object} Step
 * @property {string} key
 * @property {string} status gives it its colour
 * @property {string} title
 * @property {string} at
 * @property {string} [note]
 */

/** @returns {Step[]} */
function steps(job) {
  const attempts = job.Attempts ?? [];
  const known = attempts.length > 0 ? attempts[0].Attempt : 1;
  return [
    { key: 'begin', status: 'QUEUED', title: 'Enqueued', at: job.EnqueuedAt, note: known > 1 ? `${known - 1} earlier attempts are not kept` : '' },
    ...attempts.flatMap((attempt, i) => attemptSteps(attempt, i)),
    ...now(job),
  ];
}

function attemptSteps({ Attempt, Consumer, DequeuedAt, EndedAt, Outcome, Error }, i) {
  const by = Consumer ? ` by ${Consumer}` : '';
  const begun = { key: `a${i}`, status: 'IN_PROGRESS', title: `Attempt ${Attempt} taken${by}`, at: DequeuedAt };
  if (!EndedAt) {
    return [begun];
  }
  const took = `after ${duration(between(DequeuedAt, EndedAt))}`;
  const status = Outcome === 'LEASE_EXPIRED' ? 'FAILED' : Outcome === 'RELEASED' ? 'QUEUED' : Outcome;
  const why = Error?.Message ? `${took}: ${Error.Message}` : took;
  return [begun, { key: `e${i}`, status, title: label(Outcome), at: EndedAt, note: why }];
}

/** How it stands now, unless the last attempt has said so. */
function now(job) {
  switch (job.Status) {
    case 'SCHEDULED':
      return [{ key: 'now', status: 'SCHEDULED', title: 'To be had', at: job.RunAt }];
    case 'IN_PROGRESS':
      return job.LeaseExpiresAt
        ? [{ key: 'now', status: 'SCHEDULED', title: 'Lease ends', at: job.LeaseExpiresAt, note: 'unless it is extended' }]
        : [];
    case 'CANCELLED':
      return [{ key: 'now', status: 'CANCELLED', title: 'Cancelled', at: job.ConcludedAt, note: job.Reason }];
    default:
      return [];
  }
}

function row() {
  const title = h('b');
  const at = h('time');
  const note = h('span', { class: 'muted note' });
  const element = h('li', {}, title, ' ', at, note);
  return {
    element,
    update: (step) => {
      attribute(element, 'data-status', step.status);
      text(title, step.title);
      text(at, `${moment(step.at)} · ${ago(step.at)}`);
      attribute(at, 'datetime', step.at);
      text(note, step.note ?? '');
    },
  };
}
