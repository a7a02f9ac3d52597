//! Legal texts in a new version: what waits for the person's consent (requirement C1).

use hubbub_core::client::{Consent, LegalText};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Desktop, Problem};

/// A legal text that waits for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LegalLine {
    /// What it is: `terms` or `privacy`.
    pub kind: String,
    /// Its version.
    pub version: i64,
    /// What it says.
    pub text: String,
}

/// The texts that the person has read and agrees to.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Each by kind and version, as it was shown.
    pub texts: Vec<AgreedText>,
}

/// A text that the person has read and agrees to.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AgreedText {
    /// What it is.
    pub kind: String,
    /// The version that was shown.
    pub version: i64,
}

/// The texts in force that the person has not agreed to yet.
pub(super) fn legal_waiting(desktop: &Desktop, (): ()) -> Result<Vec<LegalLine>, Problem> {
    desktop.client.consents().map(waiting).map_err(|failed| desktop.failed(&failed))
}

/// The person agrees; what waits then.
pub(super) fn legal_agree(
    desktop: &Desktop,
    Agreement { texts }: Agreement,
) -> Result<Vec<LegalLine>, Problem> {
    let texts = texts.into_iter();
    let texts: Vec<LegalText> =
        texts.map(|AgreedText { kind, version }| LegalText { kind, version, text: String::new() }).collect();
    desktop.client.agree(&texts).map(waiting).map_err(|failed| desktop.failed(&failed))
}

fn waiting(consents: Vec<Consent>) -> Vec<LegalLine> {
    let open = consents.into_iter().filter(|consent| consent.given_at.is_none());
    open.map(|Consent { text: LegalText { kind, version, text }, .. }| LegalLine { kind, version, text })
        .collect()
}
