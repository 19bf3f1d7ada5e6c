# Names of the months, inside a date.
january = Januar
february = Februar
march = März
april = April
may = Mai
june = Juni
july = Juli
august = August
september = September
october = Oktober
november = November
december = Dezember

# A date, and a date with a time of day (24 hours, "08:00").
long-date = { $day }. { $month } { $year }
long-date-time = { $date }, { $time } UTC
time-of-day = { $time } UTC

# How long ago something was.
just-now = gerade eben
minutes-ago = { $count ->
    [one] vor { $count } Minute
   *[other] vor { $count } Minuten
}
hours-ago = { $count ->
    [one] vor { $count } Stunde
   *[other] vor { $count } Stunden
}
days-ago = { $count ->
    [one] vor { $count } Tag
   *[other] vor { $count } Tagen
}

# When something will be, counted from now: "The link expires in 24 hours", "Try again in 20 seconds".
in-seconds = { $count ->
    [one] in { $count } Sekunde
   *[other] in { $count } Sekunden
}
in-minutes = { $count ->
    [one] in { $count } Minute
   *[other] in { $count } Minuten
}
in-hours = { $count ->
    [one] in { $count } Stunde
   *[other] in { $count } Stunden
}
in-days = { $count ->
    [one] in { $count } Tag
   *[other] in { $count } Tagen
}

# Every page: its head, header and footer. { $app } is the name of the site.
site-description = Ihr Konto bei { $app }: anmelden, Angaben ändern und alle angemeldeten Geräte sehen.
skip-to-content = Zum Inhalt springen
account-menu = Konto
security = Sicherheit
log-in = Anmelden
log-out = Abmelden
create-account = Konto erstellen
language-label = Sprache
change-language = Ändern
theme = Design
theme-system = System
theme-light = Hell
theme-dark = Dunkel
api-reference = API-Referenz
development-mail = Entwicklungspostfach
icons-by = Symbole von <author>Font Awesome</author>, <licence>CC BY 4.0</licence>
back-to-app = Zurück zu { $app }
go-to-app = Weiter zu { $app }
terms-of-use = Nutzungsbedingungen
privacy-policy = Datenschutzerklärung
confirm-email-banner = <strong>Bestätigen Sie Ihre E-Mail-Adresse.</strong> Öffnen Sie den Link, den wir an <email>{ $email }</email> gesendet haben.
send-link-again = Link erneut senden

# What a button says while its form is on the way.
sending = Wird gesendet …
logging-in = Anmeldung läuft …

# Before the title of a page whose form was refused: "Error: Log in".
error-title = Fehler: { $title }

# Log in.
login-description = Melden Sie sich mit Benutzername oder E-Mail-Adresse und Passwort in Ihrem Konto bei { $app } an.
username-or-email = Benutzername oder E-Mail-Adresse
password = Passwort
forgot-password = Passwort vergessen?
cannot-remember = Passwort vergessen? <reset>Jetzt zurücksetzen</reset>
wrong-credentials = Benutzername oder Passwort ist falsch
confirm-before-login = Bestätigen Sie vor der Anmeldung Ihre E-Mail-Adresse. Öffnen Sie dazu den Link, den wir Ihnen gesendet haben
no-link-yet = Keinen Link erhalten? Geben Sie Ihr Passwort noch einmal ein, um einen neuen zu senden.
corrected-email = Richtige E-Mail-Adresse, falls sie bei der Registrierung falsch war
no-account-yet = Noch kein Konto? <register>Konto erstellen</register>
feature-hash = Ihr Passwort wird nur als Einweg-Hash gespeichert.
feature-alerts = Wir informieren Sie per E-Mail, wenn sich ein neues Gerät anmeldet.
feature-devices = Sie können jedes Gerät jederzeit abmelden.

# Forms everywhere.
optional-field = (optional)
error-prefix = Fehler:
there-is-a-problem = Es gibt ein Problem
problem-in-form = Es gibt ein Problem bei „{ $form }“
show-password = Anzeigen<sr> des Passworts</sr>
show-new-password = Anzeigen<sr> des neuen Passworts</sr>
show-confirmed-password = Anzeigen<sr> der Passwortbestätigung</sr>
show-current-password = Anzeigen<sr> des aktuellen Passworts</sr>
show-your-current-password = Anzeigen<sr> Ihres aktuellen Passworts</sr>
hide-password = Verbergen<sr> des Passworts</sr>
hide-new-password = Verbergen<sr> des neuen Passworts</sr>
hide-confirmed-password = Verbergen<sr> der Passwortbestätigung</sr>
hide-current-password = Verbergen<sr> des aktuellen Passworts</sr>
hide-your-current-password = Verbergen<sr> Ihres aktuellen Passworts</sr>
cancel = Abbrechen

# Labels of fields, and of the same facts in a list.
username = Benutzername
new-username = Neuer Benutzername
your-username = Ihr Benutzername
email = E-Mail
email-address = E-Mail-Adresse
new-email-address = Neue E-Mail-Adresse
new-password = Neues Passwort
confirm-password = Passwort bestätigen
current-password = Aktuelles Passwort
your-current-password = Ihr aktuelles Passwort

# Hints below the labels.
username-hint = Buchstaben und Ziffern, mit einem Buchstaben am Anfang.
username-hint-extended = Buchstaben, Ziffern, Punkte, Unterstriche und Bindestriche, mit einem Buchstaben am Anfang.
email-hint = Für Hinweise zu Anmeldungen und zum Zurücksetzen des Passworts.
password-hint = Mindestens { $count } Zeichen. Gut geeignet sind einige zufällige Wörter.
enter-same-password = Geben Sie dasselbe Passwort noch einmal ein

# Sign-up.
register-description = Erstellen Sie ein Konto bei { $app } mit Benutzername, E-Mail-Adresse und Passwort.
creating-account = Konto wird erstellt …
already-have-account = Sie haben bereits ein Konto? <login>Anmelden</login>
agree-to-terms = Mit dem Erstellen eines Kontos stimmen Sie den <terms>Nutzungsbedingungen</terms> zu.
agree-to-terms-and-privacy = Mit dem Erstellen eines Kontos stimmen Sie den <terms>Nutzungsbedingungen</terms> zu. Wie Ihre Daten verwendet werden, steht in der <privacy>Datenschutzerklärung</privacy>.
privacy-at-sign-up = Wie Ihre Daten verwendet werden, steht in der <privacy>Datenschutzerklärung</privacy>.
what-we-ask-for = Anforderungen
rule-starts-with-letter = Beginnt mit einem Buchstaben
rule-letters-and-numbers = Nur Buchstaben und Ziffern
rule-extended-characters = Nur Buchstaben, Ziffern, Punkte, Unterstriche und Bindestriche
rule-username-length = { $min } bis { $max } Zeichen
rule-password-length = Mindestens { $count } Zeichen
rule-classes = Ein Großbuchstabe, ein Kleinbuchstabe, eine Ziffer und ein Sonderzeichen
rule-not-personal = Weder Ihr Benutzername noch Ihre E-Mail-Adresse
rule-not-easy-to-guess = Nicht leicht zu erraten
rule-passwords-match = Beide Passwörter stimmen überein
done-account-created = Konto erstellt. Melden Sie sich an, um fortzufahren.
done-account-created-link-sent = Konto erstellt. Wir haben einen Link an { $email } gesendet. Melden Sie sich an, um fortzufahren.
notice-logged-in-already = Sie sind angemeldet. Melden Sie sich ab, um ein weiteres Konto zu erstellen.

# Sign-up is closed, or only by invitation.
sign-up-is-closed = Registrierung geschlossen
cannot-create-account-now = Zurzeit können Sie bei { $app } kein Konto erstellen. Bestehende Konten funktionieren wie gewohnt.
need-an-invitation = Sie benötigen eine Einladung
accounts-by-invitation = Konten bei { $app } werden auf Einladung erstellt. Öffnen Sie den Link in Ihrer Einladung, um fortzufahren.
invitation-used-or-expired = Falls Sie über einen Einladungslink hierhergekommen sind, wurde er bereits verwendet oder ist abgelaufen. Bitten Sie die Person, die Sie eingeladen hat, um einen neuen.

# Reset a password: the page that asks for the address, then "Check your email", then the page of the link.
reset-your-password = Passwort zurücksetzen
reset-description = Setzen Sie das Passwort für Ihr Konto bei { $app } über einen Link zurück, den wir an Ihre E-Mail-Adresse senden.
enter-email-for-link = Geben Sie die E-Mail-Adresse Ihres Kontos ein. Wir senden Ihnen einen Link, über den Sie ein neues Passwort wählen.
send-the-link = Link senden
remember-your-password = Passwort wieder eingefallen? <login>Anmelden</login>
check-your-email = Prüfen Sie Ihren Posteingang
reset-link-on-its-way = Falls ein Konto die Adresse <email>{ $email }</email> verwendet, ist ein Link unterwegs. Er funktioniert nur einmal und läuft { $when } ab.
emails-not-sent-in-development = Entwicklungsmodus: E-Mails werden nicht gesendet. Öffnen Sie diese E-Mail im <mailbox>Entwicklungspostfach</mailbox>.
check-spam-folder = Nach ein paar Minuten noch nichts da? Sehen Sie im Spamordner nach.
use-different-address = Andere Adresse verwenden
back-to-login = Zurück zur Anmeldung
choose-new-password = Neues Passwort wählen
new-password-for = Neues Passwort für <strong>{ $username }</strong>. Sie werden auf allen Geräten abgemeldet.
done-password-reset = Passwort geändert. Melden Sie sich mit dem neuen Passwort an.

# Change the password.
change-password = Passwort ändern
changing-password = Passwort wird geändert …
logged-out-elsewhere = Sie werden auf allen anderen Geräten abgemeldet.
forgot-current-password = Aktuelles Passwort vergessen? <reset>Zurücksetzen</reset>
done-password-changed = Passwort geändert. Andere Geräte wurden abgemeldet.

# Confirm an email address.
confirm-your-email = E-Mail-Adresse bestätigen
is-this-your-address = Ist <email>{ $email }</email> Ihre Adresse? Bestätigen Sie sie für das Konto <strong>{ $username }</strong>.
confirm-address = Bestätigen
confirming = Wird bestätigt …
not-your-account = Nicht Ihr Konto? Dann schließen Sie diese Seite einfach.
done-email-confirmed = E-Mail-Adresse { $email } bestätigt.
already-confirmed = Bereits bestätigt
already-confirmed-for = { $email } ist für { $username } bereits bestätigt.
go-to-home-page = Zur Startseite
done-new-link-on-its-way = Ein neuer Link an { $email } ist unterwegs.
notice-already-confirmed = { $email } ist bereits bestätigt.

# "Confirm it's you": a change waits for the current password.
confirm-its-you = Bestätigen Sie Ihre Identität
password-to-change-email = Geben Sie Ihr aktuelles Passwort ein, um Ihre E-Mail-Adresse in { $email } zu ändern.
password-to-change-password = Geben Sie Ihr aktuelles Passwort ein, um Ihr Passwort zu ändern.
password-to-change-email-password = Geben Sie Ihr aktuelles Passwort ein, um E-Mail-Adresse und Passwort zu ändern.
password-to-change-username-email = Geben Sie Ihr aktuelles Passwort ein, um Benutzername und E-Mail-Adresse zu ändern.
password-to-change-username-password = Geben Sie Ihr aktuelles Passwort ein, um Benutzername und Passwort zu ändern.
password-to-change-all = Geben Sie Ihr aktuelles Passwort ein, um Benutzername, E-Mail-Adresse und Passwort zu ändern.
password-to-delete-account = Geben Sie Ihr aktuelles Passwort ein, um Ihr Konto { $username } und alle zugehörigen Daten zu löschen. Das lässt sich nicht rückgängig machen.
your-new-password = Ihr neues Passwort
edit = Bearbeiten
change-email = E-Mail-Adresse ändern
change-email-and-password = E-Mail und Passwort ändern
change-username-and-email = Name und E-Mail ändern
change-username-and-password = Name und Passwort ändern
change-all-three = Alle drei ändern
saving = Wird gespeichert …
forgot-password-reset-it = Passwort vergessen? <reset>Zurücksetzen</reset>

