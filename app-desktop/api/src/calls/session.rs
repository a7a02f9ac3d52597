//! Who is signed in, and the way in: password, second factor, link by mail, sessions.

use hubbub_core::access::{Access, Permission, Role};
use hubbub_core::call::Actor;
use hubbub_core::client::Failed;
use hubbub_core::community::view::communities;
use hubbub_core::id::Id;
use hubbub_core::refusal::Code;
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Desktop, Problem, Ref};

/// Who is looking, and what they run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Session {
    /// Whether anybody is signed in.
    pub signed_in: bool,
    /// The person.
    pub user: Option<Ref>,
    /// How others see the person, in the community in front.
    pub name: String,
    /// The communities the person belongs to.
    pub communities: Vec<CommunityLine>,
    /// The community in front.
    pub community: Option<Ref>,
    /// The hub in front.
    pub hub: Option<Ref>,
    /// What the person may do in the community and hub in front: which screens there are.
    pub may: May,
    /// What happened to a damaged store, said once.
    pub recovered: Option<String>,
    /// The server that this app talks to.
    pub server: String,
}

/// A community.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CommunityLine {
    /// The community.
    pub id: Ref,
    /// Its name.
    pub name: String,
    /// ISO 4217, for fields of money.
    pub currency: String,
    /// The hubs that the person may put in front.
    pub hubs: Vec<HubLine>,
    /// The person's roles, in words.
    pub roles: Vec<String>,
}

/// A hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HubLine {
    /// The hub.
    pub id: Ref,
    /// Its name.
    pub name: String,
    /// Whether the person runs it.
    pub runs: bool,
}

/// What a person may do, as the permission table says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct May {
    /// Write and publish content.
    pub edit_content: bool,
    /// Write, open and close polls.
    pub run_polls: bool,
    /// Give and take roles.
    pub manage_roles: bool,
    /// Move and remove members.
    pub manage_members: bool,
    /// Change the hub in front.
    pub edit_hub: bool,
    /// Run the hub in front.
    pub run_hub: bool,
    /// Run the orders of the hub in front.
    pub run_orders: bool,
    /// Count the stock of the hub in front.
    pub adjust_stock: bool,
    /// Say who brings what from the hub in front.
    pub dispatch: bool,
    /// Decide about listings and bidders of the whole community.
    pub moderate_market: bool,
    /// Read what was done by whom in the community.
    pub read_audit: bool,
}

/// E-mail and password.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
}

/// A code: of the authenticator, a recovery code, or of a letter.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TypedCode {
    /// The code as typed.
    pub code: String,
}

/// What setting up a second factor needs.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BeginSecondFactor {
    /// The password of whoever is signed in; none for whoever was asked at sign-in.
    pub password: Option<String>,
}

/// What goes into an authenticator.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Secret {
    /// To be typed.
    pub secret: String,
    /// To be opened or scanned.
    pub otpauth: String,
}

/// An e-mail address.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// The address.
    pub email: String,
}

/// Signing out.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignOut {
    /// Whether unsent changes may be lost.
    pub force: bool,
}

/// A new password.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The one until now.
    pub current: String,
    /// The new one.
    pub new: String,
}

/// One of the person's sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SessionLine {
    /// The session.
    pub id: Ref,
    /// What the device says it is.
    pub device: String,
    /// Its address without the last part.
    pub network: String,
    /// When it was used last.
    pub used_at: String,
    /// Whether it is this one.
    pub current: bool,
}

/// Who is looking.
pub(super) fn session(desktop: &Desktop, (): ()) -> Result<Session, Problem> {
    let settings = desktop.settings();
    let (community, hub) = (settings.community.map(Id::from), settings.hub.map(Id::from));
    let say = desktop.say();
    let mut session = desktop.view(|tx, viewer| {
        let mut session = Session { signed_in: true, user: Some(viewer.user.into()), ..Session::default() };
        let access = Access::load(tx, Actor::Person(viewer.user))?;
        for page in communities(tx, viewer)? {
            let may = |hub| access.require(Permission::EditHub, page.id, Some(hub)).is_ok();
            let hubs = page.hubs.iter();
            let hubs = hubs.map(|it| HubLine { id: it.id.into(), name: it.name.clone(), runs: may(it.id) });
            let roles = page.roles.iter().map(|(role, at)| {
                let role = say.text(&format!("role-{}", role.word().replace('_', "-")));
                match at.and_then(|at| page.hubs.iter().find(|hub| hub.id == at)) {
                    Some(hub) => {
                        say.with("role-at-hub", &[("role", role.into()), ("hub", hub.name.clone().into())])
                    }
                    None => role,
                }
            });
            let line = CommunityLine {
                id: page.id.into(),
                name: page.name.clone(),
                currency: page.currency.clone(),
                hubs: hubs.collect(),
                roles: roles.collect(),
            };
            if session.communities.is_empty() || community == Some(page.id) {
                session.community = Some(page.id.into());
                session.name.clone_from(&page.display_name);
                let front = line.hubs.iter().find(|it| Some(it.id.0) == hub);
                let own = line.hubs.iter().find(|it| Some(it.id.0) == page.hub && it.runs);
                let runs = line.hubs.iter().find(|hub| hub.runs);
                let front = front.or(own).or(runs).or(line.hubs.first());
                session.hub = front.map(|hub| hub.id);
                session.may = may_do(&access, page.id, session.hub.map(Id::from));
            }
            session.communities.push(line);
        }
        Ok(session)
    })?;
    session.server.clone_from(&desktop.server);
    session.recovered = recovered(desktop);
    Ok(session)
}

