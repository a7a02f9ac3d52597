//! Polls, ballots and counts.

use super::{Area, collection, write};
use crate::rest::action::Verb::{Patch, Post, Put};
use crate::rest::resource::Resource;
use crate::rest::shape::{Field, INT_MAX, Shape, Variant, may, must, nullable};

const COUNT: Shape = Shape::Int(0, INT_MAX);
const SMALL: Shape = Shape::Int(0, 1_000_000);
const WORDS: Shape = Shape::Words(20_000);
const STATUS: Shape = Shape::Word(&["draft", "scheduled", "cancelled", "published"]);
const SHOWN: Shape = Shape::Word(&["live", "after_my_vote", "after_close"]);
const BY: Shape = Shape::Word(&["ballots", "score"]);
const TIE_BREAK: Field =
    nullable("tie_break", Shape::Word(&["position", "cheapest"]), "What decides between level options.");
const BUDGET: Field = must("budget", Shape::Money, "The money.").from("budget_minor");
const METHOD: Shape = Shape::Kinds(&[
    Variant { kind: "single", fields: &[] },
    Variant { kind: "approval", fields: &[must("min", SMALL, "Fewest."), must("max", SMALL, "Most.")] },
    Variant {
        kind: "points",
        fields: &[
            must("budget", COUNT, "Dots that may be spent."),
            nullable("per_option_max", COUNT, "Most dots on one option."),
        ],
    },
    Variant { kind: "score", fields: &[must("max", COUNT, "Highest score.")] },
    Variant { kind: "ranked", fields: &[must("min", SMALL, "Fewest."), must("max", SMALL, "Most.")] },
    Variant {
        kind: "budget",
        fields: &[
            BUDGET,
            must(
                "rule",
                Shape::Kinds(&[
                    Variant {
                        kind: "spend_at_least",
                        fields: &[must("pct", Shape::Int(0, 100), "Percent of the budget.")],
                    },
                    Variant { kind: "at_least", fields: &[must("projects", SMALL, "Fewest projects.")] },
                    Variant {
                        kind: "between",
                        fields: &[must("min", SMALL, "Fewest."), must("max", SMALL, "Most.")],
                    },
                ]),
                "The one bound that ballots keep.",
            ),
        ],
    },
]);
const GREEDY: &[Field] = &[
    BUDGET,
    must("by", BY, "What support means."),
    must("threshold", COUNT, "Less support than this is out."),
    TIE_BREAK,
];
const OUTCOME: Shape = Shape::Kinds(&[
    Variant {
        kind: "plurality",
        fields: &[
            must("by", BY, "What is compared."),
            must("seats", SMALL, "How many options win."),
            TIE_BREAK,
        ],
    },
    Variant { kind: "instant_runoff", fields: &[TIE_BREAK] },
    Variant { kind: "greedy_by_votes", fields: GREEDY },
    Variant { kind: "greedy_no_skip", fields: GREEDY },
    Variant {
        kind: "equal_shares",
        fields: &[
            BUDGET,
            must("raise", Shape::Money, "What each raise adds to each share.").from("raise_minor"),
            must("compare_with_greedy", Shape::Bool, "Whether the greedy result may take its place."),
            must("tie_break", Shape::Word(&["position", "cheapest"]), "What decides between level options."),
        ],
    },
]);
const OPTIONS: Shape = Shape::List(
    &Shape::Object(&[
        must("option", Shape::Id, "Its id."),
        may("item", Shape::Id, "The item it stands for."),
        may("title", Shape::Words(120), "Its words, by language."),
        may("cost", Shape::Money, "What it costs.").from("cost_minor"),
    ]),
    500,
);
const SELECTIONS: Shape = Shape::List(
    &Shape::Object(&[
        must("option", Shape::Id, "The option."),
        must("value", Shape::Int(-INT_MAX, INT_MAX), "1, or the dots, the score or the rank."),
    ]),
    500,
);
const BALLOT: Field = must("selections", SELECTIONS, "The choice; empty for a blank ballot.");
const SEEN: Field = must("base_revision", COUNT, "The revision of the ballot that you were looking at.");
const CURRENCY: &str = "(SELECT coalesce(t.currency, c.currency) FROM community c WHERE c.id = t.community)";
const OPTION_CURRENCY: &str = "(SELECT coalesce(p.currency, c.currency) FROM poll p
    JOIN community c ON c.id = p.community WHERE p.id = t.poll)";

