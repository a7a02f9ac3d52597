//! The markup of screens, drawn without a browser: every control has a name, every field a label, every picture
//! an alternative, in all four languages.

use dioxus::prelude::*;
use hubbub_core::i18n::Locale;
use hubbub_core::store::Key;
use scraper::{Html, Selector};

use crate::device::rehearsed;
use crate::routes::Route;
use crate::{App, Opening, Phone};

/// Draws an address on a phone that nobody has signed in on.
fn draw(path: Route, locale: Locale) -> Html {
    let folder = tempfile::tempdir().unwrap();
    let (device, _) = rehearsed(folder.path(), locale);
    let (server, key) = ("http://127.0.0.1:9".to_owned(), Key::new([7; 32]));
    let opening = Opening { folder: folder.path().to_owned(), server, key, device, network: false };
    let phone = Phone::open(opening).unwrap();
    let mut dom = VirtualDom::new(App).with_root_context(phone);
    dom.provide_root_context(std::rc::Rc::new(dioxus::history::MemoryHistory::with_initial_path(path))
        as std::rc::Rc<dyn dioxus::history::History>);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        dom.rebuild_in_place();
        Html::parse_fragment(&dioxus_ssr::render(&dom))
    })
}

fn all<'d>(page: &'d Html, selector: &str) -> Vec<scraper::ElementRef<'d>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

#[test]
fn every_control_has_a_name_and_every_field_a_label() {
    for locale in Locale::ALL.iter().copied() {
        for path in [Route::Gallery {}, Route::Start {}, Route::Register {}, Route::Code {}, Route::Forgot {}]
        {
            let page = draw(path.clone(), locale);
            for button in all(&page, "button, a, summary") {
                let named = button.value().attr("aria-label").is_some()
                    || !button.text().collect::<String>().trim().is_empty();
                assert!(named, "{path} {locale:?}: {}", button.html());
            }
            for field in all(&page, "input, textarea, select") {
                let id = field.value().attr("id").unwrap_or_default();
                assert_eq!(
                    all(&page, &format!("label[for='{id}']")).len(),
                    1,
                    "{path} {locale:?}: {}",
                    field.html()
                );
            }
            assert_eq!(all(&page, "h1").len(), 1, "{path} {locale:?} has one title");
            assert_eq!(all(&page, "main").len(), 1, "{path} {locale:?} has one main part");
            assert!(all(&page, "img:not([alt])").is_empty());
        }
    }
}

#[test]
fn whoever_is_not_signed_in_comes_to_the_door_in_their_language() {
    for (locale, title) in [(Locale::En, "Welcome"), (Locale::De, "Willkommen"), (Locale::Fr, "Bienvenue")] {
        for path in [Route::Start {}, Route::Votes {}, Route::Sync {}] {
            let page = draw(path, locale);
            let heading: String = all(&page, "h1").iter().flat_map(|it| it.text()).collect();
            assert_eq!(heading, title);
            assert_eq!(all(&page, "input[type='password']").len(), 1);
        }
    }
}

#[test]
fn parts_say_their_role_and_state() {
    let page = draw(Route::Gallery {}, Locale::En);
    for (selector, count) in [
        ("[role='meter'][aria-valuenow][aria-valuetext]", 2),
        ("[role='switch']", 1),
        ("[role='tab']", 3),
        ("[role='tab'][aria-selected='true'][tabindex='0']", 1),
        ("[role='tabpanel'][aria-labelledby]", 1),
        ("[role='alert']", 1),
        ("[aria-invalid='true'][aria-describedby]", 1),
        ("button[aria-disabled='true']", 2),
        ("svg[role='img'][aria-label]", 1),
    ] {
        assert_eq!(all(&page, selector).len(), count, "{selector}");
    }
    for button in all(&page, "button[aria-disabled='true']:not([aria-busy])") {
        let next = button.next_siblings().filter_map(scraper::ElementRef::wrap).next().unwrap();
        assert_eq!(next.value().attr("class"), Some("button-why"), "a button that is off says why");
    }
}
