//! A mail server on a real socket: `mailin` speaks SMTP, this file listens, keeps what arrives and misbehaves
//! when a test asks for it.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hubbub_server::mail::{MailServer, Security};
use mailin::{Action, Handler, Response, SessionBuilder, response};

/// What the next mails meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Not now.
    TurnsAway,
    /// Never.
    Refuses,
    /// It takes the mail and hangs up before it says so.
    HangsUp,
}

/// A mail as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    pub(crate) to: String,
    pub(crate) text: String,
}

impl Arrived {
    /// The code in a mail with a link.
    pub(crate) fn code(&self) -> String {
        let soft = self.text.replace("=\r\n", "").replace("=3D", "=");
        let link = soft.split("hubbub://").nth(1).unwrap_or_else(|| panic!("no link in {soft}"));
        let code = link.split_whitespace().next().unwrap().rsplit('/').next().unwrap();
        code.to_owned()
    }

    pub(crate) fn subject(&self) -> &str {
        self.text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap()
    }
}

/// The running mail server.
pub(crate) struct PostOffice {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    mails: Mutex<Vec<Arrived>>,
    moods: Mutex<VecDeque<Mood>>,
    closed: std::sync::atomic::AtomicBool,
    /// Connections so far.
    visits: AtomicUsize,
}

impl PostOffice {
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                serving.visits.fetch_add(1, Ordering::SeqCst);
                if serving.closed.load(Ordering::SeqCst) {
                    continue;
                }
                let shared = Arc::clone(&serving);
                std::thread::spawn(move || drop(talk(stream, shared)));
            }
        });
        Self { address, shared }
    }

    /// How the server under test reaches it.
    pub(crate) fn server(&self) -> MailServer {
        MailServer {
            host: self.address.ip().to_string(),
            port: self.address.port(),
            security: Security::Plain,
            credentials: None,
            from: "Hubbub <hub@example.org>".to_owned(),
        }
    }

    /// What the next mails meet, one after the other; then all is well again.
    pub(crate) fn will(&self, moods: &[Mood]) {
        self.shared.moods.lock().unwrap().extend(moods);
    }

    /// Hangs up on everybody at once, or stops doing so.
    pub(crate) fn set_closed(&self, closed: bool) {
        self.shared.closed.store(closed, Ordering::SeqCst);
    }

    pub(crate) fn visits(&self) -> usize {
        self.shared.visits.load(Ordering::SeqCst)
    }

    pub(crate) fn mails(&self) -> Vec<Arrived> {
        self.shared.mails.lock().unwrap().clone()
    }

    /// The mails to an address, once there are so many.
    pub(crate) async fn wait(&self, to: &str, count: usize) -> Vec<Arrived> {
        let patience = Instant::now() + Duration::from_secs(20);
        loop {
            let found: Vec<Arrived> = self.mails().into_iter().filter(|mail| mail.to == to).collect();
            if found.len() >= count {
                return found;
            }
            assert!(Instant::now() < patience, "{} of {count} mails to {to}", found.len());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// The latest mail to an address, once there are so many.
    pub(crate) async fn last(&self, to: &str, count: usize) -> Arrived {
        self.wait(to, count).await.pop().unwrap()
    }
}

#[derive(Clone)]
struct Clerk {
    shared: Arc<Shared>,
    mood: Option<Mood>,
    to: String,
    text: Vec<u8>,
}

impl Handler for Clerk {
    fn rcpt(&mut self, to: &str) -> Response {
        self.to = to.to_owned();
        self.mood = self.shared.moods.lock().unwrap().pop_front();
        match self.mood {
            Some(Mood::TurnsAway) => Response::custom(450, "mailbox busy".to_owned()),
            Some(Mood::Refuses) => response::NO_MAILBOX,
            _ => response::OK,
        }
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.text.extend_from_slice(bytes);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let text = String::from_utf8_lossy(&std::mem::take(&mut self.text)).into_owned();
        self.shared.mails.lock().unwrap().push(Arrived { to: self.to.clone(), text });
        if self.mood == Some(Mood::HangsUp) { response::NO_SERVICE } else { response::OK }
    }
}

fn talk(stream: TcpStream, shared: Arc<Shared>) -> std::io::Result<()> {
    let peer = stream.peer_addr()?.ip();
    let clerk = Clerk { shared: Arc::clone(&shared), mood: None, to: String::new(), text: Vec::new() };
    let mut session = SessionBuilder::new("mail.example.org").build(peer, clerk);
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    session.greeting().write_to(&mut writer)?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let said = session.process(&line);
        if said == response::NO_SERVICE {
            return writer.shutdown(std::net::Shutdown::Both);
        }
        if said.action != Action::NoReply {
            said.write_to(&mut writer)?;
            writer.flush()?;
        }
        if said.action == Action::Close {
            return Ok(());
        }
    }
}
