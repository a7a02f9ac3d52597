// @generated from app-desktop/api by its test `contract`; `UPDATE_CONTRACT=1` writes it anew.
// The calls that a window may make, and all they are made of.

/**
 * A proposal that somebody accepts.
 */
export type AcceptedPlan = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * When the runs leave, as the field shows it.
 */
departs_field: string, 
/**
 * The runs.
 */
runs: Array<AcceptedRun>, };

/**
 * A run of an accepted proposal.
 */
export type AcceptedRun = { 
/**
 * The run that is at the hub; none for a new one.
 */
run: Ref | null, 
/**
 * The driver.
 */
driver: Ref, 
/**
 * Its stops, in order.
 */
stops: Array<AcceptedStop>, };

/**
 * A stop of an accepted proposal.
 */
export type AcceptedStop = { 
/**
 * The order.
 */
order: Ref, 
/**
 * When the driver should be there.
 */
planned_at: number, };

/**
 * What was added to a listing.
 */
export type AddendumLine = { 
/**
 * What.
 */
text: string, 
/**
 * When.
 */
at: string, };

/**
 * An e-mail address.
 */
export type Address = { 
/**
 * The address.
 */
email: string, };

/**
 * Units that came or went.
 */
export type AdjustForm = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * The product.
 */
product: Ref, 
/**
 * Units; negative when they went.
 */
change: number, 
/**
 * Why: a word of the family `stock-reason-…`.
 */
reason: string, 
/**
 * In one's own words.
 */
note: string, };

/**
 * A change of the stock by hand.
 */
export type AdjustmentRow = { 
/**
 * The change.
 */
id: Ref, 
/**
 * The product.
 */
product: Ref, 
/**
 * Its name.
 */
name: string, 
/**
 * Units with their sign.
 */
change: string, 
/**
 * Why.
 */
reason: string, 
/**
 * In somebody's own words.
 */
note: string, 
/**
 * Who; empty for the server itself.
 */
who: string, 
/**
 * When.
 */
at: string, 
/**
 * The order whose crate was short.
 */
order: Ref | null, 
/**
 * Units in the house afterwards; empty until the server has counted.
 */
after: string, };

/**
 * A text that the person has read and agrees to.
 */
export type AgreedText = { 
/**
 * What it is.
 */
kind: string, 
/**
 * The version that was shown.
 */
version: number, };

/**
 * The texts that the person has read and agrees to.
 */
export type Agreement = { 
/**
 * Each by kind and version, as it was shown.
 */
texts: Array<AgreedText>, };

/**
 * A person who may bid on one listing all the same.
 */
export type Approval = { 
/**
 * The listing.
 */
id: Ref, 
/**
 * The person.
 */
user: Ref, };

/**
 * An order for a driver.
 */
export type Assignment = { 
/**
 * The order.
 */
order: Ref, 
/**
 * The driver.
 */
driver: Ref, 
/**
 * The run; none for the driver's next.
 */
run: Ref | null, };

/**
 * What can be done with a lot now.
 */
export type AuctionActions = { 
/**
 * Change it.
 */
edit: boolean, 
/**
 * Show it to the community.
 */
activate: boolean, 
/**
 * Call it off, or throw the draft away.
 */
cancel: boolean, 
/**
 * Whether calling it off takes a reason.
 */
needs_reason: boolean, 
/**
 * Add to what it says.
 */
add: boolean, 
/**
 * Take a person's bids out, and let a person bid all the same.
 */
moderate: boolean, };

/**
 * A listing's fields as people fill them in.
 */
export type AuctionFields = { 
/**
 * `auction` or `fixed`.
 */
kind: string, 
/**
 * What is sold.
 */
title: string, 
/**
 * More about it.
 */
description: string, 
/**
 * As `garden`.
 */
category: string, 
/**
 * As `like_new`.
 */
condition: string, 
/**
 * `pickup`, `delivery` or `either`.
 */
handover: string, 
/**
 * The starting price or the fixed price, as it was typed.
 */
start: string, 
/**
 * The reserve price; empty: none.
 */
reserve: string, 
/**
 * The price of buying outright; empty: not offered.
 */
buy_now: string, 
/**
 * When it begins, as the field shows it; empty: as soon as it is shown.
 */
starts_field: string, 
/**
 * When it ends, as the field shows it.
 */
ends_field: string, 
/**
 * Names of its pictures.
 */
pictures: Array<string>, };

/**
 * A listing to be kept.
 */
export type AuctionForm = { 
/**
 * The listing; none for a new one.
 */
id: Ref | null, 
/**
 * The hub where it changes hands.
 */
hub: Ref, 
/**
 * The community.
 */
community: Ref, 
/**
 * What it says.
 */
fields: AuctionFields, 
/**
 * Whether it is shown at once.
 */
show: boolean, };

/**
 * A lot in the list.
 */
export type AuctionLine = { 
/**
 * The listing.
 */
id: Ref, 
/**
 * What is sold.
 */
title: string, 
/**
 * A picture's name, for the call `picture`.
 */
picture: string | null, 
/**
 * `auction` or `fixed`.
 */
kind: string, 
/**
 * That in words.
 */
kind_text: string, 
/**
 * `draft`, `upcoming`, `open`, `ended`, `sold`, `unsold` or `cancelled`.
 */
state: string, 
/**
 * That in words.
 */
state_text: string, 
/**
 * Who sells.
 */
seller: string, 
/**
 * The price now.
 */
price: string, 
/**
 * What is said about the reserve price; empty without one.
 */
reserve: string, 
/**
 * How many bids, in words.
 */
bids: string, 
/**
 * When it begins or ends.
 */
when: string, 
/**
 * Whether late bids have moved the end.
 */
extended: boolean, 
/**
 * Whether it is the viewer's own.
 */
mine: boolean, 
/**
 * Whether changes of it wait for the server.
 */
pending: boolean, };

/**
 * One lot in full.
 */
