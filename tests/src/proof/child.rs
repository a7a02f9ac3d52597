//! Child processes of a run: started, talked to, stopped for a while, killed, and read to the last line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child as Process, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::Value;

use crate::Failure;

/// A child and what it has said.
pub(crate) struct Child {
    process: Process,
    input: Option<ChildStdin>,
    lines: Receiver<Value>,
    /// Everything it said, in order.
    pub(crate) said: Vec<Value>,
    reading: Option<JoinHandle<()>>,
}

impl Child {
    /// Starts this program again with these words.
    pub(crate) fn start(words: &[&str]) -> Result<Self, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let input = process.stdin.take();
        let output = process.stdout.take().ok_or("no output")?;
        let (sender, lines) = channel();
        let reading = std::thread::spawn(move || {
            for line in BufReader::new(output).lines() {
                let Ok(line) = line else { return };
                // A line that a kill cut short was not said.
                let value = if line.starts_with("http") {
                    Ok(Value::from(line))
                } else {
                    serde_json::from_str(&line)
                };
                let Ok(value) = value else { continue };
                if sender.send(value).is_err() {
                    return;
                }
            }
        });
        Ok(Self { process, input, lines, said: Vec::new(), reading: Some(reading) })
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Gives it an order; whether it could still be reached.
    pub(crate) fn order(&mut self, words: &str) -> bool {
        let Some(input) = &mut self.input else { return false };
        writeln!(input, "{words}").and_then(|()| input.flush()).is_ok()
    }

    /// Waits for a line that has `field`.
    pub(crate) fn wait_for(&mut self, field: &str, patience: Duration) -> Result<Value, Failure> {
        let end = std::time::Instant::now() + patience;
        loop {
            let left = end.saturating_duration_since(std::time::Instant::now());
            let line = self.lines.recv_timeout(left).map_err(|error| format!("no {field:?}: {error}"))?;
            self.said.push(line.clone());
            if line.get(field).is_some() || (field == "http" && line.is_string()) {
                return Ok(line);
            }
        }
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) -> Result<(), Failure> {
        let id = self.id().to_string();
        let status = Command::new("kill").args([&format!("-{name}"), &id]).status()?;
        if status.success() { Ok(()) } else { Err(format!("no signal {name} to {id}").into()) }
    }

    /// `kill -9`; what it had said.
    pub(crate) fn kill(mut self) -> Result<Vec<Value>, Failure> {
        self.process.kill()?;
        self.rest()
    }

    /// Ends its input and waits for its end; what it had said.
    pub(crate) fn end(mut self) -> Result<Vec<Value>, Failure> {
        drop(self.input.take());
        self.rest()
    }

    fn rest(&mut self) -> Result<Vec<Value>, Failure> {
        self.process.wait()?;
        if let Some(reading) = self.reading.take()
            && reading.join().is_err()
        {
            return Err("a reader panicked".into());
        }
        self.said.extend(self.lines.try_iter());
        Ok(std::mem::take(&mut self.said))
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if self.reading.is_some()
            && self.process.kill().is_ok()
            && let Err(error) = self.process.wait()
        {
            eprintln!("a child could not be waited for: {error}");
        }
    }
}
