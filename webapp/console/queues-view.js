/** All queues. However many there are, one page of them is in the document. */

import { Chart } from './chart.js';
import { attribute, h, sync, text } from './dom.js';
import { howToBegin, nothing } from './empty.js';
import { count, duration, rate } from './format.js';
import { inFrame } from './frame.js';
import { ALL } from './history.js';
import { toQueue } from './router.js';
import { Sparkline } from './sparkline.js';

const PAGE = 50;

/** Of each column: its title, its kind, what to sort by. */
const COLUMNS = [
  ['Queue', '', (queue) => queue.Name],
  ['Waiting', 'number', (queue) => -queue.Counts.QUEUED],
  ['In progress', 'number', (queue) => -queue.Counts.IN_PROGRESS],
  ['Scheduled', 'number wide', (queue) => -queue.Counts.SCHEDULED],
  ['Failed', 'number', (queue) => -queue.Counts.FAILED],
  ['Oldest', 'number', (queue) => -(queue.OldestAge ?? 0)],
  ['In / s', 'number wide', (queue) => -queue.Rates.Enqueued],
  ['Done / s', 'number wide', (queue) => -queue.Rates.Concluded],
];

const TILES = [
  ['Waiting', (sum) => count(sum.QUEUED)],
  ['In progress', (sum) => count(sum.IN_PROGRESS)],
  ['Scheduled', (sum) => count(sum.SCHEDULED)],
  ['Blocked', (sum) => count(sum.BLOCKED)],
  ['Failed', (sum) => count(sum.FAILED)],
  ['Oldest waits', (sum) => (sum.oldest > 0 ? duration(sum.oldest) : '–')],
];

export class QueuesView {
  constructor(app) {
    this.app = app;
    this.title = 'Queues';
    this.queues = [];
    this.sort = 0;
    this.page = 0;
    this.rates = new Chart('Jobs a second', [
      { key: 'enqueued', label: 'in', colour: 'blue' },
      { key: 'concluded', label: 'done', colour: 'green' },
    ], rate);
    this.depth = new Chart('Jobs that wait', [{ key: 'waiting', label: 'waiting', colour: 'blue' }], count);
    this.tiles = TILES.map(([label]) => tile(label));
    this.search = h('input', {
      type: 'search', 'aria-label': 'Find queues by name', placeholder: 'Find a queue', autocomplete: 'off',
      on: { input: () => this.turn(0) },
    });
    this.body = h('tbody');
    this.heads = COLUMNS.map(([label, kind], i) => h('th', { scope: 'col', class: kind },
      h('button', { class: 'sort', on: { click: () => this.sortBy(i) } }, label)));
    this.range = h('span', { class: 'muted' });
    this.back = h('button', { on: { click: () => this.turn(this.page - 1) } }, 'Previous');
    this.next = h('button', { on: { click: () => this.turn(this.page + 1) } }, 'Next');
    this.list = h('section', { hidden: true, 'aria-label': 'Queues' },
      h('div', { class: 'list-head' }, this.search, this.range),
      h('div', { class: 'table card', role: 'region', 'aria-label': 'Table of queues', tabindex: '0' },
        h('table', {},
          h('thead', {}, h('tr', {}, ...this.heads, h('th', { scope: 'col', class: 'wide' }, 'Waiting lately'))),
          this.body)),
      h('div', { class: 'pager' }, this.back, this.next));
    this.empty = h('div');
    this.element = h('div', { class: 'view' },
      h('div', { class: 'view-head' }, h('h1', { tabindex: '-1' }, 'Queues')),
      h('dl', { class: 'tiles' }, ...this.tiles.map((each) => each.element)),
      h('div', { class: 'charts' }, this.rates.element, this.depth.element),
      this.empty, this.list);
    this.render = () => this.draw();
  }

  go({ view }) {
    return view === 'queues';
  }

  concerns() {
    return true;
  }

  close() {
    this.rates.close();
    this.depth.close();
  }

  shortcuts() {
    return [
      { keys: '/', label: 'Find a queue', run: () => this.search.focus() },
      { keys: 'n', label: 'Next page', run: () => this.turn(this.page + 1) },
      { keys: 'p', label: 'Previous page', run: () => this.turn(this.page - 1) },
    ];
  }

