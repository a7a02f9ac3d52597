//! Positions, tracks, fences and arrival times: tables and properties, against floating-point formulas.

use proptest::prelude::*;

use super::doors::{Doors, nearness};
use super::dwell::{Dwell, Pace, dwells};
use super::eta::{Eta, Remaining, eta};
use super::geo::{Position, distance_cm, distance_m, distance_to_way_cm};
use super::geofence::{Evidence, Fence, Happening, Watch, Zone};
use super::thinning::{WAITING_FIXES_AIM, WAITING_FIXES_MAX, forgotten, thinned};
use super::track::{Filter, Fix, Live, Verdict, is_jump, length_cm};
use crate::id::Id;
use crate::live::Nearness;
use crate::time::{HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};

fn at(lat_e6: i64, lon_e6: i64) -> Position {
    Position::new(lat_e6, lon_e6).unwrap()
}

/// Haversine in floating point, in cm.
fn haversine_cm(a: Position, b: Position) -> f64 {
    let radians = |e6: i64| (e6 as f64 / 1e6).to_radians();
    let (lat_a, lat_b) = (radians(a.lat_e6), radians(b.lat_e6));
    let lon = radians(b.lon_e6) - radians(a.lon_e6);
    let square =
        ((lat_b - lat_a) / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (lon / 2.0).sin().powi(2);
    2.0 * 637_100_000.0 * square.min(1.0).sqrt().asin()
}

/// A place `east_m` and `north_m` from a town at 50° N; a second of time for each step.
fn town(east_m: i64, north_m: i64) -> Position {
    // 1 m is 8.9932 micro-degrees north, and 13.9909 east at this latitude.
    at(50_000_000 + north_m * 89_932 / 10_000, 8_000_000 + east_m * 139_909 / 10_000)
}

fn fix(seconds: i64, position: Position, accuracy_m: u32) -> Fix {
    Fix { at: Timestamp(seconds * SECOND_MS), position, accuracy_m: Some(accuracy_m) }
}

#[test]
fn distances_are_those_of_the_globe() {
    let table = [
        (at(0, 0), at(0, 0), 0),
        (at(0, 0), at(1, 0), 11),
        (at(0, 0), at(0, 1_000_000), 11_119_493),
        (at(0, 179_500_000), at(0, -179_500_000), 11_119_493),
        (at(0, 180_000_000), at(0, -180_000_000), 0),
        (at(90_000_000, 0), at(90_000_000, 77_000_000), 0),
        (at(90_000_000, 5), at(-90_000_000, 9), 2_001_508_680),
        (at(0, 0), at(0, 180_000_000), 2_001_508_680),
        (at(52_520_008, 13_404_954), at(48_856_613, 2_352_222), 87_746_329),
        (at(-33_868_820, 151_209_290), at(51_507_351, -127_758), 1_699_393_000),
    ];
    for (a, b, cm) in table {
        let found = distance_cm(a, b);
        let off = (found - cm).abs();
        assert!(off <= 2 || off * 100_000 < cm, "{a:?} to {b:?}: {found}, not {cm}");
    }
    assert_eq!(distance_m(at(0, 0), at(0, 13)), 1);
    assert_eq!(Position::new(90_000_001, 0), None);
    assert_eq!(Position::new(0, -180_000_001), None);
}

#[test]
fn the_way_is_judged_by_its_nearest_point() {
    let here = town(0, 0);
    let table = [
        (town(-500, 80), town(500, 80), 80),
        (town(300, 400), town(300, 400), 500),
        (town(300, 400), town(600, 800), 500),
        (town(-600, -800), town(-300, -400), 500),
        (town(-1_000, -1_000), town(1_000, 1_000), 0),
        (town(0, 90), town(2_000, 90), 90),
    ];
    for (a, b, metres) in table {
        let found = distance_to_way_cm(here, a, b);
        assert!((found - metres * 100).abs() <= 60 + metres / 2, "{found} cm, not {metres} m");
    }
}

#[test]
fn fixes_are_judged_one_by_one() {
    use Verdict::{Coarse, Future, Good, Teleport};
    // Time in s, place in m east, accuracy in m; the judge's clock stands at 1,000 s.
    let table: &[(i64, i64, Option<u32>, Verdict)] = &[
        (900, 0, Some(10), Good),
        (901, 60, Some(100), Good),
        (902, 121, Some(10), Teleport),
        (902, 100, Some(101), Coarse),
        (903, 100, None, Coarse),
        (903, 159, Some(5), Good),
        (1_300, 159, Some(5), Good),
        (1_301, 159, Some(5), Future),
        (1_000, 90_000, Some(5), Teleport),
        (1_001, 90_030, Some(5), Teleport),
        (1_002, 90_060, Some(5), Good),
        (1_003, 90_090, Some(5), Good),
    ];
    let mut filter = Filter::default();
    for (place, (seconds, east_m, accuracy_m, verdict)) in table.iter().enumerate() {
        let fix = Fix { accuracy_m: *accuracy_m, ..fix(*seconds, town(*east_m, 0), 0) };
        assert_eq!(filter.judge(fix, Timestamp(1_000_000)), *verdict, "case {place}");
    }
    assert!(Good.is_kept() && Coarse.is_kept() && !Future.is_kept() && !Teleport.is_kept());
    assert!(Good.is_for_geofence() && !Coarse.is_for_geofence());
}

#[test]
fn the_dot_never_goes_back() {
    let mut live = Live::default();
    let table = [
        (10, Verdict::Good, true),
        (9, Verdict::Good, false),
        (10, Verdict::Good, false),
        (12, Verdict::Teleport, false),
        (11, Verdict::Coarse, true),
        (12, Verdict::Future, false),
        (12, Verdict::Good, true),
    ];
    for (seconds, verdict, moves) in table {
        assert_eq!(live.advance(fix(seconds, town(seconds, 0), 5), verdict), moves, "{seconds} {verdict:?}");
    }
    assert_eq!(live.fix().unwrap().at, Timestamp(12_000));
}

/// Steps a watch along (second, m east of the stop, accuracy); gives what happened when.
fn walk(steps: &[(i64, i64, u32)]) -> Vec<(i64, Happening)> {
    let fence = Fence::new(town(0, 0));
    let mut watch = Watch::default();
    let step = |(seconds, east_m, accuracy): (i64, i64, u32)| {
        let happenings = watch.step(&fence, fix(seconds, town(east_m, 0), accuracy));
        happenings.into_iter().map(move |happening| (seconds, happening))
    };
    steps.iter().copied().flat_map(step).collect()
}

#[test]
fn a_fence_tells_near_arrived_and_left() {
    use Evidence::{Fixes, Way};
    use Happening::{Arrived, Left, Nearby};
    let arrived = |by| Arrived { by };
    type Case<'a> = (&'a str, &'a [(i64, i64, u32)], &'a [(i64, Happening)]);
    let table: &[Case<'_>] = &[
        ("far away", &[(0, -900, 5), (10, -700, 5), (20, -500, 5)], &[]),
        ("one fix inside is none", &[(0, -500, 5), (60, -90, 5), (600, -500, 5)], &[]),
        ("nearly there", &[(0, -500, 5), (10, -290, 5), (20, -200, 5)], &[(20, Nearby)]),
        (
            "there and away",
            &[
                (0, -250, 5),
                (10, -150, 5),
                (20, -90, 5),
                (30, 0, 5),
                (90, 140, 5),
                (100, 151, 5),
                (110, 400, 5),
            ],
            &[(10, Nearby), (30, arrived(Fixes)), (100, Left)],
        ),
        (
            "on the edge nobody flickers",
            &[(0, -90, 5), (5, -99, 5), (10, -120, 5), (15, -99, 5), (20, -149, 5), (25, -98, 5)],
            &[(5, Nearby), (5, arrived(Fixes))],
        ),
        (
            "back again",
            &[(0, 90, 5), (5, 90, 5), (10, 160, 5), (15, 90, 5), (20, 80, 5)],
            &[(5, Nearby), (5, arrived(Fixes)), (10, Left), (20, arrived(Fixes))],
        ),
        ("coarse fixes are passed over", &[(0, 0, 51), (5, 0, 51), (10, 0, 50), (15, 0, 51)], &[]),
        (
            "between two of them stands no coarse one",
            &[(0, 0, 50), (5, 900, 51), (10, 0, 50)],
            &[(10, Nearby), (10, arrived(Fixes))],
        ),
        ("late fixes are passed over", &[(10, 0, 5), (5, 0, 5), (10, 0, 5)], &[]),
        (
            "a stop between sparse fixes",
            &[(0, -400, 5), (60, 400, 5)],
            &[(60, Nearby), (60, arrived(Way)), (60, Left)],
        ),
        ("the way says nothing after a long silence", &[(0, -400, 5), (121, 400, 5)], &[]),
        ("nor where nobody is so fast", &[(0, -400, 5), (12, 400, 5)], &[]),
    ];
    for (name, steps, expected) in table {
        assert_eq!(walk(steps), *expected, "{name}");
    }
    assert_eq!(Watch::default().zone(), Zone::Away);
}

