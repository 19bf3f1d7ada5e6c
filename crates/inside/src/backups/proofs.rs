//! When a backup was last proved.

use diesel::prelude::*;
use time::PrimitiveDateTime;

use crate::db::Conn;
use crate::error::Error;
use crate::schema::backup_proofs;
use crate::state::Reads;

/// The newest backup that was proved.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct LastProof {
    /// When it was proved.
    pub proved_at: PrimitiveDateTime,
    /// When it was made.
    pub made_at: PrimitiveDateTime,
    /// How many accounts it holds.
    pub accounts: i64,
    /// How long its file is.
    pub bytes: i64,
}

/// The newest proof; none where there never was one.
///
/// # Errors
/// Only the database's.
pub fn last_proof(s: &mut Reads<'_>) -> Result<Option<LastProof>, Error> {
    let columns = (backup_proofs::proved_at, backup_proofs::made_at, backup_proofs::accounts, backup_proofs::bytes);
    let newest = backup_proofs::table.order(backup_proofs::proved_at.desc()).select(columns);
    Ok(newest.first(s.conn).optional()?)
}

/// Keeps a proof, and none of those before it.
pub(super) fn keep(c: &mut Conn, proof: &LastProof) -> Result<(), Error> {
    let LastProof { proved_at, made_at, accounts, bytes } = proof;
    diesel::delete(backup_proofs::table).execute(c)?;
    let row = (
        backup_proofs::proved_at.eq(proved_at),
        backup_proofs::made_at.eq(made_at),
        backup_proofs::accounts.eq(accounts),
        backup_proofs::bytes.eq(bytes),
    );
    diesel::insert_into(backup_proofs::table).values(row).execute(c)?;
    Ok(())
}
