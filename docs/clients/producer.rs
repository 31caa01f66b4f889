//! Adds a job and waits for its result. Cargo.toml says what it needs.
//!   cargo run --bin producer "some text"

use serde_json::{json, Value};
use std::collections::hash_map::RandomState;
use std::env;
use std::error::Error;
use std::hash::{BuildHasher, Hasher};
use std::process::exit;
use std::thread::sleep;
use std::time::Duration;

fn setting(name: &str, usual: &str) -> String {
    env::var(name).unwrap_or_else(|_| usual.to_string())
}

fn random_key() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

/// Sends a request until it is answered: all of them are safe to repeat.
fn call(request: ureq::Request, body: Option<&Value>) -> Result<Value, Box<dyn Error>> {
    let request = request.timeout(Duration::from_secs(60));
    let mut pauses = [200, 500, 1000, 2000, 5000].into_iter();
    loop {
        let answer = match body {
            Some(body) => request.clone().send_json(body),
            None => request.clone().call(),
        };
        match (answer, pauses.next()) {
            (Ok(answer), pause) => match (answer.into_json(), pause) {
                (Ok(answer), _) => return Ok(answer),
                (Err(e), None) => return Err(e.into()),
                (Err(_), Some(pause)) => sleep(Duration::from_millis(pause)),
            },
            (Err(ureq::Error::Status(status, answer)), pause) if status != 503 || pause.is_none() => {
                return Err(answer.into_string()?.into())
            }
            (Err(e), None) => return Err(e.into()),
            (Err(_), Some(pause)) => sleep(Duration::from_millis(pause)),
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let url = setting("CQUEUE_URL", "http://localhost:3000").trim_end_matches('/').to_string();
    let text = env::args().nth(1).ok_or("there is no text")?;
    let job = json!({
        "Type": "UPPER",
        "Queue": setting("CQUEUE_QUEUE", "default"),
        "Payload": { "Text": text },
    });
    let add = ureq::post(&format!("{}/jobs/enqueue", url)).set("Idempotency-Key", &random_key());
    let id = call(add, Some(&job))?["ID"].clone();
    loop {
        let job = call(ureq::get(&format!("{}/jobs/{}?wait=30", url, id)), None)?;
        match job["Status"].as_str() {
            Some("CONCLUDED") => {
                println!("{}", job["Result"]);
                return Ok(());
            }
            Some("FAILED" | "CANCELLED") => {
                eprintln!("{}", job["Error"]);
                exit(1);
            }
            _ => {}
        }
    }
}
