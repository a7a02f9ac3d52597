//! Files on the server's disk: `ab/cdef…` when whole, `partial/<user>/<hash>` before.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use axum::body::Bytes;
use hubbub_core::id::Id;

use crate::folder;

/// Unfinished uploads of one person.
const PARTIAL_PER_USER_MAX: usize = 64;
/// When an upload that nobody went on with is dropped.
const PARTIAL_KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The folder.
pub(super) struct Files {
    root: PathBuf,
}

/// What a piece did.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Appended {
    /// It is kept; so many bytes are here.
    Waits(u64),
    /// It belongs elsewhere: so many bytes are here.
    Elsewhere(u64),
    /// It was the last: the whole file, which waits to be kept or dropped.
    Whole(Vec<u8>),
    /// It was the last, and the file is not what its name says; it is dropped.
    OtherContent,
    /// The person has too many unfinished uploads.
    TooMany,
}

impl Files {
    /// Opens the folder, and drops what nobody went on with.
    pub(super) fn open(root: &Path) -> io::Result<Self> {
        folder::create_private(&root.join("partial"))?;
        let files = Self { root: root.to_owned() };
        files.drop_stale()?;
        Ok(files)
    }

    /// How many bytes of a person's unfinished upload are here.
    pub(super) fn received(&self, user: Id, hash: &str) -> Option<u64> {
        fs::metadata(self.partial(user, hash)).ok().map(|found| found.len())
    }

    /// Appends a piece of an upload of `size` bytes. It has reached the disk when this returns.
    pub(super) fn append(
        &self,
        user: Id,
        hash: &str,
        offset: u64,
        size: u64,
        piece: &[u8],
    ) -> io::Result<Appended> {
        let path = self.partial(user, hash);
        let received = self.received(user, hash);
        if offset != received.unwrap_or(0) {
            return Ok(Appended::Elsewhere(received.unwrap_or(0)));
        }
        if received.is_none() && !self.has_room(user)? {
            return Ok(Appended::TooMany);
        }
        let mut file = File::options().create(true).truncate(false).write(true).open(&path)?;
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(piece)?;
        file.sync_all()?;
        let received = offset + u64::try_from(piece.len()).unwrap_or_default();
        if received < size { Ok(Appended::Waits(received)) } else { self.finish(&path, hash) }
    }

    /// The content of a whole file; nothing when it is absent or damaged.
    pub(super) fn read(&self, hash: &str) -> io::Result<Option<Bytes>> {
        let content = match fs::read(self.whole(hash)) {
            Ok(content) => content,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if blake3::hash(&content).to_hex().as_str() != hash {
            tracing::error!(hash, "a file is damaged");
            return Ok(None);
        }
        Ok(Some(content.into()))
    }

    /// Gives an upload that came whole its name.
    pub(super) fn keep(&self, user: Id, hash: &str) -> io::Result<()> {
        self.name(&self.partial(user, hash), hash)
    }

    /// Drops an upload that came whole.
    pub(super) fn drop_upload(&self, user: Id, hash: &str) -> io::Result<()> {
        fs::remove_file(self.partial(user, hash))
    }

    /// Keeps a file that came in one piece. It has reached the disk when this returns.
    pub(super) fn keep_whole(&self, user: Id, hash: &str, content: &[u8]) -> io::Result<()> {
        let path = self.partial(user, hash);
        folder::create_private(path.parent().unwrap_or(&self.root))?;
        let mut file = File::create(&path)?;
        file.write_all(content)?;
        file.sync_all()?;
        self.name(&path, hash)
    }

    /// Removes a whole file. What is gone already is gone.
    pub(super) fn remove(&self, hash: &str) -> io::Result<()> {
        match fs::remove_file(self.whole(hash)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    fn finish(&self, path: &Path, hash: &str) -> io::Result<Appended> {
        let content = fs::read(path)?;
        if blake3::hash(&content).to_hex().as_str() != hash {
            fs::remove_file(path)?;
            return Ok(Appended::OtherContent);
        }
        Ok(Appended::Whole(content))
    }

    fn name(&self, path: &Path, hash: &str) -> io::Result<()> {
        let whole = self.whole(hash);
        let parent = whole.parent().unwrap_or(&self.root);
        folder::create_private(parent)?;
        fs::rename(path, &whole)?;
        folder::sync(parent)?;
        folder::sync(&self.root)
    }

    fn has_room(&self, user: Id) -> io::Result<bool> {
        let own = self.root.join("partial").join(user.to_string());
        folder::create_private(&own)?;
        Ok(fs::read_dir(own)?.count() < PARTIAL_PER_USER_MAX)
    }

    fn drop_stale(&self) -> io::Result<()> {
        for user in fs::read_dir(self.root.join("partial"))? {
            for upload in fs::read_dir(user?.path())? {
                let upload = upload?;
                let age =
                    SystemTime::now().duration_since(upload.metadata()?.modified()?).unwrap_or_default();
                if age > PARTIAL_KEPT {
                    fs::remove_file(upload.path())?;
                }
            }
        }
        Ok(())
    }

    fn partial(&self, user: Id, hash: &str) -> PathBuf {
        self.root.join("partial").join(user.to_string()).join(hash)
    }

    /// Where a whole file lies. The hash is checked to be one before it comes here.
    fn whole(&self, hash: &str) -> PathBuf {
        let (folder, name) = hash.split_at_checked(2).unwrap_or(("", hash));
        self.root.join(folder).join(name)
    }
}
