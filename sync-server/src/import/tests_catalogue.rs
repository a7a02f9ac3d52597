//! The importers of catalogues: what a line or file may look like, and the real ones.

use std::io::Cursor;

use serde_json::Value as Json;

use super::films::Films;
use super::foods::{self, Table};
use super::recipes;
use super::rows::{Entry, open};
use super::run_catalogue::{self, Imported, item_id, kitchen_id, survey_id};
use super::tests_real::data;
use crate::{Config, Host, product};

fn host(folder: &tempfile::TempDir) -> Host {
    let mut config = Config::new(folder.path());
    config.log_requests = false;
    Host::open(config, product()).unwrap()
}

/// The rows of a query, one a line.
fn rows(host: &Host, text: &str) -> Vec<String> {
    let read = |sql: &mut dyn hubbub_core::store::Sql| {
        sql.all(text, &[], |row| {
            let fields =
                row.to_row().into_iter().map(|(name, value)| (name, serde_json::to_value(value).unwrap()));
            Ok(Json::Object(fields.collect()).to_string())
        })
    };
    host.app().readers.read_blocking(read).unwrap()
}

#[test]
fn a_line_is_a_film_or_says_why_not() {
    let lines = [
        (r#"{"title":"A","year":1990,"cast":["B"],"genres":[],"href":"A","extract":"C"}"#, "A 1990"),
        (r#"{"title":"A","year":1990}"#, "A 1990"),
        (r#"{"title":" ","year":1990}"#, "title is empty"),
        (r#"{"title":"A","year":1000}"#, "year is not a year of films: \"1000\""),
        (r#"{"title":"A"}"#, "the line is not a film in JSON"),
        (r#"{"title":"A","year":"1990"}"#, "the line is not a film in JSON"),
        (r#"["A",1990]"#, "the line is not a film in JSON"),
        ("{", "the line is not a film in JSON"),
    ];
    let input = lines.map(|(line, _)| line).join("\n");
    for ((number, (line, expected)), entry) in (1..).zip(lines).zip(Films::new(Cursor::new(input))) {
        let said = match entry.unwrap() {
            Entry::Record((film, _)) => format!("{} {}", film.title, film.year),
            Entry::Rejected(rejected) => {
                assert_eq!(rejected.line, number);
                rejected.reason.to_string()
            }
        };
        assert!(said.starts_with(expected), "{line}: {said}");
    }
    let endless = Films::new(Cursor::new("x".repeat(300_000))).next().unwrap().unwrap();
    assert!(matches!(endless, Entry::Rejected(rejected) if rejected.reason.to_string().contains("longer")));
}

#[test]
fn a_file_is_a_recipe_or_says_why_not() {
    let sound = "---\ntitle: 'Soup: hot'\ntags: ['a', \"b\", c]\nauthor: Ann\nother: x\n---\n\n\
        ![Soup](/pix/soup.webp \"Soup\")\nTake water.\n";
    let recipe = recipes::parse(sound).unwrap();
    assert_eq!((recipe.title.as_str(), recipe.author.as_str()), ("Soup: hot", "Ann"));
    assert_eq!(
        (recipe.tags.join(" "), recipe.pictures.join(" ")),
        ("a b c".to_owned(), "soup.webp".to_owned())
    );
    assert_eq!(recipe.text, "Take water.");
    for (text, line, expected) in [
        ("", 1, "the first line is not"),
        ("title: Soup", 1, "the first line is not"),
        ("---\ntitle: Soup\n", 2, "the end of the beginning is not"),
        ("---\nauthor: Ann\n---\nTake water.", 2, "title is empty"),
        ("---\ntitle: Soup\n---\n![Soup](soup.webp)\n", 2, "the text is empty"),
    ] {
        let rejected = recipes::parse(text).unwrap_err();
        assert_eq!(rejected.line, line, "{text}");
        assert!(rejected.reason.to_string().starts_with(expected), "{text}: {}", rejected.reason);
    }
}

#[test]
fn old_macintosh_bytes_are_read_and_lines_are_judged_one_by_one() {
    let survey =
        b"RespondentID,\"Please rate how much you like the traditional cuisine of\xcaC\x99te and more.\"\n\
        7,5\n8,N/A\n9,\n10,6\nx,1\n7,1\n11\n";
    let Table::Survey(survey) = foods::open(Cursor::new(&survey[..])).unwrap() else { panic!() };
    assert_eq!(survey.kitchens, ["C\u{f4}te and More"]);
    let said: Vec<String> = survey
        .map(|entry| match entry.unwrap() {
            Entry::Record(ratings) => format!("{}: {:?}", ratings.respondent, ratings.ratings),
            Entry::Rejected(rejected) => format!("line {}: {}", rejected.line, rejected.reason),
        })
        .collect();
    assert_eq!(
        said,
        [
            "7: [(0, 5)]",
            "8: []",
            "9: []",
            "line 5: a rating is not 1 to 5 or N/A: \"6\"",
            "line 6: RespondentID is not a whole number: \"x\"",
            "line 7: RespondentID \"7\" stands twice",
            "line 8: 1 fields where the header names 2",
        ]
    );
    let products = "code,product_name,brands\n007,Tea,B\n,Tea,\n8,,\n007,Tea,\n";
    let Table::Products(products) = foods::open(Cursor::new(products)).unwrap() else { panic!() };
    let said: Vec<String> = products
        .map(|entry| match entry.unwrap() {
            Entry::Record(product) => format!("{} {} {}", product.code, product.name, product.brands),
            Entry::Rejected(rejected) => format!("line {}: {}", rejected.line, rejected.reason),
        })
        .collect();
    assert_eq!(
        said,
        [
            "007 Tea B",
            "line 3: code is not a barcode: \"\"",
            "line 4: product_name is empty",
            "line 5: code \"007\" stands twice",
        ]
    );
    assert!(foods::open(Cursor::new("a,b\n1,2\n")).is_err());
}

#[test]
fn real_recipes_become_meals_once_with_their_pictures() {
    let Some(folder) = data("catalogue/recipes") else { return };
    let server = tempfile::tempdir().unwrap();
    let host = host(&server);
    let mut told = Vec::new();
    let done =
        run_catalogue::recipes(&host, &folder, "Kitchen", &mut |line| told.push(line.to_owned())).unwrap();
    assert_eq!((done.taken, done.rejected), (298, 0), "{told:#?}");
    // Fifteen pictures are there; a recipe may show several, and has its first.
    assert!((10..=15).contains(&done.pictures), "{} pictures", done.pictures);
    let count = "SELECT count(*) n FROM item WHERE category = 'meals' AND status = 'published'";
    assert_eq!(rows(&host, count), [r#"{"n":298}"#]);
    let named =
        "SELECT count(*) n FROM item i JOIN picture p ON p.hash = i.image JOIN blob b ON b.hash = i.image";
    assert_eq!(rows(&host, named), [format!(r#"{{"n":{}}}"#, done.pictures)]);
    let again = run_catalogue::recipes(&host, &folder, "Kitchen", &mut |_| {}).unwrap();
    assert_eq!(again, done);
    assert_eq!(rows(&host, count), [r#"{"n":298}"#]);
}

#[test]
fn real_films_and_products_become_content_once() {
    let (Some(films), Some(foods)) =
        (data("catalogue/films-wikipedia-2020s.jsonl.gz"), data("catalogue/openfoodfacts-2024-sample.csv"))
    else {
        return;
    };
    let server = tempfile::tempdir().unwrap();
    let host = host(&server);
    for _ in 0..2 {
        let mut told = Vec::new();
        let done =
            run_catalogue::films(&host, &films, "Cinema", &mut |line| told.push(line.to_owned())).unwrap();
        // Two pairs of title and year repeat.
        assert_eq!(done, Imported { taken: 1_151, pictures: 0, rejected: 2 }, "{told:#?}");
        assert_eq!(told.iter().filter(|line| line.contains("stands twice")).count(), 2);
        let done = run_catalogue::foods(&host, &foods, "Shop", &mut |_| {}).unwrap();
        assert_eq!(done, Imported { taken: 946, pictures: 0, rejected: 0 });
    }
    let count = "SELECT category, count(*) n FROM item GROUP BY category ORDER BY category";
    assert_eq!(rows(&host, count), [r#"{"category":"films","n":1151}"#, r#"{"category":"meals","n":946}"#]);
    let grudge = item_id("imported film", "Cinema", "The Grudge/2020");
    let text = rows(&host, &format!("SELECT title, description FROM item_text WHERE item = '{grudge}'"));
    let text: Json = serde_json::from_str(&text[0]).unwrap();
    assert_eq!(text["title"], "The Grudge (2020)");
    let description = text["description"].as_str().unwrap();
    assert!(description.contains("John Cho") && description.contains("CC BY-SA 3.0"), "{description}");
}

#[test]
fn every_real_table_is_read_to_its_end() {
    for (file, expected) in [
        ("films-wikipedia-1980s.jsonl.gz", 2_272),
        ("films-wikipedia-2010s.jsonl.gz", 2_512),
        ("films-wikipedia-2020s.jsonl.gz", 1_153),
    ] {
        let Some(path) = data(&format!("catalogue/{file}")) else { return };
        let films: Vec<_> = Films::new(open(&path).unwrap()).map(Result::unwrap).collect();
        assert_eq!(films.len(), expected, "{file}");
        assert!(films.iter().all(|entry| matches!(entry, Entry::Record(_))), "{file}");
    }
    let Some(path) = data("catalogue/openfoodfacts-2020-sample.csv") else { return };
    let Table::Products(products) = foods::open(open(&path).unwrap()).unwrap() else { panic!() };
    let products: Vec<_> = products.map(Result::unwrap).collect();
    assert_eq!(products.len(), 1_464);
    assert!(products.iter().all(|entry| matches!(entry, Entry::Record(_))));
}

#[test]
fn the_real_survey_becomes_a_poll_with_every_rating() {
    let Some(path) = data("catalogue/food-world-cup-data.csv") else { return };
    let server = tempfile::tempdir().unwrap();
    let host = host(&server);
    let done = run_catalogue::foods(&host, &path, "World", &mut |_| {}).unwrap();
    assert_eq!(done, Imported { taken: 1_373, pictures: 0, rejected: 0 });
    let poll = survey_id("World", "food-world-cup-data.csv");
    let content = std::fs::read(&path).unwrap();
    for country in ["Italy", "Australia", "Bosnia and Herzegovina"] {
        let option = kitchen_id(poll, country);
        let counted = rows(&host, &format!("SELECT ballots, score FROM option_tally WHERE id = '{option}'"));
        let counted: Json = serde_json::from_str(&counted[0]).unwrap();
        let (votes, score) = naive(&content, country);
        assert_eq!((counted["ballots"].as_i64(), counted["score"].as_i64()), (Some(votes), Some(score)));
        assert!(votes > 50, "{country}: {votes}");
    }
    let options = format!("SELECT count(*) n FROM poll_option WHERE poll = '{poll}'");
    assert_eq!(rows(&host, &options), [r#"{"n":40}"#]);
    let ballots = format!("SELECT count(*) n FROM ballot WHERE poll = '{poll}'");
    assert_eq!(rows(&host, &ballots), [r#"{"n":1373}"#]);
}

/// Ratings of a country, counted with another reader: how many, and together.
fn naive(content: &[u8], country: &str) -> (i64, i64) {
    let mut reader = csv::ReaderBuilder::new().from_reader(content);
    let header = reader.byte_headers().unwrap().clone();
    let ends = |name: &[u8]| String::from_utf8_lossy(name).trim_end_matches(['.', ':']).ends_with(country);
    let at = header.iter().position(ends).unwrap();
    let values = reader.byte_records().map(|record| {
        let record = record.unwrap();
        String::from_utf8_lossy(&record[at]).trim().parse::<i64>().ok()
    });
    values.flatten().fold((0, 0), |(votes, score), value| (votes + 1, score + value))
}
