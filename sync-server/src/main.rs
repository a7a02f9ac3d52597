//! The server process and its command line.

mod importing;
mod rehearsal;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use hubbub_core::i18n::Locale;
use hubbub_core::time::MINUTE_MS;
use hubbub_server::audit::Verdict;
use hubbub_server::backup;
use hubbub_server::mail::{MailServer, Security};
use hubbub_server::maintenance::{self, Announcement, MESSAGE_CHARS_MAX};
use hubbub_server::{Config, Host, NewAdmin, TlsFiles, demo, judge_picture, product, serve};

use crate::importing::{Format, bring_in};

/// The thin server of Hubbub. Without a command it serves.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where everything is kept; made when absent
    #[arg(long, value_name = "DIR", default_value = "hubbub-data")]
    data: PathBuf,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS", default_value_t = Config::new("").listen)]
    listen: SocketAddr,
    /// Where the operator's own addresses are served, as /metrics; nowhere when absent
    #[arg(long, value_name = "ADDRESS")]
    operator_listen: Option<SocketAddr>,
    /// Nobody can make an account by themselves
    #[arg(long)]
    closed_registration: bool,
    /// The certificate chain, to speak TLS (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// Its private key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
    /// A proxy that is believed when it says whom it speaks for; may be given several times
    #[arg(long = "proxy", value_name = "ADDRESS")]
    proxies: Vec<IpAddr>,
    /// Connections that one address may have at once
    #[arg(long, value_name = "N")]
    connections_per_address: Option<usize>,
    /// Pages of this origin, as https://admin.example.org, may ask from a browser; may be given several times
    #[arg(long = "origin", value_name = "ORIGIN")]
    origins: Vec<String>,
    /// Every limit on how often people may ask, so many times over
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    limits_times: u32,
    #[command(flatten)]
    mail: Mail,
    #[command(subcommand)]
    command: Option<Task>,
}

