//! What only SQLite has: its files. These run on SQLite wherever the other tests run, so `./scripts/test postgres` leaves them
//! out.

mod database_file;
mod reads;
mod unfit;
