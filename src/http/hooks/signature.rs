//! Who signed a body. Codes are compared in constant time, by `hmac` itself.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::clock::{At, Span};

/// A signature is good for so long before and after the moment it names, so that a copied request cannot be sent again tomorrow.
pub(crate) const TOLERANCE: Span = Span::seconds(300);
/// Codes of one header that are tried: one for each secret while secrets change.
const MAX_CODES: usize = 4;

/// What is wrong with a signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Forged {
    /// There is none, and one is wanted.
    Missing,
    /// It is not of the form it should be.
    Malformed,
    /// It names a moment too far from ours.
    Stale,
    /// It belongs to another body or another secret.
    Wrong,
}

impl Forged {
    /// For the sender.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Forged::Missing => "the signature is missing",
            Forged::Malformed => "the signature cannot be read",
            Forged::Stale => "the signature's timestamp is more than five minutes away",
            Forged::Wrong => "the signature does not fit",
        }
    }
}

/// GitHub's `X-Hub-Signature-256`: `sha256=` and the code of the body in hexadecimal.
pub(crate) fn github(secret: &[u8], header: Option<&str>, body: &[u8]) -> Result<(), Forged> {
    let code = header
        .ok_or(Forged::Missing)?
        .strip_prefix("sha256=")
        .ok_or(Forged::Malformed)?;
    let code = unhex(code).ok_or(Forged::Malformed)?;
    fits(secret, &[body], &code)
}

/// Our own `X-Signature`: `t=<seconds since 1970>,v1=<code>`, the code being that of `<t>.<body>` in hexadecimal. There may be several `v1`;
/// one that fits is enough.
pub(crate) fn timed(
    secret: &[u8],
    header: Option<&str>,
    body: &[u8],
    now: At,
) -> Result<(), Forged> {
    let header = header.ok_or(Forged::Missing)?;
    let mut moment = None;
    let mut codes = Vec::new();
    for part in header.split(',') {
        match part.trim().split_once('=') {
            Some(("t", t)) if moment.is_none() => moment = Some(t),
            Some(("v1", code)) if codes.len() < MAX_CODES => {
                codes.push(unhex(code).ok_or(Forged::Malformed)?);
            }
            _ => {}
        }
    }
    let moment = moment.ok_or(Forged::Malformed)?;
    if codes.is_empty() || !moment.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Forged::Malformed);
    }
    let seconds: i64 = moment.parse().or(Err(Forged::Malformed))?;
    let apart = seconds.abs_diff(now.seconds());
    let known = codes
        .iter()
        .any(|code| fits(secret, &[moment.as_bytes(), b".", body], code).is_ok());
    match known {
        false => Err(Forged::Wrong),
        true if apart > TOLERANCE.0.unsigned_abs() / 1000 => Err(Forged::Stale),
        true => Ok(()),
    }
}

fn fits(secret: &[u8], parts: &[&[u8]], code: &[u8]) -> Result<(), Forged> {
    // Every key is of a right length; this cannot fail, but an empty one proves nothing.
    if secret.is_empty() {
        return Err(Forged::Wrong);
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).or(Err(Forged::Wrong))?;
    for part in parts {
        mac.update(part);
    }
    mac.verify_slice(code).or(Err(Forged::Wrong))
}

/// The 32 bytes of a code in hexadecimal.
fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.len() != 64 {
        return None;
    }
    let digit = |b: &u8| char::from(*b).to_digit(16);
    text.as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, cases 1, 2, 3, 4, 6 and 7 (5 tests a truncated code, which is not taken).
    #[test]
    fn codes_are_those_of_the_rfc() {
        let long = [0xaa_u8; 131];
        let counting: Vec<u8> = (1..=25).collect();
        let cases: [(&[u8], &[u8], &str); 6] = [
            (
                &[0x0b; 20],
                b"Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 20],
                &[0xdd; 50],
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
            (
                &counting,
                &[0xcd; 50],
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            ),
            (
                &long,
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (
                &long,
                b"This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed \
                  before being used by the HMAC algorithm.",
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            ),
        ];
        for (secret, body, code) in cases {
            let code = unhex(code).unwrap();
            assert_eq!(fits(secret, &[body], &code), Ok(()));
            let (first, rest) = body.split_at(body.len() / 2);
            assert_eq!(fits(secret, &[first, rest], &code), Ok(()));
            assert_eq!(fits(b"other", &[body], &code), Err(Forged::Wrong));
            assert_eq!(
                fits(secret, &[body], code.get(..16).unwrap()),
                Err(Forged::Wrong)
            );
        }
    }

    #[test]
    fn github_signs_as_its_documentation_says() {
        let secret = b"It's a Secret to Everybody";
        let code = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        let check = |header: Option<&str>, body: &str| github(secret, header, body.as_bytes());
        let header = format!("sha256={code}");
        assert_eq!(check(Some(&header), "Hello, World!"), Ok(()));
        assert_eq!(
            check(Some(&header.to_uppercase()), "Hello, World!"),
            Err(Forged::Malformed)
        );
        assert_eq!(check(Some(&header), "Hello, World"), Err(Forged::Wrong));
        assert_eq!(check(None, "Hello, World!"), Err(Forged::Missing));
        for header in [
            "",
            code,
            "sha256=",
            "sha1=757107ea",
            "sha256=zz",
            "sha256=é",
        ] {
            assert_eq!(check(Some(header), "Hello, World!"), Err(Forged::Malformed));
        }
        // 64 bytes, of which some are half a character.
        let odd = format!("sha256={}é", "0".repeat(62));
        assert_eq!(check(Some(&odd), ""), Err(Forged::Malformed));
        assert_eq!(github(b"", Some(&header), b""), Err(Forged::Wrong));
    }

    #[test]
    fn our_own_signature_holds_five_minutes() {
        // printf '1700000000.{"title":"x"}' | openssl dgst -sha256 -hmac s3cret
        let code = "05598f435d81060c0ef95be1375294c8e4a5ac813565f9a162732902ad41e53e";
        let body = br#"{"title":"x"}"#;
        let check = |header: &str, now: i64| timed(b"s3cret", Some(header), body, At(now * 1000));
        let good = format!("t=1700000000,v1={code}");
        assert_eq!(check(&good, 1_700_000_000), Ok(()));
        assert_eq!(check(&good, 1_700_000_300), Ok(()));
        assert_eq!(check(&good, 1_699_999_700), Ok(()));
        assert_eq!(check(&good, 1_700_000_301), Err(Forged::Stale));
        assert_eq!(check(&good, 1_699_999_699), Err(Forged::Stale));
        let wrong = "0".repeat(64);
        let two = format!("t=1700000000, v1={wrong}, v1={code}, v2=later");
        assert_eq!(check(&two, 1_700_000_000), Ok(()));
        let other = format!("t=1700000001,v1={code}");
        assert_eq!(check(&other, 1_700_000_000), Err(Forged::Wrong));
        for header in [
            "",
            "t=1700000000",
            "t=,v1=00",
            "t=99999999999999999999,v1=0",
        ] {
            assert_eq!(check(header, 1_700_000_000), Err(Forged::Malformed));
        }
        let signed = format!("t=-5,v1={wrong}");
        assert_eq!(check(&signed, 0), Err(Forged::Malformed));
        assert_eq!(timed(b"s3cret", None, body, At(0)), Err(Forged::Missing));
    }
}
