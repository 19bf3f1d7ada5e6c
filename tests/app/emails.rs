//! Every email as its reader sees it. Names and browsers contain markup that would break an unescaped template.

use inside::branding::{Accent, Branding, Corners, Typeface};
use inside::config::Site;
use inside::mail::render::{Rendered, Service, render};
use inside::mail::{Email, EmailLink, FactorChange, Occasion, Recipient};
use inside::stored::Word as _;
use inside::texts::{Language, Texts};
use inside::users::Role;
use time::Duration;
use time::macros::datetime;

/// A site that says nothing about itself.
static PLAIN: Site = Site {
    app_url: None,
    tagline: None,
    support_email: None,
    terms: None,
    privacy_url: None,
    footer_links: Vec::new(),
};
/// Our own look.
static OURS: Branding = Branding {
    accent: None,
    corners: Corners::Soft,
    typeface: Typeface::System,
    logo: None,
    logo_dark: None,
    favicon: None,
    stylesheet: None,
};
const LEDGER: Service<'_> = Service { name: "Ledger", url: "https://ledger.example", site: &PLAIN, branding: &OURS };
const JOHN: Recipient<'_> = Recipient { account: None, username: "john", address: "john@example.com", language: None };
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

fn occasion() -> Occasion {
    let address = "203.0.113.9".parse().expect("an address");
    Occasion { at: datetime!(2026-11-21 08:04:05), address, user_agent: FIREFOX.into(), by_staff: false }
}

fn link(path: &str, lifetime: Duration) -> EmailLink {
    EmailLink::new(format!("https://ledger.example/{path}/abc"), lifetime)
}

fn read(email: &Email) {
    let Rendered { subject, text, html } =
        render(Texts::built_in(Language::En), LEDGER, JOHN, email).expect("an email");
    insta::assert_snapshot!(format!("{}.txt", email.topic().word()), format!("Subject: {subject}\n\n{text}"));
    insta::assert_snapshot!(format!("{}.html", email.topic().word()), html);
}

#[test]
fn the_email_to_a_new_account() {
    read(&Email::ConfirmEmail { link: link("verify", Duration::hours(24)) });
}

#[test]
fn the_email_that_resets_a_password() {
    read(&Email::ResetPassword { link: link("reset-password", Duration::HOUR), occasion: occasion() });
}

#[test]
fn the_notice_of_a_new_password() {
    let not_me_link = Some(link("not-me", Duration::days(7)));
    read(&Email::ChangePassword { not_me_link, occasion: occasion() });
}

#[test]
fn the_email_to_a_new_address() {
    let link = link("verify", Duration::hours(24));
    read(&Email::ConfirmEmailChange { new_email: "new@example.com".into(), link });
}

#[test]
fn the_notice_to_an_old_address() {
    read(&Email::UndoEmailChange {
        old_email: "old@example.com".into(),
        new_email: "new@example.com".into(),
        undo_link: Some(link("email-change", Duration::days(7))),
        occasion: occasion(),
    });
}

#[test]
fn the_notice_of_a_login_with_a_new_browser() {
    read(&Email::NewBrowser { not_me_link: link("not-me", Duration::days(7)), occasion: occasion() });
}

#[test]
fn the_notice_of_too_many_failed_logins() {
    read(&Email::FailedLogins { attempts: 100, occasion: occasion() });
}

#[test]
fn the_notices_of_a_changed_second_factor() {
    let changes = [
        ("totp_added", FactorChange::TotpAdded),
        ("totp_removed", FactorChange::TotpRemoved),
        ("recovery_codes_renewed", FactorChange::RecoveryCodesRenewed),
        ("recovery_code_used", FactorChange::RecoveryCodeUsed { left: 3 }),
        ("last_but_one_recovery_code_used", FactorChange::RecoveryCodeUsed { left: 1 }),
        ("last_recovery_code_used", FactorChange::RecoveryCodeUsed { left: 0 }),
        ("reset", FactorChange::Reset),
        ("recovered", FactorChange::Recovered),
    ];
    for (name, change) in changes {
        let not_me_link = link("not-me", Duration::days(7));
        let email = Email::SecondFactor { change, not_me_link, occasion: occasion() };
        let Rendered { subject, text, html } =
            render(Texts::built_in(Language::En), LEDGER, JOHN, &email).expect("an email");
        insta::assert_snapshot!(
            format!("{}.{name}.txt", email.topic().word()),
            format!("Subject: {subject}\n\n{text}")
        );
        insta::assert_snapshot!(format!("{}.{name}.html", email.topic().word()), html);
    }
}

#[test]
fn the_emails_to_an_owner_whose_second_factors_are_said_to_be_lost() {
    let links = || (link("factor-recovery", Duration::days(33)), link("not-me", Duration::days(7)));
    let (stop_link, not_me_link) = links();
    let ready_at = datetime!(2026-11-24 08:04:05);
    read(&Email::StopFactorRecovery { is_reminder: false, ready_at, stop_link, not_me_link, occasion: occasion() });
    let finish_link = link("factor-recovery", Duration::days(7));
    read(&Email::FinishFactorRecovery { finish_link, stop_link: links().0, occasion: occasion() });
}