/// The mail server. The password is read from the environment variable `HUBBUB_SMTP_PASSWORD`: a command line
/// can be read by everybody on the machine.
#[derive(clap::Args)]
struct Mail {
    /// The mail server's name; without one no mail is sent
    #[arg(long, value_name = "HOST", requires = "mail_from")]
    smtp_host: Option<String>,
    /// Its port
    #[arg(long, default_value_t = 587)]
    smtp_port: u16,
    /// How the way there is protected
    #[arg(long, value_enum, default_value = "starttls")]
    smtp_security: SmtpSecurity,
    /// The user to sign in as
    #[arg(long, value_name = "USER")]
    smtp_user: Option<String>,
    /// Who mails are from, as "Hubbub <hub@example.org>"
    #[arg(long, value_name = "ADDRESS")]
    mail_from: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum SmtpSecurity {
    /// TLS from the first byte
    Tls,
    /// TLS after STARTTLS
    Starttls,
    /// None: for a server on the same machine
    Plain,
}

impl Mail {
    fn server(self) -> Result<Option<MailServer>, Problem> {
        let (Some(host), Some(from)) = (self.smtp_host, self.mail_from) else { return Ok(None) };
        let password = std::env::var("HUBBUB_SMTP_PASSWORD").ok();
        let credentials = match (self.smtp_user, password) {
            (Some(user), Some(password)) => Some((user, password)),
            (Some(_), None) => return Err("HUBBUB_SMTP_PASSWORD is not set".into()),
            (None, _) => None,
        };
        let security = match self.smtp_security {
            SmtpSecurity::Tls => Security::Tls,
            SmtpSecurity::Starttls => Security::StartTls,
            SmtpSecurity::Plain => Security::Plain,
        };
        Ok(Some(MailServer { host, port: self.smtp_port, security, credentials, from }))
    }
}

/// What can be done instead of serving, while no server works on the same data.
#[derive(Subcommand)]
enum Task {
    /// Bring data of another system in; the same file twice changes nothing
    Import {
        #[command(subcommand)]
        format: Format,
    },
    /// Open real polls, a real shop or a real depot with accounts, so that devices can do again what was done
    Rehearse {
        #[command(subcommand)]
        what: Rehearsal,
    },
    /// People who run the community
    #[command(subcommand)]
    Admin(Admin),
    /// The log of who did what
    #[command(subcommand)]
    Audit(Audit),
    /// Legal texts that people agree to
    #[command(subcommand)]
    Legal(Legal),
    /// Announce maintenance to everybody; only admins are served from then on. Works while the server runs
    #[command(subcommand)]
    Maintenance(Maintenance),
    /// Copy the database to a new file, a database of its own; works while the server runs. From the first copy
    /// on, devices keep what they send until a copy holds it: take copies regularly
    Backup { file: PathBuf },
    /// Put such a copy in the place of the database, which is kept beside it; devices send again what is missing
    Restore { file: PathBuf },
    /// Judge the picture on the input and write what was made of it; the server asks itself for this
    #[command(hide = true)]
    JudgePicture,
    /// Let the demo community move in
    SeedDemo {
        /// The password of all its residents
        #[arg(long)]
        password: String,
    },
}

#[derive(Subcommand)]
enum Admin {
    /// Make an account with the role, and print its password; without a community, found one
    Create {
        /// To sign in with
        #[arg(long)]
        email: String,
        /// As others see it
        #[arg(long)]
        name: String,
        /// Language: en, fr, es or de
        #[arg(long, default_value = "en")]
        locale: String,
        /// The name of the community, if there is none yet
        #[arg(long, default_value = "Hubbub")]
        community: String,
    },
}

#[derive(Subcommand)]
enum Audit {
    /// Go through the log and its sealed heads; name the first line that is not as it was written
    Verify,
}

#[derive(Subcommand)]
enum Legal {
    /// Put a version of a text in force, in one language
    Publish {
        /// What it is: terms or privacy
        #[arg(long, value_parser = ["terms", "privacy"])]
        kind: String,
        /// Its version
        #[arg(long)]
        version: i64,
        /// Its language: en, fr, es or de
        #[arg(long)]
        locale: String,
        /// The file with the text
        file: PathBuf,
    },
}

#[derive(Subcommand)]
enum Maintenance {
    /// Announce it
    On {
        /// What people read
        #[arg(long)]
        message: String,
        /// Minutes from now until it begins
        #[arg(long, default_value_t = 0)]
        in_minutes: u32,
    },
    /// It is over, or does not take place
    Off,
}

#[derive(Subcommand)]
enum Rehearsal {
    /// A conversation of Polis
    Polis {
        path: PathBuf,
        /// The password of all voters
        #[arg(long)]
        password: String,
    },
    /// Recorded traces: their drivers, whose devices send the points again
    Gps {
        path: PathBuf,
        /// The password of all drivers
        #[arg(long)]
        password: String,
        /// The community whose drivers they become
        #[arg(long, default_value = "Imported traces")]
        community: String,
    },
    /// The record of a shop: its products and its opening stock, and people who place the orders again
    Retail {
        path: PathBuf,
        /// The password of all people
        #[arg(long)]
        password: String,
        /// How many people
        #[arg(long, default_value_t = 24)]
        people: u32,
    },
}

fn main() -> ExitCode {
    hubbub_server::logs::start();
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

type Problem = Box<dyn std::error::Error>;

/// Does what was asked for; whether all of it went well.
fn run(arguments: Arguments) -> Result<bool, Problem> {
    let mut config = Config::new(&arguments.data);
    config.listen = arguments.listen;
    config.operator = arguments.operator_listen;
    config.open_registration = !arguments.closed_registration;
    config.proxies = arguments.proxies;
    config.connections_per_address = arguments.connections_per_address;
    config.origins = arguments.origins;
    config.rates.times = arguments.limits_times;
    let tls = arguments.tls_certificate.zip(arguments.tls_key);
    config.tls = tls.map(|(certificate, key)| TlsFiles { certificate, key });
    config.mail = arguments.mail.server()?;
    let Some(task) = arguments.command else {
        config.judge = Some(std::env::current_exe()?);
        return serve_until_asked(config);
    };
    match without_host(&config, task)? {
        Some(task) => with_host(config, task),
        None => Ok(true),
    }
}

/// Does what needs no open database; gives back what does.
fn without_host(config: &Config, task: Task) -> Result<Option<Task>, Problem> {
    match task {
        Task::Maintenance(what) => announce(config, what)?,
        Task::JudgePicture => judge_picture()?,
        Task::Backup { file } => {
            let reach = backup::back_up(&config.data, &file)?;
            println!("{} holds the first {} calls.", file.display(), reach.position);
        }
        Task::Restore { file } => {
            let reach = backup::restore(config, &product(), &file)?;
            println!("The database holds the first {} calls again, in a new epoch.", reach.position);
        }
        task => return Ok(Some(task)),
    }
    Ok(None)
}

fn with_host(config: Config, task: Task) -> Result<bool, Problem> {
    let host = Host::open(config, product())?;
    let mut tell = |line: &str| println!("{line}");
    let good = match task {
        Task::Import { format } => bring_in(&host, format, &mut tell)?,
        Task::Rehearse { what } => {
            rehearse(&host, what, &mut tell)?;
            true
        }
        Task::Admin(Admin::Create { email, name, locale, community }) => {
            let locale = Locale::from_tag(&locale).ok_or("the language is en, fr, es or de")?;
            let made = host.create_admin(&NewAdmin { email, name, locale, community })?;
            println!("user {}\ncommunity {}\npassword {}", made.user, made.community, made.password);
            true
        }
        Task::Audit(Audit::Verify) => match host.verify_audit()? {
            Verdict::Sound { lines, heads } => {
                println!("The audit log is sound: {lines} lines, {heads} sealed heads.");
                true
            }
            Verdict::Broken { seq, reason } => {
                println!("The audit log is broken at line {seq}: {reason}.");
                false
            }
        },
        Task::Legal(Legal::Publish { kind, version, locale, file }) => {
            let locale = Locale::from_tag(&locale).ok_or("the language is en, fr, es or de")?;
            host.publish_legal(&kind, version, locale, &std::fs::read_to_string(file)?)?;
            println!("Version {version} of {kind} is in force.");
            true
        }
        // They need no host, and are done already.
        Task::Maintenance(_) | Task::Backup { .. } | Task::Restore { .. } | Task::JudgePicture => true,
        Task::SeedDemo { password } => {
            let residents = demo::move_in(&host, &password)?;
            println!("The demo community has moved in: {residents} residents.");
            true
        }
    };
    host.close();
    Ok(good)
}

/// Opens what people did for their devices to do again.
fn rehearse(host: &Host, what: Rehearsal, tell: &mut dyn FnMut(&str)) -> Result<(), Problem> {
    match what {
        Rehearsal::Polis { path, password } => rehearsal::polis(host, &path, &password, tell),
        Rehearsal::Retail { path, password, people } => {
            rehearsal::retail(host, &path, &password, people, tell)
        }
        Rehearsal::Gps { path, password, community } => rehearsal::gps(host, &path, &password, &community),
    }
}

/// Announces maintenance, or its end, to the server that works on the data.
fn announce(config: &Config, what: Maintenance) -> Result<(), Problem> {
    let announcement = match what {
        Maintenance::On { message, in_minutes } => {
            if message.chars().count() > MESSAGE_CHARS_MAX {
                return Err(format!("the message has more than {MESSAGE_CHARS_MAX} characters").into());
            }
            let from = config.clock.now().plus(i64::from(in_minutes).saturating_mul(MINUTE_MS));
            Some(Announcement { message, from })
        }
        Maintenance::Off => None,
    };
    maintenance::announce(&config.data, announcement.as_ref())?;
    println!("{}", if announcement.is_some() { "Maintenance is announced." } else { "Maintenance is over." });
    Ok(())
}

fn serve_until_asked(config: Config) -> Result<bool, Problem> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut stop = runtime.block_on(async { Stop::listen() })?;
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let running = serve(config, product())?;
    println!("listening on {scheme}://{}", running.local_addr());
    if let Some(operator) = running.operator_addr() {
        println!("operator on {scheme}://{operator}");
    }
    let asked = runtime.block_on(async {
        tokio::select! {
            () = stop.asked() => true,
            () = running.broken() => false,
        }
    });
    running.stop();
    // A store that takes nothing more ends the process badly: whoever watches it starts it again.
    Ok(asked)
}

/// Being asked to stop. Made before anybody hears that the server listens.
#[cfg(unix)]
struct Stop {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Stop {
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn asked(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Stop(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Stop {
    fn listen() -> std::io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn asked(&mut self) {
        self.0.recv().await;
    }
}
