//! Does jobs until it gets SIGTERM or Ctrl-C. Cargo.toml says what it needs.
//!   cargo run --bin worker

use serde_json::{json, Map, Value};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::collections::hash_map::RandomState;
use std::env;
use std::error::Error;
use std::hash::{BuildHasher, Hasher};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{channel, RecvTimeoutError, Sender};
use std::sync::Arc;
use std::thread::{sleep, spawn};
use std::time::Duration;

/// The work itself. Look at `lost` from time to time if it takes long.
fn work(payload: &Value, _lost: &AtomicBool) -> Result<Value, Box<dyn Error>> {
    let text = payload["Text"].as_str().ok_or("there is no Text")?;
    Ok(json!({ "Text": text.to_uppercase() }))
}

struct Server {
    url: String,
    lease: f64,
}

impl Server {
    fn post(&self, path: &str, body: &Value, key: &str, timeout: Duration) -> Result<Value, Box<ureq::Error>> {
        let mut request = ureq::post(&format!("{}{}", self.url, path)).timeout(timeout);
        if !key.is_empty() {
            request = request.set("Idempotency-Key", key);
        }
        let answer = request.send_json(body)?;
        answer.into_json().map_err(|e| Box::new(e.into()))
    }
}

fn setting(name: &str, usual: &str) -> String {
    env::var(name).unwrap_or_else(|_| usual.to_string())
}

fn random_key() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

/// Keeps a job, three times in its lease, from a thread of its own. Ends when the sender is dropped.
fn heartbeats(server: Arc<Server>, id: &Value, attempt: &Value, lost: Arc<AtomicBool>) -> Sender<()> {
    let (end, ended) = channel();
    let path = format!("/jobs/{}/extend", id);
    let body = json!({ "Attempt": attempt, "Lease": server.lease });
    let third = Duration::from_secs_f64(server.lease / 3.0);
    spawn(move || {
        let mut missed = 0;
        while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(third) {
            missed = match server.post(&path, &body, "", third).map_err(|e| *e) {
                Ok(_) => 0,
                Err(ureq::Error::Status(404 | 409, _)) => 3,
                Err(_) => missed + 1,
            };
            if missed >= 3 {
                lost.store(true, SeqCst);
                return;
            }
        }
    });
    end
}

/// Does a job and returns what there is to tell.
fn attempt(server: &Arc<Server>, job: &Value) -> Map<String, Value> {
    let lost = Arc::new(AtomicBool::new(false));
    let beating = heartbeats(server.clone(), &job["ID"], &job["Attempt"], lost.clone());
    let mut done = json!({ "ID": job["ID"], "Attempt": job["Attempt"] });
    let kind = match catch_unwind(AssertUnwindSafe(|| work(&job["Payload"], &lost))) {
        Ok(Ok(result)) => {
            done["Result"] = result;
            "Conclude"
        }
        Ok(Err(e)) => {
            done["Error"] = json!({ "Message": e.to_string(), "Type": "error" });
            "Fail"
        }
        Err(_) => {
            done["Error"] = json!({ "Message": "see the worker's log", "Type": "panic" });
            "Fail"
        }
    };
    drop(beating);
    let mut tell = Map::new();
    if lost.load(SeqCst) {
        eprintln!("job {} was lost", job["ID"]);
    } else {
        tell.insert(kind.to_string(), json!([done]));
    }
    tell
}

fn main() -> Result<(), Box<dyn Error>> {
    let server = Arc::new(Server {
        url: setting("CQUEUE_URL", "http://localhost:3000").trim_end_matches('/').to_string(),
        lease: setting("CQUEUE_LEASE", "60").parse()?,
    });
    let queue = setting("CQUEUE_QUEUE", "default");
    let patience = Duration::from_secs(30);

    let stopping = Arc::new(AtomicBool::new(false));
    let waiting = Arc::new(AtomicBool::new(false));
    let mut signals = Signals::new([SIGTERM, SIGINT])?;
    let (stop, idle) = (stopping.clone(), waiting.clone());
    spawn(move || {
        for _ in signals.forever() {
            stop.store(true, SeqCst);
            if idle.load(SeqCst) {
                exit(0);
            }
        }
    });

    let mut tell = Map::new();
    let mut key = random_key();
    while !stopping.load(SeqCst) || !tell.is_empty() {
        let told = if stopping.load(SeqCst) {
            tell.iter().try_for_each(|(kind, items)| {
                let path = format!("/jobs/{}", kind.to_lowercase());
                server.post(&path, items, "", patience).map(|_| ())
            })
        } else {
            // What is done and the next job in one request; to wait, one of its own.
            let wait = if tell.is_empty() { 20 } else { 0 };
            waiting.store(tell.is_empty(), SeqCst);
            if tell.is_empty() && stopping.load(SeqCst) {
                break;
            }
            let path = format!("/jobs/dequeue?queue={}&wait={}&lease={}", queue, wait, server.lease);
            let timeout = patience + Duration::from_secs(wait);
            // With the key it is safe to send it again: no job is lost with an answer.
            let answer = server.post(&path, &Value::Object(tell.clone()), &key, timeout);
            waiting.store(false, SeqCst);
            answer.map(|answer| {
                tell = Map::new();
                key = random_key();
                for job in answer["Jobs"].as_array().into_iter().flatten() {
                    tell = attempt(&server, job);
                }
            })
        };
        match told {
            Ok(()) if stopping.load(SeqCst) && tell.is_empty() => break,
            Ok(()) => {}
            Err(e) => {
                eprintln!("{}", e);
                sleep(Duration::from_secs(1));
            }
        }
    }
    Ok(())
}
