/** The schedules, by when they add a job next. */

import { confirm } from './dialogs.js';
import { attribute, h, sync, text } from './dom.js';
import { nothing } from './empty.js';
import { ago, moment } from './format.js';
import { inFrame } from './frame.js';
import { toJob, toQueue } from './router.js';
import { scheduleForm } from './schedule-form.js';

export class SchedulesView {
  constructor(app) {
    this.app = app;
    this.title = 'Schedules';
    this.schedules = [];
    this.body = h('tbody');
    const head = [['Schedule'], ['When'], ['Next', 'number'], ['Last', 'number wide'], ['Queue', 'wide'], ['Type', 'wide']];
    this.table = h('div', { class: 'table card', role: 'region', 'aria-label': 'Schedules', tabindex: '0', hidden: true },
      h('table', {}, h('thead', {}, h('tr', {},
        ...head.map(([label, kind]) => h('th', { scope: 'col', class: kind }, label)),
        h('th', { scope: 'col' }, h('span', { class: 'hidden' }, 'Actions')))), this.body));
    this.empty = h('div');
    this.element = h('div', { class: 'view' },
      h('div', { class: 'view-head' }, h('h1', { tabindex: '-1' }, 'Schedules'),
        h('div', { class: 'actions' }, h('button', { class: 'primary', on: { click: () => scheduleForm(app) } }, 'Add a schedule'))),
      this.empty, this.table);
    this.render = () => this.draw();
  }

  go({ view }) {
    return view === 'schedules';
  }

  /** A schedule goes on by adding a job, and no other event tells of it. */
  concerns(event) {
    return event.Status === 'QUEUED';
  }

  shortcuts() {
    return [{ keys: 'a', label: 'Add a schedule', run: () => scheduleForm(this.app) }];
  }

  async load() {
    const { Schedules } = await this.app.api.get('schedules');
    const never = '9999';
    this.schedules = Schedules.sort((a, b) => ((a.Next ?? never) < (b.Next ?? never) ? -1 : 1));
    inFrame(this.render);
  }

  draw() {
    sync(this.body, this.schedules, (schedule) => schedule.Name, (schedule) => this.row(schedule));
    const none = this.schedules.length === 0;
    attribute(this.table, 'hidden', none);
    if (none && !this.empty.hasChildNodes()) {
      this.empty.append(nothing('No schedule yet',
        h('p', {}, 'A schedule adds a job each time that its cron expression means, such as every five minutes:'),
        h('pre', { class: 'lines', tabindex: '0', 'aria-label': 'A line to try' },
          `curl -X PUT -d '{"Cron":"*/5 * * * *","Job":{"Type":"REPORT"}}' ${this.app.api.base}schedules/report`)));
    } else if (!none) {
      this.empty.replaceChildren();
    }
  }

  row({ Name }) {
    const cron = h('td', {}, h('code'), ' ', h('span', { class: 'muted' }));
    const next = h('td', { class: 'number' });
    const last = h('td', { class: 'number wide' });
    const queue = h('a');
    const type = h('td', { class: 'clip wide' });
    const skipped = h('span', { class: 'tag', hidden: true });
    const remove = h('button', {
      class: 'small', 'aria-label': `Delete schedule ${Name}`, on: { click: () => this.remove(Name) },
    }, 'Delete');
    const element = h('tr', {}, h('th', { scope: 'row', class: 'clip' }, Name, skipped), cron, next, last,
      h('td', { class: 'clip wide' }, queue), type, h('td', { class: 'row-actions' }, remove));
    return {
      element,
      update: (schedule) => {
        text(cron.firstChild, schedule.Cron);
        text(cron.lastChild, schedule.TimeZone);
        text(next, schedule.Next ? ago(schedule.Next) : 'never');
        attribute(next, 'title', schedule.NextRuns?.map(moment).join(', then '));
        this.last(last, schedule);
        text(queue, schedule.Job.Queue);
        attribute(queue, 'href', toQueue(schedule.Job.Queue));
        text(type, schedule.Job.Type);
        text(skipped, 'Skipped');
        attribute(skipped, 'title', schedule.Skipped);
        attribute(skipped, 'hidden', !schedule.Skipped);
      },
    };
  }

  last(cell, { LastAt, LastJob }) {
    if (!LastAt) {
      text(cell, '–');
    } else if (cell.dataset.job !== String(LastJob)) {
      cell.dataset.job = LastJob;
      cell.replaceChildren(h('span'), ' ', h('a', { href: toJob(LastJob) }, `job ${LastJob}`));
    }
    if (LastAt) {
      text(cell.firstChild, ago(LastAt));
    }
  }

  async remove(name) {
    const sure = await confirm(`Delete the schedule ${name}?`, 'It adds no more jobs. Those that it added stay.', 'Delete the schedule');
    if (sure) {
      await this.app.act(() => this.app.api.change('DELETE', `schedules/${encodeURIComponent(name)}`), `The schedule ${name} is deleted.`);
    }
  }
}
