//! Tokens: what an address is known by. Only their hashes are stored.

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// What a signing secret is derived by.
const SIGNS: &[u8] = b"signature of bodies, 1";

/// A new token: 192 random bits, which are exactly the 32 characters that PagerDuty's senders take as a routing key. All other secrets of
/// ours have 256; this is the accepted exception.
pub(crate) fn new() -> anyhow::Result<String> {
    random::<24>()
}

/// A new token of 256 random bits, for addresses that nobody else gives a form.
pub(crate) fn long() -> anyhow::Result<String> {
    random::<32>()
}

fn random<const BYTES: usize>() -> anyhow::Result<String> {
    let mut bytes = [0_u8; BYTES];
    getrandom::fill(&mut bytes).context("no randomness")?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is stored of a token, and what it is looked up by.
pub(crate) fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// The secret that bodies are signed with, made from the token so that nothing but the token's hash is stored.
pub(crate) fn signing_secret(token: &str) -> String {
    // A key of any length is one.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(token.as_bytes()) else {
        return String::new();
    };
    mac.update(SIGNS);
    hex(&mac.finalize().into_bytes())
}

/// The same, in a time that does not tell how far they agree.
pub(crate) fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_32_characters_that_need_no_escaping_and_is_another_every_time() {
        let (a, b) = (new().unwrap(), new().unwrap());
        assert_ne!(a, b);
        for token in [a, b] {
            assert_eq!(token.len(), 32);
            assert!(
                token
                    .bytes()
                    .all(|c| c.is_ascii_alphanumeric() || b"-_".contains(&c))
            );
            assert_eq!(hash(&token).len(), 64);
            assert_ne!(hash(&token), signing_secret(&token));
            assert!(same(&hash(&token), &hash(&token)));
            assert!(!same(&hash(&token), &hash("other")));
        }
    }
}
