<?php
// Adds a job and waits for its result. Needs PHP 8.0 or newer with curl.
//   php producer.php "some text"

$url = rtrim(getenv('CQUEUE_URL') ?: 'http://localhost:3000', '/');
$queue = getenv('CQUEUE_QUEUE') ?: 'default';

/** Sends a request until it is answered: all of them are safe to repeat. */
function call(string $path, array $options = []): object
{
    global $url;
    foreach ([200, 500, 1000, 2000, 5000, null] as $pause) {
        $request = curl_init($url . $path);
        curl_setopt_array($request, $options + [CURLOPT_RETURNTRANSFER => true, CURLOPT_TIMEOUT => 60]);
        $text = curl_exec($request);
        $status = curl_getinfo($request, CURLINFO_RESPONSE_CODE);
        $answer = $text !== false && $status < 300 ? json_decode($text) : null;
        if ($answer !== null) {
            return $answer;
        }
        if ($pause === null || ($status >= 300 && $status !== 503)) {
            throw new RuntimeException($text === false ? curl_error($request) : $text);
        }
        usleep($pause * 1000);
    }
}

$job = ['Type' => 'UPPER', 'Queue' => $queue, 'Payload' => ['Text' => $argv[1]]];
$key = bin2hex(random_bytes(16));
$id = call('/jobs/enqueue', [
    CURLOPT_POSTFIELDS => json_encode($job, JSON_THROW_ON_ERROR),
    CURLOPT_HTTPHEADER => ['Content-Type: application/json', "Idempotency-Key: $key"],
])->ID;
while (true) {
    $job = call("/jobs/$id?wait=30");
    if ($job->Status === 'CONCLUDED') {
        echo json_encode($job->Result ?? null), "\n";
        break;
    }
    if ($job->Status === 'FAILED' || $job->Status === 'CANCELLED') {
        fwrite(STDERR, json_encode($job->Error ?? null) . "\n");
        exit(1);
    }
}
