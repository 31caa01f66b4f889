/** A line the size of a word: how many jobs waited. Decoration; the number stands beside it. */

import { attribute, h } from './dom.js';

const WIDTH = 96;
const HEIGHT = 22;
const POINTS = 60;

export class Sparkline {
  constructor() {
    this.line = h('svg:path', { class: 'spark-line' });
    this.area = h('svg:path', { class: 'spark-area' });
    this.element = h('svg:svg', {
      class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': 'true', focusable: 'false',
    }, this.area, this.line);
  }

  /** Draws these numbers, the last at the right. */
  show(values) {
    const shown = values.slice(-POINTS);
    const top = Math.max(1, ...shown);
    const x = (i) => WIDTH - (shown.length - 1 - i) * (WIDTH / (POINTS - 1));
    const y = (value) => HEIGHT - 2 - (value / top) * (HEIGHT - 4);
    const points = shown.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`);
    const path = points.length > 1 ? `M${points.join('L')}` : '';
    attribute(this.line, 'd', path);
    attribute(this.area, 'd', path && `${path}L${WIDTH},${HEIGHT}L${x(0).toFixed(1)},${HEIGHT}Z`);
  }
}
