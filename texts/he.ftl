# Names of the months, inside a date.
january = ינואר
february = פברואר
march = מרץ
april = אפריל
may = מאי
june = יוני
july = יולי
august = אוגוסט
september = ספטמבר
october = אוקטובר
november = נובמבר
december = דצמבר

# A date, and a date with a time of day (24 hours, "08:00").
long-date = { $day } ב{ $month } { $year }
long-date-time = { $date }, { $time } (UTC)
time-of-day = { $time } (UTC)

# How long ago something was.
just-now = ממש עכשיו
minutes-ago = { $count ->
    [one] לפני דקה
    [two] לפני שתי דקות
   *[other] לפני { $count } דקות
}
hours-ago = { $count ->
    [one] לפני שעה
    [two] לפני שעתיים
   *[other] לפני { $count } שעות
}
days-ago = { $count ->
    [one] לפני יום
    [two] לפני יומיים
   *[other] לפני { $count } ימים
}

# When something will be, counted from now: "The link expires in 24 hours", "Try again in 20 seconds".
in-seconds = { $count ->
    [one] בעוד שנייה
    [two] בעוד שתי שניות
   *[other] בעוד { $count } שניות
}
in-minutes = { $count ->
    [one] בעוד דקה
    [two] בעוד שתי דקות
   *[other] בעוד { $count } דקות
}
in-hours = { $count ->
    [one] בעוד שעה
    [two] בעוד שעתיים
   *[other] בעוד { $count } שעות
}
in-days = { $count ->
    [one] בעוד יום
    [two] בעוד יומיים
   *[other] בעוד { $count } ימים
}

# Every page: its head, header and footer.
site-description = החשבון שלך ב־{ $app }: התחברות, עדכון הפרטים וצפייה בכל המכשירים המחוברים.
skip-to-content = דילוג לתוכן
account-menu = חשבון
security = אבטחה
log-in = התחברות
log-out = התנתקות
create-account = יצירת חשבון
language-label = שפה
change-language = החלפה
theme = מראה
theme-system = לפי המערכת
theme-light = בהיר
theme-dark = כהה
api-reference = תיעוד ה־API
development-mail = דואר פיתוח
icons-by = סמלים: <author>Font Awesome</author>, <licence>CC BY 4.0</licence>
back-to-app = חזרה אל { $app }
go-to-app = מעבר אל { $app }
terms-of-use = תנאי השימוש
privacy-policy = מדיניות הפרטיות
confirm-email-banner = <strong>כתובת האימייל עדיין לא אומתה.</strong> יש לפתוח את הקישור ששלחנו אל <email>{ $email }</email>.
send-link-again = שליחת הקישור שוב

# What a button says while its form is on the way.
sending = שולחים…
logging-in = מתחברים…

# Before the title of a page whose form was refused.
error-title = שגיאה: { $title }

# Log in.
login-description = התחברות לחשבון שלך ב־{ $app } עם שם משתמש או כתובת אימייל וסיסמה.
username-or-email = שם משתמש או אימייל
password = סיסמה
forgot-password = שכחת את הסיסמה?
cannot-remember = שכחת אותה? <reset>איפוס הסיסמה</reset>
wrong-credentials = שם המשתמש או הסיסמה שגויים
confirm-before-login = יש לאמת את כתובת האימייל לפני ההתחברות. אפשר לעשות זאת בקישור ששלחנו
no-link-yet = הקישור לא הגיע? הזנת הסיסמה שוב תשלח קישור חדש.
corrected-email = כתובת אימייל, אם הכתובת שנמסרה בהרשמה שגויה
no-account-yet = עדיין אין לך חשבון? <register>יצירת חשבון</register>
feature-hash = הסיסמה נשמרת רק כגיבוב חד־כיווני.
feature-alerts = נשלח לך אימייל על כל התחברות ממכשיר חדש.
feature-devices = אפשר לנתק כל מכשיר בכל רגע.

# Forms everywhere.
optional-field = (לא חובה)
error-prefix = שגיאה:
there-is-a-problem = יש בעיה
problem-in-form = יש בעיה בטופס ״{ $form }״
show-password = הצגה<sr> של הסיסמה</sr>
show-new-password = הצגה<sr> של הסיסמה החדשה</sr>
show-confirmed-password = הצגה<sr> של אימות הסיסמה</sr>
show-current-password = הצגה<sr> של הסיסמה הנוכחית</sr>
show-your-current-password = הצגה<sr> של הסיסמה הנוכחית שלך</sr>
hide-password = הסתרה<sr> של הסיסמה</sr>
hide-new-password = הסתרה<sr> של הסיסמה החדשה</sr>
hide-confirmed-password = הסתרה<sr> של אימות הסיסמה</sr>
hide-current-password = הסתרה<sr> של הסיסמה הנוכחית</sr>
hide-your-current-password = הסתרה<sr> של הסיסמה הנוכחית שלך</sr>
cancel = ביטול

# Labels of fields, and of the same facts in a list.
username = שם משתמש
new-username = שם משתמש חדש
your-username = שם המשתמש שלך
email = אימייל
email-address = כתובת אימייל
new-email-address = כתובת אימייל חדשה
new-password = סיסמה חדשה
confirm-password = אימות סיסמה
current-password = סיסמה נוכחית
your-current-password = הסיסמה הנוכחית שלך

# Hints below the labels.
username-hint = אותיות באנגלית וספרות, ובתחילת השם אות.
username-hint-extended = אותיות באנגלית, ספרות, נקודות, קווים תחתונים ומקפים, ובתחילת השם אות.
email-hint = להתראות על התחברות ולאיפוס הסיסמה.
password-hint = { $count ->
    [one] תו אחד לפחות. כמה מילים אקראיות הן בחירה טובה.
    [two] שני תווים לפחות. כמה מילים אקראיות הן בחירה טובה.
   *[other] { $count } תווים לפחות. כמה מילים אקראיות הן בחירה טובה.
}
enter-same-password = יש להזין שוב את אותה סיסמה

# Sign-up.
register-description = יצירת חשבון ב־{ $app } עם שם משתמש, כתובת אימייל וסיסמה.
creating-account = יוצרים חשבון…
already-have-account = כבר יש לך חשבון? <login>התחברות</login>
agree-to-terms = יצירת חשבון מהווה הסכמה ל<terms>תנאי השימוש</terms>.
agree-to-terms-and-privacy = יצירת חשבון מהווה הסכמה ל<terms>תנאי השימוש</terms>. השימוש במידע שלך מוסבר ב<privacy>מדיניות הפרטיות</privacy>.
privacy-at-sign-up = השימוש במידע שלך מוסבר ב<privacy>מדיניות הפרטיות</privacy>.
what-we-ask-for = מה נדרש
rule-starts-with-letter = מתחיל באות באנגלית
rule-letters-and-numbers = רק אותיות באנגלית וספרות
rule-extended-characters = רק אותיות באנגלית, ספרות, נקודות, קווים תחתונים ומקפים
rule-username-length = { $min } עד { $max } תווים
rule-password-length = { $count ->
    [one] תו אחד לפחות
    [two] שני תווים לפחות
   *[other] { $count } תווים לפחות
}
rule-classes = אות גדולה ואות קטנה באנגלית, ספרה ותו מיוחד
rule-not-personal = שונה משם המשתמש ומכתובת האימייל
rule-not-easy-to-guess = לא קלה לניחוש
rule-passwords-match = שתי הסיסמאות זהות
done-account-created = החשבון נוצר. יש להתחבר כדי להמשיך.
done-account-created-link-sent = החשבון נוצר. שלחנו קישור אל { $email }. יש להתחבר כדי להמשיך.
notice-logged-in-already = כבר יש חשבון מחובר. כדי ליצור חשבון נוסף, יש להתנתק.

# Sign-up is closed, or only by invitation.
sign-up-is-closed = ההרשמה סגורה
cannot-create-account-now = אי אפשר ליצור כרגע חשבון ב־{ $app }. חשבונות קיימים פועלים כרגיל.
need-an-invitation = נדרשת הזמנה
accounts-by-invitation = חשבונות ב־{ $app } נוצרים לפי הזמנה. כדי להמשיך, יש לפתוח את הקישור שבהזמנה.
invitation-used-or-expired = אם הגעת לכאן מקישור של הזמנה, כבר נעשה בו שימוש או שתוקפו פג. אפשר לבקש הזמנה חדשה ממי ששלח אותה.

# Reset a password: the page that asks for the address, then "Check your email", then the page of the link.
reset-your-password = איפוס הסיסמה
reset-description = איפוס הסיסמה של החשבון שלך ב־{ $app } בעזרת קישור שנשלח לכתובת האימייל שלך.
enter-email-for-link = יש להזין את כתובת האימייל של החשבון, ונשלח אליה קישור לבחירת סיסמה חדשה.
send-the-link = שליחת הקישור
remember-your-password = נזכרת בסיסמה? <login>התחברות</login>
check-your-email = יש לבדוק את תיבת האימייל
reset-link-on-its-way = אם יש חשבון עם הכתובת <email>{ $email }</email>, נשלח אליה קישור. הקישור מיועד לשימוש אחד, ותוקפו יפוג { $when }.
emails-not-sent-in-development = מצב פיתוח: הודעות אימייל לא נשלחות. אפשר לקרוא את ההודעה הזאת ב<mailbox>דואר פיתוח</mailbox>.
check-spam-folder = לא הגיע דבר אחרי כמה דקות? כדאי לבדוק בתיקיית הספאם.
use-different-address = שימוש בכתובת אחרת
back-to-login = חזרה להתחברות
choose-new-password = בחירת סיסמה חדשה
new-password-for = סיסמה חדשה עבור <strong>{ $username }</strong>. כל המכשירים ינותקו מהחשבון.
done-password-reset = הסיסמה שונתה. יש להתחבר עם הסיסמה החדשה.

# Change the password.
change-password = שינוי הסיסמה
changing-password = משנים את הסיסמה…
logged-out-elsewhere = כל המכשירים האחרים ינותקו מהחשבון.
forgot-current-password = שכחת את הסיסמה הנוכחית? <reset>איפוס הסיסמה</reset>
done-password-changed = הסיסמה שונתה. המכשירים האחרים נותקו.

# Confirm an email address.
confirm-your-email = אימות כתובת האימייל
is-this-your-address = האם הכתובת <email>{ $email }</email> שלך? כאן אפשר לאמת אותה עבור החשבון <strong>{ $username }</strong>.
confirm-address = אימות
confirming = מאמתים…
not-your-account = החשבון לא שלך? אפשר פשוט לסגור את הדף.
done-email-confirmed = כתובת האימייל { $email } אומתה.
already-confirmed = הכתובת כבר אומתה
already-confirmed-for = הכתובת { $email } כבר אומתה עבור { $username }.
go-to-home-page = מעבר לדף הבית
done-new-link-on-its-way = קישור חדש נשלח אל { $email }.
notice-already-confirmed = הכתובת { $email } כבר אומתה.

# "Confirm it's you": a change waits for the current password.
confirm-its-you = אימות זהות
password-to-change-email = כדי לשנות את כתובת האימייל ל־{ $email }, יש להזין את הסיסמה הנוכחית.
password-to-change-password = כדי לשנות את הסיסמה, יש להזין את הסיסמה הנוכחית.
password-to-change-email-password = כדי לשנות את כתובת האימייל ואת הסיסמה, יש להזין את הסיסמה הנוכחית.
password-to-change-username-email = כדי לשנות את שם המשתמש ואת כתובת האימייל, יש להזין את הסיסמה הנוכחית.
password-to-change-username-password = כדי לשנות את שם המשתמש ואת הסיסמה, יש להזין את הסיסמה הנוכחית.
password-to-change-all = כדי לשנות את שם המשתמש, כתובת האימייל והסיסמה, יש להזין את הסיסמה הנוכחית.
password-to-delete-account = כדי למחוק את החשבון { $username } ואת כל הנתונים שלו, יש להזין את הסיסמה הנוכחית. אי אפשר לבטל את המחיקה.
your-new-password = הסיסמה החדשה שלך
edit = עריכה
change-email = שינוי האימייל
change-email-and-password = שינוי האימייל והסיסמה
change-username-and-email = שינוי השם והאימייל
change-username-and-password = שינוי השם והסיסמה
change-all-three = שינוי שלושת הפרטים
saving = שומרים…
forgot-password-reset-it = שכחת את הסיסמה? <reset>איפוס הסיסמה</reset>

