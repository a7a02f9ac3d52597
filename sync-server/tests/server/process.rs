//! The program itself: its output, its exit codes, its signals.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use reqwest::Client;
use serde_json::{Value, json};

use crate::world::fresh;

fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hubbub-server"));
    command
        .arg("--data")
        .arg(data)
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Starts the program and waits until it listens; where.
fn started(data: &Path) -> (Child, String) {
    started_with(data, &[])
}

/// As [`started`], with more options.
pub(crate) fn started_with(data: &Path, options: &[&str]) -> (Child, String) {
    let mut child = program(data).args(options).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line}")).to_owned())
}

pub(crate) fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

pub(crate) fn ended(child: Child) -> Output {
    child.wait_with_output().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_signal_stops_it_with_success_and_a_kill_does_not_lock_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["-TERM", "-INT"] {
        let (child, base) = started(folder.path());
        let health: Value =
            Client::new().get(format!("{base}/health")).send().await.unwrap().json().await.unwrap();
        assert_eq!(health["ready"], true);
        signal(&child, name);
        let output = ended(child);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
    }
    let (mut child, _) = started(folder.path());
    child.kill().unwrap();
    child.wait().unwrap();
    let (child, _) = started(folder.path());
    signal(&child, "-TERM");
    assert!(ended(child).status.success());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_second_one_on_the_same_folder_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (first, _) = started(folder.path());
    let second = program(folder.path()).output().unwrap();
    assert_eq!(second.status.code(), Some(1));
    assert!(text(&second.stderr).contains("is in use by another server"), "{}", text(&second.stderr));
    signal(&first, "-TERM");
    assert!(ended(first).status.success());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn an_admin_is_made_and_signs_in_and_logs_name_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let create = ["admin", "create", "--email", "ada@example.org", "--name", "Ada"];
    let made = program(folder.path()).args(create).output().unwrap();
    assert!(made.status.success(), "{}", text(&made.stderr));
    let told = text(&made.stdout);
    let password = told.lines().find_map(|line| line.strip_prefix("password ")).unwrap();
    let again = program(folder.path()).args(create).output().unwrap();
    assert_eq!(again.status.code(), Some(1));
    let (child, base) = started(folder.path());
    for (password, status) in [("Wrong-42 lark", 401), (password, 200)] {
        let form = json!({ "email": "ada@example.org", "password": password, "device": fresh() });
        let answered =
            Client::new().post(format!("{base}/api/v1/auth/login")).json(&form).send().await.unwrap();
        assert_eq!(answered.status(), status);
    }
    let elsewhere = format!("{base}/ada@example.org?token=ada@example.org");
    assert_eq!(Client::new().get(elsewhere).send().await.unwrap().status(), 404);
    signal(&child, "-TERM");
    let logs = text(&ended(child).stderr);
    assert!(logs.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{logs}");
    assert_eq!(logs.matches("request refused").count(), 2, "{logs}");
    assert!(!logs.contains("ada@") && !logs.contains("127.0.0.1:0") && !logs.contains("Wrong"), "{logs}");
}
