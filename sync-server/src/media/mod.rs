//! Pictures on the server: judged by what they hold, decoded where they can do no harm, shown in the sizes
//! that screens need, and collected when nothing names them any more.
//!
//! The file that a device sent is kept exactly as it came. Beside it lie two renditions of it. A file that
//! comes through a signed address is encoded anew first, so that nothing but the picture is kept.

pub(crate) mod collect;
pub(crate) mod judge;
pub(crate) mod upload;

use std::path::{Path, PathBuf};
use std::{fs, io};

use axum::body::Bytes;
use hubbub_core::id::Id;
use hubbub_core::picture::PictureFault;
use hubbub_core::store::files::content_hash;
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::Timestamp;

use self::judge::Judged;
use crate::host::Host;
use crate::writer::Trouble;
use crate::{blobs, folder};

/// The sizes that are kept of every picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// For lists.
    Thumb,
    /// For a screen.
    Screen,
}

impl Size {
    pub(crate) const ALL: [Self; 2] = [Self::Thumb, Self::Screen];

    /// The size with this word, as in addresses.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.word() == word)
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Thumb => "thumb",
            Self::Screen => "screen",
        }
    }
}

/// The folder of renditions.
pub(crate) struct Renditions {
    root: PathBuf,
}

impl Renditions {
    /// The renditions below the data folder.
    pub(crate) fn open(data: &Path) -> io::Result<Self> {
        let root = data.join("renditions");
        folder::create_private(&root)?;
        Ok(Self { root })
    }

    /// Keeps both sizes of a picture. They are made again from the file when they are lost, so they need not
    /// have reached the disk.
    pub(crate) fn keep(&self, hash: &str, judged: &Judged) -> io::Result<()> {
        for (size, content) in [(Size::Thumb, &judged.thumb), (Size::Screen, &judged.screen)] {
            let path = self.path(hash, size);
            let temporary = path.with_extension("part");
            fs::write(&temporary, content)?;
            fs::rename(&temporary, &path)?;
        }
        Ok(())
    }

    /// One size of a picture; nothing when there is none.
    pub(crate) fn read(&self, hash: &str, size: Size) -> io::Result<Option<Bytes>> {
        match fs::read(self.path(hash, size)) {
            Ok(content) => Ok(Some(content.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Removes both sizes of a picture.
    pub(crate) fn remove(&self, hash: &str) -> io::Result<()> {
        for size in Size::ALL {
            match fs::remove_file(self.path(hash, size)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Where a rendition lies. The hash is checked to be one before it comes here.
    fn path(&self, hash: &str, size: Size) -> PathBuf {
        self.root.join(format!("{hash}.{}.jpg", size.word()))
    }
}

/// Notes that a file is a picture.
pub(crate) fn note(sql: &mut dyn Sql, hash: &str, judged: &Judged, now: Timestamp) -> Result<(), Fault> {
    let (width, height) = (i64::from(judged.width), i64::from(judged.height));
    sql.execute(
        "INSERT INTO picture (hash, width, height, judged_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (hash) DO UPDATE SET judged_at = excluded.judged_at",
        &[Value::from(hash), Value::Int(width), Value::Int(height), now.into()],
    )
    .map(drop)
}

impl Host {
    /// Keeps a picture that the server itself brings in, and nothing beside the picture; the name to put into a
    /// command. What no row names is collected after a week.
    ///
    /// # Errors
    /// [`Trouble`]; a picture that is not taken is no error.
    pub fn keep_picture(&self, content: &[u8]) -> Result<Result<String, PictureFault>, Trouble> {
        let picture = match judge::judged(content) {
            Ok(picture) => picture,
            Err(fault) => return Ok(Err(fault)),
        };
        let (app, hash) = (self.app(), content_hash(&picture.kept));
        let kept = app.blobs.keep_whole(Id::default(), &hash, &picture.kept);
        kept.and_then(|()| app.renditions.keep(&hash, &picture)).map_err(|error| {
            tracing::error!(%error, "a picture could not be kept");
            Trouble::Busy
        })?;
        let (name, size) = (hash.clone(), picture.kept.len());
        app.writer.write_blocking(move |writing| {
            blobs::keep(writing.sql, &name, u64::try_from(size).unwrap_or(u64::MAX), writing.now)?;
            note(writing.sql, &name, &picture, writing.now)
        })?;
        Ok(Ok(hash))
    }
}
