"""Does jobs that cqueue posts to it. Needs Python 3.8 or newer and nothing else."""

import base64
import hashlib
import hmac
import json
import os
import signal
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ADDRESS = os.environ.get("RECEIVER_ADDRESS", "127.0.0.1")
PORT = int(os.environ.get("RECEIVER_PORT", "8000"))
KEY = base64.b64decode(os.environ["CQUEUE_SECRET"][len("whsec_"):])
TOLERANCE = 300  # seconds


def work(payload):
    """The work itself. An exception makes the job be tried again."""
    return {"Text": payload["Text"].upper()}


def is_genuine(headers, body):
    """Whether someone sent this who knows the secret, and just now."""
    name, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent.isdigit() or abs(time.time() - int(sent)) > TOLERANCE:
        return False
    content = f"{name}.{sent}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(KEY, content, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(expected.encode(), each.encode()) for each in given)


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if not is_genuine(self.headers, body):
            return self.answer(401, {"Error": "The signature is wrong."})
        try:
            self.answer(200, work(json.loads(body)))
        except Exception as e:
            self.answer(500, {"Error": str(e)})

    def answer(self, status, value):
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def stop(signum, frame):
    raise SystemExit(0)


signal.signal(signal.SIGTERM, stop)
with ThreadingHTTPServer((ADDRESS, PORT), Receiver) as server:
    print(f"listens on port {server.server_port}", flush=True)
    server.serve_forever()
