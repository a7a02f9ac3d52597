//! Just enough Rust to tell code from comments and strings, and to see where functions end.

/// A Rust source taken apart. `code` has the same lines and columns (in characters) as the source;
/// what stood in comments, strings and character literals is spaces.
pub(crate) struct Lexed {
    pub(crate) code: String,
    pub(crate) strings: Vec<Literal>,
}

/// A string literal as it is written, escapes and all.
pub(crate) struct Literal {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// A function with a body; `lines` counts from the line of `fn` to that of the closing brace.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) lines: usize,
}

struct Lexer {
    source: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    strings: Vec<Literal>,
}

/// Takes `source` apart. Unfinished literals and comments run to the end.
pub(crate) fn lex(source: &str) -> Lexed {
    let (code, strings) = (String::with_capacity(source.len()), Vec::new());
    let mut lexer = Lexer { source: source.chars().collect(), at: 0, line: 1, code, strings };
    while lexer.at < lexer.source.len() {
        lexer.next_piece();
    }
    Lexed { code: lexer.code, strings: lexer.strings }
}

impl Lexer {
    fn next_piece(&mut self) {
        let starts_word = !self.code.chars().next_back().is_some_and(is_word);
        match (self.peek(0), self.peek(1)) {
            (Some('/'), Some('/')) => self.hide_while(|lexer| lexer.peek(0) != Some('\n')),
            (Some('/'), Some('*')) => self.block_comment(),
            (Some('"'), _) => self.string(),
            (Some('\''), _) => self.quote(),
            (Some('r' | 'b' | 'c'), _) if starts_word && self.raw_hashes().is_some() => self.raw_string(),
            _ => self.keep(),
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.source.get(self.at + ahead).copied()
    }

    fn keep(&mut self) {
        if let Some(next) = self.peek(0) {
            self.push(next);
        }
    }

    fn hide(&mut self) {
        if let Some(next) = self.peek(0) {
            self.push(if next == '\n' { '\n' } else { ' ' });
        }
    }

    fn push(&mut self, shown: char) {
        self.code.push(shown);
        self.line += usize::from(shown == '\n');
        self.at += 1;
    }

    fn hide_while(&mut self, more: impl Fn(&Self) -> bool) {
        while self.at < self.source.len() && more(self) {
            self.hide();
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (None, _) => return,
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.hide();
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.hide();
                }
                _ => {}
            }
            self.hide();
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        let line = self.line;
        self.keep();
        let start = self.at;
        while let Some(next) = self.peek(0).filter(|next| *next != '"') {
            if next == '\\' {
                self.hide();
            }
            self.hide();
        }
        self.take_literal(line, start);
        self.keep();
    }

    /// A character literal is hidden; a lifetime or a label stays.
    fn quote(&mut self) {
        let escaped = self.peek(1) == Some('\\');
        let literal = escaped || (self.peek(2) == Some('\'') && self.peek(1) != Some('\''));
        self.keep();
        if !literal {
            return;
        }
        if escaped {
            self.hide();
        }
        self.hide();
        self.hide_while(|lexer| lexer.peek(0) != Some('\''));
        self.keep();
    }

    /// The number of `#` when a raw string (`r"`, `r#"`, `br"`, `cr"`) starts here.
    fn raw_hashes(&self) -> Option<usize> {
        let prefix = if self.peek(0) == Some('r') { 1 } else { 2 };
        if prefix == 2 && self.peek(1) != Some('r') {
            return None;
        }
        let hashes = self.source.iter().skip(self.at + prefix).take_while(|next| **next == '#').count();
        (self.peek(prefix + hashes) == Some('"')).then_some(hashes)
    }

    fn raw_string(&mut self) {
        let hashes = self.raw_hashes().unwrap_or(0);
        let line = self.line;
        while self.peek(0) != Some('"') {
            self.keep();
        }
        self.keep();
        let start = self.at;
        self.hide_while(|lexer| !(lexer.peek(0) == Some('"') && lexer.hashes_follow(hashes)));
        self.take_literal(line, start);
        for _ in 0..=hashes {
            self.keep();
        }
    }

