//! `hubbub-server import`: which formats there are, and what is said of each run.

use std::path::PathBuf;

use clap::Subcommand;
use hubbub_server::Host;
use hubbub_server::import::run_bids::LowBids;
use hubbub_server::import::{run_bids, run_catalogue, run_gps, run_pabulib, run_polis, run_retail};

use crate::Problem;

#[derive(Subcommand)]
pub(crate) enum Format {
    /// A conversation of Polis: one of its files, their common start as DIR/NAME, or a folder of conversations.
    /// Ends badly when a file was refused or its own counts are not those of its votes
    Polis {
        path: PathBuf,
        /// The community that the polls go to
        #[arg(long, default_value = "Imported votes")]
        community: String,
    },
    /// A recipe in Markdown, or a folder of them, with pictures in its folder pix
    Recipes(Catalogue),
    /// Films, one JSON object a line, packed or not
    Films(Catalogue),
    /// Products of Open Food Facts, or a survey of the world's kitchens
    Foods(Catalogue),
    /// An election of Pabulib (.pb, packed or not), or a folder of them. Ends badly when a file was refused or
    /// its own counts are not those of its ballots
    Pabulib {
        path: PathBuf,
        /// The community that the polls go to
        #[arg(long, default_value = "Imported votes")]
        community: String,
    },
    /// The invoices of a shop: a table with a row a line
    Retail {
        path: PathBuf,
        /// The community that the shop goes to
        #[arg(long, default_value = "Imported orders")]
        community: String,
    },
    /// Recorded traces: a table with a row a point (cars, delivery agents, buses, one drive), or GPX
    Gps {
        path: PathBuf,
        /// The community whose drivers they become
        #[arg(long, default_value = "Imported traces")]
        community: String,
    },
    /// Recorded auctions: a table with one row per bid
    Bids {
        path: PathBuf,
        /// The community that the listings go to
        #[arg(long, default_value = "Imported auctions")]
        community: String,
        /// Bids below the least that counted then, or not above the bidder's own, count too
        #[arg(long)]
        let_low_bids_in: bool,
    },
}

/// Where a catalogue is, and where it goes.
#[derive(clap::Args)]
pub(crate) struct Catalogue {
    path: PathBuf,
    /// The community that it goes to
    #[arg(long, default_value = "Imported catalogues")]
    community: String,
}

/// Brings data of another system in; whether all of it was taken.
pub(crate) fn bring_in(host: &Host, format: Format, tell: &mut dyn FnMut(&str)) -> Result<bool, Problem> {
    let good = match format {
        Format::Polis { path, community } => {
            let done = run_polis::run(host.writer(), &path, &community, host.now(), tell)?;
            println!(
                "{} conversations, {} statements and {} votes are in; {} conversations were refused, {} statements \
                 left out, {} lines rejected, {} statements count otherwise than their file says.",
                done.conversations,
                done.statements,
                done.votes,
                done.failed,
                done.left_out,
                done.rejected,
                done.differences
            );
            done.failed == 0 && done.differences == 0
        }
        Format::Pabulib { path, community } => {
            let done = run_pabulib::run(host.writer(), &path, &community, host.now(), tell)?;
            println!(
                "{} elections and {} ballots are in; {} files were refused, {} lines rejected, {} projects count \
                 otherwise than their file says.",
                done.files, done.ballots, done.failed, done.rejected, done.differences
            );
            done.failed == 0 && done.differences == 0
        }
        Format::Bids { path, community, let_low_bids_in } => {
            let low_bids = if let_low_bids_in { LowBids::LetIn } else { LowBids::Refuse };
            run_bids::run(host.writer(), &path, &community, low_bids, tell)?;
            true
        }
        Format::Retail { path, community } => {
            run_retail::run(host.writer(), &path, &community, tell)?;
            true
        }
        Format::Gps { path, community } => {
            run_gps::run(host, &path, &community, tell)?;
            true
        }
        Format::Recipes(Catalogue { path, community }) => {
            run_catalogue::recipes(host, &path, &community, tell)?;
            true
        }
        Format::Films(Catalogue { path, community }) => {
            run_catalogue::films(host, &path, &community, tell)?;
            true
        }
        Format::Foods(Catalogue { path, community }) => {
            run_catalogue::foods(host, &path, &community, tell)?;
            true
        }
    };
    Ok(good)
}