fn may_do(access: &Access, community: Id, hub: Option<Id>) -> May {
    let may = |permission| access.require(permission, community, hub).is_ok();
    May {
        edit_content: may(Permission::EditContent),
        run_polls: may(Permission::RunPolls),
        manage_roles: may(Permission::ManageRoles),
        manage_members: may(Permission::ManageMembers),
        edit_hub: may(Permission::EditHub),
        run_hub: may(Permission::EditHub),
        run_orders: may(Permission::RunOrders),
        adjust_stock: may(Permission::AdjustStock),
        dispatch: may(Permission::Dispatch),
        moderate_market: may(Permission::ModerateMarket),
        read_audit: access.holds(Role::Admin, community, None),
    }
}

/// What happened to a damaged store; said once, then forgotten.
fn recovered(desktop: &Desktop) -> Option<String> {
    let recovery = desktop.recovery.lock().ok()?.take()?;
    let say = desktop.say();
    Some(match (recovery.lost, recovery.saved) {
        (0, 0) => say.text("sync-rebuilt"),
        (0, saved) => say.count("sync-rebuilt-saved", saved),
        (lost, _) => say.count("sync-rebuilt-lost", lost),
    })
}

/// Signs in; the problem `SECOND_FACTOR_REQUIRED` says which step comes next.
pub(super) fn sign_in(desktop: &Desktop, SignIn { email, password }: SignIn) -> Result<Session, Problem> {
    if let Err(failed) = desktop.client.sign_in(email.trim(), &password) {
        let mut problem = desktop.failed(&failed);
        if problem.code == Code::Unauthorized.wire() {
            problem.text = desktop.text("desk-sign-in-wrong");
        }
        return Err(problem);
    }
    session(desktop, ())
}

/// The second step.
pub(super) fn enter_code(desktop: &Desktop, TypedCode { code }: TypedCode) -> Result<Session, Problem> {
    desktop.client.enter_code(code.trim()).map_err(|failed| desktop.failed(&failed))?;
    session(desktop, ())
}

/// A secret for an authenticator.
pub(super) fn begin_second_factor(desktop: &Desktop, args: BeginSecondFactor) -> Result<Secret, Problem> {
    let begun = desktop.client.begin_second_factor(args.password.as_deref());
    let begun = begun.map_err(|failed| desktop.failed(&failed))?;
    Ok(Secret { secret: begun.secret, otpauth: begun.otpauth })
}

/// Its first code. The recovery codes.
pub(super) fn confirm_second_factor(
    desktop: &Desktop,
    TypedCode { code }: TypedCode,
) -> Result<Vec<String>, Problem> {
    desktop.client.confirm_second_factor(code.trim()).map_err(|failed| desktop.failed(&failed))
}

/// A letter with a code that signs in.
pub(super) fn ask_sign_in_link(desktop: &Desktop, Address { email }: Address) -> Result<(), Problem> {
    desktop.client.ask_sign_in_link(email.trim()).map_err(|failed| desktop.failed(&failed))
}

/// Signs in with the code of that letter.
pub(super) fn sign_in_with_link(
    desktop: &Desktop,
    TypedCode { code }: TypedCode,
) -> Result<Session, Problem> {
    desktop.client.sign_in_with_link(code.trim()).map_err(|failed| desktop.failed(&failed))?;
    session(desktop, ())
}

/// Signs out and clears the store.
pub(super) fn sign_out(desktop: &Desktop, SignOut { force }: SignOut) -> Result<(), Problem> {
    desktop.client.sign_out(force).map_err(|failed| desktop.failed(&failed))
}

/// The person's sessions.
pub(super) fn sessions(desktop: &Desktop, (): ()) -> Result<Vec<SessionLine>, Problem> {
    let found = desktop.client.sessions().map_err(|failed: Failed| desktop.failed(&failed))?;
    let say = desktop.say();
    let when = |text: &str| {
        let moment: Option<jiff::Timestamp> = text.parse().ok();
        moment.map_or_else(|| text.to_owned(), |at| say.date_time(Timestamp(at.as_millisecond())))
    };
    let line = |it: hubbub_core::client::SessionView| SessionLine {
        id: it.id.into(),
        used_at: when(&it.used_at),
        device: it.agent,
        network: it.network,
        current: it.current,
    };
    Ok(found.into_iter().map(line).collect())
}

/// Signs another device out.
pub(super) fn end_session(desktop: &Desktop, args: super::One) -> Result<(), Problem> {
    desktop.client.end_session(args.id.into()).map_err(|failed| desktop.failed(&failed))
}

/// Changes the password.
pub(super) fn change_password(desktop: &Desktop, args: ChangePassword) -> Result<(), Problem> {
    let changed = desktop.client.change_password(&args.current, &args.new);
    changed.map_err(|failed| desktop.failed(&failed))
}