#[test]
fn the_notices_of_administrators() {
    let by_staff = || Occasion { by_staff: true, ..occasion() };
    read(&Email::DisableUser { occasion: by_staff() });
    read(&Email::SetRole { role: Role::Moderator, is_higher: true, occasion: by_staff() });
}

#[test]
fn the_notice_of_a_role_in_every_language() {
    let email = Email::SetRole { role: Role::Admin, is_higher: true, occasion: occasion() };
    for language in Language::SPOKEN.into_iter().filter(|language| *language != Language::En) {
        let Rendered { subject, text, .. } = render(Texts::built_in(language), LEDGER, JOHN, &email).expect("an email");
        let name = format!("{}.{}", email.topic().word(), language.tag());
        insta::assert_snapshot!(format!("{name}.txt"), format!("Subject: {subject}\n\n{text}"));
    }
}

#[test]
fn the_last_email() {
    read(&Email::DeleteAccount { occasion: occasion() });
}

#[test]
fn the_email_to_the_owner_of_an_account_when_someone_signs_up_with_its_address() {
    read(&Email::AlreadyRegistered { occasion: occasion() });
}

#[test]
fn the_notice_of_a_login_in_every_language() {
    let email = Email::NewBrowser { not_me_link: link("not-me", Duration::days(7)), occasion: occasion() };
    for language in Language::SPOKEN.into_iter().filter(|language| *language != Language::En) {
        let Rendered { subject, text, html } =
            render(Texts::built_in(language), LEDGER, JOHN, &email).expect("an email");
        let name = format!("{}.{}", email.topic().word(), language.tag());
        insta::assert_snapshot!(format!("{name}.txt"), format!("Subject: {subject}\n\n{text}"));
        insta::assert_snapshot!(format!("{name}.html"), html);
    }
}

#[test]
fn markup_in_a_name_or_a_browser_is_text_in_the_html_part() {
    let service = Service { name: "<b>A</b> & B", url: "https://a.example/?a=1&b=\"", site: &PLAIN, branding: &OURS };
    let to = Recipient { username: "<script>", ..JOHN };
    let occasion = Occasion { user_agent: "<img src=x>&\"'".into(), ..occasion() };
    let not_me_link = EmailLink::new("https://a.example/not-me/abc".into(), Duration::days(7));
    let email = Email::NewBrowser { not_me_link, occasion };
    let Rendered { text, html, .. } = render(Texts::built_in(Language::En), service, to, &email).expect("an email");
    for markup in ["<img", "<script>", "<b>", "\"\""] {
        assert!(!html.contains(markup), "{markup} in {html}");
    }
    assert!(html.contains("Hello &#60;script&#62;,"), "escaped once: {html}");
    assert!(text.contains("Hello <script>,") && text.contains("<b>A</b> & B"), "{text}");
    assert!(text.contains("Device: img\n"), "a browser comes in by its plain name: {text}");
}

#[test]
fn a_link_is_not_printed() {
    let email = Email::ResetPassword { link: link("reset-password", Duration::HOUR), occasion: occasion() };
    let printed = format!("{email:?}");
    assert!(printed.contains("203.0.113.9") && !printed.contains("abc"), "{printed}");
}

#[test]
fn an_email_says_its_language_and_direction_where_mail_programs_look_for_them() {
    let t = Texts::built_in(Language::He);
    let email = Email::NewBrowser { not_me_link: link("not-me", Duration::days(7)), occasion: occasion() };
    let Rendered { subject, text, html } = render(t, LEDGER, JOHN, &email).expect("an email");
    assert!(
        html.contains("<html lang=\"he\" dir=\"rtl\">") && html.contains("<body class=\"paper\" dir=\"rtl\""),
        "{html}"
    );
    assert!(!html.contains("dir=\"ltr\" width") && html.contains("padding:2px 0 2px 16px"), "{html}");
    for part in [&subject, &text, &html] {
        assert!(part.contains("\u{2068}Ledger\u{2069}"), "a name is kept apart from the sentence around it: {part}");
    }
}

#[test]
fn an_email_has_the_colour_and_the_corners_of_the_site() {
    let accent = Accent::derive("#7a1fa2".parse().expect("a colour")).expect("readable");
    let branding = Branding::new(Some(accent.clone()), Corners::Sharp, Typeface::System);
    let service = Service { branding: &branding, ..LEDGER };
    let email = Email::ResetPassword { link: link("reset-password", Duration::HOUR), occasion: occasion() };
    let Rendered { html, .. } = render(Texts::built_in(Language::En), service, JOHN, &email).expect("an email");
    assert!(html.contains("border-radius:0px;background:#7a1fa2;color:#ffffff"), "{html}");
    assert!(html.contains(&format!(".button {{ background: {}", accent.dark.accent)), "{html}");
    assert!(!html.contains("#1c50c8") && !html.contains("#8fb4ff"), "no colour of ours is left");
}
