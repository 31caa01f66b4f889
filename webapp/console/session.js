/**
 * The token of whoever is signed in. It is kept for this tab only and until that is closed, and
 * goes out in a header: what is in an address ends up in logs and histories.
 */

const KEY = 'cqueue.token';

export class Session {
  /** @returns {string|null} */
  get token() {
    return sessionStorage.getItem(KEY);
  }

  /** Signs in with a token, or out with `null`. */
  set token(token) {
    if (token === null) {
      sessionStorage.removeItem(KEY);
    } else {
      sessionStorage.setItem(KEY, token);
    }
  }

  /** What a request has to have. */
  headers() {
    return this.token === null ? {} : { Authorization: `Bearer ${this.token}` };
  }
}
