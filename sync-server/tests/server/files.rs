//! Files: uploaded in pieces, read by whoever may see a row that names them.

use reqwest::{Method, Response, StatusCode};
use serde_json::json;

use crate::board::Command;
use crate::world::{Answered, Phone, World, fresh};

fn content(len: usize) -> Vec<u8> {
    (0..len).map(|at| u8::try_from(at % 251).unwrap()).collect()
}

fn hash(content: &[u8]) -> String {
    blake3::hash(content).to_hex().to_string()
}

async fn put(world: &World, phone: &Phone, hash: &str, offset: usize, size: usize, piece: &[u8]) -> Answered {
    let path = format!("/sync/blob/{hash}?offset={offset}&size={size}");
    let request = world.request(Method::PUT, &path).bearer_auth(&phone.token);
    Answered::of(request.body(piece.to_vec()).send().await.unwrap()).await
}

async fn get(world: &World, phone: &Phone, hash: &str, range: Option<&str>) -> Response {
    let mut request = world.request(Method::GET, &format!("/sync/blob/{hash}")).bearer_auth(&phone.token);
    if let Some(range) = range {
        request = request.header("range", range);
    }
    request.send().await.unwrap()
}

async fn received(world: &World, phone: &Phone, hash: &str) -> Option<String> {
    let request = world.request(Method::HEAD, &format!("/sync/blob/{hash}")).bearer_auth(&phone.token);
    let response = request.send().await.unwrap();
    response.headers().get("x-received").map(|value| value.to_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_goes_on_where_it_stopped_also_over_a_restart() {
    let mut world = World::new();
    let ada = world.phone().await;
    let file = content(300_000);
    let name = hash(&file);
    assert_eq!(received(&world, &ada, &name).await, None);
    let first = put(&world, &ada, &name, 0, file.len(), &file[..100_000]).await;
    assert_eq!(first.body, json!({ "received": 100_000, "complete": false }));
    world.stop();
    world.start(|_| {}).unwrap();
    assert_eq!(received(&world, &ada, &name).await.as_deref(), Some("100000"));
    for offset in [0, 99_999, 200_000] {
        let elsewhere = put(&world, &ada, &name, offset, file.len(), &file[offset..offset + 1]).await;
        assert_eq!(
            (elsewhere.status, elsewhere.body),
            (StatusCode::CONFLICT, json!({ "received": 100_000 }))
        );
    }
    let last = put(&world, &ada, &name, 100_000, file.len(), &file[100_000..]).await;
    assert_eq!(last.body, json!({ "received": 300_000, "complete": true }));
    // Once more, whatever the offset: it is here.
    let again = put(&world, &ada, &name, 0, file.len(), &file[..10]).await;
    assert_eq!(again.body, json!({ "received": 300_000, "complete": true }));
    assert_eq!(received(&world, &ada, &name).await.as_deref(), Some("300000"));
    assert_eq!(get(&world, &ada, &name, None).await.bytes().await.unwrap(), file);
    let part = get(&world, &ada, &name, Some("bytes=100-199")).await;
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.headers()["content-range"], "bytes 100-199/300000");
    assert_eq!(part.bytes().await.unwrap(), file[100..200]);
    let beyond = get(&world, &ada, &name, Some("bytes=300000-")).await;
    assert_eq!(beyond.headers()["content-range"], "bytes */300000");
    assert_eq!(Answered::of(beyond).await.code(), (416, "VALIDATION_FAILED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_read_by_whoever_may_see_a_row_that_names_it() {
    let world = World::new();
    let (mut ada, ben) = (world.phone().await, world.phone().await);
    let stranger = world.phone_of(fresh()).await;
    let file = content(1_000);
    let name = hash(&file);
    // The row may come before the file.
    let call = ada.pin_picture("look", Some(name.clone()));
    ada.exchange(&world, vec![call]).await;
    assert_eq!(get(&world, &ben, &name, None).await.status(), 404);
    put(&world, &ada, &name, 0, file.len(), &file).await;
    assert_eq!(get(&world, &ben, &name, None).await.bytes().await.unwrap(), file);
    // To a stranger there is no such file, and no sign of one.
    let hidden = Answered::of(get(&world, &stranger, &name, None).await).await;
    let absent = Answered::of(get(&world, &stranger, &hash(b"nothing"), None).await).await;
    assert_eq!(hidden.code(), (404, "NOT_FOUND"));
    assert_eq!(hidden.body["error"]["message"], absent.body["error"]["message"]);
    assert_eq!(received(&world, &stranger, &name).await, None);
    assert_eq!(received(&world, &ben, &name).await, None);
    let own = put(&world, &stranger, &name, 0, file.len(), &file[..10]).await;
    assert_eq!(own.body, json!({ "received": 10, "complete": false }));
    // Who loses the row loses the file; who uploaded it keeps it.
    world.job(&Command::Expel { community: world.community, user: ben.user }).await;
    world.job(&Command::Expel { community: world.community, user: ada.user }).await;
    assert_eq!(get(&world, &ben, &name, None).await.status(), 404);
    assert_eq!(get(&world, &ada, &name, None).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_what_its_name_says_is_dropped() {
    let world = World::new();
    let ada = world.phone().await;
    let file = content(1_000);
    let name = hash(b"something else");
    put(&world, &ada, &name, 0, file.len(), &file[..500]).await;
    let refused = put(&world, &ada, &name, 500, file.len(), &file[500..]).await;
    assert_eq!(refused.code(), (400, "VALIDATION_FAILED"));
    assert_eq!(received(&world, &ada, &name).await, None);
    assert_eq!(get(&world, &ada, &name, None).await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn uploads_have_bounds() {
    let world = World::new();
    let ada = world.phone().await;
    let (mib, name) = (1024 * 1024, hash(b"x"));
    for (hash, offset, size, len, code) in [
        (name.as_str(), 0, 5 * mib + 1, 10, (413, "FILE_TOO_LARGE")),
        (name.as_str(), 0, 5 * mib, mib + 1, (413, "FILE_TOO_LARGE")),
        (name.as_str(), 5, 10, 6, (400, "VALIDATION_FAILED")),
        (name.as_str(), 0, 0, 0, (400, "VALIDATION_FAILED")),
        (&name[1..], 0, 10, 10, (400, "VALIDATION_FAILED")),
        ("..%2f..%2fserver.key", 0, 10, 10, (400, "VALIDATION_FAILED")),
    ] {
        assert_eq!(put(&world, &ada, hash, offset, size, &vec![0; len]).await.code(), code);
    }
    for n in 0..64 {
        put(&world, &ada, &hash(&[n]), 0, 10, b"x").await;
    }
    assert_eq!(put(&world, &ada, &name, 0, 10, b"x").await.code(), (429, "RATE_LIMIT_EXCEEDED"));
    let bare = world.request(Method::PUT, &format!("/sync/blob/{name}?offset=0&size=1")).body("x");
    assert_eq!(Answered::of(bare.send().await.unwrap()).await.code(), (401, "UNAUTHORIZED"));
}
