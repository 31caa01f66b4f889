/**
 * Says what became of something, to those who look and, since their place is a live region, to
 * those who listen. What went well goes away by itself; what went wrong stays until it is closed.
 */

import { h } from './dom.js';

const STAY = 6000;
const MOST = 4;

export class Notices {
  /** @param {Element} element where they are shown */
  constructor(element) {
    this.element = element;
  }

  /** Something was done; `href` leads to it. */
  say(message, href) {
    const notice = this.add('notice', href ? h('a', { href }, message) : message);
    setTimeout(() => notice.remove(), STAY);
  }

  /** Something was not done. */
  error(message) {
    this.add('notice error', message);
  }

  add(kind, content) {
    const notice = h('div', { class: kind }, h('span', {}, content),
      h('button', { class: 'quiet', 'aria-label': 'Close', on: { click: () => notice.remove() } }, '×'));
    this.element.append(notice);
    while (this.element.children.length > MOST) {
      this.element.firstElementChild.remove();
    }
    return notice;
  }
}
