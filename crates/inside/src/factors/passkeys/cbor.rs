//! Passing over what authenticators write in CBOR (RFC 8949) and nothing here reads.

use minicbor::data::Type;
use minicbor::{Decoder, decode};

use crate::error::PasskeyProblem;

/// Passes over one value, however deep. Everything in it says its length first, as authenticators write it (CTAP 2.1, section 8):
/// minicbor's own would take the end of what never began for a value.
pub(super) fn skip(decoder: &mut Decoder<'_>) -> Result<(), decode::Error> {
    let refused = || decode::Error::message("no length");
    let mut left = 1u64;
    while left > 0 {
        left -= 1;
        let within = match decoder.datatype()? {
            Type::Array => decoder.array()?.ok_or_else(refused)?,
            Type::Map => decoder.map()?.ok_or_else(refused)?.saturating_mul(2),
            Type::Tag => decoder.tag().map(|_| 1)?,
            Type::ArrayIndef | Type::MapIndef | Type::BytesIndef | Type::StringIndef | Type::Break => {
                return Err(refused());
            }
            _ => decoder.skip().map(|()| 0)?,
        };
        left = left.saturating_add(within);
    }
    Ok(())
}

/// Passes over a map at the beginning of these bytes.
///
/// # Errors
/// [`PasskeyProblem::Malformed`], also where something else begins there.
pub(super) fn skip_map(rest: &mut &[u8]) -> Result<(), PasskeyProblem> {
    let malformed = |_| PasskeyProblem::Malformed;
    let mut decoder = Decoder::new(rest);
    if decoder.datatype().map_err(malformed)? != Type::Map {
        return Err(PasskeyProblem::Malformed);
    }
    skip(&mut decoder).map_err(malformed)?;
    *rest = rest.get(decoder.position()..).ok_or(PasskeyProblem::Malformed)?;
    Ok(())
}