export type AuctionPage = { 
/**
 * As in the list.
 */
line: AuctionLine, 
/**
 * What it says.
 */
description: string, 
/**
 * Names of its pictures, for the call `picture`.
 */
pictures: Array<string>, 
/**
 * What was added, the earliest first.
 */
addenda: Array<AddendumLine>, 
/**
 * Facts in words: category, condition, handover, prices, times.
 */
facts: Array<string>, 
/**
 * Why it was called off; empty when it was not, or nobody said.
 */
cancel_reason: string, 
/**
 * The bids, the latest first.
 */
bids: Array<BidRow>, 
/**
 * The path of the price.
 */
path: PricePath, 
/**
 * The sales that followed, the latest first.
 */
sales: Array<SaleLine>, 
/**
 * What can be done now.
 */
can: AuctionActions, 
/**
 * As the form shows it, for its seller.
 */
form: AuctionFields | null, 
/**
 * Whether there was a bid: the words can only be added to.
 */
frozen: boolean, };

/**
 * Something done to a listing.
 */
export type AuctionStep = { 
/**
 * The listing.
 */
id: Ref, 
/**
 * `activate`, `cancel` or `add`.
 */
step: string, 
/**
 * Why it is called off, or what is added.
 */
text: string, };

/**
 * Which lots.
 */
export type AuctionsFilter = { 
/**
 * The hub where they change hands.
 */
hub: Ref, 
/**
 * `running`, `ended`, or `drafts` of one's own.
 */
show: string, };

/**
 * Which page of the log.
 */
export type AuditFilter = { 
/**
 * The community.
 */
community: Ref, 
/**
 * Before which line; none for the latest.
 */
after: number | null, 
/**
 * What it is about, as the call `audit_areas` names it; empty: all.
 */
about: string, };

/**
 * A line of the log.
 */
export type AuditRow = { 
/**
 * Its number on the server.
 */
number: number, 
/**
 * When.
 */
at: string, 
/**
 * Who; the server itself, or somebody whose name is gone, in words.
 */
who: string, 
/**
 * The pseudonym under which the log has them.
 */
actor: string, 
/**
 * What it is about.
 */
area: string, 
/**
 * What was done, as the stable word that the log has, `voting.cast`.
 */
action: string, 
/**
 * To what.
 */
entity: string, 
/**
 * Whether it was refused.
 */
denied: boolean, };

/**
 * A page of the log.
 */
export type AuditView = { 
/**
 * The latest first.
 */
lines: Array<AuditRow>, 
/**
 * Where the next page begins; none at the end.
 */
next: number | null, };

/**
 * What is wanted so far.
 */
export type BasketForm = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * The products with their units.
 */
lines: Array<BasketWish>, 
/**
 * `delivery` or `pick_up`.
 */
fulfilment: string, };

/**
 * A line of what is wanted.
 */
export type BasketLineView = { 
/**
 * The product.
 */
product: Ref, 
/**
 * Its name.
 */
name: string, 
/**
 * What one unit costs, and what is counted.
 */
price: string, 
/**
 * Units.
 */
quantity: number, 
/**
 * What they cost.
 */
amount: string, 
/**
 * What is left, in words, where that is not enough.
 */
short: string | null, };

/**
 * What it would cost.
 */
export type BasketView = { 
/**
 * A line a product.
 */
lines: Array<BasketLineView>, 
/**
 * Goods, delivery and total, each with its words.
 */
sums: Array<Choice>, 
/**
 * Whether it can be ordered as it is, as far as this device knows.
 */
orderable: boolean, };

/**
 * A product and how many units of it.
 */
export type BasketWish = { 
/**
 * The product.
 */
product: Ref, 
/**
 * Units.
 */
quantity: number, };

/**
 * What setting up a second factor needs.
 */
export type BeginSecondFactor = { 
/**
 * The password of whoever is signed in; none for whoever was asked at sign-in.
 */
password: string | null, };

/**
 * A line of the bid history.
 */
export type BidRow = { 
/**
 * Its place in the history, from 1.
 */
number: number, 
/**
 * What happened.
 */
text: string, 
/**
 * Who, by number.
 */
bidder: string, 
/**
 * Who leads since then, by number; empty when nobody does.
 */
leader: string, 
/**
 * The price since then.
 */
price: string, 
/**
 * When, by the server.
 */
at: string, };

/**
 * A word about a person as a bidder.
 */
export type BidderForm = { 
/**
 * The community.
 */
community: Ref, 
/**
 * The person.
 */
user: Ref, 
/**
 * Whether they may not bid; else all that is kept of them is cleared.
 */
blocked: boolean, };

/**
 * A person of whom something is kept as a bidder.
 */
export type BidderLine = { 
/**
 * The person.
 */
user: Ref, 
/**
 * Their name; empty when they have left.
 */
name: string, 
/**
 * What is kept, in words.
 */
about: Array<string>, 
/**
 * Whether they may not bid at all.
 */
blocked: boolean, };

/**
 * A person's bids to be taken out.
 */
export type BidsOut = { 
/**
 * The listing.
 */
id: Ref, 
/**
 * The person.
 */
user: Ref, 
/**
 * Why.
 */
reason: string, };

/**
 * The board of a hub.
 */
export type BoardView = { 
/**
 * Orders that are packed and in no run.
 */
waiting: Array<WaitingView>, 
/**
 * Runs at the hub and on the road.
 */
runs: Array<RunView>, 
/**
 * The hub's drivers.
 */
drivers: Array<DriverView>, 
/**
 * What somebody has to look at.
 */
reviews: Array<ReviewView>, 
/**
 * Where the hub is.
 */
hub: Spot, 
/**
 * When a run would leave by default, as the field shows it.
 */
departs_field: string, };

/**
 * What became of a step of many orders.
 */
export type BulkDone = { 
/**
 * How many took it, in words.
 */
text: string, 
/**
 * Why the others did not, each with its order.
 */
refused: Array<string>, };

/**
 * One step of many orders.
 */
export type BulkStep = { 
/**
 * The orders.
 */
ids: Array<Ref>, 
/**
 * `confirm`, `pack`, `assign`, `retry`, `return` or `cancel`.
 */
step: string, 
/**
 * To whom, for `assign`.
 */
driver: Ref | null, };

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
hash: string, } | { "topic": "live" };

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
 * A chart with the table that says the same.
 */
export type Chart = { 
/**
 * Which, as `deliveries`.
 */
key: string, 
/**
 * What is counted.
 */
title: string, 
/**
 * All of it together, in words.
 */
total: string, 
/**
 * What the parts of a bar are, from below; the headings of the table.
 */
series: Array<string>, 
/**
 * A bar for each part of the span.
 */
rows: Array<ChartRow>, 
/**
 * What the top of the chart stands for.
 */
high: string, };

