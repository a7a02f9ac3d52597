//! The raw relay: axum with nothing of Hubbub in between. Whoever sends a binary message is heard by all others; each
//! message is encoded once and shared.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use tokio::sync::broadcast::{self, Sender, error::RecvError};

use crate::Failure;

/// Messages that may wait for a socket.
const WAITING_MAX: usize = 1_024;

/// Serves until standard input ends. Says its address when it is ready.
pub(crate) fn run() -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let (sender, _) = broadcast::channel::<Bytes>(WAITING_MAX);
        let router = Router::new().route("/ws", get(connect)).with_state(sender);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("http://{}", listener.local_addr()?);
        let ended = tokio::task::spawn_blocking(|| std::io::read_to_string(std::io::stdin()));
        tokio::select! {
            served = axum::serve(listener, router) => served?,
            read = ended => drop(read??),
        }
        Ok(())
    })
}

async fn connect(State(sender): State<Sender<Bytes>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.read_buffer_size(4 * 1024).on_upgrade(move |socket| relay(socket, sender))
}

async fn relay(mut socket: WebSocket, sender: Sender<Bytes>) {
    let mut others = sender.subscribe();
    loop {
        let sent = tokio::select! {
            told = others.recv() => match told {
                Ok(bytes) => socket.send(Message::Binary(bytes)).await,
                Err(RecvError::Lagged(_)) => Ok(()),
                Err(RecvError::Closed) => return,
            },
            heard = socket.recv() => match heard {
                // Nobody may be listening yet.
                Some(Ok(Message::Binary(bytes))) => { drop(sender.send(bytes)); Ok(()) }
                Some(Ok(_)) => Ok(()),
                Some(Err(_)) | None => return,
            },
        };
        if sent.is_err() {
            return;
        }
    }
}
