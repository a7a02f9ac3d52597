//! Pictures: what is taken and what is not, in a judge's own process; sizes, signed addresses, collection.

use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::picture;
use hubbub_core::store::files::content_hash;
use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use hubbub_server::{Clock, Config, Host, NewAdmin, Running, product, serve};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::world::{Answered, fresh};

/// Hubbub's own rules, with an admin, a resident and a stranger, and a judge of its own.
pub(crate) struct Studio {
    pub(crate) running: Running,
    now: Arc<AtomicI64>,
    pub(crate) community: Id,
    pub(crate) admin: String,
    pub(crate) resident: String,
    pub(crate) stranger: String,
    http: Client,
    folder: tempfile::TempDir,
}

impl Studio {
    async fn open() -> Self {
        Self::judged_by(Some(PathBuf::from(env!("CARGO_BIN_EXE_hubbub-server")))).await
    }

    pub(crate) async fn judged_by(judge: Option<PathBuf>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = Arc::new(AtomicI64::new(1_735_689_600_000));
        let clock = Arc::clone(&now);
        let mut config = Config::new(folder.path()).on_any_port();
        config.second_factor = false;
        config.clock = Clock::of(move || Timestamp(clock.load(Ordering::SeqCst)));
        config.judge = judge;
        config.collect_every = Duration::from_millis(20);
        let host = Host::open(config.clone(), product()).unwrap();
        let admin = NewAdmin {
            email: "ada@example.org".to_owned(),
            name: "Ada".to_owned(),
            locale: Locale::En,
            community: "Quittenhof".to_owned(),
        };
        let made = tokio::task::block_in_place(|| host.create_admin(&admin)).unwrap();
        tokio::task::block_in_place(|| host.close());
        let running = serve(config, product()).unwrap();
        let (ben, eve, community) = (fresh(), fresh(), made.community);
        let admit = json!({ "area": "community", "kind": "admit", "community": community, "user": ben,
            "display_name": "Ben", "locale": "en" });
        running_job(&running, &admit).await;
        let session = |user| running.begin_session(user, fresh());
        let admin = session(made.user).await.unwrap().access_token;
        let resident = session(ben).await.unwrap().access_token;
        let stranger = session(eve).await.unwrap().access_token;
        Self { running, now, community, admin, resident, stranger, http: Client::new(), folder }
    }

    fn pass(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("http://{}{path}", self.running.local_addr()))
    }

    /// Sends a file by the blob queue's way, in one piece or more.
    async fn send(&self, content: &[u8]) -> Answered {
        let hash = content_hash(content);
        let mut last = None;
        for (number, piece) in content.chunks(1024 * 1024).enumerate() {
            let path = format!("/sync/blob/{hash}?offset={}&size={}", number * 1024 * 1024, content.len());
            let request = self.request(Method::PUT, &path).bearer_auth(&self.admin).body(piece.to_vec());
            last = Some(Answered::of(request.send().await.unwrap()).await);
        }
        last.unwrap()
    }

    async fn address(&self, size: usize) -> Answered {
        let request = self.request(Method::POST, "/api/v1/uploads").bearer_auth(&self.admin);
        Answered::of(request.json(&json!({ "size": size })).send().await.unwrap()).await
    }

    async fn put(&self, url: &str, content: &[u8]) -> Answered {
        Answered::of(self.request(Method::PUT, url).body(content.to_vec()).send().await.unwrap()).await
    }

    async fn size(&self, token: &str, hash: &str, size: &str) -> (StatusCode, Vec<u8>) {
        let request = self.request(Method::GET, &format!("/api/v1/pictures/{hash}/{size}"));
        let response = request.bearer_auth(token).send().await.unwrap();
        (response.status(), response.bytes().await.unwrap().to_vec())
    }

    /// Puts a picture on an item that the community sees.
    async fn show(&self, item: Id, hash: Option<&str>) {
        let edit = json!({ "area": "content", "kind": "edit", "item": item, "changes": { "image": hash } });
        running_job(&self.running, &edit).await;
    }

    pub(crate) async fn item(&self) -> Id {
        let item = fresh();
        for command in [
            json!({ "area": "content", "kind": "create", "item": item, "community": self.community,
                "category": "meals", "default_locale": "en", "texts": [{ "locale": "en", "title": "Soup" }] }),
            json!({ "area": "content", "kind": "publish", "item": item }),
        ] {
            running_job(&self.running, &command).await;
        }
        item
    }

    /// Looks until a file and its sizes are gone.
    async fn until_gone(&self, hash: &str) {
        let sizes = self.folder.path().join("renditions");
        let gone = async {
            while self.kept(hash) || sizes.join(format!("{hash}.screen.jpg")).exists() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), gone).await.expect("it is collected");
    }

    fn kept(&self, hash: &str) -> bool {
        self.folder.path().join("blobs").join(&hash[..2]).join(&hash[2..]).exists()
    }
}

