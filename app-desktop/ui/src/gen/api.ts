// @generated from app-desktop/api by its test `contract`; `UPDATE_CONTRACT=1` writes it anew.
// The calls that a window may make, and all they are made of.

/**
 * An e-mail address.
 */
export type Address = { 
/**
 * The address.
 */
email: string, };

/**
 * What setting up a second factor needs.
 */
export type BeginSecondFactor = { 
/**
 * The password of whoever is signed in; none for whoever was asked at sign-in.
 */
password: string | null, };

/**
 * What kind of thing changed. The window reads again what it shows.
 */
export type Change = { "topic": "rows", 
/**
 * The tables' names.
 */
tables: Array<string>, } | { "topic": "sync" } | { "topic": "file", 
/**
 * Its name.
 */
hash: string, };

/**
 * A new password.
 */
export type ChangePassword = { 
/**
 * The one until now.
 */
current: string, 
/**
 * The new one.
 */
new: string, };

/**
 * A piece of text in a window's list of choices.
 */
export type Choice = { 
/**
 * What is handed back.
 */
value: string, 
/**
 * The words.
 */
text: string, };

/**
 * An option's bar.
 */
export type ChoiceBar = { 
/**
 * The option.
 */
id: Ref, 
/**
 * Its words.
 */
title: string, 
/**
 * What it costs, in words.
 */
cost: string | null, 
/**
 * Its count, in words.
 */
count: string, 
/**
 * Its count in thousandths of the highest, for the bar's length.
 */
permille: number, 
/**
 * Whether it won.
 */
winner: boolean, };

/**
 * A community.
 */
export type CommunityLine = { 
/**
 * The community.
 */
id: Ref, 
/**
 * Its name.
 */
name: string, 
/**
 * ISO 4217, for fields of money.
 */
currency: string, 
/**
 * The hubs that the person may put in front.
 */
hubs: Array<HubLine>, 
/**
 * The person's roles, in words.
 */
roles: Array<string>, };

/**
 * A command was recorded and is on its way.
 */
export type Done = { 
/**
 * Why the server will probably say no, if the device expects it.
 */
warning: string | null, 
/**
 * The thing that was made, if one was.
 */
id: Ref | null, };

/**
 * A later end.
 */
export type Extension = { 
/**
 * The poll.
 */
id: Ref, 
/**
 * The new end, as the field shows it.
 */
closes_field: string, };

/**
 * A field that is wrong, and how.
 */
export type FieldIssue = { 
/**
 * The field's name in the command.
 */
field: string, 
/**
 * What is wrong, in words.
 */
text: string, };

/**
 * A hub as its manager leaves it.
 */
export type HubForm = { 
/**
 * The hub.
 */
id: Ref, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is, by language; languages without text are left out.
 */
about: Array<HubWords>, 
/**
 * Street and number.
 */
street: string, 
/**
 * Postal code.
 */
postal_code: string, 
/**
 * Town.
 */
city: string, 
/**
 * Country, as `DE`.
 */
country: string, };

/**
 * A hub.
 */
export type HubLine = { 
/**
 * The hub.
 */
id: Ref, 
/**
 * Its name.
 */
name: string, 
/**
 * Whether the person runs it.
 */
runs: boolean, };

/**
 * A hub as its form shows it.
 */
export type HubPage = { 
/**
 * The hub.
 */
id: Ref, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is, by language.
 */
about: Array<HubWords>, 
/**
 * Street and number.
 */
street: string, 
/**
 * Postal code.
 */
postal_code: string, 
/**
 * Town.
 */
city: string, 
/**
 * Country, as `DE`.
 */
country: string, 
/**
 * IANA time zone.
 */
time_zone: string, 
/**
 * Whether changes of it wait for the server.
 */
pending: boolean, };

/**
 * A hub's description in one language.
 */
export type HubWords = { 
/**
 * The language.
 */
locale: string, 
/**
 * The text.
 */
text: string, };

/**
 * An item as its editor leaves it.
 */
