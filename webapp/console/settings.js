/** The form with the settings of a queue. */

import { queuePath } from './api.js';
import { form } from './dialogs.js';
import { number } from './enqueue.js';
import { Field } from './fields.js';

const SETTINGS = [
  ['Lease', 'Lease', 'seconds a consumer may keep a job; 0 is no end'],
  ['MaxAttempts', 'Attempts', 'until a job has failed for good'],
  ['BackoffBase', 'First pause before a retry', 'seconds; doubles each time'],
  ['BackoffCap', 'Longest pause before a retry', 'seconds'],
  ['MaxDepth', 'Unfinished jobs at most', '0 is no limit'],
  ['MaxInProgress', 'In progress at most', '0 is no limit'],
  ['Rate', 'Jobs handed out a second', '0 is no limit'],
  ['KeepConcluded', 'Finished jobs are kept', 'seconds'],
];

/**
 * Opens the form.
 *
 * @param {import('./app.js').App} app
 * @param {{Name: string, Settings: object}} queue as it is now
 */
export function settings(app, queue) {
  const fields = SETTINGS.map(([name, label, hint]) =>
    new Field(name, label, { inputmode: 'decimal', value: queue.Settings[name], hint }));
  form(`Settings of ${queue.Name}`, fields, 'Save', async () => {
    // What is left out would be set to its default, and the queue would go on if it is paused.
    const wanted = { Paused: queue.Settings.Paused, Push: queue.Settings.Push };
    fields.forEach((field) => {
      wanted[field.name] = number(field.name, field.value);
    });
    await app.api.change('PUT', queuePath(queue.Name), JSON.stringify(wanted));
    app.notices.say(`The settings of ${queue.Name} are saved.`);
    app.refresh();
  });
}