# Delete the account.
delete-account = מחיקת החשבון
deleting-account = מוחקים את החשבון…
delete-account-lead = החשבון <strong>{ $username }</strong> יימחק עם כל הנתונים שלו. אי אפשר לבטל את המחיקה.
type-name-to-confirm = כדי לאשר, יש להקליד { $username }.
want-to-keep-a-copy = רוצה לשמור עותק? כדאי קודם <export>להוריד את הנתונים</export>.
password-needed-to-delete = כדי למחוק את החשבון, יש להזין את הסיסמה הנוכחית
only-administrator = אין מנהל מערכת מלבדך. קודם יש למנות משתמש אחר למנהל מערכת
done-account-deleted = החשבון נמחק, עם כל הנתונים שלו.

# The home page of an account.
welcome = שלום, { $username }
account-information = פרטי החשבון
member-since = תאריך ההצטרפות
last-login = התחברות אחרונה
first-login = זו ההתחברות הראשונה שלך
nothing-needs-attention = אין דבר שדורש טיפול.
confirm-email-attention = כתובת האימייל עדיין לא אומתה. יש לפתוח את הקישור ששלחנו אל { $email }.
one-failed-login = היה ניסיון להתחבר לחשבון שלך עם סיסמה או קוד שגויים.
several-failed-logins = היו כמה ניסיונות להתחבר לחשבון שלך עם סיסמה או קוד שגויים.
security-settings = הגדרות אבטחה
sessions = חיבורים
active-sessions = { $count ->
    [one] אחד פעיל
    [two] שניים פעילים
   *[other] { $count } פעילים
}
only-this-device = רק המכשיר הזה
see-all-devices = כל המכשירים
failed-logins = התחברויות שנכשלו
wrong-second-factors = גורמי אימות שניים שגויים
no-failed-logins = אין
number-or-more = { $number } ומעלה
see-last-24-hours = 24 השעות האחרונות

# The two forms of the home page. Their headings are the labels of their buttons too.
update-selected-fields = עדכון שדות נבחרים
leave-blank-to-keep = שדה ריק נשאר כפי שהוא.
update-all-fields = עדכון כל השדות
replaces-all-three = שלושת הפרטים יוחלפו, כולל הסיסמה.
updating = מעדכנים…
currently = כרגע { $value }
needed-to-change = נדרשת כדי לשנות את האימייל או את הסיסמה.
confirms-its-you = לאימות הזהות שלך.
password-kept = הסיסמה שהוזנה קודם נשמרה. כדי להחליף אותה, יש להזין אחרת.
new-password-was-not-kept = הסיסמה החדשה לא נשמרה. כדי לשנות את הסיסמה, יש להזין אותה שוב
password-needed-to-change = כדי לשנות את האימייל או את הסיסמה, יש להזין את הסיסמה הנוכחית
username-is-now = שם המשתמש הוא עכשיו { $username }. יש לבדוק את השינויים ולשמור אותם שוב
done-username-changed = שם המשתמש שונה ל־{ $username }.
done-email-changed = כתובת האימייל שונתה ל־{ $email }.
done-email-respelled = כתובת האימייל נכתבת מעתה { $email }.
notice-address-is-another = דבר לא בוצע: כתובת האימייל היא כעת { $email }.
notice-nothing-to-change = אין מה לשנות: אלה הפרטים הנוכחיים שלך.
notice-password-breached = הסיסמה שלך מופיעה ברשימת סיסמאות שדלפו, ותוקפים מנסים אותן קודם. אפשר לשנות אותה תחת ״אבטחה״.
done-logged-out = ההתנתקות בוצעה.

# The home page of guests.
your-app-account = החשבון שלך ב־{ $app }
landing-description = חשבון אחד ל־{ $app }: התחברות, צפייה בכל המכשירים המחוברים, הורדת הנתונים ומחיקת החשבון.
landing-lead = התחברות אחת ל־{ $app }. כאן אפשר לראות מה שמור עליך ואילו מכשירים מחוברים, ולעזוב בכל רגע.
picture-of-sessions = כך נראית רשימת החיבורים: המכשיר הזה, טלפון ואפליקציה, ולצד כל אחד מהם מקום השימוש האחרון ומועדו.
example-app = אפליקציית גיבוי
example-yesterday = אתמול
what-we-store = מה נשמר
what-we-store-text = שם המשתמש, כתובת האימייל, גיבוב חד־כיווני של הסיסמה, והמועד והמקום של כל התחברות.
every-device = כל מכשיר
every-device-text = דף אחד מציג כל דפדפן ואפליקציה שמחוברים לחשבון, עם לחצן לניתוק מיידי.
leaving-is-easy = קל לעזוב
leaving-is-easy-text = אפשר להוריד את כל הנתונים ואז למחוק את החשבון. אין צורך לבקש מאף אחד.
development = פיתוח
development-mailbox = תיבת דואר לפיתוח
test-users = משתמשים לבדיקה: הפקודה <code>vestibule demo</code> יוצרת את <code>test</code> ואת <code>ab</code>

# Security: password, email, sessions, history, export and deletion at a glance.
last-changed-on = שונתה לאחרונה ב־{ $date }.
devices-and-apps = מכשירים ואפליקציות עם גישה לחשבון.
see-all-sessions = כל החיבורים
see-all-sessions-count = { $count ->
    [one] הצגת חיבור אחד
    [two] הצגת שני החיבורים
   *[other] הצגת כל { $count } החיבורים
}
history = היסטוריה
recent-activity = הפעילות האחרונה בחשבון.
see-all-activity = כל הפעילות
export = ייצוא
all-your-data = כל הנתונים שלך בקובץ JSON אחד.
download = הורדה
deletes-your-account = החשבון יימחק עם כל הנתונים שלו. אי אפשר לבטל את המחיקה.
verified = מאומתת
not-verified = לא מאומתת

# The list of sessions.
sessions-lead = דפדפנים ואפליקציות שמחוברים לחשבון שלך. משהו לא מוכר? כדאי לנתק אותו, ואז <change>לשנות את הסיסמה</change>.
this-device = המכשיר הזה
active-now = פעיל כעת
logged-in-on = מחובר מאז { $date }
log-out-session = ניתוק<sr> של { $name } בכתובת { $address }, שימוש אחרון { $ago }</sr>
logging-out = מנתקים…
log-out-all-others = ניתוק כל המכשירים האחרים
not-logged-in-elsewhere = אין מכשירים מחוברים אחרים.
pages = עמודים
newest = החדשים ביותר
newer = חדשים יותר
older = ישנים יותר
done-session-ended = החיבור של { $name } נותק.
notice-no-other-sessions = לא היו חיבורים אחרים.
done-sessions-ended = { $count ->
    [one] חיבור אחד נוסף נותק.
    [two] שני חיבורים נוספים נותקו.
   *[other] { $count } חיבורים נוספים נותקו.
}

# The history.
history-lead = הפעילות האחרונה בחשבון שלך, מהחדש לישן. אי אפשר לשנות את הרשומות.
not-you = <strong>לא מוכר לך?</strong> אפשר לנעול את החשבון: כל החיבורים ינותקו, גם החיבור הזה, ונשלח לך באימייל קישור לבחירת סיסמה חדשה.
lock-everyone-out = נעילת החשבון
done-locked-out = כל החיבורים נותקו. יש לפתוח את הקישור ששלחנו לכתובת האימייל שלך ולבחור סיסמה חדשה.
done-locked-out-no-link = כל החיבורים נותקו. יש להתחבר ולשנות את הסיסמה, או לבקש קישור לאיפוס מאוחר יותר.
show-entries = סינון הרשומות
filter-all = הכול
filter-logins = התחברויות
filter-changes = שינויים
filter-warnings = אזהרות
nothing-happened-yet = עדיין אין פעילות.
no-logins-to-show = אין התחברויות להצגה.
no-changes-to-show = אין שינויים להצגה.
no-warnings = אין אזהרות. אין דבר שדורש טיפול.
today = היום
yesterday = אתמול
from-devices = { $count ->
    [one] מכשיר אחד
    [two] שני מכשירים
   *[other] { $count } מכשירים
}
from-addresses = { $count ->
    [one] כתובת אחת
    [two] שתי כתובות
   *[other] { $count } כתובות
}
show-each = הצגה של כל אחת<sr>: { $sentence }, לאחרונה { $ago }</sr>