# Delete the account.
delete-account = Konto löschen
deleting-account = Konto wird gelöscht …
delete-account-lead = Ihr Konto <strong>{ $username }</strong> und alle zugehörigen Daten werden gelöscht. Das lässt sich nicht rückgängig machen.
type-name-to-confirm = Geben Sie zur Bestätigung { $username } ein.
want-to-keep-a-copy = Möchten Sie eine Kopie behalten? <export>Laden Sie zuerst Ihre Daten herunter</export>.
password-needed-to-delete = Geben Sie Ihr aktuelles Passwort ein, um Ihr Konto zu löschen
only-administrator = Sie sind der einzige Administrator. Machen Sie zuerst einen anderen Benutzer zum Administrator
done-account-deleted = Konto und alle zugehörigen Daten gelöscht.

# The home page of an account.
welcome = Willkommen, { $username }
account-information = Kontodaten
member-since = Mitglied seit
last-login = Letzte Anmeldung
first-login = Dies ist Ihre erste Anmeldung
nothing-needs-attention = Alles in Ordnung.
confirm-email-attention = Bestätigen Sie Ihre E-Mail-Adresse. Öffnen Sie den Link, den wir an { $email } gesendet haben.
one-failed-login = Jemand hat versucht, sich mit einem falschen Passwort oder Code in Ihrem Konto anzumelden.
several-failed-logins = Es gab mehrere Versuche, sich mit einem falschen Passwort oder Code in Ihrem Konto anzumelden.
security-settings = Sicherheitseinstellungen
sessions = Sitzungen
active-sessions = { $count } aktiv
only-this-device = Nur dieses Gerät
see-all-devices = Alle Geräte anzeigen
failed-logins = Fehlgeschlagene Anmeldungen
wrong-second-factors = Falsche zweite Faktoren
no-failed-logins = Keine
number-or-more = { $number }+
see-last-24-hours = Letzte 24 Stunden anzeigen

# The two forms of the home page. Their headings are the labels of their buttons too.
update-selected-fields = Einzelne Angaben ändern
leave-blank-to-keep = Was gleich bleiben soll, lassen Sie leer.
update-all-fields = Alle Angaben ändern
replaces-all-three = Ersetzt alle drei Angaben, auch Ihr Passwort.
updating = Wird geändert …
currently = Derzeit { $value }
needed-to-change = Erforderlich, um E-Mail-Adresse oder Passwort zu ändern.
confirms-its-you = Bestätigt Ihre Identität.
password-kept = Von vorhin übernommen. Geben Sie ein anderes ein, um es zu ersetzen.
new-password-was-not-kept = Das neue Passwort wurde nicht aufbewahrt. Geben Sie es zum Ändern noch einmal ein
password-needed-to-change = Geben Sie Ihr aktuelles Passwort ein, um E-Mail-Adresse oder Passwort zu ändern
username-is-now = Ihr Benutzername lautet jetzt { $username }. Prüfen Sie Ihre Änderungen und speichern Sie sie dann noch einmal
done-username-changed = Benutzername in { $username } geändert.
done-email-changed = E-Mail-Adresse in { $email } geändert.
done-email-respelled = E-Mail-Adresse wird nun { $email } geschrieben.
notice-address-is-another = Nichts wurde getan: Die E-Mail-Adresse ist inzwischen { $email }.
notice-nothing-to-change = Nichts zu ändern: Das sind bereits Ihre aktuellen Angaben.
notice-password-breached = Ihr Passwort steht auf einer Liste veröffentlichter Passwörter, die Angreifer zuerst ausprobieren. Ändern Sie es unter „Sicherheit“.
done-logged-out = Sie sind abgemeldet.

# The home page of guests.
your-app-account = Ihr Konto bei { $app }
landing-description = Ein Konto für { $app }: anmelden, alle angemeldeten Geräte sehen, Daten herunterladen oder das Konto löschen.
landing-lead = Eine Anmeldung für { $app }. Sehen Sie, was wir über Sie speichern und welche Geräte angemeldet sind, und gehen Sie, wann immer Sie möchten.
picture-of-sessions = So sieht die Liste der Sitzungen aus: dieses Gerät, ein Smartphone und eine App, jeweils mit Ort und Zeit der letzten Verwendung.
example-app = Backup-App
example-yesterday = gestern
what-we-store = Was wir speichern
what-we-store-text = Ihren Benutzernamen, Ihre E-Mail-Adresse, einen Einweg-Hash Ihres Passworts und wann und wo Sie sich angemeldet haben.
every-device = Jedes Gerät
every-device-text = Eine Seite zeigt alle angemeldeten Browser und Apps, jeweils mit einer Schaltfläche zum sofortigen Abmelden.
leaving-is-easy = Einfach wieder gehen
leaving-is-easy-text = Laden Sie alle Ihre Daten herunter und löschen Sie Ihr Konto dann selbst. Sie müssen niemanden fragen.
development = Entwicklung
development-mailbox = Entwicklungspostfach
test-users = Testbenutzer: <code>vestibule demo</code> erstellt <code>test</code> und <code>ab</code>

# Security: password, email, sessions, history, export and deletion at a glance. "Password", "Email", "Sessions" and "Delete account" are headings here too.
last-changed-on = Zuletzt geändert am { $date }.
devices-and-apps = Geräte und Apps mit Zugriff.
see-all-sessions = Alle Sitzungen anzeigen
see-all-sessions-count = { $count ->
    [one] { $count } Sitzung anzeigen
   *[other] Alle { $count } Sitzungen anzeigen
}
history = Verlauf
recent-activity = Letzte Aktivitäten.
see-all-activity = Alle Aktivitäten anzeigen
export = Export
all-your-data = Alle Ihre Daten in einer JSON-Datei.
download = Herunterladen
deletes-your-account = Löscht Ihr Konto und alle zugehörigen Daten. Das lässt sich nicht rückgängig machen.
verified = Bestätigt
not-verified = Nicht bestätigt

# The list of sessions.
sessions-lead = Browser und Apps, die in Ihrem Konto angemeldet sind. Etwas kommt Ihnen unbekannt vor? Melden Sie es ab und <change>ändern Sie dann Ihr Passwort</change>.
this-device = Dieses Gerät
active-now = gerade aktiv
logged-in-on = angemeldet am { $date }
log-out-session = Abmelden<sr>: { $name } ({ $address }), zuletzt { $ago } verwendet</sr>
logging-out = Abmeldung läuft …
log-out-all-others = Andere Geräte abmelden
not-logged-in-elsewhere = Sie sind nirgendwo sonst angemeldet.
pages = Seiten
newest = Neueste
newer = Neuere
older = Ältere
done-session-ended = { $name } wurde abgemeldet.
notice-no-other-sessions = Sie waren nirgendwo sonst angemeldet.
done-sessions-ended = { $count ->
    [one] Eine andere Sitzung wurde beendet.
   *[other] { $count } andere Sitzungen wurden beendet.
}

# The history.
history-lead = Letzte Aktivitäten in Ihrem Konto, die neuesten zuerst. Einträge können nicht geändert werden.
not-you = <strong>Das waren nicht Sie?</strong> Sperren Sie alle aus: Alle Sitzungen werden beendet, auch diese, und Sie erhalten per E-Mail einen Link, über den Sie ein neues Passwort wählen.
lock-everyone-out = Alle aussperren
done-locked-out = Alle Sitzungen wurden beendet. Öffnen Sie den Link, den wir an Ihre E-Mail-Adresse gesendet haben, und wählen Sie ein neues Passwort.
done-locked-out-no-link = Alle Sitzungen wurden beendet. Melden Sie sich an und ändern Sie Ihr Passwort, oder fordern Sie später einen Link zum Zurücksetzen an.
show-entries = Anzeigen
filter-all = Alle
filter-logins = Anmeldungen
filter-changes = Änderungen
filter-warnings = Warnungen
nothing-happened-yet = Bisher ist nichts passiert.
no-logins-to-show = Keine Anmeldungen vorhanden.
no-changes-to-show = Keine Änderungen vorhanden.
no-warnings = Keine Warnungen. Alles in Ordnung.
today = Heute
yesterday = Gestern
from-devices = { $count ->
    [one] { $count } Gerät
   *[other] { $count } Geräte
}
from-addresses = { $count ->
    [one] { $count } Adresse
   *[other] { $count } Adressen
}
show-each = Einzeln anzeigen<sr>: { $sentence }, zuletzt { $ago }</sr>

