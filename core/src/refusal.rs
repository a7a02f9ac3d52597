//! The catalogue of every "no" that Hubbub says: code, HTTP status, words and remedies.
//!
//! A refusal is an outcome, not an error: a rule looked at a command and said no. The words live in
//! `locales/<lang>/refusal.ftl` under [`Code::message_key`] and [`Remedy::message_key`]; a test
//! proves that every code and remedy has words in every language.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::i18n::Words;
use crate::id::Id;
use crate::time::Timestamp;

macro_rules! catalogue {
    ($( $(#[$doc:meta])* $variant:ident = $wire:literal, $status:literal, [$($remedy:ident),*]; )*) => {
        /// Why something was refused. The wire form is stable: codes are added, never renamed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
        #[serde(from = "String", into = "String")]
        pub enum Code {
            $( $(#[$doc])* $variant, )*
            /// A code that a newer server gave and this version has no words for.
            Newer,
        }

        impl Code {
            /// Every code of this version.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)* Self::Newer];

            /// The stable text on the wire and in REST answers.
            #[must_use]
            pub const fn wire(self) -> &'static str {
                match self { $(Self::$variant => $wire,)* Self::Newer => "NEWER" }
            }

            /// The HTTP status that goes with the code (RFC 9110).
            #[must_use]
            pub const fn http_status(self) -> u16 {
                match self { $(Self::$variant => $status,)* Self::Newer => 400 }
            }

            /// What the person can do about it, the best first.
            #[must_use]
            pub const fn remedies(self) -> &'static [Remedy] {
                match self {
                    $(Self::$variant => &[$(Remedy::$remedy),*],)*
                    Self::Newer => &[Remedy::UpdateApp, Remedy::Discard],
                }
            }
        }
    };
}

catalogue! {
    /// A field is missing, malformed or out of bounds; `details` name the fields.
    ValidationFailed = "VALIDATION_FAILED", 400, [Edit, Discard];
    /// The thing is not in a state that allows this.
    InvalidState = "INVALID_STATE", 400, [Refresh, Discard];
    /// The command is not known to this version.
    UnknownCommand = "UNKNOWN_COMMAND", 400, [UpdateApp, Discard];
    /// Nobody is signed in, or the token is not valid.
    Unauthorized = "UNAUTHORIZED", 401, [SignIn];
    /// The session was ended elsewhere.
    TokenRevoked = "TOKEN_REVOKED", 401, [SignIn];
    /// The person's roles do not allow this.
    ForbiddenRole = "FORBIDDEN_ROLE", 403, [ContactHub, Discard];
    /// Too many failed attempts; `until` says when the lock ends.
    AccountLocked = "ACCOUNT_LOCKED", 403, [WaitAndRetry, ContactHub];
    /// The e-mail address waits for its owner to open the mail that was sent to it.
    EmailUnverified = "EMAIL_UNVERIFIED", 403, [OpenMail];
    /// The account was closed by its owner and waits to be erased.
    AccountClosed = "ACCOUNT_CLOSED", 403, [ReopenAccount, ContactHub];
    /// Half signed in: a code of the second factor is still needed, or the person has to set one up.
    SecondFactorRequired = "SECOND_FACTOR_REQUIRED", 403, [EnterCode, SignIn];
    /// The code of the second factor is wrong, or was used before.
    CodeInvalid = "CODE_INVALID", 400, [EnterCode];
    /// The link of a mail was used, is too old, or belongs to another device.
    LinkExpired = "LINK_EXPIRED", 400, [OpenMail, SignIn];
    /// There is no such thing, or the person may not see it.
    NotFound = "NOT_FOUND", 404, [Refresh, Discard];
    /// The HTTP method is not served at this address.
    MethodNotAllowed = "METHOD_NOT_ALLOWED", 405, [UpdateApp];
    /// A thing with this id already exists.
    AlreadyExists = "ALREADY_EXISTS", 409, [Refresh, Discard];
    /// The person's vote already stands.
    ConflictDoubleVote = "CONFLICT_DOUBLE_VOTE", 409, [ChangeVote, Discard];
    /// The person changed this on another device meanwhile.
    Superseded = "SUPERSEDED", 409, [ApplyMine, Discard];
    /// The same id came with another content.
    IdReused = "ID_REUSED", 409, [Discard];
    /// It depended on something that was refused; `cause` is that refusal's code.
    DependencyRefused = "DEPENDENCY_REFUSED", 409, [Edit, Discard];
    /// The server was set back to an earlier state, and what was said had been forgotten on purpose.
    ContentForgotten = "CONTENT_FORGOTTEN", 409, [Refresh, Discard];
    /// There is not enough stock.
    InsufficientInventory = "ERR_INSUFFICIENT_INVENTORY", 409, [OrderFewer, NextTrain, Discard];
    /// Something costs another amount than the person saw; `total` is what it costs now.
    PriceChanged = "PRICE_CHANGED", 409, [Refresh, Discard];
    /// The train's cut-off is past and no later train takes orders, or it has left; `closed_at`.
    CutoffPassed = "CUTOFF_PASSED", 409, [NextTrain, Discard];
    /// The train takes no orders yet; `opens_at`.
    TrainNotOpen = "TRAIN_NOT_OPEN", 409, [WaitAndRetry, Discard];
    /// The poll closed before this vote reached the server.
    PollClosed = "POLL_CLOSED", 409, [SeeResult, Discard];
    /// The poll has not opened yet.
    PollNotOpen = "POLL_NOT_OPEN", 409, [WaitAndRetry, Discard];
    /// The person is not in the poll's electorate.
    NotInElectorate = "NOT_IN_ELECTORATE", 403, [ContactHub, Discard];
    /// The ballot breaks one of the poll's bounds; `details` say which.
    BallotInvalid = "BALLOT_INVALID", 400, [Edit, Discard];
    /// Options, method and bounds are frozen by the first ballot.
    PollFrozen = "POLL_FROZEN", 409, [Refresh, Discard];
    /// The goods are promised for later: nothing is late before `opens_at`.
    DisputeTooEarly = "DISPUTE_TOO_EARLY", 409, [WaitAndRetry, Discard];
    /// The time to complain, appeal or take up again was over at `closed_at`.
    DisputeTooLate = "DISPUTE_TOO_LATE", 409, [ContactHub, Discard];
    /// It takes evidence that the others can look at.
    ProofNeeded = "PROOF_NEEDED", 409, [Edit, Discard];
    /// Both sides have made enough offers.
    TooManyOffers = "TOO_MANY_OFFERS", 409, [Refresh, Discard];
    /// The side has added as much evidence as it may.
    TooMuchEvidence = "TOO_MUCH_EVIDENCE", 409, [Discard];
    /// The mediator is a party, or runs the selling hub while another mediator is free.
    NotImpartial = "NOT_IMPARTIAL", 403, [Discard];
    /// Another mediator has the case, or has decided it before.
    AnotherMediatorsCase = "ANOTHER_MEDIATORS_CASE", 409, [Refresh, Discard];
    /// Only a mediator's first decision can be appealed.
    NoAppeal = "NO_APPEAL", 409, [Discard];
    /// It moves money and needs a second factor given moments ago, for `dispute` and up to `amount`.
    FactorNeeded = "FACTOR_NEEDED", 403, [ConfirmNow, Discard];
    /// The auction takes bids from `opens_at` on.
    AuctionNotOpen = "AUCTION_NOT_OPEN", 409, [WaitAndRetry, Discard];
    /// The auction had ended, at `closed_at`, when this reached the server.
    AuctionEnded = "AUCTION_ENDED", 409, [SeeResult, Discard];
    /// The person may not bid here; `reason` is a word of [`crate::auction::proxy::Ineligible`].
    NotEligible = "NOT_ELIGIBLE", 403, [ContactHub, Discard];
    /// The amount is above `above` and needs a second factor given moments ago, for `listing`.
    StepUpNeeded = "STEP_UP_NEEDED", 403, [ConfirmNow, Discard];
    /// It is the person's own listing.
    OwnLot = "OWN_LOT", 403, [Discard];
    /// The listing says something else than what the person saw; `listing_rev` stands.
    ListingChanged = "LISTING_CHANGED", 409, [Refresh, Discard];
    /// Not an amount that can be bid, or not the price of buying outright.
    AmountInvalid = "AMOUNT_INVALID", 400, [Edit, Discard];
    /// The least that is taken is `next`, in minor units `next_minor`.
    BelowMinimum = "BELOW_MINIMUM", 409, [BidNext, Edit, Discard];
    /// Who leads can only raise their maximum.
    NotAboveOwnMax = "NOT_ABOVE_OWN_MAX", 409, [Edit, Discard];
    /// The lot can't be bought outright any more.
    BuyNowGone = "BUY_NOW_GONE", 409, [BidNext, Discard];
    /// A deposit is asked for and not there.
    DepositNeeded = "DEPOSIT_NEEDED", 403, [ContactHub, Discard];
    /// The end is too near for taking a wrong amount back.
    RetractionClosingSoon = "RETRACTION_CLOSING_SOON", 409, [ContactHub, Discard];
    /// Too little time remains, and the bid is older than an hour.
    RetractionTooLate = "RETRACTION_TOO_LATE", 409, [ContactHub, Discard];
    /// The listing is the one that the bidder saw.
    ListingNotChanged = "LISTING_NOT_CHANGED", 409, [Discard];
    /// There was a bid: the listing can only be added to, its reserve price lowered, its end put off.
    ListingFrozen = "LISTING_FROZEN", 409, [AddNote, Discard];
    /// The offer stood until `until`.
    OfferLapsed = "OFFER_LAPSED", 409, [Discard];
    /// Reviews of this sale were taken until `closed_at`.
    ReviewClosed = "REVIEW_CLOSED", 409, [Discard];
    /// It is not the version that the caller has seen.
    PreconditionFailed = "PRECONDITION_FAILED", 412, [Refresh, Discard];
    /// The file is larger than allowed.
    FileTooLarge = "FILE_TOO_LARGE", 413, [ChooseSmallerFile, Discard];
    /// The file or body is not of a kind that is accepted.
    UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE", 415, [ChooseOtherFile, Discard];
    /// Too many requests; `until` says when to come back.
    RateLimitExceeded = "RATE_LIMIT_EXCEEDED", 429, [WaitAndRetry];
    /// A new version of a legal document waits for consent.
    LegalConsentRequired = "LEGAL_CONSENT_REQUIRED", 451, [GiveConsent];
    /// The server failed to decide; the change is kept and can be sent again.
    Parked = "PARKED", 500, [SendAgain, Discard];
    /// A device's data was damaged, and with it whether the person had given this change up.
    DeviceDamaged = "DEVICE_DAMAGED", 500, [SendAgain, Discard];
    /// Something broke on the server.
    InternalServerError = "INTERNAL_SERVER_ERROR", 500, [WaitAndRetry];
    /// The server is overloaded or under maintenance.
    ServiceUnavailable = "SERVICE_UNAVAILABLE", 503, [WaitAndRetry];
    /// The server did not answer in time.
    GatewayTimeout = "GATEWAY_TIMEOUT", 504, [WaitAndRetry];
}

impl Code {
    /// Whether only a clock says no. A device's clock decides nothing, so such a call is sent all the
    /// same and the server's clock decides.
    #[must_use]
    pub const fn is_about_time(self) -> bool {
        matches!(
            self,
            Self::PollClosed
                | Self::PollNotOpen
                | Self::AuctionNotOpen
                | Self::AuctionEnded
                | Self::OfferLapsed
                | Self::ReviewClosed
                | Self::CutoffPassed
                | Self::TrainNotOpen
        )
    }

    /// The Fluent key of the words, as `refusal-conflict-double-vote`.
    #[must_use]
    pub fn message_key(self) -> String {
        format!("refusal-{}", self.wire().to_ascii_lowercase().replace('_', "-"))
    }
}

impl From<String> for Code {
    fn from(wire: String) -> Self {
        Self::ALL.iter().copied().find(|code| code.wire() == wire).unwrap_or(Self::Newer)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.wire().to_owned()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wire())
    }
}

macro_rules! remedies {
    ($( $(#[$doc:meta])* $variant:ident = $key:literal; )*) => {
        /// Something a person can do after a refusal.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Remedy { $( $(#[$doc])* $variant, )* }

        impl Remedy {
            /// Every remedy.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The Fluent key of the words on its button.
            #[must_use]
            pub const fn message_key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }
        }
    };
}

remedies! {
    /// Add to the listing, with the date.
    AddNote = "remedy-add-note";
    /// Apply one's own version over what stands.
    ApplyMine = "remedy-apply-mine";
    /// Bid the least that is taken now.
    BidNext = "remedy-bid-next";
    /// Change the vote that stands.
    ChangeVote = "remedy-change-vote";
    /// Pick another file.
    ChooseOtherFile = "remedy-choose-other-file";
    /// Pick a smaller file.
    ChooseSmallerFile = "remedy-choose-smaller-file";
    /// Give the second factor and send the same again.
    ConfirmNow = "remedy-confirm-now";
    /// Ask the people of the hub.
    ContactHub = "remedy-contact-hub";
    /// Give the change up.
    Discard = "remedy-discard";
    /// Enter the code that the authenticator shows.
    EnterCode = "remedy-enter-code";
    /// Change the input and send it as a new command.
    Edit = "remedy-edit";
    /// Read and accept the new legal text.
    GiveConsent = "remedy-give-consent";
    /// Take a later train.
    NextTrain = "remedy-next-train";
    /// Look into one's mail, or ask for a new one.
    OpenMail = "remedy-open-mail";
    /// Order what is left.
    OrderFewer = "remedy-order-fewer";
    /// Look at what stands now.
    Refresh = "remedy-refresh";
    /// See the published result.
    SeeResult = "remedy-see-result";
    /// Open one's closed account again.
    ReopenAccount = "remedy-reopen-account";
    /// Send the same change again.
    SendAgain = "remedy-send-again";
    /// Sign in.
    SignIn = "remedy-sign-in";
    /// Install a newer version of the app.
    UpdateApp = "remedy-update-app";
    /// Wait and try again.
    WaitAndRetry = "remedy-wait-and-retry";
}

/// A value inside a refusal's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Param {
    /// A count or other plain number.
    Number(i64),
    /// Text that is shown as it is.
    Text(String),
    /// A point in time, shown in the person's zone.
    Time(Timestamp),
    /// A thing the screen can link to.
    Id(Id),
    /// An amount of money: minor units and ISO 4217 currency.
    Money(i64, String),
    /// Text that people wrote in several languages; the reader's is shown.
    Words(Words),
}

/// One field that is wrong, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// The field's name in the command.
    pub field: String,
    /// A stable word for what is wrong, as `too_long`; Fluent key `issue-<word>` with dashes.
    pub issue: String,
}

/// The typed "no" of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("refused: {code}")]
pub struct Refusal {
    /// Why.
    pub code: Code,
    /// Values for the words, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, Param>,
    /// The fields that are wrong, for codes about input.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
}

impl Refusal {
    /// A refusal without parameters.
    #[must_use]
    pub const fn new(code: Code) -> Self {
        Self { code, params: BTreeMap::new(), details: Vec::new() }
    }

    /// The same refusal with one more value for its words.
    #[must_use]
    pub fn with(mut self, name: &str, value: Param) -> Self {
        self.params.insert(name.to_owned(), value);
        self
    }

    /// The same refusal, naming a wrong field.
    #[must_use]
    pub fn field(mut self, field: &str, issue: &str) -> Self {
        self.details.push(Detail { field: field.to_owned(), issue: issue.to_owned() });
        self
    }
}