#[test]
fn arrival_is_a_range_and_silence_is_said() {
    let minutes = |minutes: i64| Timestamp(minutes * MINUTE_MS);
    let remaining = |travel: i64, service: i64| Remaining {
        travel_ms: travel * MINUTE_MS,
        service_ms: service * MINUTE_MS,
        not_before: None,
    };
    let between = |from, until| Eta::Between { from: minutes(from), until: minutes(until) };
    let later = Remaining { not_before: Some(minutes(60)), ..remaining(10, 0) };
    let seen = Timestamp(10 * MINUTE_MS);
    let table = [
        (minutes(10), None, remaining(10, 5), Eta::Unknown),
        (minutes(10), Some(seen), remaining(20, 0), between(27, 36)),
        (minutes(10), Some(seen), remaining(20, 10), between(33, 50)),
        (minutes(10), Some(seen), remaining(0, 0), between(10, 15)),
        (minutes(14), Some(seen), remaining(1, 0), between(14, 19)),
        (minutes(15), Some(seen), remaining(20, 0), between(27, 36)),
        (Timestamp(15 * MINUTE_MS + 1), Some(seen), remaining(20, 0), Eta::LastSeen { at: seen }),
        (minutes(10), Some(seen), later, between(60, 65)),
    ];
    for (number, (now, last, remaining, expected)) in table.into_iter().enumerate() {
        assert_eq!(eta(now, last, remaining), expected, "case {number}");
    }
    let endless = Remaining { travel_ms: i64::MAX, service_ms: i64::MAX, not_before: None };
    assert!(matches!(eta(seen, Some(seen), endless), Eta::Between { .. }));
}