/**
 * A bar of a chart, and a row of its table.
 */
export type ChartRow = { 
/**
 * When it begins.
 */
label: string, 
/**
 * The figures in words, one for each of the series.
 */
values: Array<string>, 
/**
 * The heights of the parts, in thousandths of the chart.
 */
parts: Array<number>, };

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
 * One crate.
 */
export type CrateView = { 
/**
 * The order.
 */
id: Ref, 
/**
 * Its tracking number.
 */
tracking: string, 
/**
 * Who takes it.
 */
recipient: string, 
/**
 * Whether another product may take the place of one that is missing.
 */
substitutes_ok: boolean, 
/**
 * Its lines.
 */
lines: Array<PickView>, };

/**
 * Something that can be done now.
 */
export type DisputeAct = { 
/**
 * What, as `offer_full`.
 */
act: string, 
/**
 * That in words.
 */
text: string, 
/**
 * Whether it moves money, and so takes a code of the second factor.
 */
confirm: boolean, };

/**
 * How it ended.
 */
export type DisputeEnd = { 
/**
 * How.
 */
text: string, 
/**
 * What happens to the money; empty when there was no dispute.
 */
money: string, 
/**
 * What goes back to the buyer; empty when nothing does.
 */
refunded: string, 
/**
 * When nothing can change it any more; empty when that is so already.
 */
sure: string, 
/**
 * When the money moved; empty before.
 */
settled: string, };

/**
 * A step of a dispute.
 */
export type DisputeForm = { 
/**
 * The dispute.
 */
id: Ref, 
/**
 * What is done, as in the page's list of what can be.
 */
act: string, 
/**
 * Evidence, or why a mediator decides so.
 */
text: string, 
/**
 * A picture's name as evidence; none: words alone.
 */
picture: string | null, 
/**
 * `partial`, `return` or `replace`, for an offer.
 */
offer: string, 
/**
 * The part that goes back as it was typed, for the offer `partial`.
 */
amount: string, 
/**
 * `refund` or `release`, for a decision.
 */
verdict: string, 
/**
 * A code of the second factor, for what moves money; empty for the rest.
 */
code: string, };

/**
 * A dispute in the list.
 */
export type DisputeLine = { 
/**
 * The dispute.
 */
id: Ref, 
/**
 * What was sold.
 */
title: string, 
/**
 * What is wrong.
 */
reason: string, 
/**
 * Where it is, as `offer_review`.
 */
state: string, 
/**
 * That in words.
 */
state_text: string, 
/**
 * What was paid.
 */
price: string, 
/**
 * Who bought.
 */
buyer: string, 
/**
 * Who sold.
 */
seller: string, 
/**
 * In what capacity the viewer sees it, as `mediator`.
 */
side: string, 
/**
 * That in words.
 */
side_text: string, 
/**
 * Whether everybody waits for the viewer.
 */
my_turn: boolean, 
/**
 * When silence acts; empty when nothing happens by itself.
 */
due: string, 
/**
 * When something was last done to it.
 */
moved: string, 
/**
 * Whether changes of it wait for the server.
 */
pending: boolean, };

/**
 * One dispute in full.
 */
export type DisputePage = { 
/**
 * As in the list.
 */
line: DisputeLine, 
/**
 * What it is about: the screen and the thing.
 */
about: PlaceLink | null, 
/**
 * ISO 4217 code of its amounts.
 */
currency: string, 
/**
 * The offer on the table; empty without one.
 */
offer: string, 
/**
 * Offers that both sides together can still make.
 */
offers_left: number, 
/**
 * Who has the case; empty while nobody has.
 */
mediator: string, 
/**
 * What was done, the earliest first.
 */
steps: Array<DisputeStepLine>, 
/**
 * What was brought forward, the earliest first.
 */
evidence: Array<EvidenceView>, 
/**
 * Pieces that the viewer can still add.
 */
evidence_left: number, 
/**
 * The end, while it is over.
 */
end: DisputeEnd | null, 
/**
 * Until when the end can be appealed; empty when it cannot.
 */
appeal_until: string, 
/**
 * Until when the buyer can take it up again; empty when they cannot.
 */
reopen_until: string, 
/**
 * What the viewer can do now.
 */
can: Array<DisputeAct>, 
/**
 * Whether the seller could disagree, once there is evidence.
 */
evidence_first: boolean, };

/**
 * A step in the timeline.
 */
export type DisputeStepLine = { 
/**
 * What was done, in the past.
 */
text: string, 
/**
 * By whom, with the side they are on.
 */
who: string, 
/**
 * What it led to.
 */
state_text: string, 
/**
 * When.
 */
at: string, 
/**
 * Why, in a mediator's words; may be empty.
 */
note: string, };

/**
 * Which disputes.
 */
export type DisputesFilter = { 
/**
 * The community.
 */
community: Ref, 
/**
 * Those that are over instead of those that are not.
 */
ended: boolean, };

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
 * What a driver drives.
 */
export type DriverForm = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * The person.
 */
user: Ref, 
/**
 * How customers see the person.
 */
name: string, 
/**
 * What they drive.
 */
vehicle: string, 
/**
 * Units that it takes.
 */
capacity: number, };

/**
 * Where a driver is.
 */
export type DriverSpot = { 
/**
 * The person.
 */
user: Ref, 
/**
 * How customers see the person.
 */
name: string, 
/**
 * Where.
 */
spot: Spot, 
/**
 * Whether that is still true: told within two minutes.
 */
fresh: boolean, 
/**
 * Direction in degrees from north, clockwise; none while nobody knows.
 */
heading_deg: number | null, 
/**
 * When and how fast, in words.
 */
seen: string, 
/**
 * The next stop and how far it is in a straight line, in words; empty without one.
 */
next: string, 
/**
 * Whether the driver is at that stop's door or nearly, in words; empty when not.
 */
near: string, };

/**
 * A driver.
 */
export type DriverView = { 
/**
 * The person.
 */
user: Ref, 
/**
 * How customers see the person.
 */
name: string, 
/**
 * What they drive; empty until the hub has said.
 */
vehicle: string, 
/**
 * Units that it takes.
 */
capacity: number, 
/**
 * Since when they are on shift, in words; empty while they are off.
 */
since: string, 
/**
 * Whether the hub has said what they drive: only then do they get runs.
 */
enlisted: boolean, };

