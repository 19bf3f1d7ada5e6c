# Names of the months, inside a date.
january = January
february = February
march = March
april = April
may = May
june = June
july = July
august = August
september = September
october = October
november = November
december = December

# A date, and a date with a time of day (24 hours, "08:00").
long-date = { $day } { $month } { $year }
long-date-time = { $date }, { $time } UTC
time-of-day = { $time } UTC

# How long ago something was.
just-now = just now
minutes-ago = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
hours-ago = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
days-ago = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}

# When something will be, counted from now: "The link expires in 24 hours", "Try again in 20 seconds".
in-seconds = { $count ->
    [one] in { $count } second
   *[other] in { $count } seconds
}
in-minutes = { $count ->
    [one] in { $count } minute
   *[other] in { $count } minutes
}
in-hours = { $count ->
    [one] in { $count } hour
   *[other] in { $count } hours
}
in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}

# Every page: its head, header and footer. { $app } is the name of the site.
site-description = Your { $app } account: log in, change your details, and see every device that is logged in.
skip-to-content = Skip to content
# The name of the menu with the account, for screen readers.
account-menu = Account
security = Security
log-in = Log in
log-out = Log out
create-account = Create account
language-label = Language
change-language = Change
theme = Theme
theme-system = System
theme-light = Light
theme-dark = Dark
api-reference = API reference
development-mail = Development mail
icons-by = Icons by <author>Font Awesome</author>, <licence>CC BY 4.0</licence>
# The site behind this one: a way back to it in the header of every page, and a button on the home page of an account.
back-to-app = Back to { $app }
go-to-app = Go to { $app }
# In the footer.
terms-of-use = Terms of use
privacy-policy = Privacy policy
confirm-email-banner = <strong>Confirm your email address.</strong> Open the link we sent to <email>{ $email }</email>.
send-link-again = Send the link again

# What a button says while its form is on the way.
sending = Sending…
logging-in = Logging in…

# Before the title of a page whose form was refused: "Error: Log in".
error-title = Error: { $title }

# Log in.
login-description = Log in to your { $app } account with your username or email address and your password.
username-or-email = Username or email
password = Password
forgot-password = Forgot your password?
cannot-remember = Can't remember it? <reset>Reset your password</reset>
wrong-credentials = Username or password is incorrect
confirm-before-login = Confirm your email address before you log in. Open the link we sent you
no-link-yet = Didn't get the link? Enter your password again to send a new one.
corrected-email = Email address, if the one you signed up with was wrong
no-account-yet = No account yet? <register>Create account</register>
feature-hash = Your password is stored only as a one-way hash.
feature-alerts = We email you when a new device logs in.
feature-devices = You can log out any device at any time.

# Forms everywhere.
# After the label of a field that may stay empty.
optional-field = (optional)
# Before the error of a field, for screen readers only: "Error: Enter a username".
error-prefix = Error:
# Heading of the box above a form that was refused.
there-is-a-problem = There is a problem
# The same on a page with two forms. { $form } is the heading of one: "Update all fields".
problem-in-form = There is a problem in “{ $form }”
# The button beside a password that shows what was typed, and the same button once it does. Only screen readers read of which
# password: a page may have several.
show-password = Show<sr> password</sr>
show-new-password = Show<sr> new password</sr>
show-confirmed-password = Show<sr> confirmed password</sr>
show-current-password = Show<sr> current password</sr>
show-your-current-password = Show<sr> your current password</sr>
hide-password = Hide<sr> password</sr>
hide-new-password = Hide<sr> new password</sr>
hide-confirmed-password = Hide<sr> confirmed password</sr>
hide-current-password = Hide<sr> current password</sr>
hide-your-current-password = Hide<sr> your current password</sr>
# The button that leads back without a change.
cancel = Cancel

# Labels of fields, and of the same facts in a list.
username = Username
new-username = New username
your-username = Your username
email = Email
email-address = Email address
new-email-address = New email address
new-password = New password
confirm-password = Confirm password
current-password = Current password
your-current-password = Your current password

# Hints below the labels.
username-hint = Letters and numbers, starting with a letter.
username-hint-extended = Letters, numbers, dots, underscores and hyphens, starting with a letter.
email-hint = For login alerts and password resets.
password-hint = { $count ->
    [one] { $count } character or more. A few random words work well.
   *[other] { $count } characters or more. A few random words work well.
}
# What is said at a confirmation of the password that was left empty.
enter-same-password = Enter the same password again

# Sign-up.
register-description = Create a { $app } account with a username, an email address and a password.
creating-account = Creating account…
already-have-account = Already have an account? <login>Log in</login>
# Above the button, where the site has terms of use, a privacy policy, or both.
agree-to-terms = By creating an account, you agree to the <terms>terms of use</terms>.
agree-to-terms-and-privacy = By creating an account, you agree to the <terms>terms of use</terms>. How your data is used is explained in the <privacy>privacy policy</privacy>.
privacy-at-sign-up = How your data is used is explained in the <privacy>privacy policy</privacy>.
# Heading above the two lists of rules for a username and a password. The rules are ticked off while typing.
what-we-ask-for = What we ask for
rule-starts-with-letter = Starts with a letter
rule-letters-and-numbers = Only letters and numbers
rule-extended-characters = Only letters, numbers, dots, underscores and hyphens
# Of a username: "3 to 30 characters".
rule-username-length = { $min } to { $max } characters
# Of a password.
rule-password-length = { $count ->
    [one] { $count } character or more
   *[other] { $count } characters or more
}
rule-classes = An upper-case letter, a lower-case letter, a digit and a special character
# The password is neither of them.
rule-not-personal = Not your username or email address
rule-not-easy-to-guess = Not easy to guess
rule-passwords-match = Both passwords match
# Messages on the page after.
done-account-created = Account created. Log in to continue.
done-account-created-link-sent = Account created. We sent a link to { $email }. Log in to continue.
notice-logged-in-already = You are logged in. Log out to create another account.

# Sign-up is closed, or only by invitation.
sign-up-is-closed = Sign-up is closed
cannot-create-account-now = You can't create an account on { $app } at the moment. Existing accounts work as usual.
need-an-invitation = You need an invitation
accounts-by-invitation = Accounts on { $app } are created by invitation. Open the link in your invitation to continue.
invitation-used-or-expired = If you got here from an invitation link, it has been used or has expired. Ask the person who invited you for a new one.

# Reset a password: the page that asks for the address, then "Check your email", then the page of the link.
reset-your-password = Reset your password
reset-description = Reset the password of your { $app } account with a link sent to your email address.
enter-email-for-link = Enter your account's email address and we'll send you a link to choose a new password.
# A button.
send-the-link = Send the link
remember-your-password = Remember your password? <login>Log in</login>
check-your-email = Check your email
# { $when } is "in 1 hour".
reset-link-on-its-way = If an account uses <email>{ $email }</email>, a link is on its way. The link works once and expires { $when }.
# In development only.
emails-not-sent-in-development = Development mode: emails aren't sent. Open this one in <mailbox>Development mail</mailbox>.
check-spam-folder = Nothing after a few minutes? Check your spam folder.
use-different-address = Use a different address
back-to-login = Back to login
choose-new-password = Choose a new password
new-password-for = New password for <strong>{ $username }</strong>. You'll be logged out on all devices.
done-password-reset = Password changed. Log in with the new one.

# Change the password.
# Heading and button.
change-password = Change password
changing-password = Changing password…
logged-out-elsewhere = You'll be logged out on all other devices.
forgot-current-password = Forgot your current password? <reset>Reset it</reset>
done-password-changed = Password changed. Other devices were logged out.

# Confirm an email address.
# Heading.
confirm-your-email = Confirm your email address
is-this-your-address = Is <email>{ $email }</email> your address? Confirm it for the account <strong>{ $username }</strong>.
# A button: confirms the address.
confirm-address = Confirm
confirming = Confirming…
not-your-account = Not your account? Just close this page.
done-email-confirmed = Email address { $email } confirmed.
# Heading.
already-confirmed = Already confirmed
already-confirmed-for = { $email } is already confirmed for { $username }.
go-to-home-page = Go to home page
# Messages after the link was sent again.
done-new-link-on-its-way = A new link is on its way to { $email }.
notice-already-confirmed = { $email } is already confirmed.

