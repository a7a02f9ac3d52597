//! Words, dates and figures for one person: language and time zone in one place. Everything is written out
//! by core, so that phone, desktop and letters say the same.

use hubbub_core::i18n::{self, Locale, Value};
use hubbub_core::refusal::Refusal;
use hubbub_core::time::Timestamp;
use jiff::tz::TimeZone;

/// A language and a time zone.
#[derive(Clone, Debug)]
pub(crate) struct Say {
    pub(crate) locale: Locale,
    zone: TimeZone,
}

impl Say {
    /// Times are those of the IANA zone `zone`, or UTC when there is no such zone.
    pub(crate) fn new(locale: Locale, zone: &str) -> Self {
        Self { locale, zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC) }
    }

    /// The same language in another zone.
    pub(crate) fn in_zone(&self, zone: &str) -> Self {
        Self::new(self.locale, zone)
    }

    /// The zone of its times.
    pub(crate) const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Minutes east of UTC at a moment.
    pub(crate) fn offset_at(&self, at: Timestamp) -> i32 {
        let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        self.zone.to_offset(moment).seconds() / 60
    }

    pub(crate) fn text(&self, key: &str) -> String {
        i18n::text(self.locale, key, &[])
    }

    /// A sentence as it stands among others in a line or a table: without its full stop.
    pub(crate) fn phrase(&self, key: &str) -> String {
        let text = self.text(key);
        text.strip_suffix('.').map(str::to_owned).unwrap_or(text)
    }

    pub(crate) fn with(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        i18n::text(self.locale, key, args)
    }

    pub(crate) fn count(&self, key: &str, count: u64) -> String {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        i18n::text(self.locale, key, &[("count", count.into())])
    }

    pub(crate) fn date(&self, at: Timestamp) -> String {
        i18n::format_date(at, self.offset_at(at), self.locale)
    }

    pub(crate) fn time(&self, at: Timestamp) -> String {
        i18n::format_time(at, self.offset_at(at), self.locale)
    }

    pub(crate) fn date_time(&self, at: Timestamp) -> String {
        i18n::format_date_time(at, self.offset_at(at), self.locale)
    }

    pub(crate) fn money(&self, minor: i64, currency: &str) -> String {
        i18n::format_money(minor, currency, self.locale)
    }

    pub(crate) fn number(&self, value: i64) -> String {
        i18n::format_number(value, self.locale)
    }

    pub(crate) fn refusal(&self, refusal: &Refusal) -> String {
        i18n::refusal_text(refusal, self.locale, &|at| self.offset_at(at))
    }

    /// Whether two moments lie on the same day.
    pub(crate) fn is_same_day(&self, one: Timestamp, other: Timestamp) -> bool {
        self.date(one) == self.date(other)
    }

    /// The text of a `datetime-local` field: `2026-05-04T18:30`.
    pub(crate) fn field_of(&self, at: Timestamp) -> String {
        let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        moment.to_zoned(self.zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The moment that the text of a `datetime-local` field names; none when it is empty or malformed. A time
    /// that summer time skips is the one after it, one that comes twice the first.
    pub(crate) fn moment_of(&self, field: &str) -> Option<Timestamp> {
        let local: jiff::civil::DateTime = field.parse().ok()?;
        let zoned = self.zone.to_ambiguous_zoned(local).compatible().ok()?;
        Some(Timestamp(zoned.timestamp().as_millisecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::Say;
    use hubbub_core::i18n::Locale;
    use hubbub_core::time::Timestamp;

    #[test]
    fn fields_and_moments_agree_over_summer_time() {
        let say = Say::new(Locale::De, "Europe/Berlin");
        for (field, ms) in [
            ("2026-01-15T12:00", 1_768_474_800_000),
            ("2026-07-15T12:00", 1_784_109_600_000),
            ("2026-10-25T02:30", 1_792_888_200_000),
        ] {
            assert_eq!(say.moment_of(field), Some(Timestamp(ms)), "{field}");
            assert_eq!(say.field_of(Timestamp(ms)), field);
        }
        assert_eq!(say.moment_of(""), None);
        assert_eq!(say.moment_of("soon"), None);
        assert_eq!(say.offset_at(Timestamp(1_784_109_600_000)), 120);
    }

    #[test]
    fn a_phrase_is_a_sentence_without_its_full_stop() {
        let say = Say::new(Locale::De, "UTC");
        assert_eq!(say.phrase("fail-reason-nobody-home"), "Niemand hat geöffnet");
        assert_eq!(say.phrase("desk-save"), say.text("desk-save"));
    }
}
