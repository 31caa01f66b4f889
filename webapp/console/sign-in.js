/** Asks for a token, when the server wants one. */

import { h } from './dom.js';
import { Field } from './fields.js';

export class SignIn {
  /** @param {(token: string) => Promise<void>} enter throws if the token is not accepted */
  constructor(enter) {
    this.title = 'Sign in';
    this.token = new Field('token', 'Token', {
      type: 'password', hint: 'It is kept in this tab until you sign out or close it.',
    });
    const form = h('form', { class: 'fields', novalidate: true },
      this.token.element, h('div', { class: 'choices' }, h('button', { class: 'primary' }, 'Sign in')));
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      try {
        await enter(this.token.value);
      } catch (e) {
        this.token.blame(e.status === 401 ? 'The server does not know this token.' : e.message);
        this.token.input.focus();
      }
    });
    this.element = h('section', { class: 'sign-in card' },
      h('h1', { tabindex: '-1' }, 'Sign in'),
      h('p', {}, 'This server wants to know who asks.'), form);
  }

  focus() {
    this.token.input.focus();
  }
}