# "Confirm it's you": a change waits for the current password.
confirm-its-you = Confirm it's you
password-to-change-email = Enter your current password to change your email to { $email }.
password-to-change-password = Enter your current password to change your password.
password-to-change-email-password = Enter your current password to change your email and password.
password-to-change-username-email = Enter your current password to change your username and email.
password-to-change-username-password = Enter your current password to change your username and password.
password-to-change-all = Enter your current password to change your username, email and password.
password-to-delete-account = Enter your current password to delete your account { $username } and all its data. This can't be undone.
# Stands for a new password, which is not shown, in the list of what changes.
your-new-password = Your new password
# A button that leads back to the form with what was typed.
edit = Edit
# Buttons that make the change.
change-email = Change email
change-email-and-password = Change email and password
change-username-and-email = Change username and email
change-username-and-password = Change username and password
# Username, email and password.
change-all-three = Change all three
saving = Saving…
forgot-password-reset-it = Forgot your password? <reset>Reset it</reset>

# Delete the account.
# Heading and button.
delete-account = Delete account
deleting-account = Deleting account…
delete-account-lead = This deletes your account <strong>{ $username }</strong> and all its data. This can't be undone.
type-name-to-confirm = Type { $username } to confirm.
want-to-keep-a-copy = Want to keep a copy? <export>Download your data</export> first.
# Errors at a field.
password-needed-to-delete = Enter your current password to delete your account
only-administrator = You are the only administrator. Make another user an administrator first
done-account-deleted = Account deleted, with all its data.

# The home page of an account.
welcome = Welcome, { $username }
account-information = Account information
member-since = Member since
last-login = Last login
# In the place of the time of the last login.
first-login = This is your first login
nothing-needs-attention = Nothing needs your attention.
confirm-email-attention = Confirm your email address. Open the link we sent to { $email }.
# The owner may have mistyped it, or somebody else tried.
one-failed-login = Someone tried to log in to your account with a wrong password or code.
several-failed-logins = There were several attempts to log in to your account with a wrong password or code.
security-settings = Security settings
sessions = Sessions
# Sessions: browsers and apps that are logged in.
active-sessions = { $count ->
    [one] { $count } active
   *[other] { $count } active
}
only-this-device = Only this device
see-all-devices = See all devices
failed-logins = Failed logins
wrong-second-factors = Wrong second factors
# The number of failed logins, where it is 0.
no-failed-logins = None
# The same where it is too large to be counted: "99+".
number-or-more = { $number }+
see-last-24-hours = See the last 24 hours

# The two forms of the home page. Their headings are the labels of their buttons too.
update-selected-fields = Update selected fields
leave-blank-to-keep = Leave a field blank to keep what you have.
update-all-fields = Update all fields
replaces-all-three = Replaces all three, including your password.
updating = Updating…
# Hint below "New username" and "New email address": { $value } is the one of now.
currently = Currently { $value }
needed-to-change = Needed to change your email or password.
confirms-its-you = Confirms that it's you.
password-kept = Kept from before. Enter another to replace it.
# Errors at a field.
new-password-was-not-kept = The new password was not kept. Enter it again to change it
password-needed-to-change = Enter your current password to change your email or password
username-is-now = Your username is now { $username }. Check your changes, then save them again
# Messages on the page after, one behind the other.
done-username-changed = Username changed to { $username }.
done-email-changed = Email changed to { $email }.
done-email-respelled = Email is now written { $email }.
notice-address-is-another = Nothing was done: the email address is { $email } by now.
notice-nothing-to-change = Nothing to change: those are your current details.
notice-password-breached = Your password is on a list of leaked passwords, which attackers try first. Change it under Security.
done-logged-out = Logged out.

# The home page of guests.
your-app-account = Your { $app } account
landing-description = One account for { $app }: log in, see every device that is logged in, download your data, or delete the account.
landing-lead = One login for { $app }. See what we store about you, see every device that is logged in, and leave whenever you like.
# What a picture of the list of sessions shows, for screen readers only. The next two are examples in it.
picture-of-sessions = What the list of sessions looks like: this device, a phone and an app, each with where and when it was last used.
# An app that makes backups.
example-app = Backup app
# When it was last used.
example-yesterday = yesterday
what-we-store = What we store
what-we-store-text = Your username, your email address, a one-way hash of your password, and when and where you logged in.
every-device = Every device
every-device-text = One page lists each browser and app that is logged in, with a button to log it out at once.
leaving-is-easy = Leaving is easy
leaving-is-easy-text = Download all your data, then delete the account yourself. No need to ask anyone.
# A line for developers.
development = Development
development-mailbox = Development mailbox
test-users = Test users: <code>vestibule demo</code> creates <code>test</code> and <code>ab</code>

# Security: password, email, sessions, history, export and deletion at a glance. "Password", "Email", "Sessions" and "Delete
# account" are headings here too.
# { $date } is "21 November 2026".
last-changed-on = Last changed { $date }.
# Below the heading "Sessions".
devices-and-apps = Devices and apps with access.
see-all-sessions = See all sessions
# The same where the page shows only the first of them.
see-all-sessions-count = { $count ->
    [one] See { $count } session
   *[other] See all { $count } sessions
}
# Heading, and a link: what happened in the account.
history = History
recent-activity = Recent activity.
see-all-activity = See all activity
# Heading: all data as a file.
export = Export
all-your-data = All your data in one JSON file.
download = Download
deletes-your-account = Deletes your account and all its data. This can't be undone.
# Marks beside an email address: whether it was confirmed.
verified = Verified
not-verified = Not verified

# The list of sessions.
sessions-lead = Browsers and apps logged in to your account. Don't recognize one? Log it out, then <change>change your password</change>.
# A mark beside the session of the device that shows this page.
this-device = This device
# In the place of "5 minutes ago", for that session.
active-now = active now
# Follows the time of the last use, behind a dot. { $date } is "21 November 2026".
logged-in-on = logged in { $date }
# A button. Screen readers read which session it is: { $name } is "Firefox on Linux", { $ago } is "5 minutes ago".
log-out-session = Log out<sr> { $name } at { $address }, last used { $ago }</sr>
# What that button says while its form is on the way.
logging-out = Logging out…
log-out-all-others = Log out all other devices
not-logged-in-elsewhere = You're not logged in anywhere else.
# The name of the links to other pages of a list, for screen readers; then the links.
pages = Pages
newest = Newest
newer = Newer
older = Older
# Messages on the page after. { $name } is "Firefox on Linux".
done-session-ended = { $name } was logged out.
notice-no-other-sessions = You weren't logged in anywhere else.
done-sessions-ended = { $count ->
    [one] One other session was logged out.
   *[other] { $count } other sessions were logged out.
}

# The history.
history-lead = Recent activity on your account, newest first. Entries can't be changed.
not-you = <strong>Not you?</strong> Lock everyone out: all sessions end, this one included, and we email you a link to choose a new password.
# Button and heading.
lock-everyone-out = Lock everyone out
done-locked-out = All sessions were logged out. Open the link we sent to your email address and choose a new password.
# The same where no link could be sent.
done-locked-out-no-link = All sessions were logged out. Log in and change your password, or request a reset link later.
# The name of the four filters that follow, for screen readers: which entries to show.
show-entries = Show
filter-all = All
filter-logins = Logins
filter-changes = Changes
filter-warnings = Warnings
# In the place of an empty list, for each filter.
nothing-happened-yet = Nothing has happened yet.
no-logins-to-show = No logins to show.
no-changes-to-show = No changes to show.
no-warnings = No warnings. Nothing needs your attention.
# Headings above the entries of a day.
today = Today
yesterday = Yesterday
# In the place of one device or address, where several equal entries are shown as one.
from-devices = { $count ->
    [one] { $count } device
   *[other] { $count } devices
}
from-addresses = { $count ->
    [one] { $count } address
   *[other] { $count } addresses
}
# Opens the list of several equal entries. Screen readers read which: { $sentence } is "3 logins", { $ago } is "5 minutes ago".
show-each = Show each<sr> of { $sentence }, last { $ago }</sr>