# For administrators and moderators: the pages below /admin. "Account", "accounts" are those of all people here.
administration = ניהול
# The four pages.
overview = סקירה
accounts = חשבונות
audit-log = יומן ביקורת
invitations = הזמנות
account = חשבון
role = תפקיד
state = מצב
order = סדר
search = חיפוש
search-accounts = תחילת שם המשתמש או כתובת האימייל
any-role = כל תפקיד
any-state = כל מצב
role-user = משתמש
role-moderator = מנחה
role-admin = מנהל מערכת
role-user-about = ניהול החשבון האישי בלבד.
role-moderator-about = צפייה בכל החשבונות וביומן הביקורת, בלי לשנות דבר.
role-admin-about = צפייה בכל החשבונות ושינוי שלהם, ויצירת הזמנות.
state-active = פעיל
state-disabled = מושבת
state-unconfirmed = אימייל לא מאומת
state-with-factor = עם כניסה בשני שלבים
state-without-factor = בלי כניסה בשני שלבים
# A mark beside an account that has two-step login.
mark-two-step = שני שלבים
# In the place of an order: none was chosen.
order-usual = הסדר הרגיל
order-newest = החדשים תחילה
order-oldest = הישנים תחילה
order-name = לפי שם משתמש
# In the place of a time: an account that never logged in.
never = אף פעם
first-page = העמוד הראשון
next-page = העמוד הבא
# In the place of an empty list.
no-accounts-yet = אין עדיין חשבונות.
no-more-accounts = אין חשבונות נוספים.
no-accounts-match = לא נמצאו חשבונות. החיפוש הוא לפי תחילת שם המשתמש או כתובת האימייל. <all>הצגת כל החשבונות</all>
search-goes-on = אין דבר בעמוד הזה. החיפוש נמשך בעמוד הבא.
# One account.
account-number = מספר החשבון
# Heading: whether and how the owner can log in.
login-check = התחברות
can-log-in = { $username }: אפשר להתחבר עם הסיסמה הנכונה.
cannot-log-in = { $username }: אי אפשר להתחבר.
obstacle-disabled = החשבון מושבת. יש להפעיל אותו כדי לאפשר התחברות.
obstacle-unconfirmed = יש לאמת את כתובת האימייל לפני ההתחברות הראשונה. דף ההתחברות מציע לשלוח את הקישור שוב; אפשר גם לסמן את הכתובת כמאומתת.
obstacle-no-password = לחשבון אין סיסמה תקפה. יש לשלוח קישור לבחירת סיסמה חדשה.
obstacle-failures = הוזנו { $most } סיסמאות שגויות ברצף. רשתות ודפדפנים מוכרים עדיין יכולים להתחבר; איפוס באימייל מסיר את החסימה.
obstacle-second-factor = הסיסמה לבדה אינה מספיקה: גורם שני משלים את ההתחברות.
obstacle-no-factor = הסיסמה לבדה אינה מספיקה, ואף גורם אימות שני אינו פועל. אפשר לבקש בכניסה לכבות את הכניסה בשני שלבים; אפשר גם להסיר את גורמי האימות השניים.
obstacle-codes = הוזנו יותר מדי קודים שגויים, ולכן קודים אינם מתקבלים כרגע. מישהו יודע את הסיסמה: כדאי להחליף אותה. עם מפתח גישה עדיין אפשר להיכנס.
obstacle-factor-missing = לחשבון הזה חובה להגדיר כניסה בשני שלבים והיא אינה מוגדרת. ההתחברות הבאה תגדיר אותה.
two-step-is-required = חובה בחשבון הזה.
logged-in-nowhere = אין חיבורים.
actions = פעולות
own-account-hint = זה החשבון שלך. אפשר לנהל אותו תחת <security>אבטחה</security>.
notice-own-account = זה החשבון שלך. אפשר לנהל אותו תחת ״אבטחה״.
notice-last-admin = { $username }: מנהל המערכת הפעיל האחרון. קודם יש למנות משתמש אחר למנהל מערכת.
# Links, and the same words on buttons; then the heading of its page and what the action means.
change-role = שינוי תפקיד
set-role-title = שינוי התפקיד של { $username }
set-role-about = השינוי נכנס לתוקף מיד. תפקיד גבוה יותר מנתק את כל החיבורים של { $username }, כדי שיחול רק מההתחברות הבאה.
choose-a-role = יש לבחור תפקיד
done-role-changed = { $username }: התפקיד עכשיו הוא ״{ $role }״.
disable-account = השבתת החשבון
disable-user-title = השבתת { $username }
disable-user-about = כל החיבורים של { $username } ינותקו מיד, ואי אפשר יהיה להתחבר עד להפעלת החשבון. דבר אינו נמחק. נשלחת הודעה באימייל.
done-user-disabled = { $username }: החשבון הושבת וכל החיבורים נותקו.
enable-account = הפעלת החשבון
enable-user-title = הפעלת { $username }
enable-user-about = { $username }: אפשר יהיה להתחבר שוב, עם הסיסמה והגורמים השניים הקודמים.
done-user-enabled = { $username }: החשבון הופעל.
log-out-everywhere = ניתוק כל החיבורים
end-sessions-title = ניתוק כל החיבורים של { $username }
end-sessions-about = כל הדפדפנים והאפליקציות של { $username } ינותקו מיד, ואף דפדפן לא יישאר זכור. הסיסמה אינה משתנה.
done-sessions-of = { $count ->
    [one] חיבור אחד של { $username } נותק.
    [two] שני חיבורים של { $username } נותקו.
   *[other] { $count } חיבורים של { $username } נותקו.
}
send-reset-link = שליחת קישור לאיפוס
send-reset-title = שליחת קישור לאיפוס הסיסמה אל { $username }
send-reset-about = קישור לבחירת סיסמה חדשה נשלח אל { $email }. רק בעל החשבון רואה אותו. עד לשימוש בו, הסיסמה הנוכחית ממשיכה לפעול.
done-reset-sent = קישור לאיפוס הסיסמה בדרך אל { $username }.
notice-disabled-no-link = החשבון של { $username } מושבת, ולכן הקישור לא יועיל. קודם יש להפעיל את החשבון.
take-as-confirmed = סימון האימייל כמאומת
verify-email-title = סימון האימייל של { $username } כמאומת
verify-email-about = { $email } תיחשב מאומתת מעכשיו, בלי הקישור. יש לעשות זאת רק כשידוע שהכתובת שייכת לבעל החשבון.
done-email-taken-as-confirmed = { $email } מאומתת עכשיו עבור { $username }.
remove-second-factors = הסרת הגורמים השניים
reset-factors-title = הסרת הגורמים השניים של { $username }
reset-factors-about = אפליקציית האימות, מפתחות הגישה וקודי השחזור של { $username } יוסרו, והסיסמה לבדה תספיק. יש לעשות זאת רק כשידוע שבעל החשבון ביקש. נשלחת הודעה באימייל.
done-factors-removed = הגורמים השניים של { $username } הוסרו.
notice-no-factors = ל־{ $username } אין גורם שני.
delete-user-title = מחיקת { $username }
delete-user-about = החשבון { $username } וכל הנתונים שלו יימחקו. אי אפשר לבטל את הפעולה. הודעת אימייל אחרונה נשלחת לבעל החשבון. כדי לחסום כניסה ולשמור את הנתונים, אפשר להשבית את החשבון.
type-name-exactly = יש להקליד את שם המשתמש במדויק: { $username }
done-user-deleted = { $username }: החשבון נמחק עם כל הנתונים.
# The site at a glance. The first five are numbers of accounts.
all-accounts = כל החשבונות
administrators = מנהלי מערכת
last-days = הימים האחרונים
last-24-hours = 24 שעות
last-7-days = 7 ימים
logins = התחברויות
limits-reached = חסימות אחרי ניסיונות רבים מדי
sign-ups = חשבונות חדשים
denied-requests = גישה נדחתה
emails = הודעות אימייל
emails-waiting = ממתינות לשליחה
# Before "5 minutes ago".
oldest-email = הישנה ביותר:
late = באיחור
emails-given-up = ננטשו
needs-attention = דורש טיפול
emails-given-up-hint = בשרת, <code>vestibule jobs list --dead</code> מציגה את הסיבה ו־<code>vestibule jobs retry</code> שולחת אותן שוב.
# What the checks of `vestibule doctor` found. The findings themselves are in English.
checks-heading = מה דורש טיפול
checks-hint = בשרת, <code>vestibule doctor</code> בודקת עוד, גם מבחוץ. הממצאים באנגלית.
# How bad a finding is.
check-warning = אזהרה
check-failure = תקלה
# The audit log.
audit-log-lead = החדשים תחילה. אי אפשר לשנות רשומות. הימים הם ב־UTC.
account-filter = שם משתמש, כתובת אימייל או מספר חשבון
event-kind = אירוע
any-kind = כל אירוע
from-day = מתאריך
to-day = עד תאריך
filter-events = הצגה
download-csv = הורדה כ־CSV
no-events-match = לא נמצאו אירועים. <all>הצגת כל האירועים</all>
no-such-account = אין חשבון עם שם המשתמש או כתובת האימייל האלה בדיוק. אפשר <accounts>לחפש בחשבונות</accounts> או להקליד מספר של חשבון שנמחק.
# In the place of a name: an account that is gone. { $id } is its number.
deleted-account = חשבון { $id }
# Follows what happened: which administrator did it. { $username } is a name.
done-by = על ידי { $username }
# Before the id of a request.
request-number = בקשה
event-reset-link-sent = נשלח קישור לאיפוס הסיסמה
# Invitations.
invitations-without-effect = להזמנות אין השפעה כל עוד REGISTRATION אינו ״invite״.
new-invitation = הזמנה חדשה
create-invitation = יצירת הזמנה
invitation-email-hint = רק הכתובת הזו יכולה להשתמש בה. אפשר להשאיר ריק לכל מי שיש לו את הקישור.
invitation-uses = מספר החשבונות
invitation-days = ימים עד לפקיעה
invitation-uses-range = מספר החשבונות צריך להיות בין 1 ל־{ $max }
invitation-days-range = מספר הימים צריך להיות בין 1 ל־{ $max }
invitation-made = ההזמנה נוצרה
invitation-link-once = יש למסור את הקישור למי שמוזמן. הוא מוצג רק פעם אחת.
copy-invitation = העתקת הקישור
back-to-invitations = חזרה להזמנות
created-invitations = הזמנות שנוצרו
no-invitations-yet = אין עדיין הזמנות. אפשר ליצור הזמנה למעלה ולמסור את הקישור.
invitation-number = הזמנה { $id }
invitation-open = פתוחה
invitation-used = נוצלה
invitation-expired = פג תוקפה
invitation-places = נותרו { $left } מתוך { $uses } חשבונות
invitation-until = עד { $date }
revoke = ביטול ההזמנה
revoke-invitation = ביטול<sr> ההזמנה { $id }</sr>
confirm-to-revoke-invitation = יש לאשר את זהותך כדי לבטל את הזמנה { $id }. הקישור יפסיק לפעול; חשבונות שנוצרו איתו יישארו.
done-invitation-revoked = הזמנה { $id } בוטלה. חשבונות שנוצרו איתה יישארו.
# Last email to an account that an administrator or operator deleted.
email-deleted-by-staff = מפעילי { $app } מחקו אותו. אם נראה לך שמדובר בטעות, אפשר לפנות אליהם.

# What happened, in the history and in the export: in the past tense and without a full stop.
event-at = { $sentence }, { $time }
event-account-created = החשבון נוצר
event-logged-in = בוצעה התחברות
event-wrong-password = ההתחברות נכשלה: סיסמה שגויה
event-account-disabled = ההתחברות נדחתה: החשבון מושבת
event-logged-out = בוצעה התנתקות
event-wrong-current-password = הוזנה סיסמה נוכחית שגויה בחיבור פעיל
event-email-not-confirmed = ההתחברות נדחתה: כתובת האימייל לא אומתה
event-access-denied = הגישה נדחתה
event-access-denied-times = { $count ->
    [one] הגישה נדחתה פעם אחת
    [two] הגישה נדחתה פעמיים
   *[other] הגישה נדחתה { $count } פעמים
}
event-access-denied-often = הגישה נדחתה { $number } פעמים או יותר
event-attempts-blocked = יותר מדי סיסמאות שגויות: ניסיונות נוספים נחסמו
event-new-devices-blocked = יותר מדי התחברויות כושלות ברצף; מכשירים חדשים נחסמו עד להתחברות הבאה או לאיפוס הסיסמה
event-username-changed = שם המשתמש שונה
event-username-changed-to = שם המשתמש שונה ל־{ $username }
event-email-changed = כתובת האימייל שונתה
event-email-changed-to = כתובת האימייל שונתה ל־{ $email }
event-password-changed = הסיסמה שונתה
event-confirmation-link-sent = נשלח קישור לאימות
event-email-confirmed = כתובת האימייל אומתה
event-reset-link-requested = התבקש קישור לאיפוס הסיסמה
event-password-reset = הסיסמה אופסה בעזרת קישור מהאימייל
event-email-change-reverted = שינוי כתובת האימייל בוטל
event-role-changed = התפקיד שונה
event-role-user = התפקיד שונה למשתמש
event-role-moderator = התפקיד שונה למנחה
event-role-admin = התפקיד שונה למנהל מערכת
event-session-ended = חיבור נותק
event-session-ended-name = החיבור של { $name } נותק
event-sessions-ended = כל החיבורים האחרים נותקו
event-sessions-ended-count = { $count ->
    [one] חיבור אחד נוסף נותק
    [two] שני חיבורים נוספים נותקו
   *[other] { $count } חיבורים נוספים נותקו
}
event-session-displaced = יותר מדי חיבורים: החיבור שלא היה בשימוש הכי הרבה זמן נותק
event-session-displaced-name = יותר מדי חיבורים: החיבור של { $name } נותק
event-token-reused = נעשה שימוש חוזר באסימון ישן, ולכן האפליקציה נותקה
event-locked-out = החשבון ננעל: כל החיבורים נותקו
event-data-downloaded = הנתונים הורדו
event-registered-again = היה ניסיון ליצור חשבון נוסף עם כתובת האימייל הזו
event-invitation-created = נוצרה הזמנה
event-invitation-revoked = הזמנה בוטלה
event-job-retried = נעשה ניסיון נוסף לשלוח הודעה שלא נמסרה
event-jobs-retried = נעשה ניסיון נוסף לשלוח הודעות שלא נמסרו
event-database-restored = מסד הנתונים שוחזר מגיבוי
event-database-backed-up = מסד הנתונים גובה
event-database-copied = הכול הועתק למסד נתונים אחר
event-database-copied-to = הכול הועתק אל { $place }
event-account-deleted = החשבון נמחק
event-by-administrator = { $sentence }, על ידי מנהל מערכת
event-by-operator = { $sentence }, על ידי מפעילי השרת
event-by-system = { $sentence }, באופן אוטומטי
event-times = { $count ->
    [one] { $sentence } (פעם אחת)
    [two] { $sentence } (פעמיים)
   *[other] { $sentence } ({ $count } פעמים)
}
events-wrong-passwords = { $count ->
    [one] סיסמה שגויה אחת
    [two] שתי סיסמאות שגויות
   *[other] { $count } סיסמאות שגויות
}
events-logins = { $count ->
    [one] התחברות אחת
    [two] שתי התחברויות
   *[other] { $count } התחברויות
}
events-logouts = { $count ->
    [one] התנתקות אחת
    [two] שתי התנתקויות
   *[other] { $count } התנתקויות
}
events-wrong-current-passwords = { $count ->
    [one] סיסמה נוכחית שגויה הוזנה פעם אחת
    [two] סיסמה נוכחית שגויה הוזנה פעמיים
   *[other] סיסמה נוכחית שגויה הוזנה { $count } פעמים
}
events-confirmation-links = { $count ->
    [one] נשלח קישור אחד לאימות
    [two] נשלחו שני קישורים לאימות
   *[other] נשלחו { $count } קישורים לאימות
}
events-reset-links = { $count ->
    [one] התבקש קישור אחד לאיפוס הסיסמה
    [two] התבקשו שני קישורים לאיפוס הסיסמה
   *[other] התבקשו { $count } קישורים לאיפוס הסיסמה
}
events-downloads = { $count ->
    [one] הורדת נתונים אחת
    [two] שתי הורדות נתונים
   *[other] { $count } הורדות נתונים
}