export type ItemForm = { 
/**
 * The item; none for a new one.
 */
id: Ref | null, 
/**
 * The community of a new one.
 */
community: Ref, 
/**
 * `activities`, `meals` or `films`.
 */
category: string, 
/**
 * The language that readers of other languages get.
 */
default_locale: string, 
/**
 * The words; languages without a title are left out.
 */
texts: Array<ItemWords>, 
/**
 * The tags.
 */
tags: Array<string>, 
/**
 * The hub where it takes place.
 */
hub: Ref | null, 
/**
 * When, as the field shows it; empty for no time.
 */
event_field: string, 
/**
 * How many people it takes in.
 */
capacity: number | null, 
/**
 * The picture's name.
 */
image: string | null, };

/**
 * An item in the list.
 */
export type ItemLine = { 
/**
 * The item.
 */
id: Ref, 
/**
 * Its title.
 */
title: string, 
/**
 * The title's language.
 */
lang: string, 
/**
 * `activities`, `meals` or `films`.
 */
category: string, 
/**
 * That in words.
 */
category_text: string, 
/**
 * `draft`, `published`, `archived` or `deleted`.
 */
status: string, 
/**
 * That in words.
 */
status_text: string, 
/**
 * When it takes place.
 */
when: string | null, 
/**
 * Where.
 */
place: string | null, 
/**
 * Its tags.
 */
tags: Array<string>, 
/**
 * Whether changes of it wait for the server.
 */
pending: boolean, };

/**
 * One item in full.
 */
export type ItemPage = { 
/**
 * As in the list.
 */
line: ItemLine, 
/**
 * Its description in the reader's language.
 */
description: string, 
/**
 * Its words in every language it has.
 */
texts: Array<ItemWords>, 
/**
 * The language that readers of other languages get.
 */
default_locale: string, 
/**
 * The hub where it takes place.
 */
hub: Ref | null, 
/**
 * When it takes place, as a `datetime-local` field shows it, in the hub's zone.
 */
event_field: string, 
/**
 * How many people it takes in.
 */
capacity: number | null, 
/**
 * The picture's name.
 */
image: string | null, 
/**
 * The latest poll about it.
 */
poll: PollLine | null, };

/**
 * An item's words in one language.
 */
export type ItemWords = { 
/**
 * The language, as `de`.
 */
locale: string, 
/**
 * One line.
 */
title: string, 
/**
 * Any number of lines.
 */
description: string, };

/**
 * Which items.
 */
export type ItemsFilter = { 
/**
 * The community.
 */
community: Ref, 
/**
 * `activities`, `meals`, `films`; none for all.
 */
category: string | null, 
/**
 * `draft`, `published`, `archived`, `deleted`; none for all but deleted ones.
 */
status: string | null, 
/**
 * Words that title or tags hold.
 */
text: string, };

/**
 * What a person may do, as the permission table says.
 */
export type May = { 
/**
 * Write and publish content.
 */
edit_content: boolean, 
/**
 * Write, open and close polls.
 */
run_polls: boolean, 
/**
 * Give and take roles.
 */
manage_roles: boolean, 
/**
 * Move and remove members.
 */
manage_members: boolean, 
/**
 * Change the hub in front.
 */
edit_hub: boolean, 
/**
 * Run the hub in front.
 */
run_hub: boolean, };

/**
 * A member's new hub.
 */
export type Move = { 
/**
 * The community.
 */
community: Ref, 
/**
 * The person.
 */
user: Ref, 
/**
 * The hub; none for none.
 */
hub: Ref | null, };

/**
 * What a sign-in still needs.
 */
export type Needs = "nothing" | "code" | "enrolment";

/**
 * A notice's place in the list.
 */
export type NoticeKey = { 
/**
 * When it happened, milliseconds since 1970.
 */
at: number, 
/**
 * The notice.
 */
id: Ref, };

/**
 * A notice.
 */
export type NoticeLine = { 
/**
 * The notice.
 */
id: Ref, 
/**
 * What it tells, as `poll-ended`: which screen its thing is on.
 */
kind: string, 
/**
 * The thing.
 */
subject: Ref, 
/**
 * In words.
 */
text: string, 
/**
 * When.
 */
at: string, 
/**
 * Whether it has not been seen.
 */
unread: boolean, };

/**
 * Where the page before ended.
 */
