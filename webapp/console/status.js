/** The statuses of jobs, as people read them. */

import { attribute, h, text } from './dom.js';

/** All of them, in the order in which a job may come to them. */
export const STATUSES = [
  'QUEUED', 'IN_PROGRESS', 'SCHEDULED', 'BLOCKED', 'FAILED', 'CONCLUDED', 'CANCELLED',
];

const LABELS = {
  QUEUED: 'Waiting',
  IN_PROGRESS: 'In progress',
  SCHEDULED: 'Scheduled',
  BLOCKED: 'Blocked',
  FAILED: 'Failed',
  CONCLUDED: 'Concluded',
  CANCELLED: 'Cancelled',
  LEASE_EXPIRED: 'Lease ran out',
  RELEASED: 'Given back',
};

/** `IN_PROGRESS` as `In progress`. */
export function label(status) {
  return LABELS[status] ?? status;
}

/** Whether a job can still be cancelled. */
export function isCancellable(status) {
  return status !== 'CONCLUDED' && status !== 'CANCELLED';
}

/** Whether a job can be put back. */
export function isRetryable(status) {
  return status === 'FAILED' || status === 'CANCELLED';
}

/** A status with its colour; `show` gives it another. */
export function badge() {
  const element = h('span', { class: 'badge' });
  return {
    element,
    show(status) {
      text(element, label(status));
      attribute(element, 'data-status', status);
    },
  };
}
