//! Recorded auctions brought in by commands: what the rules take, what they refuse and why; and the same again.
//!
//! Real records live outside the repository: in `HUBBUB_DATA`, else in `../shared/data` next to the project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hubbub_core::refusal::Code;
use hubbub_core::store::{Database, OpenOptions, Sql, SqliteDatabase};
use hubbub_server::import::bids::Auctions;
use hubbub_server::import::rows::{Entry, open};
use hubbub_server::import::run_bids::{self, Imported, LowBids, listing_id};
use hubbub_server::{Config, Host, product};

/// Lot 7 has a bid that is too low and one that is not above the bidder's own; lot 8 can't have been.
const TABLE: &str = "item,duration_days,auctionid,bid,bidtime,bidder,bidderrate,openbid,price
Lamp,3,7,5,0.5,ann,2,1,10.5
Lamp,3,7,10,1,bob,1,1,10.5
Lamp,3,7,5.6,1.5,cem,NA,1,10.5
Lamp,3,7,10,2,bob,1,1,10.5
Lamp,3,7,12,2.5,cem,NA,1,10.5
Desk,3,8,5,1,ann,2,1,255
Vase,7,9,3,6.9,bob,1,2,2
";

struct Place {
    folder: tempfile::TempDir,
    host: Option<Host>,
}

impl Place {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let host = Host::open(Config::new(folder.path()), product()).unwrap();
        Self { folder, host: Some(host) }
    }

    fn import(&self, table: &Path, community: &str, low_bids: LowBids) -> (Imported, Vec<String>) {
        let mut lines = Vec::new();
        let mut tell = |line: &str| lines.push(line.to_owned());
        let host = self.host.as_ref().unwrap();
        let done = run_bids::run(host.writer(), table, community, low_bids, &mut tell).unwrap();
        (done, lines)
    }

    /// Closes the server; the price, the history's length and the state of recorded auctions.
    fn lots(&mut self, community: &str, auctions: &[u64]) -> Vec<Option<(i64, i64, String)>> {
        self.host.take().unwrap().close();
        let path = self.folder.path().join(hubbub_server::DATABASE);
        let database = SqliteDatabase::open(&path, &OpenOptions { key: None, readers: 1 }).unwrap();
        let database: &dyn Database = &database;
        let lot = |sql: &mut dyn Sql, auction: u64| {
            let text = "SELECT l.price_minor, l.bids, s.status FROM lot l JOIN listing s ON s.id = l.id
                 WHERE l.id = ?";
            sql.first(text, &[listing_id(community, auction).into()], |row| {
                Ok((row.int(0)?, row.int(1)?, row.text(2)?.to_owned()))
            })
        };
        database.read(|sql| auctions.iter().map(|auction| lot(sql, *auction)).collect()).unwrap()
    }
}

#[test]
fn bids_are_taken_or_refused_by_the_rules_and_never_twice() {
    let mut place = Place::open();
    let table = place.folder.path().join("bids.csv");
    std::fs::write(&table, TABLE).unwrap();
    let (strict, lines) = place.import(&table, "Strict", LowBids::Refuse);
    let refused = BTreeMap::from([(Code::BelowMinimum, 1), (Code::NotAboveOwnMax, 1)]);
    let expected = Imported { auctions: 2, passed_over: 1, bids: 4, refused, rejected: 0 };
    assert_eq!(strict, expected);
    let too_low = "bid 3 of 560 (minor units) is left out: BELOW_MINIMUM";
    assert!(lines.iter().any(|line| line.contains(too_low)), "{lines:?}");
    assert_eq!(place.import(&table, "Strict", LowBids::Refuse).0, expected, "the same again");
    let (lenient, _) = place.import(&table, "Lenient", LowBids::LetIn);
    assert_eq!((lenient.bids, lenient.refused), (6, BTreeMap::new()));
    let sold = |price, bids| Some((price, bids, "sold".to_owned()));
    assert_eq!(place.lots("Strict", &[7, 8, 9]), [sold(1_050, 3), None, sold(200, 1)]);
}

#[test]
fn real_auctions_reach_the_price_that_was_paid() {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let root = std::env::var_os("HUBBUB_DATA").map_or_else(default, PathBuf::from);
    let table = root.join("auctions/ebay-bids.csv");
    if !table.exists() {
        println!("skipped: no data at {}", table.display());
        return;
    }
    let mut paid = BTreeMap::new();
    for entry in Auctions::new(open(&table).unwrap()).unwrap() {
        if let Entry::Record(auction) = entry.unwrap() {
            paid.insert(auction.id, auction.price_minor);
        }
    }
    let auctions: Vec<u64> = paid.keys().copied().collect();
    for (low_bids, reached) in [(LowBids::Refuse, 396), (LowBids::LetIn, 398)] {
        let mut place = Place::open();
        let (done, _) = place.import(&table, "Records", low_bids);
        assert_eq!((done.auctions, done.passed_over, done.rejected), (423, 1, 1));
        let refused = match low_bids {
            LowBids::Refuse => BTreeMap::from([(Code::BelowMinimum, 3), (Code::NotAboveOwnMax, 46)]),
            LowBids::LetIn => BTreeMap::new(),
        };
        assert_eq!(done.refused, refused);
        let lots = place.lots("Records", &auctions);
        let same = |(lot, price): &(&Option<(i64, i64, String)>, &i64)| {
            lot.as_ref().is_some_and(|lot| lot.0 == **price)
        };
        assert_eq!(lots.iter().zip(paid.values()).filter(same).count(), reached, "{low_bids:?}");
    }
}
