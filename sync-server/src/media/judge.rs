//! Judges a picture where it can do no harm: in a process of its own with little memory and little time.
//!
//! The server starts its own program again as `judge-picture`, hands it the file and reads what it made. A
//! file that makes the decoder crash, loop or ask for memory ends that process and nothing else. Where the
//! program is not known, as in a test that holds a server inside it, the same code runs on a thread, within
//! the decoder's own bounds.

use std::io::{self, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use hubbub_core::picture::{self, DynamicImage, PictureFault, SCREEN_SIDE_MAX, THUMB_SIDE_MAX};
use hubbub_core::refusal::Refusal;
use hubbub_core::store::files::FILE_BYTES_MAX;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::errors::Failure;

/// Pictures judged at the same time: each takes a core.
const AT_ONCE_MAX: usize = 2;
/// How long one may take.
const TIME_MAX: Duration = Duration::from_secs(40);
/// Seconds of a core that the process may use.
const CPU_SECONDS_MAX: u64 = 20;
/// Memory that the process may have, in bytes: its program and a decoder at its bound.
const MEMORY_BYTES_MAX: u64 = 1024 * 1024 * 1024;
/// The most that a judgement can be: three pictures and a line.
const ANSWER_BYTES_MAX: u64 = 4 * FILE_BYTES_MAX as u64;

/// What a picture is, and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// The picture and nothing beside it, as it is kept when it comes through a signed address.
    pub(crate) kept: Vec<u8>,
    /// For lists.
    pub(crate) thumb: Vec<u8>,
    /// For a screen.
    pub(crate) screen: Vec<u8>,
}

/// Why there is no judgement.
#[derive(Debug)]
pub(crate) enum NotJudged {
    /// It is not taken.
    Refused(Refusal),
    /// The judge failed; try again later.
    Failed(String),
}

impl From<NotJudged> for Failure {
    fn from(not: NotJudged) -> Self {
        match not {
            NotJudged::Refused(refusal) => refusal.into(),
            NotJudged::Failed(error) => {
                tracing::error!(error, "a picture could not be judged");
                Self::busy()
            }
        }
    }
}

/// Judges pictures, a few at a time.
pub(crate) struct Judge {
    /// The server's own program; none: on a thread.
    program: Option<PathBuf>,
    room: Semaphore,
}

/// The first line of an answer: how long each part is that follows, or why there is none.
#[derive(Serialize, Deserialize)]
enum Head {
    Taken { width: u32, height: u32, kept: usize, thumb: usize, screen: usize },
    Refused(Refusal),
}

impl Judge {
    pub(crate) fn new(program: Option<PathBuf>) -> Self {
        Self { program, room: Semaphore::new(AT_ONCE_MAX) }
    }

    /// Judges a file. A file with a place in it is refused unless it is about to be encoded anew.
    pub(crate) async fn judge(&self, content: Vec<u8>, may_tell_place: bool) -> Result<Judged, NotJudged> {
        if !may_tell_place && picture::tells_place(&content) {
            return Err(NotJudged::Refused(PictureFault::TellsPlace.refusal()));
        }
        // What the head says is decided here: most of what is refused needs no process.
        picture::check(&content).map_err(|fault| NotJudged::Refused(fault.refusal()))?;
        let _turn = self.room.acquire().await.map_err(|error| NotJudged::Failed(error.to_string()))?;
        match &self.program {
            Some(program) => match timeout(TIME_MAX, ask(program, content)).await {
                Ok(Ok(answer)) => answer,
                // A picture that ends its judge is not one that we take.
                Ok(Err(Broken::Died)) | Err(_) => {
                    tracing::warn!("a picture ended its judge");
                    Err(NotJudged::Refused(PictureFault::NotAPicture.refusal()))
                }
                Ok(Err(Broken::Not(error))) => Err(NotJudged::Failed(error.to_string())),
            },
            None => {
                let here = move || catch_unwind(AssertUnwindSafe(|| judged(&content)));
                match tokio::task::spawn_blocking(here).await {
                    Ok(Ok(judged)) => judged.map_err(|fault| NotJudged::Refused(fault.refusal())),
                    Ok(Err(_)) => Err(NotJudged::Refused(PictureFault::NotAPicture.refusal())),
                    Err(error) => Err(NotJudged::Failed(error.to_string())),
                }
            }
        }
    }
}

