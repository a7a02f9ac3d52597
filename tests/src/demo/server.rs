//! The server as a process of its own, started again when it is killed.

use std::io::{BufRead, BufReader, ErrorKind};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::args::Windows;
use super::story::Failure;

/// The password of every account of the demo.
pub(crate) const PASSWORD: &str = "Quince-Orchard-7";

/// Where the demo listens that people look at.
const LISTEN: &str = "127.0.0.1:8787";

/// The server program beside this one.
pub(crate) fn program() -> Result<PathBuf, Failure> {
    let here = std::env::current_exe()?;
    let program = here.with_file_name(format!("hubbub-server{}", std::env::consts::EXE_SUFFIX));
    if program.exists() { Ok(program) } else { Err(format!("{} is not built", program.display()).into()) }
}

/// A server process on a fixed port and data folder.
#[derive(Clone)]
pub(crate) struct Server(Arc<Inner>);

struct Inner {
    data: PathBuf,
    port: u16,
    child: Mutex<Option<Child>>,
    log: PathBuf,
}

impl Server {
    /// Starts a server in `data`; `demo` fills it with the demo community first.
    pub(crate) fn start(data: &Path, demo: bool) -> Result<Self, Failure> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        if demo {
            run(&["--data", path(data)?, "seed-demo", "--password", PASSWORD])?;
        }
        let log = data.join("server.log");
        let server = Self(Arc::new(Inner { data: data.to_owned(), port, child: Mutex::new(None), log }));
        server.revive()?;
        Ok(server)
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.0.port)
    }

    /// Starts the process if it does not run; waits until it answers.
    pub(crate) fn revive(&self) -> Result<(), Failure> {
        let mut child = self.0.child.lock().unwrap_or_else(PoisonError::into_inner);
        let runs = matches!(child.as_mut().map(Child::try_wait), Some(Ok(None)));
        if !runs {
            let listen = format!("127.0.0.1:{}", self.0.port);
            let log = std::fs::OpenOptions::new().create(true).append(true).open(&self.0.log)?;
            let mut command = Command::new(program()?);
            command.args(["--data", path(&self.0.data)?, "--listen", &listen]);
            command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
            *child = Some(command.spawn()?);
        }
        drop(child);
        let patience = Instant::now() + Duration::from_secs(30);
        while Instant::now() < patience {
            if std::net::TcpStream::connect(("127.0.0.1", self.0.port)).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Err(format!("the server does not answer; see {}", self.0.log.display()).into())
    }

    /// `kill -9`, then a new start on the same data.
    pub(crate) fn kill_and_revive(&self) -> Result<(), Failure> {
        if let Some(child) = self.0.child.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            child.kill()?;
            child.wait()?;
        }
        self.revive()
    }

    /// Ends it by asking it to (SIGTERM), and waits for it.
    pub(crate) fn stop(&self) -> Result<(), Failure> {
        let Some(mut child) = self.0.child.lock().unwrap_or_else(PoisonError::into_inner).take() else {
            return Ok(());
        };
        let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?;
        if !asked.success() {
            child.kill()?;
        }
        let status = child.wait()?;
        if status.success() { Ok(()) } else { Err(format!("the server ended with {status}").into()) }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(child) = self.child.lock().unwrap_or_else(PoisonError::into_inner).as_mut()
            && child.kill().is_ok()
            && let Err(error) = child.wait()
        {
            eprintln!("the server could not be waited for: {error}");
        }
    }
}

/// Runs the server program to its end; what it printed.
pub(crate) fn run(words: &[&str]) -> Result<String, Failure> {
    let output = Command::new(program()?).args(words).stdin(Stdio::null()).output()?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        Ok(printed)
    } else {
        let errors = String::from_utf8_lossy(&output.stderr);
        Err(format!("hubbub-server {} failed:\n{printed}{errors}", words.join(" ")).into())
    }
}

pub(crate) fn path(path: &Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| "a path is not UTF-8".into())
}

/// The demo without `--headless`: a server with a new demo community, until Ctrl-C. The one of the last
/// demo is removed: its votes would be over by now. Mateo drives his run; `windows` open beside it.
pub(crate) fn serve_until_interrupted(windows: &Windows) -> Result<bool, Failure> {
    let data = std::env::temp_dir().join("hubbub-demo");
    drop(TcpListener::bind(LISTEN).map_err(|error| {
        format!("{LISTEN} can't be listened on ({error}); if another demo runs, end it first")
    })?);
    empty(&data)?;
    println!("{}", run(&["--data", path(&data)?, "seed-demo", "--password", PASSWORD])?.trim_end());
    let mut child = Command::new(program()?)
        .args(["--data", path(&data)?, "--listen", LISTEN])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    println!("The server is at http://{LISTEN} and keeps its data in {}.", data.display());
    println!("Every resident of the demo signs in with the password {PASSWORD}");
    println!("Nia Griffiths, nia-griffiths@quittenhof.example, has not voted yet.");
    println!(
        "Jonas Weidner, jonas-weidner@quittenhof.example, runs the village shop; Mateo is on the road for it."
    );
    println!("Press Ctrl-C to end.");
    let mut beside = Vec::new();
    if let Some(output) = child.stdout.take() {
        let mut lines = BufReader::new(output).lines();
        // The server's first line says that it listens.
        if let Some(line) = lines.next() {
            println!("{}", line?);
        }
        beside = open_beside(windows)?;
        for line in lines {
            println!("{}", line?);
        }
    }
    for one in &mut beside {
        // Whoever closed a window before has ended it already.
        if one.try_wait()?.is_none() {
            one.kill()?;
        }
        one.wait()?;
    }
    Ok(child.wait()?.success())
}

/// The driver on the road, and the windows, on the demo's server.
fn open_beside(windows: &Windows) -> Result<Vec<Child>, Failure> {
    let mut beside = vec![drive()?];
    if windows.phone {
        let phone = program()?.with_file_name(format!("hubbub-phone{}", std::env::consts::EXE_SUFFIX));
        beside.push(open_window(&phone, "phone", &[])?);
    }
    if let Some(desktop) = &windows.desktop {
        // The demo's store is nobody's secret: its key need not go into the person's keyring.
        let key = std::env::temp_dir().join("hubbub-demo-desktop").join("key");
        beside.push(open_window(desktop, "desktop", &["--key-file", path(&key)?])?);
    }
    Ok(beside)
}

/// Mateo, who drives the village shop's run round and round.
fn drive() -> Result<Child, Failure> {
    let data = std::env::temp_dir().join("hubbub-demo-driver");
    empty(&data)?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args([
        "--drive",
        "mateo-ibarra",
        "--server",
        &format!("http://{LISTEN}"),
        "--data",
        path(&data)?,
    ]);
    Ok(command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?)
}

/// A new device in a window of its own, on the demo's server.
fn open_window(program: &Path, name: &str, more: &[&str]) -> Result<Child, Failure> {
    let data = std::env::temp_dir().join(format!("hubbub-demo-{name}"));
    empty(&data)?;
    let server = format!("http://{LISTEN}");
    let mut command = Command::new(program);
    command.args(["--data", path(&data)?, "--server", &server]).args(more);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let child = command.spawn().map_err(|error| format!("{}: {error}", program.display()))?;
    println!("A {name}'s window opens; it keeps its data in {}.", data.display());
    Ok(child)
}

/// A folder with nothing in it.
fn empty(folder: &Path) -> Result<(), Failure> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => std::fs::create_dir_all(folder)?,
    }
    Ok(())
}