/**
 * A piece of evidence.
 */
export type EvidenceView = { 
/**
 * The piece.
 */
id: Ref, 
/**
 * What it is, as `picture`.
 */
kind: string, 
/**
 * That in words.
 */
kind_text: string, 
/**
 * Whether the server put it together itself.
 */
from_server: boolean, 
/**
 * By whom, with the side they are on.
 */
who: string, 
/**
 * In words; may be empty.
 */
text: string, 
/**
 * A picture's name, for the call `picture`.
 */
picture: string | null, 
/**
 * When it was made.
 */
made: string, 
/**
 * The proof of delivery that it points to, where this device has it.
 */
proof: ProofView | null, 
/**
 * The bids that it points to.
 */
bids: Array<BidRow>, 
/**
 * The screen that shows what it points to, and its thing; none when there is no such screen here.
 */
link: PlaceLink | null, };

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
 * Which figures.
 */
export type FiguresFilter = { 
/**
 * The community.
 */
community: Ref, 
/**
 * The hub.
 */
hub: Ref, 
/**
 * `days`, `weeks` or `months`.
 */
by: string, };

/**
 * The figures of a hub.
 */
export type FiguresPage = { 
/**
 * One chart for each thing that is counted.
 */
charts: Array<Chart>, 
/**
 * The latest polls that ended, each with its turnout.
 */
turnouts: Array<TurnoutLine>, 
/**
 * From when to when.
 */
span: string, };

/**
 * Which changes by hand.
 */
export type HistoryFilter = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * The last line of the page before; none for the first.
 */
after: Ref | null, };

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
 * An order that nobody gets.
 */
export type LeftOverView = { 
/**
 * The order.
 */
order: Ref, 
/**
 * Its tracking number and recipient.
 */
text: string, 
/**
 * Why, in words.
 */
why: string, };

/**
 * A legal text that waits for the person.
 */
export type LegalLine = { 
/**
 * What it is: `terms` or `privacy`.
 */
kind: string, 
/**
 * Its version.
 */
version: number, 
/**
 * What it says.
 */
text: string, };

/**
 * A map file.
 */
export type MapForm = { 
/**
 * Where it is on this computer; empty for none.
 */
path: string, };

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
run_hub: boolean, 
/**
 * Run the orders of the hub in front.
 */
run_orders: boolean, 
/**
 * Count the stock of the hub in front.
 */
adjust_stock: boolean, 
/**
 * Say who brings what from the hub in front.
 */
dispatch: boolean, 
/**
 * Decide about listings and bidders of the whole community.
 */
moderate_market: boolean, 
/**
 * Read what was done by whom in the community.
 */
read_audit: boolean, };

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
 * How many orders are in a state.
 */
export type OrderCount = { 
/**
 * The state, as `packed`; empty for all.
 */
status: string, 
/**
 * That in words.
 */
text: string, 
/**
 * How many.
 */
count: number, };

/**
 * A step of an order's path. The path is also its audit: who, in what capacity, by which clock.
 */
export type OrderEventView = { 
/**
 * What was done.
 */
text: string, 
/**
 * Where the goods were afterwards.
 */
status_text: string, 
/**
 * Who; empty for the server itself.
 */
who: string, 
/**
 * In what capacity.
 */
capacity: string, 
/**
 * When it was done, by the device's clock.
 */
made: string, 
/**
 * When the server decided it, where that was notably later.
 */
received: string | null, 
/**
 * A reason, or somebody's own words.
 */
note: string, };

/**
 * An order as it was taken down.
 */
export type OrderForm = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * The member it is for.
 */
customer: Ref, 
/**
 * What is wanted.
 */
lines: Array<BasketWish>, 
/**
 * `delivery` or `pick_up`.
 */
fulfilment: string, 
/**
 * Who takes it.
 */
recipient: string, 
/**
 * How to reach them.
 */
phone: string, 
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
 * For the driver.
 */
notes: string, 
/**
 * `at_hub` or `on_delivery`.
 */
payment: string, 
/**
 * The train that is wanted; none for any.
 */
train: Ref | null, 
/**
 * Whether another product may take the place of one that is missing.
 */
substitutes_ok: boolean, };

/**
 * Some orders.
 */
export type OrderIds = { 
/**
 * The orders.
 */
ids: Array<Ref>, };

/**
 * A row's place in the list.
 */
export type OrderKey = { 
/**
 * The value that is sorted by.
 */
value: number, 
/**
 * The order.
 */
id: Ref, };

/**
 * A line of an order.
 */
export type OrderLineView = { 
/**
 * Its place in the order, from 0.
 */
position: number, 
/**
 * The product's code.
 */
sku: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Units ordered.
 */
quantity: number, 
/**
 * That with what is counted.
 */
quantity_text: string, 
/**
 * What one unit costs.
 */
price: string, 
/**
 * What is to be paid.
 */
charged: string, 
/**
 * Units in the crate, and units handed over, where that is known.
 */
packed: string | null, 
/**
 * Units handed over, where that is known.
 */
delivered: string | null, 
/**
 * What is missing and why, in words; empty when nothing is.
 */
note: string, };

/**
 * One order in full.
 */
export type OrderPage = { 
/**
 * As in the list.
 */
row: OrderRow, 
/**
 * Its lines.
 */
lines: Array<OrderLineView>, 
/**
 * What happened, the oldest first.
 */
timeline: Array<OrderEventView>, 
/**
 * Where to, a line each; empty when it is fetched.
 */
address: Array<string>, 
/**
 * How to reach the recipient.
 */
phone: string, 
/**
 * For the driver.
 */
notes: string, 
/**
 * When it may come, in words; empty for any time.
 */
window: string, 
/**
 * When the money is due, in words.
 */
payment: string, 
/**
 * Goods, delivery, total and what was paid, each with its words.
 */
sums: Array<Choice>, 
/**
 * What is still to be paid, as the field shows it.
 */
due_field: string, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * Why the last delivery failed, in words.
 */
fail_reason: string | null, 
/**
 * The order whose missing units it brings.
 */
follows: Ref | null, 
/**
 * Its stop in a run, in words.
 */
stop: StopView | null, 
/**
 * Its proofs of delivery.
 */
proofs: Array<ProofView>, 
/**
 * What can be done next.
 */
steps: Array<StepButton>, 
/**
 * Whether it can be given over the counter now.
 */
hand_over: boolean, 
/**
 * Whether money can be taken for it.
 */
take_payment: boolean, 
/**
 * Whether something is still to be packed: the form for that shows the lines.
 */
pack: boolean, };