# For administrators and moderators: the pages below /admin. "Account", "accounts" are those of all people here.
administration = Verwaltung
# The four pages.
overview = Übersicht
accounts = Konten
audit-log = Protokoll
invitations = Einladungen
account = Konto
role = Rolle
state = Status
order = Reihenfolge
search = Suchen
search-accounts = Anfang von Benutzername oder E-Mail-Adresse
any-role = Jede Rolle
any-state = Jeder Status
role-user = Benutzer
role-moderator = Moderator
role-admin = Administrator
role-user-about = Verwaltet nur das eigene Konto.
role-moderator-about = Sieht alle Konten und das Protokoll und ändert nichts.
role-admin-about = Sieht und ändert alle Konten und erstellt Einladungen.
state-active = Aktiv
state-disabled = Gesperrt
state-unconfirmed = E-Mail nicht bestätigt
state-with-factor = Mit Anmeldung in zwei Schritten
state-without-factor = Ohne Anmeldung in zwei Schritten
# A mark beside an account that has two-step login.
mark-two-step = Zwei Schritte
# In the place of an order: none was chosen.
order-usual = Übliche Reihenfolge
order-newest = Neueste zuerst
order-oldest = Älteste zuerst
order-name = Nach Benutzername
# In the place of a time: an account that never logged in.
never = Nie
first-page = Erste Seite
next-page = Nächste Seite
# In the place of an empty list.
no-accounts-yet = Noch keine Konten.
no-more-accounts = Keine weiteren Konten.
no-accounts-match = Keine Konten gefunden. Gesucht wird nach dem Anfang von Benutzername oder E-Mail-Adresse. <all>Alle Konten anzeigen</all>
search-goes-on = Nichts auf dieser Seite. Die Suche geht auf der nächsten weiter.
# One account.
account-number = Kontonummer
# Heading: whether and how the owner can log in.
login-check = Anmeldung
can-log-in = { $username } kann sich mit dem richtigen Passwort anmelden.
cannot-log-in = { $username } kann sich nicht anmelden.
obstacle-disabled = Das Konto ist gesperrt. Entsperren Sie es, damit die Anmeldung wieder möglich ist.
obstacle-unconfirmed = Die E-Mail-Adresse muss vor der ersten Anmeldung bestätigt werden. Die Anmeldeseite bietet an, den Link noch einmal zu senden; Sie können die Adresse auch als bestätigt übernehmen.
obstacle-no-password = Das Konto hat kein gültiges Passwort. Senden Sie einen Link, um ein neues festzulegen.
obstacle-failures = { $most } falsche Passwörter wurden nacheinander eingegeben. Netzwerke und Browser, die schon einmal angemeldet waren, werden weiter zugelassen; ein Zurücksetzen per E-Mail hebt die Sperre auf.
obstacle-second-factor = Das Passwort allein genügt nicht: Ein zweiter Faktor schließt die Anmeldung ab.
obstacle-no-factor = Das Passwort allein reicht nicht, und kein zweiter Faktor funktioniert. Die Person kann bei der Anmeldung beantragen, die Anmeldung in zwei Schritten auszuschalten; Sie können die zweiten Faktoren auch entfernen.
obstacle-codes = Es wurden zu viele falsche Codes eingegeben; vorerst werden keine angenommen. Jemand kennt das Passwort: Es sollte geändert werden. Mit einem Passkey ist die Anmeldung weiterhin möglich.
obstacle-factor-missing = Das Konto muss die Anmeldung in zwei Schritten haben und hat sie nicht. Die nächste Anmeldung richtet sie ein.
two-step-is-required = Für dieses Konto vorgeschrieben.
logged-in-nowhere = Nirgendwo angemeldet.
actions = Aktionen
own-account-hint = Dies ist Ihr eigenes Konto. Verwalten Sie es unter <security>Sicherheit</security>.
notice-own-account = Dies ist Ihr eigenes Konto. Verwalten Sie es unter „Sicherheit“.
notice-last-admin = { $username } ist der letzte aktive Administrator. Machen Sie zuerst einen anderen Benutzer zum Administrator.
# Links, and the same words on buttons; then the heading of its page and what the action means.
change-role = Rolle ändern
set-role-title = Rolle von { $username } ändern
set-role-about = Eine Änderung gilt sofort. Bei einer höheren Rolle wird { $username } überall abgemeldet, damit sie erst mit einer neuen Anmeldung gilt.
choose-a-role = Wählen Sie eine Rolle
done-role-changed = { $username }: Die Rolle ist jetzt „{ $role }“.
disable-account = Konto sperren
disable-user-title = { $username } sperren
disable-user-about = { $username } wird sofort überall abgemeldet und kann sich erst wieder anmelden, wenn Sie das Konto entsperren. Es wird nichts gelöscht. Wir benachrichtigen die Person per E-Mail.
done-user-disabled = { $username } wurde gesperrt und überall abgemeldet.
enable-account = Konto entsperren
enable-user-title = { $username } entsperren
enable-user-about = { $username } kann sich wieder anmelden, mit dem Passwort und den zweiten Faktoren von vorher.
done-user-enabled = { $username } wurde entsperrt.
log-out-everywhere = Überall abmelden
end-sessions-title = { $username } überall abmelden
end-sessions-about = Jeder Browser und jede App von { $username } wird sofort abgemeldet, und kein Browser bleibt gemerkt. Das Passwort bleibt.
done-sessions-of = { $count ->
    [one] Eine Sitzung von { $username } wurde beendet.
   *[other] { $count } Sitzungen von { $username } wurden beendet.
}
send-reset-link = Link zum Zurücksetzen senden
send-reset-title = { $username } einen Link zum Zurücksetzen senden
send-reset-about = Ein Link zur Wahl eines neuen Passworts geht an { $email }. Nur die Person selbst sieht ihn. Bis er verwendet wird, gilt das jetzige Passwort weiter.
done-reset-sent = Ein Link zum Zurücksetzen ist unterwegs zu { $username }.
notice-disabled-no-link = { $username } ist gesperrt, ein Link würde nichts bewirken. Entsperren Sie zuerst das Konto.
take-as-confirmed = E-Mail als bestätigt übernehmen
verify-email-title = E-Mail von { $username } als bestätigt übernehmen
verify-email-about = { $email } gilt von jetzt an als bestätigt, ohne den Link. Tun Sie das nur, wenn Sie wissen, dass die Adresse der Person gehört.
done-email-taken-as-confirmed = { $email } gilt jetzt als bestätigt für { $username }.
remove-second-factors = Zweite Faktoren entfernen
reset-factors-title = Zweite Faktoren von { $username } entfernen
reset-factors-about = Authenticator-App, Passkeys und Wiederherstellungscodes von { $username } werden entfernt, und das Passwort allein genügt zur Anmeldung. Tun Sie das nur, wenn Sie wissen, dass die Person selbst darum bittet. Wir benachrichtigen sie per E-Mail.
done-factors-removed = Die zweiten Faktoren von { $username } wurden entfernt.
notice-no-factors = { $username } hat keinen zweiten Faktor.
delete-user-title = { $username } löschen
delete-user-about = Das Konto { $username } und alle seine Daten werden gelöscht. Das kann nicht rückgängig gemacht werden. Eine letzte E-Mail informiert die Person. Um jemanden auszuschließen und die Daten zu behalten, sperren Sie das Konto.
type-name-exactly = Geben Sie den Benutzernamen genau so ein: { $username }
done-user-deleted = { $username } wurde mit allen Daten gelöscht.
# The site at a glance. The first five are numbers of accounts.
all-accounts = Alle Konten
administrators = Administratoren
last-days = Die letzten Tage
last-24-hours = 24 Stunden
last-7-days = 7 Tage
logins = Anmeldungen
limits-reached = Nach zu vielen Versuchen gesperrt
sign-ups = Neue Konten
denied-requests = Zugriff verweigert
emails = E-Mails
emails-waiting = Warten auf den Versand
# Before "5 minutes ago".
oldest-email = älteste:
late = Verspätet
emails-given-up = Aufgegeben
needs-attention = Zu prüfen
emails-given-up-hint = Auf dem Server sagt <code>vestibule jobs list --dead</code>, warum, und <code>vestibule jobs retry</code> sendet sie noch einmal.
# What the checks of `vestibule doctor` found. The findings themselves are in English.
checks-heading = Was zu prüfen ist
checks-hint = Auf dem Server prüft <code>vestibule doctor</code> noch mehr, auch von außen. Die Befunde sind auf Englisch.
# How bad a finding is.
check-warning = Warnung
check-failure = Fehler
# The audit log.
audit-log-lead = Neueste zuerst. Einträge können nicht geändert werden. Tage sind in UTC.
account-filter = Benutzername, E-Mail-Adresse oder Kontonummer
event-kind = Ereignis
any-kind = Jedes Ereignis
from-day = Von
to-day = Bis
filter-events = Anzeigen
download-csv = Als CSV herunterladen
no-events-match = Keine Ereignisse gefunden. <all>Alle Ereignisse anzeigen</all>
no-such-account = Kein Konto hat genau diesen Benutzernamen oder diese E-Mail-Adresse. <accounts>Suchen Sie in den Konten</accounts> oder geben Sie die Nummer eines gelöschten Kontos ein.
# In the place of a name: an account that is gone. { $id } is its number.
deleted-account = Konto { $id }
# Follows what happened: which administrator did it. { $username } is a name.
done-by = durch { $username }
# Before the id of a request.
request-number = Anfrage
event-reset-link-sent = Link zum Zurücksetzen des Passworts gesendet
# Invitations.
invitations-without-effect = Einladungen haben hier keine Wirkung, solange REGISTRATION nicht auf „invite“ gesetzt ist.
new-invitation = Neue Einladung
create-invitation = Einladung erstellen
invitation-email-hint = Nur diese Adresse kann sie verwenden. Leer lassen für alle, die den Link haben.
invitation-uses = Anzahl der Konten
invitation-days = Tage bis zum Ablauf
invitation-uses-range = Die Anzahl der Konten muss zwischen 1 und { $max } liegen
invitation-days-range = Die Tage müssen zwischen 1 und { $max } liegen
invitation-made = Einladung erstellt
invitation-link-once = Geben Sie diesen Link der Person, die Sie einladen. Er wird nur dieses eine Mal angezeigt.
copy-invitation = Link kopieren
back-to-invitations = Zurück zu den Einladungen
created-invitations = Erstellte Einladungen
no-invitations-yet = Noch keine Einladungen. Erstellen Sie oben eine und geben Sie ihren Link weiter.
invitation-number = Einladung { $id }
invitation-open = Offen
invitation-used = Verwendet
invitation-expired = Abgelaufen
invitation-places = Noch { $left } von { $uses } Konten
invitation-until = bis { $date }
revoke = Widerrufen
revoke-invitation = Widerrufen<sr>: Einladung { $id }</sr>
confirm-to-revoke-invitation = Bestätigen Sie Ihre Identität, um Einladung { $id } zu widerrufen. Ihr Link funktioniert dann nicht mehr; damit erstellte Konten bleiben.
done-invitation-revoked = Einladung { $id } wurde widerrufen. Damit erstellte Konten bleiben.
# Last email to an account that an administrator or operator deleted.
email-deleted-by-staff = Die Betreiber von { $app } haben es gelöscht. Wenn Sie das für einen Irrtum halten, wenden Sie sich an sie.

# What happened, in the history and in the export: in the past tense and without a full stop. A time may follow, after a comma.
event-at = { $sentence }, { $time }
event-account-created = Konto erstellt
event-logged-in = Angemeldet
event-wrong-password = Anmeldung fehlgeschlagen: falsches Passwort
event-account-disabled = Anmeldung abgelehnt: Konto deaktiviert
event-logged-out = Abgemeldet
event-wrong-current-password = Aktuelles Passwort in einer laufenden Sitzung falsch eingegeben
event-email-not-confirmed = Anmeldung abgelehnt: E-Mail-Adresse nicht bestätigt
event-access-denied = Zugriff verweigert
event-access-denied-times = Zugriff verweigert, { $count }-mal
event-access-denied-often = Zugriff verweigert, mindestens { $number }-mal
event-attempts-blocked = Zu viele falsche Passwörter: Weitere Versuche wurden blockiert
event-new-devices-blocked = Zu viele fehlgeschlagene Anmeldungen in Folge: Neue Geräte wurden bis zur nächsten Anmeldung oder bis zum Zurücksetzen des Passworts blockiert
event-username-changed = Benutzername geändert
event-username-changed-to = Benutzername in { $username } geändert
event-email-changed = E-Mail-Adresse geändert
event-email-changed-to = E-Mail-Adresse in { $email } geändert
event-password-changed = Passwort geändert
event-confirmation-link-sent = Bestätigungslink gesendet
event-email-confirmed = E-Mail-Adresse bestätigt
event-reset-link-requested = Link zum Zurücksetzen des Passworts angefordert
event-password-reset = Passwort über einen Link aus einer E-Mail zurückgesetzt
event-email-change-reverted = Änderung der E-Mail-Adresse rückgängig gemacht
event-role-changed = Rolle geändert
event-role-user = Rolle in user geändert
event-role-moderator = Rolle in moderator geändert
event-role-admin = Rolle in admin geändert
event-session-ended = Eine Sitzung wurde beendet
event-session-ended-name = { $name } wurde abgemeldet
event-sessions-ended = Alle anderen Sitzungen wurden beendet
event-sessions-ended-count = { $count ->
    [one] Eine andere Sitzung wurde beendet
   *[other] { $count } andere Sitzungen wurden beendet
}
event-session-displaced = Zu viele Sitzungen: Die am längsten nicht verwendete wurde beendet
event-session-displaced-name = Zu viele Sitzungen: { $name } wurde abgemeldet
event-token-reused = Ein altes Token wurde erneut verwendet, deshalb wurde die App abgemeldet
event-locked-out = Alle ausgesperrt: Alle Sitzungen wurden beendet
event-data-downloaded = Daten heruntergeladen
event-registered-again = Jemand hat versucht, mit dieser E-Mail-Adresse ein weiteres Konto zu erstellen
event-invitation-created = Einladung erstellt
event-invitation-revoked = Einladung widerrufen
event-job-retried = Zustellung einer E-Mail erneut versucht
event-jobs-retried = Zustellung mehrerer E-Mails erneut versucht
event-database-restored = Die Datenbank wurde aus einer Sicherung wiederhergestellt
event-database-backed-up = Die Datenbank wurde gesichert
event-database-copied = Alles wurde in eine andere Datenbank kopiert
event-database-copied-to = Alles wurde nach { $place } kopiert
event-account-deleted = Konto gelöscht
event-by-administrator = { $sentence } (durch einen Administrator)
event-by-operator = { $sentence } (durch den Betreiber)
event-by-system = { $sentence } (automatisch)
event-times = { $sentence }, { $count }-mal
events-wrong-passwords = { $count ->
    [one] { $count } falsches Passwort
   *[other] { $count } falsche Passwörter
}
events-logins = { $count ->
    [one] { $count } Anmeldung
   *[other] { $count } Anmeldungen
}
events-logouts = { $count ->
    [one] { $count } Abmeldung
   *[other] { $count } Abmeldungen
}
events-wrong-current-passwords = Aktuelles Passwort { $count }-mal falsch eingegeben
events-confirmation-links = { $count ->
    [one] { $count } Bestätigungslink gesendet
   *[other] { $count } Bestätigungslinks gesendet
}
events-reset-links = { $count ->
    [one] { $count } Link zum Zurücksetzen des Passworts angefordert
   *[other] { $count } Links zum Zurücksetzen des Passworts angefordert
}
events-downloads = { $count ->
    [one] { $count } Datendownload
   *[other] { $count } Datendownloads
}

