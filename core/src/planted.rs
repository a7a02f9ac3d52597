//! Bugs on purpose, one at a time, to see that the simulation finds them. They exist with the feature
//! `planted` only, which no product turns on; without it [`is_on`] is a constant `false` and the compiler
//! takes every one of them out. `docs/planted-bugs.md` lists them with the seed that finds each.

macro_rules! bugs {
    ($($(#[doc = $text:literal])+ $name:ident,)+) => {
        /// A bug that can be planted.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Bug {
            $($(#[doc = $text])+ $name,)+
        }

        impl Bug {
            /// Every bug.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// What is wrong with it, in a sentence.
            #[must_use]
            pub const fn story(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($text,)+).trim_ascii(),)+
                }
            }
        }
    };
}

bugs! {
    /// The device writes a row of a waiting call without keeping the confirmed one.
    ShadowForgotten,
    /// The second write of a waiting call takes the first one for confirmed.
    ShadowOverwritten,
    /// Rewinding leaves rows that only a waiting call had made.
    RewindKeepsInserts,
    /// Rows arrive on top of predictions, without a rewind.
    NoRewind,
    /// An applied call is forgotten before a backup of the server holds it.
    KeptForgotten,
    /// A refused call leaves the outbox without a word.
    RefusalSwallowed,
    /// A commit that must last does not wait for the disk.
    SyncForgotten,
    /// A late chunk is applied wherever the device is.
    ChunkOutOfPlace,
    /// The server's word that a scope starts anew is passed over.
    ResetIgnored,
    /// A scope that was taken away stays on the device.
    LostScopeStays,
    /// A row goes with one scope though another still holds it.
    SharedRowDropped,
    /// What did not come again after a reset stays.
    StaleStays,
    /// Rows that left a scope stay.
    TombstoneIgnored,
    /// After a restore of the server nothing is sent again.
    RestoreIgnored,
    /// A device that takes a new id gives up what was not sent.
    ForkDropsWaiting,
    /// Numbers are asked for that the device no longer has, and it sends what it has.
    GapSentAnyway,
    /// An old answer overtakes a newer one and winds the device back.
    OvertakenTaken,
    /// A call's dependencies do not travel.
    CauseIgnored,
    /// What a refused call wrote stays on the server.
    NoSavepoint,
    /// A refusal is told and not kept.
    VerdictForgotten,
    /// A call that comes again is executed again.
    DecidedTwice,
    /// How far a device has come is not kept.
    HighWaterForgotten,
    /// The counter of a scope moves by one too few.
    HeadTooLow,
    /// A row that left a scope leaves no tombstone.
    NoTombstone,
    /// The rows below a moved row keep their old scopes.
    ChildrenLeftBehind,
    /// A chunk that was encoded before is taken for the present one.
    CachedForEver,
    /// Devices are told that a backup holds what it does not.
    SafeTooEarly,
    /// The device's clock decides.
    DeviceClockDecides,
    /// Tombstones are forgotten without a horizon.
    HorizonForgotten,
    /// A call that breaks the rules' code breaks the whole batch.
    ParkedBreaksBatch,
    /// Votes are taken after the end.
    LateVote,
    /// A changed vote counts twice.
    ChangeCountedTwice,
    /// A withdrawn vote still counts.
    WithdrawnCounted,
    /// A version of a ballot is not kept.
    VersionForgotten,
    /// Everybody may run polls.
    RoleUnchecked,
    /// Who was removed is still a member.
    RemovedStays,
}

#[cfg(feature = "planted")]
thread_local! {
    static PLANTED: std::cell::Cell<Option<Bug>> = const { std::cell::Cell::new(None) };
}

/// Plants a bug for this thread, or none.
#[cfg(feature = "planted")]
pub fn plant(bug: Option<Bug>) {
    PLANTED.set(bug);
}

/// Whether a bug is planted in this thread.
#[cfg(feature = "planted")]
#[must_use]
pub fn is_on(bug: Bug) -> bool {
    PLANTED.get() == Some(bug)
}

/// Whether a bug is planted: never, without the feature.
#[cfg(not(feature = "planted"))]
#[must_use]
pub const fn is_on(_: Bug) -> bool {
    false
}
