//! The parent's side of a device process: orders out, answers back; when it dies it is started again,
//! its clients are opened again, and the order in flight is given again.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use super::story::Failure;

/// The process ids that may be killed, shared with whoever kills.
pub(crate) type Victims = Arc<Mutex<BTreeMap<usize, u32>>>;

/// A device process.
pub(crate) struct Driver {
    number: usize,
    process: Option<(Child, ChildStdin, BufReader<ChildStdout>)>,
    open: BTreeMap<String, Value>,
    victims: Victims,
    /// How often it had to be started again.
    pub(crate) restarts: u32,
}

impl Driver {
    pub(crate) fn new(number: usize, victims: Victims) -> Self {
        Self { number, process: None, open: BTreeMap::new(), victims, restarts: 0 }
    }

    /// Opens a client (or opens it again, with other options); it stays open over restarts.
    pub(crate) fn open(&mut self, device: &str, options: Value) -> Result<Value, Failure> {
        let mut order = options;
        order["do"] = json!("open");
        order["device"] = json!(device);
        let answer = self.order(&order)?;
        // A restart need not sign in again: the session is in the store.
        order["sign_in"] = json!(false);
        self.open.insert(device.to_owned(), order);
        Ok(answer)
    }

    /// Closes a client.
    pub(crate) fn close(&mut self, device: &str) -> Result<(), Failure> {
        self.order(&json!({ "do": "close", "device": device }))?;
        self.open.remove(device);
        Ok(())
    }

    /// Gives an order to an open client and waits for the answer. After a kill the order is given
    /// again: whoever orders must be able to tell that it had been carried out already.
    pub(crate) fn order(&mut self, order: &Value) -> Result<Value, Failure> {
        for _ in 0..1_000 {
            if self.process.is_none() {
                self.start()?;
            }
            match self.exchange(order) {
                Ok(answer) => {
                    return match answer.get("error") {
                        Some(error) => Err(format!("{order}: {error}").into()),
                        None => Ok(answer),
                    };
                }
                Err(_) => self.bury()?,
            }
        }
        Err("a device process dies again and again".into())
    }

    fn exchange(&mut self, order: &Value) -> Result<Value, Failure> {
        let (_, input, output) = self.process.as_mut().ok_or("no process")?;
        writeln!(input, "{order}")?;
        input.flush()?;
        let mut line = String::new();
        if output.read_line(&mut line)? == 0 || !line.ends_with('\n') {
            return Err("the process died".into());
        }
        Ok(serde_json::from_str(&line)?)
    }

    fn start(&mut self) -> Result<(), Failure> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("--device-host")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (Some(input), Some(output)) = (input, output) else {
            return Err("a device process has no pipes".into());
        };
        let id = child.id();
        self.process = Some((child, input, BufReader::new(output)));
        self.victims.lock().unwrap_or_else(PoisonError::into_inner).insert(self.number, id);
        for order in self.open.clone().values() {
            if self.exchange(order).is_err() {
                return self.bury(); // Killed while opening: the next try opens again.
            }
        }
        Ok(())
    }

    fn bury(&mut self) -> Result<(), Failure> {
        self.victims.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
        if let Some((mut child, input, _)) = self.process.take() {
            drop(input);
            child.kill()?;
            child.wait()?;
            self.restarts += 1;
        }
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Err(problem) = self.bury() {
            eprintln!("a device process could not be ended: {problem}");
        }
    }
}