# A link in an email: it locks everyone out, for people who can't or shouldn't have to log in first.
someone-may-have-access = Möglicherweise hat jemand anderes Zugriff auf Ihr Konto <strong>{ $username }</strong>.
lock-out-consequences = Wir melden alle Geräte und Apps ab und deaktivieren das aktuelle Passwort. Danach wählen Sie ein neues.
locking-everyone-out = Alle werden ausgesperrt …
was-this-you = Waren Sie das selbst? Dann schließen Sie diese Seite einfach. Es ändert sich nichts.
done-every-device-logged-out = Alle Geräte wurden abgemeldet.
done-factors-suspended = Vor Kurzem hinzugefügte zweite Faktoren sind gesperrt und dienen nicht mehr zur Anmeldung.
done-all-factors-suspended = Alle zweiten Faktoren wurden vor Kurzem hinzugefügt, deshalb sind sie gesperrt und dienen nicht mehr zur Anmeldung. Wenn Sie sich mit Ihrem neuen Passwort anmelden, können Sie beantragen, die Anmeldung in zwei Schritten auszuschalten.
done-choose-new-password = Wählen Sie ein neues Passwort: jetzt oder später über den Link, den wir Ihnen per E-Mail gesendet haben.

# A link in an email: it undoes a change of the email address.
undo-email-change = Änderung der E-Mail-Adresse rückgängig machen
email-was-changed = Die E-Mail-Adresse Ihres Kontos <strong>{ $username }</strong> wurde geändert.
address-before = Vorher
address-now = Jetzt
undo-consequences = Wir stellen Ihre alte Adresse wieder her, melden alle Geräte ab und deaktivieren das aktuelle Passwort. Danach wählen Sie ein neues.
undo-this-change = Änderung rückgängig machen
undoing = Wird rückgängig gemacht …
done-email-restored = Ihre E-Mail-Adresse ist wieder { $email }.
old-address-in-use = Ihre alte Adresse wird bereits verwendet
old-address-belongs-elsewhere = Ihre alte Adresse gehört jetzt zu einem anderen Konto und kann deshalb nicht wiederhergestellt werden.
get-address-back = Sie können das Passwort dieses anderen Kontos zurücksetzen und dann dessen Adresse ändern oder es löschen. Öffnen Sie danach diesen Link noch einmal.
reset-that-password = Passwort zurücksetzen

# A link from an email that doesn't work any more: headings, for each kind of link.
confirmation-link-used = Dieser Bestätigungslink wurde bereits verwendet
confirmation-link-expired = Dieser Bestätigungslink ist abgelaufen
confirmation-link-replaced = Dieser Bestätigungslink wurde ersetzt
confirmation-link-void = Dieser Bestätigungslink funktioniert nicht mehr
confirmation-link-unknown = Dieser Bestätigungslink funktioniert nicht
reset-link-used = Dieser Link zum Zurücksetzen des Passworts wurde bereits verwendet
reset-link-expired = Dieser Link zum Zurücksetzen des Passworts ist abgelaufen
reset-link-replaced = Dieser Link zum Zurücksetzen des Passworts wurde ersetzt
reset-link-void = Dieser Link zum Zurücksetzen des Passworts funktioniert nicht mehr
reset-link-unknown = Dieser Link zum Zurücksetzen des Passworts funktioniert nicht
undo-link-used = Dieser Link zum Rückgängigmachen wurde bereits verwendet
undo-link-expired = Dieser Link zum Rückgängigmachen ist abgelaufen
undo-link-replaced = Dieser Link zum Rückgängigmachen wurde ersetzt
undo-link-void = Dieser Link zum Rückgängigmachen funktioniert nicht mehr
undo-link-unknown = Dieser Link zum Rückgängigmachen funktioniert nicht
lock-out-link-used = Dieser Link zum Aussperren wurde bereits verwendet
lock-out-link-expired = Dieser Link zum Aussperren ist abgelaufen
lock-out-link-replaced = Dieser Link zum Aussperren wurde ersetzt
lock-out-link-void = Dieser Link zum Aussperren funktioniert nicht mehr
lock-out-link-unknown = Dieser Link zum Aussperren funktioniert nicht
links-work-once = Links in unseren E-Mails können nur einmal verwendet werden.
links-expire = Links in unseren E-Mails funktionieren nur für begrenzte Zeit.
newer-link-sent-after = Danach wurde ein neuerer Link gesendet. Verwenden Sie den Link aus der neuesten E-Mail.
account-changed-since = Das Konto wurde geändert, nachdem der Link gesendet wurde.
account-changed-use-newer = Das Konto wurde geändert, nachdem der Link gesendet wurde. Verwenden Sie den Link aus der E-Mail zu dieser Änderung.
link-may-be-incomplete = Vielleicht ist der Link unvollständig. Kopieren Sie den ganzen Link aus der E-Mail.
send-new-link = Neuen Link senden
log-in-for-new-link = Für neuen Link anmelden

# Error pages: headings, what to know, and what to do next. They may follow each other in one paragraph.
nothing-was-changed = Es wurde nichts geändert.
try-again-then = Versuchen Sie es { $when } erneut.
try-again = Erneut versuchen
log-in-to-continue = Melden Sie sich an, um fortzufahren
notice-log-in-again = Sie wurden abgemeldet, und Ihre Änderungen wurden nicht gespeichert. Melden Sie sich an, um es erneut zu versuchen.
from-another-site = Diese Anfrage kam von einer anderen Website
only-our-own-forms = Zum Schutz Ihres Kontos nehmen wir nur Formulare von unseren eigenen Seiten an.
no-permission-to-see = Sie sind nicht berechtigt, diese Seite zu sehen
logged-in-as = Sie sind als { $username } angemeldet. Wenn Sie ein anderes Konto verwenden möchten, melden Sie sich zuerst ab.
page-not-found = Seite nicht gefunden
check-the-address = Falls Sie die Adresse eingegeben haben, prüfen Sie, ob sie stimmt. Falls Sie einem Link gefolgt sind, ist er vielleicht veraltet.
method-not-allowed = Methode nicht zulässig
page-refuses-method = Diese Seite kann nicht mit { $method } aufgerufen werden.
too-large-to-send = Das ist zu groß zum Senden (höchstens 64 KB)
cannot-read-content = Diese Art von Inhalt können wir nicht lesen
accepts-forms-and-json = Diese Seite nimmt Formulare an, außerdem JSON, wo ihre Dokumentation es angibt.
too-many-requests = Zu viele Anfragen. Versuchen Sie es { $when } erneut
still-logged-in = Sie sind weiterhin angemeldet.
too-many-logins = Zurzeit melden sich zu viele Personen an
too-many-logins-sentence = Zurzeit melden sich zu viele Personen an.
database-unavailable = Unsere Datenbank ist zurzeit nicht verfügbar
database-unavailable-sentence = Unsere Datenbank ist zurzeit nicht verfügbar.
request-took-too-long = Die Übertragung der Anfrage hat zu lange gedauert
problem-on-our-side = Bei uns ist ein Problem aufgetreten
details-not-changed = Ihre Angaben wurden nicht geändert.
cannot-read-request = Wir können diese Anfrage nicht lesen
reference = Referenz
copy-reference = Kopieren<sr> der Referenz</sr>
need-help = Brauchen Sie Hilfe? Schreiben Sie an <support>{ $email }</support>.
email-need-help = Brauchen Sie Hilfe? Schreiben Sie an { $email }.

# The development mailbox, for developers: emails that were written and not sent.
mailbox-lead = E-Mails, die auf diesem Rechner geschrieben wurden, die neuesten zuerst. Im Produktivbetrieb werden sie stattdessen gesendet.
no-older-emails = Keine älteren E-Mails.
no-emails-yet = Noch keine E-Mails. <register>Erstellen Sie ein Konto</register>, damit eine geschrieben wird.
look = Aussehen
look-lead = Jedes Element in jedem Zustand, hell und dunkel. Diese Seite gibt es nur in der Entwicklung, auf diesem Rechner.
look-contrast = Kontrast
look-has-no-accent = ACCENT ist nicht gesetzt: Es gelten die mitgelieferten Farben.
to-address = An <email>{ $email }</email>
links-in-email = Links
copy-link = Kopieren<sr> von Link { $number }</sr>
part-of-email = Teil dieser E-Mail
part-html = HTML
part-text = Text
part-headers = Header
html-part-of-email = Der HTML-Teil dieser E-Mail
text-part-of-email = Der Textteil dieser E-Mail
headers-of-email = Die Header dieser E-Mail
preview-width = Breite
width-desktop = Desktop
width-phone = Smartphone
preview-colors = Farben

# The explanations of errors, for the authors of programs that use our APIs. Codes, names of settings and of fields stay as they are.
api-errors = API-Fehler
api-errors-lead = Jede Fehlerantwort enthält einen dieser Codes und einen Link zu seiner Seite (<code>Link</code>, <code>rel={ "\u0022" }help{ "\u0022" }</code>). Codes bleiben gleich, Sätze können sich ändern.
api-errors-caption = Fehlercodes der Sitzungs-API in Kleinbuchstaben und der Token-API in Großbuchstaben
code-column = Code
what-happened = Ursache
what-to-do = Abhilfe
status-at-session-api = { $status }<sr> bei der Sitzungs-API</sr>
status-at-token-api = { $status }<sr> bei der Token-API</sr>
code-at-session-api = { $status } <code>{ $code }</code> bei der Sitzungs-API
code-at-token-api = { $status } <code>{ $code }</code> bei der Token-API
returned-by = Zurückgegeben von