# A link in an email: it locks everyone out, for people who can't or shouldn't have to log in first.
someone-may-have-access = ייתכן שלגורם זר יש גישה לחשבון שלך <strong>{ $username }</strong>.
lock-out-consequences = ננתק את כל המכשירים והאפליקציות ונבטל את הסיסמה הנוכחית. לאחר מכן אפשר יהיה לבחור סיסמה חדשה.
locking-everyone-out = נועלים את החשבון…
was-this-you = הפעולה בוצעה על ידך? אפשר פשוט לסגור את הדף. דבר לא ישתנה.
done-every-device-logged-out = כל המכשירים נותקו.
done-factors-suspended = גורמי אימות שנוספו לאחרונה הושעו, ואי אפשר עוד להיכנס בעזרתם.
done-all-factors-suspended = כל גורמי האימות הנוספים נוספו לאחרונה, ולכן כולם הושעו ואי אפשר עוד להיכנס בעזרתם. אחרי הכניסה עם הסיסמה החדשה אפשר יהיה לבקש לכבות את הכניסה בשני שלבים.
done-choose-new-password = יש לבחור סיסמה חדשה עכשיו, או בעזרת הקישור ששלחנו באימייל.

# A link in an email: it undoes a change of the email address.
undo-email-change = ביטול שינוי האימייל
email-was-changed = כתובת האימייל של החשבון שלך <strong>{ $username }</strong> שונתה.
address-before = לפני השינוי
address-now = עכשיו
undo-consequences = נשחזר את הכתובת הקודמת, ננתק את כל המכשירים ונבטל את הסיסמה הנוכחית. לאחר מכן אפשר יהיה לבחור סיסמה חדשה.
undo-this-change = ביטול השינוי
undoing = מבטלים את השינוי…
done-email-restored = כתובת האימייל שלך היא שוב { $email }.
old-address-in-use = הכתובת הקודמת בשימוש
old-address-belongs-elsewhere = הכתובת הקודמת שייכת עכשיו לחשבון אחר, ולכן אי אפשר לשחזר אותה.
get-address-back = אפשר לאפס את הסיסמה של אותו חשבון, לשנות את כתובתו או למחוק אותו, ואז לפתוח שוב את הקישור הזה.
reset-that-password = איפוס סיסמת החשבון האחר

# A link from an email that doesn't work any more: headings, for each kind of link.
confirmation-link-used = כבר נעשה שימוש בקישור לאימות
confirmation-link-expired = תוקף הקישור לאימות פג
confirmation-link-replaced = הקישור לאימות הוחלף
confirmation-link-void = הקישור לאימות כבר לא פעיל
confirmation-link-unknown = הקישור לאימות לא פועל
reset-link-used = כבר נעשה שימוש בקישור לאיפוס הסיסמה
reset-link-expired = תוקף הקישור לאיפוס הסיסמה פג
reset-link-replaced = הקישור לאיפוס הסיסמה הוחלף
reset-link-void = הקישור לאיפוס הסיסמה כבר לא פעיל
reset-link-unknown = הקישור לאיפוס הסיסמה לא פועל
undo-link-used = כבר נעשה שימוש בקישור לביטול השינוי
undo-link-expired = תוקף הקישור לביטול השינוי פג
undo-link-replaced = הקישור לביטול השינוי הוחלף
undo-link-void = הקישור לביטול השינוי כבר לא פעיל
undo-link-unknown = הקישור לביטול השינוי לא פועל
lock-out-link-used = כבר נעשה שימוש בקישור לנעילת החשבון
lock-out-link-expired = תוקף הקישור לנעילת החשבון פג
lock-out-link-replaced = הקישור לנעילת החשבון הוחלף
lock-out-link-void = הקישור לנעילת החשבון כבר לא פעיל
lock-out-link-unknown = הקישור לנעילת החשבון לא פועל
links-work-once = קישורים בהודעות האימייל שלנו מיועדים לשימוש אחד.
links-expire = קישורים בהודעות האימייל שלנו פועלים לזמן מוגבל.
newer-link-sent-after = אחרי הקישור הזה נשלח קישור חדש יותר. יש להשתמש בקישור שבהודעת האימייל האחרונה.
account-changed-since = החשבון השתנה אחרי שהקישור נשלח.
account-changed-use-newer = החשבון השתנה אחרי שהקישור נשלח. יש להשתמש בקישור שבהודעת האימייל על אותו שינוי.
link-may-be-incomplete = ייתכן שהקישור חלקי. יש להעתיק מהודעת האימייל את הקישור המלא.
send-new-link = שליחת קישור חדש
log-in-for-new-link = התחברות ושליחת קישור חדש

# Error pages: headings, what to know, and what to do next.
nothing-was-changed = לא בוצע שום שינוי.
try-again-then = אפשר לנסות שוב { $when }.
try-again = ניסיון נוסף
log-in-to-continue = התחברות כדי להמשיך
notice-log-in-again = החשבון נותק והשינויים לא נשמרו. כדי לנסות שוב, יש להתחבר.
from-another-site = הבקשה הגיעה מאתר אחר
only-our-own-forms = כדי להגן על החשבון שלך, מתקבלים רק טפסים מהדפים שלנו.
no-permission-to-see = אין הרשאה לצפות בדף הזה
logged-in-as = החשבון המחובר הוא { $username }. כדי להשתמש בחשבון אחר, יש להתנתק קודם.
page-not-found = הדף לא נמצא
check-the-address = אם הקלדת את הכתובת, כדאי לבדוק שהיא נכונה. אם הגעת מקישור, ייתכן שהוא כבר לא עדכני.
method-not-allowed = השיטה לא נתמכת
page-refuses-method = אי אפשר להשתמש בדף הזה עם { $method }.
too-large-to-send = הבקשה גדולה מדי (עד 64 ק״ב)
cannot-read-content = אי אפשר לקרוא תוכן מסוג כזה
accepts-forms-and-json = הדף הזה מקבל טפסים, וגם JSON במקומות שבהם התיעוד מציין זאת.
too-many-requests = יותר מדי בקשות. אפשר לנסות שוב { $when }
still-logged-in = החשבון עדיין מחובר.
too-many-logins = יש כרגע יותר מדי התחברויות
too-many-logins-sentence = יש כרגע יותר מדי התחברויות.
database-unavailable = מסד הנתונים לא זמין כרגע
database-unavailable-sentence = מסד הנתונים לא זמין כרגע.
request-took-too-long = הבקשה התעכבה יותר מדי זמן בדרך
problem-on-our-side = יש בעיה אצלנו
details-not-changed = הפרטים שלך לא השתנו.
cannot-read-request = אי אפשר לקרוא את הבקשה
reference = מספר אסמכתה
copy-reference = העתקה<sr> של מספר האסמכתה</sr>
need-help = צריכים עזרה? אפשר לכתוב אל <support>{ $email }</support>.
email-need-help = צריכים עזרה? אפשר לכתוב אל { $email }.

# The development mailbox, for developers: emails that were written and not sent.
mailbox-lead = הודעות אימייל שנכתבו במחשב הזה, מהחדשה לישנה. בסביבת ייצור הן נשלחות.
no-older-emails = אין הודעות ישנות יותר.
no-emails-yet = עדיין אין הודעות. <register>יצירת חשבון</register> תפיק הודעה.
look = מראה
look-lead = כל רכיב בכל מצב, בבהיר ובכהה. הדף הזה קיים רק בפיתוח, במחשב הזה.
look-contrast = ניגודיות
look-has-no-accent = ACCENT לא הוגדר: הצבעים הם הצבעים המקוריים.
to-address = אל <email>{ $email }</email>
links-in-email = קישורים
copy-link = העתקה<sr> של קישור { $number }</sr>
part-of-email = חלק של ההודעה
part-html = HTML
part-text = טקסט
part-headers = כותרות
html-part-of-email = חלק ה־HTML של ההודעה
text-part-of-email = חלק הטקסט של ההודעה
headers-of-email = הכותרות של ההודעה
preview-width = רוחב
width-desktop = מחשב
width-phone = טלפון
preview-colors = מראה

# The explanations of errors, for the authors of programs that use our APIs.
api-errors = שגיאות API
api-errors-lead = כל תשובת שגיאה כוללת אחד מהקודים האלה וקישור לדף שלו (<code>Link</code>, <code>rel=help</code>). הקודים קבועים, הניסוחים עשויים להשתנות.
api-errors-caption = קודי שגיאה של session API, באותיות קטנות, ושל token API, באותיות גדולות
code-column = קוד
what-happened = מה קרה
what-to-do = מה לעשות
status-at-session-api = { $status }<sr> ב־session API</sr>
status-at-token-api = { $status }<sr> ב־token API</sr>
code-at-session-api = { $status } <code>{ $code }</code> ב־session API
code-at-token-api = { $status } <code>{ $code }</code> ב־token API
returned-by = הפעולות שמחזירות את הקוד

