//! Work that waits for the network or for a person: done on a thread of its own, so that the screen stays live.

use futures_channel::oneshot;

/// Runs `work` on a thread of its own; its outcome, or none when it panicked.
pub(crate) async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, outcome) = oneshot::channel();
    let thread = std::thread::Builder::new().name("hubbub-phone-work".to_owned());
    let started = thread.spawn(move || {
        if done.send(work()).is_err() {
            tracing::debug!("nobody waits for the outcome any more");
        }
    });
    if let Err(error) = started {
        tracing::error!(%error, "no thread for work in the background");
        return None;
    }
    outcome.await.ok()
}
