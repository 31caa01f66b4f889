/** One job: what it is, what happened to it, and what its producer and its consumer said. */

import { Refused } from './api.js';
import { attribute, h, sync, text } from './dom.js';
import { nothing } from './empty.js';
import { ago, duration, moment } from './format.js';
import { inFrame } from './frame.js';
import { cancelJob, retryJob } from './jobs-table.js';
import { pretty, rawFields } from './raw-json.js';
import { toJob, toQueue } from './router.js';
import { badge, isCancellable, isRetryable } from './status.js';
import { Timeline } from './timeline.js';

/** More characters than that are shown only to those who ask. */
const LONG = 50_000;

/** What is said of it, if there is something to say. */
const FACTS = [
  ['Type', (job) => job.Type],
  ['Priority', (job) => job.Priority],
  ['Attempt', (job) => (job.Attempt === undefined ? undefined : `${job.Attempt}${job.MaxAttempts ? ` of ${job.MaxAttempts}` : ''}`)],
  ['Consumer', (job) => job.Consumer],
  ['Enqueued', (job) => moment(job.EnqueuedAt)],
  ['Can be had', (job) => job.RunAt && `${moment(job.RunAt)} (${ago(job.RunAt)})`],
  ['Expires', (job) => job.ExpiresAt && `${moment(job.ExpiresAt)} (${ago(job.ExpiresAt)})`],
  ['Lease', (job) => (job.Lease === undefined ? undefined : job.Lease === 0 ? 'no end' : duration(job.Lease))],
  ['Unique key', (job) => job.UniqueKey],
  ['Group', (job) => job.Group],
  ['Tags', (job) => job.Tags && Object.entries(job.Tags).map(([name, value]) => `${name}=${value}`).join(', ')],
  ['Reason', (job) => job.Reason],
  ['Batch', (job) => job.Batch],
  ['Added when this batch ended', (job) => job.ParentBatch],
  ['When concluded', (job) => callback(job.OnConclude)],
  ['When failed or cancelled', (job) => callback(job.OnFail)],
];

/** What is done when it ends, in short. */
function callback(said) {
  return said && (said.URL ?? `${said.Job.Type} into ${said.Job.Queue}`);
}

export class JobView {
  constructor(app, { name }) {
    this.app = app;
    this.id = name;
    this.title = `Job ${name}`;
    this.job = null;
    this.status = badge();
    this.up = h('a', { href: '#/' }, 'Queues');
    this.cancel = h('button', { hidden: true, on: { click: () => cancelJob(app, name) } }, 'Cancel');
    this.retry = h('button', { hidden: true, class: 'primary', on: { click: () => retryJob(app, name) } }, 'Retry');
    this.facts = h('dl', { class: 'facts' });
    this.after = h('p', { hidden: true });
    this.parent = h('p', { hidden: true });
    this.timeline = new Timeline();
    this.values = ['Payload', 'Result', 'Progress'].map((field) => new Value(field));
    this.error = new ErrorPart();
    this.missing = h('div');
    this.body = h('div', { class: 'job', hidden: true },
      h('div', { class: 'column' }, this.error.element, ...this.values.map((value) => value.element), this.timeline.element),
      h('section', { class: 'card part' }, h('h2', {}, 'Facts'), this.facts, this.after, this.parent));
    this.element = h('div', { class: 'view' },
      h('div', { class: 'view-head' },
        h('nav', { class: 'crumbs', 'aria-label': 'Where you are' }, this.up),
        h('h1', { tabindex: '-1' }, this.title), this.status.element,
        h('div', { class: 'actions', role: 'group', 'aria-label': 'Actions' }, this.retry, this.cancel)),
      this.missing, this.body);
    this.render = () => this.draw();
  }

  /** Where a job goes that is enqueued from here. */
  get queue() {
    return this.job?.Queue;
  }

  go({ view, name }) {
    return view === 'job' && name === this.id;
  }

  concerns(event) {
    return String(event.ID) === this.id;
  }

