/** The form that adds a job. */

import { idempotencyKey, Refused } from './api.js';
import { form } from './dialogs.js';
import { Field } from './fields.js';
import { toJob } from './router.js';

/**
 * Opens the form.
 *
 * @param {import('./app.js').App} app
 * @param {string} queue where the job goes if nothing else is said
 */
export function enqueue(app, queue) {
  const type = new Field('Type', 'Type', { maxlength: 128, placeholder: 'NOT_TIME_CRITICAL' });
  const into = new Field('Queue', 'Queue', { maxlength: 128, value: queue });
  const priority = new Field('Priority', 'Priority', {
    type: 'number', min: 0, max: 9, value: 5, hint: '0 to 9, 9 first',
  });
  const delay = new Field('Delay', 'Delay', { inputmode: 'decimal', hint: 'seconds; empty for at once' });
  const payload = new Field('Payload', 'Payload', {
    multiline: true, rows: 6, placeholder: '{"to":"ada@example.org"}', hint: 'any JSON value, kept as it is; may be empty',
  });
  // One key for all tries: whoever presses twice, or tries again after a lost answer, adds one job.
  let key = idempotencyKey();
  let last = '';
  form('Enqueue a job', [type, into, priority, delay, payload], 'Enqueue', async () => {
    const body = newJob(type.value, into.value, priority.value, delay.value, payload.value);
    if (body !== last) {
      key = idempotencyKey();
      last = body;
    }
    const { ID } = await app.api.change('POST', 'jobs/enqueue', body, { 'Idempotency-Key': key });
    app.notices.say(`Job ${ID} is enqueued.`, toJob(ID));
    app.refresh();
  });
}

/** Puts the payload in as it was typed: reading and writing it could change its numbers. */
function newJob(type, queue, priority, delay, payload) {
  const job = {
    Type: type || undefined,
    Queue: queue || undefined,
    Priority: number('Priority', priority),
    Delay: number('Delay', delay),
  };
  const fields = JSON.stringify(job).slice(1, -1);
  if (!payload) {
    return `{${fields}}`;
  }
  try {
    JSON.parse(payload);
  } catch (e) {
    throw new Refused(400, { field: 'Payload', detail: `Payload is not JSON: ${e.message}` });
  }
  return `{${fields}${fields && ','}"Payload":${payload}}`;
}

/** A number that may be left out. */
export function number(field, value) {
  if (value === '') {
    return undefined;
  }
  if (!Number.isFinite(Number(value))) {
    throw new Refused(400, { field, detail: `${field} must be a number.` });
  }
  return Number(value);
}
