//! Markdown as safe HTML: what people write is shown, never run.
//!
//! Raw HTML in the text becomes text. Links lead to the web, to mail or to a telephone, and nowhere else.
//! Pictures in the text become their description: a picture of another server would tell it who reads.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// Where links may lead.
const SCHEMES: &[&str] = &["https://", "http://", "mailto:", "tel:"];

/// The HTML of a text in Markdown (CommonMark, with strikethrough). It holds no script, no style
/// and nothing that loads by itself.
#[must_use]
pub fn html(markdown: &str) -> String {
    let parser = Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH);
    let mut shown = String::new();
    let mut links: Vec<bool> = Vec::new();
    let events = parser.filter_map(|event| safe(event, &mut links));
    html::push_html(&mut shown, events);
    shown
}

/// The text without its marks, for a list.
#[must_use]
pub fn plain(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => {
                text.push('\n');
            }
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// The event as it may be shown. `links` remembers which of the open links were let through.
fn safe<'e>(event: Event<'e>, links: &mut Vec<bool>) -> Option<Event<'e>> {
    match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => None,
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
            let leads = is_safe(&dest_url);
            links.push(leads);
            let title = CowStr::Borrowed("");
            leads.then_some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link) => links.pop().unwrap_or(false).then_some(Event::End(TagEnd::Link)),
        other => Some(other),
    }
}

fn is_safe(url: &str) -> bool {
    let url = url.trim().to_ascii_lowercase();
    SCHEMES.iter().any(|scheme| url.starts_with(scheme)) && !url.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_shown_and_never_run() {
        for (markdown, shown) in [
            ("# Fair\n\nCome *all*.", "<h1>Fair</h1>\n<p>Come <em>all</em>.</p>\n"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
            ("[go](javascript:alert(1))", "<p>go</p>\n"),
            ("[go](JAVASCRIPT:alert(1))", "<p>go</p>\n"),
            ("[go](data:text/html,x)", "<p>go</p>\n"),
            ("[go](https://hub.example)", "<p><a href=\"https://hub.example\">go</a></p>\n"),
            ("<https://hub.example>", "<p><a href=\"https://hub.example\">https://hub.example</a></p>\n"),
            ("![cat](https://spy.example/x.png)", "<p>cat</p>\n"),
            ("[![cat](x)](vbscript:x)", "<p>cat</p>\n"),
            (
                "[a\"onmouseover=x](https://x.example \"t\\\" onclick=y\")",
                "<p><a href=\"https://x.example\">a\"onmouseover=x</a></p>\n",
            ),
        ] {
            assert_eq!(html(markdown).trim(), shown.trim(), "{markdown}");
        }
        assert_eq!(plain("# Fair\n\nCome *all* `now`"), "Fair\nCome all now");
    }

    proptest::proptest! {
        /// Whatever is written, no tag is let through that we do not make, and no handler or script.
        #[test]
        fn nothing_written_becomes_a_tag_of_another_kind(text in "[<>a-z\"'=:()\\[\\]!/ \n`*#-]{0,80}") {
            const TAGS: &[&str] = &["p", "em", "strong", "a", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
                "li", "code", "pre", "blockquote", "hr", "br", "del"];
            let shown = html(&text);
            for tag in shown.split('<').skip(1) {
                let inside = tag.split('>').next().unwrap_or_default();
                let name = inside.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
                proptest::prop_assert!(TAGS.contains(&name), "{} in {}", name, shown);
                let attributes = inside.split_once(' ').map_or("", |(_, rest)| rest);
                let plain = attributes.is_empty() || attributes == "/"
                    || attributes.starts_with("href=\"") || attributes.starts_with("class=\"language-")
                    || attributes.starts_with("start=\"");
                proptest::prop_assert!(plain, "{} in {}", attributes, shown);
            }
        }
    }
}
