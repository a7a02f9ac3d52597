# The market: listings, auctions, sales and reviews.

listing-kind-auction = Auction
listing-kind-fixed = Fixed price
listing-state-draft = Draft
listing-state-active = On sale
listing-state-sold = Sold
listing-state-unsold = Not sold
listing-state-cancelled = Called off
market-category-home = Home
market-category-garden = Garden
market-category-tools = Tools
market-category-electronics = Electronics
market-category-clothes = Clothes
market-category-media = Books, films, music
market-category-children = For children
market-category-sports = Sports and leisure
market-category-bicycles = Bicycles
market-category-collectables = Art and collectables
market-category-other = Other things
condition-new = New
condition-like-new = Like new
condition-good = Good
condition-worn = Well used
condition-for-parts = For parts
handover-pickup = Pick up
handover-delivery = Delivery
handover-either = Pick up or delivery
bid-event-bid = Bid
bid-event-bought = Bought outright
bid-event-retracted = Bid taken back
bid-event-removed = Bids taken out
bid-state-waiting = Not placed yet
bid-state-placed = Placed
bid-state-retracted = Taken back
bid-state-removed = Taken out
bid-kind-proxy = Bid up to a maximum
bid-kind-outright = Buy now
sale-origin-auction = Won at auction
sale-origin-outright = Bought outright
sale-origin-second-chance = Second chance
offer-state-open = Open
offer-state-accepted = Accepted
offer-state-declined = Declined
offer-state-lapsed = Lapsed
side-buyer = Buyer
side-seller = Seller
reserve-met = Reserve price met
reserve-not-met = Reserve price not met yet
auction-ends = Ends { $at }
auction-opens = Bids from { $at }
auction-ended = Ended { $at }
auction-extended = Extended by a late bid
auction-bids = { $count ->
    [0] No bids yet
    [one] { $count } bid
   *[other] { $count } bids
}
auction-price = Price now: { $price }
auction-next = Next bid from { $price }
auction-bidder = Bidder { $number }
auction-you = You
auction-leading = In the lead
auction-outbid = Outbid
auction-own-max = Your maximum: { $price }. Only you see it.
auction-waiting = Not placed. Your maximum of { $price } is stored on this phone only, and counts when it arrives.
auction-place-bid = Place bid
auction-raise = Raise my maximum
auction-buy-now = Buy for { $price }
auction-retract = Take bid back
market-title = Market
market-empty = Nothing here matches. Try fewer filters.
reputation-stars = { $count ->
    [0] No reviews yet
    [one] { $stars } of 5 stars, { $count } review
   *[other] { $stars } of 5 stars, { $count } reviews
}
title-listing-create = Your listing “{ $title }”
title-listing-edit = Your changes to “{ $title }”
title-bid-place = Your bid of { $price } on “{ $title }”
title-bid-retract = Taking your bid on “{ $title }” back
title-listing-buy = Buying “{ $title }”
title-review-write = Your review of “{ $title }”