/**
 * An order in the list.
 */
export type OrderRow = { 
/**
 * The order.
 */
id: Ref, 
/**
 * Its tracking number.
 */
tracking: string, 
/**
 * Where the goods are, as `packed`.
 */
status: string, 
/**
 * That in words.
 */
status_text: string, 
/**
 * Who takes them.
 */
recipient: string, 
/**
 * How they get there, in words.
 */
fulfilment: string, 
/**
 * Units of all lines, written out.
 */
units: string, 
/**
 * What is to be paid, written out.
 */
charged: string, 
/**
 * What is still to be paid, written out; none when all is.
 */
due: string | null, 
/**
 * When its train leaves; empty without one.
 */
train: string, 
/**
 * Who brings it; empty when nobody does yet.
 */
driver: string, 
/**
 * When it was placed.
 */
placed: string, 
/**
 * Whether changes of it wait for the server.
 */
pending: boolean, };

/**
 * Which orders, in which order.
 */
export type OrdersFilter = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * Of these states, as `confirmed`; empty for all.
 */
statuses: Array<string>, 
/**
 * In the tracking number or the recipient's name; empty for all.
 */
search: string, 
/**
 * With this train.
 */
train: Ref | null, 
/**
 * With this driver.
 */
driver: Ref | null, 
/**
 * `placed_at` or `charged`.
 */
sort: string, 
/**
 * Whether the smallest comes first.
 */
ascending: boolean, };

/**
 * The list as a whole.
 */
export type OrdersIndex = { 
/**
 * How many there are.
 */
count: number, 
/**
 * Rows of one page.
 */
page: number, 
/**
 * The last row of each full page: where the next begins.
 */
ends: Array<OrderKey>, };

/**
 * A page of the list.
 */
export type OrdersWindow = { 
/**
 * Which orders.
 */
filter: OrdersFilter, 
/**
 * The last row of the page before; none for the first.
 */
after: OrderKey | null, };

/**
 * What was packed of the lines of which something is missing.
 */
export type PackForm = { 
/**
 * The order.
 */
id: Ref, 
/**
 * The lines; all others are whole.
 */
picks: Array<PickForm>, };

/**
 * Which crates.
 */
export type PackingFilter = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * Of this train; none for all.
 */
train: Ref | null, };

/**
 * What has to go into crates.
 */
export type PackingView = { 
/**
 * Each order with its lines, in the order they were confirmed.
 */
orders: Array<CrateView>, 
/**
 * What has to be fetched from the shelves in all, by code.
 */
picks: Array<PickView>, };

/**
 * A corner of a path.
 */
export type PathPoint = { 
/**
 * Thousandths of the width, from the left.
 */
x: number, 
/**
 * Thousandths of the height, from below.
 */
y: number, };

/**
 * Money taken for an order.
 */
export type PaymentForm = { 
/**
 * The order.
 */
id: Ref, 
/**
 * How much, as typed.
 */
amount: string, 
/**
 * `cash`, `card` or `transfer`.
 */
method: string, 
/**
 * Why it is not what was due: a word of the family `cash-reason-…`; empty when it is.
 */
reason: string, };

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
 * What was packed of one line.
 */
export type PickForm = { 
/**
 * Its place in the order, from 0.
 */
position: number, 
/**
 * Units in the crate.
 */
packed: number, 
/**
 * Why not all: a word of the family `short-reason-…`.
 */
reason: string, 
/**
 * `back_order` or `refund`.
 */
remainder: string, };

/**
 * Units of one product.
 */
export type PickView = { 
/**
 * The product.
 */
product: Ref, 
/**
 * Its code.
 */
sku: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Units with what is counted.
 */
quantity: string, 
/**
 * Whether fewer are in the house.
 */
short: boolean, };

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
 * A place in the app.
 */
export type PlaceLink = { 
/**
 * The screen.
 */
screen: string, 
/**
 * The thing.
 */
id: Ref, };

/**
 * What the planner would do.
 */
export type Planning = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * When the runs leave, as the field shows it.
 */
departs_field: string, 
/**
 * Whether the planner may think for some seconds.
 */
thorough: boolean, };

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
 * The path of a price, as steps from left to right.
 */
export type PricePath = { 
/**
 * The corners in order: thousandths of the width and of the height, from the left and from below.
 */
points: Array<PathPoint>, 
/**
 * The highest price on it.
 */
high: string, 
/**
 * When it begins.
 */
from: string, 
/**
 * When it ends.
 */
until: string, };

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
 * A product at a hub.
 */
export type ProductAt = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * The product.
 */
id: Ref, };

/**
 * A product to choose.
 */
export type ProductChoice = { 
/**
 * The product.
 */
id: Ref, 
/**
 * Its name with its code.
 */
name: string, 
/**
 * What one unit costs.
 */
price: string, 
/**
 * How many could be had, in words.
 */
left: string, };

/**
 * A product as its form shows it and leaves it.
 */
export type ProductForm = { 
/**
 * The product; none for a new one.
 */
id: Ref | null, 
/**
 * The hub that keeps a new one's record.
 */
hub: Ref, 
/**
 * Its code.
 */
sku: string, 
/**
 * Its name by language.
 */
name: Array<PollWords>, 
/**
 * What it is, by language.
 */
about: Array<PollWords>, 
/**
 * What is counted.
 */
unit: string, 
/**
 * What one unit costs, as typed.
 */
price: string, 
/**
 * ISO 4217; of a product that exists.
 */
currency: string, 
/**
 * Name of its picture.
 */
image: string | null, };

/**
 * Where a page of products ends.
 */
export type ProductKey = { 
/**
 * The last product's code.
 */
sku: string, 
/**
 * The product.
 */
id: Ref, };

/**
 * A product with what the hub has of it.
 */
