//! The QR code of an authenticator app, read by another program from what a person sees on the screen.

use std::process::Command;

use crate::people::visitor::{Script, Visitor, visit_with};

/// What a camera reads in the window: the text of its only QR code.
async fn read_by_zbar(visitor: &Visitor<'_>) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let picture = folder.path().join("screen.png");
    visitor.driver.screenshot(&picture).await.expect("a picture of the window");
    let mut zbar = Command::new("zbarimg");
    zbar.args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]).arg(&picture);
    let output = zbar.output().expect("zbarimg is there: ./scripts/test browser installs it");
    assert!(output.status.success(), "no QR code is seen: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").trim_end().to_owned()
}

#[test]
fn a_camera_reads_the_same_link_on_a_phone_and_a_desktop_in_light_and_dark() {
    // The longest name of an account, and a service whose name takes many bytes: a code with small squares.
    for (app_name, username) in
        [("Vestibule", "ada"), ("Größte Buchhaltung für Gärtnereien", "Wolfeschlegelsteinhausenberger")]
    {
        visit_with(&[&format!("--app-name={app_name}")], Script::On, async |visitor| {
            visitor.sign_in(username, "long names short patience").await;
            visitor.open("/two-step/app").await;
            let link = visitor.attribute("a[href^='otpauth:']", "href").await.expect("a link");
            for scheme in ["light", "dark"] {
                visitor.prefers(scheme).await;
                for width in [390, 1280] {
                    visitor.width(width).await;
                    let place = "
                        document.querySelector('.qr').scrollIntoView({ block: 'center', behavior: 'instant' });
                        const [red] = getComputedStyle(document.querySelector('h1')).color.match(/[\\d.]+/g);
                        return red > 128 ? 'dark' : 'light'";
                    visitor.expect_script(place, scheme).await;
                    assert_eq!(read_by_zbar(visitor).await, link, "{app_name}, {scheme}, {width} pixels");
                }
            }
        });
    }
}
