//! Checks of the phone as a whole: contrast of the look, no words in code, and the markup that screens give.

mod contrast;
mod markup;
mod no_text;
