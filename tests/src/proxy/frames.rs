//! Cuts a WebSocket's bytes into frames (RFC 6455, section 5.2), as far as a proxy must know them.

const OPCODE_BINARY: u8 = 2;
const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;

/// A whole frame, header included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A whole binary message.
    Binary(Vec<u8>),
    /// Anything else: control frames, text, parts of messages.
    Other(Vec<u8>),
}

/// Bytes that have come and make no whole frame yet.
#[derive(Debug, Default)]
pub(super) struct Frames(Vec<u8>);

impl Frames {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// The next whole frame.
    pub(super) fn next(&mut self) -> Option<Piece> {
        let length = length(&self.0)?;
        if self.0.len() < length {
            return None;
        }
        let rest = self.0.split_off(length);
        let frame = std::mem::replace(&mut self.0, rest);
        let is_whole_binary = frame.first().is_some_and(|first| *first == FINAL | OPCODE_BINARY);
        Some(if is_whole_binary { Piece::Binary(frame) } else { Piece::Other(frame) })
    }
}

/// How long the frame is that begins here, once its header is there.
fn length(bytes: &[u8]) -> Option<usize> {
    let second = *bytes.get(1)?;
    let (header, payload) = match second & 0x7f {
        126 => (4, usize::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?))),
        127 => (10, usize::try_from(u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?)).ok()?),
        short => (2, usize::from(short)),
    };
    let mask = if second & MASKED == 0 { 0 } else { 4 };
    Some(header + mask + payload)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_whole_whatever_the_pieces() {
        let short = vec![0x82, 0x03, 1, 2, 3];
        let masked = vec![0x82, 0x82, 9, 9, 9, 9, 1, 2];
        let ping = vec![0x89, 0x00];
        let mut long = vec![0x82, 126, 0x01, 0x00];
        long.extend([7; 256]);
        let all = [short.clone(), masked.clone(), ping.clone(), long.clone()].concat();
        for size in [1, 2, 3, 7, 64, all.len()] {
            let mut frames = Frames::default();
            let mut found = Vec::new();
            for piece in all.chunks(size) {
                frames.push(piece);
                while let Some(frame) = frames.next() {
                    found.push(frame);
                }
            }
            let expected = [
                Piece::Binary(short.clone()),
                Piece::Binary(masked.clone()),
                Piece::Other(ping.clone()),
                Piece::Binary(long.clone()),
            ];
            assert_eq!(found, expected, "in pieces of {size}");
        }
    }
}