#[test]
fn a_stop_is_where_the_pace_is_a_walk() {
    let drive = |from: i64, east_m: i64| (0..12).map(move |step| (from + step * 5, east_m + step * 50));
    let stay = |from: i64, east_m: i64, steps: i64| {
        (0..steps).map(move |step| (from + step * 5, east_m + step % 2 * 3))
    };
    let steps = drive(0, 0).chain(stay(60, 600, 24)).chain(drive(180, 650)).chain(stay(240, 1_250, 3));
    let steps = steps.chain(drive(255, 1_300)).chain(stay(315, 1_900, 20));
    let fixes: Vec<Fix> = steps.map(|(seconds, east_m)| fix(seconds, town(east_m, 0), 5)).collect();
    let found = dwells(&fixes, Pace::default());
    let times: Vec<(i64, i64)> =
        found.iter().map(|dwell| (dwell.from.0 / 1_000, dwell.until.0 / 1_000)).collect();
    assert_eq!(times.len(), 2, "{times:?}");
    assert!((55..80).contains(&times[0].0) && (160..185).contains(&times[0].1), "{times:?}");
    assert!(times[1].1 == 410 && distance_m(found[0].at, town(600, 0)) < 10);
    assert_eq!(dwells(&[], Pace::default()), Vec::<Dwell>::new());
}

