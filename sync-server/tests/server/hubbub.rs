//! Hubbub itself on the server: an admin from the command line, a new person, one community.

use hubbub_core::i18n::Locale;
use hubbub_core::sync::columns;
use hubbub_core::sync::protocol::{Answer, Request, decode, encode};
use hubbub_server::{AdminError, Config, Host, NewAdmin, product, serve};
use reqwest::Client;
use serde_json::{Value, json};

use crate::world::{PASSWORD, fresh};

fn admin(email: &str) -> NewAdmin {
    NewAdmin {
        email: email.to_owned(),
        name: "Ada".to_owned(),
        locale: Locale::De,
        community: "Quittenhof".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_and_a_newcomer_share_a_community() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::new(folder.path()).on_any_port();
    config.second_factor = false;
    let host = Host::open(config.clone(), product()).unwrap();
    let made = tokio::task::block_in_place(|| host.create_admin(&admin("ada@example.org"))).unwrap();
    let again = tokio::task::block_in_place(|| host.create_admin(&admin("ADA@example.org")));
    assert!(matches!(again, Err(AdminError::Taken(_))), "{again:?}");
    tokio::task::block_in_place(|| host.close());
    let running = serve(config, product()).unwrap();
    let (http, base) = (Client::new(), format!("http://{}", running.local_addr()));
    let register =
        json!({ "email": "ben@example.org", "password": PASSWORD, "display_name": "Ben", "locale": "fr" });
    let answered = http.post(format!("{base}/api/v1/auth/register")).json(&register).send().await.unwrap();
    assert_eq!(answered.status(), 202);
    for (email, password) in [("ada@example.org", made.password.as_str()), ("ben@example.org", PASSWORD)] {
        let device = fresh();
        let form = json!({ "email": email, "password": password, "device": device });
        let answered = http.post(format!("{base}/api/v1/auth/login")).json(&form).send().await.unwrap();
        let session: Value = answered.json().await.unwrap();
        let request =
            Request { device, epoch: None, acknowledged: 0, uploads: Vec::new(), cursors: Vec::new() };
        let answered = http
            .post(format!("{base}/sync/exchange"))
            .bearer_auth(session["data"]["access_token"].as_str().unwrap())
            .header("content-type", "application/x-hubbub")
            .body(encode(&request))
            .send()
            .await
            .unwrap();
        let Answer::Reply(reply) = decode(&answered.bytes().await.unwrap()).unwrap() else { panic!() };
        let changes = reply.chunks.iter().flat_map(|chunk| columns::decode(&chunk.data).unwrap());
        let rows: Vec<(String, usize)> =
            changes.map(|change| (change.table, change.rows.len())).filter(|(_, rows)| *rows > 0).collect();
        assert!(rows.contains(&("community".to_owned(), 1)), "{email}: {rows:?}");
        assert!(reply.heads.iter().any(|head| head.scope.as_str().ends_with(&made.community.to_string())));
    }
    tokio::task::block_in_place(|| running.stop());
}
