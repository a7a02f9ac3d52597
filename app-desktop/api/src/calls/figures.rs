//! Figures of a hub and its community: orders, revenue, deliveries in time, sales and votes, by day, week or month.
//! Everything is counted by core from what this device holds; the window draws bars and writes texts.

use hubbub_core::access::Viewer;
use hubbub_core::auction::figures as market;
use hubbub_core::community::model::Community;
use hubbub_core::money::Money;
use hubbub_core::ordering::figures as ordering;
use hubbub_core::span::Span;
use hubbub_core::store::{Fault, Tx};
use hubbub_core::time::Timestamp;
use hubbub_core::voting::figures as voting;
use jiff::ToSpan as _;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// Days that are shown.
const DAYS: i32 = 28;
/// Weeks that are shown.
const WEEKS: i32 = 12;
/// Months that are shown.
const MONTHS: i32 = 12;
/// Polls whose turnout is shown, the latest.
const TURNOUTS_MAX: usize = 20;

/// Which figures.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FiguresFilter {
    /// The community.
    pub community: Ref,
    /// The hub.
    pub hub: Ref,
    /// `days`, `weeks` or `months`.
    pub by: String,
}

/// The figures of a hub.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct FiguresPage {
    /// One chart for each thing that is counted.
    pub charts: Vec<Chart>,
    /// The latest polls that ended, each with its turnout.
    pub turnouts: Vec<TurnoutLine>,
    /// From when to when.
    pub span: String,
}

/// A chart with the table that says the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Chart {
    /// Which, as `deliveries`.
    pub key: String,
    /// What is counted.
    pub title: String,
    /// All of it together, in words.
    pub total: String,
    /// What the parts of a bar are, from below; the headings of the table.
    pub series: Vec<String>,
    /// A bar for each part of the span.
    pub rows: Vec<ChartRow>,
    /// What the top of the chart stands for.
    pub high: String,
}

/// A bar of a chart, and a row of its table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ChartRow {
    /// When it begins.
    pub label: String,
    /// The figures in words, one for each of the series.
    pub values: Vec<String>,
    /// The heights of the parts, in thousandths of the chart.
    pub parts: Vec<i64>,
}

/// How many voted in one poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TurnoutLine {
    /// The poll.
    pub id: Ref,
    /// The question.
    pub title: String,
    /// When it ended.
    pub ended: String,
    /// How many voted, of how many.
    pub votes: String,
    /// Percent of those who could vote, in words.
    pub share: String,
    /// Thousandths of those who could vote.
    pub permille: i64,
}

/// What is counted, as core gives it.
#[derive(Default)]
struct Counted {
    currency: String,
    orders: Vec<ordering::OrdersFigures>,
    sales: Vec<market::SalesFigures>,
    votes: Vec<voting::VotesFigures>,
    turnouts: Vec<voting::Turnout>,
}

/// A figure: the height it stands for, and its words.
type Figure = (i64, String);

/// The figures of a hub.
pub(super) fn figures(desktop: &Desktop, filter: FiguresFilter) -> Result<FiguresPage, Problem> {
    let say = desktop.say();
    let span = span_of(&filter.by, desktop.now()?, &say).ok_or_else(|| Problem::program("no such span"))?;
    let counted = desktop.view(|tx, viewer| count(tx, viewer, &filter, &span))?;
    let labels: Vec<String> = span.starts().iter().map(|start| say.date(*start)).collect();
    let charts = [orders(&counted, &say), revenue(&counted, &say), deliveries(&counted, &say)];
    let charts = charts.into_iter().chain([sales(&counted, &say), votes(&counted, &say)]);
    let last = Timestamp(span.until().0.saturating_sub(1));
    Ok(FiguresPage {
        charts: charts.map(|made| made.chart(&labels)).collect(),
        turnouts: counted.turnouts.iter().take(TURNOUTS_MAX).map(|it| turnout(it, &say)).collect(),
        span: say.with(
            "desk-figures-span",
            &[("from", say.date(span.from()).into()), ("until", say.date(last).into())],
        ),
    })
}