export type NoticesAfter = { 
/**
 * The last notice of the page before; none for the first page.
 */
after: NoticeKey | null, };

/**
 * A page of notices.
 */
export type NoticesPage = { 
/**
 * The newest first.
 */
lines: Array<NoticeLine>, 
/**
 * How many have not been seen.
 */
unread: number, 
/**
 * Where the next page begins; none at the end.
 */
next: NoticeKey | null, };

/**
 * Names one thing.
 */
export type One = { 
/**
 * The thing.
 */
id: Ref, };

/**
 * Which people.
 */
export type PeopleFilter = { 
/**
 * The community.
 */
community: Ref, 
/**
 * The last person of the page before; none for the first page.
 */
after: PersonKey | null, };

/**
 * A page of people.
 */
export type PeoplePage = { 
/**
 * By name.
 */
lines: Array<PersonLine>, 
/**
 * Where the next page begins; none at the end.
 */
next: PersonKey | null, };

/**
 * A person's place in the list.
 */
export type PersonKey = { 
/**
 * The name.
 */
name: string, 
/**
 * The person.
 */
user: Ref, };

/**
 * A person.
 */
export type PersonLine = { 
/**
 * The person.
 */
user: Ref, 
/**
 * How others see the person.
 */
name: string, 
/**
 * The person's hub.
 */
hub: Ref | null, 
/**
 * Its name.
 */
hub_name: string, 
/**
 * When the person joined.
 */
joined: string, 
/**
 * The person's language, by its own name.
 */
language: string, 
/**
 * Roles besides resident.
 */
roles: Array<RoleBadge>, };

/**
 * A picture's bytes.
 */
export type Picture = { 
/**
 * Base 64.
 */
base64: string, };

/**
 * A picture's name.
 */
export type PictureName = { 
/**
 * The name that a thing gives.
 */
name: string, };

/**
 * What can be done with a poll now; whether the person may is the rules' to say.
 */
export type PollActions = { 
/**
 * Change it.
 */
edit: boolean, 
/**
 * Announce it.
 */
schedule: boolean, 
/**
 * Call it off.
 */
cancel: boolean, 
/**
 * Give people more time.
 */
extend: boolean, 
/**
 * Publish its result.
 */
publish: boolean, 
/**
 * Decide its tie: by a run-off, or by letting all tied options win.
 */
decide: boolean, };

/**
 * A poll as its editor leaves it.
 */
export type PollForm = { 
/**
 * The poll; none for a new one.
 */
id: Ref | null, 
/**
 * The community of a new one.
 */
community: Ref, 
/**
 * The item that a new one is about.
 */
item: Ref | null, 
/**
 * The hub whose members vote; none for the whole community.
 */
hub: Ref | null, 
/**
 * The question by language.
 */
title: Array<PollWords>, 
/**
 * More about it by language.
 */
description: Array<PollWords>, 
/**
 * `single`, `approval`, `points`, `score` or `ranked`.
 */
method: string, 
/**
 * The method's bound: most options, points or the highest score.
 */
most: number, 
/**
 * The options, in order.
 */
options: Array<PollOptionForm>, 
/**
 * `live`, `after_my_vote` or `after_close`.
 */
result_mode: string, 
/**
 * When it opens, as the field shows it.
 */
opens_field: string, 
/**
 * When it closes, as the field shows it.
 */
closes_field: string, 
/**
 * Percent of the electorate that the result needs.
 */
quorum_pct: number, 
/**
 * Whether a vote can be changed.
 */
changeable: boolean, 
/**
 * Whether an empty ballot may be cast.
 */
blank_allowed: boolean, 
/**
 * Whether nobody but the voter learns what was chosen. Such a poll takes each vote once and shows no count
 * before its end, whatever else the form says.
 */
secret: boolean, 
/**
 * Whether it is accepted that a count shown after voting sways votes that can still change.
 */
bias_accepted: boolean, 
/**
 * Whether it is announced at once.
 */
schedule: boolean, };

/**
 * A poll in the list.
 */
