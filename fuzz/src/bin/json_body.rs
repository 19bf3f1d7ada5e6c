//! A JSON body, and the second step in one.
#![no_main]

use inside::users::{Credentials, PasswordChange, Registration, Reset};
use vestibule::doors::fuzzing::{body, second_step};

libfuzzer_sys::fuzz_target!(|data: &[u8]| run(data));

fn run(data: &[u8]) {
    let Some((read, method)) = body::<Credentials>(true, data) else { return };
    assert!(method.is_none(), "a method is overridden in forms only");
    assert!(read.is_none_or(|read| !read.username.contains('\0') && !read.email.contains('\0')));
    let _ = body::<Registration>(true, data);
    let _ = body::<PasswordChange>(true, data);
    let _ = body::<Reset>(true, data);
    let _ = second_step(data);
}
