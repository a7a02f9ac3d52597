//! The second loop: moves samples and files while the first one is connected.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::time::sleep;

use super::backoff::Backoff;
use super::blob::{FileState, PIECE_BYTES, Queued};
use super::renewal::renewed;
use super::transport::Lost;
use super::transport::http::Http;
use super::worker::{End, FileOutcome, Host};
use crate::refusal::Code;

const SIDE_PAUSE_MS: u64 = 30_000;

/// Moves samples and files while the first loop is connected; ends when that one is gone.
pub async fn run_side(host: Arc<dyn Host>, http: Http, mut online: watch::Receiver<bool>, wake: Arc<Notify>) {
    let mut backoff = Backoff::default();
    loop {
        while !*online.borrow_and_update() {
            if online.changed().await.is_err() {
                return;
            }
        }
        let end = move_all(host.as_ref(), &http).await.err();
        let asked_to_wait = matches!(end, Some(End::Lost(Lost::Busy(_))));
        let pause_ms = pause_after(host.as_ref(), &mut backoff, end);
        tokio::select! {
            () = sleep(Duration::from_millis(pause_ms)) => {}
            () = wake.notified(), if !asked_to_wait => {}
            changed = online.changed() => if changed.is_err() {
                return;
            },
        }
    }
}

/// Says how a round ended, and how long to wait for the next, in milliseconds.
fn pause_after(host: &dyn Host, backoff: &mut Backoff, end: Option<End>) -> u64 {
    let Some(end) = end else {
        backoff.succeed();
        host.side(None);
        return SIDE_PAUSE_MS;
    };
    let pause = backoff.fail(host.random());
    match end {
        End::Fault(fault) => {
            tracing::error!(%fault, "samples and files can't be moved");
            host.side(Some(&fault));
            pause
        }
        End::Lost(lost) => {
            tracing::info!(%lost, "samples and files wait");
            host.side(None);
            match lost {
                Lost::Busy(ms) => pause.max(ms),
                // It will be the same in a second.
                Lost::Refused(_) => pause.max(SIDE_PAUSE_MS),
                Lost::Unreachable(_) | Lost::NotOurs(_) => pause,
            }
        }
        // The first loop says these.
        End::Stop | End::OtherPerson | End::UpdateNeeded => pause,
    }
}

async fn move_all(host: &dyn Host, http: &Http) -> Result<(), End> {
    // Why the samples wait, if they do. Files go on all the same.
    let mut samples_wait: Option<Lost> = None;
    loop {
        let Some(session) = host.session()? else {
            return Ok(());
        };
        let token = renewed(host, http, session).await?;
        if samples_wait.is_none()
            && let Some(batch) = host.samples()?
        {
            match http.telemetry(&token, &batch).await {
                Ok(receipt) => host.samples_arrived(&receipt)?,
                Err(lost @ (Lost::Refused(_) | Lost::Busy(_))) => {
                    tracing::warn!(%lost, samples = batch.samples.len(), "the server did not take samples");
                    samples_wait = Some(lost);
                }
                Err(lost) => return Err(lost.into()),
            }
            continue;
        }
        let Some((file, content)) = host.next_file()? else {
            return samples_wait.map_or(Ok(()), |lost| Err(lost.into()));
        };
        let moved = match file.state {
            FileState::ToSend => send_piece(http, &token, &file, &content).await,
            FileState::ToFetch | FileState::Settled | FileState::Refused => {
                fetch_piece(http, &token, &file).await
            }
        };
        let outcome = match moved {
            Ok(Some(outcome)) => outcome,
            failed => {
                host.file_moved(&file.hash, FileOutcome::Failed)?;
                let not_there = Lost::Unreachable("the file has not arrived at the server".to_owned());
                return Err(failed.err().unwrap_or(not_there).into());
            }
        };
        host.file_moved(&file.hash, outcome)?;
    }
}

async fn send_piece(
    http: &Http,
    token: &str,
    file: &Queued,
    content: &[u8],
) -> Result<Option<FileOutcome>, Lost> {
    let from = usize::try_from(file.moved).unwrap_or(usize::MAX).min(content.len());
    let piece: Vec<u8> = content.iter().skip(from).take(PIECE_BYTES).copied().collect();
    match http.put_piece(token, &file.hash, file.moved, file.size, piece).await {
        Ok(received) if received.complete => Ok(Some(FileOutcome::Complete)),
        Ok(received) => Ok(Some(FileOutcome::Sent(received.received))),
        Err(Lost::Refused(refusal)) => match refusal.code {
            // It can never be taken.
            Code::FileTooLarge | Code::UnsupportedMediaType => Ok(Some(FileOutcome::Refused(refusal))),
            // What the server holds of it is torn: from the beginning.
            Code::ValidationFailed | Code::InvalidState if file.moved > 0 => Ok(Some(FileOutcome::Sent(0))),
            _ => Err(refusal.into()),
        },
        Err(lost) => Err(lost),
    }
}

/// The next piece of a file, or nothing while its sender has not been online.
async fn fetch_piece(http: &Http, token: &str, file: &Queued) -> Result<Option<FileOutcome>, Lost> {
    let length = u64::try_from(PIECE_BYTES).unwrap_or(u64::MAX);
    let piece = http.get_piece(token, &file.hash, file.moved, length).await?;
    Ok(piece.map(|(bytes, size)| FileOutcome::Piece { bytes, size }))
}
