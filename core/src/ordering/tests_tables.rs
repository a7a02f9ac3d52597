//! Every triple (state, command, role) of an order and of a sale, against tables written by hand.

use std::collections::{BTreeMap, BTreeSet};

use super::sale::{Resolution, SaleCommand, SaleRefusal, SaleRole, SaleState, sale_step};
use super::status::{Command, Role, Status, StatusRefusal, StockEffect, offered, step};

/// Letters of the roles: Customer, Driver, HubManager, cOntent admin, Admin, System, Bystander.
fn role(letter: char) -> Role {
    match letter {
        'C' => Role::Customer,
        'D' => Role::Driver,
        'H' => Role::HubManager,
        'O' => Role::ContentAdmin,
        'A' => Role::Admin,
        'S' => Role::System,
        _ => Role::Bystander,
    }
}

/// State, command, next state, who may. What is not here is refused.
const ORDER: &[(Status, Command, Status, &str)] = &{
    use {Command as C, Status as S};
    [
        (S::Pending, C::Confirm, S::Confirmed, "HAS"),
        (S::Pending, C::Cancel, S::Cancelled, "CHAS"),
        (S::Confirmed, C::Pack, S::Packed, "HA"),
        (S::Confirmed, C::Cancel, S::Cancelled, "CHA"),
        (S::Packed, C::Assign, S::Assigned, "HAS"),
        (S::Packed, C::Cancel, S::Cancelled, "CHA"),
        (S::Assigned, C::Assign, S::Assigned, "HAS"),
        (S::Assigned, C::Depart, S::OutForDelivery, "DHA"),
        (S::Assigned, C::Cancel, S::Cancelled, "CHA"),
        (S::OutForDelivery, C::Deliver, S::Delivered, "DHA"),
        (S::OutForDelivery, C::Fail, S::Failed, "DHA"),
        (S::Failed, C::Retry, S::Retried, "HAS"),
        (S::Failed, C::Return, S::Returned, "HA"),
        (S::Retried, C::Assign, S::Assigned, "HAS"),
        (S::Retried, C::Cancel, S::Cancelled, "CHA"),
    ]
};

/// Who gives a command at all: from whichever state.
fn ever(command: Command) -> &'static str {
    match command {
        Command::Confirm | Command::Assign | Command::Retry => "HAS",
        Command::Pack | Command::Return => "HA",
        Command::Depart | Command::Deliver | Command::Fail => "DHA",
        Command::Cancel => "CHAS",
    }
}

#[test]
fn an_order_moves_only_along_its_graph_and_by_its_roles() {
    let (mut moved, mut triples) = (0, 0);
    for &status in Status::ALL {
        for &command in Command::ALL {
            for &role_of in Role::ALL {
                triples += 1;
                let line = ORDER.iter().find(|(from, given, ..)| (*from, *given) == (status, command));
                let has = |letters: &str| letters.chars().any(|letter| role(letter) == role_of);
                let expected = match line {
                    _ if !has(ever(command)) => Err(StatusRefusal::ForbiddenRole),
                    None => Err(StatusRefusal::InvalidState { status }),
                    Some((.., letters)) if !has(letters) => Err(StatusRefusal::ForbiddenRole),
                    Some((_, _, to, _)) => Ok(*to),
                };
                let found = step(status, command, role_of).map(|step| step.to);
                assert_eq!(found, expected, "{status:?} {command:?} {role_of:?}");
                let shown = offered(status, role_of).any(|offered| offered == command);
                assert_eq!(shown, found.is_ok(), "{status:?} {command:?} {role_of:?}");
                moved += usize::from(found.is_ok());
            }
        }
    }
    assert_eq!(triples, 10 * 9 * 7);
    assert_eq!(moved, ORDER.iter().map(|(.., letters)| letters.len()).sum::<usize>());
    println!("{triples} triples, {moved} allowed");
}

/// Where the units of a line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Reserved,
    Out,
    Free,
}

