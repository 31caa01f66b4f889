/**
 * Loads something again when it may have changed, but never twice at once, and the less often the
 * longer it takes: ten thousand changes a second, or a thousand queues, make no more requests than
 * one change does. Nothing is loaded while nobody looks.
 */

/** At most once in so many milliseconds. */
const LEAST = 1000;
/** At least once in so many: ages and rates change by themselves. */
const MOST = 4000;
/** A request that took a second is not sent again for so many. */
const SHARE = 10;

export class Refresher {
  /** @param {() => Promise<void>} load does not fail */
  constructor(load) {
    this.load = load;
    this.timer = null;
    this.due = Infinity;
    this.pause = LEAST;
    this.loading = null;
    this.again = false;
    this.stopped = false;
    this.onVisible = () => document.hidden || this.now();
    document.addEventListener('visibilitychange', this.onVisible);
  }

  /** Loads now, or after what is being loaded, which may have missed what happened meanwhile. */
  async now() {
    while (this.loading) {
      await this.loading;
    }
    if (this.stopped) {
      return;
    }
    clearTimeout(this.timer);
    this.due = Infinity;
    const begun = performance.now();
    this.loading = this.load();
    await this.loading;
    this.loading = null;
    this.pause = Math.max(LEAST, SHARE * (performance.now() - begun));
    this.at(performance.now() + Math.max(MOST, this.pause));
  }

  /** Loads before long. */
  soon() {
    if (!this.loading) {
      this.at(performance.now() + this.pause);
    } else {
      this.again = true;
    }
  }

  at(time) {
    const wanted = this.again ? performance.now() + this.pause : time;
    this.again = false;
    if (this.stopped || wanted >= this.due) {
      return;
    }
    this.due = wanted;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.due = Infinity;
      if (!document.hidden) {
        this.now();
      }
    }, wanted - performance.now());
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.onVisible);
  }
}