# For administrators and moderators: the pages below /admin. "Account", "accounts" are those of all people here.
administration = Administration
# The four pages.
overview = Overview
accounts = Accounts
audit-log = Audit log
invitations = Invitations
account = Account
role = Role
state = State
order = Order
search = Search
search-accounts = Start of a username or email address
any-role = Any role
any-state = Any state
role-user = User
role-moderator = Moderator
role-admin = Administrator
role-user-about = Manages their own account only.
role-moderator-about = Sees all accounts and the audit log, and changes nothing.
role-admin-about = Sees and changes all accounts, and creates invitations.
state-active = Active
state-disabled = Disabled
state-unconfirmed = Email not confirmed
state-with-factor = With two-step login
state-without-factor = Without two-step login
# A mark beside an account that has two-step login.
mark-two-step = Two-step login
# In the place of an order: none was chosen.
order-usual = Usual order
order-newest = Newest first
order-oldest = Oldest first
order-name = By username
# In the place of a time: an account that never logged in.
never = Never
first-page = First page
next-page = Next page
# In the place of an empty list.
no-accounts-yet = No accounts yet.
no-more-accounts = No more accounts.
no-accounts-match = No accounts match. The search goes by how a username or an email address starts. <all>Show all accounts</all>
search-goes-on = Nothing on this page. The search goes on with the next one.
# One account.
account-number = Account number
# Heading: whether and how the owner can log in.
login-check = Login
can-log-in = { $username } can log in with the right password.
cannot-log-in = { $username } can't log in.
obstacle-disabled = The account is disabled. Enable it to let its owner in.
obstacle-unconfirmed = The email address must be confirmed before the first login. The login page offers to send the link again; you can also take the address as confirmed.
obstacle-no-password = The account has no password that works. Send a reset link to set a new one.
obstacle-failures = { $most } wrong passwords were entered in a row. Networks and browsers that logged in before still can; a reset by email clears it.
obstacle-second-factor = The password alone is not enough: a second factor finishes the login.
obstacle-no-factor = The password alone is not enough, and no second factor works. The owner can ask to turn two-step login off at the login; you can also remove the second factors.
obstacle-codes = Too many wrong codes were entered, so codes are refused for now. Somebody knows the password: it should be changed. A passkey still logs in.
obstacle-factor-missing = The account must have two-step login and has none. The next login sets it up.
two-step-is-required = Required for this account.
logged-in-nowhere = Not logged in anywhere.
actions = Actions
own-account-hint = This is your own account. Manage it under <security>Security</security>.
notice-own-account = This is your own account. Manage it under Security.
notice-last-admin = { $username } is the last active administrator. Make another user an administrator first.
# Links, and the same words on buttons; then the heading of its page and what the action means.
change-role = Change role
set-role-title = Change the role of { $username }
set-role-about = A change takes effect at once. A higher role logs { $username } out everywhere, so that only a new login has it.
choose-a-role = Choose a role
done-role-changed = { $username }: the role is now “{ $role }”.
disable-account = Disable account
disable-user-title = Disable { $username }
disable-user-about = { $username } is logged out everywhere at once and can't log in until you enable the account. Nothing is deleted. We notify the owner by email.
done-user-disabled = { $username } was disabled and logged out everywhere.
enable-account = Enable account
enable-user-title = Enable { $username }
enable-user-about = { $username } can log in again, with the password and second factors of before.
done-user-enabled = { $username } was enabled.
log-out-everywhere = Log out everywhere
end-sessions-title = Log { $username } out everywhere
end-sessions-about = Every browser and app of { $username } is logged out at once, and no browser is remembered any more. The password stays.
done-sessions-of = { $count ->
    [one] One session of { $username } was ended.
   *[other] { $count } sessions of { $username } were ended.
}
send-reset-link = Send reset link
send-reset-title = Send { $username } a reset link
send-reset-about = A link to choose a new password goes to { $email }. Only the owner sees it. Until it is used, the password of now still works.
done-reset-sent = A reset link is on its way to { $username }.
notice-disabled-no-link = { $username } is disabled, so a link would do nothing. Enable the account first.
take-as-confirmed = Take email as confirmed
verify-email-title = Take the email of { $username } as confirmed
verify-email-about = { $email } counts as confirmed from now on, without its link. Do this only if you know that the address is theirs.
done-email-taken-as-confirmed = { $email } now counts as confirmed for { $username }.
remove-second-factors = Remove second factors
reset-factors-title = Remove the second factors of { $username }
reset-factors-about = The authenticator app, the passkeys and the recovery codes of { $username } are removed, and the password alone logs in. Do this only if you know that it is the owner who asks. We notify the owner by email.
done-factors-removed = The second factors of { $username } were removed.
notice-no-factors = { $username } has no second factor.
delete-user-title = Delete { $username }
delete-user-about = This deletes the account { $username } and all its data. This can't be undone. A last email tells the owner. To keep somebody out and the data, disable the account instead.
type-name-exactly = Enter the username exactly: { $username }
done-user-deleted = { $username } was deleted, with all its data.
# The site at a glance. The first five are numbers of accounts.
all-accounts = All accounts
administrators = Administrators
last-days = The last days
last-24-hours = 24 hours
last-7-days = 7 days
logins = Logins
limits-reached = Blocked after too many attempts
sign-ups = New accounts
denied-requests = Access denied
emails = Emails
emails-waiting = Waiting to be sent
# Before "5 minutes ago".
oldest-email = oldest:
late = Late
emails-given-up = Given up
needs-attention = Needs attention
emails-given-up-hint = On the server, <code>vestibule jobs list --dead</code> says why, and <code>vestibule jobs retry</code> sends them again.
# What the checks of `vestibule doctor` found. The findings themselves are in English.
checks-heading = What needs your attention
checks-hint = On the server, <code>vestibule doctor</code> looks at more, also from outside.
# How bad a finding is.
check-warning = Warning
check-failure = Fault
# The audit log.
audit-log-lead = Newest first. Entries can't be changed. Days are in UTC.
account-filter = Username, email address or account number
event-kind = Event
any-kind = Any event
from-day = From
to-day = To
filter-events = Show
download-csv = Download as CSV
no-events-match = No events match. <all>Show all events</all>
no-such-account = No account has exactly this username or email address. <accounts>Search the accounts</accounts>, or enter the number of an account that was deleted.
# In the place of a name: an account that is gone. { $id } is its number.
deleted-account = Account { $id }
# Follows what happened: which administrator did it. { $username } is a name.
done-by = by { $username }
# Before the id of a request.
request-number = request
event-reset-link-sent = Password reset link sent
# Invitations.
invitations-without-effect = Invitations have no effect here until REGISTRATION is set to “invite”.
new-invitation = New invitation
create-invitation = Create invitation
invitation-email-hint = Only this address can use it. Leave it empty for anyone who has the link.
invitation-uses = Number of accounts
invitation-days = Days until it expires
invitation-uses-range = Number of accounts must be from 1 to { $max }
invitation-days-range = Days must be from 1 to { $max }
invitation-made = Invitation created
invitation-link-once = Give this link to the person you invite. It is shown only this once.
copy-invitation = Copy link
back-to-invitations = Back to invitations
created-invitations = Created invitations
no-invitations-yet = No invitations yet. Create one above and hand its link out.
invitation-number = Invitation { $id }
invitation-open = Open
invitation-used = Used
invitation-expired = Expired
invitation-places = { $left } of { $uses } accounts left
invitation-until = until { $date }
revoke = Revoke
revoke-invitation = Revoke<sr> invitation { $id }</sr>
confirm-to-revoke-invitation = Confirm that it's you to revoke invitation { $id }. Its link stops working; accounts created with it stay.
done-invitation-revoked = Invitation { $id } was revoked. Accounts created with it stay.
# Last email to an account that an administrator or operator deleted.
email-deleted-by-staff = The people who run { $app } deleted it. If you think that this is a mistake, contact them.

# What happened, in the history and in the export: in the past tense and without a full stop.
# One of them with the time of several equal events: "3 logins, 08:00–09:00 UTC".
event-at = { $sentence }, { $time }
event-account-created = Account created
event-logged-in = Logged in
event-wrong-password = Login failed: wrong password
event-account-disabled = Login refused: account disabled
event-logged-out = Logged out
event-wrong-current-password = Wrong current password entered in a logged-in session
event-email-not-confirmed = Login refused: email address not confirmed
event-access-denied = Access denied
event-access-denied-times = { $count ->
    [one] Access denied, { $count } time
   *[other] Access denied, { $count } times
}
# { $number } is 1000: we count no further.
event-access-denied-often = Access denied, { $number } times or more
event-attempts-blocked = Too many wrong passwords: further attempts were blocked
event-new-devices-blocked = Too many failed logins in a row; new devices were blocked until the next login or password reset
# The sentences with and without a name or an address: entries of another version may lack it.
event-username-changed = Username changed
event-username-changed-to = Username changed to { $username }
event-email-changed = Email changed
event-email-changed-to = Email changed to { $email }
event-password-changed = Password changed
event-confirmation-link-sent = Confirmation link sent
event-email-confirmed = Email address confirmed
event-reset-link-requested = Password reset link requested
event-password-reset = Password reset with a link from an email
event-email-change-reverted = Email change was reverted
event-role-changed = Role changed
# The names of the roles are the words of the command line: user, moderator, admin.
event-role-user = Role changed to user
event-role-moderator = Role changed to moderator
event-role-admin = Role changed to admin
event-session-ended = A session was logged out
# { $name } is "Firefox on Linux".
event-session-ended-name = { $name } was logged out
event-sessions-ended = All other sessions were logged out
event-sessions-ended-count = { $count ->
    [one] One other session was logged out
   *[other] { $count } other sessions were logged out
}
event-session-displaced = Too many sessions: the least recently used one was logged out
event-session-displaced-name = Too many sessions: { $name } was logged out
event-token-reused = An old token was reused, so that app was logged out
event-locked-out = Everyone was locked out: all sessions were logged out
event-data-downloaded = Data downloaded
event-registered-again = Someone tried to create another account with this email address
event-invitation-created = Invitation created
event-invitation-revoked = Invitation revoked
event-job-retried = Delivery of an email retried
event-jobs-retried = Delivery of several emails retried
event-database-restored = The database was restored from a backup
event-database-backed-up = The database was backed up
event-database-copied = Everything was copied to another database
event-database-copied-to = Everything was copied to { $place }
event-account-deleted = Account deleted
# Who caused it, if not the user: { $sentence } is one of those above.
event-by-administrator = { $sentence }, by an administrator
# The operator of this server, at its command line.
event-by-operator = { $sentence }, by the operator
# The application itself, by a rule of its settings: an account that was never confirmed is deleted.
event-by-system = { $sentence }, automatically
# Several equal ones. The first is for sentences that have no form of their own below.
event-times = { $count ->
    [one] { $sentence } ({ $count } time)
   *[other] { $sentence } ({ $count } times)
}
events-wrong-passwords = { $count ->
    [one] { $count } wrong password
   *[other] { $count } wrong passwords
}
events-logins = { $count ->
    [one] { $count } login
   *[other] { $count } logins
}
events-logouts = { $count ->
    [one] { $count } logout
   *[other] { $count } logouts
}
events-wrong-current-passwords = { $count ->
    [one] { $count } wrong current password
   *[other] { $count } wrong current passwords
}
events-confirmation-links = { $count ->
    [one] { $count } confirmation link sent
   *[other] { $count } confirmation links sent
}
events-reset-links = { $count ->
    [one] { $count } password reset link requested
   *[other] { $count } password reset links requested
}
events-downloads = { $count ->
    [one] { $count } data download
   *[other] { $count } data downloads
}

