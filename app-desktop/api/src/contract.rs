//! The types that the windows are written against: TypeScript, made from the list of calls.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use crate::calls;
use crate::problem::Problem;
use crate::watch::Change;

/// Where the text is kept, from the workspace's root.
pub const FILE: &str = "app-desktop/ui/src/gen/api.ts";

/// Gathers the declarations of types and all that they are made of.
pub(crate) struct Declarations {
    config: Config,
    found: BTreeMap<String, String>,
    calls: Vec<(&'static str, String, String)>,
}

impl Declarations {
    /// Notes a call with its types.
    pub(crate) fn call<A: TS + 'static, R: TS + 'static>(&mut self, name: &'static str) {
        self.add::<A>();
        self.add::<R>();
        self.calls.push((name, A::name(&self.config), R::name(&self.config)));
    }

    fn add<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.found.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            self.found.insert(name, format!("{docs}export {}", T::decl(&self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

/// The whole text.
#[must_use]
pub fn typescript() -> String {
    let config = Config::new().with_large_int("number");
    let mut all = Declarations { config, found: BTreeMap::new(), calls: Vec::new() };
    all.add::<Problem>();
    all.add::<Change>();
    calls::describe(&mut all);
    let marker = concat!("@", "generated");
    let mut text = format!(
        "// {marker} from app-desktop/api by its test `contract`; `UPDATE_CONTRACT=1` writes it anew.\n\
         // The calls that a window may make, and all they are made of.\n"
    );
    for declaration in all.found.values() {
        // Writing to a text cannot fail.
        let _ = write!(text, "\n{declaration}\n");
    }
    text.push_str("\n/** Every call: what it takes and what it gives. */\nexport interface Calls {\n");
    for (name, args, result) in &all.calls {
        let _ = writeln!(text, "  {name}: {{ args: {args}; result: {result} }};");
    }
    text.push_str("}\n");
    text
}
