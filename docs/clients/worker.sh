#!/usr/bin/env bash
# Does jobs until it gets SIGTERM or Ctrl-C. Needs bash, curl and jq.
set -uo pipefail

url=${CQUEUE_URL:-http://localhost:3000}
url=${url%/}
queue=${CQUEUE_QUEUE:-default}
lease=${CQUEUE_LEASE:-60}

# The work itself: the payload is its input, the result its output. Not 0 means that it failed.
work() {
  jq -c '{Text: .Text | ascii_upcase}'
}

# Three in the time of a lease. If the job is lost, the worker must not go on with it.
heartbeats() {
  while sleep "$(jq -n "$lease / 3")"; do
    # A worker that was killed must not keep its job by what it has left behind.
    kill -0 $$ 2>/dev/null || return
    status=$(curl -s -o /dev/null -w '%{http_code}' -m 10 -d "{\"Attempt\":$attempt,\"Lease\":$lease}" \
      "$url/jobs/$id/extend")
    if [[ $status == 409 || $status == 404 ]]; then
      kill -USR1 $$
      return
    fi
  done
}

stop=
trap 'stop=1' TERM INT
trap 'lost=1; [[ -n ${working:-} ]] && kill "$working" 2>/dev/null' USR1
out=$(mktemp)
trap 'rm -f "$out" "$out.err"' EXIT

settle='{}' # what is done and the server does not know yet
key=$(cat /proc/sys/kernel/random/uuid)
while [[ -z $stop || $settle != '{}' ]]; do
  if [[ -n $stop ]]; then
    # After the last job no other is wanted.
    kind=$(jq -r 'keys[0] | ascii_downcase' <<<"$settle")
    curl -sf -m 30 -d "$(jq -c '.[]' <<<"$settle")" "$url/jobs/$kind" >"$out" && break
    sleep 1
    continue
  fi

  # What is done and the next job in one request; to wait, one of its own.
  wait=20
  [[ $settle != '{}' ]] && wait=0
  # With the key it is safe to send it again: no job is lost with an answer.
  curl -sf -m 60 -H "Idempotency-Key: $key" -d "$settle" \
    "$url/jobs/dequeue?queue=$queue&wait=$wait&lease=$lease" >"$out" &
  asking=$!
  # A signal ends the wait, too. What is no JSON is half an answer.
  if ! wait "$asking" || ! jq -e .Jobs "$out" >/dev/null 2>&1; then
    [[ -n $stop ]] && kill "$asking" 2>/dev/null
    [[ -n $stop ]] || sleep 1
    continue
  fi
  settle='{}'
  key=$(cat /proc/sys/kernel/random/uuid)
  job=$(jq -c '.Jobs[0] // empty' "$out")
  [[ -z $job ]] && continue

  id=$(jq .ID <<<"$job")
  attempt=$(jq .Attempt <<<"$job")
  lost=
  heartbeats &
  beating=$!
  jq -c .Payload <<<"$job" | work >"$out" 2>"$out.err" &
  working=$!
  wait "$working"
  code=$?
  while kill -0 "$working" 2>/dev/null; do # it was a signal that ended the wait
    wait "$working"
    code=$?
  done
  working=
  kill "$beating" 2>/dev/null
  if [[ -n $lost ]]; then
    echo "job $id was lost" >&2
  elif [[ $code == 0 ]]; then
    settle=$(jq -c --argjson id "$id" --argjson attempt "$attempt" \
      '{Conclude: [{ID: $id, Attempt: $attempt, Result: .}]}' "$out")
  else
    settle=$(tail -c 500 "$out.err" | jq -Rsc --argjson id "$id" --argjson attempt "$attempt" \
      '{Fail: [{ID: $id, Attempt: $attempt, Error: .}]}')
  fi
done