#[test]
fn a_full_phone_thins_its_track_and_forgets_a_day() {
    let now = Timestamp(48 * HOUR_MS);
    let old = Fix { at: now.plus(-24 * HOUR_MS - 1), ..fix(0, town(0, 0), 5) };
    let fresh = Fix { at: now.plus(-24 * HOUR_MS), ..old };
    assert_eq!(forgotten(&[old, fresh], now), [0]);
    let start = now.plus(-20 * HOUR_MS);
    let along = |spacing_m: i64, number: usize| -> Vec<Fix> {
        let number = number as i64;
        (0..number)
            .map(|step| Fix { at: start.plus(step * 2_000), ..fix(0, town(step * spacing_m % 90_000, 0), 5) })
            .collect()
    };
    assert_eq!(forgotten(&along(10, WAITING_FIXES_MAX), now), Vec::<usize>::new());
    // Slow ones are thinned out and none of the two ends is lost; the older half goes first.
    let slow = along(3, WAITING_FIXES_MAX + 1);
    let gone = forgotten(&slow, now);
    let kept = slow.len() - gone.len();
    assert!((WAITING_FIXES_AIM * 3 / 4..=WAITING_FIXES_AIM).contains(&kept), "{kept} kept");
    assert!(gone.first() != Some(&0) && gone.last().is_some_and(|place| *place < slow.len() / 2 + 1));
    // Fast ones cannot be thinned out: the oldest go.
    let fast = along(50_000, WAITING_FIXES_MAX + 1);
    let oldest: Vec<usize> = (0..fast.len() - WAITING_FIXES_AIM).collect();
    assert_eq!(forgotten(&fast, now), oldest);
    let still: Vec<Fix> = (0..61).map(|step| fix(step * 5, town(0, 0), 5)).collect();
    assert_eq!(thinned(&still, 5), [0, 12, 24, 36, 48, 60]);
}

prop_compose! {
    fn anywhere()(lat_e6 in -90_000_000_i64..=90_000_000, lon_e6 in -180_000_000_i64..=180_000_000) -> Position {
        at(lat_e6, lon_e6)
    }
}

proptest! {
    #[test]
    fn any_distance_is_that_of_the_formula(a in anywhere(), b in anywhere()) {
        let (found, expected) = (distance_cm(a, b) as f64, haversine_cm(a, b));
        // Near the far side of the globe the formula in floating point is the one that is off.
        prop_assert!((found - expected).abs() <= 1.0 + expected * 1e-9 || expected > 1_990_000_000.0);
        prop_assert_eq!(distance_cm(a, b), distance_cm(b, a));
    }

    #[test]
    fn a_short_distance_is_that_of_the_formula(a in anywhere(), north in -50_000_i64..50_000, east in -50_000_i64..50_000) {
        let b = at((a.lat_e6 + north).clamp(-90_000_000, 90_000_000), (a.lon_e6 + east).clamp(-180_000_000, 180_000_000));
        prop_assert!((distance_cm(a, b) as f64 - haversine_cm(a, b)).abs() <= 1.0);
    }

    #[test]
    fn the_way_is_as_near_as_its_points(
        lat in -70_000_000_i64..70_000_000,
        lon in -180_000_000_i64..180_000_000,
        (an, ae, bn, be) in (-20_000_i64..20_000, -20_000_i64..20_000, -20_000_i64..20_000, -20_000_i64..20_000),
    ) {
        let wrap = |lon: i64| (lon + 180_000_000).rem_euclid(360_000_000) - 180_000_000;
        let here = at(lat, lon);
        let (a, b) = (at(lat + an, wrap(lon + ae)), at(lat + bn, wrap(lon + be)));
        let sampled = (0..=1_000).map(|step| {
            let part = |from: i64, to: i64| from + (to - from) * step / 1_000;
            distance_cm(here, at(lat + part(an, bn), wrap(lon + part(ae, be))))
        });
        let (found, nearest) = (distance_to_way_cm(here, a, b), sampled.min().unwrap());
        prop_assume!(distance_cm(a, b) <= 500_000 && nearest <= 100_000);
        prop_assert!((found - nearest).abs() <= 20 + nearest / 200 + distance_cm(a, b) / 2_000, "{found} not {nearest}");
    }

    #[test]
    fn a_fence_has_an_order(steps in prop::collection::vec((1_i64..40, -700_i64..700, -700_i64..700, 1_u32..70), 0..60)) {
        let fence = Fence::new(town(0, 0));
        let (mut watch, mut seconds, mut log) = (Watch::default(), 0, Vec::new());
        for (wait, east_m, north_m, accuracy) in steps {
            seconds += wait;
            let before = watch;
            let one = fix(seconds, town(east_m, north_m), accuracy);
            log.extend(watch.step(&fence, one));
            let again = watch;
            prop_assert!(watch.step(&fence, one).is_empty() && watch == again, "a repeated fix changes nothing");
            if accuracy > 50 {
                prop_assert_eq!(watch, before);
            }
        }
        let arrivals = |happening: &&Happening| matches!(happening, Happening::Arrived { .. });
        let (arrived, left) = (log.iter().filter(arrivals).count(), log.iter().filter(|one| **one == Happening::Left).count());
        prop_assert!(arrived == left + usize::from(watch.zone() == Zone::Arrived));
        prop_assert!(log.first().is_none_or(|first| *first == Happening::Nearby));
    }

    #[test]
    fn what_is_kept_never_jumps_but_by_vote(steps in prop::collection::vec((0_i64..20, -3_000_i64..3_000), 1..60)) {
        let (mut filter, mut seconds, mut kept, mut refused) = (Filter::default(), 0, Vec::<Fix>::new(), 0);
        for (wait, east_m) in steps {
            seconds += wait;
            let one = fix(seconds, town(east_m, 0), 5);
            match filter.judge(one, Timestamp(seconds * SECOND_MS)) {
                Verdict::Teleport => refused += 1,
                _ => {
                    prop_assert!(refused >= 2 || kept.last().is_none_or(|last| !is_jump(*last, one)));
                    kept.push(one);
                    refused = 0;
                }
            }
        }
        prop_assert!(length_cm(kept.iter().copied()) >= 0);
    }

    #[test]
    fn thinning_keeps_the_ends_and_its_distance(
        steps in prop::collection::vec((1_i64..20, 0_i64..30), 0..200),
        spacing_m in 1_i64..100,
    ) {
        let (mut seconds, mut east_m) = (0, 0);
        let fixes: Vec<Fix> = steps
            .iter()
            .map(|(wait, way)| {
                (seconds, east_m) = (seconds + wait, east_m + way);
                fix(seconds, town(east_m, 0), 5)
            })
            .collect();
        let places = thinned(&fixes, spacing_m);
        prop_assert_eq!(places.first().copied(), (!fixes.is_empty()).then_some(0));
        prop_assert_eq!(places.last().copied(), fixes.len().checked_sub(1));
        for pair in places.windows(2).take(places.len().saturating_sub(2)) {
            let (a, b) = (fixes[pair[0]], fixes[pair[1]]);
            prop_assert!(distance_cm(a.position, b.position) >= spacing_m * 100 || b.at.since(a.at) >= MINUTE_MS);
        }
    }
}

