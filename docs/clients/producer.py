"""Adds a job and waits for its result. Needs Python 3.8 or newer and nothing else.

    python3 producer.py "some text"
"""

import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

URL = os.environ.get("CQUEUE_URL", "http://localhost:3000").rstrip("/")
QUEUE = os.environ.get("CQUEUE_QUEUE", "default")


def call(method, path, body=None, headers=None):
    """Sends a request until it is answered: all of them are safe to repeat."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data, headers or {}, method=method)
    for pause in (0.2, 0.5, 1, 2, 5, None):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as problem:
            if problem.code != 503 or pause is None:
                raise SystemExit(problem.read().decode())
        except (OSError, http.client.HTTPException, ValueError):  # no answer, or half of one
            if pause is None:
                raise
        time.sleep(pause)


job = {"Type": "UPPER", "Queue": QUEUE, "Payload": {"Text": sys.argv[1]}}
added = call("POST", "/jobs/enqueue", job, {"Idempotency-Key": str(uuid.uuid4())})
while True:
    job = call("GET", f"/jobs/{added['ID']}?wait=30")
    if job["Status"] == "CONCLUDED":
        print(json.dumps(job.get("Result")))
        break
    if job["Status"] in ("FAILED", "CANCELLED"):
        raise SystemExit(json.dumps(job.get("Error")))