# A link in an email: it locks everyone out, for people who can't or shouldn't have to log in first.
someone-may-have-access = Someone else may have access to your account <strong>{ $username }</strong>.
lock-out-consequences = We'll log out all devices and apps and turn off the current password. Then you choose a new one.
# While that is done.
locking-everyone-out = Logging everyone out…
was-this-you = Was this you? Just close this page. Nothing will change.
# Messages on the page after, one behind the other.
done-every-device-logged-out = Every device was logged out.
done-factors-suspended = Second factors that were added recently are suspended and no longer log in.
done-all-factors-suspended = Every second factor was added recently, so all are suspended and no longer log in. When you log in with your new password, you can ask us to turn off two-step login.
done-choose-new-password = Choose a new password now, or with the link we emailed you.

# A link in an email: it undoes a change of the email address.
# Heading.
undo-email-change = Undo email change
email-was-changed = The email address of your account <strong>{ $username }</strong> was changed.
# Labels of the two addresses.
address-before = Before
address-now = Now
undo-consequences = We'll restore your old address, log out all devices and turn off the current password. Then you choose a new one.
# Button, and what it says while its form is on the way.
undo-this-change = Undo this change
undoing = Undoing…
done-email-restored = Your email address is { $email } again.
# Another account has it by now.
old-address-in-use = Your old address is in use
old-address-belongs-elsewhere = Your old address now belongs to another account, so it can't be restored.
get-address-back = You can reset that account's password, change its address or delete it. Then open this link again.
# A button.
reset-that-password = Reset that account's password

# A link from an email that doesn't work any more: headings, for each kind of link. It was used, its time is over, a newer one was
# sent, the account was changed since, or it is incomplete.
confirmation-link-used = This confirmation link has already been used
confirmation-link-expired = This confirmation link has expired
confirmation-link-replaced = This confirmation link was replaced
confirmation-link-void = This confirmation link no longer works
confirmation-link-unknown = This confirmation link does not work
reset-link-used = This password reset link has already been used
reset-link-expired = This password reset link has expired
reset-link-replaced = This password reset link was replaced
reset-link-void = This password reset link no longer works
reset-link-unknown = This password reset link does not work
undo-link-used = This undo link has already been used
undo-link-expired = This undo link has expired
undo-link-replaced = This undo link was replaced
undo-link-void = This undo link no longer works
undo-link-unknown = This undo link does not work
lock-out-link-used = This lock-out link has already been used
lock-out-link-expired = This lock-out link has expired
lock-out-link-replaced = This lock-out link was replaced
lock-out-link-void = This lock-out link no longer works
lock-out-link-unknown = This lock-out link does not work
# Why, in the order of the headings. "Nothing was changed." follows.
links-work-once = Links in our emails can be used once.
links-expire = Links in our emails work for a limited time.
newer-link-sent-after = A newer link was sent after it. Use the link in the most recent email.
account-changed-since = The account was changed after the link was sent.
# The same for the link that locks everyone out: that change was told in an email with a link like this one.
account-changed-use-newer = The account was changed after this link was sent. Use the link in the email about that change.
link-may-be-incomplete = It may be incomplete. Copy the complete link from the email.
# Buttons.
send-new-link = Send a new link
log-in-for-new-link = Log in to send a new link

# Error pages: headings, what to know, and what to do next. They may follow each other in one paragraph.
nothing-was-changed = Nothing was changed.
# { $when } is "in 5 seconds".
try-again-then = Try again { $when }.
# A button.
try-again = Try again
log-in-to-continue = Log in to continue
notice-log-in-again = You've been logged out and your changes weren't saved. Log in to try again.
from-another-site = This request came from another site
only-our-own-forms = To protect your account, we only accept forms from our own pages.
no-permission-to-see = You do not have permission to see this
logged-in-as = You are logged in as { $username }. To use another account, log out first.
page-not-found = Page not found
check-the-address = If you typed the address, check that it is correct. If you followed a link, it may be out of date.
method-not-allowed = Method not allowed
# { $method } is a word of HTTP: "DELETE".
page-refuses-method = This page can't be used with { $method }.
too-large-to-send = That is too large to send (limit 64 KB)
cannot-read-content = We can't read that kind of content
accepts-forms-and-json = This page accepts forms, and JSON where its documentation says so.
# A heading, without a full stop. { $when } is "in 20 seconds".
too-many-requests = Too many requests. Try again { $when }
still-logged-in = You are still logged in.
# Two causes, each as a heading and as a sentence above a form.
too-many-logins = Too many people are logging in right now
too-many-logins-sentence = Too many people are logging in right now.
database-unavailable = Our database is unavailable right now
database-unavailable-sentence = Our database is unavailable right now.
# Headings, and answers of the APIs.
request-took-too-long = The request took too long to arrive
problem-on-our-side = There is a problem on our side
details-not-changed = Your details were not changed.
cannot-read-request = We can't read that request
# Before the id of a request, which helps us to find it in the log.
reference = Reference
# A button, and for screen readers what it copies.
copy-reference = Copy<sr> the reference</sr>
# On error pages, after too many attempts, and at the end of emails. The second one is for the text part of an email.
need-help = Need help? Write to <support>{ $email }</support>.
email-need-help = Need help? Write to { $email }.

# The development mailbox, for developers: emails that were written and not sent.
mailbox-lead = Emails written on this machine, newest first. In production they are sent instead.
no-older-emails = No older emails.
no-emails-yet = No emails yet. <register>Create an account</register> to have one written.
# The page that shows a developer how the site looks: its heading, and what it is.
look = Look
look-lead = Every component in every state, in both themes. This page exists only in development, on this machine.
look-contrast = Contrast
# Below that heading, where the site sets no colour.
look-has-no-accent = ACCENT is not set: the colours are ours.
to-address = To <email>{ $email }</email>
# Heading above the links in an email.
links-in-email = Links
# A button, and for screen readers the number of the link that it copies.
copy-link = Copy<sr> link { $number }</sr>
# The name of the three choices that follow, for screen readers.
part-of-email = Part of this email
part-html = HTML
part-text = Text
part-headers = Headers
html-part-of-email = The HTML part of this email
text-part-of-email = The text part of this email
headers-of-email = The headers of this email
# How wide the email is shown.
preview-width = Width
width-desktop = Desktop
width-phone = Phone
# Light or dark: the choices are those of the theme.
preview-colors = Colors

# The explanations of errors, for the authors of programs that use our APIs. Codes, names of settings and of fields stay as they are.
api-errors = API errors
api-errors-lead = Every error response has one of these codes and a link to its page (<code>Link</code>, <code>rel="help"</code>). Codes are stable, sentences may change.
# What the table is, for screen readers; then its columns.
api-errors-caption = Error codes of the session API, in lower case, and of the token API, in capitals
code-column = Code
what-happened = What happened
what-to-do = What to do
# { $status } is a number of HTTP: "422".
status-at-session-api = { $status }<sr> at the session API</sr>
status-at-token-api = { $status }<sr> at the token API</sr>
code-at-session-api = { $status } <code>{ $code }</code> at the session API
code-at-token-api = { $status } <code>{ $code }</code> at the token API
# Heading above a list of operations of the APIs.
returned-by = Returned by

