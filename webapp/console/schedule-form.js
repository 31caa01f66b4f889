/** The form that adds a schedule. */

import { Refused } from './api.js';
import { form } from './dialogs.js';
import { Field } from './fields.js';

/**
 * Opens the form.
 *
 * @param {import('./app.js').App} app
 */
export function scheduleForm(app) {
  const name = new Field('name', 'Name', { maxlength: 128, hint: 'one of this name is replaced' });
  const cron = new Field('Cron', 'Cron', { placeholder: '*/5 * * * *', hint: 'minute, hour, day, month, day of the week' });
  const zone = new Field('TimeZone', 'Time zone', { value: 'UTC' });
  const type = new Field('Job.Type', 'Type of the job', { placeholder: 'NOT_TIME_CRITICAL' });
  const queue = new Field('Job.Queue', 'Queue', { value: 'default' });
  form('Add a schedule', [name, cron, zone, type, queue], 'Save', async () => {
    if (!name.value) {
      throw new Refused(400, { field: 'name', detail: 'A schedule needs a name.' });
    }
    const body = {
      Cron: cron.value,
      TimeZone: zone.value || undefined,
      Job: { Type: type.value || undefined, Queue: queue.value || undefined },
    };
    await app.api.change('PUT', `schedules/${encodeURIComponent(name.value)}`, JSON.stringify(body));
    app.notices.say(`The schedule ${name.value} is saved.`);
    app.refresh();
  });
}
