//! Puts changes into a file, each behind its switch: `crate::mutants::on(n)` asks whether the n-th is on. The
//! original stays where no switch is on.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::Failure;
use crate::list::{Mutant, Place};

/// What core gets besides: the switches.
pub(crate) const SWITCHES: &str = "\
//! Which change is on.\n\
/// Whether the change with this number is on.\n\
#[must_use]\n\
pub fn on(number: usize) -> bool {\n\
    static ON: std::sync::LazyLock<Option<usize>> = std::sync::LazyLock::new(|| {\n\
        std::env::var(\"HUBBUB_MUTANT\").ok().and_then(|text| text.parse().ok())\n\
    });\n\
    *ON == Some(number)\n\
}\n";

/// A piece of text to put in, in place of `cut` bytes.
struct Edit {
    at: usize,
    cut: usize,
    /// At one place, what ends comes before what begins; of what ends the innermost first, of what begins the
    /// outermost.
    order: (u8, usize),
    text: String,
}

type Bytes = std::ops::Range<usize>;

/// Where things stand in a file.
#[derive(Default)]
struct Places {
    /// Operators with both their sides.
    binary: Vec<(Bytes, Bytes, Bytes)>,
    /// Bodies of functions with their `const`.
    functions: Vec<(Bytes, Option<Bytes>)>,
    /// Arms: where the pattern ends, and the guard.
    arms: Vec<(Bytes, usize, Option<Bytes>)>,
    /// Fields with their names and values, and what the rest is taken from.
    fields: Vec<(Bytes, String, Bytes, bool, Bytes)>,
}

impl<'ast> Visit<'ast> for Places {
    fn visit_expr_binary(&mut self, node: &'ast syn::ExprBinary) {
        self.binary.push((bytes(&node.op), bytes(&node.left), bytes(&node.right)));
        visit::visit_expr_binary(self, node);
    }

    fn visit_item_fn(&mut self, node: &'ast syn::ItemFn) {
        self.functions.push((bytes(&node.block), node.sig.constness.as_ref().map(bytes)));
        visit::visit_item_fn(self, node);
    }

    fn visit_impl_item_fn(&mut self, node: &'ast syn::ImplItemFn) {
        self.functions.push((bytes(&node.block), node.sig.constness.as_ref().map(bytes)));
        visit::visit_impl_item_fn(self, node);
    }

    fn visit_trait_item_fn(&mut self, node: &'ast syn::TraitItemFn) {
        if let Some(block) = &node.default {
            self.functions.push((bytes(block), None));
        }
        visit::visit_trait_item_fn(self, node);
    }

    fn visit_arm(&mut self, node: &'ast syn::Arm) {
        let guard = node.guard.as_ref().map(|(_, guard)| bytes(guard.as_ref()));
        self.arms.push((bytes(node), bytes(&node.pat).end, guard));
        visit::visit_arm(self, node);
    }

    fn visit_expr_struct(&mut self, node: &'ast syn::ExprStruct) {
        if let Some(rest) = &node.rest {
            for field in &node.fields {
                if let syn::Member::Named(name) = &field.member {
                    let is_short = field.colon_token.is_none();
                    let value = bytes(&field.expr);
                    self.fields.push((bytes(field), name.to_string(), value, is_short, bytes(rest.as_ref())));
                }
            }
        }
        visit::visit_expr_struct(self, node);
    }
}

fn bytes(node: &impl Spanned) -> Bytes {
    node.span().byte_range()
}

/// A file with its switches.
#[derive(Default)]
pub(crate) struct Switched {
    pub(crate) text: String,
    /// The numbers of changes that could not be put in.
    pub(crate) left_out: Vec<usize>,
    /// On which lines something was put in, from 1, and for which number.
    pub(crate) lines: Vec<(usize, usize)>,
    /// The numbers of changes that took a function's `const`.
    pub(crate) in_const: Vec<usize>,
}