/// Why a process gave no answer.
enum Broken {
    /// It ended in the middle.
    Died,
    /// It could not be started or spoken to.
    Not(io::Error),
}

async fn ask(program: &PathBuf, content: Vec<u8>) -> Result<Result<Judged, NotJudged>, Broken> {
    let mut child = Command::new(program)
        .arg("judge-picture")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(Broken::Not)?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Broken::Not(io::Error::other("the judge has no pipes")));
    };
    let mut answer = Vec::new();
    let mut output = output.take(ANSWER_BYTES_MAX);
    let say = async move {
        let said = input.write_all(&content).await;
        drop(input);
        said
    };
    let (said, heard) = tokio::join!(say, output.read_to_end(&mut answer));
    let status = child.wait().await.map_err(Broken::Not)?;
    if said.is_err() || heard.is_err() || !status.success() {
        return Err(Broken::Died);
    }
    parse(&answer).ok_or(Broken::Died)
}

/// Whether it is an answer of the process that judges.
pub(crate) fn is_answer(answer: &[u8]) -> bool {
    parse(answer).is_some()
}

fn parse(answer: &[u8]) -> Option<Result<Judged, NotJudged>> {
    let end = answer.iter().position(|byte| *byte == b'\n')?;
    let (head, rest) = answer.split_at(end);
    match serde_json::from_slice(head).ok()? {
        Head::Refused(refusal) => Some(Err(NotJudged::Refused(refusal))),
        Head::Taken { width, height, kept, thumb, screen } => {
            let rest = rest.get(1..)?;
            let (kept, rest) = rest.split_at_checked(kept)?;
            let (thumb, rest) = rest.split_at_checked(thumb)?;
            let parts = [kept, thumb, rest.get(..screen)?].map(<[u8]>::to_vec);
            let [kept, thumb, screen] = parts;
            Some(Ok(Judged { width, height, kept, thumb, screen }))
        }
    }
}

/// What `judge-picture` does: reads a file, judges it, writes the answer. Its own bounds come first.
///
/// # Errors
/// When it can't bound itself, read or write.
pub fn serve_one() -> io::Result<()> {
    bound()?;
    let mut content = Vec::new();
    let limit = FILE_BYTES_MAX as u64 + 1;
    io::stdin().lock().take(limit).read_to_end(&mut content)?;
    let answer = judged(&content);
    let head = match &answer {
        Ok(Judged { width, height, kept, thumb, screen }) => Head::Taken {
            width: *width,
            height: *height,
            kept: kept.len(),
            thumb: thumb.len(),
            screen: screen.len(),
        },
        Err(fault) => Head::Refused(fault.refusal()),
    };
    let mut output = io::stdout().lock();
    serde_json::to_writer(&mut output, &head)?;
    output.write_all(b"\n")?;
    if let Ok(judged) = answer {
        for part in [judged.kept, judged.thumb, judged.screen] {
            output.write_all(&part)?;
        }
    }
    output.flush()
}

/// Bounds this process, where the system can.
#[cfg(unix)]
fn bound() -> io::Result<()> {
    use rlimit::Resource;
    Resource::AS.set(MEMORY_BYTES_MAX, MEMORY_BYTES_MAX)?;
    Resource::CPU.set(CPU_SECONDS_MAX, CPU_SECONDS_MAX)?;
    Resource::CORE.set(0, 0)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on systems that can")]
fn bound() -> io::Result<()> {
    Ok(())
}

/// Judges a file here and now, within the decoder's own bounds.
///
/// # Errors
/// The first [`PictureFault`] found.
pub(crate) fn judged(content: &[u8]) -> Result<Judged, PictureFault> {
    let decoded = picture::decode(content)?;
    let (width, height) = (decoded.width(), decoded.height());
    // The small ones are made of the smaller one: the whole picture is worked through once.
    let kept = picture::fit(&decoded, picture::LONG_SIDE_MAX)?;
    drop(decoded);
    let whole = picture::jpeg(&kept)?;
    let kept = DynamicImage::from(kept);
    let screen = picture::rendition(&kept, SCREEN_SIDE_MAX)?;
    Ok(Judged { width, height, kept: whole, thumb: picture::rendition(&kept, THUMB_SIDE_MAX)?, screen })
}
