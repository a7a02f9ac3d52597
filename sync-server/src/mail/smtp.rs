//! Handing a mail to the operator's mail server, step by step: whether it may have left is known at each.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, transport::smtp::extension::MailParameter};

/// How long the server may be silent.
const SILENCE_MAX: Duration = Duration::from_secs(20);

/// How the way to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (port 465).
    Tls,
    /// TLS after STARTTLS, or nothing is sent (port 587).
    StartTls,
    /// None: for a server on the same machine.
    Plain,
}

/// The operator's mail server.
#[derive(Clone)]
pub struct MailServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is protected.
    pub security: Security,
    /// User and password, when it asks for them.
    pub credentials: Option<(String, String)>,
    /// Who the mails are from.
    pub from: String,
}

/// The password stays out of logs.
impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { host, port, security, from, .. } = self;
        f.debug_struct("MailServer")
            .field("host", host)
            .field("port", port)
            .field("security", security)
            .field("from", from)
            .finish_non_exhaustive()
    }
}

/// What became of a mail. The reasons name no person.
pub(super) enum Fate {
    /// The mail server has it.
    Sent,
    /// The mail server is out of reach or broke off before it had the mail.
    Unreachable(String),
    /// The mail server does not take this mail now.
    TurnedAway(String),
    /// The mail server will never take this mail.
    Refused(String),
    /// The connection broke after the mail had gone out: it may have arrived.
    Unclear(String),
}

impl MailServer {
    /// Hands a mail over. Blocks for as long as the server takes.
    pub(super) fn send(&self, to: &str, subject: &str, body: String, event: &str) -> Fate {
        let (from, to): (Mailbox, Address) = match (self.from.parse(), to.parse()) {
            (Ok(from), Ok(to)) => (from, to),
            (Err(_), _) => return Fate::Refused("the sender's address is malformed".to_owned()),
            (_, Err(_)) => return Fate::Refused("the address is malformed".to_owned()),
        };
        let id = format!("<{}@{}>", blake3::hash(event.as_bytes()).to_hex(), from.email.domain());
        let message = Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, to.clone()))
            .subject(subject)
            .message_id(Some(id))
            .header(ContentType::TEXT_PLAIN)
            .body(body);
        let Ok(message) = message else { return Fate::Refused("the mail can't be written".to_owned()) };
        let mut connection = match self.connect() {
            Ok(connection) => connection,
            Err(error) => return Fate::Unreachable(reason("connecting", &error)),
        };
        let fate = hand_over(&mut connection, &from.email, &to, &message.formatted());
        connection.abort();
        fate
    }

    fn connect(&self) -> Result<SmtpConnection, Error> {
        let hello = ClientId::default();
        let tls = TlsParameters::new(self.host.clone())?;
        let wrapped = (self.security == Security::Tls).then_some(&tls);
        let mut connection = SmtpConnection::connect(
            (self.host.as_str(), self.port),
            Some(SILENCE_MAX),
            &hello,
            wrapped,
            None,
        )?;
        if self.security == Security::StartTls {
            connection.starttls(&tls, &hello)?;
        }
        if let Some((user, password)) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, &Credentials::new(user.clone(), password.clone()))?;
        }
        Ok(connection)
    }
}

fn hand_over(connection: &mut SmtpConnection, from: &Address, to: &Address, message: &[u8]) -> Fate {
    let parameters: Vec<MailParameter> = Vec::new();
    let before = connection
        .command(Mail::new(Some(from.clone()), parameters))
        .and_then(|_| connection.command(Rcpt::new(to.clone(), Vec::new())))
        .and_then(|_| connection.command(Data));
    if let Err(error) = before {
        return answered("announcing", &error)
            .unwrap_or_else(|| Fate::Unreachable(reason("announcing", &error)));
    }
    match connection.message(message) {
        Ok(_) => Fate::Sent,
        Err(error) => answered("sending", &error).unwrap_or_else(|| Fate::Unclear(reason("sending", &error))),
    }
}

/// What the server itself said about a mail.
fn answered(step: &str, error: &Error) -> Option<Fate> {
    if error.is_permanent() {
        Some(Fate::Refused(reason(step, error)))
    } else if error.is_transient() {
        Some(Fate::TurnedAway(reason(step, error)))
    } else {
        None
    }
}

/// The step and the status. What the server says in words may name the person.
fn reason(step: &str, error: &Error) -> String {
    let what = match error.status() {
        Some(code) => code.to_string(),
        None if error.is_timeout() => "timeout".to_owned(),
        None if error.is_tls() => "tls".to_owned(),
        None => "connection".to_owned(),
    };
    format!("{step}: {what}")
}