static POLLS: Resource = collection(
    "voting",
    "poll",
    ["/api/v1/polls", "/api/v1/polls/{poll}"],
    "poll",
    &[
        must("id", Shape::Id, "Its id."),
        must("community", Shape::Id, "Whose it is."),
        nullable("hub", Shape::Id, "The hub whose members vote."),
        nullable("item", Shape::Id, "The item it is about."),
        must("status", STATUS, "Where it stands by decisions of people; the clock opens and closes it."),
        must("frozen", Shape::Bool, "Whether a ballot was accepted: the rules stay as they are."),
        must("title", WORDS, "The question, by language."),
        must("description", WORDS, "More about it, by language."),
        must("method", METHOD, "How a ballot is filled in."),
        must("outcome", OUTCOME, "How it is decided."),
        nullable("currency", Shape::Text(3), "ISO 4217, for polls about money."),
        must("blank_allowed", Shape::Bool, "Whether an empty ballot may be cast."),
        must("changeable", Shape::Bool, "Whether a vote can be changed while the poll is open."),
        must("opens_at", Shape::Time, "Takes votes from here."),
        must("closes_at", Shape::Time, "Takes votes until just before."),
        must("grace_ms", COUNT, "How long a vote made in time may still arrive, in milliseconds."),
        must("quorum_pct", Shape::Int(0, 100), "Percent of the electorate that the result needs."),
        must("later_joiners", Shape::Bool, "Whether those who joined after the opening vote too."),
        must("result_mode", SHOWN, "Who sees the running count."),
        nullable("author", Shape::Id, "Who wrote it."),
        must("created_at", Shape::Time, "When it was written."),
    ],
    "Polls of your communities.",
)
.by(&["community", "hub", "item", "status"])
.in_currency(CURRENCY);

static POLL_OPTIONS: Resource = collection(
    "voting",
    "poll option",
    ["/api/v1/poll-options", "/api/v1/poll-options/{option}"],
    "poll_option",
    &[
        must("id", Shape::Id, "Its id."),
        must("poll", Shape::Id, "The poll."),
        nullable("item", Shape::Id, "The item it stands for."),
        must("title", WORDS, "Its words, by language."),
        must("cost", Shape::Money, "What it costs.").from("cost_minor"),
        must("position", COUNT, "Its place in the list, from 0."),
    ],
    "What there is to choose.",
)
.by(&["poll"])
.in_currency(OPTION_CURRENCY);

static BALLOTS: Resource = collection(
    "voting",
    "ballot",
    ["/api/v1/ballots", "/api/v1/ballots/{ballot}"],
    "ballot",
    &[
        must("id", Shape::Id, "Its id."),
        must("poll", Shape::Id, "The poll."),
        must("selections", SELECTIONS, "The choice."),
        must("revision", COUNT, "Which version, from 1."),
        must("cast_at", Shape::Time, "When you did it."),
        must("withdrawn", Shape::Bool, "Whether it was taken back."),
    ],
    "Your own ballots; nobody else's are told.",
)
.by(&["poll"]);

static TALLIES: Resource = collection(
    "voting",
    "tally",
    ["/api/v1/tallies", "/api/v1/tallies/{poll}"],
    "poll_tally",
    &[
        must("id", Shape::Id, "The poll."),
        must("version", COUNT, "Grows with each vote counted."),
        must("cast_count", COUNT, "Ballots that stand."),
        must("blank_count", COUNT, "Blank ballots that stand."),
        must("electorate", COUNT, "How many could vote."),
        must("as_of", Shape::Time, "The time of the latest vote counted."),
    ],
    "Running counts, where the poll shows them to you.",
);

static OPTION_TALLIES: Resource = collection(
    "voting",
    "option tally",
    ["/api/v1/option-tallies", "/api/v1/option-tallies/{option}"],
    "option_tally",
    &[
        must("id", Shape::Id, "The option."),
        must("poll", Shape::Id, "The poll."),
        must("ballots", COUNT, "Ballots that name it."),
        must("score", Shape::Int(-INT_MAX, INT_MAX), "Its points."),
    ],
    "Running counts of options, where the poll shows them to you.",
)
.by(&["poll"]);

static RESULTS: Resource = collection(
    "voting",
    "result",
    ["/api/v1/results", "/api/v1/results/{poll}"],
    "poll_result",
    &[
        must("id", Shape::Id, "The poll."),
        must("outcome", Shape::Free, "Who won, and the steps that led there; amounts in minor units."),
        must("quorum_needed", COUNT, "Ballots that were needed."),
        must("quorum_met", Shape::Bool, "Whether they were reached."),
        must("cast_count", COUNT, "Ballots that stood."),
        must("electorate", COUNT, "How many could vote."),
        must("published_at", Shape::Time, "When it was published."),
    ],
    "Published results.",
);

