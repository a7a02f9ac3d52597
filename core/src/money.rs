//! Money: whole minor units of one currency, unit prices finer than those, and exact decimal text.
//!
//! A [`UnitPrice`] counts ten-thousandths of the currency's major unit, because wholesale prices carry up
//! to four decimals (0.001 GBP for a pad) and no currency's minor unit is finer (ISO 4217: at most four).
//! Only [`UnitPrice::times`] rounds, once per line, half to even; everything else is exact or refuses.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::i18n::currency_decimals;

/// Decimals of a unit price.
pub const UNIT_PRICE_DECIMALS: u32 = 4;
/// The most of one amount, in minor units: 9 million million. Sums of a million such amounts still fit.
pub const AMOUNT_MINOR_MAX: i64 = 9_000_000_000_000;

/// A currency's three-letter code (ISO 4217), upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// Why an amount can't be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum MoneyFault {
    /// Not three upper-case letters.
    #[error("not_a_currency")]
    NotACurrency,
    /// Two amounts of different currencies.
    #[error("currencies_differ")]
    CurrenciesDiffer,
    /// Outside what is counted.
    #[error("amount_out_of_range")]
    OutOfRange,
    /// Not a plain decimal number.
    #[error("not_a_number")]
    NotANumber,
    /// More decimals than the currency, or a unit price, has.
    #[error("too_fine")]
    TooFine,
}

impl Currency {
    /// The currency with this code.
    ///
    /// # Errors
    /// [`MoneyFault::NotACurrency`].
    pub fn new(code: &str) -> Result<Self, MoneyFault> {
        match code.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(MoneyFault::NotACurrency),
        }
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        // The letters were checked when the currency was made.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Decimals of the minor unit (ISO 4217): 2 for the euro, 0 for the yen.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        currency_decimals(self.code())
    }
}

impl FromStr for Currency {
    type Err = MoneyFault;

    fn from_str(code: &str) -> Result<Self, MoneyFault> {
        Self::new(code)
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyFault;

    fn try_from(code: String) -> Result<Self, MoneyFault> {
        Self::new(&code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount of money. May be negative: a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units, as cents.
    pub minor: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// This many minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The amount that a plain decimal number in major units says exactly, as `12.5` or `-0.30`. Zeros
    /// beyond the currency's decimals are no harm.
    ///
    /// # Errors
    /// Not a number, finer than the minor unit, or out of range.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyFault> {
        Ok(Self::new(parse_decimal(text, currency.decimals())?, currency))
    }

    /// The sum of two amounts.
    ///
    /// # Errors
    /// The currencies differ, or the sum is out of range.
    pub fn plus(self, other: Self) -> Result<Self, MoneyFault> {
        self.same_currency(other)?;
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyFault::OutOfRange)?;
        Ok(Self { minor, ..self })
    }

    /// This amount less `other`.
    ///
    /// # Errors
    /// The currencies differ, or the difference is out of range.
    pub fn minus(self, other: Self) -> Result<Self, MoneyFault> {
        self.same_currency(other)?;
        let minor = self.minor.checked_sub(other.minor).ok_or(MoneyFault::OutOfRange)?;
        Ok(Self { minor, ..self })
    }

    /// The sum of `amounts`, all of `currency`. The order does not matter, not even near the bounds.
    ///
    /// # Errors
    /// An amount of another currency, or the sum is out of range.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyFault> {
        let mut sum: i128 = 0;
        for amount in amounts {
            Self::zero(currency).same_currency(amount)?;
            sum = sum.saturating_add(i128::from(amount.minor));
        }
        let minor = i64::try_from(sum).map_err(|_| MoneyFault::OutOfRange)?;
        Ok(Self { minor, currency })
    }

    /// That the amount can stand in an order: 0 to [`AMOUNT_MINOR_MAX`].
    ///
    /// # Errors
    /// [`MoneyFault::OutOfRange`].
    pub fn check_payable(self) -> Result<Self, MoneyFault> {
        if (0..=AMOUNT_MINOR_MAX).contains(&self.minor) { Ok(self) } else { Err(MoneyFault::OutOfRange) }
    }

