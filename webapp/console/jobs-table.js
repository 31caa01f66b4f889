/** A page of jobs. */

import { attribute, h, sync, text } from './dom.js';
import { ago, moment } from './format.js';
import { toJob } from './router.js';
import { badge, isCancellable, isRetryable } from './status.js';

export class JobsTable {
  /** @param {import('./app.js').App} app */
  constructor(app) {
    this.app = app;
    this.body = h('tbody');
    const head = [['ID'], ['Type'], ['Status'], ['Priority', 'number wide'], ['Attempt', 'number wide'],
      ['Consumer', 'wide'], ['Enqueued', 'number']];
    this.element = h('div', { class: 'table card', role: 'region', 'aria-label': 'Jobs', tabindex: '0' },
      h('table', {}, h('thead', {}, h('tr', {},
        ...head.map(([label, kind]) => h('th', { scope: 'col', class: kind }, label)),
        h('th', { scope: 'col' }, h('span', { class: 'hidden' }, 'Actions')))), this.body));
  }

  show(jobs) {
    sync(this.body, jobs, (job) => job.ID, (job) => this.row(job));
  }

  row({ ID }) {
    const type = h('td', { class: 'clip' });
    const status = badge();
    const priority = h('td', { class: 'number wide' });
    const attempt = h('td', { class: 'number wide' });
    const consumer = h('td', { class: 'clip wide' });
    const enqueued = h('td', { class: 'number' });
    const cancel = this.button('Cancel', ID, () => cancelJob(this.app, ID));
    const retry = this.button('Retry', ID, () => retryJob(this.app, ID));
    const element = h('tr', {},
      h('th', { scope: 'row' }, h('a', { class: 'row-link', href: toJob(ID) }, ID)),
      type, h('td', {}, status.element), priority, attempt, consumer, enqueued,
      h('td', { class: 'row-actions' }, cancel, retry));
    return {
      element,
      update: (job) => {
        text(type, job.Type);
        attribute(type, 'title', job.Type);
        status.show(job.Status);
        text(priority, job.Priority);
        text(attempt, job.Attempt ?? '–');
        text(consumer, job.Consumer ?? '–');
        text(enqueued, ago(job.EnqueuedAt));
        attribute(enqueued, 'title', moment(job.EnqueuedAt));
        attribute(cancel, 'hidden', !isCancellable(job.Status));
        attribute(retry, 'hidden', !isRetryable(job.Status));
      },
    };
  }

  button(label, id, click) {
    return h('button', { class: 'small', 'aria-label': `${label} job ${id}`, on: { click } }, label);
  }
}

/** Ends a job. */
export function cancelJob(app, id) {
  return app.act(() => app.api.change('DELETE', `jobs/${id}`), `Job ${id} is cancelled.`);
}

/** Puts a job back that failed or was cancelled. */
export function retryJob(app, id) {
  return app.act(() => app.api.change('POST', `jobs/${id}/retry`), `Job ${id} waits again.`);
}