/// The text with the changes in it. No line is added.
pub(crate) fn switched(text: &str, mutants: &[(usize, &Mutant)]) -> Result<Switched, Failure> {
    let mut places = Places::default();
    places.visit_file(&syn::parse_file(text)?);
    let lines: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut edits = Vec::new();
    let mut done = Switched::default();
    for &(number, mutant) in mutants {
        let range = offset(text, &lines, mutant.start)..offset(text, &lines, mutant.end);
        match places.edits(text, number, mutant, &range) {
            Some(found) => {
                if places.not_const(&range, &mut edits) {
                    done.in_const.push(number);
                }
                let line = |edit: &Edit| lines.partition_point(|start| *start <= edit.at);
                let (first, last) = (found.iter().map(line).min(), found.iter().map(line).max());
                let all = first.unwrap_or_default()..=last.unwrap_or_default();
                done.lines.extend(all.map(|line| (line, number)));
                edits.extend(found);
            }
            None => done.left_out.push(number),
        }
    }
    edits.sort_by_key(|edit| (edit.at, edit.order));
    let mut from = 0;
    for edit in edits {
        done.text.push_str(text.get(from..edit.at).unwrap_or_default());
        done.text.push_str(&edit.text);
        from = edit.at + edit.cut;
    }
    done.text.push_str(text.get(from..).unwrap_or_default());
    Ok(done)
}

/// Columns count characters.
fn offset(text: &str, lines: &[usize], place: Place) -> usize {
    let line = lines.get(place.line - 1).copied().unwrap_or(text.len());
    let rest = text.get(line..).unwrap_or_default();
    line + rest.char_indices().nth(place.column - 1).map_or(rest.len(), |(at, _)| at)
}

impl Places {
    /// Nothing when the place is not one that can be switched.
    fn edits(&self, text: &str, number: usize, mutant: &Mutant, range: &Bytes) -> Option<Vec<Edit>> {
        let on = format!("crate::mutants::on({number})");
        let part = |range: &Bytes| text.get(range.clone()).unwrap_or_default();
        let around = |range: &Bytes, before: String, after: &str| {
            let width = range.end - range.start;
            vec![
                Edit { at: range.start, cut: 0, order: (1, usize::MAX - width), text: before },
                Edit { at: range.end, cut: 0, order: (0, width), text: after.to_owned() },
            ]
        };
        match mutant.kind.as_str() {
            "FnValue" => {
                let body = self.functions.iter().map(|(body, _)| body);
                let body = body.filter(|body| body.start <= range.start && range.end <= body.end);
                let body = body.min_by_key(|body| body.end - body.start)?;
                let text = format!(" if {on} {{ return {}; }} ", mutant.replacement);
                Some(vec![Edit { at: body.start + 1, cut: 0, order: (1, 0), text }])
            }
            "UnaryOperator" if part(range) == "!" => {
                let text = format!("{on} ^ ");
                Some(vec![Edit { at: range.start, cut: 0, order: (1, usize::MAX - 1), text }])
            }
            "BinaryOperator" => {
                let (_, left, right) =
                    self.binary.iter().find(|(operator, ..)| operator.start == range.start)?;
                let other = format!("{} {} {}", part(left), mutant.replacement, part(right));
                if other.contains("let ") {
                    return None;
                }
                let whole = left.start..right.end;
                Some(around(&whole, format!("(if {on} {{ {other} }} else {{ "), " })"))
            }
            "MatchArmGuard" if !part(range).contains("let ") => {
                let before = match mutant.replacement.as_str() {
                    "true" => format!("{on} || ("),
                    _ => format!("!{on} && ("),
                };
                Some(around(range, before, ")"))
            }
            "MatchArm" => {
                let (_, pattern_end, guard) = self.arms.iter().find(|(arm, ..)| arm.start == range.start)?;
                match guard {
                    Some(guard) if part(guard).contains("let ") => None,
                    Some(guard) => Some(around(guard, format!("!{on} && ("), ")")),
                    None => {
                        let text = format!(" if !{on}");
                        Some(vec![Edit { at: *pattern_end, cut: 0, order: (0, 0), text }])
                    }
                }
            }
            "StructField" => {
                let (_, name, value, is_short, rest) =
                    self.fields.iter().find(|(field, ..)| field.start == range.start)?;
                let colon = if *is_short { format!("{name}: ") } else { String::new() };
                let before = format!("{colon}if {on} {{ ({}).{name} }} else {{ ", part(rest));
                Some(around(value, before, " }"))
            }
            _ => None,
        }
    }

    /// A function whose switch is asked when it runs is not `const`; whether it was.
    fn not_const(&self, range: &Bytes, edits: &mut Vec<Edit>) -> bool {
        let around =
            self.functions.iter().filter(|(body, _)| body.start <= range.start && range.end <= body.end);
        let Some(word) = around.filter_map(|(_, word)| word.as_ref()).next() else { return false };
        if edits.iter().all(|edit| edit.at != word.start || edit.cut == 0) {
            let cut = word.end - word.start;
            edits.push(Edit { at: word.start, cut, order: (1, 0), text: String::new() });
        }
        true
    }
}
