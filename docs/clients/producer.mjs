// Adds a job and waits for its result. Needs Node 18 or newer and nothing else.
//   node producer.mjs "some text"
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const url = (process.env.CQUEUE_URL ?? 'http://localhost:3000').replace(/\/+$/, '');
const queue = process.env.CQUEUE_QUEUE ?? 'default';

/** Sends a request until it is answered: all of them are safe to repeat. */
async function call(path, options = {}) {
  for (const pause of [200, 500, 1000, 2000, 5000, null]) {
    try {
      const answer = await fetch(url + path, options);
      if (answer.ok) return await answer.json();
      if (answer.status !== 503 || pause === null) throw new RangeError(await answer.text());
    } catch (e) {
      if (e instanceof RangeError || pause === null) throw e;
    }
    await sleep(pause);
  }
}

const { ID } = await call('/jobs/enqueue', {
  method: 'POST',
  headers: { 'Idempotency-Key': randomUUID() },
  body: JSON.stringify({ Type: 'UPPER', Queue: queue, Payload: { Text: process.argv[2] } }),
});
for (;;) {
  const job = await call(`/jobs/${ID}?wait=30`);
  if (job.Status === 'CONCLUDED') {
    console.log(JSON.stringify(job.Result));
    break;
  }
  if (job.Status === 'FAILED' || job.Status === 'CANCELLED') {
    console.error(JSON.stringify(job.Error));
    process.exit(1);
  }
}
