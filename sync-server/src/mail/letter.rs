//! What mails say, in the reader's language.

use hubbub_core::i18n::{Locale, Value, text};
use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a link for verifying an address works.
pub(crate) const VERIFY_MS: i64 = 2 * DAY_MS;
/// How long a link for a new password works.
pub(crate) const RESET_MS: i64 = HOUR_MS;
/// How long a link for signing in works.
pub(crate) const SIGN_IN_MS: i64 = 15 * MINUTE_MS;
/// How long an invitation works.
pub(crate) const INVITED_MS: i64 = 7 * DAY_MS;
/// How long news about an account is still news.
const NEWS_MS: i64 = 3 * DAY_MS;

/// What a mail is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// Confirm the address.
    Verify {
        /// The link's secret.
        code: String,
    },
    /// Somebody tried to register an address that has an account.
    AlreadyRegistered,
    /// Choose a new password.
    Reset {
        /// The link's secret.
        code: String,
    },
    /// Sign in without a password.
    SignIn {
        /// The link's secret.
        code: String,
    },
    /// An admin took the person in: choose a password.
    Invited {
        /// The link's secret.
        code: String,
    },
    /// Too many wrong passwords.
    Locked,
    /// A device that was never seen before signed in.
    NewDevice {
        /// What it says it is.
        agent: String,
        /// Its address without the last part.
        network: String,
    },
    /// The password is another one now.
    PasswordChanged,
    /// The account was closed.
    AccountClosed,
    /// A second factor was set up.
    SecondFactorOn,
    /// The second factor was taken off.
    SecondFactorOff,
    /// A recovery code was used.
    RecoveryCodeUsed,
    /// Something that the person asked for was done.
    Confirmed {
        /// What, in a word of the domain: the words hang on it.
        word: String,
        /// The name of the thing.
        name: String,
    },
}

/// A mail to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// Names the cause: one mail per event.
    pub(crate) event: String,
    /// The address.
    pub(crate) to: String,
    /// The reader's language.
    pub(crate) locale: Locale,
    /// What it is about.
    pub(crate) kind: Kind,
}

impl Kind {
    /// How long the mail is worth sending.
    pub(crate) const fn life_ms(&self) -> i64 {
        match self {
            Self::Verify { .. } => VERIFY_MS,
            Self::Reset { .. } => RESET_MS,
            Self::SignIn { .. } => SIGN_IN_MS,
            Self::Invited { .. } => INVITED_MS,
            _ => NEWS_MS,
        }
    }

    /// Subject and body.
    pub(super) fn words(&self, locale: Locale, to: &str, at: Timestamp) -> (String, String) {
        let (subject, body) = self.keys();
        let name = if let Self::Confirmed { name, .. } = self { name.as_str() } else { "" };
        let when = crate::logs::rfc3339(at);
        let (code, agent, network) = self.details();
        let path = match self {
            Self::Verify { .. } => "verify",
            Self::Reset { .. } | Self::Invited { .. } => "reset",
            _ => "sign-in",
        };
        let link = format!("hubbub://{path}/{code}");
        let arguments = [
            ("code", Value::from(code)),
            ("link", Value::from(link)),
            ("email", Value::from(to)),
            ("agent", Value::from(agent)),
            ("network", Value::from(network)),
            ("when", Value::from(when)),
            ("name", Value::from(name)),
        ];
        // Fluent isolates arguments for mixed scripts; a link would not survive that.
        let plain = |key: &str| text(locale, key, &arguments).replace(['\u{2068}', '\u{2069}'], "");
        (plain(subject), format!("{}\n\n{}\n", plain(body), plain("mail-foot")))
    }

    fn details(&self) -> (&str, &str, &str) {
        match self {
            Self::Verify { code } | Self::Reset { code } | Self::SignIn { code } | Self::Invited { code } => {
                (code, "", "")
            }
            Self::NewDevice { agent, network } => ("", agent, network),
            _ => ("", "", ""),
        }
    }

    fn keys(&self) -> (&'static str, &'static str) {
        match self {
            Self::Verify { .. } => ("mail-verify-subject", "mail-verify-body"),
            Self::AlreadyRegistered => ("mail-registered-subject", "mail-registered-body"),
            Self::Reset { .. } => ("mail-reset-subject", "mail-reset-body"),
            Self::SignIn { .. } => ("mail-sign-in-subject", "mail-sign-in-body"),
            Self::Invited { .. } => ("mail-invited-subject", "mail-invited-body"),
            Self::Locked => ("mail-locked-subject", "mail-locked-body"),
            Self::NewDevice { .. } => ("mail-new-device-subject", "mail-new-device-body"),
            Self::PasswordChanged => ("mail-password-subject", "mail-password-body"),
            Self::AccountClosed => ("mail-closed-subject", "mail-closed-body"),
            Self::SecondFactorOn => ("mail-factor-on-subject", "mail-factor-on-body"),
            Self::SecondFactorOff => ("mail-factor-off-subject", "mail-factor-off-body"),
            Self::RecoveryCodeUsed => ("mail-recovery-subject", "mail-recovery-body"),
            Self::Confirmed { word, .. } if word == "purchase" => {
                ("mail-purchase-subject", "mail-purchase-body")
            }
            Self::Confirmed { .. } => ("mail-bid-subject", "mail-bid-body"),
        }
    }
}
