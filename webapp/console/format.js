/** How numbers and times are written. */

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit', minute: '2-digit', second: '2-digit',
});
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** `12,345`. */
export function count(number) {
  return WHOLE.format(number);
}

/** `12.3K`, for axes. */
export function short(number) {
  return SHORT.format(number);
}

/** A number of jobs, in words: `1 job`, `12,345 jobs`. */
export function jobs(number) {
  return number === 1 ? '1 job' : `${count(number)} jobs`;
}

/** Jobs a second: `0`, `0.4`, `12`. */
export function rate(number) {
  return number < 0.05 ? '0' : number < 10 ? number.toFixed(1) : count(number);
}

/** A length of time by its two largest units: `850 ms`, `4 s`, `2 min 5 s`, `3 d 4 h`. */
export function duration(seconds) {
  if (seconds < 1) {
    return `${Math.max(0, Math.round(seconds * 1000))} ms`;
  }
  if (seconds < 10) {
    return `${Number(seconds.toFixed(1))} s`;
  }
  let rest = Math.round(seconds);
  const parts = [];
  for (const [unit, size] of [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]]) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) {
      parts.push(`${amount} ${unit}`);
    } else if (parts.length > 0) {
      break;
    }
    if (parts.length === 2) {
      break;
    }
  }
  return parts.join(' ');
}

/** How long ago, or how far ahead, a time is: `4 s ago`, `in 2 min 5 s`. */
export function ago(time, now = Date.now()) {
  const seconds = (now - Date.parse(time)) / 1000;
  return Math.abs(seconds) < 1 ? 'now'
    : seconds > 0 ? `${duration(Math.floor(seconds))} ago`
    : `in ${duration(Math.ceil(-seconds))}`;
}

/** A time where the reader is: `25 Nov 2026, 14:03:07`. */
export function moment(time) {
  const date = new Date(time);
  return `${DAY.format(date)}, ${TIME.format(date)}`;
}

/** Seconds between two times. */
export function between(from, to) {
  return Math.max(0, Date.parse(to) - Date.parse(from)) / 1000;
}
