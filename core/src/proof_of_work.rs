//! Proof of work: what a device does instead of reading letters in a picture when its person asks for much in a short
//! time (requirement A8). It takes the machine a moment, needs no eyes, and is checked with one hash.

/// How hard: a solution is found after about 2^18 tries, a fraction of a second on a phone.
pub const BITS: u32 = 18;
/// Hardest that a device works on, whatever a server asks for: half a minute.
pub const BITS_MAX: u32 = 24;

/// Whether a number solves a challenge: the hash of both begins with so many zero bits.
#[must_use]
pub fn is_solved(challenge: &str, bits: u32, number: u64) -> bool {
    let mut hasher = blake3::Hasher::new();
    hasher.update(challenge.as_bytes()).update(b" ").update(number.to_string().as_bytes());
    let hash = hasher.finalize();
    let mut zeros = 0;
    for byte in hash.as_bytes() {
        zeros += byte.leading_zeros();
        if *byte != 0 {
            break;
        }
    }
    zeros >= bits
}

/// The least number that solves a challenge; nothing when it is harder than [`BITS_MAX`].
#[must_use]
pub fn solve(challenge: &str, bits: u32) -> Option<u64> {
    if bits > BITS_MAX {
        return None;
    }
    (0..u64::MAX).find(|number| is_solved(challenge, bits, *number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_solution_is_one_for_its_challenge_alone() {
        let number = solve("a challenge", 10).unwrap();
        assert!(is_solved("a challenge", 10, number));
        assert!(!is_solved("another challenge", 10, number) || !is_solved("a third", 10, number));
        assert!((0..number).all(|less| !is_solved("a challenge", 10, less)), "the least");
        assert!(is_solved("a challenge", 0, 7));
        assert_eq!(solve("a challenge", BITS_MAX + 1), None);
    }
}
