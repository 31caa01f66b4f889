/** Asks before something is done. The browser's own dialogs keep the focus and know Escape. */

import { attribute, h, text } from './dom.js';
import { Refused } from './api.js';

let serial = 0;

/**
 * Asks whether to do something that cannot be undone.
 *
 * @param {string} title the question
 * @param {string} message what will happen
 * @param {string} action what the button says that does it
 * @returns {Promise<boolean>}
 */
export function confirm(title, message, action) {
  return new Promise((resolve) => {
    const dialog = open(title, [h('p', {}, message)], h('form', { method: 'dialog' },
      h('div', { class: 'choices' },
        h('button', { value: '', autofocus: true }, 'Keep as it is'),
        h('button', { value: 'yes', class: 'danger' }, action))));
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'));
  });
}

/**
 * A form in a dialog, which stays open until the server has taken what is in it.
 *
 * @param {string} title
 * @param {import('./fields.js').Field[]} fields
 * @param {string} action what the button says
 * @param {() => Promise<void>} submit may throw {@link Refused}
 */
export function form(title, fields, action, submit) {
  const wrong = h('p', { class: 'wrong', role: 'alert', hidden: true });
  const send = h('button', { class: 'primary' }, action);
  const body = h('form', { novalidate: true, class: 'fields' }, ...fields.map((field) => field.element),
    wrong,
    h('div', { class: 'choices' },
      h('button', { type: 'button', on: { click: () => dialog.close() } }, 'Close'), send));
  const dialog = open(title, [], body);
  body.addEventListener('submit', async (event) => {
    event.preventDefault();
    fields.forEach((field) => field.blame(null));
    attribute(wrong, 'hidden', true);
    attribute(send, 'disabled', true);
    try {
      await submit();
      dialog.close();
    } catch (e) {
      blame(e, fields, wrong);
    }
    attribute(send, 'disabled', false);
  });
  body.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      body.requestSubmit();
    }
  });
}

function blame(problem, fields, wrong) {
  const field = fields.find((each) => problem.field === each.name);
  if (field) {
    field.blame(problem.message);
    field.input.focus();
    return;
  }
  text(wrong, problem instanceof Refused ? problem.message : 'The server cannot be reached. Try again.');
  attribute(wrong, 'hidden', false);
}

/** Shows something in a dialog of its own. */
export function open(title, content, footer) {
  const id = `dialog-${++serial}`;
  const dialog = h('dialog', { 'aria-labelledby': id }, h('h2', { id }, title), ...content, footer);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