  shortcuts() {
    return [{ keys: 'g u', label: 'Up to the queue', run: () => { location.hash = this.up.getAttribute('href'); } }];
  }

  async load() {
    try {
      this.text = await this.app.api.getText(`jobs/${this.id}`);
      this.job = JSON.parse(this.text);
    } catch (e) {
      if (!(e instanceof Refused && e.status === 404)) {
        throw e;
      }
      this.job = null;
    }
    inFrame(this.render);
  }

  draw() {
    const { job } = this;
    attribute(this.body, 'hidden', job === null);
    attribute(this.status.element, 'hidden', job === null);
    attribute(this.cancel, 'hidden', job === null || !isCancellable(job.Status));
    attribute(this.retry, 'hidden', job === null || !isRetryable(job.Status));
    this.missing.replaceChildren(...(job === null ? [nothing('There is no such job',
      h('p', {}, 'It never was, or it was finished so long ago that it is forgotten.'))] : []));
    if (job === null) {
      return;
    }
    this.status.show(job.Status);
    text(this.up, job.Queue);
    attribute(this.up, 'href', toQueue(job.Queue));
    sync(this.facts, FACTS.map(([name, value]) => ({ name, value: value(job) }))
      .filter(({ value }) => value !== undefined && value !== ''), ({ name }) => name, fact);
    this.drawLinks(this.after, 'After', job.After ?? []);
    this.drawLinks(this.parent, 'Added when this ended', job.Parent === undefined ? [] : [job.Parent]);
    const raw = rawFields(this.text);
    this.values.forEach((value) => value.show(raw.get(value.field)));
    this.error.show(job.Error);
    this.timeline.show(job);
  }

  drawLinks(element, words, ids) {
    attribute(element, 'hidden', ids.length === 0);
    const wanted = ids.join();
    if (element.dataset.ids !== wanted) {
      element.dataset.ids = wanted;
      element.replaceChildren(`${words}: `, ...ids.slice(0, 50).flatMap((id) => [h('a', { href: toJob(id) }, id), ' ']));
    }
  }
}

function fact({ name }) {
  const value = h('dd');
  return { element: h('div', {}, h('dt', {}, name), value), update: (item) => text(value, item.value) };
}

/** A JSON value as it was sent, with nothing but white space added. */
class Value {
  constructor(field) {
    this.field = field;
    this.raw = null;
    this.pre = h('pre', { tabindex: '0', 'aria-label': field });
    this.all = h('button', { class: 'small', hidden: true, on: { click: () => this.showAll() } }, 'Show all of it');
    this.element = h('section', { class: 'card part', hidden: true }, h('h2', {}, field), this.pre, this.all);
  }

  show(raw) {
    attribute(this.element, 'hidden', raw === undefined);
    if (raw !== undefined && raw !== this.raw) {
      this.raw = raw;
      const long = raw.length > LONG;
      text(this.pre, long ? `${raw.slice(0, LONG)}…` : pretty(raw));
      attribute(this.all, 'hidden', !long);
    }
  }

  showAll() {
    text(this.pre, pretty(this.raw));
    attribute(this.all, 'hidden', true);
  }
}

/** What went wrong in the last attempt that failed. */
class ErrorPart {
  constructor() {
    this.message = h('p', { class: 'error-message' });
    this.type = h('p', { class: 'muted' });
    this.stack = h('pre', { tabindex: '0', 'aria-label': 'Stack' });
    this.element = h('section', { class: 'card part error-part', hidden: true },
      h('h2', {}, 'Error of the last attempt that failed'), this.message, this.type, this.stack);
  }

  show(error) {
    attribute(this.element, 'hidden', !error);
    text(this.message, error?.Message ?? '');
    text(this.type, error?.Type ?? '');
    const stack = [error?.Stack ?? []].flat().join('\n');
    text(this.stack, stack);
    attribute(this.stack, 'hidden', stack === '');
  }
}
