/** What is around every view: the bar at the top, the banner while the server drains, the footer. */

import { confirm } from './dialogs.js';
import { attribute, text } from './dom.js';
import { enqueue } from './enqueue.js';
import { duration } from './format.js';
import { toJob } from './router.js';

const STATES = { live: 'Live', wait: 'Connecting', lost: 'Reconnecting' };

export class Shell {
  /** @param {import('./app.js').App} app */
  constructor(app) {
    this.app = app;
    this.on('enqueue', () => enqueue(app, app.view?.queue ?? 'default'));
    this.on('help', () => app.shortcuts.show());
    this.on('drain', () => this.drain());
    this.on('undrain', () => app.act(() => app.api.change('DELETE', 'drain'), 'The server takes jobs again.'));
    this.on('sign-out', () => app.signOut());
    const find = element('find');
    find.addEventListener('submit', (event) => {
      event.preventDefault();
      const id = element('find-id').value.trim();
      if (/^\d+$/.test(id)) {
        location.hash = toJob(id);
        element('find-id').value = '';
      }
    });
    document.querySelector('.skip').addEventListener('click', (event) => {
      event.preventDefault(); // The part behind # is where views have their addresses.
      element('main').focus();
    });
  }

  on(id, listener) {
    element(id).addEventListener('click', listener);
  }

  async drain() {
    const sure = await confirm('Drain this server?',
      'It takes no new jobs, and a load balancer sees that it is not ready. Consumers can finish what is there. You can undo it.',
      'Drain');
    if (sure) {
      await this.app.act(() => this.app.api.change('POST', 'drain'), 'The server is draining.');
    }
  }

  /** Shows which part of the console one is in. */
  part(view) {
    document.querySelectorAll('nav a[data-part]').forEach((link) => {
      const here = link.dataset.part === (view === 'schedules' ? 'schedules' : 'queues');
      attribute(link, 'aria-current', here ? 'page' : null);
    });
  }

  /** Shows whether the server is heard from. */
  link(state) {
    text(element('link'), STATES[state]);
    attribute(element('link'), 'data-state', state);
  }

  /** Shows whether someone is signed in, or has to be before anything can be done. */
  signedIn(token, wanted) {
    attribute(element('sign-out'), 'hidden', token === null || wanted);
    attribute(document.body, 'data-locked', wanted ? 'true' : null);
  }

  /** Shows what the server says of itself. */
  show(stats) {
    attribute(element('banner'), 'hidden', !stats.Draining);
    attribute(element('drain'), 'disabled', Boolean(stats.Draining));
    text(element('uptime'), `Up for ${duration(Math.floor(stats.UptimeMillis / 1000))}`);
  }
}

function element(id) {
  return document.getElementById(id);
}