# Each code: what happened, and what the author of a program should do.
validation-failed-cause = Felder fehlen oder verletzen eine Regel. Die Antwort nennt alle Fehler, nicht nur den ersten. Bei der Token-API kann auch das Token eines Links aus einer E-Mail nicht mehr gültig sein (in fields unter token).
validation-failed-remedy = Zeigen Sie jeden Satz aus fields bei seinem Feld an. Es wurde nichts geändert: Senden Sie das ganze Formular noch einmal.
username-taken-cause = Ein anderes Konto hat diesen Benutzernamen, unabhängig von Groß- und Kleinschreibung. Sonst war nichts falsch.
username-taken-remedy = Fragen Sie nach einem anderen Benutzernamen.
email-taken-cause = Ein anderes Konto verwendet diese E-Mail-Adresse. Sonst war nichts falsch.
email-taken-remedy = Bieten Sie bei der Registrierung an, sich anzumelden oder das Passwort zurückzusetzen. Zeigen Sie in einem Profilformular den Satz beim Feld an.
registration-closed-cause = Die Registrierung ist geschlossen (REGISTRATION=closed). Die Token-API antwortet mit FORBIDDEN.
registration-closed-remedy = Bieten Sie keine Registrierung an. Mit bestehenden Konten kann man sich weiterhin anmelden.
invitation-needed-cause = Die Registrierung erfordert eine Einladung (REGISTRATION=invite). Die Anfrage enthielt keine oder eine, die aufgebraucht, abgelaufen oder widerrufen ist. Die Token-API antwortet mit FORBIDDEN.
invitation-needed-remedy = Senden Sie das Token des Einladungslinks als invitation mit den anderen Feldern, oder bitten Sie um eine neue Einladung.
invalid-credentials-cause = Unbekanntes Konto, falsches Passwort oder deaktiviertes Konto: eine Antwort für alle drei Fälle, damit sie nicht verrät, welche Konten es gibt. Bei der Token-API auch ein falsches current_password beim Ändern des Passworts.
invalid-credentials-remedy = Lassen Sie den Benutzer es erneut versuchen oder das Passwort zurücksetzen. Mehrere fehlgeschlagene Versuche innerhalb einer Minute führen zu rate_limited.
email-not-verified-cause = Das Passwort ist richtig, aber die E-Mail-Adresse muss vor der ersten Anmeldung bestätigt werden (REQUIRE_VERIFIED_EMAIL). Die Token-API antwortet mit FORBIDDEN.
email-not-verified-remedy = Bitten Sie den Benutzer, den Link in der Bestätigungs-E-Mail zu öffnen. Bei der Token-API sendet /api/auth/verify/resend ihn noch einmal; mit new_email korrigiert der Aufruf eine Adresse, die nie bestätigt wurde. Hat das Konto früher eine andere bestätigt, oder galt seine Einladung nur für diese Adresse, führt new_email zu VALIDATION_ERROR.
reauth-required-cause = Das Ändern von E-Mail-Adresse, Passwort oder zweiten Faktoren und das Löschen des Kontos erfordern eine kurz zurückliegende Anmeldung (SUDO_WINDOW, zehn Minuten), mit einem zweiten Faktor, wo das Konto einen hat, oder das Fehlende in derselben Anfrage: current_password und code, oder passkey. Enthält die Antwort fields, war das Gesendete falsch.
reauth-required-remedy = Fragen Sie nach dem aktuellen Passwort, und nach einem Code, wo das Konto eine Authenticator-App hat, und senden Sie dieselbe Anfrage noch einmal, mit current_password und code. Ein Passkey in passkey steht für beides.
current-password-incorrect-cause = Das current_password, das zum Ändern des Passworts gesendet wurde, ist falsch. Der Benutzer bleibt angemeldet. Die Token-API antwortet mit INVALID_CREDENTIALS.
current-password-incorrect-remedy = Zeigen Sie den Satz bei diesem Feld an und lassen Sie den Benutzer es erneut versuchen.
login-required-cause = Der Aufrufer ist nicht angemeldet: Die Anfrage hatte kein Cookie oder kein Token, oder die Sitzung des Cookies ist beendet.
login-required-remedy = Zeigen Sie die Anmeldung an. Ein Browser sendet sein Cookie nur mit credentials: { "\u0022" }include{ "\u0022" } und nur innerhalb derselben Website; eine App sendet Authorization: Bearer und das Access-Token.
token-expired-cause = Die Gültigkeitsdauer des Tokens ist vorbei.
token-expired-remedy = Access-Token: Erneuern Sie es und senden Sie die Anfrage dann noch einmal. Refresh-Token: Lassen Sie den Benutzer sich neu anmelden.
token-invalid-cause = Kein Token dieses Servers, ein verändertes oder eines der falschen Art: ein Refresh-Token, wo ein Access-Token hingehört, oder umgekehrt.
token-invalid-remedy = Prüfen Sie, welches der beiden Token gesendet wird. Löschen Sie andernfalls beide und lassen Sie den Benutzer sich neu anmelden. Möglicherweise wurde JWT_SECRET_KEY oder BASE_URL geändert.
token-revoked-cause = Die Sitzung des Tokens ist beendet: durch Abmelden, über die Liste der Sitzungen, durch ein neues Passwort oder weil das Konto deaktiviert oder gelöscht wurde.
token-revoked-remedy = Löschen Sie beide Token und lassen Sie den Benutzer sich neu anmelden.
token-reused-cause = Ein Refresh-Token wurde ein zweites Mal verwendet, später als REFRESH_GRACE erlaubt. Möglicherweise wurde es kopiert, deshalb wurde seine Sitzung beendet.
token-reused-remedy = Löschen Sie beide Token und lassen Sie den Benutzer sich neu anmelden. Speichern Sie immer das neueste Refresh-Token und führen Sie nie zwei Erneuerungen gleichzeitig aus: siehe examples/react-spa/src/tokens.js und docs/mobile.md.
forbidden-cause = Der Aufrufer ist angemeldet, aber nicht dazu berechtigt.
forbidden-remedy = Bieten Sie dies diesem Benutzer nicht an. Rollen vergibt der Betreiber. Bei der Token-API sagt die Meldung, was nicht erlaubt ist, etwa die Registrierung, die Anmeldung oder das Löschen des letzten Administrators.
cross-site-cause = Laut Browser hat eine Seite einer anderen Website diese Anfrage gesendet, und deren Ursprung steht nicht in ALLOWED_ORIGINS.
cross-site-remedy = Fügen Sie den Ursprung des Frontends zu ALLOWED_ORIGINS hinzu: Schema, Host und Port, wie der Browser sie schreibt.
last-admin-cause = Dies ist der letzte aktive Administrator. Die Token-API antwortet mit FORBIDDEN.
last-admin-remedy = Machen Sie zuerst einen anderen Benutzer zum Administrator.
dead-link-cause = Das Token eines Links aus einer E-Mail wurde verwendet, ist abgelaufen, wurde durch ein neueres ersetzt oder ist unbekannt. Die Token-API antwortet mit VALIDATION_ERROR und fields.token.
dead-link-remedy = Bieten Sie an, eine neue E-Mail zu senden.
not-found-cause = Unter dieser Adresse gibt es nichts, oder es gehört einem anderen Benutzer.
not-found-remedy = Prüfen Sie den Pfad. IDs von Objekten anderer Benutzer werden so beantwortet wie IDs, die es nicht gibt.
method-not-allowed-cause = Diese Adresse unterstützt die Methode der Anfrage nicht.
method-not-allowed-remedy = Verwenden Sie eine der Methoden im Header Allow.
bad-request-cause = Der Body ist kein JSON-Objekt, enthält ein Element doppelt, ein NUL-Zeichen oder einen Wert vom falschen Typ, oder die Query ist nicht lesbar. Die Token-API antwortet auch dann mit diesem Code und denselben Statuswerten, wenn die Sitzungs-API einen der nächsten drei hat.
bad-request-remedy = Senden Sie ein einziges JSON-Objekt in UTF-8.
unsupported-media-type-cause = Diese Adresse liest den Content-Type des Bodys nicht.
unsupported-media-type-remedy = Senden Sie Content-Type: application/json.
too-large-cause = Der Body ist größer als 64 KiB.
too-large-remedy = Senden Sie einen kleineren Body. Kein Formular hier braucht mehr als 1 KiB.
timeout-cause = Die Übertragung des Bodys hat zu lange gedauert.
timeout-remedy = Senden Sie die Anfrage noch einmal, in einem Stück.
rate-limited-cause = Zu viele Versuche: falsche Passwörter, Codes oder Passkeys, Registrierungen, Änderungen oder angeforderte E-Mails. Siehe docs/limits.md.
rate-limited-remedy = Warten Sie so viele Sekunden, wie Retry-After angibt. Versuche davor werden abgelehnt und verlängern die Wartezeit nicht.
busy-cause = Es warten mehr Passwörter auf Prüfung, als dieser Server rechtzeitig hashen kann. Die Token-API antwortet mit UNAVAILABLE.
busy-remedy = Versuchen Sie es nach so vielen Sekunden erneut, wie Retry-After angibt. Es wurde nichts geändert.
unavailable-cause = Die Datenbank ist vorübergehend nicht verfügbar.
unavailable-remedy = Versuchen Sie es nach so vielen Sekunden erneut, wie Retry-After angibt. Passwörter und Token sind nicht betroffen: Behalten Sie die Token.
internal-cause = Ein interner Fehler des Servers.
internal-remedy = Melden Sie dem Betreiber die request_id: Dieselbe ID steht im Log des Servers.

# Errors at a field.
enter-a-username = Geben Sie einen Benutzernamen ein
enter-username-or-email = Geben Sie einen Benutzernamen oder eine E-Mail-Adresse ein
username-letters-and-numbers = Der Benutzername muss mit einem Buchstaben beginnen und darf nur Buchstaben und Ziffern enthalten
username-extended-characters = Der Benutzername muss mit einem Buchstaben beginnen und darf nur Buchstaben, Ziffern, Punkte, Unterstriche und Bindestriche enthalten
username-length = Der Benutzername muss { $min } bis { $max } Zeichen lang sein
username-reserved = Dieser Benutzername ist reserviert. Wählen Sie einen anderen
username-taken = Dieser Benutzername ist vergeben. Wählen Sie einen anderen
enter-your-username = Geben Sie Ihren Benutzernamen ein
enter-username-exactly = Geben Sie Ihren Benutzernamen genau so ein: { $username }
enter-email-address = Geben Sie eine E-Mail-Adresse ein
email-too-long = Die E-Mail-Adresse darf höchstens { $max } Zeichen lang sein
email-format = Geben Sie eine E-Mail-Adresse im richtigen Format ein, zum Beispiel name@example.com
email-taken-at-sign-up = Ein Konto mit dieser E-Mail-Adresse gibt es bereits. Melden Sie sich an oder wählen Sie eine andere Adresse
email-taken-by-another = Ein anderes Konto verwendet diese E-Mail-Adresse. Geben Sie eine andere ein
email-confirmed-before = Für dieses Konto wurde bereits eine E-Mail-Adresse bestätigt. Verwenden Sie den Link, den wir dorthin gesendet haben, um die Änderung rückgängig zu machen
invitation-for-other-email = Diese Einladung gilt für eine andere E-Mail-Adresse. Verwenden Sie die Adresse, an die sie gesendet wurde
email-of-invitation = Die Einladung zu diesem Konto gilt für die Adresse, die es hat. Bestätigen Sie zuerst diese
enter-a-password = Geben Sie ein Passwort ein
password-too-short = Das Passwort muss mindestens { $min } Zeichen lang sein
password-too-long = Das Passwort darf höchstens { $max } Zeichen lang sein
password-classes = Das Passwort muss einen Großbuchstaben, einen Kleinbuchstaben, eine Ziffer und ein Sonderzeichen enthalten
password-personal = Das Passwort darf weder Ihr Benutzername noch Ihre E-Mail-Adresse sein
password-from-names = Das Passwort darf nicht aus Ihrem Benutzernamen, Ihrer E-Mail-Adresse oder dem Namen { $app } gebildet sein
password-too-easy = Dieses Passwort ist zu leicht zu erraten. Wählen Sie ein anderes
password-breached = Dieses Passwort steht auf einer Liste veröffentlichter Passwörter. Wählen Sie ein anderes
passwords-do-not-match = Die Passwörter stimmen nicht überein. Geben Sie zweimal dasselbe Passwort ein
password-kept-ten-minutes = Das neue Passwort wurde nur 10 Minuten lang aufbewahrt. Geben Sie es noch einmal ein
enter-current-password = Geben Sie Ihr aktuelles Passwort ein
current-password-incorrect = Das aktuelle Passwort ist falsch
nothing-changed-enter-new = Es wurde nichts geändert. Geben Sie einen neuen Benutzernamen, eine neue E-Mail-Adresse oder ein neues Passwort ein

# Why the link of an email can't be used, at the field for its token at an API.
link-already-used = Dieser Link wurde bereits verwendet
link-has-expired = Dieser Link ist abgelaufen
link-was-replaced = Es wurde ein neuerer Link gesendet. Verwenden Sie den Link aus der neuesten E-Mail
link-does-not-work = Dieser Link funktioniert nicht

# Why a request was refused, in the answers of the APIs.
some-fields-need-attention = Einige Felder müssen korrigiert werden
invitation-needed = Sie benötigen eine Einladung, um ein Konto zu erstellen
confirm-email-first = Bestätigen Sie zuerst Ihre E-Mail-Adresse
password-needed-for-change = Geben Sie Ihr aktuelles Passwort ein, um diese Änderung vorzunehmen
login-required = Anmeldung erforderlich
token-required = Authorization-Token erforderlich
token-expired = Das Token ist abgelaufen
token-invalid = Ungültiges Token
token-revoked = Das Token wurde widerrufen
token-already-used = Das Token wurde bereits verwendet. Melden Sie sich erneut an
token-invalid-or-expired = Ungültiges oder abgelaufenes Token
no-permission = Sie sind dazu nicht berechtigt
came-from-another-site = Diese Anfrage kam von einer anderen Website und wurde deshalb abgelehnt
last-active-admin = Dies ist der letzte aktive Administrator. Machen Sie zuerst einen anderen Benutzer zum Administrator
nothing-at-this-address = Unter dieser Adresse wurde nichts gefunden
method-not-possible = Diese Adresse kann nicht mit dieser Methode aufgerufen werden
request-unreadable = Die Anfrage konnte nicht gelesen werden
content-type-not-accepted = Diese Adresse nimmt diesen Inhaltstyp nicht an
request-too-large = Die Anfrage ist zu groß (höchstens 64 KB)
too-many-attempts = Zu viele Versuche
service-unavailable = Der Dienst ist vorübergehend nicht verfügbar
retry-when = Versuchen Sie es { $when } erneut