# Each code: what happened, and what the author of a program should do.
validation-failed-cause = Fields are missing or break a rule. The answer lists every error, not only the first. At the token API also the token of an emailed link that can't be used any more (in fields, at token).
validation-failed-remedy = Show each sentence in fields at its field. Nothing was changed: send the whole form again.
username-taken-cause = Another account has this username, in any letter case. Nothing else was wrong.
username-taken-remedy = Ask for another username.
email-taken-cause = Another account uses this email address. Nothing else was wrong.
email-taken-remedy = At sign-up, offer to log in or to reset the password. In a profile form, show the sentence at the field.
registration-closed-cause = Sign-up is closed (REGISTRATION=closed). The token API answers FORBIDDEN.
registration-closed-remedy = Don't offer sign-up. Existing accounts can still log in.
invitation-needed-cause = Sign-up needs an invitation (REGISTRATION=invite), and the request had none, or one that is used up, expired or revoked. The token API answers FORBIDDEN.
invitation-needed-remedy = Send the token of the invitation link as invitation with the other fields, or ask for a new invitation.
invalid-credentials-cause = Unknown account, wrong password or disabled account: one answer for all three, so that it doesn't reveal which accounts exist. At the token API also a wrong current_password when the password is changed.
invalid-credentials-remedy = Let the user try again or reset the password. Several failed attempts within a minute lead to rate_limited.
email-not-verified-cause = The password is right, but the email address must be confirmed before the first login (REQUIRE_VERIFIED_EMAIL). The token API answers FORBIDDEN.
email-not-verified-remedy = Ask the user to open the link in the confirmation email. At the token API, /api/auth/verify/resend sends it again; with new_email it corrects an address that was never confirmed. If the account has confirmed another one before, or was invited for this address alone, new_email is a VALIDATION_ERROR.
reauth-required-cause = Changing the email address, the password or a second factor, or deleting the account, needs a login a short time ago (SUDO_WINDOW, ten minutes), with a second factor where the account has one, or what is missing in the same request: current_password and code, or passkey. With fields, what was sent is wrong.
reauth-required-remedy = Ask for the current password, and for a code where the account has an authenticator app, and send the same request again with current_password and code in it. A passkey in the member passkey stands for both.
current-password-incorrect-cause = The current_password sent to change the password is wrong. The user stays logged in. The token API answers INVALID_CREDENTIALS.
current-password-incorrect-remedy = Show the sentence at that field and let the user try again.
login-required-cause = The caller isn't logged in: the request had no cookie or no token, or the cookie's session has ended.
login-required-remedy = Show the login. A browser sends its cookie only with credentials: "include" and only within the same site; an app sends Authorization: Bearer and the access token.
token-expired-cause = The token's lifetime is over.
token-expired-remedy = Access token: refresh, then send the request again. Refresh token: log in again.
token-invalid-cause = Not a token of this server, or a modified one, or of the wrong kind: a refresh token where an access token belongs, or the reverse.
token-invalid-remedy = Check which of the two tokens is sent. Otherwise delete both and log in again. JWT_SECRET_KEY or BASE_URL may have changed.
token-revoked-cause = The token's session has ended: by logout, from the list of sessions, by a new password, or because the account was disabled or deleted.
token-revoked-remedy = Delete both tokens and log in again.
token-reused-cause = A refresh token was used a second time, later than REFRESH_GRACE allows. It may have been copied, so its session was ended.
token-reused-remedy = Delete both tokens and log in again. Store the newest refresh token, and never run two refreshes at once: see examples/react-spa/src/tokens.js and docs/mobile.md.
forbidden-cause = The caller is logged in but isn't allowed to do this.
forbidden-remedy = Don't offer it to this user. Operators assign roles. At the token API the message says what is not allowed, like sign-up, the login or deleting the last administrator.
cross-site-cause = The browser says that a page of another site sent this request, and its origin is not in ALLOWED_ORIGINS.
cross-site-remedy = Add the front end's origin to ALLOWED_ORIGINS: scheme, host and port as the browser writes them.
last-admin-cause = This is the last active administrator. The token API answers FORBIDDEN.
last-admin-remedy = Make another user an administrator first.
dead-link-cause = The token of an emailed link was used, has expired, was replaced by a newer one, or is unknown. The token API answers VALIDATION_ERROR with fields.token.
dead-link-remedy = Offer to send a new email.
not-found-cause = Nothing exists at this address, or it belongs to another user.
not-found-remedy = Check the path. Ids of other users' objects are answered like ids that don't exist.
method-not-allowed-cause = This address doesn't support the request's method.
method-not-allowed-remedy = Use one of the methods in the Allow header.
bad-request-cause = The body is not a JSON object, has a member twice, a NUL or a value of the wrong type, or the query can't be read. The token API also answers this code, with the same statuses, where the session API has one of the next three.
bad-request-remedy = Send one JSON object in UTF-8.
unsupported-media-type-cause = This address doesn't read the body's Content-Type.
unsupported-media-type-remedy = Send Content-Type: application/json.
too-large-cause = The body is larger than 64 KiB.
too-large-remedy = Send a smaller body. No form here needs more than 1 KiB.
timeout-cause = The body took too long to arrive.
timeout-remedy = Send the request again, in one piece.
rate-limited-cause = Too many attempts: wrong passwords, codes or passkeys, sign-ups, changes or requested emails. See docs/limits.md.
rate-limited-remedy = Wait for the seconds in Retry-After. Attempts before then are refused and don't extend the wait.
busy-cause = More passwords are waiting to be checked than this server can hash in time. The token API answers UNAVAILABLE.
busy-remedy = Try again after the seconds in Retry-After. Nothing was changed.
unavailable-cause = The database is temporarily unavailable.
unavailable-remedy = Try again after the seconds in Retry-After. Passwords and tokens are not affected: keep the tokens.
internal-cause = An internal error of the server.
internal-remedy = Report request_id to the operator: the server's log has the same id.

# Errors at a field. They have no full stop at the end, and they stand below the field, in the list above the form and in the
# answers of the APIs.
enter-a-username = Enter a username
enter-username-or-email = Enter a username or email address
username-letters-and-numbers = Username must start with a letter and use only letters and numbers
username-extended-characters = Username must start with a letter and use only letters, numbers, dots, underscores and hyphens
# { $min } and { $max } are numbers: 3 and 30.
username-length = Username must be { $min } to { $max ->
    [one] { $max } character
   *[other] { $max } characters
}
username-reserved = That username is reserved. Choose another
username-taken = That username is taken. Choose another
# The user confirms the deletion of the account with its name.
enter-your-username = Enter your username
enter-username-exactly = Enter your username exactly: { $username }
enter-email-address = Enter an email address
email-too-long = { $max ->
    [one] Email address must be { $max } character or fewer
   *[other] Email address must be { $max } characters or fewer
}
email-format = Enter an email address in the correct format, like name@example.com
email-taken-at-sign-up = An account with that email address already exists. Log in or choose another
email-taken-by-another = Another account uses that email address. Enter a different one
email-confirmed-before = This account has confirmed an email address before. Use the link that we sent there to undo the change
invitation-for-other-email = This invitation is for another email address. Use the one it was sent to
email-of-invitation = The invitation for this account is for the address that the account has. Confirm that one first
enter-a-password = Enter a password
password-too-short = { $min ->
    [one] Password must be { $min } character or more
   *[other] Password must be { $min } characters or more
}
password-too-long = { $max ->
    [one] Password must be { $max } character or fewer
   *[other] Password must be { $max } characters or fewer
}
password-classes = Password must have an upper-case letter, a lower-case letter, a number and a special character
password-personal = Password must not be your username or email address
# { $app } is the name of the site.
password-from-names = Password must not be built from your username, your email address or the name { $app }
password-too-easy = That password is too easy to guess. Choose another
password-breached = That password is on a list of leaked passwords. Choose another
passwords-do-not-match = Passwords do not match. Enter the same password twice
password-kept-ten-minutes = The new password was kept for 10 minutes only. Enter it again
enter-current-password = Enter your current password
current-password-incorrect = Current password is incorrect
nothing-changed-enter-new = Nothing changed. Enter a new username, email or password

# Why the link of an email can't be used, at the field for its token at an API.
link-already-used = This link has already been used
link-has-expired = This link has expired
link-was-replaced = A newer link was sent. Use the link in the most recent email
link-does-not-work = This link doesn't work

