//! What may be given at the start. A person never needs to; tests, the demo and packagers do.

use std::path::PathBuf;

/// How the options are given.
pub(crate) const USAGE: &str = "\
Usage: hubbub-desktop [options] [link]

  --server URL      the community's server; also HUBBUB_SERVER
  --data DIR        where this app keeps its data
  --key-file FILE   keeps the store's key in this file, whether there is a keyring or not;
                    whoever can read the file can read the store
";

/// The demo's server: what a fresh build talks to when nobody says otherwise.
const SERVER: &str = "http://127.0.0.1:8787";

/// The options of one start.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) server: String,
    pub(crate) data: Option<PathBuf>,
    pub(crate) key_file: Option<PathBuf>,
    /// The link that started the app.
    pub(crate) link: Option<String>,
}

/// The link among a start's arguments, wherever it stands.
pub(crate) fn link_in(arguments: &[String]) -> Option<&str> {
    arguments.iter().map(String::as_str).find(|argument| argument.starts_with("hubbub:"))
}

impl Options {
    /// Reads the options; the system hands a link over as an argument of its own.
    pub(crate) fn read(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let server = std::env::var("HUBBUB_SERVER").unwrap_or_else(|_| SERVER.to_owned());
        let mut options = Self { server, data: None, key_file: None, link: None };
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("`{argument}` needs a value"));
            match argument.as_str() {
                "--server" => options.server = value()?,
                "--data" => options.data = Some(value()?.into()),
                "--key-file" => options.key_file = Some(value()?.into()),
                link if link.starts_with("hubbub:") => options.link = Some(argument),
                _ => return Err(format!("there is no option `{argument}`")),
            }
        }
        Ok(options)
    }
}

/// The system's language, as `de_AT.UTF-8`.
pub(crate) fn language() -> String {
    let named = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    named("LC_ALL").or_else(|| named("LC_MESSAGES")).or_else(|| named("LANG")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Options, link_in};

    fn read(line: &str) -> Result<Options, String> {
        Options::read(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_read_and_mistakes_named() {
        let options = read("--server http://h --data d hubbub://polls/1").unwrap();
        assert_eq!((options.server.as_str(), options.data), ("http://h", Some("d".into())));
        assert_eq!(options.link.as_deref(), Some("hubbub://polls/1"));
        assert!(read("--server").is_err());
        assert!(read("--loud").is_err());
    }

    #[test]
    fn a_link_is_found_wherever_it_stands() {
        let arguments = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(link_in(&arguments("app --data d hubbub://orders")), Some("hubbub://orders"));
        assert_eq!(link_in(&arguments("app --data d")), None);
    }
}
