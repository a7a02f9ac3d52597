//! The server process and its command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use hubbub_core::i18n::Locale;
use hubbub_server::{Config, Host, NewAdmin, hubbub, logs, serve};
use tokio::runtime;

/// The server of Hubbub. It needs nothing but a folder.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    /// Where everything is kept; made when absent
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where to listen; port 0 takes any free one
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Let nobody make an account of their own
    #[arg(long)]
    closed: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Admins of the community
    #[command(subcommand)]
    Admin(Admin),
}

#[derive(Subcommand)]
enum Admin {
    /// Make an account that runs the community, and print its password
    Create(Create),
}

#[derive(Args)]
struct Create {
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
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    logs::start();
    let mut config = Config::new(cli.data);
    config.open_registration = !cli.closed;
    if let Some(listen) = cli.listen {
        config.listen = listen;
    }
    let done = match cli.command {
        None => run(config),
        Some(Command::Admin(Admin::Create(create))) => create_admin(config, create),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("hubbub-server: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// Serves until it is told to stop.
fn run(config: Config) -> Result<(), String> {
    let waiting = runtime::Builder::new_current_thread().enable_all().build();
    let waiting = waiting.map_err(|error| error.to_string())?;
    let mut stop = waiting.block_on(async { Stop::listen() }).map_err(|error| error.to_string())?;
    let running = serve(config, hubbub()).map_err(|error| error.to_string())?;
    println!("listening on http://{}", running.local_addr());
    let ended = waiting.block_on(async {
        tokio::select! {
            () = stop.told() => Ok(()),
            () = running.broken() => Err("the disk failed; start again once it is mended".to_owned()),
        }
    });
    running.stop();
    ended
}

/// Being told to stop. Made before anybody hears that the server listens.
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

    async fn told(&mut self) {
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

    async fn told(&mut self) {
        self.0.recv().await;
    }
}

fn create_admin(config: Config, create: Create) -> Result<(), String> {
    let locale = Locale::from_tag(&create.locale).ok_or("the language is en, fr, es or de")?;
    let host = Host::open(config, hubbub()).map_err(|error| error.to_string())?;
    let admin = NewAdmin { email: create.email, name: create.name, locale, community: create.community };
    let made = host.create_admin(&admin);
    host.close();
    let made = made.map_err(|problem| problem.to_string())?;
    println!("user {}\ncommunity {}\npassword {}", made.user, made.community, made.password);
    Ok(())
}
