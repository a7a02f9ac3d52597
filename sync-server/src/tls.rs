//! TLS 1.3 from a certificate and a key in files, read again when they change: renewing a certificate needs no
//! restart.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

/// How often the files are looked at.
pub(crate) const RELOAD_EVERY: Duration = Duration::from_secs(5);

/// Where certificate and key are.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The chain, the server's own certificate first (PEM).
    pub certificate: PathBuf,
    /// Its private key (PEM).
    pub key: PathBuf,
}

/// What connections are protected with now.
pub(crate) struct Tls {
    files: TlsFiles,
    current: RwLock<Arc<ServerConfig>>,
    stamp: Mutex<Stamp>,
}

type Stamp = [Option<(SystemTime, u64)>; 2];

impl Tls {
    /// # Errors
    /// What is wrong with the files, in words for an operator.
    pub(crate) fn open(files: TlsFiles) -> Result<Self, String> {
        let stamp = stamp(&files);
        let current = RwLock::new(read(&files)?);
        Ok(Self { files, current, stamp: Mutex::new(stamp) })
    }

    /// Takes a connection in.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Reads the files again if they have changed. When they are no good, what was good stays.
    pub(crate) fn reload(&self) {
        let found = stamp(&self.files);
        let mut known = self.stamp.lock().unwrap_or_else(PoisonError::into_inner);
        if *known == found {
            return;
        }
        match read(&self.files) {
            Ok(config) => {
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = config;
                *known = found;
                tracing::info!("the certificate was read again");
            }
            // The two files change one after the other: the next look may find them whole.
            Err(problem) => tracing::error!(problem, "the new certificate can't be used; the old one stays"),
        }
    }
}

fn stamp(files: &TlsFiles) -> Stamp {
    let of = |path: &Path| {
        let data = fs::metadata(path).ok()?;
        Some((data.modified().ok()?, data.len()))
    };
    [of(&files.certificate), of(&files.key)]
}

fn read(files: &TlsFiles) -> Result<Arc<ServerConfig>, String> {
    let bad = |path: &Path, problem: &dyn std::fmt::Display| format!("{}: {problem}", path.display());
    let chain =
        CertificateDer::pem_file_iter(&files.certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let chain = chain.map_err(|error| bad(&files.certificate, &error))?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|error| bad(&files.key, &error))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|error| error.to_string())?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| bad(&files.certificate, &error))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
