//! The C side: SQLite's file system interface over [`crate::file`]. The only unsafe code of the project.
#![expect(unsafe_code, reason = "SQLite calls a file system through C function pointers")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes that SQLite hands over are small and never negative"
)]

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::Once;

use rusqlite::ffi;

use crate::file::{Node, SHM_LOCKS, Shared};
use crate::with;

const NAME: &CStr = c"hubbub-simulated-disk";
const PATH_MAX: c_int = 512;

/// What SQLite allocates for an open file.
#[repr(C)]
struct Handle {
    base: ffi::sqlite3_file,
    open: *mut Open,
}

struct Open {
    node: Shared,
    /// The file lock that this handle holds.
    level: c_int,
    is_mapped: bool,
    shm_shared: [bool; SHM_LOCKS],
    shm_exclusive: [bool; SHM_LOCKS],
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

pub(crate) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: a VFS of zeros is one without any function; the needed ones are set below.
        let mut vfs: ffi::sqlite3_vfs = unsafe { std::mem::zeroed() };
        vfs.iVersion = 2;
        vfs.szOsFile = size_of::<Handle>() as c_int;
        vfs.mxPathname = PATH_MAX;
        vfs.zName = NAME.as_ptr();
        vfs.xOpen = Some(open);
        vfs.xDelete = Some(delete);
        vfs.xAccess = Some(access);
        vfs.xFullPathname = Some(full_path);
        vfs.xRandomness = Some(randomness);
        vfs.xSleep = Some(sleep);
        vfs.xCurrentTime = Some(current_time);
        vfs.xCurrentTimeInt64 = Some(current_time_ms);
        vfs.xGetLastError = Some(last_error);
        // SAFETY: the VFS lives as long as the process.
        let done = unsafe { ffi::sqlite3_vfs_register(Box::leak(Box::new(vfs)), 1) };
        assert_eq!(done, ffi::SQLITE_OK, "the disk in memory could not be registered");
    });
}

/// # Safety
/// `file` was opened by [`open`] and is not closed.
unsafe fn opened<'h>(file: *mut ffi::sqlite3_file) -> &'h mut Open {
    // SAFETY: `open` put a valid box there, which `close` takes away.
    unsafe { &mut *(*file.cast::<Handle>()).open }
}