# Why a request was refused, in the answers of the APIs. No full stop at the end. A "token" is what an app sends with each request
# to prove who is logged in.
some-fields-need-attention = Some fields need attention
invitation-needed = You need an invitation to create an account
confirm-email-first = Confirm your email address first
password-needed-for-change = Enter your current password to make this change
login-required = Login required
# The name of the header is "Authorization".
token-required = Authorization token required
token-expired = Token has expired
token-invalid = Invalid token
token-revoked = Token has been revoked
token-already-used = Token has already been used. Log in again
token-invalid-or-expired = Invalid or expired token
no-permission = You do not have permission to do this
came-from-another-site = This request came from another site, so it was refused
last-active-admin = This is the last active admin. Make another user an admin first
nothing-at-this-address = Nothing was found at this address
method-not-possible = This address can't be used with that method
request-unreadable = The request could not be read
content-type-not-accepted = This address does not accept that content type
request-too-large = The request is too large (limit 64 KB)
too-many-attempts = Too many attempts
service-unavailable = The service is temporarily unavailable
# Follows one of the sentences above: "Too many attempts. Try again in 20 seconds". { $when } is "in 20 seconds".
retry-when = Try again { $when }

# Answers of the session API. Programs compare the English ones, so these keep their odd words in lower case; other
# languages write them as any other sentence, without a full stop.
api-invalid-credentials = invalid credentials
# The username or the password was not sent.
api-missing-credentials = missing credentials
api-all-fields-required = All fields required
api-username-already-taken = Username already taken
# At sign-up.
api-email-already-registered = Email already registered
# At a change of the address.
api-email-already-in-use = Email already in use
api-admin-access-required = Admin access required
api-current-password-incorrect = Current password incorrect
api-login-successful = login successful
api-logged-out = logged out
api-user-registered = User registered
api-email-verified = Email verified!
# The answer is the same whether or not an account uses the address.
api-reset-link-sent = If email exists, reset link sent
api-password-reset = Password reset successful
api-profile-updated = Profile updated

# Answers of both APIs.
api-password-changed = Password changed
api-session-ended = Session ended
# All other browsers and apps of the account were logged out.
api-other-sessions-ended = Other sessions ended

# Answers of the token API.
api-email-confirmed = Email address confirmed
api-hello = Hello, { $username }
api-account-deleted = Account deleted
api-app-logged-out = Logged out
# The answer is the same whether or not an account uses the address.
api-link-on-its-way = If an account uses that address, a link is on its way
api-password-changed-log-in = Password changed. Log in with the new one
api-new-link-sent = We sent a new confirmation link
api-email-already-confirmed = The email address is already confirmed

# What the script of the pages says.
# Before a rule of the sign-up that is met, for screen readers only: "Met: 8 characters or more".
met-prefix = Met:
# The button of a form after too many attempts. { $clock } counts down minutes and seconds: "1:05".
try-again-in-clock = Try again in { $clock }
# In the place of the error above the form once that is over.
can-try-again-now = You can try again now.
# Below an email address that looks mistyped. { $host } is the part after the @, "gmail.com", and a button that corrects it.
did-you-mean = Did you mean { $host }?
# Below a new password, while it is typed: it is too short, easy to guess, fair or strong.
characters-to-go = { $count ->
    [one] { $count } more character
   *[other] { $count } more characters
}
strength-easy = Easy to guess. Add a word or two
strength-fair = Fair. Longer is stronger
strength-strong = Strong
# In the place of the label of a button that copied a text, for two seconds.
copied = Copied

# Devices, as they are listed on pages, in the history and in emails. { $browser } and { $platform } are names of products:
# "Firefox on macOS".
device-on = { $browser } on { $platform }
device-on-a-television = { $browser } on a television
# An app that doesn't say its name.
an-app = An app
an-app-on = An app on { $platform }
an-app-on-a-television = An app on a television

# Every email. { $app } is the name of the site, { $username } that of the recipient.
email-hello = Hello { $username },
# The last line, in small print.
email-closing = This is an automated email from { $app }. Replies aren't read.
# What caused an email, as a small table: labels of its three rows.
email-when = When
email-ip-address = IP address
email-device = Device
# Such a row where an email is plain text: a label and its value.
email-line = { $label }: { $value }
# In plain text, the label of a button or link; its address is the next line.
email-link-follows = { $label }:
# Below a button; the address is the next line.
email-button-not-working = Button not working? Copy this link:
# { $when } is "in 24 hours", "in 7 days".
email-link-expires = The link can be used once and expires { $when }.
email-link-expires-or-replaced = The link can be used once and expires { $when }. A newer link replaces it.
email-if-you = If this was you, no action is needed.
email-if-not-you = If this wasn't you, no action is needed.
email-if-not-you-lock-out = If this wasn't you, use this link. This logs out every device and locks out whoever did this. Then you choose a new password.
# Button.
email-not-me = This wasn't me
# Button, and link.
email-choose-password = Choose a new password

# To a new account. Of every email: the subject, a preview that mail programs show beside the subject, the heading, then the
# paragraphs in their order.
email-confirm-subject = Confirm your email address for { $app }
email-confirm-preview = Confirm your email address. The link expires { $when }.
email-confirm-heading = Confirm your email address
email-confirm-thanks = Thanks for signing up to { $app }. Confirm your email address to finish.
# Button.
email-confirm-button = Confirm email address
email-confirm-ignore = If you didn't create an account, ignore this email. Your address won't be confirmed.

# To the new address of an account, which is { $email }.
email-confirm-new-subject = Confirm your new email address for { $app }
email-confirm-new-preview = Confirm that { $email } is yours. The link expires { $when }.
email-confirm-new-heading = Confirm your new email address
email-confirm-new-address = The email address of your { $app } account was changed to { $email }. Confirm that this address is yours.
email-confirm-new-ignore = If this isn't your account, ignore this email. Your address won't be confirmed.

# The answer to "Forgot your password?".
email-reset-subject = Reset your { $app } password
email-reset-preview = Choose a new password. The link expires { $when }.
email-reset-heading = Reset your password
email-reset-request = We received a request to reset the password for your { $app } account.
email-reset-ignore = If you didn't ask for this, ignore this email. Your password won't change.

# A notice that the password was changed.
email-password-subject = Your { $app } password was changed
email-password-preview = Your password was changed. If this wasn't you, lock everyone out now.
email-password-heading = Your password was changed
email-password-changed = The password of your { $app } account was changed. All other devices were logged out.

# A notice to the old address, { $old }, that the account has another one now: { $email } or { $new }.
email-address-subject = Your { $app } email address was changed
email-address-preview = We'll now write to { $email }.
email-address-preview-undo = We'll now write to { $email }. If this wasn't you, undo this change.
email-address-heading = Your email address was changed
email-address-changed = The email address of your { $app } account was changed from { $old } to { $new }.
email-address-if-you = If this was you, no action is needed. This is our last email to this address.
email-address-if-not-you = If this wasn't you, undo this change. This restores your old address, logs out every device and locks out whoever did this. Then you choose a new password.
# Button.
email-address-undo = Undo this change

# A notice of a login with a device that the account has not seen before.
email-login-subject = New login to your { $app } account
email-login-preview = There was a login from a new device. If this wasn't you, lock everyone out now.
email-login-heading = New login to your account
# The table with time, IP address and device follows.
email-login-new-device = There was a login to your { $app } account from a new device:
# Link to the list of sessions.
email-login-sessions = See where you are logged in

# A notice that too many logins failed in a row.
email-failed-subject = Too many failed logins to your { $app } account
email-failed-preview = New devices are blocked until you log in or choose a new password.
email-failed-heading = Too many failed logins
# The table with time, IP address and device follows.
email-failed-attempts = { $count ->
    [one] There was { $count } failed attempt to log in to your { $app } account. It did not succeed. The attempt:
   *[other] There were { $count } failed attempts in a row to log in to your { $app } account. None of them succeeded. The last attempt:
}
email-failed-block = From now on, devices and networks that never logged in to your account are blocked, even with the right password. Devices you have used before still work. The block ends when you log in or choose a new password.
email-failed-if-you = If this was you, log in with a device you have used before, or choose a new password.
# The same in plain text, where the address of the login page is the next line.
email-failed-if-you-link = If this was you, log in with a device you have used before, or choose a new password:
email-failed-if-not-you = If this wasn't you, your account is safe as long as nobody can guess your password. If it is short, or you use it anywhere else, choose a stronger one now. That also ends the block.

# The last email of an account.
email-deleted-subject = Your { $app } account was deleted
email-deleted-preview = Your account and all its data were deleted.
email-deleted-heading = Your account was deleted
email-deleted-everything = Your { $app } account and all its data were deleted. This can't be undone.
email-deleted-if-not-you = If this wasn't you, someone knew your password. Change it wherever else you use it. You can create a new account with this address at any time.