fn count(tx: &mut Tx<'_>, viewer: &Viewer, filter: &FiguresFilter, span: &Span) -> Result<Counted, Fault> {
    let (community, hub) = (filter.community.into(), filter.hub.into());
    let (votes, turnouts) = voting::votes(tx, viewer, community, span)?;
    Ok(Counted {
        currency: tx.get::<Community>(community)?.map(|it| it.currency).unwrap_or_default(),
        orders: ordering::orders(tx, viewer, community, hub, span)?,
        sales: market::sales(tx, viewer, community, hub, span)?,
        votes,
        turnouts,
    })
}

/// The last days, weeks or months, today's included, in the community's zone.
fn span_of(by: &str, now: Timestamp, say: &Say) -> Option<Span> {
    let zone = say.zone();
    let today = jiff::Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone.clone()).date();
    let week = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
    let part = |number: i32| {
        let date = match by {
            "days" => today.checked_add((number - DAYS + 1).days()),
            "weeks" => week.checked_add((number - WEEKS + 1).weeks()),
            _ => today.first_of_month().checked_add((number - MONTHS + 1).months()),
        };
        let start = date.ok()?.to_zoned(zone.clone()).ok()?;
        Some(Timestamp(start.timestamp().as_millisecond()))
    };
    let parts = match by {
        "days" => DAYS,
        "weeks" => WEEKS,
        "months" => MONTHS,
        _ => return None,
    };
    let starts = (0..parts).map(part).collect::<Option<Vec<_>>>()?;
    Some(Span::new(starts, part(parts)?))
}

/// A chart before its heights are known.
struct Made {
    key: &'static str,
    title: String,
    total: String,
    series: Vec<String>,
    rows: Vec<Vec<Figure>>,
    /// Writes the height of the whole chart out.
    written: Box<dyn Fn(i64) -> String>,
}

impl Made {
    fn chart(self, labels: &[String]) -> Chart {
        let sum = |row: &Vec<Figure>| {
            row.iter().fold(0i64, |sum, (height, _)| sum.saturating_add((*height).max(0)))
        };
        let high = self.rows.iter().map(sum).max().unwrap_or(0);
        let row = |(label, figures): (&String, Vec<Figure>)| ChartRow {
            label: label.clone(),
            parts: figures.iter().map(|(height, _)| voting::permille(*height, high)).collect(),
            values: figures.into_iter().map(|(_, words)| words).collect(),
        };
        Chart {
            key: self.key.to_owned(),
            title: self.title,
            total: self.total,
            series: self.series,
            high: (self.written)(high),
            rows: labels.iter().zip(self.rows).map(row).collect(),
        }
    }
}

/// A whole number as a figure.
fn plain(value: i64, say: &Say) -> Figure {
    (value, say.number(value))
}

fn total<T>(all: &[T], of: impl Fn(&T) -> i64) -> i64 {
    all.iter().map(of).fold(0, i64::saturating_add)
}

fn numbers(say: &Say) -> Box<dyn Fn(i64) -> String> {
    let say = say.clone();
    Box::new(move |value| say.number(value))
}

fn orders(counted: &Counted, say: &Say) -> Made {
    let went = |it: &ordering::OrdersFigures| it.placed.saturating_sub(it.cancelled);
    let all = total(&counted.orders, |it| it.placed);
    let cancelled = total(&counted.orders, |it| it.cancelled);
    let args = [("count", all.into()), ("cancelled", cancelled.into())];
    Made {
        key: "orders",
        title: say.text("desk-nav-orders"),
        total: say.with("desk-figures-orders", &args),
        series: vec![say.text("desk-figures-placed"), say.text("desk-figures-cancelled")],
        rows: counted.orders.iter().map(|it| vec![plain(went(it), say), plain(it.cancelled, say)]).collect(),
        written: numbers(say),
    }
}

