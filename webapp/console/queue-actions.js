/** What an operator can do to a whole queue. */

import { queuePath } from './api.js';
import { confirm } from './dialogs.js';
import { attribute, h, text } from './dom.js';
import { count, jobs } from './format.js';
import { settings } from './settings.js';

export class QueueActions {
  /**
   * @param {import('./app.js').App} app
   * @param {string} name the queue
   */
  constructor(app, name) {
    this.app = app;
    this.name = name;
    this.queue = null;
    const button = (label, click, kind) => h('button', { class: kind, disabled: true, on: { click } }, label);
    this.pause = button('Pause', () => this.togglePause());
    this.retry = button('Retry failed', () => this.retryFailed());
    this.purge = button('Purge', () => this.askPurge());
    this.change = button('Settings', () => settings(this.app, this.queue));
    this.forget = button('Delete', () => this.askDelete());
    this.element = h('div', { class: 'actions', role: 'group', 'aria-label': 'Actions' },
      this.pause, this.retry, this.purge, this.change, this.forget);
  }

  show(queue) {
    this.queue = queue;
    const failed = queue.Counts.FAILED;
    text(this.pause, queue.Settings.Paused ? 'Resume' : 'Pause');
    text(this.retry, failed > 0 ? `Retry ${count(failed)} failed` : 'Retry failed');
    attribute(this.pause, 'disabled', false);
    attribute(this.change, 'disabled', false);
    attribute(this.retry, 'disabled', failed === 0);
    attribute(this.purge, 'disabled', waiting(queue) === 0);
    attribute(this.forget, 'disabled', waiting(queue) + queue.Counts.IN_PROGRESS + failed > 0);
  }

  post(action, done) {
    return this.app.act(() => this.app.api.change('POST', queuePath(this.name, action)), done);
  }

  togglePause() {
    return this.queue.Settings.Paused
      ? this.post('resume', `${this.name} hands out jobs again.`)
      : this.post('pause', `${this.name} is paused: it hands out nothing.`);
  }

  retryFailed() {
    return this.post('retry-failed', ({ Retried }) => `${jobs(Retried)} of ${this.name} ${Retried === 1 ? 'waits' : 'wait'} again.`);
  }

  async askPurge() {
    const number = jobs(waiting(this.queue));
    const sure = await confirm(`Purge ${this.name}?`,
      `This cancels ${number}: all that wait, are scheduled or blocked. Those in progress or failed stay.`,
      `Cancel ${number}`);
    if (sure) {
      await this.post('purge', ({ Purged }) => `${jobs(Purged)} of ${this.name} cancelled.`);
    }
  }

  async askDelete() {
    const sure = await confirm(`Delete ${this.name}?`,
      'This forgets its settings and its finished jobs. A queue of this name comes back, with the usual settings, as soon as someone adds a job to it.',
      'Delete the queue');
    if (sure) {
      await this.app.act(() => this.app.api.change('DELETE', queuePath(this.name)), `${this.name} is deleted.`);
      location.hash = '#/';
    }
  }
}

/** How many jobs a purge cancels. */
function waiting({ Counts }) {
  return Counts.QUEUED + Counts.SCHEDULED + Counts.BLOCKED;
}