    /// The amount in major units as a plain decimal number with all the currency's decimals: `12.50`.
    #[must_use]
    pub fn to_decimal(self) -> String {
        decimal_text(i128::from(self.minor), self.currency.decimals())
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyFault> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyFault::CurrenciesDiffer) }
    }
}

/// What one piece (or one kilogram, as the product says) costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UnitPrice {
    /// Ten-thousandths of the major unit: 25,500 is 2.55.
    pub ten_thousandths: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl UnitPrice {
    /// The price that a plain decimal number in major units says exactly, with up to four decimals.
    ///
    /// # Errors
    /// Not a number, finer than a ten-thousandth, or out of range.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyFault> {
        Ok(Self { ten_thousandths: parse_decimal(text, UNIT_PRICE_DECIMALS)?, currency })
    }

    /// The price of `quantity` units before rounding, in ten-thousandths of the major unit.
    #[must_use]
    pub fn exactly(self, quantity: i64) -> i128 {
        // Two factors of 64 bits always fit.
        i128::from(self.ten_thousandths).saturating_mul(i128::from(quantity))
    }

    /// The price of `quantity` units, rounded to minor units, a half to the even one. A negative quantity
    /// gives back exactly what the positive one takes.
    ///
    /// # Errors
    /// [`MoneyFault::OutOfRange`].
    pub fn times(self, quantity: i64) -> Result<Money, MoneyFault> {
        let finer = UNIT_PRICE_DECIMALS.saturating_sub(self.currency.decimals());
        let scale = 10_i128.checked_pow(finer).ok_or(MoneyFault::OutOfRange)?;
        let minor = half_even(self.exactly(quantity), scale);
        let minor = i64::try_from(minor).map_err(|_| MoneyFault::OutOfRange)?;
        Ok(Money { minor, currency: self.currency })
    }

    /// The price in major units as a plain decimal number, at least with the currency's decimals: `2.55`,
    /// `0.001`.
    #[must_use]
    pub fn to_decimal(self) -> String {
        let text = decimal_text(i128::from(self.ten_thousandths), UNIT_PRICE_DECIMALS);
        let spare = UNIT_PRICE_DECIMALS.saturating_sub(self.currency.decimals());
        let mut text = text.as_str();
        for _ in 0..spare {
            text = text.strip_suffix('0').unwrap_or(text);
        }
        text.strip_suffix('.').unwrap_or(text).to_owned()
    }
}

/// The sum of `amounts` by currency, currencies at zero left out: what a ledger's entries must come to is
/// nothing (invariant M1).
///
/// # Errors
/// A sum is out of range.
pub fn balance(amounts: impl IntoIterator<Item = Money>) -> Result<BTreeMap<Currency, i64>, MoneyFault> {
    let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
    for amount in amounts {
        let sum = sums.entry(amount.currency).or_default();
        *sum = sum.saturating_add(i128::from(amount.minor));
    }
    let open = sums.into_iter().filter(|(_, sum)| *sum != 0);
    open.map(|(currency, sum)| match i64::try_from(sum) {
        Ok(sum) => Ok((currency, sum)),
        Err(_) => Err(MoneyFault::OutOfRange),
    })
    .collect()
}

/// A plain decimal number as a count of units of 10^-`decimals`: an optional minus, digits, perhaps a
/// point and digits. No plus, blank, exponent or group separator.
///
/// # Errors
/// Not such a number, finer than the units, or more than 64 bits hold.
pub fn parse_decimal(text: &str, decimals: u32) -> Result<i64, MoneyFault> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return Err(MoneyFault::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    let width = usize::try_from(decimals).map_err(|_| MoneyFault::OutOfRange)?;
    let missing = width.checked_sub(fraction.len()).ok_or(MoneyFault::TooFine)?;
    let zeros = std::iter::repeat_n('0', missing);
    let mut units: i64 = 0;
    for digit in whole.chars().chain(fraction.chars()).chain(zeros) {
        let digit = i64::from(digit.to_digit(10).ok_or(MoneyFault::NotANumber)?);
        // Counted downwards, since the range of negative numbers is the larger one.
        let next = units.checked_mul(10).and_then(|units| units.checked_sub(digit));
        units = next.ok_or(MoneyFault::OutOfRange)?;
    }
    if negative { Ok(units) } else { units.checked_neg().ok_or(MoneyFault::OutOfRange) }
}

