/** What is shown where there is nothing yet: how to begin, with lines that work as they are. */

import { h } from './dom.js';

/**
 * The life of a job in three lines.
 *
 * @param {import('./api.js').Api} api
 * @param {string} [queue] for which queue
 */
export function howToBegin(api, queue) {
  const token = api.session.token === null ? '' : ' -H "Authorization: Bearer $TOKEN"';
  const job = queue && queue !== 'default' ? `{"Type":"MAIL","Queue":"${queue}"}` : '{"Type":"MAIL"}';
  const from = queue && queue !== 'default' ? `?queue=${queue}` : '';
  const lines = [
    `curl${token} -d '${job}' ${api.base}jobs/enqueue`,
    `curl${token} -X POST '${api.base}jobs/dequeue${from}'`,
    `curl${token} -X POST ${api.base}jobs/1/conclude`,
  ];
  return h('section', { class: 'empty card' },
    h('h2', {}, queue ? 'No job here yet' : 'No job yet'),
    h('p', {}, 'A producer adds a job. A consumer takes it, and says when it is done. With the ID that the first line prints in place of the 1:'),
    h('pre', { class: 'lines', tabindex: '0', 'aria-label': 'Three lines to try' }, lines.join('\n')),
    h('p', {}, 'What happens shows here at once.'));
}

/** Nothing was found, and why. */
export function nothing(title, ...more) {
  return h('section', { class: 'empty card' }, h('h2', {}, title), ...more);
}
