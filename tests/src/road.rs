//! What a driver's phone makes at a door: a picture, and a proof of delivery that follows the one before it.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use hubbub_core::client::{Client, Context, Failed, Sent};
use hubbub_core::delivery::cash::PaidBy;
use hubbub_core::delivery::command::{CashTaken, Command as Delivery};
use hubbub_core::delivery::model::RunStop;
use hubbub_core::delivery::ping::Ping;
use hubbub_core::delivery::proof::{Clocks, Method, Place, Proof, ProofLine, Relation};
use hubbub_core::delivery::record::ProofRecord;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Tx, Value};
use hubbub_core::sync::telemetry::Sample;
use hubbub_core::time::Timestamp;

/// A picture of one grey, as PNG, unlike that of any other `shade` from 0 to 65,535.
#[must_use]
pub fn picture(shade: u16) -> Vec<u8> {
    let mut png = vec![0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
    let [high, low] = shade.to_be_bytes();
    // 8 by 8 points of 16 bits of grey; a row begins with the number of its filter.
    let header = [0, 0, 0, 8, 0, 0, 0, 8, 16, 0, 0, 0, 0];
    let row: Vec<u8> = std::iter::once(0).chain([high, low].repeat(8)).collect();
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(&row.repeat(8)).unwrap();
    let packed = packed.finish().unwrap();
    for (name, data) in [(b"IHDR", header.as_slice()), (b"IDAT", &packed), (b"IEND", &[])] {
        png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let whole = [name.as_slice(), data].concat();
        let mut sum = Crc::new();
        sum.update(&whole);
        png.extend(&whole);
        png.extend(sum.sum().to_be_bytes());
    }
    png
}

/// The digest that a phone's next proof carries: that of the record which no other follows yet.
///
/// # Errors
/// The store's fault.
pub fn last_digest(tx: &mut Tx<'_>, device: Id) -> Result<Option<String>, Fault> {
    let records = tx.select::<ProofRecord>("device = ? ORDER BY made_at, id", &[Value::from(device)])?;
    let followed = |digest: &str| {
        records
            .iter()
            .any(|record| record.proof.previous.as_deref().is_some_and(|previous| previous == digest))
    };
    let last = records.iter().find(|record| !followed(&record.digest));
    Ok(last.map(|record| record.digest.clone()))
}

/// The proof that all of a stop was handed over, in front of its door.
#[must_use]
pub fn proof(stop: &RunStop, photo: String, previous: Option<String>, device: Id, now: Timestamp) -> Proof {
    let lines = stop.lines.iter().map(|line| ProofLine {
        product: line.product,
        ordered: line.quantity,
        delivered: line.quantity,
        reason: None,
    });
    let door = stop.lat_e6.zip(stop.lon_e6);
    let place = door.map(|(lat, lon)| Place {
        lat_e6: i32::try_from(lat).unwrap(),
        lon_e6: i32::try_from(lon).unwrap(),
        accuracy_m: 9,
        to_address_m: Some(0),
    });
    Proof {
        op_id: Id::of("handed over", &[stop.id]),
        stop: stop.id,
        corrects: None,
        lines: lines.collect(),
        method: Method::HandedOver,
        recipient_name: stop.recipient.clone(),
        relation: Relation::Customer,
        photos: vec![photo],
        signature: None,
        scan: None,
        code_ok: None,
        clocks: Clocks { captured_at: now, server_time_seen: now, mono_since_ms: Some(0) },
        place,
        device,
        previous,
    }
}

/// Two positions in front of a stop's door, at these moments: what a phone records that has come there. `boot` and `seq`
/// name the first; the second has the next number.
#[must_use]
pub fn in_front_of(stop: &RunStop, boot: u64, seq: u64, at: [Timestamp; 2]) -> Vec<Sample> {
    let (lat_e6, lon_e6) = stop.lat_e6.zip(stop.lon_e6).unwrap();
    let sample = |(seq, at): (u64, Timestamp)| {
        let ping = Ping {
            lat_e6: lat_e6 - 90,
            lon_e6,
            accuracy_m: Some(9),
            speed_cm_s: Some(0),
            heading_deg: None,
            battery_pct: Some(80),
        };
        Sample { boot, seq, at, sample: ping.text() }
    };
    (seq..).zip(at).map(sample).collect()
}

/// Takes a picture at a stop and hands everything over, with the money that is due.
///
/// # Errors
/// As [`Client::send`].
pub fn hand_over(client: &Client, stop: &RunStop, device: Id, shade: u16) -> Result<Sent, Failed> {
    let photo = client.attach(&picture(shade))?;
    let (previous, now) = client.view(|tx, context: Context| Ok((last_digest(tx, device)?, context.now)))?;
    let cash = (stop.due_minor > 0).then_some(CashTaken {
        collected_minor: stop.due_minor,
        method: PaidBy::Cash,
        reason: None,
    });
    let proof = Box::new(proof(stop, photo, previous, device, now));
    client.send(&Command::Delivery(Delivery::Deliver { stop: stop.id, proof, cash }))
}
