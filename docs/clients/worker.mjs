// Does jobs until it gets SIGTERM or Ctrl-C. Needs Node 18 or newer and nothing else.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const url = (process.env.CQUEUE_URL ?? 'http://localhost:3000').replace(/\/+$/, '');
const queue = process.env.CQUEUE_QUEUE ?? 'default';
const lease = Number(process.env.CQUEUE_LEASE ?? 60);

/** The work itself. The signal is aborted when the job is lost. */
async function work(payload, signal) {
  return { Text: payload.Text.toUpperCase() };
}

class Refused extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

async function post(path, body, signal, headers = {}) {
  const answer = await fetch(url + path, { method: 'POST', body: JSON.stringify(body), signal, headers });
  if (!answer.ok) throw new Refused(answer.status, await answer.text());
  return answer.json();
}

/** Keeps a job: three times in its lease. */
function heartbeats(job, lost) {
  let missed = 0;
  return setInterval(async () => {
    try {
      const body = { Attempt: job.Attempt, Lease: lease };
      await post(`/jobs/${job.ID}/extend`, body, AbortSignal.timeout((lease * 1000) / 3));
      missed = 0;
    } catch (e) {
      missed = e.status === 404 || e.status === 409 ? 3 : missed + 1;
      if (missed >= 3) lost.abort();
    }
  }, (lease * 1000) / 3);
}

/** Does a job and returns what there is to tell. */
async function done(job) {
  const item = { ID: job.ID, Attempt: job.Attempt };
  const lost = new AbortController();
  const beating = heartbeats(job, lost);
  let kind = 'Conclude';
  try {
    item.Result = await work(job.Payload, lost.signal);
  } catch (e) {
    kind = 'Fail';
    item.Error = { Message: e.message, Type: e.name, Stack: e.stack };
  } finally {
    clearInterval(beating);
  }
  if (lost.signal.aborted) {
    console.error(`job ${job.ID} was lost`);
    return {};
  }
  return { [kind]: [item] };
}

let stopping = false;
const waiting = new AbortController();
for (const name of ['SIGTERM', 'SIGINT']) {
  process.on(name, () => {
    stopping = true;
    waiting.abort();
  });
}

let tell = {};
let key = randomUUID();
while (!stopping || Object.keys(tell).length > 0) {
  try {
    if (stopping) {
      for (const [kind, items] of Object.entries(tell)) {
        await post(`/jobs/${kind.toLowerCase()}`, items);
      }
      break;
    }
    // What is done and the next job in one request; to wait, one of its own.
    const idle = Object.keys(tell).length === 0;
    const path = `/jobs/dequeue?queue=${queue}&wait=${idle ? 20 : 0}&lease=${lease}`;
    // With the key it is safe to send it again: no job is lost with an answer.
    const answer = await post(path, tell, idle ? waiting.signal : undefined, { 'Idempotency-Key': key });
    tell = {};
    key = randomUUID();
    for (const job of answer.Jobs) {
      tell = await done(job);
    }
  } catch (e) {
    if (!stopping) console.error(e.message);
    if (!stopping || Object.keys(tell).length > 0) await sleep(1000);
  }
}
