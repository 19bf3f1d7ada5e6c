//! Programs that share few connections to a server among many.

/// What is between us and a server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Pooler {
    /// Nothing.
    #[default]
    None,
    /// One that lends a connection for as long as we keep ours.
    Session,
    /// One that lends a connection for each transaction, such as PgBouncer with `pool_mode = transaction`.
    Transaction,
}