/// Sums of several currencies in words, and the height of the one that the chart is drawn in.
fn money(sums: &[Money], currency: &str, say: &Say) -> Figure {
    let minor = sums.iter().find(|sum| sum.currency.code() == currency).map_or(0, |sum| sum.minor);
    let others = sums.iter().filter(|sum| sum.currency.code() != currency);
    let words = std::iter::once(say.money(minor, currency));
    let words = words.chain(others.map(|sum| say.money(sum.minor, sum.currency.code())));
    (minor, words.collect::<Vec<_>>().join(" + "))
}

/// What is left of sums when others are taken off, in one currency.
fn left(sums: &[Money], off: &[Money], currency: &str, say: &Say) -> Figure {
    let minor = |sums: &[Money]| money(sums, currency, say).0;
    let left = minor(sums).saturating_sub(minor(off)).max(0);
    (left, say.money(left, currency))
}

fn revenue(counted: &Counted, say: &Say) -> Made {
    let currency = counted.currency.as_str();
    let sum = |of: &dyn Fn(&ordering::OrdersFigures) -> i64| total(&counted.orders, |it| of(it));
    let charged = sum(&|it| money(&it.revenue, currency, say).0);
    let paid = sum(&|it| money(&it.paid, currency, say).0);
    let args = [("sum", say.money(charged, currency).into()), ("paid", say.money(paid, currency).into())];
    let row = |it: &ordering::OrdersFigures| {
        vec![money(&it.paid, currency, say), left(&it.revenue, &it.paid, currency, say)]
    };
    let (writer, code) = (say.clone(), counted.currency.clone());
    Made {
        key: "revenue",
        title: say.text("desk-figures-revenue"),
        total: say.with("desk-figures-revenue-total", &args),
        series: vec![say.text("desk-figures-paid"), say.text("desk-figures-unpaid")],
        rows: counted.orders.iter().map(row).collect(),
        written: Box::new(move |minor| writer.money(minor, &code)),
    }
}

fn deliveries(counted: &Counted, say: &Say) -> Made {
    let on_time = total(&counted.orders, |it| it.on_time);
    let late = total(&counted.orders, |it| it.late);
    let share = percent(on_time, on_time.saturating_add(late), say);
    let all = on_time.saturating_add(late).saturating_add(total(&counted.orders, |it| it.unpromised));
    let args = [("count", all.into()), ("share", share.into())];
    let key = if on_time.saturating_add(late) > 0 {
        "desk-figures-deliveries"
    } else {
        "desk-figures-no-deliveries"
    };
    let row =
        |it: &ordering::OrdersFigures| [it.on_time, it.late, it.unpromised].map(|it| plain(it, say)).to_vec();
    Made {
        key: "deliveries",
        title: say.text("desk-figures-deliveries-title"),
        total: say.with(key, &args),
        series: ["desk-figures-on-time", "desk-late", "desk-figures-unpromised"]
            .map(|key| say.text(key))
            .to_vec(),
        rows: counted.orders.iter().map(row).collect(),
        written: numbers(say),
    }
}

fn sales(counted: &Counted, say: &Say) -> Made {
    let currency = counted.currency.as_str();
    let sold = total(&counted.sales, |it| it.sold);
    let sum = total(&counted.sales, |it| money(&it.turnover, currency, say).0);
    let args = [("count", sold.into()), ("sum", say.money(sum, currency).into())];
    let (writer, code) = (say.clone(), counted.currency.clone());
    Made {
        key: "sales",
        title: say.text("desk-figures-sales-title"),
        total: say.with("desk-figures-sales", &args),
        series: vec![say.text("desk-figures-turnover")],
        rows: counted.sales.iter().map(|it| vec![money(&it.turnover, currency, say)]).collect(),
        written: Box::new(move |minor| writer.money(minor, &code)),
    }
}

