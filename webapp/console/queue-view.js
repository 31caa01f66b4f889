/** One queue: its numbers, and its jobs page by page. */

import { queuePath } from './api.js';
import { Chart } from './chart.js';
import { attribute, h, text } from './dom.js';
import { howToBegin, nothing } from './empty.js';
import { count, duration, rate } from './format.js';
import { inFrame } from './frame.js';
import { JobPages } from './job-pages.js';
import { JobsTable } from './jobs-table.js';
import { QueueActions } from './queue-actions.js';
import { tile } from './queues-view.js';
import { toQueue } from './router.js';
import { label, STATUSES } from './status.js';

const TILES = [
  ['Oldest waits', (queue) => (queue.OldestAge === undefined ? '–' : duration(Math.floor(queue.OldestAge)))],
  ['In / s', (queue) => rate(queue.Rates.Enqueued)],
  ['Taken / s', (queue) => rate(queue.Rates.Dequeued)],
  ['Done / s', (queue) => rate(queue.Rates.Concluded)],
];

export class QueueView {
  constructor(app, route) {
    this.app = app;
    this.queue = route.name;
    this.title = route.name;
    this.pages = new JobPages(app.api, route.name);
    this.actions = new QueueActions(app, route.name);
    this.table = new JobsTable(app);
    this.rates = new Chart('Jobs a second', [
      { key: 'enqueued', label: 'in', colour: 'blue' },
      { key: 'concluded', label: 'done', colour: 'green' },
    ], rate);
    this.depth = new Chart('Jobs that wait', [{ key: 'waiting', label: 'waiting', colour: 'blue' }], count);
    this.tiles = TILES.map(([name]) => tile(name));
    this.tabs = ['', ...STATUSES].map((status) => {
      const number = h('b');
      return { status, number, link: h('a', {}, status ? label(status) : 'All', ' ', number) };
    });
    this.paused = h('span', { class: 'tag', hidden: true }, 'Paused');
    this.push = h('span', { class: 'tag', hidden: true }, 'Push');
    this.empty = h('div');
    this.more = h('span', { class: 'muted' });
    this.first = h('button', { on: { click: () => this.choose({ after: '' }) } }, 'First');
    this.back = h('button', { on: { click: () => this.choose({ after: this.pages.before() }) } }, 'Previous');
    this.next = h('button', { on: { click: () => this.choose({ after: String(this.pages.next) }) } }, 'Next');
    this.element = h('div', { class: 'view' },
      h('div', { class: 'view-head' },
        h('nav', { class: 'crumbs', 'aria-label': 'Where you are' }, h('a', { href: '#/' }, 'Queues')),
        h('h1', { tabindex: '-1', class: 'clip' }, route.name), this.paused, this.push, this.actions.element),
      h('dl', { class: 'tiles' }, ...this.tiles.map((each) => each.element)),
      h('div', { class: 'charts' }, this.rates.element, this.depth.element),
      h('nav', { class: 'tabs', 'aria-label': 'Jobs by status' }, ...this.tabs.map((tab) => tab.link)),
      this.filters(), this.empty, this.table.element,
      h('div', { class: 'pager' }, this.first, this.back, this.next, this.more));
    this.render = () => this.draw();
    this.go(route);
  }

  filters() {
    const input = (label, props) => h('input', { 'aria-label': label, placeholder: label, autocomplete: 'off', ...props });
    this.type = input('Type');
    this.tag = input('Tag, as name=value');
    this.after = input('After ID', { inputmode: 'numeric' });
    return h('form', {
      class: 'filters', role: 'search', 'aria-label': 'Jobs',
      on: {
        submit: (event) => {
          event.preventDefault();
          this.choose({ type: this.type.value.trim(), tag: this.tag.value.trim(), after: this.after.value.trim() });
        },
      },
    }, this.type, this.tag, this.after, h('button', {}, 'Filter'));
  }

  go({ view, name, query }) {
    if (view !== 'queue' || name !== this.queue) {
      return false;
    }
    this.query = { status: '', type: '', tag: '', after: '', ...Object.fromEntries(query) };
    this.type.value = this.query.type;
    this.tag.value = this.query.tag;
    this.after.value = this.query.after;
    this.tabs.forEach(({ status, link }) => {
      attribute(link, 'href', toQueue(this.queue, { ...this.query, status, after: '' }));
      attribute(link, 'aria-current', status === this.query.status ? 'true' : null);
    });
    this.pages.go(this.query);
    return true;
  }

  /** Goes where other jobs of this queue are shown. */
  choose(query) {
    location.hash = toQueue(this.queue, { ...this.query, ...query });
  }

  concerns(event) {
    return event.Queue === this.queue;
  }

  close() {
    this.rates.close();
    this.depth.close();
  }

  shortcuts() {
    return [
      { keys: '/', label: 'Filter by type', run: () => this.type.focus() },
      { keys: 'n', label: 'Next page', run: () => this.next.click() },
      { keys: 'p', label: 'Previous page', run: () => this.back.click() },
      { keys: 'g u', label: 'Up to all queues', run: () => { location.hash = '#/'; } },
    ];
  }

  async load() {
    const [now] = await Promise.all([this.app.api.get(queuePath(this.queue)), this.pages.load()]);
    this.now = now;
    this.app.history.note([now]);
    inFrame(this.render);
  }

  draw() {
    const { now, pages } = this;
    this.actions.show(now);
    attribute(this.paused, 'hidden', !now.Settings.Paused);
    attribute(this.push, 'hidden', !now.Settings.Push);
    attribute(this.push, 'title', now.Settings.Push ? `Jobs are posted to ${now.Settings.Push.URL}` : '');
    this.tiles.forEach((each, i) => text(each.value, TILES[i][1](now)));
    this.rates.show(this.app.history.of(this.queue));
    this.depth.show(this.app.history.of(this.queue));
    const all = STATUSES.reduce((sum, status) => sum + now.Counts[status], 0);
    this.tabs.forEach(({ status, number }) => text(number, count(status ? now.Counts[status] : all)));
    this.table.show(pages.jobs);
    attribute(this.table.element, 'hidden', pages.jobs.length === 0);
    this.drawEmpty(all);
    attribute(this.first, 'disabled', !this.query.after);
    attribute(this.back, 'disabled', !this.query.after);
    attribute(this.next, 'disabled', pages.next === null);
    attribute(this.first.parentElement, 'hidden', !this.query.after && pages.next === null);
    text(this.more, pages.next !== null && pages.isShort ? `Looked as far as job ${pages.next}.` : '');
  }

  drawEmpty(all) {
    const some = this.pages.jobs.length > 0;
    const wanted = some ? '' : all === 0 ? 'none' : 'not found';
    if (this.empty.dataset.why !== wanted) {
      this.empty.dataset.why = wanted;
      this.empty.replaceChildren(...(some ? [] : all === 0 ? [howToBegin(this.app.api, this.queue)]
        : [nothing('No such job here', h('p', {}, h('a', { href: toQueue(this.queue) }, 'Show all jobs of this queue')))]));
    }
  }
}
