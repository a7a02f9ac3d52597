//! TLS 1.3 in the server itself.

use std::path::Path;
use std::time::{Duration, Instant};

use hubbub_server::{StartError, TlsFiles, serve};
use reqwest::{Certificate, Client};

use crate::world::{World, product};

/// Writes a new certificate for `localhost`; what a client trusts to believe it.
fn certify(folder: &Path) -> Certificate {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    std::fs::write(folder.join("certificate.pem"), made.cert.pem()).unwrap();
    Certificate::from_pem(made.cert.pem().as_bytes()).unwrap()
}

fn files(folder: &Path) -> TlsFiles {
    TlsFiles { certificate: folder.join("certificate.pem"), key: folder.join("key.pem") }
}

fn client(trusted: &Certificate) -> reqwest::ClientBuilder {
    Client::builder().tls_certs_only([trusted.clone()]).pool_max_idle_per_host(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_speaks_tls_1_3_alone_and_takes_a_renewed_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let first = certify(folder.path());
    let world = World::with(|config| config.tls = Some(files(folder.path())));
    let port = world.running().local_addr().port();
    let url = format!("https://localhost:{port}/health");
    let trusting = client(&first).build().unwrap();
    assert_eq!(trusting.get(&url).send().await.unwrap().status(), 200);
    let old = client(&first).tls_version_max(reqwest::tls::Version::TLS_1_2).build().unwrap();
    assert!(old.get(&url).send().await.is_err(), "no older version");
    assert!(
        Client::new().get(format!("http://localhost:{port}/health")).send().await.is_err(),
        "nothing plain"
    );
    // Rubbish does not end what works.
    std::fs::write(folder.path().join("certificate.pem"), "rubbish").unwrap();
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(trusting.get(&url).send().await.unwrap().status(), 200);
    let second = client(&certify(folder.path())).build().unwrap();
    let patience = Instant::now() + Duration::from_secs(20);
    while second.get(&url).send().await.is_err() {
        assert!(Instant::now() < patience, "the renewed certificate is served");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_no_good_is_named_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = World::new().config();
    config.data = folder.path().join("data");
    config.tls = Some(files(folder.path()));
    let refused = tokio::task::block_in_place(|| serve(config, product())).err().unwrap();
    assert!(matches!(&refused, StartError::Tls(problem) if problem.contains("certificate.pem")), "{refused}");
}