fn votes(counted: &Counted, say: &Say) -> Made {
    let polls = total(&counted.votes, |it| it.polls);
    let cast = total(&counted.votes, |it| it.cast);
    let share = percent(cast, total(&counted.votes, |it| it.electorate), say);
    let args = [("polls", polls.into()), ("cast", cast.into()), ("share", share.into())];
    let key = if polls > 0 { "desk-figures-votes" } else { "desk-figures-no-votes" };
    Made {
        key: "votes",
        title: say.text("desk-nav-polls"),
        total: say.with(key, &args),
        series: vec![say.text("desk-figures-cast")],
        rows: counted.votes.iter().map(|it| vec![plain(it.cast, say)]).collect(),
        written: numbers(say),
    }
}

/// A share in whole percent, rounded down.
fn percent(part: i64, whole: i64, say: &Say) -> String {
    say.with("desk-percent", &[("count", (voting::permille(part, whole) / 10).into())])
}

fn turnout(it: &voting::Turnout, say: &Say) -> TurnoutLine {
    TurnoutLine {
        id: it.poll.into(),
        title: it.title.clone(),
        ended: say.date(it.closes_at),
        votes: say.with("desk-figures-of", &[("count", it.cast.into()), ("all", it.electorate.into())]),
        share: percent(it.cast, it.electorate, say),
        permille: it.permille(),
    }
}

#[cfg(test)]
mod tests {
    use hubbub_core::i18n::Locale;
    use hubbub_core::money::{Currency, Money};
    use hubbub_core::time::{DAY_MS, HOUR_MS, Timestamp};

    use super::{Made, money, numbers, plain, span_of};
    use crate::say::Say;

    #[test]
    fn parts_begin_at_midnight_over_summer_time_and_the_last_holds_now() {
        let say = Say::new(Locale::De, "Europe/Berlin");
        // Noon in Berlin on the Thursday after the clocks went back.
        let now = Timestamp(1_793_271_600_000);
        for (by, parts, first, length_of_last) in [
            ("days", 28, "2026-10-02T00:00", DAY_MS),
            ("weeks", 12, "2026-08-10T00:00", 7 * DAY_MS),
            ("months", 12, "2025-11-01T00:00", 31 * DAY_MS + HOUR_MS),
        ] {
            let span = span_of(by, now, &say).unwrap();
            assert_eq!(span.starts().len(), parts, "{by}");
            assert_eq!(say.field_of(span.from()), first, "{by}");
            assert_eq!(span.part(now), Some(parts - 1), "{by}");
            assert_eq!(span.until().since(span.starts()[parts - 1]), length_of_last, "{by}");
            assert!(span.starts().iter().all(|start| say.field_of(*start).ends_with("T00:00")), "{by}");
        }
        assert_eq!(span_of("years", now, &say), None);
    }

    #[test]
    fn bars_are_as_high_as_the_highest_and_other_currencies_are_named_beside() {
        let say = Say::new(Locale::En, "UTC");
        let sums = [("USD", 300), ("EUR", 1_250)];
        let sums = sums.map(|(code, minor)| Money::new(minor, Currency::new(code).unwrap()));
        assert_eq!(money(&sums, "EUR", &say), (1_250, "€12.50 + $3.00".to_owned()));
        assert_eq!(money(&[], "EUR", &say), (0, "€0.00".to_owned()));
        let made = Made {
            key: "orders",
            title: String::new(),
            total: String::new(),
            series: Vec::new(),
            rows: vec![vec![plain(3, &say), plain(1, &say)], vec![plain(2, &say), plain(0, &say)]],
            written: numbers(&say),
        };
        let chart = made.chart(&["one".to_owned(), "two".to_owned()]);
        assert_eq!(chart.high, "4");
        assert_eq!(chart.rows[0].parts, [750, 250]);
        assert_eq!(chart.rows[1].parts, [500, 0]);
        assert_eq!(chart.rows[1].values, ["2", "0"]);
    }
}
