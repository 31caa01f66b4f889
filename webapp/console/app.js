/**
 * The console. Start reading here: an address becomes a view (`router.js`), a view loads what it
 * shows (`refresher.js` says when), and what happens on the server (`feed.js`) makes it load again.
 */

import { Api, Refused } from './api.js';
import { enqueue } from './enqueue.js';
import { Feed } from './feed.js';
import { History } from './history.js';
import { JobView } from './job-view.js';
import { Notices } from './notices.js';
import { QueueView } from './queue-view.js';
import { QueuesView } from './queues-view.js';
import { Refresher } from './refresher.js';
import { route } from './router.js';
import { SchedulesView } from './schedules-view.js';
import { Session } from './session.js';
import { Shell } from './shell.js';
import { moveFocus, Shortcuts } from './shortcuts.js';
import { SignIn } from './sign-in.js';

const VIEWS = { queues: QueuesView, queue: QueueView, job: JobView, schedules: SchedulesView };

/**
 * What every view has.
 *
 * @typedef {object} View
 * @property {string} title
 * @property {Element} element
 * @property {(route: import('./router.js').Route) => boolean} go takes another address, if it is
 *     one for the same thing
 * @property {() => Promise<void>} load gets what it shows, and shows it
 * @property {(event: {Queue: string, ID: number}) => boolean} concerns whether a change shows in it
 * @property {() => import('./shortcuts.js').Shortcut[]} shortcuts
 * @property {() => void} close
 */

export class App {
  constructor() {
    this.session = new Session();
    this.api = new Api(this.session, () => this.askWho());
    this.notices = new Notices(document.getElementById('notices'));
    this.history = new History();
    this.main = document.getElementById('main');
    /** @type {View|null} */
    this.view = null;
    this.refresher = null;
    this.shortcuts = new Shortcuts(() => this.keys());
    this.shell = new Shell(this);
    this.feed = new Feed(this.api, {
      event: (event) => this.view?.concerns?.(event) && this.refresher.soon(),
      reset: () => this.refresher?.soon(),
      state: (state) => this.shell.link(state),
    });
  }

  start() {
    window.addEventListener('hashchange', () => this.open(true));
    // A browser may keep a page that was left, to come back to, with its connection: a few of those
    // and it opens no more to this server.
    window.addEventListener('pagehide', () => this.feed.stop());
    window.addEventListener('pageshow', (event) => event.persisted && this.feed.start());
    this.shell.signedIn(this.session.token, false);
    this.feed.start();
    this.open(false);
  }

  /** Shows what the address means; moves the focus there if someone went to it. */
  async open(move) {
    const wanted = route(location.hash);
    if (this.view?.go?.(wanted)) {
      await this.refresher.now();
      return;
    }
    this.leave();
    this.view = new VIEWS[wanted.view](this, wanted);
    this.refresher = new Refresher(() => this.load(this.view));
    this.main.replaceChildren(this.view.element);
    this.shell.part(wanted.view);
    document.title = `${this.view.title} · cqueue`;
    window.scrollTo(0, 0);
    if (move) {
      this.main.querySelector('h1').focus({ preventScroll: true });
    }
    await this.refresher.now();
  }

  leave() {
    this.refresher?.stop();
    this.view?.close?.();
    this.view = null;
  }

  async load(view) {
    try {
      const [stats] = await Promise.all([this.api.get('jobs/stats'), view.load()]);
      this.shell.show(stats);
    } catch (e) {
      this.failed(e);
    }
  }

  /** Loads what is shown again, since it was changed from here. */
  refresh() {
    return this.refresher?.now();
  }

  /** Does something on the server and says what became of it. */
  async act(change, done) {
    try {
      const answer = await change();
      this.notices.say(typeof done === 'function' ? done(answer) : done);
    } catch (e) {
      this.failed(e);
    }
    await this.refresh();
  }

  failed(e) {
    if (e instanceof Refused) {
      if (e.status !== 401) {
        this.notices.error(e.message);
      }
    } else if (e instanceof TypeError) {
      this.shell.link('lost'); // No answer: the next try may have one.
    } else {
      throw e;
    }
  }

  askWho() {
    if (this.view instanceof SignIn) {
      return;
    }
    this.leave();
    this.feed.stop();
    this.refresher = null;
    this.view = new SignIn((token) => this.enter(token));
    this.main.replaceChildren(this.view.element);
    document.title = 'Sign in · cqueue';
    this.shell.signedIn(null, true);
    this.view.focus();
  }

  async enter(token) {
    this.session.token = token;
    try {
      await this.api.get('jobs/stats');
    } catch (e) {
      this.session.token = null;
      throw e;
    }
    this.shell.signedIn(token, false);
    this.view = null;
    this.feed.start();
    await this.open(true);
  }

  signOut() {
    this.session.token = null;
    location.reload(); // Nothing of what was seen stays.
  }

  /** @returns {import('./shortcuts.js').Shortcut[]} */
  keys() {
    if (this.view instanceof SignIn) {
      return [];
    }
    return [
      { keys: 'g q', label: 'Go to the queues', run: () => { location.hash = '#/'; } },
      { keys: 'g s', label: 'Go to the schedules', run: () => { location.hash = '#/schedules'; } },
      { keys: 'g j', label: 'Go to a job by its ID', run: () => document.getElementById('find-id').focus() },
      { keys: 'e', label: 'Enqueue a job', run: () => enqueue(this, this.view?.queue ?? 'default') },
      { keys: 'j', label: 'Next row', run: () => moveFocus(this.main, 1) },
      { keys: 'k', label: 'Previous row', run: () => moveFocus(this.main, -1) },
      ...(this.view?.shortcuts?.() ?? []),
      { keys: 'r', label: 'Load again', run: () => this.refresh() },
    ];
  }
}

new App().start();
