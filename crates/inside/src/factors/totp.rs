//! Codes of an authenticator app: TOTP (RFC 6238) with HMAC-SHA1, six digits and time steps of 30 seconds. Every app knows these
//! values, and several ignore others.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use data_encoding::BASE32_NOPAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use time::PrimitiveDateTime;

use super::OneTimeCode;
use crate::secret::Secret;

const STEP: i64 = 30;

/// A code counts for one time step before and after its own: clocks differ, and people type slowly (RFC 6238 section 5.2).
const DRIFT: i64 = 1;

/// The time step of a moment.
pub(crate) fn step_at(now: PrimitiveDateTime) -> i64 {
    now.assume_utc().unix_timestamp().div_euclid(STEP)
}

/// What an authenticator app and we share: 160 bits (RFC 4226 section 4, R6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotpSecret(Secret<Vec<u8>>);

impl TotpSecret {
    /// A new one.
    pub(crate) fn generate() -> TotpSecret {
        TotpSecret::from_bytes(crate::random::bytes::<20>().to_vec())
    }

    pub(crate) fn from_bytes(bytes: Vec<u8>) -> TotpSecret {
        TotpSecret(Secret::new(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.expose()
    }

    /// As apps take it: Base32 (RFC 4648 section 6) without padding.
    pub fn base32(&self) -> String {
        BASE32_NOPAD.encode(self.bytes())
    }

    /// The same in groups of four, for people who type it.
    pub fn in_groups(&self) -> String {
        super::recovery_codes::in_groups(&self.base32(), " ")
    }

    /// The `otpauth:` link, which is what the QR code holds too. `issuer` names the service, `account` whose it is. A colon stands
    /// between the two, so the name of the service loses its own: apps split there, whether or not it is encoded.
    pub fn url(&self, issuer: &str, account: &str) -> String {
        let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        let named = issuer.replace(':', "");
        let (issuer, account, secret) = (encoded(&named), encoded(account), self.base32());
        format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30")
    }

    /// The time step whose code this is, among those that count at `current`: the newest, should two have the same.
    pub(crate) fn step_of(&self, code: &OneTimeCode, current: i64) -> Option<i64> {
        let is_it =
            |step: &i64| verify_slices_are_equal(self.code_at(*step).as_bytes(), code.text().as_bytes()).is_ok();
        (current - DRIFT..=current + DRIFT).rev().find(is_it)
    }

    /// RFC 4226 section 5.3.
    fn code_at(&self, step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, self.bytes());
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let tag = tag.as_ref();
        let offset = usize::from(tag[tag.len() - 1] & 0xf);
        let truncated = tag[offset..].iter().take(4).fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte));
        format!("{:06}", (truncated & 0x7fff_ffff) % 1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn rfc() -> TotpSecret {
        TotpSecret::from_bytes(b"12345678901234567890".to_vec())
    }

    /// RFC 6238 appendix B, of whose eight digits ours are the last six.
    #[test]
    fn the_vectors_of_the_rfc() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(rfc().code_at(seconds / STEP), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_counts_one_step_early_and_one_late_and_no_further() {
        let code = |step| OneTimeCode::new(&rfc().code_at(step));
        let found: Vec<_> = (38..=42).map(|step| rfc().step_of(&code(step), 40)).collect();
        assert_eq!(found, [None, Some(39), Some(40), Some(41), None]);
        assert_eq!(rfc().step_of(&OneTimeCode::new(""), 40), None);
        assert_eq!(rfc().step_of(&OneTimeCode::new("1234567"), 40), None);
    }

    #[test]
    fn spaces_and_hyphens_in_a_code_do_not_matter() {
        assert_eq!(rfc().step_of(&OneTimeCode::new(" 287 082\n"), 1), Some(1));
        assert_eq!(rfc().step_of(&OneTimeCode::new("287-082"), 1), Some(1));
    }

    #[test]
    fn a_step_lasts_thirty_seconds() {
        assert_eq!(step_at(datetime!(1970-01-01 00:00:59)), 1);
        assert_eq!(step_at(datetime!(1970-01-01 00:01:00)), 2);
        assert_eq!(step_at(datetime!(1969-12-31 23:59:59)), -1);
    }

    #[test]
    fn the_link_for_apps_names_service_and_account() {
        assert_eq!(rfc().in_groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            rfc().url("Ledger & Co", "john"),
            "otpauth://totp/Ledger%20%26%20Co:john?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Ledger%20%26%20Co\
             &algorithm=SHA1&digits=6&period=30"
        );
    }
}