# Each code: what happened, and what the author of a program should do.
validation-failed-cause = שדות חסרים או לא עומדים בכלל כלשהו. התשובה מפרטת את כל השגיאות, לא רק את הראשונה. ב־token API גם אסימון מקישור שנשלח באימייל ואי אפשר עוד להשתמש בו (ב־fields, תחת token).
validation-failed-remedy = יש להציג כל משפט שב־fields ליד השדה שלו. לא בוצע שום שינוי: יש לשלוח שוב את הטופס כולו.
username-taken-cause = שם המשתמש שייך לחשבון אחר, בלי הבחנה בין אותיות גדולות לקטנות. לא נמצאה שגיאה אחרת.
username-taken-remedy = יש לבקש שם משתמש אחר.
email-taken-cause = כתובת האימייל שייכת לחשבון אחר. לא נמצאה שגיאה אחרת.
email-taken-remedy = בהרשמה יש להציע התחברות או איפוס סיסמה. בטופס של פרופיל יש להציג את המשפט ליד השדה.
registration-closed-cause = ההרשמה סגורה (REGISTRATION=closed). ב־token API התשובה היא FORBIDDEN.
registration-closed-remedy = אין להציע הרשמה. חשבונות קיימים עדיין יכולים להתחבר.
invitation-needed-cause = ההרשמה דורשת הזמנה (REGISTRATION=invite), ובבקשה לא הייתה הזמנה, או שההזמנה נוצלה, בוטלה או שתוקפה פג. ב־token API התשובה היא FORBIDDEN.
invitation-needed-remedy = יש לשלוח את האסימון שבקישור ההזמנה בשדה invitation יחד עם שאר השדות, או לבקש הזמנה חדשה.
invalid-credentials-cause = חשבון לא מוכר, סיסמה שגויה או חשבון מושבת: תשובה אחת לשלושת המקרים, כדי לא לחשוף אילו חשבונות קיימים. ב־token API גם current_password שגוי בשינוי סיסמה.
invalid-credentials-remedy = יש לאפשר ניסיון נוסף או איפוס סיסמה. כמה ניסיונות כושלים בתוך דקה מובילים ל־rate_limited.
email-not-verified-cause = הסיסמה נכונה, אבל יש לאמת את כתובת האימייל לפני ההתחברות הראשונה (REQUIRE_VERIFIED_EMAIL). ב־token API התשובה היא FORBIDDEN.
email-not-verified-remedy = יש לבקש לפתוח את הקישור שבהודעת האימות. ב־token API, הנתיב ‎/api/auth/verify/resend שולח אותה שוב; עם new_email הוא מתקן כתובת שלא אומתה מעולם. אם בחשבון אומתה בעבר כתובת אחרת, או שההזמנה הייתה לכתובת הזאת בלבד, שליחת new_email מחזירה VALIDATION_ERROR.
reauth-required-cause = שינוי של כתובת האימייל, הסיסמה או גורם אימות שני, או מחיקת החשבון, דורשים התחברות שבוצעה לאחרונה (SUDO_WINDOW, עשר דקות), עם גורם אימות שני אם יש לחשבון, או את מה שחסר באותה בקשה: current_password ו־code, או passkey. אם התשובה כוללת fields, מה שנשלח שגוי.
reauth-required-remedy = יש לבקש את הסיסמה הנוכחית, וגם קוד אם יש לחשבון אפליקציית אימות, ולשלוח שוב את אותה בקשה בתוספת current_password ו־code. מפתח גישה בשדה passkey בא במקום שניהם.
current-password-incorrect-cause = הערך current_password שנשלח לשינוי הסיסמה שגוי. החשבון נשאר מחובר. ב־token API התשובה היא INVALID_CREDENTIALS.
current-password-incorrect-remedy = יש להציג את המשפט ליד אותו שדה ולאפשר ניסיון נוסף.
login-required-cause = לא בוצעה התחברות: בבקשה לא היו קובץ cookie או אסימון, או שהחיבור של קובץ ה־cookie הסתיים.
login-required-remedy = יש להציג את דף ההתחברות. דפדפן שולח את קובץ ה־cookie רק אם credentials הוא include ורק בתוך אותו אתר; אפליקציה שולחת Authorization: Bearer ואת אסימון הגישה.
token-expired-cause = תוקף האסימון פג.
token-expired-remedy = אסימון גישה: יש לרענן ולשלוח שוב את הבקשה. אסימון רענון: יש להתחבר שוב.
token-invalid-cause = אסימון שאינו של השרת הזה, אסימון ששונה, או אסימון מהסוג הלא נכון: אסימון רענון במקום אסימון גישה, או להפך.
token-invalid-remedy = יש לבדוק איזה משני האסימונים נשלח. אם זו אינה הבעיה, יש למחוק את שניהם ולהתחבר שוב. ייתכן ש־JWT_SECRET_KEY או BASE_URL השתנו.
token-revoked-cause = החיבור של האסימון הסתיים: בהתנתקות, מרשימת החיבורים, בגלל סיסמה חדשה, או כי החשבון הושבת או נמחק.
token-revoked-remedy = יש למחוק את שני האסימונים ולהתחבר שוב.
token-reused-cause = נעשה שימוש שני באסימון רענון, מאוחר יותר מכפי ש־REFRESH_GRACE מתיר. ייתכן שהאסימון הועתק, ולכן החיבור שלו נותק.
token-reused-remedy = יש למחוק את שני האסימונים ולהתחבר שוב. יש לשמור את אסימון הרענון החדש ביותר, ולעולם לא לבצע שני רענונים בו־זמנית: ראו examples/react-spa/src/tokens.js וגם docs/mobile.md.
forbidden-cause = החשבון מחובר, אבל אין לו הרשאה לפעולה הזו.
forbidden-remedy = אין להציע את הפעולה למשתמש הזה. תפקידים נקבעים על ידי מפעילי השרת. ב־token API ההודעה מציינת מה אינו מותר, למשל ההרשמה, ההתחברות או מחיקה של מנהל המערכת האחרון.
cross-site-cause = לפי הדפדפן, הבקשה נשלחה מדף של אתר אחר, והמקור שלו (origin) לא מופיע ב־ALLOWED_ORIGINS.
cross-site-remedy = יש להוסיף את המקור של צד הלקוח ל־ALLOWED_ORIGINS: סכמה, מארח ופורט כפי שהדפדפן כותב אותם.
last-admin-cause = זה מנהל המערכת הפעיל האחרון. ב־token API התשובה היא FORBIDDEN.
last-admin-remedy = קודם יש למנות משתמש אחר למנהל מערכת.
dead-link-cause = האסימון מהקישור שנשלח באימייל כבר נוצל, תוקפו פג, הוא הוחלף בחדש יותר, או שאינו מוכר. ב־token API התשובה היא VALIDATION_ERROR עם fields.token.
dead-link-remedy = יש להציע שליחה של הודעת אימייל חדשה.
not-found-cause = לא קיים דבר בכתובת הזו, או שהוא שייך למשתמש אחר.
not-found-remedy = יש לבדוק את הנתיב. התשובה למזהים של אובייקטים של משתמשים אחרים זהה לתשובה למזהים שאינם קיימים.
method-not-allowed-cause = הכתובת הזו לא תומכת בשיטה של הבקשה.
method-not-allowed-remedy = יש להשתמש באחת השיטות שבכותרת Allow.
bad-request-cause = גוף הבקשה אינו אובייקט JSON, כולל שדה פעמיים, תו NUL או ערך מסוג לא נכון, או שאי אפשר לקרוא את מחרוזת השאילתה. ב־token API הקוד הזה חוזר, עם אותם קודי סטטוס, גם במקרים שבהם session API מחזיר אחד משלושת הקודים הבאים.
bad-request-remedy = יש לשלוח אובייקט JSON אחד בקידוד UTF-8.
unsupported-media-type-cause = הכתובת הזו לא קוראת את ה־Content-Type של גוף הבקשה.
unsupported-media-type-remedy = יש לשלוח Content-Type: application/json.
too-large-cause = גוף הבקשה גדול מ־64KiB.
too-large-remedy = יש לשלוח גוף בקשה קטן יותר. אף טופס כאן לא צריך יותר מ־1KiB.
timeout-cause = גוף הבקשה התעכב יותר מדי זמן בדרך.
timeout-remedy = יש לשלוח שוב את הבקשה, ברצף אחד.
rate-limited-cause = יותר מדי ניסיונות: סיסמאות, קודים או מפתחות גישה שגויים, הרשמות, שינויים או בקשות להודעות אימייל. ראו docs/limits.md.
rate-limited-remedy = יש להמתין את מספר השניות שב־Retry-After. ניסיונות מוקדמים יותר נדחים ולא מאריכים את ההמתנה.
busy-cause = מספר הסיסמאות שממתינות לבדיקה גדול ממה שהשרת הזה יכול לגבב בזמן. ב־token API התשובה היא UNAVAILABLE.
busy-remedy = יש לנסות שוב אחרי מספר השניות שב־Retry-After. לא בוצע שום שינוי.
unavailable-cause = מסד הנתונים לא זמין זמנית.
unavailable-remedy = יש לנסות שוב אחרי מספר השניות שב־Retry-After. סיסמאות ואסימונים לא הושפעו: יש לשמור את האסימונים.
internal-cause = שגיאה פנימית של השרת.
internal-remedy = יש לדווח למפעילי השרת על request_id: אותו מזהה מופיע ביומן השרת.

# Errors at a field. They have no full stop at the end.
enter-a-username = יש להזין שם משתמש
enter-username-or-email = יש להזין שם משתמש או כתובת אימייל
username-letters-and-numbers = שם המשתמש צריך להתחיל באות באנגלית ולכלול רק אותיות באנגלית וספרות
username-extended-characters = שם המשתמש צריך להתחיל באות באנגלית ולכלול רק אותיות באנגלית, ספרות, נקודות, קווים תחתונים ומקפים
username-length = שם המשתמש צריך לכלול { $min } עד { $max ->
    [one] תו אחד
    [two] שני תווים
   *[other] { $max } תווים
}
username-reserved = שם המשתמש הזה שמור. יש לבחור שם אחר
username-taken = שם המשתמש הזה תפוס. יש לבחור שם אחר
enter-your-username = יש להזין את שם המשתמש שלך
enter-username-exactly = יש להזין את שם המשתמש שלך בדיוק: { $username }
enter-email-address = יש להזין כתובת אימייל
email-too-long = { $max ->
    [one] כתובת האימייל יכולה לכלול תו אחד לכל היותר
    [two] כתובת האימייל יכולה לכלול שני תווים לכל היותר
   *[other] כתובת האימייל יכולה לכלול { $max } תווים לכל היותר
}
email-format = יש להזין כתובת אימייל במבנה הנכון, למשל name@example.com
email-taken-at-sign-up = כבר קיים חשבון עם כתובת האימייל הזו. אפשר להתחבר או לבחור כתובת אחרת
email-taken-by-another = כתובת האימייל הזו שייכת לחשבון אחר. יש להזין כתובת אחרת
email-confirmed-before = בחשבון הזה כבר אומתה כתובת אימייל. כדי לבטל את השינוי, יש להשתמש בקישור ששלחנו אליה
invitation-for-other-email = ההזמנה הזו מיועדת לכתובת אימייל אחרת. יש להשתמש בכתובת שאליה היא נשלחה
email-of-invitation = ההזמנה לחשבון הזה מיועדת לכתובת האימייל שכבר רשומה בו. יש לאמת קודם את הכתובת הזו
enter-a-password = יש להזין סיסמה
password-too-short = { $min ->
    [one] הסיסמה צריכה לכלול תו אחד לפחות
    [two] הסיסמה צריכה לכלול שני תווים לפחות
   *[other] הסיסמה צריכה לכלול { $min } תווים לפחות
}
password-too-long = { $max ->
    [one] הסיסמה יכולה לכלול תו אחד לכל היותר
    [two] הסיסמה יכולה לכלול שני תווים לכל היותר
   *[other] הסיסמה יכולה לכלול { $max } תווים לכל היותר
}
password-classes = הסיסמה צריכה לכלול אות גדולה ואות קטנה באנגלית, ספרה ותו מיוחד
password-personal = הסיסמה צריכה להיות שונה משם המשתמש ומכתובת האימייל
password-from-names = אין להרכיב את הסיסמה משם המשתמש, מכתובת האימייל או מהשם { $app }
password-too-easy = הסיסמה הזו קלה מדי לניחוש. יש לבחור סיסמה אחרת
password-breached = הסיסמה הזו מופיעה ברשימת סיסמאות שדלפו. יש לבחור סיסמה אחרת
passwords-do-not-match = הסיסמאות לא זהות. יש להזין את אותה סיסמה פעמיים
password-kept-ten-minutes = הסיסמה החדשה נשמרה ל־10 דקות בלבד. יש להזין אותה שוב
enter-current-password = יש להזין את הסיסמה הנוכחית
current-password-incorrect = הסיסמה הנוכחית שגויה
nothing-changed-enter-new = לא בוצע שום שינוי. יש להזין שם משתמש, אימייל או סיסמה חדשים

# Why the link of an email can't be used, at the field for its token at an API.
link-already-used = כבר נעשה שימוש בקישור הזה
link-has-expired = תוקף הקישור הזה פג
link-was-replaced = נשלח קישור חדש יותר. יש להשתמש בקישור שבהודעת האימייל האחרונה
link-does-not-work = הקישור הזה לא פועל

# Why a request was refused, in the answers of the APIs. No full stop at the end.
some-fields-need-attention = יש שדות שדורשים תיקון
invitation-needed = נדרשת הזמנה כדי ליצור חשבון
confirm-email-first = קודם יש לאמת את כתובת האימייל
password-needed-for-change = כדי לבצע את השינוי הזה, יש להזין את הסיסמה הנוכחית
login-required = נדרשת התחברות
token-required = נדרש אסימון Authorization
token-expired = תוקף האסימון פג
token-invalid = האסימון לא תקין
token-revoked = האסימון בוטל
token-already-used = כבר נעשה שימוש באסימון הזה. יש להתחבר שוב
token-invalid-or-expired = האסימון לא תקין או שתוקפו פג
no-permission = אין הרשאה לבצע את הפעולה הזו
came-from-another-site = הבקשה הגיעה מאתר אחר, ולכן נדחתה
last-active-admin = זה מנהל המערכת הפעיל האחרון. קודם יש למנות משתמש אחר למנהל מערכת
nothing-at-this-address = לא נמצא דבר בכתובת הזו
method-not-possible = אי אפשר להשתמש בכתובת הזו עם השיטה הזו
request-unreadable = אי אפשר לקרוא את הבקשה
content-type-not-accepted = הכתובת הזו לא מקבלת תוכן מהסוג הזה
request-too-large = הבקשה גדולה מדי (עד 64 ק״ב)
too-many-attempts = יותר מדי ניסיונות
service-unavailable = השירות לא זמין זמנית
retry-when = אפשר לנסות שוב { $when }