# To the owner of an account: someone signed up with its address.
email-registered-subject = You already have an account at { $app }
email-registered-preview = You already have an account. Nothing was changed.
email-registered-heading = You already have an account
email-registered-again = Someone tried to create a { $app } account with your email address. You already have an account, so nothing was created or changed.
email-registered-log-in = If this was you, log in as { $username }.
# Link.
email-registered-reset = Forgot your password? Reset it

# Events: a second factor, and recovery codes.
event-second-factor-failed = Wrong code for the second factor
event-recovery-code-used = Recovery code used to log in
event-recovery-code-used-left = { $count ->
    [one] Recovery code used to log in, { $count } left
   *[other] Recovery code used to log in, { $count } left
}
event-totp-added = Authenticator app set up
event-totp-removed = Authenticator app removed
event-recovery-codes-renewed = New recovery codes created
event-factors-reset = Second factors removed

# Errors at a field for a code.
enter-code = Enter the code from your authenticator app
code-incorrect = Code is incorrect or was already used. Enter the next one
enter-recovery-code = Enter a recovery code
recovery-code-incorrect = Recovery code is incorrect or was already used
totp-already-set-up = An authenticator app is already set up. Remove it first
totp-not-started = No authenticator app is being set up. Start again

# The second step of a login: the page for the code of the app, and the page for a recovery code. "Log in" is their button.
two-step-login = Two-step login
code-label = Code from your authenticator app
code-lead = Open your authenticator app and enter the 6-digit code for your account.
recovery-code-label = Recovery code
recovery-code-lead = Enter one of the recovery codes you saved. Each works once.
use-recovery-code = Use a recovery code
use-authenticator-app = Use your authenticator app
login-has-expired = This login has expired. Log in again.

# Two-step login: what is set up.
two-step-hint = Asks for a code or a passkey after the password.
authenticator-app = Authenticator app
totp-on = Set up on { $date }.
totp-off = Not set up. Anyone who knows your password can log in.
totp-not-set-up = Not set up.
manage-two-step = Manage two-step login
set-up-app = Set up an authenticator app
remove-app = Remove the authenticator app
recovery-codes = Recovery codes
recovery-codes-hint = For when you can't use your app or passkey. Each finishes one login.
recovery-codes-left = { $count ->
    [one] { $count } recovery code left.
   *[other] { $count } recovery codes left.
}
new-recovery-codes = Create new recovery codes

# Set up the app. { $key } is a text of 32 letters and digits.
scan-with-app = Scan this with an authenticator app, or <link>open it on this device</link>.
qr-code = QR code for your authenticator app
type-key = Can't scan? Type this key into the app:
turn-on = Turn on

# The recovery codes, which are shown once.
save-recovery-codes = Save your recovery codes
save-recovery-codes-lead = You won't see them again. Print them or keep them in a safe place: if you can't use your app or passkey, each finishes one login.
download-recovery-codes = Download as a text file
saved-them = I saved them
done-app-removed = Authenticator app removed. Its codes no longer work.

# Two-step login that an account must have: inside the login, on the page of two-step login, and as a banner.
set-up-required-lead = Your account must have two-step login. Set up an authenticator app to finish logging in.
two-step-required = Your account must have two-step login.
two-step-required-soon = Your account must have two-step login. Your next login asks you to set it up.
second-factor-banner = <strong>Your account must have two-step login.</strong> Your next login asks you to set it up. <two-step>Set it up now</two-step>.
last-factor = This is the only second factor of your account, which must have one. Set up another one first

# Remembered browsers: the box at the code of the second step, the list beside the sessions, and what happens to them.
remember-browser = { $days ->
    [one] Don't ask again in this browser for { $days } day
   *[other] Don't ask again in this browser for { $days } days
}
remembered-browsers = Remembered browsers
remembered-browsers-hint = The password alone logs in from these browsers. Changes to your account ask for a code all the same.
no-remembered-browsers = No browser is remembered.
remembered-since = remembered since { $date }
remembered-until = until { $date }
# A button. Screen readers also read which browser.
forget-browser = Forget<sr> { $name } at { $address }</sr>
done-browser-forgotten = { $name } was forgotten. Its next login asks for a code.
event-browser-remembered = Browser remembered: logins from it need no code
event-browser-forgotten = A remembered browser was forgotten
event-browser-forgotten-name = Remembered browser forgotten: { $name }
api-browser-forgotten = Browser forgotten

# "Confirm it's you", for a change of the second factors.
confirm-to-set-up-app = Confirm that it's you to set up an authenticator app.
confirm-to-remove-app = Confirm that it's you to remove the authenticator app. Without another second factor, the recovery codes go too.
confirm-to-renew-codes = Confirm that it's you to create new recovery codes. The old ones stop working.
# The same for a change of the profile, whose values follow in a list, and for a deletion, where a code is asked for.
confirm-to-save-changes = Confirm that it's you to save these changes.
confirm-to-delete-account = Confirm that it's you to delete your account { $username } and all its data. This can't be undone.

# The APIs: a login that needs a second factor, and a wrong code.
api-second-factor-required = second factor required
second-factor-required = A second factor is needed to log in
second-factor-required-cause = The password is right, and the account has a second factor.
second-factor-required-remedy = Ask for one of methods: a code of the authenticator app, a passkey or a recovery code. Send it to the address of the second step within 10 minutes.
invalid-code = Code is incorrect
invalid-code-cause = The code, recovery code or passkey sent to log in is wrong, expired or used. For a passkey, fields says why.
invalid-code-remedy = Ask for the next code, or for the passkey again with new options. After six wrong ones the login has to start again with the password.
second-factor-setup-required = This account must have a second factor. Set it up first
second-factor-setup-required-cause = The account must have a second factor (REQUIRE_SECOND_FACTOR) and has none. A login starts no session, and an administrator who is still logged in has no rights of one.
second-factor-setup-required-remedy = Open the address in set_up_url in a browser. Once the second factor is set up, log in again.
last-factor-cause = The account must have a second factor (REQUIRE_SECOND_FACTOR), and this is its last one. The token API answers FORBIDDEN.
last-factor-remedy = Set up another second factor first.

# A notice that a second factor was changed or a recovery code used. { $heading } is one of the five headings.
email-factor-subject = { $app }: { $heading }
email-totp-added-heading = Authenticator app set up
email-totp-added = An authenticator app was set up for your { $app } account. From now on, a login with the password asks for a code from it or for another second factor.
email-totp-removed-heading = Authenticator app removed
email-totp-removed = The authenticator app of your { $app } account was removed. Without another second factor, the password alone logs in again.
email-codes-renewed-heading = New recovery codes
email-codes-renewed = New recovery codes were created for your { $app } account. The old ones no longer work.
email-code-used-heading = Recovery code used
email-code-used = { $count ->
    [one] A recovery code was used to log in to your { $app } account. { $count } is left.
   *[other] A recovery code was used to log in to your { $app } account. { $count } are left.
}
email-factors-reset-heading = Second factors removed
email-factors-reset = An administrator removed every second factor of your { $app } account. The password alone logs in again, until you set up a new one.

# Events: passkeys. { $name } is what its owner calls it, isolated by the page.
event-passkey-added = Passkey added
event-passkey-added-name = Passkey added: { $name }
event-passkey-removed = Passkey removed
event-passkey-removed-name = Passkey removed: { $name }
event-passkey-refused = Passkey refused, there may be a copy of it
event-passkey-refused-name = Passkey refused, there may be a copy of it: { $name }

# Errors about passkeys: at the button that asked the browser for one, or at the field of an API.
passkey-malformed = The answer of your browser can't be read. Try again
passkey-expired = That took too long. Try again
passkey-other-site = This passkey is for another address
passkey-not-verified = Your device did not check that it's you. Set up a screen lock or PIN on it and try again
passkey-unknown = This passkey does not log in here. It may have been removed
passkey-signature-wrong = The passkey can't be verified. Try again
passkey-cloned = This passkey was refused because there may be a copy of it. Try again, or log in another way
passkey-is-suspended = This passkey is suspended, because it was added shortly before everyone was locked out of the account. Log in another way
passkey-locked-out = Everyone is locked out of this account. Choose a new password with the link in our email first
passkey-not-discoverable = Your device can't offer this passkey on the login page. Use another device or a password manager
passkey-already-added = This passkey was added before
passkey-unsupported = This kind of passkey is not supported. Use another device or a password manager
passkeys-unavailable = Passkeys are not available here
too-many-passkeys = { $most ->
    [one] You have { $most } passkey already. Remove it first
   *[other] You have { $most } passkeys already. Remove one first
}
enter-a-name = Enter a name
name-too-long = { $max ->
    [one] Name must be { $max } character or fewer
   *[other] Name must be { $max } characters or fewer
}

