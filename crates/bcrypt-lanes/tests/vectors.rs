//! Published hashes: those of crypt_blowfish (Openwall) and of jBCrypt.

use bcrypt_lanes::{BcryptHash, Job, hash_all};

fn published() -> Vec<(Vec<u8>, &'static str)> {
    let alphanumeric = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    vec![
        // crypt_blowfish, wrapper.c
        (b"U*U".to_vec(), "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
        (b"U*U*".to_vec(), "$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"),
        (b"U*U*U".to_vec(), "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"),
        (b"".to_vec(), "$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy"),
        (
            [alphanumeric, &b"chars after 72 are ignored"[..]].concat(),
            "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
        ),
        (b"\xa3".to_vec(), "$2y$05$/OK.fbVrR/bpIqNJ5ianF.Sa7shbm4.OzKpvFnX1pQLmQW96oUlCq"),
        (b"\xff\xff\xa3".to_vec(), "$2y$05$/OK.fbVrR/bpIqNJ5ianF.CE5elHaaO4EbggVDjb8P19RukzXSM3e"),
        ([0xaa].repeat(80), "$2a$05$/OK.fbVrR/bpIqNJ5ianF.swQOIzjOiJ9GHEPuhEkvqrUyvWhEMx6"),
        ([0xaa, 0x55].repeat(36), "$2a$05$/OK.fbVrR/bpIqNJ5ianF.R9xrDjiycxMbQE2bp.vgqlYpW5wx2yy"),
        ([0x55, 0xaa, 0xff].repeat(24), "$2a$05$/OK.fbVrR/bpIqNJ5ianF.9tQZzcJfm3uj2NvJ/n5xkhpqLrMpWCe"),
        // jBCrypt, TestBCrypt.java
        (b"".to_vec(), "$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s."),
        (b"a".to_vec(), "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe"),
        (b"abc".to_vec(), "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"),
        (b"abcdefghijklmnopqrstuvwxyz".to_vec(), "$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC"),
        (
            b"~!@#$%^&*()      ~!@#$%^&*()PNBFRD".to_vec(),
            "$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO",
        ),
    ]
}

#[test]
fn published_passwords_match_their_hashes() {
    let published = published();
    let stored: Vec<BcryptHash> = published.iter().map(|(_, hash)| hash.parse().expect(hash)).collect();
    let jobs = published.iter().zip(&stored).map(|((password, _), stored)| Job::check(password, stored));
    for ((stored, computed), (_, hash)) in stored.iter().zip(hash_all(jobs)).zip(&published) {
        assert!(stored.matches(&computed), "{hash}: {computed}");
        assert_eq!(stored.to_string(), *hash, "written as it was read");
        assert_eq!(computed.to_string()[4..], hash[4..], "the same but for the version");
    }
}

#[test]
fn no_other_published_password_matches() {
    let published = published();
    let stored: BcryptHash = published[0].1.parse().expect("a hash");
    let others = published[1..].iter().map(|(password, _)| Job::check(password, &stored));
    assert!(hash_all(others).iter().all(|computed| !stored.matches(computed)));
}
