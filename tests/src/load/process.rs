//! The server that is loaded: the product's own program, a process of its own; and the raw one beside it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use hubbub_tests::machine;

use crate::Failure;

const PATIENCE: Duration = Duration::from_secs(60);

/// A server process.
pub(crate) struct Server {
    child: Child,
    /// Where it listens, as `http://…`.
    pub(crate) url: String,
    /// Where it tells its numbers.
    pub(crate) operator: Option<String>,
}

impl Server {
    /// The product's server on a data folder.
    pub(crate) fn start(data: &Path) -> Result<Self, Failure> {
        let (port, operator) = (free_port()?, free_port()?);
        let log = std::fs::File::create(data.join("server.log"))?;
        let child = Command::new(beside("hubbub-server")?)
            .arg("--data")
            .arg(data)
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .args(["--operator-listen", &format!("127.0.0.1:{operator}")])
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let url = |port: u16| format!("http://127.0.0.1:{port}");
        let mut server = Self { child, url: url(port), operator: Some(url(operator)) };
        let until = Instant::now() + PATIENCE;
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("the server ended: {status}").into());
            }
            if Instant::now() > until {
                return Err("the server does not answer".into());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(server)
    }

    /// A server that does nothing but send `bytes` bytes.
    pub(crate) fn raw(bytes: usize) -> Result<Self, Failure> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["--raw", &bytes.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut url = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut url)?;
        Ok(Self { child, url: url.trim().to_owned(), operator: None })
    }

    /// Seconds of CPU it has used.
    pub(crate) fn cpu_s(&self) -> f64 {
        machine::cpu_s(self.child.id())
    }

    /// Memory it holds, in MB.
    pub(crate) fn rss_mb(&self) -> f64 {
        machine::rss_mb(self.child.id())
    }

    /// Asks it to end, and waits for it.
    pub(crate) fn stop(mut self) -> Result<(), Failure> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        if !asked.success() {
            self.child.kill()?;
        }
        let status = self.child.wait()?;
        if status.success() { Ok(()) } else { Err(format!("the server ended with {status}").into()) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that was stopped is gone already.
        if self.child.kill().is_ok()
            && let Err(error) = self.child.wait()
        {
            eprintln!("a server could not be waited for: {error}");
        }
    }
}

/// A program that was built beside this one.
fn beside(name: &str) -> Result<PathBuf, Failure> {
    let program = std::env::current_exe()?.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if program.exists() { Ok(program) } else { Err(format!("{} is not built", program.display()).into()) }
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
