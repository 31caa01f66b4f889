/** What can be done from the keyboard, and the list of it. */

import { open } from './dialogs.js';
import { h } from './dom.js';

/** Two keys, one after the other, within so many milliseconds. */
const SEQUENCE = 1000;

/**
 * @typedef {object} Shortcut
 * @property {string} keys such as `e` or `g q`
 * @property {string} label what it does
 * @property {() => void} run
 */

export class Shortcuts {
  /** @param {() => Shortcut[]} all those that there are at this moment */
  constructor(all) {
    this.all = () => [...all(), {
      keys: '?', label: 'Show these shortcuts', run: () => this.show(),
    }];
    this.first = '';
    this.at = 0;
    document.addEventListener('keydown', (event) => this.press(event));
  }

  press(event) {
    const typing = event.target.closest?.('input, textarea, select, dialog');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const both = event.timeStamp - this.at < SEQUENCE ? `${this.first} ${event.key}` : '';
    const all = this.all();
    const found = all.find((each) => each.keys === both) ?? all.find((each) => each.keys === event.key);
    this.first = found ? '' : event.key;
    this.at = event.timeStamp;
    if (found) {
      event.preventDefault();
      found.run();
    }
  }

  show() {
    const rows = this.all().map(({ keys, label }) => h('div', {},
      h('dt', {}, ...keys.split(' ').flatMap((key, i) => [i > 0 ? ' then ' : null, h('kbd', {}, key)])),
      h('dd', {}, label)));
    open('Keyboard shortcuts', [h('dl', { class: 'shortcuts' }, ...rows)], h('form', { method: 'dialog' },
      h('div', { class: 'choices' }, h('button', { class: 'primary' }, 'Close'))));
  }
}

/** Moves the focus among the links of a list: one further, or one back. */
export function moveFocus(root, step) {
  const links = [...root.querySelectorAll('a.row-link')];
  const here = links.indexOf(document.activeElement);
  links[here < 0 ? 0 : Math.min(links.length - 1, Math.max(0, here + step))]?.focus();
}
