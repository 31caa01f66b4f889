"""Does jobs until it gets SIGTERM or Ctrl-C. Needs Python 3.8 or newer and nothing else."""

import http.client
import json
import os
import signal
import threading
import time
import traceback
import urllib.error
import urllib.request
import uuid

URL = os.environ.get("CQUEUE_URL", "http://localhost:3000").rstrip("/")
QUEUE = os.environ.get("CQUEUE_QUEUE", "default")
LEASE = float(os.environ.get("CQUEUE_LEASE", "60"))


def work(payload, is_lost):
    """The work itself. Look at is_lost() from time to time if it takes long."""
    return {"Text": payload["Text"].upper()}


class Stop(Exception):
    """A signal came while there was nothing to do."""


stopping = False
waiting = False


def stop(signum, frame):
    global stopping
    stopping = True
    if waiting:
        raise Stop


def post(path, body, timeout=30, headers=None):
    request = urllib.request.Request(URL + path, json.dumps(body).encode(), headers or {})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)


class Heartbeats:
    """Keeps a job: three times in its lease, from a thread of its own."""

    def __init__(self, job):
        self.path = f"/jobs/{job['ID']}/extend"
        self.body = {"Attempt": job["Attempt"], "Lease": LEASE}
        self.end = threading.Event()
        self.lost = False
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        missed = 0
        while not self.end.wait(LEASE / 3):
            try:
                post(self.path, self.body, LEASE / 3)
                missed = 0
            except urllib.error.HTTPError as problem:
                missed = 3 if problem.code in (404, 409) else missed + 1
            except (OSError, http.client.HTTPException, ValueError):
                missed += 1
            if missed >= 3:
                self.lost = True
                return


def do(job):
    """Does a job and returns what there is to tell."""
    done = {"ID": job["ID"], "Attempt": job["Attempt"]}
    beats = Heartbeats(job)
    try:
        done["Result"] = work(job.get("Payload"), lambda: beats.lost)
        kind = "Conclude"
    except Exception as e:
        done["Error"] = {"Message": str(e), "Type": type(e).__name__, "Stack": traceback.format_exc()}
        kind = "Fail"
    finally:
        beats.end.set()
    if beats.lost:
        print(f"job {job['ID']} was lost", flush=True)
        return {}
    return {kind: [done]}


signal.signal(signal.SIGTERM, stop)
signal.signal(signal.SIGINT, stop)
tell = {}
key = str(uuid.uuid4())
while tell or not stopping:
    try:
        if stopping:
            for kind, items in tell.items():
                post("/jobs/" + kind.lower(), items)
            break
        # What is done and the next job in one request; to wait, one of its own.
        wait = 0 if tell else 20
        waiting = not tell
        if stopping and waiting:
            break
        # With the key it is safe to send it again: no job is lost with an answer.
        path = f"/jobs/dequeue?queue={QUEUE}&wait={wait}&lease={LEASE}"
        answer = post(path, tell, wait + 30, {"Idempotency-Key": key})
        waiting = False
        tell = {}
        key = str(uuid.uuid4())
        for job in answer["Jobs"]:
            tell = do(job)
    except Stop:
        break
    except urllib.error.HTTPError as problem:
        waiting = False
        print(problem.read().decode(), flush=True)
        time.sleep(1)
    except (OSError, http.client.HTTPException, ValueError) as e:  # no answer, or half of one
        waiting = False
        print(e, flush=True)
        time.sleep(1)