/// `units` of 10^-`decimals` as a plain decimal number, with all decimals.
#[must_use]
pub fn decimal_text(units: i128, decimals: u32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let scale = 10_u128.saturating_pow(decimals);
    let (whole, rest) = (units.unsigned_abs() / scale, units.unsigned_abs() % scale);
    match usize::try_from(decimals) {
        Ok(width) if width > 0 => format!("{sign}{whole}.{rest:0width$}"),
        _ => format!("{sign}{whole}"),
    }
}

/// `number / divisor` rounded to the nearest whole number, a half to the even one. `divisor` is above 0.
fn half_even(number: i128, divisor: i128) -> i128 {
    let floor = number.div_euclid(divisor);
    let twice = number.rem_euclid(divisor).saturating_mul(2);
    let up = twice > divisor || (twice == divisor && floor.rem_euclid(2) == 1);
    floor.saturating_add(i128::from(up))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::new(code).unwrap()
    }

    #[test]
    fn decimal_text_is_read_exactly_or_not_at_all() {
        use MoneyFault as F;
        let table: &[(&str, &str, Result<i64, F>)] = &[
            ("12.5", "EUR", Ok(1250)),
            ("12.50000", "EUR", Ok(1250)),
            ("-0.30", "EUR", Ok(-30)),
            ("0", "EUR", Ok(0)),
            ("-0", "EUR", Ok(0)),
            ("007.01", "EUR", Ok(701)),
            ("18.0", "JPY", Ok(18)),
            ("18.5", "JPY", Err(F::TooFine)),
            ("1.234", "KWD", Ok(1234)),
            ("1.2345", "CLF", Ok(12_345)),
            ("0.001", "GBP", Err(F::TooFine)),
            ("92233720368547758.07", "EUR", Ok(i64::MAX)),
            ("92233720368547758.08", "EUR", Err(F::OutOfRange)),
            ("-92233720368547758.08", "EUR", Ok(i64::MIN)),
            ("-92233720368547758.09", "EUR", Err(F::OutOfRange)),
            ("999999999999999999999", "EUR", Err(F::OutOfRange)),
            ("", "EUR", Err(F::NotANumber)),
            ("-", "EUR", Err(F::NotANumber)),
            (".5", "EUR", Err(F::NotANumber)),
            ("5.", "EUR", Err(F::NotANumber)),
            ("+5", "EUR", Err(F::NotANumber)),
            ("--5", "EUR", Err(F::NotANumber)),
            ("1e3", "EUR", Err(F::NotANumber)),
            ("1,000", "EUR", Err(F::NotANumber)),
            (" 5", "EUR", Err(F::NotANumber)),
            ("5.1.1", "EUR", Err(F::NotANumber)),
            ("٥", "EUR", Err(F::NotANumber)),
        ];
        for (text, code, expected) in table {
            let parsed = Money::parse(text, currency(code)).map(|money| money.minor);
            assert_eq!(parsed, *expected, "{text} {code}");
        }
    }

    #[test]
    fn a_line_is_rounded_once_and_half_to_even() {
        // Unit price, quantity, currency, minor units of the line.
        let table: &[(&str, i64, &str, i64)] = &[
            ("2.55", 6, "GBP", 1530),
            ("0.001", 1, "GBP", 0),
            ("0.001", 5, "GBP", 0),
            ("0.001", 6, "GBP", 1),
            ("0.001", 15, "GBP", 2),
            ("0.001", 25, "GBP", 2),
            ("0.0051", 1, "GBP", 1),
            ("0.0049", 1, "GBP", 0),
            ("0.005", -1, "GBP", 0),
            ("0.015", -1, "GBP", -2),
            ("0.0051", -1, "GBP", -1),
            ("0.5", 1, "JPY", 0),
            ("1.5", 1, "JPY", 2),
            ("2.5", 1, "JPY", 2),
            ("-2.5", 1, "JPY", -2),
            ("0.0005", 1, "KWD", 0),
            ("0.0015", 1, "KWD", 2),
            ("0.0001", 1, "CLF", 1),
        ];
        for (price, quantity, code, minor) in table {
            let price = UnitPrice::parse(price, currency(code)).unwrap();
            assert_eq!(
                price.times(*quantity),
                Ok(Money::new(*minor, currency(code))),
                "{price:?} {quantity}"
            );
        }
        let dear = UnitPrice { ten_thousandths: i64::MAX, currency: currency("EUR") };
        assert_eq!(dear.times(i64::MAX), Err(MoneyFault::OutOfRange));
        assert_eq!(dear.times(100).map(|money| money.minor), Ok(i64::MAX));
        assert_eq!(UnitPrice::parse("0.00001", currency("EUR")), Err(MoneyFault::TooFine));
    }

    #[test]
    fn currencies_do_not_mix_and_bounds_hold() {
        let (eur, usd) = (currency("EUR"), currency("USD"));
        let one = Money::new(1, eur);
        assert_eq!(one.plus(Money::new(1, usd)), Err(MoneyFault::CurrenciesDiffer));
        assert_eq!(one.minus(Money::new(1, usd)), Err(MoneyFault::CurrenciesDiffer));
        assert_eq!(Money::sum(usd, [one]), Err(MoneyFault::CurrenciesDiffer));
        assert_eq!(Money::new(i64::MAX, eur).plus(one), Err(MoneyFault::OutOfRange));
        assert_eq!(Money::new(i64::MIN, eur).minus(one), Err(MoneyFault::OutOfRange));
        let high = [Money::new(i64::MAX, eur), one, Money::new(-5, eur)];
        assert_eq!(Money::sum(eur, high), Ok(Money::new(i64::MAX - 4, eur)));
        assert_eq!(Money::sum(eur, [high[0], one]), Err(MoneyFault::OutOfRange));
        assert_eq!(balance([one, Money::new(-1, eur), Money::new(2, usd)]), Ok(BTreeMap::from([(usd, 2)])));
        assert_eq!(Money::new(AMOUNT_MINOR_MAX + 1, eur).check_payable(), Err(MoneyFault::OutOfRange));
        assert_eq!(Money::new(-1, eur).check_payable(), Err(MoneyFault::OutOfRange));
        for bad in ["eur", "EU", "EURO", "", "É1"] {
            assert_eq!(Currency::new(bad), Err(MoneyFault::NotACurrency), "{bad}");
        }
        assert_eq!(serde_json::to_string(&one).unwrap(), r#"{"minor":1,"currency":"EUR"}"#);
        assert!(serde_json::from_str::<Money>(r#"{"minor":1,"currency":"eur"}"#).is_err());
    }

    #[test]
    fn prices_are_written_as_short_as_the_currency_allows() {
        let table = [("2.55", "GBP", "2.55"), ("0.001", "GBP", "0.001"), ("3", "GBP", "3.00")];
        for (text, code, expected) in table.into_iter().chain([("3", "JPY", "3"), ("0.5", "JPY", "0.5")]) {
            assert_eq!(UnitPrice::parse(text, currency(code)).unwrap().to_decimal(), expected);
        }
    }

    proptest! {
        #[test]
        fn text_round_trips(minor: i64, code in prop::sample::select(vec!["EUR", "JPY", "KWD", "CLF"])) {
            let money = Money::new(minor, currency(code));
            prop_assert_eq!(Money::parse(&money.to_decimal(), money.currency), Ok(money));
            let price = UnitPrice { ten_thousandths: minor, currency: money.currency };
            prop_assert_eq!(UnitPrice::parse(&price.to_decimal(), money.currency), Ok(price));
        }

        /// The naive way: of the whole numbers around the quotient, the nearest, of two the even one.
        #[test]
        fn rounding_takes_the_nearest(number in -1_000_000_i64..1_000_000, digits in 0_u32..5) {
            let scale = 10_i64.pow(digits);
            let middle = number / scale;
            let best = (middle - 2..=middle + 2)
                .min_by_key(|near| ((near * scale - number).abs(), near.rem_euclid(2)))
                .unwrap();
            prop_assert_eq!(half_even(number.into(), scale.into()), i128::from(best));
        }

        #[test]
        fn taking_back_is_the_negative(price in 0_i64..10_000_000, quantity in 0_i64..100_000) {
            let price = UnitPrice { ten_thousandths: price, currency: currency("EUR") };
            let there = price.times(quantity).unwrap();
            prop_assert_eq!(price.times(-quantity).unwrap().minor, -there.minor);
        }
    }
}