#[test]
fn a_track_comes_near_the_doors_it_passes_and_is_known_alike_on_both_sides() {
    let (first, second) = (Id::named("door", "first"), Id::named("door", "second"));
    let doors = [(first, town(0, 0)), (second, town(1_000, 0))];
    // Seconds, metres east, accuracy in m: to the first door, a stray coarse fix, on to the second.
    let table = [
        (0, -600, 10),
        (10, -250, 10),
        (20, -200, 10),
        (30, -20, 10),
        (40, 0, 10),
        (50, 5, 120),
        (60, 170, 10),
        (80, 750, 10),
        (90, 800, 10),
        (100, 960, 10),
        (110, 990, 10),
    ];
    let fixes: Vec<Fix> = table.iter().map(|(s, east_m, m)| fix(*s, town(*east_m, 0), *m)).collect();
    let happened = |approach: &mut Doors, filter: &mut Filter, fixes: &[Fix]| -> Vec<(Id, Nearness)> {
        let mut all = Vec::new();
        for fix in fixes {
            let verdict = filter.judge(*fix, Timestamp(HOUR_MS));
            all.extend(approach.step(*fix, verdict).into_iter().map(|(stop, what)| (stop, nearness(what))));
        }
        all
    };
    use Nearness::{Arrived, Left, Nearby};
    let expected = [(first, Nearby), (first, Arrived), (first, Left), (second, Nearby), (second, Arrived)];
    let mut phone = Doors::default();
    phone.set(doors);
    assert_eq!(happened(&mut phone, &mut Filter::default(), &fixes), expected);
    assert!(phone.there().eq([second]));
    // The other side gets them in two batches, and is told of the same doors again in between.
    let (mut server, mut filter) = (Doors::default(), Filter::default());
    server.set(doors);
    let mut all = happened(&mut server, &mut filter, &fixes[..4]);
    server.set(doors);
    all.extend(happened(&mut server, &mut filter, &fixes[4..]));
    assert_eq!(all, expected);
    // A door that is done with is forgotten.
    server.set([(first, town(0, 0))]);
    assert_eq!(server.there().count(), 0);
}