export type PollLine = { 
/**
 * The poll.
 */
id: Ref, 
/**
 * The question.
 */
title: string, 
/**
 * Where it stands, as `open`.
 */
phase: string, 
/**
 * That in words.
 */
phase_text: string, 
/**
 * How people vote, in words.
 */
method_text: string, 
/**
 * When it opens or closes, in words.
 */
when: string, 
/**
 * Votes of those who can vote, in words.
 */
votes: string, 
/**
 * Whether votes made offline before the end may still come.
 */
provisional: string | null, 
/**
 * Whether changes of it wait for the server.
 */
pending: boolean, 
/**
 * Ballots counted, where the person may see the count.
 */
cast: number | null, };

/**
 * An option as the editor shows it.
 */
export type PollOptionForm = { 
/**
 * The option; none for a new one.
 */
id: Ref | null, 
/**
 * Its words by language.
 */
words: Array<PollWords>, };

/**
 * One poll in full.
 */
export type PollPage = { 
/**
 * As in the list.
 */
line: PollLine, 
/**
 * More about the question.
 */
description: string, 
/**
 * What voters are told to do.
 */
how: Array<string>, 
/**
 * Whether nobody but the voter learns what was chosen.
 */
secret: boolean, 
/**
 * The poll whose tie this one decides.
 */
runoff_of: Ref | null, 
/**
 * What there is to choose, with its count.
 */
choices: Array<ChoiceBar>, 
/**
 * Whether the person may see the count.
 */
shows_count: boolean, 
/**
 * What the result needs, in words.
 */
quorum: string | null, 
/**
 * How fresh the count is.
 */
as_of: string | null, 
/**
 * The result, once published, one sentence a line.
 */
result: ResultText | null, 
/**
 * What can be done with it now.
 */
can: PollActions, 
/**
 * The poll as its editor shows it; none when it is of a kind that the editor does not write.
 */
form: PollTermsPage | null, };

/**
 * A poll's terms as the editor shows them.
 */
export type PollTermsPage = { 
/**
 * Whether votes have come in: only its words and a later end can change.
 */
frozen: boolean, 
/**
 * The question by language.
 */
title: Array<PollWords>, 
/**
 * More about it by language.
 */
description: Array<PollWords>, 
/**
 * `single`, `approval`, `points`, `score` or `ranked`.
 */
method: string, 
/**
 * The method's bound: most options, points or the highest score.
 */
most: number, 
/**
 * The options, in order.
 */
options: Array<PollOptionForm>, 
/**
 * `live`, `after_my_vote` or `after_close`.
 */
result_mode: string, 
/**
 * When it opens, as the field shows it.
 */
opens_field: string, 
/**
 * When it closes, as the field shows it.
 */
closes_field: string, 
/**
 * Percent of the electorate that the result needs.
 */
quorum_pct: number, 
/**
 * Whether a vote can be changed.
 */
changeable: boolean, 
/**
 * Whether an empty ballot may be cast.
 */
blank_allowed: boolean, 
/**
 * Whether nobody but the voter learns what was chosen.
 */
secret: boolean, 
/**
 * Whether it is accepted that a count shown after voting sways votes that can still change.
 */
bias_accepted: boolean, };

/**
 * Words in one language.
 */
export type PollWords = { 
/**
 * The language.
 */
locale: string, 
/**
 * The text.
 */
text: string, };

/**
 * Which polls.
 */
export type PollsFilter = { 
/**
 * The community.
 */
community: Ref, 
/**
 * `draft`, `scheduled`, `open`, `closed`, `result_published`, `cancelled`; none for all.
 */
phase: string | null, };

/**
 * A "no", or a failure.
 */
export type Problem = { 
/**
 * What kind of problem it is, for what the window offers next.
 */
kind: ProblemKind, 
/**
 * The refusal's code, as `POLL_CLOSED`; empty for failures.
 */
code: string, 
/**
 * What went wrong and how to put it right.
 */
text: string, 
/**
 * The fields that are wrong.
 */
fields: Array<FieldIssue>, 
/**
 * What the person can do, the best first.
 */
remedies: Array<RemedyButton>, 
/**
 * What a sign-in still needs.
 */
needs: Needs, };

/**
 * The kinds of problem.
 */
export type ProblemKind = "refused" | "network" | "unsent" | "store" | "program";

/**
 * The id of a thing.
 */