export type ProductLine = { 
/**
 * The product.
 */
id: Ref, 
/**
 * Its code.
 */
sku: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What one unit costs.
 */
price: string, 
/**
 * That with what is counted.
 */
price_per: string, 
/**
 * What is counted.
 */
unit: string, 
/**
 * Units in the house, reserved, free and waited for; written out, empty where the hub never had any.
 */
on_hand: string, 
/**
 * Of these, units that orders hold.
 */
reserved: string, 
/**
 * Units that are free.
 */
available: string, 
/**
 * Units that orders wait for.
 */
back_ordered: string, 
/**
 * Whether so few are free that managers are told.
 */
low: boolean, 
/**
 * Whether it is off the list.
 */
archived: boolean, 
/**
 * Whether changes of it wait for the server.
 */
pending: boolean, };

/**
 * One product in full.
 */
export type ProductPage = { 
/**
 * As in the list.
 */
line: ProductLine, 
/**
 * What it is, in the person's language.
 */
about: string, 
/**
 * Name of its picture, for the call `picture`.
 */
image: string | null, 
/**
 * The product as its form shows it.
 */
form: ProductForm, 
/**
 * The stock rules as their form shows them.
 */
rules: StockRulesForm, 
/**
 * Units of changes that wait on this device and are not counted yet, written out; none without.
 */
uncounted: string | null, 
/**
 * The latest changes by hand.
 */
history: Array<AdjustmentRow>, };

/**
 * Which products somebody may mean.
 */
export type ProductSearch = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * In codes and names.
 */
search: string, };

/**
 * A product that goes off the list or comes back.
 */
export type ProductShelf = { 
/**
 * The product.
 */
id: Ref, 
/**
 * Whether it is off the list.
 */
archived: boolean, };

/**
 * Which products.
 */
export type ProductsFilter = { 
/**
 * The hub whose shelves are looked at.
 */
hub: Ref, 
/**
 * `all`, `low`, `orderable` or `archived`.
 */
shelf: string, 
/**
 * In codes and names; empty for all.
 */
search: string, 
/**
 * Where the page before ended; none for the first.
 */
after: ProductKey | null, };

/**
 * A page of products.
 */
export type ProductsPage = { 
/**
 * Its products.
 */
lines: Array<ProductLine>, 
/**
 * Where the next page begins; none when there is none.
 */
next: ProductKey | null, };

/**
 * A proof of delivery.
 */
export type ProofView = { 
/**
 * Whether it is the one that counts.
 */
counts: boolean, 
/**
 * How it was handed over.
 */
method: string, 
/**
 * To whom, and who that is.
 */
recipient: string, 
/**
 * Names of its pictures, for the call `picture`.
 */
pictures: Array<string>, 
/**
 * When, by the driver's phone.
 */
made: string, 
/**
 * When the server had it; empty before.
 */
received: string, 
/**
 * Where, with the accuracy; empty without a position.
 */
place: string, 
/**
 * Why somebody should look at it.
 */
reviews: Array<string>, 
/**
 * The record's digest.
 */
digest: string, };

/**
 * The planner's proposal.
 */
export type ProposalView = { 
/**
 * One run for each driver who gets something.
 */
runs: Array<ProposedRunView>, 
/**
 * Orders that nobody gets, each with the reason.
 */
unplanned: Array<LeftOverView>, };

/**
 * What one driver would do.
 */
export type ProposedRunView = { 
/**
 * The run that is at the hub; none for a new one.
 */
run: Ref | null, 
/**
 * The driver.
 */
driver: Ref, 
/**
 * How the driver is called.
 */
name: string, 
/**
 * Units on board of those that the vehicle takes, and when the driver is back, in words.
 */
summary: string, 
/**
 * Its stops, in order.
 */
stops: Array<ProposedStopView>, };

/**
 * One stop of a proposal.
 */
export type ProposedStopView = { 
/**
 * The order.
 */
order: Ref, 
/**
 * The order's tracking number and recipient.
 */
text: string, 
/**
 * When the driver would be there, in words, and whether that is too late.
 */
at: string, 
/**
 * Whether it is too late.
 */
late: boolean, 
/**
 * The same moment, to be handed back.
 */
planned_at: number, };

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
 * What came of a review.
 */
export type Resolved = { 
/**
 * The review.
 */
id: Ref, 
/**
 * In one's own words.
 */
note: string, };

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
 * Something that a dispatcher has to look at.
 */
export type ReviewView = { 
/**
 * The review.
 */
id: Ref, 
/**
 * Why, in words.
 */
why: string, 
/**
 * The order.
 */
order: Ref, 
/**
 * Its tracking number.
 */
tracking: string, 
/**
 * Who reported it.
 */
driver: string, 
/**
 * When the server found it.
 */
found: string, };

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
 * A run.
 */
export type RunView = { 
/**
 * The run.
 */
id: Ref, 
/**
 * Who drives.
 */
driver: Ref, 
/**
 * How the driver is called.
 */
driver_name: string, 
/**
 * `planned`, `out` or `ended`.
 */
state: string, 
/**
 * That in words.
 */
state_text: string, 
/**
 * When it leaves or left, in words.
 */
departs: string, 
/**
 * Whether a person chose the order of its stops.
 */
manual: boolean, 
/**
 * Stops that are over of all, and units on board, in words.
 */
progress: string, 
/**
 * Its stops, in order.
 */
stops: Array<StopLineView>, };

/**
 * A step of a sale.
 */
export type SaleForm = { 
/**
 * The sale.
 */
id: Ref, 
/**
 * `pay`, `hand_over`, `receive` or `cancel`.
 */
step: string, };

/**
 * A sale.
 */
export type SaleLine = { 
/**
 * The sale.
 */
id: Ref, 
/**
 * Its listing.
 */
listing: Ref, 
/**
 * What was sold.
 */
title: string, 
/**
 * Who sold.
 */
seller: string, 
/**
 * Who bought.
 */
buyer: string, 
/**
 * For how much.
 */
price: string, 
/**
 * How it came about.
 */
origin: string, 
/**
 * Where it stands, as `awaiting_payment`.
 */
state: string, 
/**
 * That in words.
 */
state_text: string, 
/**
 * When it was agreed.
 */
sold: string, 
/**
 * What time itself does next, and when, or what became of the money; empty when nothing.
 */
next: string, 
/**
 * The steps that are open, each with its words.
 */
can: Array<Choice>, 
/**
 * The dispute about it, if there is one here.
 */
dispute: Ref | null, 
/**
 * Whether changes of it wait for the server.
 */
pending: boolean, };

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
 * The map file's place on this computer; empty without one.
 */