# Answers of the session API.
api-invalid-credentials = Ungültige Anmeldedaten
api-missing-credentials = Anmeldedaten fehlen
api-all-fields-required = Alle Felder sind erforderlich
api-username-already-taken = Benutzername bereits vergeben
api-email-already-registered = E-Mail-Adresse bereits registriert
api-email-already-in-use = E-Mail-Adresse wird bereits verwendet
api-admin-access-required = Administratorrechte erforderlich
api-current-password-incorrect = Aktuelles Passwort falsch
api-login-successful = Anmeldung erfolgreich
api-logged-out = Abgemeldet
api-user-registered = Benutzer registriert
api-email-verified = E-Mail-Adresse bestätigt
api-reset-link-sent = Falls die E-Mail-Adresse existiert, wurde ein Link zum Zurücksetzen gesendet
api-password-reset = Passwort zurückgesetzt
api-profile-updated = Profil aktualisiert

# Answers of both APIs.
api-password-changed = Passwort geändert
api-session-ended = Sitzung beendet
api-other-sessions-ended = Andere Sitzungen beendet

# Answers of the token API.
api-email-confirmed = E-Mail-Adresse bestätigt
api-hello = Hallo, { $username }
api-account-deleted = Konto gelöscht
api-app-logged-out = Abgemeldet
api-link-on-its-way = Falls ein Konto diese Adresse verwendet, ist ein Link unterwegs
api-password-changed-log-in = Passwort geändert. Melden Sie sich mit dem neuen Passwort an
api-new-link-sent = Wir haben einen neuen Bestätigungslink gesendet
api-email-already-confirmed = Die E-Mail-Adresse ist bereits bestätigt

# What the script of the pages says.
met-prefix = Erfüllt:
try-again-in-clock = Erneut versuchen in { $clock }
can-try-again-now = Sie können es jetzt erneut versuchen.
did-you-mean = Meinten Sie { $host }?
characters-to-go = Noch { $count } Zeichen
strength-easy = Leicht zu erraten. Fügen Sie ein oder zwei Wörter hinzu
strength-fair = Mittel. Länger ist sicherer
strength-strong = Stark
copied = Kopiert

# Devices, as they are listed on pages, in the history and in emails.
device-on = { $browser } unter { $platform }
device-on-a-television = { $browser } auf einem Fernseher
an-app = Eine App
an-app-on = Eine App unter { $platform }
an-app-on-a-television = Eine App auf einem Fernseher

# Every email. { $app } is the name of the site, { $username } that of the recipient.
email-hello = Hallo { $username },
email-closing = Dies ist eine automatische E-Mail von { $app }. Antworten werden nicht gelesen.
email-when = Zeitpunkt
email-ip-address = IP-Adresse
email-device = Gerät
email-line = { $label }: { $value }
email-link-follows = { $label }:
email-button-not-working = Die Schaltfläche funktioniert nicht? Kopieren Sie diesen Link:
email-link-expires = Der Link kann nur einmal verwendet werden und läuft { $when } ab.
email-link-expires-or-replaced = Der Link kann nur einmal verwendet werden und läuft { $when } ab. Ein neuerer Link ersetzt ihn.
email-if-you = Wenn Sie das waren, müssen Sie nichts tun.
email-if-not-you = Wenn Sie das nicht waren, müssen Sie nichts tun.
email-if-not-you-lock-out = Wenn Sie das nicht waren, verwenden Sie diesen Link. Er meldet alle Geräte ab und sperrt die Person aus, die das getan hat. Danach wählen Sie ein neues Passwort.
email-not-me = Das war ich nicht
email-choose-password = Neues Passwort wählen

# To a new account.
email-confirm-subject = Bestätigen Sie Ihre E-Mail-Adresse für { $app }
email-confirm-preview = Bestätigen Sie Ihre E-Mail-Adresse. Der Link läuft { $when } ab.
email-confirm-heading = Bestätigen Sie Ihre E-Mail-Adresse
email-confirm-thanks = Ihre Registrierung bei { $app } ist fast abgeschlossen, vielen Dank. Es fehlt nur noch die Bestätigung Ihrer E-Mail-Adresse.
email-confirm-button = E-Mail-Adresse bestätigen
email-confirm-ignore = Wenn Sie kein Konto erstellt haben, ignorieren Sie diese E-Mail. Ihre Adresse wird dann nicht bestätigt.

# To the new address of an account, which is { $email }.
email-confirm-new-subject = Bestätigen Sie Ihre neue E-Mail-Adresse für { $app }
email-confirm-new-preview = Bestätigen Sie, dass { $email } Ihnen gehört. Der Link läuft { $when } ab.
email-confirm-new-heading = Bestätigen Sie Ihre neue E-Mail-Adresse
email-confirm-new-address = Ihre E-Mail-Adresse bei { $app } wurde in { $email } geändert. Bestätigen Sie, dass diese Adresse Ihnen gehört.
email-confirm-new-ignore = Wenn das nicht Ihr Konto ist, ignorieren Sie diese E-Mail. Ihre Adresse wird dann nicht bestätigt.

# The answer to "Forgot your password?".
email-reset-subject = Passwort für { $app } zurücksetzen
email-reset-preview = Wählen Sie ein neues Passwort. Der Link läuft { $when } ab.
email-reset-heading = Passwort zurücksetzen
email-reset-request = Ihr Passwort für { $app } soll zurückgesetzt werden. Dazu haben wir eine Anfrage erhalten.
email-reset-ignore = Wenn Sie das nicht angefordert haben, ignorieren Sie diese E-Mail. Ihr Passwort bleibt unverändert.

# A notice that the password was changed.
email-password-subject = Ihr Passwort für { $app } wurde geändert
email-password-preview = Ihr Passwort wurde geändert. Wenn Sie das nicht waren, sperren Sie jetzt alle aus.
email-password-heading = Ihr Passwort wurde geändert
email-password-changed = Ihr Passwort für { $app } wurde geändert. Alle anderen Geräte wurden abgemeldet.

# A notice to the old address, { $old }, that the account has another one now: { $email } or { $new }.
email-address-subject = Ihre E-Mail-Adresse bei { $app } wurde geändert
email-address-preview = Wir schreiben Ihnen jetzt an { $email }.
email-address-preview-undo = Wir schreiben Ihnen jetzt an { $email }. Wenn Sie das nicht waren, machen Sie die Änderung rückgängig.
email-address-heading = Ihre E-Mail-Adresse wurde geändert
email-address-changed = Ihre E-Mail-Adresse bei { $app } wurde von { $old } in { $new } geändert.
email-address-if-you = Wenn Sie das waren, müssen Sie nichts tun. Dies ist unsere letzte E-Mail an diese Adresse.
email-address-if-not-you = Wenn Sie das nicht waren, machen Sie die Änderung rückgängig. Das stellt Ihre alte Adresse wieder her, meldet alle Geräte ab und sperrt die Person aus, die das getan hat. Danach wählen Sie ein neues Passwort.
email-address-undo = Änderung rückgängig machen

# A notice of a login with a device that the account has not seen before.
email-login-subject = Neue Anmeldung in Ihrem Konto bei { $app }
email-login-preview = Ein neues Gerät hat sich angemeldet. Wenn Sie das nicht waren, sperren Sie jetzt alle aus.
email-login-heading = Neue Anmeldung in Ihrem Konto
email-login-new-device = Ihr Konto bei { $app } verzeichnet eine Anmeldung von einem neuen Gerät:
email-login-sessions = Sehen Sie, wo Sie angemeldet sind

# A notice that too many logins failed in a row.
email-failed-subject = Zu viele fehlgeschlagene Anmeldungen in Ihrem Konto bei { $app }
email-failed-preview = Neue Geräte sind blockiert, bis Sie sich anmelden oder ein neues Passwort wählen.
email-failed-heading = Zu viele fehlgeschlagene Anmeldungen
email-failed-attempts = { $count ->
    [one] Ihr Konto bei { $app } verzeichnet { $count } fehlgeschlagenen Anmeldeversuch. Er war nicht erfolgreich. Der Versuch:
   *[other] Ihr Konto bei { $app } verzeichnet { $count } fehlgeschlagene Anmeldeversuche in Folge. Keiner davon war erfolgreich. Der letzte Versuch:
}
email-failed-block = Ab jetzt sind Geräte und Netzwerke, über die noch nie eine Anmeldung in Ihrem Konto erfolgt ist, auch mit dem richtigen Passwort blockiert. Geräte, die Sie schon verwendet haben, funktionieren weiterhin. Die Sperre endet, wenn Sie sich anmelden oder ein neues Passwort wählen.
email-failed-if-you = Wenn Sie das waren, melden Sie sich mit einem Gerät an, das Sie schon verwendet haben, oder wählen Sie ein neues Passwort.
email-failed-if-you-link = Wenn Sie das waren, melden Sie sich mit einem Gerät an, das Sie schon verwendet haben, oder wählen Sie ein neues Passwort:
email-failed-if-not-you = Wenn Sie das nicht waren, ist Ihr Konto sicher, solange niemand Ihr Passwort erraten kann. Falls es kurz ist oder Sie es auch anderswo verwenden, wählen Sie jetzt ein stärkeres. Auch damit endet die Sperre.

# The last email of an account.
email-deleted-subject = Ihr Konto bei { $app } wurde gelöscht
email-deleted-preview = Ihr Konto und alle zugehörigen Daten wurden gelöscht.
email-deleted-heading = Ihr Konto wurde gelöscht
email-deleted-everything = Ihr Konto bei { $app } und alle zugehörigen Daten wurden gelöscht. Das lässt sich nicht rückgängig machen.
email-deleted-if-not-you = Wenn Sie das nicht waren, kannte jemand Ihr Passwort. Ändern Sie es überall, wo Sie es sonst noch verwenden. Mit dieser Adresse können Sie jederzeit ein neues Konto erstellen.

# To the owner of an account: someone signed up with its address.
email-registered-subject = Sie haben bereits ein Konto bei { $app }
email-registered-preview = Sie haben bereits ein Konto. Es wurde nichts geändert.
email-registered-heading = Sie haben bereits ein Konto
email-registered-again = Ihre E-Mail-Adresse wurde angegeben, um ein Konto bei { $app } zu erstellen. Sie haben bereits ein Konto, deshalb wurde nichts erstellt oder geändert.
email-registered-log-in = Wenn Sie das waren, melden Sie sich als { $username } an.
email-registered-reset = Passwort vergessen? Zurücksetzen

# Events: a second factor, and recovery codes.
event-second-factor-failed = Falscher Code für den zweiten Faktor
event-recovery-code-used = Mit einem Wiederherstellungscode angemeldet
event-recovery-code-used-left = { $count ->
    [one] Mit einem Wiederherstellungscode angemeldet, { $count } übrig
   *[other] Mit einem Wiederherstellungscode angemeldet, { $count } übrig
}
event-totp-added = Authenticator-App eingerichtet
event-totp-removed = Authenticator-App entfernt
event-recovery-codes-renewed = Neue Wiederherstellungscodes erstellt
event-factors-reset = Zweite Faktoren entfernt

# Errors at a field for a code.
enter-code = Geben Sie den Code aus Ihrer Authenticator-App ein
code-incorrect = Der Code ist falsch oder wurde schon verwendet. Geben Sie den nächsten ein
enter-recovery-code = Geben Sie einen Wiederherstellungscode ein
recovery-code-incorrect = Der Wiederherstellungscode ist falsch oder wurde schon verwendet
totp-already-set-up = Eine Authenticator-App ist schon eingerichtet. Entfernen Sie sie zuerst
totp-not-started = Es wird gerade keine Authenticator-App eingerichtet. Beginnen Sie von vorn

# The second step of a login: the page for the code of the app, and the page for a recovery code. "Log in" is their button.
two-step-login = Anmeldung in zwei Schritten
code-label = Code aus Ihrer Authenticator-App
code-lead = Öffnen Sie Ihre Authenticator-App und geben Sie den sechsstelligen Code für Ihr Konto ein.
recovery-code-label = Wiederherstellungscode
recovery-code-lead = Geben Sie einen der Wiederherstellungscodes ein, die Sie aufbewahrt haben. Jeder gilt einmal.
use-recovery-code = Wiederherstellungscode verwenden
use-authenticator-app = Authenticator-App verwenden
login-has-expired = Diese Anmeldung ist abgelaufen. Melden Sie sich erneut an.