#[test]
fn units_are_in_one_place_whatever_the_path() {
    let mut seen: BTreeMap<Status, BTreeSet<Place>> = BTreeMap::new();
    let mut todo = vec![(Status::Pending, Place::Reserved)];
    while let Some((status, place)) = todo.pop() {
        if !seen.entry(status).or_default().insert(place) {
            continue;
        }
        for &command in Command::ALL {
            let Ok(step) = step(status, command, Role::Admin) else { continue };
            let next = match (step.effect, place) {
                (StockEffect::None, place) => place,
                (StockEffect::Release, Place::Reserved) => Place::Free,
                (StockEffect::Ship, Place::Reserved) => Place::Out,
                (StockEffect::Unship, Place::Out) => Place::Reserved,
                (StockEffect::Restock, Place::Out) => Place::Free,
                impossible => panic!("{status:?} {command:?}: {impossible:?}"),
            };
            todo.push((step.to, next));
        }
    }
    assert_eq!(seen.len(), Status::ALL.len(), "every state can be reached");
    for (status, places) in seen {
        let place = match status {
            Status::OutForDelivery | Status::Delivered | Status::Failed => Place::Out,
            Status::Returned | Status::Cancelled => Place::Free,
            _ => Place::Reserved,
        };
        assert_eq!(places, BTreeSet::from([place]), "{status:?}");
        let stuck = Command::ALL.iter().all(|command| step(status, *command, Role::Admin).is_err());
        assert_eq!(stuck, status.is_final(), "{status:?}");
    }
    assert!(Status::ALL.iter().filter(|status| status.shows_driver()).eq([&Status::OutForDelivery]));
}

/// Letters of the roles of a sale: Buyer, Seller, HubManager, Admin, sYstem, anybody else.
fn sale_role(letter: char) -> SaleRole {
    match letter {
        'B' => SaleRole::Buyer,
        'S' => SaleRole::Seller,
        'H' => SaleRole::HubManager,
        'A' => SaleRole::Admin,
        'Y' => SaleRole::System,
        _ => SaleRole::Bystander,
    }
}

const SALE: &[(SaleState, SaleCommand, SaleState, &str)] = &{
    use {Resolution as R, SaleCommand as C, SaleState as S};
    [
        (S::AwaitingPayment, C::Pay, S::Paid, "HAY"),
        (S::AwaitingPayment, C::Cancel, S::Cancelled, "SHAY"),
        (S::Paid, C::HandOver, S::HandedOver, "SHA"),
        (S::Paid, C::Cancel, S::Cancelled, "SA"),
        (S::Paid, C::Dispute, S::Disputed, "B"),
        (S::HandedOver, C::Receive, S::Received, "BY"),
        (S::HandedOver, C::Dispute, S::Disputed, "B"),
        (S::Received, C::Complete, S::Completed, "Y"),
        (S::Disputed, C::Resolve(R::Refund), S::Resolved(R::Refund), "Y"),
        (S::Disputed, C::Resolve(R::Partial), S::Resolved(R::Partial), "Y"),
        (S::Disputed, C::Resolve(R::Release), S::Resolved(R::Release), "Y"),
    ]
};

fn sale_ever(command: SaleCommand) -> &'static str {
    match command {
        SaleCommand::Pay => "HAY",
        SaleCommand::HandOver => "SHA",
        SaleCommand::Receive => "BY",
        SaleCommand::Complete | SaleCommand::Resolve(_) => "Y",
        SaleCommand::Cancel => "SHAY",
        SaleCommand::Dispute => "B",
    }
}

#[test]
fn a_sale_moves_only_along_its_graph_and_by_its_roles() {
    let (mut moved, mut triples) = (0, 0);
    for &state in SaleState::ALL {
        for &command in SaleCommand::ALL {
            for &role_of in SaleRole::ALL {
                triples += 1;
                let line = SALE.iter().find(|(from, given, ..)| (*from, *given) == (state, command));
                let has = |letters: &str| letters.chars().any(|letter| sale_role(letter) == role_of);
                let expected = match line {
                    _ if !has(sale_ever(command)) => Err(SaleRefusal::ForbiddenRole),
                    None => Err(SaleRefusal::InvalidState { state }),
                    Some((.., letters)) if !has(letters) => Err(SaleRefusal::ForbiddenRole),
                    Some((_, _, to, _)) => Ok(*to),
                };
                let found = sale_step(state, command, role_of);
                assert_eq!(found, expected, "{state:?} {command:?} {role_of:?}");
                moved += usize::from(found.is_ok());
            }
        }
    }
    assert_eq!(triples, 10 * 9 * 6);
    assert_eq!(moved, SALE.iter().map(|(.., letters)| letters.len()).sum::<usize>());
    println!("{triples} triples, {moved} allowed");
}