map: string, 
/**
 * Why that file cannot be shown, in words; empty when it can, or there is none.
 */
map_problem: string, 
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
 * A place on the map, in micro-degrees.
 */
export type Spot = { 
/**
 * Latitude, north positive.
 */
lat_e6: number, 
/**
 * Longitude, east positive.
 */
lon_e6: number, };

/**
 * A step that is offered.
 */
export type StepButton = { 
/**
 * The step, as `confirm`.
 */
step: string, 
/**
 * The words on its button.
 */
text: string, };

/**
 * A step of one order.
 */
export type StepForm = { 
/**
 * The order.
 */
id: Ref, 
/**
 * The step, as `confirm`.
 */
step: string, 
/**
 * To whom, for `assign`.
 */
driver: Ref | null, 
/**
 * Why, for `fail`: a word of the family `fail-reason-…`.
 */
reason: string | null, 
/**
 * In one's own words, for `cancel`.
 */
note: string, 
/**
 * The train, for `retry`.
 */
train: Ref | null, };

/**
 * When managers are told, and whether a product can be ordered before it is there.
 */
export type StockRulesForm = { 
/**
 * The hub.
 */
hub: Ref, 
/**
 * The product.
 */
product: Ref, 
/**
 * From so few free units on managers are told; none: never.
 */
low_at: number | null, 
/**
 * Whether it can be ordered before it is there.
 */
back_order: boolean, 
/**
 * The most units that may wait; none: no limit.
 */
back_order_cap: number | null, };

/**
 * A stop.
 */
export type StopLineView = { 
/**
 * The stop.
 */
id: Ref, 
/**
 * The order.
 */
order: Ref, 
/**
 * Its place in the run, from 1.
 */
number: number, 
/**
 * Where it is, as `en_route`.
 */
phase: string, 
/**
 * That in words, with the reason where it failed.
 */
phase_text: string, 
/**
 * The order's tracking number.
 */
tracking: string, 
/**
 * Who takes the goods.
 */
recipient: string, 
/**
 * Where to, in one line.
 */
address: string, 
/**
 * When it may come; empty for any time.
 */
window: string, 
/**
 * When the driver should be there; empty when nobody said.
 */
planned: string, 
/**
 * Whether that is past and nobody was there yet.
 */
late: boolean, 
/**
 * Units, written out.
 */
load: string, 
/**
 * What is to be paid at the door; empty where nothing is.
 */
due: string, 
/**
 * Whether it is still to come: it can be moved and taken out.
 */
to_come: boolean, 
/**
 * Its door; none where it is not known.
 */
spot: Spot | null, };

/**
 * An order's stop.
 */
export type StopView = { 
/**
 * The run.
 */
run: Ref, 
/**
 * Where it is.
 */
phase_text: string, 
/**
 * Who drives.
 */
driver: string, 
/**
 * When the driver should be there; empty when nobody said.
 */
planned: string, 
/**
 * When the driver was there; empty before.
 */
arrived: string, 
/**
 * When it was done; empty before.
 */
done: string, };

/**
 * A run's stops in a new order.
 */
export type StopsOrder = { 
/**
 * The run.
 */
run: Ref, 
/**
 * All its stops to come.
 */
stops: Array<Ref>, };

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
 * What can be done with a ticket now.
 */
export type TicketActions = { 
/**
 * Write to the customer.
 */
reply: boolean, 
/**
 * Write a note.
 */
note: boolean, 
/**
 * Give it to somebody.
 */
assign: boolean, 
/**
 * Wait, for the customer or for a time.
 */
wait: boolean, 
/**
 * Say that it is solved.
 */
resolve: boolean, 
/**
 * End it.
 */
close: boolean, };

/**
 * How the queue stands.
 */
export type TicketCounts = { 
/**
 * Not over.
 */
open: number, 
/**
 * Whose customer waits for a word.
 */
owed: number, 
/**
 * With a broken promise.
 */
late: number, };

/**
 * Where a page of tickets ends.
 */
export type TicketKey = { 
/**
 * When something was last done to the last ticket.
 */
moved_at: number, 
/**
 * The ticket.
 */
id: Ref, };

/**
 * A ticket in the list.
 */
export type TicketLine = { 
/**
 * The ticket.
 */
id: Ref, 
/**
 * Its subject.
 */
title: string, 
/**
 * The first line of what is asked.
 */
excerpt: string, 
/**
 * Where it is, as `waiting_for_customer`.
 */
status: string, 
/**
 * That in words.
 */
status_text: string, 
/**
 * Who asks; empty for the server itself.
 */
author: string, 
/**
 * Who has it; empty when nobody does.
 */
assignee: string, 
/**
 * Whether the customer waits for a word.
 */
owed: boolean, 
/**
 * Which promise runs out next, and when; empty without one.
 */
due: string, 
/**
 * Whether a promise is broken.
 */
late: boolean, 
/**
 * When something was last done to it.
 */
moved: string, 
/**
 * Whether changes of it wait for the server.
 */
pending: boolean, };

/**
 * What is said in a ticket.
 */
export type TicketMessage = { 
/**
 * The reply or note.
 */
id: Ref, 
/**
 * Who wrote it.
 */
author: string, 
/**
 * Whether the hub speaks.
 */
from_staff: boolean, 
/**
 * Whether only the hub sees it.
 */
internal: boolean, 
/**
 * What is said.
 */
text: string, 
/**
 * Names of attached pictures.
 */
attachments: Array<string>, 
/**
 * When it was written.
 */
written: string, };

/**
 * One ticket in full.
 */
export type TicketPage = { 
/**
 * As in the list.
 */
line: TicketLine, 
/**
 * What is asked.
 */
text: string, 
/**
 * Names of attached pictures, for the call `picture`.
 */
attachments: Array<string>, 
/**
 * When it was written.
 */
written: string, 
/**
 * The order it is about.
 */
order: Ref | null, 
/**
 * The ticket that it continues.
 */
follows: Ref | null, 
/**
 * Replies and notes, the oldest first.
 */
messages: Array<TicketMessage>, 
/**
 * The promises that run, each with its time.
 */
promises: Array<string>, 
/**
 * What can be done now.
 */
can: TicketActions, };