pub(crate) async fn running_job(running: &Running, command: &Value) {
    let outcome = running.writer().job("test", vec![(fresh(), command.to_string())]).await.unwrap();
    assert!(format!("{outcome:?}").contains("Applied"), "{command}: {outcome:?}");
}

fn drawing(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, (x * y % 256) as u8]))
}

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(drawing(width, height)).write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A PNG of one colour: many pixels in few bytes.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let grey = image::GrayImage::new(width, height);
    DynamicImage::from(grey).write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

/// A JPEG with a place in it, as cameras write it.
fn with_place(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".to_vec();
    exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0]); // The GPS directory is at 26.
    exif.extend([0, 1, 0, 5, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_is_judged_by_what_it_holds() {
    let studio = Studio::open().await;
    let jpeg = encoded(900, 600, ImageFormat::Jpeg);
    for (name, format) in
        [("jpeg", ImageFormat::Jpeg), ("png", ImageFormat::Png), ("webp", ImageFormat::WebP)]
    {
        let file = encoded(64, 48, format);
        assert_eq!(studio.send(&file).await.status, 200, "{name}");
        assert!(studio.kept(&content_hash(&file)), "{name}");
    }
    let mut torn = jpeg.clone();
    torn.truncate(torn.len() / 2);
    let mut torn_png = encoded(300, 300, ImageFormat::Png);
    torn_png.truncate(torn_png.len() / 2);
    let mut moving = encoded(8, 8, ImageFormat::Png);
    moving.splice(33..33, *b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\0\0\0\0");
    let place = with_place(&jpeg);
    assert!(picture::tells_place(&place));
    for (name, file, expected) in [
        ("text under a picture's name", b"not a picture at all".to_vec(), (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("a page", b"<html><script>alert(1)</script>".to_vec(), (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("a drawing of lines", b"<svg xmlns='x' onload='y'/>".to_vec(), (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("a GIF", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("a moving PNG", moving, (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("a torn JPEG's head", torn[..3].to_vec(), (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("a torn PNG", torn_png, (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("a place", place, (415, "UNSUPPORTED_MEDIA_TYPE")),
        ("long sides", bomb(12_001, 8), (413, "FILE_TOO_LARGE")),
        ("a bomb", bomb(11_000, 11_000), (413, "FILE_TOO_LARGE")),
        ("too many bytes", vec![0; 5 * 1024 * 1024 + 1], (413, "FILE_TOO_LARGE")),
    ] {
        let answered = studio.send(&file).await;
        assert_eq!(answered.code(), expected, "{name}");
        assert!(!answered.body["error"]["message"].as_str().unwrap().is_empty(), "{name}: what to do");
        assert!(!studio.kept(&content_hash(&file)), "{name}");
        let hash = content_hash(&file);
        let head = studio.request(Method::HEAD, &format!("/sync/blob/{hash}")).bearer_auth(&studio.admin);
        assert!(name == "too many bytes" || head.send().await.unwrap().status() == 404, "{name}: dropped");
    }
    // A picture at the bound of pixels is decoded, and the server still serves.
    assert_eq!(studio.send(&bomb(8_000, 5_000)).await.status, 200);
    assert_eq!(studio.send(&jpeg).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_judge_that_dies_takes_nothing_with_it() {
    // A program that ends at once without an answer, as a decoder that crashes does.
    let studio = Studio::judged_by(Some(PathBuf::from("/bin/false"))).await;
    let jpeg = encoded(64, 48, ImageFormat::Jpeg);
    assert_eq!(studio.send(&jpeg).await.code(), (415, "UNSUPPORTED_MEDIA_TYPE"));
    assert_eq!(studio.request(Method::GET, "/health").send().await.unwrap().status(), 200);
    // One that cannot be started is the server's trouble, not the picture's: the upload waits.
    let studio = Studio::judged_by(Some(PathBuf::from("/nowhere/judge"))).await;
    assert_eq!(studio.send(&jpeg).await.code(), (503, "SERVICE_UNAVAILABLE"));
    let hash = content_hash(&jpeg);
    let head = studio.request(Method::HEAD, &format!("/sync/blob/{hash}")).bearer_auth(&studio.admin);
    let received = head.send().await.unwrap().headers()["x-received"].to_str().unwrap().to_owned();
    assert_eq!(received, jpeg.len().to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_shown_in_sizes_to_whom_may_see_it() {
    let studio = Studio::judged_by(None).await;
    let file = encoded(2_000, 1_000, ImageFormat::Jpeg);
    let hash = content_hash(&file);
    assert_eq!(studio.send(&file).await.status, 200);
    for (token, expected) in [(&studio.admin, 200), (&studio.resident, 404), (&studio.stranger, 404)] {
        assert_eq!(studio.size(token, &hash, "thumb").await.0, expected);
    }
    studio.show(studio.item().await, Some(&hash)).await;
    for (size, sides) in [("thumb", (320, 160)), ("screen", (1_280, 640))] {
        let (status, content) = studio.size(&studio.resident, &hash, size).await;
        assert_eq!((status.as_u16(), picture::check(&content)), (200, Ok(sides)), "{size}");
        assert_eq!(studio.size(&studio.stranger, &hash, size).await.0, 404);
        // Lost, they are made again.
        let path = studio.folder.path().join("renditions").join(format!("{hash}.{size}.jpg"));
        std::fs::remove_file(&path).unwrap();
        assert_eq!(studio.size(&studio.resident, &hash, size).await, (StatusCode::OK, content));
    }
    for path in
        [format!("{hash}/huge"), "../../server.key/thumb".to_owned(), format!("{}/thumb", "0".repeat(64))]
    {
        let request = studio.request(Method::GET, &format!("/api/v1/pictures/{path}"));
        assert_eq!(request.bearer_auth(&studio.admin).send().await.unwrap().status(), 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_address_takes_one_picture_and_keeps_nothing_but_it() {
    let studio = Studio::open().await;
    let file = with_place(&encoded(2_400, 1_200, ImageFormat::Jpeg));
    let told = studio.address(file.len()).await;
    assert_eq!(told.status, 200, "{told:?}");
    let url = told.text("url");
    // Whoever changes the address has none.
    let other = url.replace(&format!("size={}", file.len()), "size=10");
    for wrong in [other, url.replace("signature=", "signature=0"), url[..url.len() - 2].to_owned() + "00"] {
        assert_eq!(studio.put(&wrong, &file).await.code(), (401, "UNAUTHORIZED"), "{wrong}");
    }
    assert_eq!(studio.put(&url, &file[..100]).await.code(), (400, "VALIDATION_FAILED"), "another size");
    let kept = studio.put(&url, &file).await;
    assert_eq!((kept.status.as_u16(), &kept.body["data"]["width"]), (200, &json!(2_400)), "{kept:?}");
    let hash = kept.text("hash");
    let request = studio.request(Method::GET, &format!("/sync/blob/{hash}")).bearer_auth(&studio.admin);
    let content = request.send().await.unwrap().bytes().await.unwrap();
    assert!(!picture::tells_place(&content) && !content.windows(4).any(|part| part == b"Exif"));
    assert_eq!(picture::check(&content), Ok((1_600, 800)));
    assert_eq!(studio.put(&url, &file).await.body, kept.body, "again: the same answer");
    let late = studio.address(file.len()).await.text("url");
    studio.pass(16 * MINUTE_MS);
    assert_eq!(studio.put(&late, &file).await.code(), (400, "LINK_EXPIRED"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_address_has_bounds() {
    let studio = Studio::open().await;
    assert_eq!(studio.address(5 * 1024 * 1024 + 1).await.code(), (413, "FILE_TOO_LARGE"));
    assert_eq!(studio.address(0).await.code(), (400, "VALIDATION_FAILED"));
    let bare = studio.request(Method::POST, "/api/v1/uploads").json(&json!({ "size": 10 }));
    assert_eq!(Answered::of(bare.send().await.unwrap()).await.code(), (401, "UNAUTHORIZED"));
    for (file, expected) in [
        (b"a letter".to_vec(), (415, "UNSUPPORTED_MEDIA_TYPE")),
        (bomb(11_000, 11_000), (413, "FILE_TOO_LARGE")),
    ] {
        let url = studio.address(file.len()).await.text("url");
        assert_eq!(studio.put(&url, &file).await.code(), expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nothing_names_for_a_week_is_collected() {
    let studio = Studio::judged_by(None).await;
    let files = [40, 50, 60, 70].map(|side| encoded(side, side, ImageFormat::Png));
    let [early, named, dropped, never] = files.each_ref().map(|file| content_hash(file));
    assert_eq!(studio.send(&files[0]).await.status, 200);
    studio.pass(2 * HOUR_MS);
    for file in &files[1..] {
        assert_eq!(studio.send(file).await.status, 200);
    }
    let (first, second) = (studio.item().await, studio.item().await);
    studio.show(first, Some(&named)).await;
    studio.show(second, Some(&dropped)).await;
    studio.pass(7 * DAY_MS - HOUR_MS);
    studio.show(second, None).await;
    studio.until_gone(&early).await;
    assert!([&named, &dropped, &never].into_iter().all(|hash| studio.kept(hash)), "a row may still come");
    studio.pass(2 * HOUR_MS);
    studio.until_gone(&dropped).await;
    studio.until_gone(&never).await;
    assert!(studio.kept(&named));
    let renditions = std::fs::read_dir(studio.folder.path().join("renditions")).unwrap().count();
    assert_eq!(renditions, 2, "of the one that is named");
    // It can be sent again.
    assert_eq!(studio.send(&files[3]).await.status, 200);
    assert!(studio.kept(&never));
}