/// # Safety
/// `name` is a C string.
unsafe fn text(name: *const c_char) -> String {
    // SAFETY: by the caller.
    unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned()
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let node = if name.is_null() {
        Node::shared(Vec::new())
    } else {
        // SAFETY: SQLite hands over a C string.
        let name = unsafe { text(name) };
        let may_create = flags & ffi::SQLITE_OPEN_CREATE != 0;
        let found = with(|disk| match disk.files.get(&name) {
            Some(node) => Some(Shared::clone(node)),
            None if may_create => {
                let node = Node::shared(Vec::new());
                disk.files.insert(name, Shared::clone(&node));
                Some(node)
            }
            None => None,
        });
        match found {
            Some(node) => node,
            None => {
                // SAFETY: SQLite does not close a file without methods.
                unsafe { (*file).pMethods = ptr::null() };
                return ffi::SQLITE_CANTOPEN;
            }
        }
    };
    let open = Open {
        node,
        level: ffi::SQLITE_LOCK_NONE,
        is_mapped: false,
        shm_shared: [false; SHM_LOCKS],
        shm_exclusive: [false; SHM_LOCKS],
    };
    // SAFETY: SQLite allocated `szOsFile` bytes for `file`.
    unsafe {
        (*file.cast::<Handle>()).open = Box::into_raw(Box::new(open));
        (*file).pMethods = &raw const METHODS;
        if !out_flags.is_null() {
            *out_flags = flags;
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes each opened file once.
    let open = unsafe { Box::from_raw((*file.cast::<Handle>()).open) };
    let mut node = open.node.borrow_mut();
    if open.level >= ffi::SQLITE_LOCK_SHARED {
        node.shared_locks -= 1;
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, into: *mut c_void, length: c_int, at: i64) -> c_int {
    // SAFETY: the file is open, and `into` has room for `length` bytes.
    let (open, into) =
        unsafe { (opened(file), std::slice::from_raw_parts_mut(into.cast::<u8>(), length as usize)) };
    let there = open.node.borrow().read(at as usize, into);
    if there == into.len() { ffi::SQLITE_OK } else { ffi::SQLITE_IOERR_SHORT_READ }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    length: c_int,
    at: i64,
) -> c_int {
    // SAFETY: the file is open, and `from` holds `length` bytes.
    let (open, from) =
        unsafe { (opened(file), std::slice::from_raw_parts(from.cast::<u8>(), length as usize)) };
    if with(|disk| disk.full) {
        return ffi::SQLITE_FULL;
    }
    if !with(|disk| disk.may_write()) {
        return ffi::SQLITE_IOERR_WRITE;
    }
    open.node.borrow_mut().write(at as usize, from);
    ffi::SQLITE_OK
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: the file is open.
    let open = unsafe { opened(file) };
    if !with(|disk| disk.may_write()) {
        return ffi::SQLITE_IOERR_WRITE;
    }
    open.node.borrow_mut().truncate(size as usize);
    ffi::SQLITE_OK
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: the file is open.
    let open = unsafe { opened(file) };
    if !with(|disk| disk.may_write()) {
        return ffi::SQLITE_IOERR_FSYNC;
    }
    open.node.borrow_mut().sync();
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: the file is open, and `size` may be written.
    unsafe { *size = opened(file).node.borrow().bytes().len() as i64 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: the file is open.
    let open = unsafe { opened(file) };
    let mut node = open.node.borrow_mut();
    if open.level >= level {
        return ffi::SQLITE_OK;
    }
    if open.level == ffi::SQLITE_LOCK_NONE {
        if node.is_exclusive {
            return ffi::SQLITE_BUSY;
        }
        node.shared_locks += 1;
        open.level = ffi::SQLITE_LOCK_SHARED;
    }
    if level >= ffi::SQLITE_LOCK_RESERVED && open.level < ffi::SQLITE_LOCK_RESERVED {
        if node.is_reserved {
            return ffi::SQLITE_BUSY;
        }
        node.is_reserved = true;
        open.level = ffi::SQLITE_LOCK_RESERVED;
    }
    if level == ffi::SQLITE_LOCK_EXCLUSIVE {
        if node.shared_locks > 1 {
            return ffi::SQLITE_BUSY;
        }
        node.is_exclusive = true;
    }
    open.level = level;
    ffi::SQLITE_OK
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: the file is open.
    let open = unsafe { opened(file) };
    let mut node = open.node.borrow_mut();
    if open.level <= level {
        return ffi::SQLITE_OK;
    }
    if open.level == ffi::SQLITE_LOCK_EXCLUSIVE {
        node.is_exclusive = false;
    }
    if open.level >= ffi::SQLITE_LOCK_RESERVED && level < ffi::SQLITE_LOCK_RESERVED {
        node.is_reserved = false;
    }
    if level == ffi::SQLITE_LOCK_NONE {
        node.shared_locks -= 1;
    }
    open.level = level;
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: the file is open, and `out` may be written.
    unsafe { *out = c_int::from(opened(file).node.borrow().is_reserved) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_control(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut ffi::sqlite3_file) -> c_int {
    4096
}

/// As SQLite's own file system for Unix: a write leaves its neighbours alone.
unsafe extern "C" fn characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: the file is open.
    let open = unsafe { opened(file) };
    let mut node = open.node.borrow_mut();
    if !open.is_mapped {
        open.is_mapped = true;
        node.mappers += 1;
    }
    let region = region as usize;
    while extend != 0 && node.regions.len() <= region {
        node.regions.push(vec![0u64; size as usize / size_of::<u64>()].into_boxed_slice());
    }
    let found = node.regions.get_mut(region).map_or(ptr::null_mut(), |found| found.as_mut_ptr().cast());
    // SAFETY: `out` may be written. The block stays where it is while the file is mapped.
    unsafe { *out = found };
    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_lock(
    file: *mut ffi::sqlite3_file,
    first: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: the file is open.
    let open = unsafe { opened(file) };
    let mut node = open.node.borrow_mut();
    let slots = first as usize..(first + count) as usize;
    if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        for slot in slots {
            if std::mem::take(&mut open.shm_shared[slot]) {
                node.shm_shared[slot] -= 1;
            }
            if std::mem::take(&mut open.shm_exclusive[slot]) {
                node.shm_exclusive[slot] = false;
            }
        }
        return ffi::SQLITE_OK;
    }
    let exclusive = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
    for slot in slots.clone() {
        let others = node.shm_shared[slot] - u32::from(open.shm_shared[slot]);
        let taken = node.shm_exclusive[slot] && !open.shm_exclusive[slot];
        if taken || (exclusive && others > 0) {
            return ffi::SQLITE_BUSY;
        }
    }
    for slot in slots {
        if exclusive {
            (node.shm_exclusive[slot], open.shm_exclusive[slot]) = (true, true);
        } else if !open.shm_shared[slot] {
            node.shm_shared[slot] += 1;
            open.shm_shared[slot] = true;
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_barrier(_: *mut ffi::sqlite3_file) {}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: the file is open.
    let open = unsafe { opened(file) };
    let mut node = open.node.borrow_mut();
    if std::mem::take(&mut open.is_mapped) {
        node.mappers -= 1;
        if node.mappers == 0 {
            node.regions.clear();
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, _: c_int) -> c_int {
    // SAFETY: SQLite hands over a C string.
    let name = unsafe { text(name) };
    with(|disk| {
        if !disk.may_write() {
            return ffi::SQLITE_IOERR_DELETE;
        }
        disk.files.remove(&name).map_or(ffi::SQLITE_IOERR_DELETE_NOENT, |_| ffi::SQLITE_OK)
    })
}

unsafe extern "C" fn access(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    _: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite hands over a C string and room for the answer.
    unsafe { *out = with(|disk| c_int::from(disk.files.contains_key(&text(name)))) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_path(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: SQLite hands over a C string and `room` bytes for the answer.
    unsafe {
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if bytes.len() > room as usize {
            return ffi::SQLITE_CANTOPEN;
        }
        ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len());
    }
    ffi::SQLITE_OK
}

/// The same numbers on every run.
unsafe extern "C" fn randomness(_: *mut ffi::sqlite3_vfs, length: c_int, out: *mut c_char) -> c_int {
    let counter = with(|disk| {
        disk.counter += 1;
        disk.counter
    });
    // SAFETY: SQLite hands over room for `length` bytes.
    let out = unsafe { std::slice::from_raw_parts_mut(out.cast::<u8>(), length as usize) };
    for (at, byte) in out.iter_mut().enumerate() {
        *byte = (counter.wrapping_add(at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8;
    }
    length
}

unsafe extern "C" fn sleep(_: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    microseconds
}

unsafe extern "C" fn current_time(_: *mut ffi::sqlite3_vfs, out: *mut f64) -> c_int {
    // SAFETY: SQLite hands over room for the answer.
    unsafe { *out = 2_440_587.5 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn current_time_ms(_: *mut ffi::sqlite3_vfs, out: *mut i64) -> c_int {
    // SAFETY: SQLite hands over room for the answer.
    unsafe { *out = 210_866_760_000_000 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn last_error(_: *mut ffi::sqlite3_vfs, _: c_int, _: *mut c_char) -> c_int {
    0
}