    fn hashes_follow(&self, count: usize) -> bool {
        (1..=count).all(|ahead| self.peek(ahead) == Some('#'))
    }

    fn take_literal(&mut self, line: usize, start: usize) {
        let text = self.source.iter().skip(start).take(self.at - start).collect();
        self.strings.push(Literal { line, text });
    }
}

pub(crate) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// The lines (from 1) where `pattern` stands in `code`, not as a part of a longer word.
pub(crate) fn lines_with(code: &str, pattern: &str) -> Vec<usize> {
    let open_start = pattern.chars().next().is_some_and(is_word);
    let open_end = pattern.chars().next_back().is_some_and(is_word);
    let stands = |line: &str| {
        line.match_indices(pattern).any(|(at, found)| {
            let before = line.get(..at).and_then(|text| text.chars().next_back());
            let after = line.get(at + found.len()..).and_then(|text| text.chars().next());
            let glued =
                (open_start && before.is_some_and(is_word)) || (open_end && after.is_some_and(is_word));
            !glued
        })
    };
    code.lines().enumerate().filter(|(_, line)| stands(line)).map(|(index, _)| index + 1).collect()
}

/// The lines that hold a floating-point literal such as `1.5`. Tuple fields (`pair.0.1`) and ranges
/// (`1..5`) are none.
pub(crate) fn lines_with_float(code: &str) -> Vec<usize> {
    let holds = |line: &str| {
        let text: Vec<char> = line.chars().collect();
        let starts = |at: usize| at == 0 || !(is_word(text[at - 1]) || text[at - 1] == '.');
        (0..text.len()).filter(|at| text[*at].is_ascii_digit() && starts(*at)).any(|at| {
            let digits = text[at..].iter().take_while(|c| c.is_ascii_digit() || **c == '_').count();
            text.get(at + digits) == Some(&'.') && text.get(at + digits + 1).is_some_and(char::is_ascii_digit)
        })
    };
    code.lines().enumerate().filter(|(_, line)| holds(line)).map(|(index, _)| index + 1).collect()
}

/// `code` with every item under `#[cfg(test)]` hidden; the lines stay where they are.
pub(crate) fn without_tests(code: &str) -> String {
    let hide = |item: &str| item.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect::<String>();
    test_items(code).into_iter().map(|(before, item)| before.to_owned() + &hide(item)).collect()
}

/// How many lines the items under `#[cfg(test)]` take.
pub(crate) fn test_lines(code: &str) -> usize {
    test_items(code).into_iter().map(|(_, item)| item.lines().count()).sum()
}

/// `code` cut into pairs: what comes before a test item, and the item with its attribute. The last
/// item is empty.
fn test_items(code: &str) -> Vec<(&str, &str)> {
    const MARK: &str = "#[cfg(test)]";
    let mut pairs = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        let (before, item) = rest.split_at(at);
        let (item, after) = item.split_at(MARK.len() + item_end(&item[MARK.len()..]));
        pairs.push((before, item));
        rest = after;
    }
    pairs.push((rest, ""));
    pairs
}

/// Every function with a body in `code`, nested ones too.
pub(crate) fn functions(code: &str) -> Vec<Function> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        if code[..at].chars().next_back().is_some_and(is_word) {
            continue;
        }
        let signature = &code[at + 3..];
        let name: String = signature.chars().take_while(|c| is_word(*c) || *c == '$').collect();
        let body = &signature[..item_end(signature)];
        if !name.is_empty() && body.ends_with('}') {
            let line = code[..at].matches('\n').count() + 1;
            found.push(Function { name, line, lines: body.matches('\n').count() + 1 });
        }
    }
    found
}

/// Where an item that starts `code` ends: after its first `;` outside brackets, or its matching `}`.
fn item_end(code: &str) -> usize {
    let (mut brackets, mut braces) = (0_i32, 0_i32);
    for (at, character) in code.char_indices() {
        match character {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            '{' => braces += 1,
            '}' => braces -= 1,
            _ => {}
        }
        let closed = character == '}' && braces <= 0 && brackets <= 0;
        let ended = character == ';' && braces == 0 && brackets <= 0;
        if closed || ended {
            return at + 1;
        }
    }
    code.len()
}