# Answers of the session API.
api-invalid-credentials = שם המשתמש או הסיסמה שגויים
api-missing-credentials = חסרים שם משתמש או סיסמה
api-all-fields-required = יש למלא את כל השדות
api-username-already-taken = שם המשתמש כבר תפוס
api-email-already-registered = כתובת האימייל כבר רשומה
api-email-already-in-use = כתובת האימייל כבר בשימוש
api-admin-access-required = נדרשת הרשאה של מנהל מערכת
api-current-password-incorrect = הסיסמה הנוכחית שגויה
api-login-successful = ההתחברות הצליחה
api-logged-out = ההתנתקות בוצעה
api-user-registered = המשתמש נרשם
api-email-verified = כתובת האימייל אומתה
api-reset-link-sent = אם כתובת האימייל קיימת, נשלח אליה קישור לאיפוס
api-password-reset = הסיסמה אופסה
api-profile-updated = הפרופיל עודכן

# Answers of both APIs.
api-password-changed = הסיסמה שונתה
api-session-ended = החיבור נותק
api-other-sessions-ended = החיבורים האחרים נותקו

# Answers of the token API.
api-email-confirmed = כתובת האימייל אומתה
api-hello = שלום, { $username }
api-account-deleted = החשבון נמחק
api-app-logged-out = ההתנתקות בוצעה
api-link-on-its-way = אם יש חשבון עם הכתובת הזו, נשלח אליה קישור
api-password-changed-log-in = הסיסמה שונתה. יש להתחבר עם הסיסמה החדשה
api-new-link-sent = שלחנו קישור חדש לאימות
api-email-already-confirmed = כתובת האימייל כבר אומתה

# What the script of the pages says.
met-prefix = מתקיים:
try-again-in-clock = אפשר לנסות שוב בעוד { $clock }
can-try-again-now = אפשר לנסות שוב עכשיו.
did-you-mean = האם הכוונה ל־{ $host }?
characters-to-go = { $count ->
    [one] עוד תו אחד
    [two] עוד שני תווים
   *[other] עוד { $count } תווים
}
strength-easy = קלה לניחוש. כדאי להוסיף מילה או שתיים
strength-fair = סבירה. סיסמה ארוכה יותר היא חזקה יותר
strength-strong = חזקה
copied = הועתק

# Devices, as they are listed on pages, in the history and in emails.
device-on = { $browser } ב־{ $platform }
device-on-a-television = { $browser } בטלוויזיה
an-app = אפליקציה
an-app-on = אפליקציה ב־{ $platform }
an-app-on-a-television = אפליקציה בטלוויזיה

# Every email.
email-hello = שלום { $username },
email-closing = זוהי הודעה אוטומטית מ־{ $app }. תשובות להודעה זו לא נקראות.
email-when = מועד
email-ip-address = כתובת IP
email-device = מכשיר
email-line = { $label }: { $value }
email-link-follows = { $label }:
email-button-not-working = הלחצן לא פועל? אפשר להעתיק את הקישור:
email-link-expires = הקישור מיועד לשימוש אחד, ותוקפו יפוג { $when }.
email-link-expires-or-replaced = הקישור מיועד לשימוש אחד, ותוקפו יפוג { $when }. קישור חדש יותר יחליף אותו.
email-if-you = אם הפעולה בוצעה על ידך, אין צורך לעשות דבר.
email-if-not-you = אם הפעולה לא בוצעה על ידך, אין צורך לעשות דבר.
email-if-not-you-lock-out = אם הפעולה לא בוצעה על ידך, יש להשתמש בקישור הזה. הוא ינתק את כל המכשירים ויחסום את הגישה של מי שביצע אותה. לאחר מכן אפשר יהיה לבחור סיסמה חדשה.
email-not-me = זה לא אני
email-choose-password = בחירת סיסמה חדשה

# To a new account.
email-confirm-subject = אימות כתובת האימייל שלך ב־{ $app }
email-confirm-preview = יש לאמת את כתובת האימייל. תוקף הקישור יפוג { $when }.
email-confirm-heading = אימות כתובת האימייל
email-confirm-thanks = תודה שנרשמת ל־{ $app }. כדי להשלים את ההרשמה, יש לאמת את כתובת האימייל.
email-confirm-button = אימות כתובת האימייל
email-confirm-ignore = אם לא יצרת חשבון, אפשר להתעלם מההודעה. הכתובת שלך לא תאומת.

# To the new address of an account, which is { $email }.
email-confirm-new-subject = אימות כתובת האימייל החדשה שלך ב־{ $app }
email-confirm-new-preview = יש לאמת שהכתובת { $email } שלך. תוקף הקישור יפוג { $when }.
email-confirm-new-heading = אימות כתובת האימייל החדשה
email-confirm-new-address = כתובת האימייל של החשבון שלך ב־{ $app } שונתה ל־{ $email }. יש לאמת שהכתובת הזו שלך.
email-confirm-new-ignore = אם החשבון הזה לא שלך, אפשר להתעלם מההודעה. הכתובת שלך לא תאומת.

# The answer to "Forgot your password?".
email-reset-subject = איפוס הסיסמה שלך ב־{ $app }
email-reset-preview = כאן אפשר לבחור סיסמה חדשה. תוקף הקישור יפוג { $when }.
email-reset-heading = איפוס הסיסמה
email-reset-request = קיבלנו בקשה לאפס את הסיסמה של החשבון שלך ב־{ $app }.
email-reset-ignore = אם לא ביקשת זאת, אפשר להתעלם מההודעה. הסיסמה שלך לא תשתנה.

# A notice that the password was changed.
email-password-subject = הסיסמה שלך ב־{ $app } שונתה
email-password-preview = הסיסמה שלך שונתה. אם הפעולה לא בוצעה על ידך, יש לנעול את החשבון עכשיו.
email-password-heading = הסיסמה שלך שונתה
email-password-changed = הסיסמה של החשבון שלך ב־{ $app } שונתה. כל המכשירים האחרים נותקו.

# A notice to the old address, { $old }, that the account has another one now: { $email } or { $new }.
email-address-subject = כתובת האימייל שלך ב־{ $app } שונתה
email-address-preview = מעכשיו נכתוב אל { $email }.
email-address-preview-undo = מעכשיו נכתוב אל { $email }. אם הפעולה לא בוצעה על ידך, יש לבטל את השינוי.
email-address-heading = כתובת האימייל שלך שונתה
email-address-changed = כתובת האימייל של החשבון שלך ב־{ $app } שונתה מ־{ $old } ל־{ $new }.
email-address-if-you = אם הפעולה בוצעה על ידך, אין צורך לעשות דבר. זו ההודעה האחרונה שלנו לכתובת הזו.
email-address-if-not-you = אם הפעולה לא בוצעה על ידך, יש לבטל את השינוי. כך תשוחזר הכתובת הקודמת, כל המכשירים ינותקו, והגישה של מי שביצע את השינוי תיחסם. לאחר מכן אפשר יהיה לבחור סיסמה חדשה.
email-address-undo = ביטול השינוי

# A notice of a login with a device that the account has not seen before.
email-login-subject = התחברות חדשה לחשבון שלך ב־{ $app }
email-login-preview = בוצעה התחברות ממכשיר חדש. אם היא לא בוצעה על ידך, יש לנעול את החשבון עכשיו.
email-login-heading = התחברות חדשה לחשבון שלך
email-login-new-device = בוצעה התחברות לחשבון שלך ב־{ $app } ממכשיר חדש:
email-login-sessions = כל המכשירים המחוברים

# A notice that too many logins failed in a row.
email-failed-subject = יותר מדי התחברויות כושלות לחשבון שלך ב־{ $app }
email-failed-preview = מכשירים חדשים חסומים עד להתחברות או לבחירת סיסמה חדשה.
email-failed-heading = יותר מדי התחברויות כושלות
email-failed-attempts = { $count ->
    [one] היה ניסיון כושל אחד להתחבר לחשבון שלך ב־{ $app }. הוא לא הצליח. הניסיון:
    [two] היו שני ניסיונות כושלים ברצף להתחבר לחשבון שלך ב־{ $app }. אף אחד מהם לא הצליח. הניסיון האחרון:
   *[other] היו { $count } ניסיונות כושלים ברצף להתחבר לחשבון שלך ב־{ $app }. אף אחד מהם לא הצליח. הניסיון האחרון:
}
email-failed-block = מעכשיו חסומים מכשירים ורשתות שמהם לא בוצעה מעולם התחברות לחשבון שלך, גם עם הסיסמה הנכונה. מכשירים שכבר היו בשימוש ימשיכו לפעול. החסימה תסתיים עם התחברות או בחירת סיסמה חדשה.
email-failed-if-you = אם הניסיונות היו שלך, יש להתחבר ממכשיר שכבר היה בשימוש, או לבחור סיסמה חדשה.
email-failed-if-you-link = אם הניסיונות היו שלך, יש להתחבר ממכשיר שכבר היה בשימוש, או לבחור סיסמה חדשה:
email-failed-if-not-you = אם הניסיונות לא היו שלך, החשבון בטוח כל עוד אי אפשר לנחש את הסיסמה. אם היא קצרה, או בשימוש גם במקומות אחרים, כדאי לבחור עכשיו סיסמה חזקה יותר. כך גם תסתיים החסימה.

# The last email of an account.
email-deleted-subject = החשבון שלך ב־{ $app } נמחק
email-deleted-preview = החשבון שלך וכל הנתונים שלו נמחקו.
email-deleted-heading = החשבון שלך נמחק
email-deleted-everything = החשבון שלך ב־{ $app } וכל הנתונים שלו נמחקו. אי אפשר לבטל את המחיקה.
email-deleted-if-not-you = אם הפעולה לא בוצעה על ידך, הסיסמה שלך הייתה ידועה למישהו אחר. יש לשנות אותה בכל מקום אחר שבו היא בשימוש. אפשר ליצור חשבון חדש עם הכתובת הזו בכל עת.

# To the owner of an account: someone signed up with its address.
email-registered-subject = כבר יש לך חשבון ב־{ $app }
email-registered-preview = כבר יש לך חשבון. לא בוצע שום שינוי.
email-registered-heading = כבר יש לך חשבון
email-registered-again = היה ניסיון ליצור חשבון ב־{ $app } עם כתובת האימייל שלך. כבר יש לך חשבון, ולכן דבר לא נוצר ולא השתנה.
email-registered-log-in = אם הניסיון היה שלך, יש להתחבר בשם { $username }.
email-registered-reset = שכחת את הסיסמה? איפוס הסיסמה

# Events: a second factor, and recovery codes.
event-second-factor-failed = קוד שגוי לגורם האימות השני
event-recovery-code-used = נעשה שימוש בקוד שחזור לכניסה
event-recovery-code-used-left = { $count ->
    [one] נעשה שימוש בקוד שחזור לכניסה, נותר אחד
    [two] נעשה שימוש בקוד שחזור לכניסה, נותרו שניים
   *[other] נעשה שימוש בקוד שחזור לכניסה, נותרו { $count }
}
event-totp-added = אפליקציית אימות הוגדרה
event-totp-removed = אפליקציית האימות הוסרה
event-recovery-codes-renewed = נוצרו קודי שחזור חדשים
event-factors-reset = גורמי האימות הנוספים הוסרו

# Errors at a field for a code.
enter-code = יש להזין את הקוד מאפליקציית האימות
code-incorrect = הקוד שגוי או שכבר נעשה בו שימוש. יש להזין את הקוד הבא
enter-recovery-code = יש להזין קוד שחזור
recovery-code-incorrect = קוד השחזור שגוי או שכבר נעשה בו שימוש
totp-already-set-up = אפליקציית אימות כבר מוגדרת. יש להסיר אותה תחילה
totp-not-started = לא מתבצעת הגדרה של אפליקציית אימות. יש להתחיל מחדש

# The second step of a login: the page for the code of the app, and the page for a recovery code. "Log in" is their button.
two-step-login = כניסה בשני שלבים
code-label = קוד מאפליקציית האימות
code-lead = יש לפתוח את אפליקציית האימות ולהזין את הקוד בן 6 הספרות של החשבון.
recovery-code-label = קוד שחזור
recovery-code-lead = יש להזין אחד מקודי השחזור ששמרת. כל קוד תקף פעם אחת.
use-recovery-code = שימוש בקוד שחזור
use-authenticator-app = שימוש באפליקציית האימות
login-has-expired = תוקף הכניסה פג. יש להיכנס מחדש.