const TERMS: &[Field] = &[
    must("title", WORDS, "The question, by language."),
    may("description", WORDS, "More about it, by language."),
    nullable("hub", Shape::Id, "The hub whose members vote; none: the whole community."),
    nullable("item", Shape::Id, "The item it is about."),
    must("method", METHOD, "How a ballot is filled in."),
    must("outcome", OUTCOME, "How it is decided."),
    nullable("currency", Shape::Text(3), "ISO 4217, for polls about money."),
    may("blank_allowed", Shape::Bool, "Whether an empty ballot may be cast."),
    may("changeable", Shape::Bool, "Whether a vote can be changed while the poll is open."),
    must("opens_at", Shape::Time, "Takes votes from here."),
    must("closes_at", Shape::Time, "Takes votes until just before."),
    may("grace_ms", Shape::Int(0, 86_400_000), "How long a vote made in time may still arrive."),
    may("quorum_pct", Shape::Int(0, 100), "Percent of the electorate that the result needs."),
    may("later_joiners", Shape::Bool, "Whether those who joined after the opening vote too."),
    must("result_mode", SHOWN, "Who sees the running count."),
    may("bias_accepted", Shape::Bool, "Accepts that a count shown after voting sways votes."),
];
const CHANGES: &[Field] = &[
    may("title", WORDS, "The question, by language."),
    may("description", WORDS, "More about it, by language."),
    nullable("hub", Shape::Id, "The hub whose members vote."),
    nullable("item", Shape::Id, "The item it is about."),
    may("method", METHOD, "How a ballot is filled in."),
    may("outcome", OUTCOME, "How it is decided."),
    nullable("currency", Shape::Text(3), "ISO 4217."),
    may("blank_allowed", Shape::Bool, "Whether an empty ballot may be cast."),
    may("changeable", Shape::Bool, "Whether a vote can be changed."),
    may("opens_at", Shape::Time, "When it opens."),
    may("closes_at", Shape::Time, "When it closes."),
    may("grace_ms", Shape::Int(0, 86_400_000), "How long a vote made in time may still arrive."),
    may("quorum_pct", Shape::Int(0, 100), "Percent of the electorate that the result needs."),
    may("later_joiners", Shape::Bool, "Whether those who joined after the opening vote too."),
    may("result_mode", SHOWN, "Who sees the running count."),
    may("bias_accepted", Shape::Bool, "Accepts the bias of a count shown after voting."),
    may("options", OPTIONS, "What there is to choose: the whole list."),
];

const COMMUNITY_CURRENCY: &str = "SELECT currency FROM community WHERE id = ?";
const POLL_CURRENCY: &str = "SELECT coalesce(p.currency, c.currency) FROM poll p
    JOIN community c ON c.id = p.community WHERE p.id = ?";

/// The area's rows.
pub(super) static AREA: Area = Area {
    resources: &[&POLLS, &POLL_OPTIONS, &BALLOTS, &TALLIES, &OPTION_TALLIES, &RESULTS],
    actions: &[
        write(
            Post,
            "/api/v1/polls",
            ["voting", "create_poll"],
            &[
                must("community", Shape::Id, "Whose it is."),
                must("terms", Shape::Object(TERMS), "The question and the rules."),
                must("options", OPTIONS, "What there is to choose, in order."),
            ],
            "Write a draft of a poll. Amounts are in the currency of the community.",
        )
        .makes("poll", &POLLS)
        .in_currency(COMMUNITY_CURRENCY, "community"),
        write(
            Patch,
            "/api/v1/polls/{poll}",
            ["voting", "edit_poll"],
            CHANGES,
            "Change a poll: anything before the first ballot, then only the words and a later end.",
        )
        .within("changes")
        .changes("poll", &POLLS)
        .in_currency(POLL_CURRENCY, "poll"),
        write(Post, "/api/v1/polls/{poll}/schedule", ["voting", "schedule"], &[], "Announce a poll.")
            .changes("poll", &POLLS),
        write(Post, "/api/v1/polls/{poll}/cancel", ["voting", "cancel"], &[], "Call a poll off.")
            .changes("poll", &POLLS),
        write(
            Post,
            "/api/v1/polls/{poll}/result",
            ["voting", "publish_result"],
            &[],
            "Decide a poll and publish its result, once no vote can come any more.",
        )
        .changes("poll", &POLLS),
        write(Post, "/api/v1/polls/{poll}/ballot", ["voting", "cast"], &[BALLOT], "Vote.")
            .changes("poll", &POLLS),
        write(
            Put,
            "/api/v1/polls/{poll}/ballot",
            ["voting", "change"],
            &[SEEN, BALLOT],
            "Put another choice in place of the one that stands.",
        )
        .changes("poll", &POLLS),
        write(
            Post,
            "/api/v1/polls/{poll}/ballot/withdraw",
            ["voting", "withdraw"],
            &[SEEN],
            "Take your vote back.",
        )
        .changes("poll", &POLLS),
    ],
};
