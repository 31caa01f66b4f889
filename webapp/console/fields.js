/** A field of a form: its label, its input, a hint, and what is wrong with it. */

import { attribute, h, text } from './dom.js';

let serial = 0;

export class Field {
  /**
   * @param {string} name as the server calls it, so that its problems find their field
   * @param {string} label
   * @param {object} [how] attributes of the input; besides these:
   * @param {string} [how.hint] a line below it
   * @param {boolean} [how.multiline]
   */
  constructor(name, label, { hint, multiline, ...attributes } = {}) {
    this.name = name;
    const id = `field-${++serial}`;
    this.input = h(multiline ? 'textarea' : 'input', {
      id, name, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `${id}-note`, ...attributes,
    });
    if (multiline && attributes.value) {
      this.input.value = attributes.value;
    }
    this.hint = hint ?? '';
    this.note = h('small', { id: `${id}-note` }, this.hint);
    this.element = h('div', { class: multiline ? 'field wide' : 'field' },
      h('label', { for: id }, label), this.input, this.note);
  }

  get value() {
    return this.input.value.trim();
  }

  /** Says what is wrong; with `null`, nothing is. */
  blame(problem) {
    attribute(this.input, 'aria-invalid', problem === null ? null : 'true');
    attribute(this.note, 'class', problem === null ? null : 'wrong');
    text(this.note, problem ?? this.hint);
  }
}
