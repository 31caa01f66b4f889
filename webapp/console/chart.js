/**
 * A small chart of the last minutes, by uPlot. Colours come from the style sheet, so that it is
 * dark when the page is. To those who cannot see it, it says its last values.
 */

import { attribute, h, text } from './dom.js';
import { short } from './format.js';

const HEIGHT = 148;
/** In seconds: a chart that has just begun is not stretched over its whole width. */
const SPAN = 120;

/** What may lie between two marks, in seconds: they are written in minutes. */
const MINUTES = [60, 120, 300, 600];

export class Chart {
  /**
   * @param {string} title
   * @param {{key: string, label: string, colour: string}[]} series `colour` is a class
   * @param {(value: number) => string} format
   */
  constructor(title, series, format) {
    this.series = series;
    this.title = title;
    this.format = format;
    this.values = series.map(() => h('b', {}, '–'));
    this.keys = series.map((each, i) =>
      h('span', { class: `key ${each.colour}` }, h('i', {}), `${each.label} `, this.values[i]));
    this.plot = h('div', { class: 'plot', role: 'img', 'aria-label': title });
    this.element = h('figure', { class: 'chart card' },
      h('figcaption', {}, h('span', { class: 'chart-title' }, title), ...this.keys), this.plot);
    this.data = [[], ...series.map(() => [])];
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.plot);
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.onScheme = () => this.rebuild();
    this.scheme.addEventListener('change', this.onScheme);
  }

  /** Shows what {@link import('./history.js').History} knows. */
  show(history) {
    this.data = [history.time, ...this.series.map((each) => history[each.key])];
    this.readout(history.time.length - 1);
    const said = this.series.map((each, i) => `${each.label} ${this.values[i].textContent}`);
    attribute(this.plot, 'aria-label', `${this.title}, latest: ${said.join(', ')}`);
    if (this.uplot) {
      this.uplot.setData(this.data, true);
    } else if (this.plot.clientWidth > 0) {
      this.build();
    }
  }

  /** Shows the values at one point beside the names of the lines. */
  readout(index) {
    this.values.forEach((value, i) => {
      const number = this.data[i + 1][index];
      text(value, number === undefined ? '–' : this.format(number));
    });
  }

  build() {
    const style = getComputedStyle(this.plot);
    const grid = { stroke: style.getPropertyValue('border-top-color'), width: 1 };
    const axis = {
      stroke: style.color, font: '11px system-ui, sans-serif', grid, ticks: { show: false },
    };
    const lines = this.series.map((each, i) => {
      const colour = getComputedStyle(this.keys[i].firstChild).backgroundColor;
      return {
        stroke: colour,
        width: 1.75,
        points: { show: false },
        fill: i === 0 ? colour.replace('rgb(', 'rgba(').replace(')', ', 0.10)') : undefined,
      };
    });
    this.uplot = new uPlot({
      width: this.plot.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      padding: [8, 4, 0, 0],
      cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
      hooks: { setCursor: [(plot) => this.readout(plot.cursor.idx ?? this.data[0].length - 1)] },
      scales: {
        x: { range: () => this.span() },
        y: { range: (plot, min, max) => [0, Math.max(1, max * 1.1)] },
      },
      axes: [
        { ...axis, space: 56, size: 26, incrs: MINUTES, values: (plot, times) => times.map(clock) },
        { ...axis, space: 34, size: 44, values: (plot, marks) => marks.map(short) },
      ],
      series: [{}, ...lines],
    }, this.data, this.plot);
  }

  span() {
    const times = this.data[0];
    return [Math.min(times[0], times.at(-1) - SPAN), times.at(-1)];
  }

  resize() {
    if (this.uplot) {
      this.uplot.setSize({ width: this.plot.clientWidth, height: HEIGHT });
    } else if (this.data[0].length > 0) {
      this.build();
    }
  }

  rebuild() {
    this.uplot?.destroy();
    this.uplot = null;
    this.resize();
  }

  close() {
    this.scheme.removeEventListener('change', this.onScheme);
    this.sizes.disconnect();
    this.uplot?.destroy();
    this.uplot = null;
  }
}

function clock(seconds) {
  return new Date(seconds * 1000).toTimeString().slice(0, 5);
}
