//! The body of a form, with its `_method`.
#![no_main]

use inside::users::{Credentials, FullUpdate, PartialUpdate, PasswordChange, Registration};
use vestibule::doors::fuzzing::body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let Some((form, method)) = body::<Credentials>(false, data) else { return };
    // PostgreSQL stores no NUL.
    assert!(form.is_none_or(|form| !form.username.contains('\0') && !form.email.contains('\0')));
    assert!(method.is_none_or(|method| !method.contains('\0')));
    let _ = body::<Registration>(false, data);
    let _ = body::<PartialUpdate>(false, data);
    let _ = body::<FullUpdate>(false, data);
    let _ = body::<PasswordChange>(false, data);
}
