//! A driver's phone on the road: where it is is recorded, and an arrival that the positions show is reported by
//! itself, with or without network.

use super::{Client, Failed, Sent};
use crate::delivery::approach::{Approach, Told};
use crate::delivery::command::Command as Delivery;
use crate::delivery::geofence::{Evidence, Happening};
use crate::delivery::model::StopPhase;
use crate::delivery::ping::Ping;
use crate::domain::Command;
use crate::store::Durability;
use crate::sync::telemetry::{self, Sample};

/// What a position has led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Driven {
    /// What it tells of the next stop.
    pub told: Option<Told>,
    /// The report of the arrival, where it was the first.
    pub reported: Option<Sent>,
}

impl Client {
    /// Records a sample for the telemetry lane.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn record_sample(&self, sample: &Sample) -> Result<(), Failed> {
        self.keeper.write(Durability::Normal, |sql| telemetry::record(sql, sample))?;
        self.wake.notify_one();
        Ok(())
    }

    /// How many samples have not reached the server.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn samples_waiting(&self) -> Result<u64, Failed> {
        Ok(self.keeper.read(telemetry::waiting)?)
    }

    /// Records where the phone is, as [`Self::record_sample`] does, and holds it against the next stop of the run that
    /// is out. Two positions in a row at the door report the arrival; a way that only passes by does not.
    ///
    /// # Errors
    /// [`Failed::Store`]; the position may be recorded then.
    pub fn drive(&self, approach: &mut Approach, sample: &Sample) -> Result<Driven, Failed> {
        self.record_sample(sample)?;
        let Some(ping) = Ping::read(&sample.sample) else {
            return Ok(Driven { told: None, reported: None });
        };
        let (fix, now) = (ping.fix(sample.at), self.keeper.clock.now());
        let (stepped, told) = self.view(|tx, context| {
            let mut stepped = approach.clone();
            let told = stepped.step(tx, context.user.unwrap_or_default(), fix, now)?;
            Ok((stepped, told))
        })?;
        *approach = stepped;
        let arrived = told.as_ref().filter(|told| {
            let by = Happening::Arrived { by: Evidence::Fixes };
            told.stop.phase != StopPhase::Arrived && told.happenings.contains(&by)
        });
        let reported = match arrived {
            Some(Told { stop, place, .. }) => {
                let report = Delivery::Arrive { stop: stop.id, place: *place };
                Some(self.send(&Command::Delivery(report))?)
            }
            None => None,
        };
        Ok(Driven { told, reported })
    }
}