export type Ref = string;

/**
 * A change that was not accepted.
 */
export type Refused = { 
/**
 * The call.
 */
id: Ref, 
/**
 * What it was.
 */
title: string, 
/**
 * When the person did it.
 */
at: string, 
/**
 * When the server decided.
 */
decided_at: string, 
/**
 * The refusal's code.
 */
code: string, 
/**
 * Why not.
 */
reason: string, 
/**
 * The fields that are wrong.
 */
fields: Array<FieldIssue>, 
/**
 * What can be done, the best first.
 */
remedies: Array<RemedyButton>, 
/**
 * Where the thing stands: the screen's word.
 */
screen: string | null, 
/**
 * The thing.
 */
thing: Ref | null, };

/**
 * A button of a refusal.
 */
export type RemedyButton = { 
/**
 * The stable word, as `edit`.
 */
remedy: string, 
/**
 * The words on it.
 */
text: string, };

/**
 * A published result in words.
 */
export type ResultText = { 
/**
 * Who won, or why nobody did.
 */
headline: Array<string>, 
/**
 * How it came about, one sentence a line.
 */
steps: Array<string>, 
/**
 * What its owner made of a tie, in words.
 */
resolution: string | null, 
/**
 * The poll that decides it.
 */
runoff: Ref | null, };

/**
 * A role that somebody holds.
 */
export type RoleBadge = { 
/**
 * As `hub_manager`.
 */
role: string, 
/**
 * Where it is held, if at a hub.
 */
hub: Ref | null, 
/**
 * In words.
 */
text: string, };

/**
 * A role given or taken.
 */
export type RoleChange = { 
/**
 * The community.
 */
community: Ref, 
/**
 * The person.
 */
user: Ref, 
/**
 * As `hub_manager`.
 */
role: string, 
/**
 * Where, for roles of a hub.
 */
hub: Ref | null, };

/**
 * A poll between tied options.
 */
export type RunOffForm = { 
/**
 * The poll with the tie.
 */
id: Ref, 
/**
 * When the new one opens, as the field shows it; empty for at once.
 */
opens_field: string, 
/**
 * When it closes, as the field shows it.
 */
closes_field: string, };

/**
 * What goes into an authenticator.
 */
export type Secret = { 
/**
 * To be typed.
 */
secret: string, 
/**
 * To be opened or scanned.
 */
otpauth: string, };

/**
 * Who is looking, and what they run.
 */
export type Session = { 
/**
 * Whether anybody is signed in.
 */
signed_in: boolean, 
/**
 * The person.
 */
user: Ref | null, 
/**
 * How others see the person, in the community in front.
 */
name: string, 
/**
 * The communities the person belongs to.
 */
communities: Array<CommunityLine>, 
/**
 * The community in front.
 */
community: Ref | null, 
/**
 * The hub in front.
 */
hub: Ref | null, 
/**
 * What the person may do in the community and hub in front: which screens there are.
 */
may: May, 
/**
 * What happened to a damaged store, said once.
 */
recovered: string | null, 
/**
 * The server that this app talks to.
 */
server: string, };

/**
 * One of the person's sessions.
 */
export type SessionLine = { 
/**
 * The session.
 */
id: Ref, 
/**
 * What the device says it is.
 */
device: string, 
/**
 * Its address without the last part.
 */
network: string, 
/**
 * When it was used last.
 */
used_at: string, 
/**
 * Whether it is this one.
 */
current: boolean, };

/**
 * What is new; what is absent stays.
 */
export type SettingsChange = { 
/**
 * A language tag.
 */
locale?: string, 
/**
 * The theme.
 */
theme?: Theme, 
/**
 * The community in front.
 */
community?: Ref, 
/**
 * The hub in front.
 */
hub?: Ref, };

/**
 * The settings, and what there is to choose.
 */
export type SettingsPage = { 
/**
 * The language in use, as `de`.
 */
locale: string, 
/**
 * Whether that is the person's choice and not the system's.
 */
chosen: boolean, 
/**
 * Every language, by its own name.
 */
locales: Array<Choice>, 
/**
 * Light, dark, or as the system says.
 */
theme: Theme, 
/**
 * The version of this app.
 */
version: string, };