  async load() {
    const { Queues } = await this.app.api.get('queues');
    this.queues = Queues;
    this.app.history.noteAll(Queues);
    inFrame(this.render);
  }

  sortBy(column) {
    this.sort = column;
    this.turn(0);
  }

  turn(page) {
    this.page = page;
    inFrame(this.render);
  }

  draw() {
    const sum = total(this.queues);
    this.tiles.forEach((each, i) => text(each.value, TILES[i][1](sum)));
    attribute(this.tiles[4].element, 'data-alarm', sum.FAILED > 0 ? 'true' : null);
    const past = this.app.history.of(ALL);
    this.rates.show(past);
    this.depth.show(past);
    attribute(this.list, 'hidden', this.queues.length === 0);
    this.drawEmpty();
    this.drawRows();
  }

  drawEmpty() {
    const wanted = this.queues.length === 0 ? 'none' : this.found().length === 0 ? 'not found' : '';
    if (this.empty.dataset.why !== wanted) {
      this.empty.dataset.why = wanted;
      this.empty.replaceChildren(...(wanted === 'none' ? [howToBegin(this.app.api)]
        : wanted ? [nothing('No queue has a name like this', h('p', {}, 'A misspelt queue is a new queue, of which nobody takes anything.'))]
        : []));
    }
  }

  found() {
    const part = this.search.value.trim().toLowerCase();
    return part ? this.queues.filter((queue) => queue.Name.toLowerCase().includes(part)) : this.queues;
  }

  drawRows() {
    const key = COLUMNS[this.sort][2];
    const found = [...this.found()].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    this.page = Math.max(0, Math.min(this.page, Math.ceil(found.length / PAGE) - 1));
    const first = this.page * PAGE;
    const shown = found.slice(first, first + PAGE);
    sync(this.body, shown, (queue) => queue.Name, (queue) => this.row(queue));
    text(this.range, found.length > PAGE
      ? `${count(first + 1)} to ${count(first + shown.length)} of ${count(found.length)}`
      : found.length === 1 ? '1 queue' : `${count(found.length)} queues`);
    attribute(this.back, 'disabled', this.page === 0);
    attribute(this.next, 'disabled', first + PAGE >= found.length);
    attribute(this.back.parentElement, 'hidden', found.length <= PAGE);
    this.heads.forEach((head, i) =>
      attribute(head, 'aria-sort', i !== this.sort ? null : i === 0 ? 'ascending' : 'descending'));
  }

  row({ Name }) {
    const cells = COLUMNS.slice(1).map(([, kind]) => h('td', { class: kind }));
    const spark = new Sparkline();
    const paused = h('span', { class: 'tag', hidden: true }, 'Paused');
    const element = h('tr', {},
      h('th', { scope: 'row', class: 'clip' },
        h('a', { class: 'row-link', href: toQueue(Name), title: Name }, Name), paused),
      ...cells, h('td', { class: 'wide' }, spark.element));
    return {
      element,
      update: (queue) => {
        const { Counts, Rates } = queue;
        const values = [
          count(Counts.QUEUED), count(Counts.IN_PROGRESS), count(Counts.SCHEDULED), count(Counts.FAILED),
          queue.OldestAge === undefined ? '–' : duration(Math.floor(queue.OldestAge)),
          rate(Rates.Enqueued), rate(Rates.Concluded),
        ];
        cells.forEach((cell, i) => {
          text(cell, values[i]);
          attribute(cell, 'data-zero', values[i] === '0' || values[i] === '–' ? 'true' : null);
        });
        attribute(cells[3], 'data-alarm', Counts.FAILED > 0 ? 'true' : null);
        attribute(paused, 'hidden', !queue.Settings.Paused);
        spark.show(this.app.history.of(Name).waiting);
      },
    };
  }
}

/** A number with its name. */
export function tile(label) {
  const value = h('dd', {}, '–');
  return { value, element: h('div', { class: 'tile card' }, h('dt', {}, label), value) };
}

function total(queues) {
  const sum = { oldest: 0, QUEUED: 0, IN_PROGRESS: 0, SCHEDULED: 0, BLOCKED: 0, FAILED: 0 };
  for (const queue of queues) {
    for (const status of Object.keys(sum)) {
      sum[status] += queue.Counts[status] ?? 0;
    }
    sum.oldest = Math.max(sum.oldest, Math.floor(queue.OldestAge ?? 0));
  }
  return sum;
}