# Passkeys: buttons on the login pages and where a change asks who you are. The browser asks for a fingerprint, face or PIN next.
log-in-with-passkey = Log in with a passkey
use-passkey = Use a passkey
confirm-with-passkey = Confirm with a passkey
waiting-for-device = Waiting for your device…

# Stands between two ways to log in.
or-rule = or
passkey-lead = Use your fingerprint, face or screen lock to log in.
passkey-failed = Your browser could not use a passkey here. Try again, or use another way.
passkey-needs-script = Passkeys need JavaScript and a browser that supports them.

# A link: to the page where passkeys work, when the browser is at another address of the same server.
passkeys-work-at = Passkeys work at <link>{ $address }</link>.

# The page with the passkeys of an account.
passkeys = Passkeys
passkeys-hint = Log in with your fingerprint, face or screen lock instead of the password and a code.
no-passkeys-yet = No passkeys yet. Add one to log in without a password.
passkey-count = { $count ->
    [one] { $count } passkey.
   *[other] { $count } passkeys.
}
manage-passkeys = Manage passkeys
add-passkey = Add a passkey
add-passkey-lead = Your device or password manager keeps it, and asks for your fingerprint, face or screen lock when you use it.
passkey-added-on = Added on { $date }
passkey-last-used = last used { $when }
passkey-never-used = not used yet

# The provider, like iCloud, keeps copies on the person's other devices.
passkey-synced = Synced
passkey-other-domain = It was made for another address of this site and works no longer. Remove it and add a new one.
factor-suspended = Suspended, because it was added shortly before you said “This wasn't me”, or since. It no longer logs in. Remove it, and add it again if it is yours.
passkeys-suspended = One or more of them are suspended and no longer log in.
rename-passkey = Rename

# Label of the field for a passkey's name.
passkey-name = Name
save-name = Save name
remove-passkey = Remove

# For screen readers, after the button's word.
which-passkey = passkey { $name }
done-passkey-added = Passkey added: { $name }.
done-passkey-renamed = The passkey is now called { $name }.
done-passkey-removed = Passkey removed: { $name }.
confirm-to-remove-passkey = Confirm that it's you to remove the passkey { $name }.

# The APIs: a passkey that no account has.
api-passkey-renamed = Passkey renamed
unknown-passkey = Passkey is unknown
unknown-passkey-cause = The passkey belongs to no account here, or to another one than the login that waits. The token API answers INVALID_CODE.
unknown-passkey-remedy = Offer the other ways to log in, and tell the browser that the passkey is unknown (Signal API).

# Notices about passkeys.
email-passkey-added-heading = Passkey added
email-passkey-added = A passkey was added to your { $app } account. It logs in without the password.
email-passkey-removed-heading = Passkey removed
email-passkey-removed = A passkey of your { $app } account was removed. It no longer logs in.
email-passkey-refused-heading = Passkey refused
email-passkey-refused = A passkey of your { $app } account was refused because there may be a copy of it. If it was not you who tried to log in, remove that passkey.

# A login whose second factors are all lost. In the lead { $when } is "in 3 days", elsewhere a day with a time.
cant-use-any = I can't use any of these
lost-factors = Lost every second factor?
lost-factors-suspended = Every second factor of this account is suspended, because it was added shortly before you said “This wasn't me”, or since.
lost-factors-elsewhere = The passkeys of this account were made for another address of this site and work no longer.
lost-factors-lead = If you can't use your authenticator app, a passkey or a recovery code, ask us to turn off two-step login. We'll email you a link for it { $when }.
lost-factors-stop = Until then we'll email you every day, and anyone who is logged in to your account or reads your email can stop it. You'll still need your password.
lost-factors-log-out = To ask for it, log out here and log in again with your password. Then choose “I can't use any of these”.
lost-factors-log-in = Log in with your password, then choose “I can't use any of these”.
ask-to-turn-off = Ask to turn off two-step login
lost-factors-running = We have your request. On { $when } we'll email you a link that turns off two-step login.
lost-factors-ready = The wait is over. Use the link in our most recent email to turn off two-step login.
lost-factors-found = Found your authenticator app or a passkey? Log in with it. That stops the request.
lost-factors-unconfirmed = The email address of this account was never confirmed, so we can't send you a link. Reset your password by email first. That confirms the address.

# A request to turn off two-step login: the banner on every page, and the page behind the links of its emails. { $when } is a day with a time.
two-step-request-banner = Someone with your password asked to turn off two-step login. From { $when } on, a link in an email can do that.
stop-request = Stop the request
two-step-request = Request to turn off two-step login
two-step-request-of = Someone who knows the password of { $username } says that every second factor is lost, and asked to turn off two-step login.
two-step-request-wait = From { $when } on, a link in an email can turn it off.
two-step-request-ready = You can turn it off now. This removes every second factor and logs out every device. Then log in with your password.
turn-off-two-step = Turn off two-step login
done-request-stopped = Request stopped. Two-step login stays on. If you didn't ask for it, change your password.
done-two-step-off = Two-step login is off. Log in with your password.
no-request-running = There is no request to turn off two-step login.

# Titles of the page for a link about such a request that opens nothing any more, and why.
request-link-used = This link about two-step login has already been used
request-link-expired = This link about two-step login has expired
request-link-replaced = This link about two-step login was replaced
request-link-void = This request to turn off two-step login is over
request-link-unknown = This link about two-step login does not work
request-is-over = It was stopped, or two-step login has been turned off.

# Events of such a request.
event-recovery-started = Request to turn off two-step login started
event-recovery-stopped = Request to turn off two-step login stopped
event-recovery-stopped-session = Request to turn off two-step login stopped from a logged-in device
event-recovery-stopped-link = Request to turn off two-step login stopped by a link in an email
event-recovery-stopped-factor = Request to turn off two-step login stopped because a second factor was used
event-recovery-stopped-changed = Request to turn off two-step login stopped because the second factors were changed
event-recovery-stopped-locked-out = Request to turn off two-step login stopped because everyone was locked out
event-recovery-stopped-email = Request to turn off two-step login stopped because the email address was changed
event-recovery-stopped-disabled = Request to turn off two-step login stopped because the account was disabled
event-recovery-expired = Request to turn off two-step login expired
event-factors-recovered = Two-step login turned off by a link in an email, after the wait
event-factors-suspended = Second factors suspended, because they were added shortly before or since

# Emails about such a request. The table with time, IP address and device follows where a text ends with a colon.
email-stop-recovery-subject = { $app }: request to turn off two-step login
email-recovery-reminder-subject = { $app }: two-step login will be turned off soon
email-recovery-asked = Someone who knows the password of your { $app } account says that every second factor is lost, and asked to turn off two-step login:
email-recovery-wait = On { $when } we'll send you a link that turns it off. If this was you, no action is needed until then.
email-recovery-if-not-you = If this wasn't you, stop the request. Two-step login then stays on.
email-recovery-lock-out = The person who asked knows your password. To log out every device and choose a new one, use this link instead.
email-finish-recovery-subject = { $app }: turn off two-step login
email-finish-recovery = The wait that began with this request is over:
email-finish-recovery-do = This link removes every second factor of your { $app } account and logs out every device. Then log in with your password.
email-factors-recovered-heading = Two-step login turned off
email-factors-recovered = Two-step login of your { $app } account was turned off by a link in an email, after the wait. Every device was logged out. The password alone logs in, until you set up a new second factor.

# The APIs: such a request was stopped. And the error at the field of a new address.
api-request-stopped = Request stopped
email-needs-second-factor = This account has two-step login, so the password alone can't change its address. Use the link that we sent there
# An account that an operator took over from another application.
event-imported = Account moved here
event-imported-from = Account moved here from { $source }
event-accounts-exported = Accounts given to another application
event-accounts-exported-count = { $count ->
    [one] One account given to another application
   *[other] { $count } accounts given to another application
}
# An account that an administrator or operator disables.
event-user-disabled = Account disabled
event-user-enabled = Account enabled
email-disabled-subject = Your { $app } account was disabled
email-disabled-preview = You are logged out everywhere and can't log in.
email-disabled-heading = Your account was disabled
email-disabled-what = Your { $app } account was disabled. You are logged out everywhere and can't log in until it is enabled again. Nothing was deleted.
email-disabled-mistake = If you think that this is a mistake, contact the people who run { $app }.
# An administrator or operator gave the account another role. { $role } is one of role-user, role-moderator, role-admin.
email-role-subject = Your role at { $app } was changed
email-role-preview = Your role is now “{ $role }”.
email-role-heading = Your role was changed
email-role-what = The role of your { $app } account is now “{ $role }”:
email-role-log-in = You were logged out everywhere. The role counts from your next login on.
