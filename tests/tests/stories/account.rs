//! Ada runs the community: her phone leads her through the second factor, and her account stays hers.

use std::time::{SystemTime, UNIX_EPOCH};

use hubbub_core::client::{Client, Failed, Options};
use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Param, Refusal};
use hubbub_core::step_up::Purpose;
use hubbub_core::store::Key;
use hubbub_core::sync::transport::Lost;
use hubbub_server::{Config, Host, NewAdmin, product, serve};
use totp_rs::{Builder, Secret};

const EMAIL: &str = "ada@example.org";

/// What the authenticator shows `steps` half-minutes from now: codes count once, and the next one counts already.
fn code(secret: &str, steps: u64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name("-").build().unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    totp.generate(now + 30 * steps).to_string()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Failed>) -> Refusal {
    match result {
        Err(Failed::Network(Lost::Refused(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn ada_signs_in_by_steps_and_keeps_her_account() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::new(folder.path().join("server")).on_any_port();
    config.log_requests = false;
    config.rates.sign_ins_per_account = 1_000;
    let host = Host::open(config.clone(), product()).unwrap();
    let admin = NewAdmin {
        email: EMAIL.to_owned(),
        name: "Ada".to_owned(),
        locale: Locale::En,
        community: "Quittenhof".to_owned(),
    };
    let made = host.create_admin(&admin).unwrap();
    host.close();
    let running = serve(config, product()).unwrap();
    let server = format!("http://{}", running.local_addr());
    let open = |name: &str| {
        let options = Options::new(folder.path().join(name), &server, Key::random().unwrap());
        Client::open(options).unwrap().0
    };
    let needs = |refusal: &Refusal| (refusal.code, refusal.params.get("needs").cloned());

    println!("Her phone asks for a second factor, and she sets one up.");
    let phone = open("phone");
    let half = refusal(phone.sign_in(EMAIL, &made.password));
    assert_eq!(needs(&half), (Code::SecondFactorRequired, Some(Param::Text("enrolment".to_owned()))));
    assert_eq!(phone.view(|_, context| Ok(context.user)).unwrap(), None, "nobody is signed in yet");
    let authenticator = phone.begin_second_factor(None).unwrap();
    assert!(authenticator.otpauth.starts_with("otpauth://totp/"));
    let recovery = phone.confirm_second_factor(&code(&authenticator.secret, 0)).unwrap();
    assert_eq!(recovery.len(), 10);
    assert_eq!(phone.view(|_, context| Ok(context.user)).unwrap(), Some(made.user));

    println!("Her desktop asks for the code; a wrong one does not help, a recovery code does.");
    let desktop = open("desktop");
    let half = refusal(desktop.sign_in(EMAIL, &made.password));
    assert_eq!(needs(&half), (Code::SecondFactorRequired, Some(Param::Text("code".to_owned()))));
    assert_eq!(refusal(desktop.enter_code("nonsense")).code, Code::CodeInvalid);
    assert_eq!(desktop.enter_code(&recovery[0]).unwrap(), made.user);

    println!("She steps up for a bid.");
    let purpose = Purpose::Bid(Id::named("story", "lot"));
    phone.step_up(purpose, 250_000, &code(&authenticator.secret, 1)).unwrap();

    println!("She sees both devices, changes her password and signs the desktop out with it.");
    assert_eq!(phone.sessions().unwrap().len(), 2);
    assert_eq!(
        refusal(phone.change_password("Wrong-42 lark", "Heron-17 reeds")).code,
        Code::ValidationFailed
    );
    assert_eq!(refusal(phone.change_password(&made.password, "Password-1")).code, Code::ValidationFailed);
    phone.change_password(&made.password, "Heron-17 reeds").unwrap();
    let sessions = phone.sessions().unwrap();
    assert!(sessions.len() == 1 && sessions[0].current, "{sessions:?}");
    // The server says so, or its network loop has heard of it already.
    assert!(matches!(refusal(desktop.sessions()).code, Code::TokenRevoked | Code::Unauthorized));

    println!("Her old password is worth nothing, the new one leads to the code.");
    assert_eq!(refusal(desktop.sign_in(EMAIL, &made.password)).code, Code::Unauthorized);
    assert_eq!(refusal(desktop.sign_in(EMAIL, "Heron-17 reeds")).code, Code::SecondFactorRequired);
    assert_eq!(desktop.enter_code(&recovery[1]).unwrap(), made.user);
    drop((phone, desktop));
    running.stop();
}
