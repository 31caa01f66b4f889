// Adds a job and waits for its result. Needs Go 1.18 or newer and nothing else.
//
//	go run producer.go "some text"
package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

var (
	url    = strings.TrimRight(setting("CQUEUE_URL", "http://localhost:3000"), "/")
	queue  = setting("CQUEUE_QUEUE", "default")
	client = http.Client{Timeout: 60 * time.Second}
)

func setting(name, usual string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return usual
}

// Sends a request until it is answered: all of them are safe to repeat.
func call(method, path string, body any, key string, answer any) {
	data, err := json.Marshal(body)
	if err != nil {
		log.Fatal(err)
	}
	for _, pause := range []time.Duration{200, 500, 1000, 2000, 5000, 0} {
		text, status, err := send(method, path, data, key)
		if err == nil && status < 300 {
			if err = json.Unmarshal(text, answer); err == nil {
				return
			}
		}
		if pause == 0 || (err == nil && status != 503) {
			log.Fatal(err, string(text))
		}
		time.Sleep(pause * time.Millisecond)
	}
}

func send(method, path string, data []byte, key string) ([]byte, int, error) {
	request, err := http.NewRequest(method, url+path, bytes.NewReader(data))
	if err != nil {
		return nil, 0, err
	}
	if key != "" {
		request.Header.Set("Idempotency-Key", key)
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, 0, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return text, response.StatusCode, err
}

func main() {
	key := make([]byte, 16)
	if _, err := rand.Read(key); err != nil {
		log.Fatal(err)
	}
	job := map[string]any{"Type": "UPPER", "Queue": queue, "Payload": map[string]string{"Text": os.Args[1]}}
	var added struct{ ID int64 }
	call("POST", "/jobs/enqueue", job, fmt.Sprintf("%x", key), &added)
	for {
		var job struct {
			Status        string
			Result, Error json.RawMessage
		}
		call("GET", fmt.Sprintf("/jobs/%d?wait=30", added.ID), nil, "", &job)
		switch job.Status {
		case "CONCLUDED":
			fmt.Println(string(job.Result))
			return
		case "FAILED", "CANCELLED":
			log.Fatal(string(job.Error))
		}
	}
}