/**
 * A step of a ticket.
 */
export type TicketStep = { 
/**
 * The ticket.
 */
id: Ref, 
/**
 * `take`, `leave`, `wait`, `put_off`, `resolve` or `close`.
 */
step: string, 
/**
 * Until when, for `put_off`, as the field shows it.
 */
until_field: string, };

/**
 * Words for a ticket.
 */
export type TicketWords = { 
/**
 * The ticket.
 */
id: Ref, 
/**
 * What is said.
 */
text: string, 
/**
 * Whether only the hub sees it.
 */
internal: boolean, };

/**
 * Which tickets.
 */
export type TicketsFilter = { 
/**
 * The community.
 */
community: Ref, 
/**
 * Those of the person alone.
 */
mine: boolean, 
/**
 * Those that are over instead of those that are not.
 */
ended: boolean, 
/**
 * Where the page before ended; none for the first.
 */
after: TicketKey | null, };

/**
 * A page of tickets.
 */
export type TicketsPage = { 
/**
 * Its tickets.
 */
lines: Array<TicketLine>, 
/**
 * Where the next page begins; none when there is none.
 */
next: TicketKey | null, };

/**
 * Another train for an order.
 */
export type TrainForm = { 
/**
 * The order.
 */
id: Ref, 
/**
 * The train.
 */
train: Ref, };

/**
 * A train in a list of choices.
 */
export type TrainLine = { 
/**
 * The train.
 */
id: Ref, 
/**
 * When it leaves and until when it takes orders, in words.
 */
text: string, 
/**
 * Where it is by now, in words.
 */
phase_text: string, 
/**
 * Whether it takes orders now.
 */
open: boolean, };

/**
 * How many voted in one poll.
 */
export type TurnoutLine = { 
/**
 * The poll.
 */
id: Ref, 
/**
 * The question.
 */
title: string, 
/**
 * When it ended.
 */
ended: string, 
/**
 * How many voted, of how many.
 */
votes: string, 
/**
 * Percent of those who could vote, in words.
 */
share: string, 
/**
 * Thousandths of those who could vote.
 */
permille: number, };

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

/**
 * An order that waits for a driver.
 */
export type WaitingView = { 
/**
 * As in the list of orders.
 */
row: OrderRow, 
/**
 * Where to, in one line.
 */
address: string, 
/**
 * When it may come; empty for any time.
 */
window: string, 
/**
 * Its door; none where it is not known.
 */
spot: Spot | null, };

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
  legal_waiting: { args: null; result: Array<LegalLine> };
  legal_agree: { args: Agreement; result: Array<LegalLine> };
  settings: { args: null; result: SettingsPage };
  change_settings: { args: SettingsChange; result: SettingsPage };
  choose_map: { args: MapForm; result: SettingsPage };
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
  orders_index: { args: OrdersFilter; result: OrdersIndex };
  orders_page: { args: OrdersWindow; result: Array<OrderRow> };
  orders_rows: { args: OrderIds; result: Array<OrderRow> };
  orders_counts: { args: One; result: Array<OrderCount> };
  orders_step: { args: BulkStep; result: BulkDone };
  trains: { args: One; result: Array<TrainLine> };
  order: { args: One; result: OrderPage | null };
  order_step: { args: StepForm; result: Done };
  pack_order: { args: PackForm; result: Done };
  hand_over: { args: One; result: Done };
  take_payment: { args: PaymentForm; result: Done };
  move_order: { args: TrainForm; result: Done };
  order_products: { args: ProductSearch; result: Array<ProductChoice> };
  basket: { args: BasketForm; result: BasketView };
  place_order: { args: OrderForm; result: Done };
  packing: { args: PackingFilter; result: PackingView };
  products: { args: ProductsFilter; result: ProductsPage };
  product: { args: ProductAt; result: ProductPage | null };
  save_product: { args: ProductForm; result: Done };
  archive_product: { args: ProductShelf; result: Done };
  adjust_stock: { args: AdjustForm; result: Done };
  set_stock_rules: { args: StockRulesForm; result: Done };
  stock_history: { args: HistoryFilter; result: Array<AdjustmentRow> };
  low_stock: { args: One; result: number };
  tickets: { args: TicketsFilter; result: TicketsPage };
  ticket_counts: { args: One; result: TicketCounts };
  ticket: { args: One; result: TicketPage | null };
  answer_ticket: { args: TicketWords; result: Done };
  ticket_step: { args: TicketStep; result: Done };
  disputes: { args: DisputesFilter; result: Array<DisputeLine> };
  disputes_waiting: { args: One; result: number };
  dispute: { args: One; result: DisputePage | null };
  dispute_step: { args: DisputeForm; result: Done };
  auctions: { args: AuctionsFilter; result: Array<AuctionLine> };
  auction: { args: One; result: AuctionPage | null };
  save_auction: { args: AuctionForm; result: Done };
  auction_step: { args: AuctionStep; result: Done };
  remove_bids: { args: BidsOut; result: Done };
  hub_sales: { args: One; result: Array<SaleLine> };
  sales_waiting: { args: One; result: number };
  sale_step: { args: SaleForm; result: Done };
  bidders: { args: One; result: Array<BidderLine> };
  set_bidder: { args: BidderForm; result: Done };
  approve_bidder: { args: Approval; result: Done };
  figures: { args: FiguresFilter; result: FiguresPage };
  audit: { args: AuditFilter; result: AuditView };
  audit_areas: { args: null; result: Array<Choice> };
  board: { args: One; result: BoardView };
  run_sheet: { args: One; result: RunView | null };
  propose: { args: Planning; result: ProposalView };
  accept_plan: { args: AcceptedPlan; result: Done };
  assign_order: { args: Assignment; result: Done };
  order_stops: { args: StopsOrder; result: Done };
  cancel_stop: { args: One; result: Done };
  resolve_review: { args: Resolved; result: Done };
  enlist_driver: { args: DriverForm; result: Done };
  fleet: { args: One; result: Array<DriverSpot> };
  leave_fleet: { args: null; result: null };
}