/**
 * E-mail and password.
 */
export type SignIn = { 
/**
 * The e-mail address.
 */
email: string, 
/**
 * The password.
 */
password: string, };

/**
 * Signing out.
 */
export type SignOut = { 
/**
 * Whether unsent changes may be lost.
 */
force: boolean, };

/**
 * What the line says.
 */
export type SyncKind = "up_to_date" | "busy" | "first" | "waiting" | "offline" | "refused" | "attention";

/**
 * The one line that is always in sight.
 */
export type SyncLine = { 
/**
 * What kind of news it is; the line is read out when this changes.
 */
kind: SyncKind, 
/**
 * The line.
 */
text: string, 
/**
 * Changes that the server has not decided.
 */
waiting: number, 
/**
 * Refusals that the person has not cleared.
 */
refused: number, 
/**
 * Changes of the first fetch that have come.
 */
done: number, 
/**
 * Changes of the first fetch in all.
 */
total: number, };

/**
 * Light, dark, or as the system says.
 */
export type Theme = "system" | "light" | "dark";

/**
 * A code: of the authenticator, a recovery code, or of a letter.
 */
export type TypedCode = { 
/**
 * The code as typed.
 */
code: string, };

/**
 * A change that waits.
 */
export type Waiting = { 
/**
 * The call.
 */
id: Ref, 
/**
 * What it is.
 */
title: string, 
/**
 * When the person did it.
 */
at: string, 
/**
 * Where it stands, in words.
 */
state: string, 
/**
 * Its size, in words.
 */
size: string, 
/**
 * A refusal that the device expects.
 */
warning: string | null, 
/**
 * Whether it can still be given up.
 */
can_discard: boolean, };

/** Every call: what it takes and what it gives. */
export interface Calls {
  session: { args: null; result: Session };
  sign_in: { args: SignIn; result: Session };
  enter_code: { args: TypedCode; result: Session };
  begin_second_factor: { args: BeginSecondFactor; result: Secret };
  confirm_second_factor: { args: TypedCode; result: Array<string> };
  ask_sign_in_link: { args: Address; result: null };
  sign_in_with_link: { args: TypedCode; result: Session };
  sign_out: { args: SignOut; result: null };
  sessions: { args: null; result: Array<SessionLine> };
  end_session: { args: One; result: null };
  change_password: { args: ChangePassword; result: null };
  settings: { args: null; result: SettingsPage };
  change_settings: { args: SettingsChange; result: SettingsPage };
  sync_line: { args: null; result: SyncLine };
  sync_now: { args: null; result: null };
  outbox: { args: null; result: Array<Waiting> };
  discard: { args: One; result: boolean };
  refused: { args: null; result: Array<Refused> };
  retry: { args: One; result: Done };
  clear: { args: One; result: boolean };
  export_outbox: { args: null; result: string };
  notices: { args: NoticesAfter; result: NoticesPage };
  read_notices: { args: One; result: Done };
  items: { args: ItemsFilter; result: Array<ItemLine> };
  item: { args: One; result: ItemPage | null };
  save_item: { args: ItemForm; result: Done };
  publish_item: { args: One; result: Done };
  archive_item: { args: One; result: Done };
  delete_item: { args: One; result: Done };
  restore_item: { args: One; result: Done };
  attach_picture: { args: Picture; result: string };
  picture: { args: PictureName; result: string | null };
  polls: { args: PollsFilter; result: Array<PollLine> };
  poll: { args: One; result: PollPage | null };
  save_poll: { args: PollForm; result: Done };
  schedule_poll: { args: One; result: Done };
  cancel_poll: { args: One; result: Done };
  extend_poll: { args: Extension; result: Done };
  publish_result: { args: One; result: Done };
  run_off: { args: RunOffForm; result: Done };
  adopt_tied: { args: One; result: Done };
  people: { args: PeopleFilter; result: PeoplePage };
  grant_role: { args: RoleChange; result: Done };
  revoke_role: { args: RoleChange; result: Done };
  move_member: { args: Move; result: Done };
  edit_hub: { args: HubForm; result: Done };
  hub: { args: One; result: HubPage | null };
}
