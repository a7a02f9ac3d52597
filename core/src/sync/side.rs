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
        let pause_ms = match move_all(host.as_ref(), &http).await {
            Ok(()) => {
                backoff.succeed();
                SIDE_PAUSE_MS
            }
            Err(_) => backoff.fail(host.random()),
        };
        tokio::select! {
            () = sleep(Duration::from_millis(pause_ms)) => {}
            () = wake.notified() => {}
            changed = online.changed() => if changed.is_err() {
                return;
            },
        }
    }
}

async fn move_all(host: &dyn Host, http: &Http) -> Result<(), End> {
    loop {
        let Some(session) = host.session()? else {
            return Ok(());
        };
        let token = renewed(host, http, session).await?;
        if let Some(batch) = host.samples()? {
            host.samples_arrived(&http.telemetry(&token, &batch).await?)?;
            continue;
        }
        let Some((file, content)) = host.next_file()? else {
            return Ok(());
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
