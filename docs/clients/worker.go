// Does jobs until it gets SIGTERM or Ctrl-C. Needs Go 1.18 or newer and nothing else.
//
//	go run worker.go
package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"
)

var (
	url   = strings.TrimRight(setting("CQUEUE_URL", "http://localhost:3000"), "/")
	queue = setting("CQUEUE_QUEUE", "default")
	lease = seconds(setting("CQUEUE_LEASE", "60"))
)

// The work itself. The context ends when the job is lost.
func work(ctx context.Context, payload json.RawMessage) (any, error) {
	var in struct{ Text string }
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, err
	}
	return map[string]string{"Text": strings.ToUpper(in.Text)}, nil
}

type job struct {
	ID      int64
	Attempt int
	Payload json.RawMessage
}

type item struct {
	ID      int64
	Attempt int
	Result  any               `json:",omitempty"`
	Error   map[string]string `json:",omitempty"`
}

// What is done and the server does not know yet: Conclude or Fail.
type news map[string][]item

func setting(name, usual string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return usual
}

func seconds(text string) time.Duration {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		log.Fatal(err)
	}
	return time.Duration(number * float64(time.Second))
}

func randomKey() string {
	key := make([]byte, 16)
	if _, err := rand.Read(key); err != nil {
		log.Fatal(err)
	}
	return fmt.Sprintf("%x", key)
}

type refused struct {
	status int
	text   string
}

func (r refused) Error() string { return r.text }

func post(ctx context.Context, path string, body any, key string, timeout time.Duration, answer any) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, "POST", url+path, bytes.NewReader(data))
	if err != nil {
		return err
	}
	if key != "" {
		request.Header.Set("Idempotency-Key", key)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		return refused{response.StatusCode, string(text)}
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(text, answer)
}

// Keeps a job until the context ends: three times in its lease.
func heartbeats(ctx context.Context, j job, lost func()) {
	path := fmt.Sprintf("/jobs/%d/extend", j.ID)
	body := map[string]any{"Attempt": j.Attempt, "Lease": lease.Seconds()}
	for missed := 0; missed < 3; {
		select {
		case <-ctx.Done():
			return
		case <-time.After(lease / 3):
		}
		switch err := post(ctx, path, body, "", lease/3, nil).(type) {
		case nil:
			missed = 0
		case refused:
			missed++
			if err.status == 404 || err.status == 409 {
				missed = 3
			}
		default:
			missed++
		}
	}
	if ctx.Err() == nil {
		lost()
	}
}

// Does a job and returns what there is to tell.
func do(j job) news {
	beating, end := context.WithCancel(context.Background())
	working, lost := context.WithCancel(context.Background())
	go heartbeats(beating, j, lost)
	result, failure := attempt(working, j)
	end()
	if working.Err() != nil {
		log.Printf("job %d was lost", j.ID)
		return news{}
	}
	if failure != nil {
		return news{"Fail": {{ID: j.ID, Attempt: j.Attempt, Error: failure}}}
	}
	return news{"Conclude": {{ID: j.ID, Attempt: j.Attempt, Result: result}}}
}

func attempt(ctx context.Context, j job) (result any, failure map[string]string) {
	defer func() {
		if panicked := recover(); panicked != nil {
			failure = map[string]string{"Message": fmt.Sprint(panicked), "Type": "panic", "Stack": string(debug.Stack())}
		}
	}()
	result, err := work(ctx, j.Payload)
	if err != nil {
		failure = map[string]string{"Message": err.Error(), "Type": fmt.Sprintf("%T", err)}
	}
	return result, failure
}

func main() {
	stop, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	tell, key := news{}, randomKey()
	for stop.Err() == nil || len(tell) > 0 {
		var err error
		if stop.Err() != nil {
			for kind, items := range tell {
				err = post(context.Background(), "/jobs/"+strings.ToLower(kind), items, "", 30*time.Second, nil)
			}
			if err == nil {
				break
			}
		} else {
			// What is done and the next job in one request; to wait, one of its own.
			wait, ctx := 20, stop
			if len(tell) > 0 {
				wait, ctx = 0, context.Background()
			}
			path := fmt.Sprintf("/jobs/dequeue?queue=%s&wait=%d&lease=%g", queue, wait, lease.Seconds())
			var answer struct{ Jobs []job }
			// With the key it is safe to send it again: no job is lost with an answer.
			err = post(ctx, path, tell, key, time.Duration(wait+30)*time.Second, &answer)
			if err == nil {
				tell, key = news{}, randomKey()
				for _, j := range answer.Jobs {
					tell = do(j)
				}
			}
		}
		if err != nil && (stop.Err() == nil || len(tell) > 0) {
			log.Print(err)
			time.Sleep(time.Second)
		}
	}
}
