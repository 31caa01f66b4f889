<?php
// Does jobs until it gets SIGTERM or Ctrl-C. Needs PHP 8.0 or newer with curl, on the command line.
//   php worker.php

$url = rtrim(getenv('CQUEUE_URL') ?: 'http://localhost:3000', '/');
$queue = getenv('CQUEUE_QUEUE') ?: 'default';
$lease = (float) (getenv('CQUEUE_LEASE') ?: 60);

/** The work itself. Look at $lost() from time to time if it takes long. */
function work(mixed $payload, callable $lost): mixed
{
    return ['Text' => strtoupper($payload->Text ?? throw new ValueError('there is no Text'))];
}

/** @throws RuntimeException whose code is the status, or 0 if there is no answer */
function post(string $path, mixed $body, float $timeout = 30, array $headers = [], ?callable $abort = null): mixed
{
    global $url;
    $request = curl_init($url . $path);
    curl_setopt_array($request, [
        CURLOPT_POSTFIELDS => json_encode($body, JSON_THROW_ON_ERROR),
        CURLOPT_HTTPHEADER => ['Content-Type: application/json', ...$headers],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT_MS => (int) ($timeout * 1000),
        // Is called about once a second, answer or not.
        CURLOPT_NOPROGRESS => $abort === null,
        CURLOPT_XFERINFOFUNCTION => fn () => $abort !== null && $abort() ? 1 : 0,
    ]);
    $text = curl_exec($request);
    $status = curl_getinfo($request, CURLINFO_RESPONSE_CODE);
    if ($text === false) {
        throw new RuntimeException(curl_error($request));
    }
    if ($status >= 300) {
        throw new RuntimeException($text, $status);
    }
    return json_decode($text, flags: JSON_THROW_ON_ERROR);
}

/** Keeps a job from a process of its own, three times in its lease, and tells if it is lost. */
function heartbeats(object $job): int
{
    global $lease;
    $worker = getmypid();
    $child = pcntl_fork();
    if ($child !== 0) {
        return $child;
    }
    pcntl_signal(SIGTERM, SIG_IGN);
    pcntl_signal(SIGINT, SIG_IGN);
    for ($missed = 0; $missed < 3;) {
        usleep((int) ($lease / 3 * 1e6));
        // A worker that was killed must not keep its job by what it has left behind.
        if (posix_getppid() !== $worker) {
            exit;
        }
        try {
            post("/jobs/$job->ID/extend", ['Attempt' => $job->Attempt, 'Lease' => $lease], $lease / 3);
            $missed = 0;
        } catch (Exception $e) {
            $missed = in_array($e->getCode(), [404, 409], true) ? 3 : $missed + 1;
        }
    }
    posix_kill($worker, SIGUSR1);
    exit;
}

/** Does a job and returns what there is to tell. */
function attempt(object $job): array
{
    global $lost;
    $done = ['ID' => $job->ID, 'Attempt' => $job->Attempt];
    $lost = false;
    $beating = heartbeats($job);
    try {
        $done['Result'] = work($job->Payload ?? null, fn () => $GLOBALS['lost']);
        $kind = 'Conclude';
    } catch (Throwable $e) {
        $done['Error'] = ['Message' => $e->getMessage(), 'Type' => $e::class, 'Stack' => $e->getTraceAsString()];
        $kind = 'Fail';
    } finally {
        posix_kill($beating, SIGKILL);
        pcntl_waitpid($beating, $status);
    }
    if ($lost) {
        fwrite(STDERR, "job $job->ID was lost\n");
        return [];
    }
    return [$kind => [$done]];
}

$stopping = false;
$lost = false;
pcntl_async_signals(true);
$stop = function () use (&$stopping) {
    $stopping = true;
};
$isStopping = function () use (&$stopping) {
    return $stopping;
};
pcntl_signal(SIGTERM, $stop);
pcntl_signal(SIGINT, $stop);
pcntl_signal(SIGUSR1, function () {
    $GLOBALS['lost'] = true;
});

$tell = [];
$key = bin2hex(random_bytes(16));
while (!$stopping || $tell) {
    try {
        if ($stopping) {
            foreach ($tell as $kind => $items) {
                post('/jobs/' . strtolower($kind), $items);
            }
            break;
        }
        // What is done and the next job in one request; to wait, one of its own.
        $wait = $tell ? 0 : 20;
        $abort = $tell ? null : $isStopping;
        // With the key it is safe to send it again: no job is lost with an answer.
        $path = "/jobs/dequeue?queue=$queue&wait=$wait&lease=$lease";
        $answer = post($path, (object) $tell, $wait + 30, ["Idempotency-Key: $key"], $abort);
        $tell = [];
        $key = bin2hex(random_bytes(16));
        foreach ($answer->Jobs as $job) {
            $tell = attempt($job);
        }
    } catch (Exception $e) {
        if (!$stopping || $tell) {
            fwrite(STDERR, $e->getMessage() . "\n");
            sleep(1);
        }
    }
}
