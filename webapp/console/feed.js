/**
 * Hears of every change of status (`/events`, Server-Sent Events). Not by `EventSource`, which
 * cannot send a token other than in the address. Comes back by itself, and then goes on where it
 * was.
 */

/** The server says something every 15 seconds; if not, the connection is dead. */
const SILENCE = 40_000;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;

export class Feed {
  /**
   * @param {import('./api.js').Api} api
   * @param {object} on
   * @param {(event: object) => void} on.event a job came to another status
   * @param {() => void} on.reset something was missed: look at everything anew
   * @param {(state: 'live'|'lost') => void} on.state whether it hears anything
   */
  constructor(api, on) {
    this.api = api;
    this.on = on;
    this.lastId = null;
    this.abort = null;
  }

  /** Listens until {@link stop}. */
  start() {
    this.stop();
    this.abort = new AbortController();
    this.run(this.abort.signal);
  }

  stop() {
    this.abort?.abort();
  }

  async run(stopped) {
    let pause = FIRST_PAUSE;
    while (!stopped.aborted) {
      try {
        await this.listen(stopped, () => {
          pause = FIRST_PAUSE;
        });
      } catch (e) {
        if (e.status === 401) {
          return; // Whoever signs in starts it again.
        }
      }
      if (!stopped.aborted) {
        this.on.state('lost');
        await new Promise((resolve) => setTimeout(resolve, pause));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
  }

  async listen(stopped, connected) {
    const quiet = new AbortController();
    let timer = setTimeout(() => quiet.abort(), SILENCE);
    const again = this.lastId !== null;
    try {
      const answer = await this.api.send('GET', 'events', {
        headers: { Accept: 'text/event-stream', ...(again && { 'Last-Event-ID': this.lastId }) },
        signal: AbortSignal.any([stopped, quiet.signal]),
      });
      connected();
      this.on.state('live');
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(() => quiet.abort(), SILENCE);
        const blocks = (rest + value).split('\n\n');
        rest = blocks.pop();
        blocks.forEach((block) => this.dispatch(block));
      }
    } finally {
      clearTimeout(timer);
    }
  }

  dispatch(block) {
    const fields = {};
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      fields[line.slice(0, colon)] = line.slice(colon + 1).trim();
    }
    this.lastId = fields.id ?? this.lastId;
    if (fields.event === 'status') {
      this.on.event(JSON.parse(fields.data));
    } else if (fields.event === 'reset') {
      this.on.reset();
    }
  }
}
