/** The HTTP interface of the server that this page came from, wherever it is mounted. */

/** A "no" from the server: RFC 9457. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.status = status;
    this.type = problem.type;
    /** The field to blame, if it is one. */
    this.field = problem.field;
  }
}

export class Api {
  /**
   * @param {import('./session.js').Session} session
   * @param {() => void} onUnknown called when the server wants to know who asks
   */
  constructor(session, onUnknown) {
    this.session = session;
    this.onUnknown = onUnknown;
    /** Where the server is, with a slash at its end. */
    this.base = new URL('.', document.baseURI).href;
  }

  /** What `GET` of a path answers. */
  async get(path) {
    return (await this.send('GET', path)).json();
  }

  /** The same as text, for those who care how it is written. */
  async getText(path) {
    return (await this.send('GET', path)).text();
  }

  /** Sends a request that changes something; answers with what the server says of it. */
  async change(method, path, body, headers = {}) {
    const answer = await this.send(method, path, { body, headers });
    return answer.status === 204 ? null : answer.json();
  }

  /**
   * Sends a request.
   *
   * @throws {Refused} if the answer is no success
   * @throws {TypeError} if there is no answer
   */
  async send(method, path, { body, headers, signal } = {}) {
    const answer = await fetch(this.base + path, {
      method,
      body,
      signal,
      headers: { Accept: 'application/json', ...this.session.headers(), ...headers },
      cache: 'no-store',
    });
    if (answer.ok) {
      return answer;
    }
    const problem = await answer.json().catch(() => ({}));
    if (answer.status === 401) {
      this.onUnknown();
    }
    throw new Refused(answer.status, problem);
  }
}

/** A key that no other request has, by which one is safe to repeat. */
export function idempotencyKey() {
  // Not randomUUID, which pages that came over plain HTTP from another machine do not have.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `console-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The path of a queue. */
export function queuePath(name, action = '') {
  return `queues/${encodeURIComponent(name)}${action && `/${action}`}`;
}