# Two-step login: what is set up.
two-step-hint = בקשת קוד או מפתח גישה אחרי הסיסמה.
authenticator-app = אפליקציית אימות
totp-on = הוגדרה ב־{ $date }.
totp-off = לא מוגדרת. כל מי שיודע את הסיסמה יכול להיכנס.
totp-not-set-up = לא מוגדרת.
manage-two-step = ניהול כניסה בשני שלבים
set-up-app = הגדרת אפליקציית אימות
remove-app = הסרת אפליקציית האימות
recovery-codes = קודי שחזור
recovery-codes-hint = למקרה שאין אפשרות להשתמש באפליקציה או במפתח הגישה. כל קוד משלים כניסה אחת.
recovery-codes-left = { $count ->
    [one] נותר קוד שחזור אחד.
    [two] נותרו שני קודי שחזור.
   *[other] נותרו { $count } קודי שחזור.
}
new-recovery-codes = יצירת קודי שחזור חדשים

# Set up the app. { $key } is a text of 32 letters and digits.
scan-with-app = יש לסרוק באפליקציית אימות, או <link>לפתוח במכשיר הזה</link>.
qr-code = קוד QR לאפליקציית האימות
type-key = אי אפשר לסרוק? יש להקליד את המפתח הזה באפליקציה:
turn-on = הפעלה

# The recovery codes, which are shown once.
save-recovery-codes = שמירת קודי השחזור
save-recovery-codes-lead = הקודים לא יוצגו שוב. כדאי להדפיס אותם או לשמור במקום בטוח: אם אין אפשרות להשתמש באפליקציה או במפתח הגישה, כל קוד ישלים כניסה אחת.
download-recovery-codes = הורדה כקובץ טקסט
saved-them = שמרתי אותם
done-app-removed = אפליקציית האימות הוסרה. הקודים שלה אינם תקפים עוד.

# Two-step login that an account must have: inside the login, on the page of two-step login, and as a banner.
set-up-required-lead = החשבון שלך מחייב כניסה בשני שלבים. יש להגדיר אפליקציית אימות כדי להשלים את הכניסה.
two-step-required = החשבון שלך מחייב כניסה בשני שלבים.
two-step-required-soon = החשבון שלך מחייב כניסה בשני שלבים. יהיה צורך להגדיר אותה בכניסה הבאה.
second-factor-banner = <strong>החשבון שלך מחייב כניסה בשני שלבים.</strong> יהיה צורך להגדיר אותה בכניסה הבאה. <two-step>הגדרה עכשיו</two-step>.
last-factor = זה גורם האימות השני היחיד של החשבון, והחשבון חייב באחד. יש להגדיר אחר תחילה

# Remembered browsers: the box at the code of the second step, the list beside the sessions, and what happens to them.
remember-browser = { $days ->
    [one] לא לשאול שוב בדפדפן הזה במשך יום אחד
    [two] לא לשאול שוב בדפדפן הזה במשך יומיים
   *[other] לא לשאול שוב בדפדפן הזה במשך { $days } ימים
}
remembered-browsers = דפדפנים שמורים
remembered-browsers-hint = בדפדפנים האלה הסיסמה מספיקה לכניסה. שינויים בחשבון ידרשו קוד בכל זאת.
no-remembered-browsers = אין דפדפנים שמורים.
remembered-since = שמור מאז { $date }
remembered-until = עד { $date }
forget-browser = הסרה<sr> של { $name } בכתובת { $address }</sr>
done-browser-forgotten = הדפדפן { $name } הוסר מהרשימה. הכניסה הבאה ממנו תדרוש קוד.
event-browser-remembered = דפדפן נשמר: כניסה ממנו לא דורשת קוד
event-browser-forgotten = דפדפן שמור הוסר
event-browser-forgotten-name = דפדפן שמור הוסר: { $name }
api-browser-forgotten = הדפדפן הוסר

# "Confirm it's you", for a change of the second factors.
confirm-to-set-up-app = יש לאמת את הזהות כדי להגדיר אפליקציית אימות.
confirm-to-remove-app = יש לאמת את הזהות כדי להסיר את אפליקציית האימות. בלי גורם אימות שני אחר יוסרו גם קודי השחזור.
confirm-to-renew-codes = יש לאמת את הזהות כדי ליצור קודי שחזור חדשים. הקודים הישנים לא יפעלו עוד.
confirm-to-save-changes = יש לאמת את הזהות כדי לשמור את השינויים האלה.
confirm-to-delete-account = יש לאמת את הזהות כדי למחוק את החשבון { $username } ואת כל הנתונים שלו. אי אפשר לבטל את המחיקה.

# The APIs: a login that needs a second factor, and a wrong code.
api-second-factor-required = נדרש גורם אימות שני
second-factor-required = נדרש גורם אימות שני כדי להיכנס
second-factor-required-cause = הסיסמה נכונה, ולחשבון יש גורם אימות שני.
second-factor-required-remedy = יש לבקש אחד מאלה שב־methods: קוד מאפליקציית האימות, מפתח גישה או קוד שחזור. יש לשלוח אותו לכתובת של השלב השני תוך 10 דקות.
invalid-code = הקוד שגוי
invalid-code-cause = הקוד, קוד השחזור או מפתח הגישה שנשלח לכניסה שגוי, פג תוקפו או שכבר נעשה בו שימוש. במפתח גישה הסיבה מופיעה ב־fields.
invalid-code-remedy = יש לבקש את הקוד הבא, או שוב את מפתח הגישה עם אפשרויות חדשות. אחרי שישה ניסיונות שגויים הכניסה מתחילה שוב מהסיסמה.
second-factor-setup-required = לחשבון הזה חייב להיות גורם אימות שני. יש להגדיר אותו תחילה
second-factor-setup-required-cause = לחשבון חייב להיות גורם אימות שני (REQUIRE_SECOND_FACTOR), ואין לו. הכניסה לא פותחת התחברות, ולמנהל מערכת שעדיין מחובר אין הרשאות מנהל.
second-factor-setup-required-remedy = יש לפתוח את הכתובת שב־set_up_url בדפדפן. אחרי הגדרת גורם האימות השני יש להיכנס שוב.
last-factor-cause = לחשבון חייב להיות גורם אימות שני (REQUIRE_SECOND_FACTOR), וזה האחרון שלו. ב־token API התשובה היא FORBIDDEN.
last-factor-remedy = קודם יש להגדיר גורם אימות שני אחר.

# A notice that a second factor was changed or a recovery code used. { $heading } is one of the five headings.
email-factor-subject = { $app }: { $heading }
email-totp-added-heading = אפליקציית אימות הוגדרה
email-totp-added = הוגדרה אפליקציית אימות לחשבון שלך ב־{ $app }. מעתה כניסה עם הסיסמה תדרוש קוד ממנה או גורם אימות שני אחר.
email-totp-removed-heading = אפליקציית האימות הוסרה
email-totp-removed = אפליקציית האימות של החשבון שלך ב־{ $app } הוסרה. בלי גורם אימות שני אחר שוב אפשר להיכנס בסיסמה בלבד.
email-codes-renewed-heading = קודי שחזור חדשים
email-codes-renewed = נוצרו קודי שחזור חדשים לחשבון שלך ב־{ $app }. הקודים הישנים אינם פועלים עוד.
email-code-used-heading = נעשה שימוש בקוד שחזור
email-code-used = { $count ->
    [one] נעשה שימוש בקוד שחזור לכניסה לחשבון שלך ב־{ $app }. נותר אחד.
    [two] נעשה שימוש בקוד שחזור לכניסה לחשבון שלך ב־{ $app }. נותרו שניים.
   *[other] נעשה שימוש בקוד שחזור לכניסה לחשבון שלך ב־{ $app }. נותרו { $count }.
}
email-factors-reset-heading = גורמי האימות הנוספים הוסרו
email-factors-reset = מנהל המערכת הסיר את כל גורמי האימות הנוספים של החשבון שלך ב־{ $app }. אפשר להיכנס בסיסמה בלבד, עד להגדרת גורם חדש.

# Events: passkeys. { $name } is what its owner calls it, isolated by the page.
event-passkey-added = נוסף מפתח גישה
event-passkey-added-name = נוסף מפתח גישה: { $name }
event-passkey-removed = הוסר מפתח גישה
event-passkey-removed-name = הוסר מפתח גישה: { $name }
event-passkey-refused = מפתח גישה נדחה, ייתכן שיש לו עותק
event-passkey-refused-name = מפתח גישה נדחה, ייתכן שיש לו עותק: { $name }

# Errors about passkeys: at the button that asked the browser for one, or at the field of an API.
passkey-malformed = אי אפשר לקרוא את תשובת הדפדפן. יש לנסות שוב
passkey-expired = זה לקח יותר מדי זמן. יש לנסות שוב
passkey-other-site = מפתח הגישה הזה שייך לכתובת אחרת
passkey-not-verified = המכשיר לא בדק שמדובר בך. יש להגדיר בו נעילת מסך או קוד PIN ולנסות שוב
passkey-unknown = אי אפשר להיכנס כאן במפתח הגישה הזה. ייתכן שהוסר
passkey-signature-wrong = אי אפשר לאמת את מפתח הגישה. יש לנסות שוב
passkey-cloned = מפתח הגישה נדחה כי ייתכן שיש לו עותק. יש לנסות שוב או להיכנס בדרך אחרת
passkey-is-suspended = מפתח הגישה הזה מושעה כי נוסף זמן קצר לפני נעילת החשבון. יש להיכנס בדרך אחרת
passkey-locked-out = החשבון הזה נעול. יש לבחור קודם סיסמה חדשה בעזרת הקישור באימייל ששלחנו
passkey-not-discoverable = המכשיר לא יכול להציע את מפתח הגישה הזה בדף הכניסה. יש להשתמש במכשיר אחר או במנהל סיסמאות
passkey-already-added = מפתח הגישה הזה כבר נוסף
passkey-unsupported = סוג זה של מפתח גישה אינו נתמך. יש להשתמש במכשיר אחר או במנהל סיסמאות
passkeys-unavailable = מפתחות גישה אינם זמינים כאן
too-many-passkeys = { $most ->
    [one] כבר יש לך מפתח גישה אחד. יש להסיר אותו תחילה
    [two] כבר יש לך שני מפתחות גישה. יש להסיר אחד תחילה
   *[other] כבר יש לך { $most } מפתחות גישה. יש להסיר אחד תחילה
}
enter-a-name = יש להזין שם
name-too-long = { $max ->
    [one] השם יכול להכיל תו אחד לכל היותר
    [two] השם יכול להכיל שני תווים לכל היותר
   *[other] השם יכול להכיל עד { $max } תווים
}

# Passkeys: buttons on the login pages and where a change asks who you are. The browser asks for a fingerprint, face or PIN next.
log-in-with-passkey = כניסה עם מפתח גישה
use-passkey = שימוש במפתח גישה
confirm-with-passkey = אימות עם מפתח גישה
waiting-for-device = בהמתנה למכשיר…

# Stands between two ways to log in.
or-rule = או
passkey-lead = אפשר להיכנס בטביעת אצבע, בזיהוי פנים או בנעילת המסך.
passkey-failed = הדפדפן לא הצליח להשתמש כאן במפתח גישה. יש לנסות שוב או לבחור בדרך אחרת.
passkey-needs-script = מפתחות גישה דורשים JavaScript ודפדפן שתומך בהם.

# A link: to the page where passkeys work, when the browser is at another address of the same server.
passkeys-work-at = מפתחות גישה פועלים בכתובת <link>{ $address }</link>.

