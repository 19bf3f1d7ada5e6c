//! Names that people know for the authenticator that holds a passkey, by the identifier of its make (AAGUID). The names are the
//! makers' own, the same in every language. A passkey whose maker is not here is called just that.

/// The identifiers as the makers and the passkey developers' list publish them.
const PROVIDERS: &[(&str, &str)] = &[
    ("08987058cadc4b81b6e130de50dcbe96", "Windows Hello"),
    ("0ea242b443c44a1b8b17dd6d0b6baec6", "Keeper"),
    ("2fc0579f811347eab116bb5a8db9202a", "YubiKey 5 NFC"),
    ("50726f746f6e5061737350726f746f6e", "Proton Pass"),
    ("531126d6e717415c93203d9aa6981239", "Dashlane"),
    ("53414d53554e47000000000000000000", "Samsung Pass"),
    ("6028b017b1d44c02b4b3afcdafc96bb2", "Windows Hello"),
    ("771b48fdd3d44f749232fc157ab0507a", "Microsoft Edge"),
    ("9ddd1817af5a4672a2b93e3dd95000a9", "Windows Hello"),
    ("adce000235bcc60a648b0b25f1f05503", "Chrome"),
    ("b53976664885aa6bcebfe52262a439a2", "Chromium"),
    ("b78a0a556ef8d246a042ba0f6d55050c", "LastPass"),
    ("b84e404815dc4dd08640f4f60813c8af", "NordPass"),
    ("b92c3f9ac0144056887f140a2501163b", "Security Key by Yubico"),
    ("bada5566a7aa401fbd9645619a55120d", "1Password"),
    ("cb69481e8ff7403993ec0a2729a154a8", "YubiKey 5"),
    ("d345266801fd4c12926c83a4204853aa", "Microsoft Password Manager"),
    ("d548826e79b4db40a3d811116f7e8349", "Bitwarden"),
    ("d8522d9f575b486688a9ba99fa02f35b", "YubiKey Bio"),
    ("dd4ec289e01d41c9bb8970fa845d4bf2", "iCloud Keychain"),
    ("ea9b8d664d011d213ce4b6b48cb575d4", "Google Password Manager"),
    ("ee882879721c491397753dfcce97072a", "YubiKey 5"),
    ("f38095407f1449c1a8b38f813b225541", "Enpass"),
    ("f8a011f38c0a4d15800617111f9edc7d", "Security Key by Yubico"),
    ("fa2b99dc9e3942578f924a30d23c4118", "YubiKey 5 NFC"),
    ("fbfc3007154e4ecc8c0b6e020557d7bd", "Apple Passwords"),
    ("fdb141b25d84443e8a354698c205a502", "KeePassXC"),
];

/// The name of the authenticator with this identifier, in hex, if people know it.
pub(crate) fn name(aaguid: &str) -> Option<&'static str> {
    PROVIDERS.iter().find(|(known, _)| *known == aaguid).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_identifier_is_one_and_stands_once_in_order() {
        for (aaguid, _) in PROVIDERS {
            assert!(aaguid.len() == 32 && aaguid.bytes().all(|b| b.is_ascii_hexdigit()), "{aaguid}");
        }
        assert!(PROVIDERS.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(name("fbfc3007154e4ecc8c0b6e020557d7bd"), Some("Apple Passwords"));
        assert_eq!(name("00000000000000000000000000000000"), None);
    }
}
