#!/usr/bin/env bash
# Adds a job and waits for its result. Needs bash, curl and jq.
#   ./producer.sh "some text"
set -euo pipefail

url=${CQUEUE_URL:-http://localhost:3000}
url=${url%/}
queue=${CQUEUE_QUEUE:-default}

job=$(jq -cn --arg queue "$queue" --arg text "$1" '{Type: "UPPER", Queue: $queue, Payload: {Text: $text}}')
# With the key it is safe to send it again when there is no answer.
key=$(cat /proc/sys/kernel/random/uuid)
id=$(curl -sf --retry 5 --retry-connrefused -H "Idempotency-Key: $key" -d "$job" "$url/jobs/enqueue" | jq .ID)

while :; do
  job=$(curl -sf --retry 5 --retry-connrefused "$url/jobs/$id?wait=30")
  case $(jq -r .Status <<<"$job") in
    CONCLUDED) jq -c .Result <<<"$job"; exit 0 ;;
    FAILED | CANCELLED) jq -c .Error <<<"$job" >&2; exit 1 ;;
  esac
done