# The page with the passkeys of an account.
passkeys = מפתחות גישה
passkeys-hint = כניסה בטביעת אצבע, בזיהוי פנים או בנעילת המסך במקום בסיסמה ובקוד.
no-passkeys-yet = אין עדיין מפתחות גישה. אפשר להוסיף מפתח ולהיכנס בלי סיסמה.
passkey-count = { $count ->
    [one] מפתח גישה אחד.
    [two] שני מפתחות גישה.
   *[other] { $count } מפתחות גישה.
}
manage-passkeys = ניהול מפתחות הגישה
add-passkey = הוספת מפתח גישה
add-passkey-lead = המכשיר או מנהל הסיסמאות שומר אותו, ומבקש טביעת אצבע, זיהוי פנים או נעילת מסך בכל שימוש.
passkey-added-on = נוסף ב־{ $date }
passkey-last-used = בשימוש לאחרונה { $when }
passkey-never-used = עדיין לא בשימוש

# The provider, like iCloud, keeps copies on the person's other devices.
passkey-synced = מסונכרן
passkey-other-domain = הוא נוצר לכתובת אחרת של האתר הזה ואינו פועל עוד. יש להסיר אותו ולהוסיף חדש.
factor-suspended = גורם האימות מושעה כי נוסף זמן קצר לפני הבחירה ב״זה לא אני״, או אחריה. אי אפשר עוד להיכנס בעזרתו. יש להסיר אותו, ולהוסיף מחדש אם הוא שלך.
passkeys-suspended = אחד מהם לפחות מושעה, ואי אפשר עוד להיכנס בעזרתו.
rename-passkey = שינוי שם

# Label of the field for a passkey's name.
passkey-name = שם
save-name = שמירת השם
remove-passkey = הסרה

# For screen readers, after the button's word.
which-passkey = מפתח גישה { $name }
done-passkey-added = נוסף מפתח גישה: { $name }.
done-passkey-renamed = שם מפתח הגישה הוא כעת { $name }.
done-passkey-removed = הוסר מפתח גישה: { $name }.
confirm-to-remove-passkey = יש לאמת את הזהות כדי להסיר את מפתח הגישה { $name }.

# The APIs: a passkey that no account has.
api-passkey-renamed = שם מפתח הגישה שונה
unknown-passkey = מפתח הגישה אינו מוכר
unknown-passkey-cause = מפתח הגישה אינו שייך לשום חשבון כאן, או שייך לחשבון אחר מזה של הכניסה הממתינה. ב־token API התשובה היא INVALID_CODE.
unknown-passkey-remedy = יש להציע את דרכי הכניסה האחרות ולהודיע לדפדפן שמפתח הגישה אינו מוכר (Signal API).

# Notices about passkeys.
email-passkey-added-heading = נוסף מפתח גישה
email-passkey-added = נוסף מפתח גישה לחשבון שלך ב־{ $app }. הוא מאפשר להיכנס בלי הסיסמה.
email-passkey-removed-heading = הוסר מפתח גישה
email-passkey-removed = הוסר מפתח גישה של החשבון שלך ב־{ $app }. אי אפשר עוד להיכנס בו.
email-passkey-refused-heading = מפתח גישה נדחה
email-passkey-refused = מפתח גישה של החשבון שלך ב־{ $app } נדחה כי ייתכן שיש לו עותק. אם לא ניסית להיכנס, יש להסיר את המפתח הזה.

# A login whose second factors are all lost. In the lead { $when } is "in 3 days", elsewhere a day with a time.
cant-use-any = אין לי גישה לאף אחת מהאפשרויות
lost-factors = כל גורמי האימות הנוספים אבדו?
lost-factors-suspended = כל גורמי האימות הנוספים של החשבון הזה מושעים כי נוספו זמן קצר לפני הבחירה ב״זה לא אני״, או אחריה.
lost-factors-elsewhere = מפתחות הגישה של החשבון הזה נוצרו לכתובת אחרת של האתר הזה ואינם פועלים עוד.
lost-factors-lead = אם אי אפשר להשתמש באפליקציית האימות, במפתח גישה או בקוד שחזור, אפשר לבקש מאיתנו לכבות את הכניסה בשני שלבים. נשלח באימייל קישור לכך { $when }.
lost-factors-stop = עד אז נשלח אימייל בכל יום, וכל מי שמחובר לחשבון או קורא את האימייל שלך יכול לעצור את הבקשה. עדיין יהיה צורך בסיסמה.
lost-factors-log-out = כדי לבקש זאת יש להתנתק כאן ולהיכנס שוב עם הסיסמה, ואז לבחור ב״אין לי גישה לאף אחת מהאפשרויות״.
lost-factors-log-in = יש להיכנס עם הסיסמה, ואז לבחור ב״אין לי גישה לאף אחת מהאפשרויות״.
ask-to-turn-off = בקשה לכיבוי כניסה בשני שלבים
lost-factors-running = הבקשה התקבלה. ב־{ $when } נשלח באימייל קישור שמכבה את הכניסה בשני שלבים.
lost-factors-ready = ההמתנה הסתיימה. הקישור באימייל האחרון ששלחנו מכבה את הכניסה בשני שלבים.
lost-factors-found = אפליקציית האימות או מפתח הגישה נמצאו? אפשר להיכנס בעזרתם, וזה יעצור את הבקשה.
lost-factors-unconfirmed = כתובת האימייל של החשבון הזה מעולם לא אומתה, ולכן אי אפשר לשלוח אליה קישור. יש לאפס קודם את הסיסמה באימייל, וכך תאומת הכתובת.

# A request to turn off two-step login: the banner on every page, and the page behind the links of its emails. { $when } is a day with a time.
two-step-request-banner = מישהו שיודע את הסיסמה שלך ביקש לכבות את הכניסה בשני שלבים. החל מ־{ $when } קישור באימייל יוכל לעשות זאת.
stop-request = עצירת הבקשה
two-step-request = בקשה לכיבוי הכניסה בשני שלבים
two-step-request-of = מישהו שיודע את הסיסמה של { $username } הודיע שכל גורמי האימות הנוספים אבדו, וביקש לכבות את הכניסה בשני שלבים.
two-step-request-wait = החל מ־{ $when } קישור באימייל יוכל לכבות אותה.
two-step-request-ready = אפשר לכבות אותה עכשיו. כל גורמי האימות הנוספים יוסרו וכל המכשירים ינותקו. לאחר מכן יש להיכנס עם הסיסמה.
turn-off-two-step = כיבוי הכניסה בשני שלבים
done-request-stopped = הבקשה נעצרה. הכניסה בשני שלבים נשארת פעילה. אם לא ביקשת זאת, יש לשנות את הסיסמה.
done-two-step-off = הכניסה בשני שלבים כבויה. יש להיכנס עם הסיסמה.
no-request-running = אין בקשה פעילה לכיבוי הכניסה בשני שלבים.

# Titles of the page for a link about such a request that opens nothing any more, and why.
request-link-used = כבר נעשה שימוש בקישור הזה לכניסה בשני שלבים
request-link-expired = תוקף הקישור הזה לכניסה בשני שלבים פג
request-link-replaced = הקישור הזה לכניסה בשני שלבים הוחלף
request-link-void = הבקשה הזאת לכיבוי הכניסה בשני שלבים כבר אינה פעילה
request-link-unknown = הקישור הזה לכניסה בשני שלבים לא פועל
request-is-over = היא נעצרה, או שהכניסה בשני שלבים כבר כבויה.

# Events of such a request.
event-recovery-started = התבקש כיבוי הכניסה בשני שלבים
event-recovery-stopped = הבקשה לכיבוי הכניסה בשני שלבים נעצרה
event-recovery-stopped-session = הבקשה לכיבוי הכניסה בשני שלבים נעצרה ממכשיר מחובר
event-recovery-stopped-link = הבקשה לכיבוי הכניסה בשני שלבים נעצרה בקישור מאימייל
event-recovery-stopped-factor = הבקשה לכיבוי הכניסה בשני שלבים נעצרה כי נעשה שימוש בגורם אימות שני
event-recovery-stopped-changed = הבקשה לכיבוי הכניסה בשני שלבים נעצרה כי גורמי האימות הנוספים השתנו
event-recovery-stopped-locked-out = הבקשה לכיבוי הכניסה בשני שלבים נעצרה כי החשבון ננעל
event-recovery-stopped-email = הבקשה לכיבוי הכניסה בשני שלבים נעצרה כי כתובת האימייל שונתה
event-recovery-stopped-disabled = הבקשה לכיבוי הכניסה בשני שלבים נעצרה כי החשבון הושבת
event-recovery-expired = תוקף הבקשה לכיבוי הכניסה בשני שלבים פג
event-factors-recovered = הכניסה בשני שלבים כובתה בקישור מאימייל, בתום ההמתנה
event-factors-suspended = גורמי אימות נוספים הושעו כי נוספו זמן קצר לפני כן או מאז

# Emails about such a request. The table with time, IP address and device follows where a text ends with a colon.
email-stop-recovery-subject = { $app }: בקשה לכיבוי הכניסה בשני שלבים
email-recovery-reminder-subject = { $app }: הכניסה בשני שלבים תכובה בקרוב
email-recovery-asked = מישהו שיודע את הסיסמה של החשבון שלך ב־{ $app } הודיע שכל גורמי האימות הנוספים אבדו, וביקש לכבות את הכניסה בשני שלבים:
email-recovery-wait = ב־{ $when } נשלח קישור שמכבה אותה. אם הפעולה בוצעה על ידך, אין צורך לעשות דבר עד אז.
email-recovery-if-not-you = אם הפעולה לא בוצעה על ידך, יש לעצור את הבקשה. הכניסה בשני שלבים תישאר פעילה.
email-recovery-lock-out = מי שביקש זאת יודע את הסיסמה שלך. כדי לנתק את כל המכשירים ולבחור סיסמה חדשה, יש להשתמש בקישור הזה במקום.
email-finish-recovery-subject = { $app }: כיבוי הכניסה בשני שלבים
email-finish-recovery = ההמתנה שהתחילה בבקשה הזאת הסתיימה:
email-finish-recovery-do = הקישור הזה מסיר את כל גורמי האימות הנוספים של החשבון שלך ב־{ $app } ומנתק את כל המכשירים. לאחר מכן יש להיכנס עם הסיסמה.
email-factors-recovered-heading = הכניסה בשני שלבים כובתה
email-factors-recovered = הכניסה בשני שלבים לחשבון שלך ב־{ $app } כובתה בקישור מאימייל, בתום ההמתנה. כל המכשירים נותקו. אפשר להיכנס בסיסמה בלבד, עד להגדרת גורם אימות חדש.

# The APIs: such a request was stopped. And the error at the field of a new address.
api-request-stopped = הבקשה נעצרה
email-needs-second-factor = בחשבון הזה מופעלת כניסה בשני שלבים, ולכן אי אפשר לשנות את הכתובת בסיסמה בלבד. יש להשתמש בקישור ששלחנו אליה
# An account that an operator took over from another application.
event-imported = החשבון הועבר לכאן
event-imported-from = החשבון הועבר לכאן מ־{ $source }
event-accounts-exported = חשבונות נמסרו ליישום אחר
event-accounts-exported-count = { $count ->
    [one] חשבון אחד נמסר ליישום אחר
    [two] שני חשבונות נמסרו ליישום אחר
   *[other] { $count } חשבונות נמסרו ליישום אחר
}
# An account that an administrator or operator disables.
event-user-disabled = החשבון הושבת
event-user-enabled = החשבון הופעל מחדש
email-disabled-subject = החשבון שלך ב־{ $app } הושבת
email-disabled-preview = כל החיבורים נותקו ואי אפשר להתחבר.
email-disabled-heading = החשבון שלך הושבת
email-disabled-what = החשבון שלך ב־{ $app } הושבת. כל החיבורים נותקו ואי אפשר להיכנס עד שיופעל מחדש. דבר לא נמחק.
email-disabled-mistake = אם נראה לך שמדובר בטעות, אפשר לפנות למפעילי { $app }.
# An administrator or operator gave the account another role. { $role } is one of role-user, role-moderator, role-admin.
email-role-subject = התפקיד שלך ב־{ $app } השתנה
email-role-preview = התפקיד שלך עכשיו: ״{ $role }״.
email-role-heading = התפקיד שלך השתנה
email-role-what = התפקיד של החשבון שלך ב־{ $app } הוא עכשיו ״{ $role }״:
email-role-log-in = כל החיבורים נותקו. התפקיד בתוקף מההתחברות הבאה.