# Two-step login: what is set up.
two-step-hint = Fragt nach dem Passwort einen Code oder einen Passkey ab.
authenticator-app = Authenticator-App
totp-on = Eingerichtet am { $date }.
totp-off = Nicht eingerichtet. Wer Ihr Passwort kennt, kann sich anmelden.
totp-not-set-up = Nicht eingerichtet.
manage-two-step = Anmeldung in zwei Schritten verwalten
set-up-app = Authenticator-App einrichten
remove-app = Authenticator-App entfernen
recovery-codes = Wiederherstellungscodes
recovery-codes-hint = Für den Fall, dass Sie Ihre App oder Ihren Passkey nicht verwenden können. Jeder schließt eine Anmeldung ab.
recovery-codes-left = { $count ->
    [one] { $count } Wiederherstellungscode übrig.
   *[other] { $count } Wiederherstellungscodes übrig.
}
new-recovery-codes = Neue Codes erstellen

# Set up the app. { $key } is a text of 32 letters and digits.
scan-with-app = Scannen Sie das mit einer Authenticator-App, oder <link>öffnen Sie es auf diesem Gerät</link>.
qr-code = QR-Code für Ihre Authenticator-App
type-key = Scannen geht nicht? Geben Sie diesen Schlüssel in die App ein:
turn-on = Einschalten

# The recovery codes, which are shown once.
save-recovery-codes = Bewahren Sie Ihre Wiederherstellungscodes auf
save-recovery-codes-lead = Sie werden nicht noch einmal angezeigt. Drucken Sie sie aus oder bewahren Sie sie an einem sicheren Ort auf: Wenn Sie Ihre App oder Ihren Passkey nicht verwenden können, schließt jeder eine Anmeldung ab.
download-recovery-codes = Als Textdatei herunterladen
saved-them = Ich habe sie aufbewahrt
done-app-removed = Authenticator-App entfernt. Ihre Codes funktionieren nicht mehr.

# Two-step login that an account must have: inside the login, on the page of two-step login, and as a banner.
set-up-required-lead = Für Ihr Konto ist die Anmeldung in zwei Schritten vorgeschrieben. Richten Sie eine Authenticator-App ein, um die Anmeldung abzuschließen.
two-step-required = Für Ihr Konto ist die Anmeldung in zwei Schritten vorgeschrieben.
two-step-required-soon = Für Ihr Konto ist die Anmeldung in zwei Schritten vorgeschrieben. Bei der nächsten Anmeldung werden Sie aufgefordert, sie einzurichten.
second-factor-banner = <strong>Für Ihr Konto ist die Anmeldung in zwei Schritten vorgeschrieben.</strong> Bei der nächsten Anmeldung werden Sie aufgefordert, sie einzurichten. <two-step>Jetzt einrichten</two-step>.
last-factor = Das ist der einzige zweite Faktor Ihres Kontos, das einen haben muss. Richten Sie zuerst einen anderen ein

# Remembered browsers: the box at the code of the second step, the list beside the sessions, and what happens to them.
remember-browser = { $days ->
    [one] In diesem Browser { $days } Tag lang nicht mehr fragen
   *[other] In diesem Browser { $days } Tage lang nicht mehr fragen
}
remembered-browsers = Gemerkte Browser
remembered-browsers-hint = In diesen Browsern genügt das Passwort zur Anmeldung. Bei Änderungen an Ihrem Konto wird der Code trotzdem abgefragt.
no-remembered-browsers = Kein Browser ist gemerkt.
remembered-since = gemerkt seit { $date }
remembered-until = bis { $date }
forget-browser = Vergessen<sr>: { $name } ({ $address })</sr>
done-browser-forgotten = { $name } ist nicht mehr gemerkt. Die nächste Anmeldung dort fragt nach einem Code.
event-browser-remembered = Browser gemerkt: Anmeldungen dort brauchen keinen Code
event-browser-forgotten = Ein Browser ist nicht mehr gemerkt
event-browser-forgotten-name = Nicht mehr gemerkt: { $name }
api-browser-forgotten = Browser vergessen

# "Confirm it's you", for a change of the second factors.
confirm-to-set-up-app = Bestätigen Sie Ihre Identität, um eine Authenticator-App einzurichten.
confirm-to-remove-app = Bestätigen Sie Ihre Identität, um die Authenticator-App zu entfernen. Ohne einen anderen zweiten Faktor werden auch die Wiederherstellungscodes entfernt.
confirm-to-renew-codes = Bestätigen Sie Ihre Identität, um neue Wiederherstellungscodes zu erstellen. Die alten gelten dann nicht mehr.
confirm-to-save-changes = Bestätigen Sie Ihre Identität, um diese Änderungen zu speichern.
confirm-to-delete-account = Bestätigen Sie Ihre Identität, um Ihr Konto { $username } und alle zugehörigen Daten zu löschen. Das lässt sich nicht rückgängig machen.

# The APIs: a login that needs a second factor, and a wrong code.
api-second-factor-required = Zweiter Faktor erforderlich
second-factor-required = Für die Anmeldung ist ein zweiter Faktor nötig
second-factor-required-cause = Das Passwort ist richtig, und das Konto hat einen zweiten Faktor.
second-factor-required-remedy = Fragen Sie nach einem von methods: einem Code der Authenticator-App, einem Passkey oder einem Wiederherstellungscode. Senden Sie ihn innerhalb von 10 Minuten an die Adresse des zweiten Schritts.
invalid-code = Der Code ist falsch
invalid-code-cause = Der Code, Wiederherstellungscode oder Passkey für die Anmeldung ist falsch, abgelaufen oder verwendet. Bei einem Passkey steht der Grund in fields.
invalid-code-remedy = Fragen Sie nach dem nächsten Code, oder noch einmal nach dem Passkey, mit neuen Optionen. Nach sechs falschen beginnt die Anmeldung wieder mit dem Passwort.
second-factor-setup-required = Dieses Konto muss einen zweiten Faktor haben. Richten Sie ihn zuerst ein
second-factor-setup-required-cause = Das Konto muss einen zweiten Faktor haben (REQUIRE_SECOND_FACTOR) und hat keinen. Eine Anmeldung beginnt keine Sitzung, und ein Administrator, der noch angemeldet ist, hat nicht dessen Rechte.
second-factor-setup-required-remedy = Öffnen Sie die Adresse in set_up_url in einem Browser. Melden Sie sich wieder an, sobald der zweite Faktor eingerichtet ist.
last-factor-cause = Das Konto muss einen zweiten Faktor haben (REQUIRE_SECOND_FACTOR), und dies ist sein letzter. Die Token-API antwortet mit FORBIDDEN.
last-factor-remedy = Richten Sie zuerst einen anderen zweiten Faktor ein.

# A notice that a second factor was changed or a recovery code used. { $heading } is one of the five headings.
email-factor-subject = { $app }: { $heading }
email-totp-added-heading = Authenticator-App eingerichtet
email-totp-added = Für Ihr { $app }-Konto wurde eine Authenticator-App eingerichtet. Ab jetzt fragt eine Anmeldung mit dem Passwort nach einem Code daraus oder nach einem anderen zweiten Faktor.
email-totp-removed-heading = Authenticator-App entfernt
email-totp-removed = Die Authenticator-App Ihres { $app }-Kontos wurde entfernt. Ohne einen anderen zweiten Faktor genügt das Passwort allein wieder zur Anmeldung.
email-codes-renewed-heading = Neue Wiederherstellungscodes
email-codes-renewed = Für Ihr { $app }-Konto wurden neue Wiederherstellungscodes erstellt. Die alten gelten nicht mehr.
email-code-used-heading = Wiederherstellungscode verwendet
email-code-used = { $count ->
    [one] Mit einem Wiederherstellungscode wurde sich bei Ihrem { $app }-Konto angemeldet. { $count } ist übrig.
   *[other] Mit einem Wiederherstellungscode wurde sich bei Ihrem { $app }-Konto angemeldet. { $count } sind übrig.
}
email-factors-reset-heading = Zweite Faktoren entfernt
email-factors-reset = Ein Administrator hat alle zweiten Faktoren Ihres { $app }-Kontos entfernt. Das Passwort allein genügt wieder zur Anmeldung, bis Sie einen neuen einrichten.

# Events: passkeys. { $name } is what its owner calls it, isolated by the page.
event-passkey-added = Passkey hinzugefügt
event-passkey-added-name = Passkey hinzugefügt: { $name }
event-passkey-removed = Passkey entfernt
event-passkey-removed-name = Passkey entfernt: { $name }
event-passkey-refused = Passkey abgelehnt, vielleicht gibt es eine Kopie davon
event-passkey-refused-name = Passkey abgelehnt, vielleicht gibt es eine Kopie davon: { $name }

# Errors about passkeys: at the button that asked the browser for one, or at the field of an API.
passkey-malformed = Die Antwort Ihres Browsers ist unlesbar. Versuchen Sie es noch einmal
passkey-expired = Das hat zu lange gedauert. Versuchen Sie es noch einmal
passkey-other-site = Dieser Passkey gilt für eine andere Adresse
passkey-not-verified = Ihr Gerät hat nicht geprüft, ob Sie es sind. Richten Sie eine Displaysperre oder PIN ein und versuchen Sie es noch einmal
passkey-unknown = Mit diesem Passkey kann man sich hier nicht anmelden. Vielleicht wurde er entfernt
passkey-signature-wrong = Der Passkey kann nicht überprüft werden. Versuchen Sie es noch einmal
passkey-cloned = Dieser Passkey wurde abgelehnt, weil es vielleicht eine Kopie davon gibt. Versuchen Sie es noch einmal oder melden Sie sich anders an
passkey-is-suspended = Dieser Passkey ist gesperrt, weil er hinzugefügt wurde, kurz bevor alle aus dem Konto ausgesperrt wurden. Melden Sie sich anders an
passkey-locked-out = Alle sind aus diesem Konto ausgesperrt. Wählen Sie zuerst ein neues Passwort über den Link in unserer E-Mail
passkey-not-discoverable = Ihr Gerät kann diesen Passkey auf der Anmeldeseite nicht anbieten. Verwenden Sie ein anderes Gerät oder einen Passwortmanager
passkey-already-added = Dieser Passkey wurde schon hinzugefügt
passkey-unsupported = Diese Art Passkey wird nicht unterstützt. Verwenden Sie ein anderes Gerät oder einen Passwortmanager
passkeys-unavailable = Passkeys sind hier nicht verfügbar
too-many-passkeys = { $most ->
    [one] Sie haben schon { $most } Passkey. Entfernen Sie ihn zuerst
   *[other] Sie haben schon { $most } Passkeys. Entfernen Sie zuerst einen
}
enter-a-name = Geben Sie einen Namen ein
name-too-long = { $max ->
    [one] Der Name darf höchstens { $max } Zeichen lang sein
   *[other] Der Name darf höchstens { $max } Zeichen lang sein
}

# Passkeys: buttons on the login pages and where a change asks who you are. The browser asks for a fingerprint, face or PIN next.
log-in-with-passkey = Mit einem Passkey anmelden
use-passkey = Passkey verwenden
confirm-with-passkey = Mit einem Passkey bestätigen
waiting-for-device = Warten auf Ihr Gerät …

# Stands between two ways to log in.
or-rule = oder
passkey-lead = Melden Sie sich mit Fingerabdruck, Gesicht oder Displaysperre an.
passkey-failed = Ihr Browser konnte hier keinen Passkey verwenden. Versuchen Sie es noch einmal oder nehmen Sie einen anderen Weg.
passkey-needs-script = Passkeys brauchen JavaScript und einen Browser, der sie unterstützt.

# A link: to the page where passkeys work, when the browser is at another address of the same server.
passkeys-work-at = Passkeys funktionieren unter <link>{ $address }</link>.

# The page with the passkeys of an account.
passkeys = Passkeys
passkeys-hint = Anmelden mit Fingerabdruck, Gesicht oder Displaysperre statt mit Passwort und Code.
no-passkeys-yet = Noch keine Passkeys. Fügen Sie einen hinzu, um sich ohne Passwort anzumelden.
passkey-count = { $count ->
    [one] { $count } Passkey.
   *[other] { $count } Passkeys.
}
manage-passkeys = Passkeys verwalten
add-passkey = Passkey hinzufügen
add-passkey-lead = Ihr Gerät oder Passwortmanager bewahrt ihn auf und fragt bei der Verwendung nach Fingerabdruck, Gesicht oder Displaysperre.
passkey-added-on = Hinzugefügt am { $date }
passkey-last-used = zuletzt verwendet { $when }
passkey-never-used = noch nicht verwendet

# The provider, like iCloud, keeps copies on the person's other devices.
passkey-synced = Synchronisiert
passkey-other-domain = Er wurde für eine andere Adresse dieser Website erstellt und funktioniert nicht mehr. Entfernen Sie ihn und fügen Sie einen neuen hinzu.
factor-suspended = Gesperrt, weil der Faktor hinzugefügt wurde, kurz bevor Sie „Das war ich nicht“ gewählt haben, oder danach. Eine Anmeldung damit ist nicht mehr möglich. Entfernen Sie ihn und fügen Sie ihn neu hinzu, falls er Ihnen gehört.
passkeys-suspended = Mindestens einer davon ist gesperrt und dient nicht mehr zur Anmeldung.
rename-passkey = Umbenennen

# Label of the field for a passkey's name.
passkey-name = Name
save-name = Namen speichern
remove-passkey = Entfernen

# For screen readers, after the button's word.
which-passkey = Passkey { $name }
done-passkey-added = Passkey hinzugefügt: { $name }.
done-passkey-renamed = Der Passkey heißt jetzt { $name }.
done-passkey-removed = Passkey entfernt: { $name }.
confirm-to-remove-passkey = Bestätigen Sie Ihre Identität, um den Passkey { $name } zu entfernen.

# The APIs: a passkey that no account has.
api-passkey-renamed = Passkey umbenannt
unknown-passkey = Der Passkey ist unbekannt
unknown-passkey-cause = Der Passkey gehört zu keinem Konto hier oder zu einem anderen als die wartende Anmeldung. Die Token-API antwortet mit INVALID_CODE.
unknown-passkey-remedy = Bieten Sie die anderen Wege zur Anmeldung an und teilen Sie dem Browser mit, dass der Passkey unbekannt ist (Signal API).

# Notices about passkeys.
email-passkey-added-heading = Passkey hinzugefügt
email-passkey-added = Zu Ihrem { $app }-Konto wurde ein Passkey hinzugefügt. Mit ihm meldet man sich ohne Passwort an.
email-passkey-removed-heading = Passkey entfernt
email-passkey-removed = Ein Passkey Ihres { $app }-Kontos wurde entfernt. Mit ihm kann man sich nicht mehr anmelden.
email-passkey-refused-heading = Passkey abgelehnt
email-passkey-refused = Ein Passkey Ihres { $app }-Kontos wurde abgelehnt, weil es vielleicht eine Kopie davon gibt. Wenn nicht Sie sich anmelden wollten, entfernen Sie diesen Passkey.

# A login whose second factors are all lost. In the lead { $when } is "in 3 days", elsewhere a day with a time.
cant-use-any = Nichts davon ist mir möglich
lost-factors = Alle zweiten Faktoren verloren?
lost-factors-suspended = Alle zweiten Faktoren dieses Kontos sind gesperrt, weil sie hinzugefügt wurden, kurz bevor Sie „Das war ich nicht“ gewählt haben, oder danach.
lost-factors-elsewhere = Die Passkeys dieses Kontos wurden für eine andere Adresse dieser Website erstellt und funktionieren nicht mehr.
lost-factors-lead = Wenn Sie weder Ihre Authenticator-App noch einen Passkey oder Wiederherstellungscode verwenden können, beantragen Sie, die Anmeldung in zwei Schritten auszuschalten. Den Link dafür senden wir Ihnen { $when } per E-Mail.
lost-factors-stop = Bis dahin schreiben wir Ihnen jeden Tag, und wer bei Ihrem Konto angemeldet ist oder Ihre E-Mails liest, kann es stoppen. Ihr Passwort brauchen Sie weiterhin.
lost-factors-log-out = Um das zu beantragen, melden Sie sich hier ab und mit Ihrem Passwort neu an. Wählen Sie dann „Nichts davon ist mir möglich“.
lost-factors-log-in = Melden Sie sich mit Ihrem Passwort an und wählen Sie dann „Nichts davon ist mir möglich“.
ask-to-turn-off = Ausschalten beantragen
lost-factors-running = Ihr Antrag ist eingegangen. Am { $when } senden wir Ihnen einen Link, der die Anmeldung in zwei Schritten ausschaltet.
lost-factors-ready = Die Wartezeit ist vorbei. Schalten Sie die Anmeldung in zwei Schritten mit dem Link in unserer neuesten E-Mail aus.
lost-factors-found = Authenticator-App oder Passkey wiedergefunden? Melden Sie sich damit an. Das stoppt den Antrag.
lost-factors-unconfirmed = Die E-Mail-Adresse dieses Kontos wurde nie bestätigt, deshalb können wir Ihnen keinen Link senden. Setzen Sie zuerst Ihr Passwort per E-Mail zurück. Das bestätigt die Adresse.

# A request to turn off two-step login: the banner on every page, and the page behind the links of its emails. { $when } is a day with a time.
two-step-request-banner = Jemand mit Ihrem Passwort hat beantragt, die Anmeldung in zwei Schritten auszuschalten. Ab dem { $when } genügt dafür ein Link in einer E-Mail.
stop-request = Antrag stoppen
two-step-request = Antrag, die Anmeldung in zwei Schritten auszuschalten
two-step-request-of = Jemand, der das Passwort von { $username } kennt, gibt an, alle zweiten Faktoren verloren zu haben, und hat beantragt, die Anmeldung in zwei Schritten auszuschalten.
two-step-request-wait = Ab dem { $when } genügt dafür ein Link in einer E-Mail.
two-step-request-ready = Sie können sie jetzt ausschalten. Das entfernt alle zweiten Faktoren und meldet alle Geräte ab. Danach melden Sie sich mit Ihrem Passwort an.
turn-off-two-step = Anmeldung in zwei Schritten ausschalten
done-request-stopped = Antrag gestoppt. Die Anmeldung in zwei Schritten bleibt an. War der Antrag nicht von Ihnen, ändern Sie Ihr Passwort.
done-two-step-off = Die Anmeldung in zwei Schritten ist ausgeschaltet. Melden Sie sich mit Ihrem Passwort an.
no-request-running = Es läuft kein Antrag, die Anmeldung in zwei Schritten auszuschalten.

# Titles of the page for a link about such a request that opens nothing any more, and why.
request-link-used = Dieser Link zur Anmeldung in zwei Schritten wurde bereits verwendet
request-link-expired = Dieser Link zur Anmeldung in zwei Schritten ist abgelaufen
request-link-replaced = Dieser Link zur Anmeldung in zwei Schritten wurde ersetzt
request-link-void = Dieser Antrag, die Anmeldung in zwei Schritten auszuschalten, hat sich erledigt
request-link-unknown = Dieser Link zur Anmeldung in zwei Schritten funktioniert nicht
request-is-over = Er wurde gestoppt, oder die Anmeldung in zwei Schritten ist schon ausgeschaltet.

# Events of such a request.
event-recovery-started = Ausschalten der Anmeldung in zwei Schritten beantragt
event-recovery-stopped = Antrag auf Ausschalten der Anmeldung in zwei Schritten gestoppt
event-recovery-stopped-session = Antrag auf Ausschalten der Anmeldung in zwei Schritten von einem angemeldeten Gerät gestoppt
event-recovery-stopped-link = Antrag auf Ausschalten der Anmeldung in zwei Schritten über einen Link in einer E-Mail gestoppt
event-recovery-stopped-factor = Antrag auf Ausschalten der Anmeldung in zwei Schritten gestoppt, weil ein zweiter Faktor verwendet wurde
event-recovery-stopped-changed = Antrag auf Ausschalten der Anmeldung in zwei Schritten gestoppt, weil die zweiten Faktoren geändert wurden
event-recovery-stopped-locked-out = Antrag auf Ausschalten der Anmeldung in zwei Schritten gestoppt, weil alle ausgesperrt wurden
event-recovery-stopped-email = Antrag auf Ausschalten der Anmeldung in zwei Schritten gestoppt, weil die E-Mail-Adresse geändert wurde
event-recovery-stopped-disabled = Antrag auf Ausschalten der Anmeldung in zwei Schritten gestoppt, weil das Konto deaktiviert wurde
event-recovery-expired = Antrag auf Ausschalten der Anmeldung in zwei Schritten abgelaufen
event-factors-recovered = Anmeldung in zwei Schritten nach der Wartezeit über einen Link in einer E-Mail ausgeschaltet
event-factors-suspended = Zweite Faktoren gesperrt, weil sie kurz davor oder seitdem hinzugefügt wurden

# Emails about such a request. The table with time, IP address and device follows where a text ends with a colon.
email-stop-recovery-subject = { $app }: Antrag, die Anmeldung in zwei Schritten auszuschalten
email-recovery-reminder-subject = { $app }: Die Anmeldung in zwei Schritten wird bald ausgeschaltet
email-recovery-asked = Jemand, der das Passwort Ihres { $app }-Kontos kennt, gibt an, alle zweiten Faktoren verloren zu haben, und hat beantragt, die Anmeldung in zwei Schritten auszuschalten:
email-recovery-wait = Am { $when } senden wir Ihnen einen Link, der sie ausschaltet. Wenn Sie das waren, müssen Sie bis dahin nichts tun.
email-recovery-if-not-you = Wenn Sie das nicht waren, stoppen Sie den Antrag. Die Anmeldung in zwei Schritten bleibt dann an.
email-recovery-lock-out = Wer den Antrag gestellt hat, kennt Ihr Passwort. Um alle Geräte abzumelden und ein neues zu wählen, verwenden Sie stattdessen diesen Link.
email-finish-recovery-subject = { $app }: Anmeldung in zwei Schritten ausschalten
email-finish-recovery = Die Wartezeit, die mit diesem Antrag begann, ist vorbei:
email-finish-recovery-do = Dieser Link entfernt alle zweiten Faktoren Ihres { $app }-Kontos und meldet alle Geräte ab. Danach melden Sie sich mit Ihrem Passwort an.
email-factors-recovered-heading = Anmeldung in zwei Schritten ausgeschaltet
email-factors-recovered = Die Anmeldung in zwei Schritten bei Ihrem { $app }-Konto wurde nach der Wartezeit über einen Link in einer E-Mail ausgeschaltet. Alle Geräte wurden abgemeldet. Das Passwort allein genügt zur Anmeldung, bis Sie einen neuen zweiten Faktor einrichten.

# The APIs: such a request was stopped. And the error at the field of a new address.
api-request-stopped = Antrag gestoppt
email-needs-second-factor = Dieses Konto hat die Anmeldung in zwei Schritten, deshalb genügt das Passwort nicht, um die Adresse zu ändern. Verwenden Sie den Link, den wir dorthin gesendet haben
# An account that an operator took over from another application.
event-imported = Konto hierher umgezogen
event-imported-from = Konto von { $source } hierher umgezogen
event-accounts-exported = Konten an eine andere Anwendung übergeben
event-accounts-exported-count = { $count ->
    [one] Ein Konto an eine andere Anwendung übergeben
   *[other] { $count } Konten an eine andere Anwendung übergeben
}
# An account that an administrator or operator disables.
event-user-disabled = Konto gesperrt
event-user-enabled = Konto entsperrt
email-disabled-subject = Ihr { $app }-Konto wurde gesperrt
email-disabled-preview = Sie sind überall abgemeldet und können sich nicht anmelden.
email-disabled-heading = Ihr Konto wurde gesperrt
email-disabled-what = Ihr { $app }-Konto wurde gesperrt. Sie sind überall abgemeldet und können sich erst wieder anmelden, wenn es entsperrt ist. Es wurde nichts gelöscht.
email-disabled-mistake = Wenn Sie das für einen Irrtum halten, wenden Sie sich an die Betreiber von { $app }.
# An administrator or operator gave the account another role. { $role } is one of role-user, role-moderator, role-admin.
email-role-subject = Ihre Rolle bei { $app } wurde geändert
email-role-preview = Ihre Rolle ist jetzt „{ $role }“.
email-role-heading = Ihre Rolle wurde geändert
email-role-what = Die Rolle Ihres { $app }-Kontos ist jetzt „{ $role }“:
email-role-log-in = Sie wurden überall abgemeldet. Die Rolle gilt ab Ihrer nächsten Anmeldung.
