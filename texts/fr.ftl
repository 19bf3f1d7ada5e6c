# Names of the months, inside a date.
january = janvier
february = février
march = mars
april = avril
may = mai
june = juin
july = juillet
august = août
september = septembre
october = octobre
november = novembre
december = décembre

# A date, and a date with a time of day (24 hours, "08:00").
long-date = { $day } { $month } { $year }
long-date-time = { $date } à { $time } UTC
time-of-day = { $time } UTC

# How long ago something was.
just-now = à l’instant
minutes-ago = { $count ->
    [one] il y a { $count } minute
    [many] il y a { $count } de minutes
   *[other] il y a { $count } minutes
}
hours-ago = { $count ->
    [one] il y a { $count } heure
    [many] il y a { $count } d’heures
   *[other] il y a { $count } heures
}
days-ago = { $count ->
    [one] il y a { $count } jour
    [many] il y a { $count } de jours
   *[other] il y a { $count } jours
}

# When something will be, counted from now: "The link expires in 24 hours", "Try again in 20 seconds".
in-seconds = { $count ->
    [one] dans { $count } seconde
    [many] dans { $count } de secondes
   *[other] dans { $count } secondes
}
in-minutes = { $count ->
    [one] dans { $count } minute
    [many] dans { $count } de minutes
   *[other] dans { $count } minutes
}
in-hours = { $count ->
    [one] dans { $count } heure
    [many] dans { $count } d’heures
   *[other] dans { $count } heures
}
in-days = { $count ->
    [one] dans { $count } jour
    [many] dans { $count } de jours
   *[other] dans { $count } jours
}

# Every page: its head, header and footer. { $app } is the name of the site.
site-description = Votre compte { $app } : connectez-vous, modifiez vos informations et consultez tous les appareils connectés.
skip-to-content = Aller au contenu
account-menu = Compte
security = Sécurité
log-in = Se connecter
log-out = Se déconnecter
create-account = Créer un compte
language-label = Langue
change-language = Changer
theme = Thème
theme-system = Système
theme-light = Clair
theme-dark = Sombre
api-reference = Référence des API
development-mail = E-mails de développement
icons-by = Icônes : <author>Font Awesome</author>, <licence>CC BY 4.0</licence>
back-to-app = Retour à { $app }
go-to-app = Aller sur { $app }
terms-of-use = Conditions d’utilisation
privacy-policy = Politique de confidentialité
confirm-email-banner = <strong>Confirmez votre adresse e-mail.</strong> Ouvrez le lien envoyé à <email>{ $email }</email>.
send-link-again = Renvoyer le lien

# What a button says while its form is on the way.
sending = Envoi…
logging-in = Connexion…

# Before the title of a page whose form was refused: "Error: Log in".
error-title = Erreur : { $title }

# Log in.
login-description = Connectez-vous à votre compte { $app } avec votre nom d’utilisateur ou votre adresse e-mail et votre mot de passe.
username-or-email = Nom d’utilisateur ou adresse e-mail
password = Mot de passe
forgot-password = Mot de passe oublié ?
cannot-remember = Vous ne vous en souvenez pas ? <reset>Réinitialiser le mot de passe</reset>
wrong-credentials = Nom d’utilisateur ou mot de passe incorrect
confirm-before-login = Confirmez votre adresse e-mail avant de vous connecter. Ouvrez le lien que nous vous avons envoyé
no-link-yet = Vous n’avez pas reçu le lien ? Saisissez à nouveau votre mot de passe pour en recevoir un autre.
corrected-email = Adresse e-mail, si celle de votre inscription était erronée
no-account-yet = Pas encore de compte ? <register>Créer un compte</register>
feature-hash = Votre mot de passe n’est conservé que sous forme d’empreinte à sens unique.
feature-alerts = Nous vous envoyons un e-mail quand un nouvel appareil se connecte.
feature-devices = Vous pouvez déconnecter n’importe quel appareil à tout moment.

# Forms everywhere.
optional-field = (facultatif)
error-prefix = Erreur :
there-is-a-problem = Un problème est survenu
problem-in-form = Un problème est survenu dans « { $form } »
show-password = Afficher<sr> le mot de passe</sr>
show-new-password = Afficher<sr> le nouveau mot de passe</sr>
show-confirmed-password = Afficher<sr> la confirmation du mot de passe</sr>
show-current-password = Afficher<sr> le mot de passe actuel</sr>
show-your-current-password = Afficher<sr> votre mot de passe actuel</sr>
hide-password = Masquer<sr> le mot de passe</sr>
hide-new-password = Masquer<sr> le nouveau mot de passe</sr>
hide-confirmed-password = Masquer<sr> la confirmation du mot de passe</sr>
hide-current-password = Masquer<sr> le mot de passe actuel</sr>
hide-your-current-password = Masquer<sr> votre mot de passe actuel</sr>
cancel = Annuler

# Labels of fields, and of the same facts in a list.
username = Nom d’utilisateur
new-username = Nouveau nom d’utilisateur
your-username = Votre nom d’utilisateur
email = Adresse e-mail
email-address = Adresse e-mail
new-email-address = Nouvelle adresse e-mail
new-password = Nouveau mot de passe
confirm-password = Confirmer le mot de passe
current-password = Mot de passe actuel
your-current-password = Votre mot de passe actuel

# Hints below the labels.
username-hint = Lettres et chiffres, en commençant par une lettre.
username-hint-extended = Lettres, chiffres, points, tirets bas et traits d’union, en commençant par une lettre.
email-hint = Pour les alertes de connexion et la réinitialisation du mot de passe.
password-hint = { $count ->
    [one] Au moins { $count } caractère. Quelques mots au hasard font un bon mot de passe.
    [many] Au moins { $count } de caractères. Quelques mots au hasard font un bon mot de passe.
   *[other] Au moins { $count } caractères. Quelques mots au hasard font un bon mot de passe.
}
enter-same-password = Saisissez à nouveau le même mot de passe

# Sign-up.
register-description = Créez un compte { $app } avec un nom d’utilisateur, une adresse e-mail et un mot de passe.
creating-account = Création du compte…
already-have-account = Vous avez déjà un compte ? <login>Se connecter</login>
agree-to-terms = En créant un compte, vous acceptez les <terms>conditions d’utilisation</terms>.
agree-to-terms-and-privacy = En créant un compte, vous acceptez les <terms>conditions d’utilisation</terms>. La <privacy>politique de confidentialité</privacy> explique comment vos données sont utilisées.
privacy-at-sign-up = La <privacy>politique de confidentialité</privacy> explique comment vos données sont utilisées.
what-we-ask-for = Règles à respecter
rule-starts-with-letter = Commence par une lettre
rule-letters-and-numbers = Lettres et chiffres uniquement
rule-extended-characters = Lettres, chiffres, points, tirets bas et traits d’union uniquement
rule-username-length = De { $min } à { $max } caractères
rule-password-length = { $count ->
    [one] Au moins { $count } caractère
    [many] Au moins { $count } de caractères
   *[other] Au moins { $count } caractères
}
rule-classes = Une majuscule, une minuscule, un chiffre et un caractère spécial
rule-not-personal = Différent de votre nom d’utilisateur et de votre adresse e-mail
rule-not-easy-to-guess = Difficile à deviner
rule-passwords-match = Les deux mots de passe sont identiques
done-account-created = Compte créé. Connectez-vous pour continuer.
done-account-created-link-sent = Compte créé. Nous avons envoyé un lien à { $email }. Connectez-vous pour continuer.
notice-logged-in-already = Une session est déjà ouverte. Déconnectez-vous pour créer un autre compte.

# Sign-up is closed, or only by invitation.
sign-up-is-closed = Les inscriptions sont fermées
cannot-create-account-now = Il n’est pas possible de créer un compte sur { $app } pour le moment. Les comptes existants fonctionnent normalement.
need-an-invitation = Une invitation est nécessaire
accounts-by-invitation = Les comptes { $app } se créent sur invitation. Ouvrez le lien de votre invitation pour continuer.
invitation-used-or-expired = Si vous avez suivi un lien d’invitation, il a déjà été utilisé ou a expiré. Demandez-en un nouveau à la personne qui vous l’a envoyé.

# Reset a password: the page that asks for the address, then "Check your email", then the page of the link.
reset-your-password = Réinitialiser le mot de passe
reset-description = Réinitialisez le mot de passe de votre compte { $app } avec un lien envoyé à votre adresse e-mail.
enter-email-for-link = Saisissez l’adresse e-mail de votre compte : nous vous enverrons un lien pour choisir un nouveau mot de passe.
send-the-link = Envoyer le lien
remember-your-password = Vous vous souvenez de votre mot de passe ? <login>Se connecter</login>
check-your-email = Consultez vos e-mails
reset-link-on-its-way = Si un compte utilise <email>{ $email }</email>, vous allez recevoir un lien. Il ne fonctionne qu’une fois et expire { $when }.
emails-not-sent-in-development = Mode développement : les e-mails ne sont pas envoyés. Ouvrez celui-ci dans <mailbox>E-mails de développement</mailbox>.
check-spam-folder = Toujours rien après quelques minutes ? Consultez votre dossier de courrier indésirable.
use-different-address = Utiliser une autre adresse
back-to-login = Retour à la connexion
choose-new-password = Choisir un nouveau mot de passe
new-password-for = Nouveau mot de passe pour <strong>{ $username }</strong>. Tous vos appareils seront déconnectés.
done-password-reset = Mot de passe modifié. Connectez-vous avec le nouveau.

# Change the password.
change-password = Modifier le mot de passe
changing-password = Modification…
logged-out-elsewhere = Tous vos autres appareils seront déconnectés.
forgot-current-password = Mot de passe actuel oublié ? <reset>Le réinitialiser</reset>
done-password-changed = Mot de passe modifié. Les autres appareils ont été déconnectés.

# Confirm an email address.
confirm-your-email = Confirmer votre adresse e-mail
is-this-your-address = L’adresse <email>{ $email }</email> est-elle bien la vôtre ? Confirmez-la pour le compte <strong>{ $username }</strong>.
confirm-address = Confirmer
confirming = Confirmation…
not-your-account = Ce n’est pas votre compte ? Fermez simplement cette page.
done-email-confirmed = Adresse e-mail { $email } confirmée.
already-confirmed = Adresse déjà confirmée
already-confirmed-for = L’adresse { $email } est déjà confirmée pour { $username }.
go-to-home-page = Aller à l’accueil
done-new-link-on-its-way = Un nouveau lien a été envoyé à { $email }.
notice-already-confirmed = L’adresse { $email } est déjà confirmée.

# "Confirm it's you": a change waits for the current password.
confirm-its-you = Confirmez votre identité
password-to-change-email = Saisissez votre mot de passe actuel pour remplacer votre adresse e-mail par { $email }.
password-to-change-password = Saisissez votre mot de passe actuel pour modifier votre mot de passe.
password-to-change-email-password = Saisissez votre mot de passe actuel pour modifier votre adresse e-mail et votre mot de passe.
password-to-change-username-email = Saisissez votre mot de passe actuel pour modifier votre nom d’utilisateur et votre adresse e-mail.
password-to-change-username-password = Saisissez votre mot de passe actuel pour modifier votre nom d’utilisateur et votre mot de passe.
password-to-change-all = Saisissez votre mot de passe actuel pour modifier votre nom d’utilisateur, votre adresse e-mail et votre mot de passe.
password-to-delete-account = Saisissez votre mot de passe actuel pour supprimer votre compte { $username } et toutes ses données. Cette action est irréversible.
your-new-password = Votre nouveau mot de passe
edit = Corriger
change-email = Modifier l’adresse e-mail
change-email-and-password = Modifier les deux
change-username-and-email = Modifier les deux
change-username-and-password = Modifier les deux
change-all-three = Modifier les trois
saving = Enregistrement…
forgot-password-reset-it = Mot de passe oublié ? <reset>Le réinitialiser</reset>

# Delete the account.
delete-account = Supprimer le compte
deleting-account = Suppression du compte…
delete-account-lead = Votre compte <strong>{ $username }</strong> et toutes ses données seront supprimés. Cette action est irréversible.
type-name-to-confirm = Saisissez { $username } pour confirmer.
want-to-keep-a-copy = Vous voulez garder une copie ? <export>Téléchargez vos données</export> d’abord.
password-needed-to-delete = Saisissez votre mot de passe actuel pour supprimer votre compte
only-administrator = Il n’y a pas d’autre administrateur que vous. Donnez d’abord ce rôle à un autre utilisateur
done-account-deleted = Compte supprimé, avec toutes ses données.

# The home page of an account.
welcome = Bienvenue, { $username }
account-information = Informations du compte
member-since = Membre depuis
last-login = Dernière connexion
first-login = C’est votre première connexion
nothing-needs-attention = Rien ne requiert votre attention.
confirm-email-attention = Confirmez votre adresse e-mail. Ouvrez le lien envoyé à { $email }.
one-failed-login = Une tentative de connexion à votre compte a eu lieu avec un mot de passe ou un code incorrect.
several-failed-logins = Plusieurs tentatives de connexion à votre compte ont eu lieu avec un mot de passe ou un code incorrect.
security-settings = Paramètres de sécurité
sessions = Sessions
active-sessions = { $count ->
    [one] { $count } active
    [many] { $count } actives
   *[other] { $count } actives
}
only-this-device = Cet appareil uniquement
see-all-devices = Voir tous les appareils
failed-logins = Échecs de connexion
wrong-second-factors = Seconds facteurs incorrects
no-failed-logins = Aucun
number-or-more = { $number }+
see-last-24-hours = Voir les dernières 24 heures

# The two forms of the home page. Their headings are the labels of their buttons too.
update-selected-fields = Modifier certains champs
leave-blank-to-keep = Laissez un champ vide pour ne pas le modifier.
update-all-fields = Modifier tous les champs
replaces-all-three = Remplace les trois, y compris votre mot de passe.
updating = Mise à jour…
currently = Actuellement { $value }
needed-to-change = Nécessaire pour modifier votre adresse e-mail ou votre mot de passe.
confirms-its-you = Pour confirmer votre identité.
password-kept = Conservé de votre saisie précédente. Saisissez-en un autre pour le remplacer.
new-password-was-not-kept = Le nouveau mot de passe n’a pas été conservé. Saisissez-le à nouveau pour le modifier
password-needed-to-change = Saisissez votre mot de passe actuel pour modifier votre adresse e-mail ou votre mot de passe
username-is-now = Votre nom d’utilisateur est maintenant { $username }. Vérifiez vos modifications, puis enregistrez-les à nouveau
done-username-changed = Nom d’utilisateur modifié : { $username }.
done-email-changed = Adresse e-mail modifiée : { $email }.
done-email-respelled = Adresse e-mail désormais écrite { $email }.
notice-address-is-another = Rien n’a été fait : l’adresse e-mail est désormais { $email }.
notice-nothing-to-change = Rien à modifier : vos informations sont déjà celles-ci.
notice-password-breached = Votre mot de passe figure dans une liste de mots de passe divulgués, que les attaquants essaient en premier. Modifiez-le sous « Sécurité ».
done-logged-out = Déconnexion effectuée.

# The home page of guests.
your-app-account = Votre compte { $app }
landing-description = Un seul compte pour { $app } : connectez-vous, consultez tous les appareils connectés, téléchargez vos données ou supprimez le compte.
landing-lead = Une seule connexion pour { $app }. Voyez ce que nous conservons à votre sujet et tous les appareils connectés, et partez quand vous voulez.
picture-of-sessions = Aperçu de la liste des sessions : cet appareil, un téléphone et une application, avec pour chacun l’endroit et le moment de sa dernière utilisation.
example-app = Application de sauvegarde
example-yesterday = hier
what-we-store = Ce que nous conservons
what-we-store-text = Votre nom d’utilisateur, votre adresse e-mail, une empreinte à sens unique de votre mot de passe, ainsi que la date et l’origine de vos connexions.
every-device = Tous vos appareils
every-device-text = Une page répertorie chaque navigateur et chaque application connectés, avec un bouton pour les déconnecter immédiatement.
leaving-is-easy = Partir est simple
leaving-is-easy-text = Téléchargez toutes vos données, puis supprimez vous-même le compte, sans rien demander à personne.
development = Développement
development-mailbox = E-mails de développement
test-users = Utilisateurs de test : <code>vestibule demo</code> crée <code>test</code> et <code>ab</code>

# Security: password, email, sessions, history, export and deletion at a glance.
last-changed-on = Dernière modification le { $date }.
devices-and-apps = Appareils et applications ayant accès au compte.
see-all-sessions = Voir toutes les sessions
see-all-sessions-count = { $count ->
    [one] Voir { $count } session
    [many] Voir les { $count } de sessions
   *[other] Voir les { $count } sessions
}
history = Historique
recent-activity = Activité récente.
see-all-activity = Voir toute l’activité
export = Exportation
all-your-data = Toutes vos données dans un fichier JSON.
download = Télécharger
deletes-your-account = Supprime votre compte et toutes ses données. Cette action est irréversible.
verified = Confirmée
not-verified = Non confirmée

# The list of sessions.
sessions-lead = Navigateurs et applications connectés à votre compte. L’un d’eux vous est inconnu ? Déconnectez-le, puis <change>modifiez votre mot de passe</change>.
this-device = Cet appareil
active-now = en cours d’utilisation
logged-in-on = connexion le { $date }
log-out-session = Déconnecter<sr> { $name } à l’adresse { $address }, dernière utilisation { $ago }</sr>
logging-out = Déconnexion…
log-out-all-others = Déconnecter les autres
not-logged-in-elsewhere = Aucune autre session n’est ouverte.
pages = Pages
newest = Le plus récent
newer = Plus récent
older = Plus ancien
done-session-ended = Session fermée : { $name }.
notice-no-other-sessions = Aucune autre session n’était ouverte.
done-sessions-ended = { $count ->
    [one] Une autre session a été fermée.
    [many] { $count } d’autres sessions ont été fermées.
   *[other] { $count } autres sessions ont été fermées.
}

# The history.
history-lead = Activité récente de votre compte, en commençant par la dernière. L’historique ne peut pas être modifié.
not-you = <strong>Ce n’était pas vous ?</strong> Bloquez tous les accès : toutes les sessions sont fermées, y compris celle-ci, et nous vous envoyons un lien pour choisir un nouveau mot de passe.
lock-everyone-out = Bloquer tous les accès
done-locked-out = Toutes les sessions ont été fermées. Ouvrez le lien envoyé à votre adresse e-mail et choisissez un nouveau mot de passe.
done-locked-out-no-link = Toutes les sessions ont été fermées. Connectez-vous et modifiez votre mot de passe, ou demandez plus tard un lien de réinitialisation.
show-entries = Afficher
filter-all = Tout
filter-logins = Connexions
filter-changes = Modifications
filter-warnings = Alertes
nothing-happened-yet = Aucune activité pour l’instant.
no-logins-to-show = Aucune connexion à afficher.
no-changes-to-show = Aucune modification à afficher.
no-warnings = Aucune alerte. Rien ne requiert votre attention.
today = Aujourd’hui
yesterday = Hier
from-devices = { $count ->
    [one] { $count } appareil
    [many] { $count } d’appareils
   *[other] { $count } appareils
}
from-addresses = { $count ->
    [one] { $count } adresse
    [many] { $count } d’adresses
   *[other] { $count } adresses
}
show-each = Tout afficher<sr> : { $sentence }, dernière fois { $ago }</sr>

# For administrators and moderators: the pages below /admin. "Account", "accounts" are those of all people here.
administration = Administration
# The four pages.
overview = Vue d’ensemble
accounts = Comptes
audit-log = Journal d’audit
invitations = Invitations
account = Compte
role = Rôle
state = État
order = Ordre
search = Rechercher
search-accounts = Début du nom d’utilisateur ou de l’adresse e-mail
any-role = Tous les rôles
any-state = Tous les états
role-user = Utilisateur
role-moderator = Modérateur
role-admin = Administrateur
role-user-about = Gère uniquement son propre compte.
role-moderator-about = Voit tous les comptes et le journal d’audit, sans rien modifier.
role-admin-about = Voit et modifie tous les comptes, et crée des invitations.
state-active = Actif
state-disabled = Désactivé
state-unconfirmed = E-mail non confirmé
state-with-factor = Avec connexion en deux étapes
state-without-factor = Sans connexion en deux étapes
# A mark beside an account that has two-step login.
mark-two-step = Deux étapes
# In the place of an order: none was chosen.
order-usual = Ordre habituel
order-newest = Plus récents d’abord
order-oldest = Plus anciens d’abord
order-name = Par nom d’utilisateur
# In the place of a time: an account that never logged in.
never = Jamais
first-page = Première page
next-page = Page suivante
# In the place of an empty list.
no-accounts-yet = Aucun compte pour le moment.
no-more-accounts = Aucun autre compte.
no-accounts-match = Aucun compte trouvé. La recherche porte sur le début du nom d’utilisateur ou de l’adresse e-mail. <all>Afficher tous les comptes</all>
search-goes-on = Rien sur cette page. La recherche continue à la suivante.
# One account.
account-number = Numéro du compte
# Heading: whether and how the owner can log in.
login-check = Connexion
can-log-in = { $username } peut se connecter avec le bon mot de passe.
cannot-log-in = { $username } ne peut pas se connecter.
obstacle-disabled = Le compte est désactivé. Réactivez-le pour permettre la connexion.
obstacle-unconfirmed = L’adresse e-mail doit être confirmée avant la première connexion. La page de connexion propose de renvoyer le lien ; vous pouvez aussi considérer l’adresse comme confirmée.
obstacle-no-password = Le compte n’a aucun mot de passe valable. Envoyez un lien de réinitialisation pour en choisir un nouveau.
obstacle-failures = { $most } mots de passe incorrects ont été saisis de suite. Les réseaux et navigateurs déjà connus peuvent encore se connecter ; une réinitialisation par e-mail lève le blocage.
obstacle-second-factor = Le mot de passe ne suffit pas : un second facteur termine la connexion.
obstacle-no-factor = Le mot de passe seul ne suffit pas, et aucun second facteur ne fonctionne. La personne peut demander, lors de la connexion, la désactivation de la connexion en deux étapes ; vous pouvez aussi supprimer les seconds facteurs.
obstacle-codes = Trop de codes erronés ont été saisis ; pour l’instant, aucun n’est accepté. Quelqu’un connaît le mot de passe : il faut le changer. Une clé d’accès permet toujours de se connecter.
obstacle-factor-missing = Le compte doit avoir la connexion en deux étapes et ne l’a pas. La prochaine connexion la configure.
two-step-is-required = Obligatoire pour ce compte.
logged-in-nowhere = Aucune session ouverte.
actions = Actions
own-account-hint = C’est votre propre compte. Gérez-le sous <security>Sécurité</security>.
notice-own-account = C’est votre propre compte. Gérez-le sous « Sécurité ».
notice-last-admin = { $username } est le dernier administrateur actif. Donnez d’abord ce rôle à un autre utilisateur.
# Links, and the same words on buttons; then the heading of its page and what the action means.
change-role = Modifier le rôle
set-role-title = Modifier le rôle de { $username }
set-role-about = Le changement prend effet immédiatement. Un rôle plus élevé ferme toutes les sessions de { $username } : il faut une nouvelle connexion pour l’obtenir.
choose-a-role = Choisissez un rôle
done-role-changed = { $username } : le rôle est maintenant « { $role } ».
disable-account = Désactiver le compte
disable-user-title = Désactiver { $username }
disable-user-about = Toutes les sessions de { $username } sont fermées immédiatement et la connexion est impossible jusqu’à la réactivation du compte. Rien n’est supprimé. Nous prévenons la personne par e-mail.
done-user-disabled = { $username } : compte désactivé et sessions fermées.
enable-account = Réactiver le compte
enable-user-title = Réactiver { $username }
enable-user-about = { $username } peut se reconnecter, avec le mot de passe et les seconds facteurs d’avant.
done-user-enabled = { $username } : compte réactivé.
log-out-everywhere = Fermer toutes les sessions
end-sessions-title = Fermer toutes les sessions de { $username }
end-sessions-about = Tous les navigateurs et applications de { $username } sont déconnectés immédiatement, et aucun navigateur n’est plus mémorisé. Le mot de passe reste le même.
done-sessions-of = { $count ->
    [one] { $count } session de { $username } a été fermée.
    [many] { $count } de sessions de { $username } ont été fermées.
   *[other] { $count } sessions de { $username } ont été fermées.
}
send-reset-link = Envoyer un lien de réinitialisation
send-reset-title = Envoyer un lien de réinitialisation à { $username }
send-reset-about = Un lien pour choisir un nouveau mot de passe est envoyé à { $email }. Seule la personne concernée le voit. Tant qu’il n’est pas utilisé, le mot de passe actuel reste valable.
done-reset-sent = Un lien de réinitialisation est en route pour { $username }.
notice-disabled-no-link = Le compte de { $username } est désactivé : un lien serait sans effet. Réactivez d’abord le compte.
take-as-confirmed = Considérer l’e-mail comme confirmé
verify-email-title = Considérer l’e-mail de { $username } comme confirmé
verify-email-about = { $email } est désormais considérée comme confirmée, sans son lien. Faites-le uniquement si vous savez que l’adresse appartient à cette personne.
done-email-taken-as-confirmed = { $email } est maintenant confirmée pour { $username }.
remove-second-factors = Supprimer les seconds facteurs
reset-factors-title = Supprimer les seconds facteurs de { $username }
reset-factors-about = L’application d’authentification, les clés d’accès et les codes de récupération de { $username } sont supprimés, et le mot de passe suffit pour se connecter. Faites-le uniquement si vous savez que la demande vient de la personne elle-même. Nous la prévenons par e-mail.
done-factors-removed = Les seconds facteurs de { $username } ont été supprimés.
notice-no-factors = { $username } n’a aucun second facteur.
delete-user-title = Supprimer { $username }
delete-user-about = Le compte { $username } et toutes ses données sont supprimés. Cette action est irréversible. Un dernier e-mail prévient la personne. Pour bloquer l’accès en gardant les données, désactivez plutôt le compte.
type-name-exactly = Saisissez exactement le nom d’utilisateur : { $username }
done-user-deleted = { $username } : compte supprimé, avec toutes ses données.
# The site at a glance. The first five are numbers of accounts.
all-accounts = Tous les comptes
administrators = Administrateurs
last-days = Ces derniers jours
last-24-hours = 24 heures
last-7-days = 7 jours
logins = Connexions
limits-reached = Bloquées après trop de tentatives
sign-ups = Nouveaux comptes
denied-requests = Accès refusés
emails = E-mails
emails-waiting = En attente d’envoi
# Before "5 minutes ago".
oldest-email = la plus ancienne :
late = En retard
emails-given-up = Abandonnées
needs-attention = À vérifier
emails-given-up-hint = Sur le serveur, <code>vestibule jobs list --dead</code> indique pourquoi, et <code>vestibule jobs retry</code> les renvoie.
# What the checks of `vestibule doctor` found. The findings themselves are in English.
checks-heading = Ce qui requiert votre attention
checks-hint = Sur le serveur, <code>vestibule doctor</code> en vérifie davantage, aussi de l’extérieur. Les constats sont en anglais.
# How bad a finding is.
check-warning = Avertissement
check-failure = Problème
# The audit log.
audit-log-lead = Plus récentes d’abord. Les entrées ne peuvent pas être modifiées. Les jours sont en UTC.
account-filter = Nom d’utilisateur, adresse e-mail ou numéro du compte
event-kind = Événement
any-kind = Tous les événements
from-day = Du
to-day = Au
filter-events = Afficher
download-csv = Télécharger en CSV
no-events-match = Aucun événement trouvé. <all>Afficher tous les événements</all>
no-such-account = Aucun compte n’a exactement ce nom d’utilisateur ou cette adresse e-mail. <accounts>Recherchez parmi les comptes</accounts> ou saisissez le numéro d’un compte supprimé.
# In the place of a name: an account that is gone. { $id } is its number.
deleted-account = Compte { $id }
# Follows what happened: which administrator did it. { $username } is a name.
done-by = par { $username }
# Before the id of a request.
request-number = requête
event-reset-link-sent = Lien de réinitialisation du mot de passe envoyé
# Invitations.
invitations-without-effect = Les invitations sont sans effet tant que REGISTRATION ne vaut pas « invite ».
new-invitation = Nouvelle invitation
create-invitation = Créer une invitation
invitation-email-hint = Seule cette adresse peut l’utiliser. Laissez vide pour toute personne qui a le lien.
invitation-uses = Nombre de comptes
invitation-days = Jours avant expiration
invitation-uses-range = Le nombre de comptes doit être compris entre 1 et { $max }
invitation-days-range = Le nombre de jours doit être compris entre 1 et { $max }
invitation-made = Invitation créée
invitation-link-once = Donnez ce lien à la personne que vous invitez. Il n’est affiché qu’une fois.
copy-invitation = Copier le lien
back-to-invitations = Retour aux invitations
created-invitations = Invitations créées
no-invitations-yet = Aucune invitation pour le moment. Créez-en une ci-dessus et transmettez son lien.
invitation-number = Invitation { $id }
invitation-open = Ouverte
invitation-used = Utilisée
invitation-expired = Expirée
invitation-places = Comptes restants : { $left } sur { $uses }
invitation-until = jusqu’au { $date }
revoke = Révoquer
revoke-invitation = Révoquer<sr> l’invitation { $id }</sr>
confirm-to-revoke-invitation = Confirmez votre identité pour révoquer l’invitation { $id }. Son lien ne fonctionnera plus ; les comptes créés avec elle restent.
done-invitation-revoked = Invitation { $id } révoquée. Les comptes créés avec elle restent.
# Last email to an account that an administrator or operator deleted.
email-deleted-by-staff = Les responsables de { $app } l’ont supprimé. Si vous pensez qu’il s’agit d’une erreur, contactez-les.

# What happened, in the history and in the export: in the past tense and without a full stop.
event-at = { $sentence }, { $time }
event-account-created = Compte créé
event-logged-in = Connexion
event-wrong-password = Échec de connexion : mot de passe incorrect
event-account-disabled = Connexion refusée : compte désactivé
event-logged-out = Déconnexion
event-wrong-current-password = Mot de passe actuel incorrect saisi dans une session ouverte
event-email-not-confirmed = Connexion refusée : adresse e-mail non confirmée
event-access-denied = Accès refusé
event-access-denied-times = { $count ->
    [one] Accès refusé, { $count } fois
    [many] Accès refusé, { $count } de fois
   *[other] Accès refusé, { $count } fois
}
event-access-denied-often = Accès refusé, { $number } fois ou plus
event-attempts-blocked = Trop de mots de passe incorrects : tentatives suivantes bloquées
event-new-devices-blocked = Trop d’échecs de connexion de suite ; nouveaux appareils bloqués jusqu’à la prochaine connexion ou la réinitialisation du mot de passe
event-username-changed = Nom d’utilisateur modifié
event-username-changed-to = Nom d’utilisateur modifié : { $username }
event-email-changed = Adresse e-mail modifiée
event-email-changed-to = Adresse e-mail modifiée : { $email }
event-password-changed = Mot de passe modifié
event-confirmation-link-sent = Lien de confirmation envoyé
event-email-confirmed = Adresse e-mail confirmée
event-reset-link-requested = Lien de réinitialisation du mot de passe demandé
event-password-reset = Mot de passe réinitialisé avec un lien reçu par e-mail
event-email-change-reverted = Changement d’adresse e-mail annulé
event-role-changed = Rôle modifié
event-role-user = Rôle modifié : utilisateur
event-role-moderator = Rôle modifié : modérateur
event-role-admin = Rôle modifié : administrateur
event-session-ended = Session fermée
event-session-ended-name = Session fermée : { $name }
event-sessions-ended = Toutes les autres sessions ont été fermées
event-sessions-ended-count = { $count ->
    [one] Une autre session a été fermée
    [many] { $count } d’autres sessions ont été fermées
   *[other] { $count } autres sessions ont été fermées
}
event-session-displaced = Trop de sessions : la moins récemment utilisée a été fermée
event-session-displaced-name = Trop de sessions ; session fermée : { $name }
event-token-reused = Un ancien jeton a été réutilisé : l’application concernée a été déconnectée
event-locked-out = Accès bloqués : toutes les sessions ont été fermées
event-data-downloaded = Données téléchargées
event-registered-again = Tentative de création d’un autre compte avec cette adresse e-mail
event-invitation-created = Invitation créée
event-invitation-revoked = Invitation révoquée
event-job-retried = Nouvelle tentative d’envoi d’un e-mail non distribué
event-jobs-retried = Nouvelle tentative d’envoi des e-mails non distribués
event-database-restored = La base de données a été restaurée à partir d’une sauvegarde
event-database-backed-up = La base de données a été sauvegardée
event-database-copied = Tout a été copié vers une autre base de données
event-database-copied-to = Tout a été copié vers { $place }
event-account-deleted = Compte supprimé
event-by-administrator = { $sentence }, par un administrateur
event-by-operator = { $sentence }, par l’opérateur
event-by-system = { $sentence }, automatiquement
event-times = { $count ->
    [one] { $sentence } ({ $count } fois)
    [many] { $sentence } ({ $count } de fois)
   *[other] { $sentence } ({ $count } fois)
}
events-wrong-passwords = { $count ->
    [one] { $count } mot de passe incorrect
    [many] { $count } de mots de passe incorrects
   *[other] { $count } mots de passe incorrects
}
events-logins = { $count ->
    [one] { $count } connexion
    [many] { $count } de connexions
   *[other] { $count } connexions
}
events-logouts = { $count ->
    [one] { $count } déconnexion
    [many] { $count } de déconnexions
   *[other] { $count } déconnexions
}
events-wrong-current-passwords = { $count ->
    [one] { $count } mot de passe actuel incorrect
    [many] { $count } de mots de passe actuels incorrects
   *[other] { $count } mots de passe actuels incorrects
}
events-confirmation-links = { $count ->
    [one] { $count } lien de confirmation envoyé
    [many] { $count } de liens de confirmation envoyés
   *[other] { $count } liens de confirmation envoyés
}
events-reset-links = { $count ->
    [one] { $count } lien de réinitialisation du mot de passe demandé
    [many] { $count } de liens de réinitialisation du mot de passe demandés
   *[other] { $count } liens de réinitialisation du mot de passe demandés
}
events-downloads = { $count ->
    [one] { $count } téléchargement de données
    [many] { $count } de téléchargements de données
   *[other] { $count } téléchargements de données
}

# A link in an email: it locks everyone out, for people who can't or shouldn't have to log in first.
someone-may-have-access = Une autre personne a peut-être accès à votre compte <strong>{ $username }</strong>.
lock-out-consequences = Nous allons déconnecter tous les appareils et toutes les applications, et désactiver le mot de passe actuel. Vous en choisirez ensuite un nouveau.
locking-everyone-out = Blocage des accès…
was-this-you = C’était vous ? Fermez simplement cette page. Rien ne changera.
done-every-device-logged-out = Tous les appareils ont été déconnectés.
done-factors-suspended = Les seconds facteurs ajoutés récemment sont suspendus et ne permettent plus de se connecter.
done-all-factors-suspended = Tous les seconds facteurs ont été ajoutés récemment : ils sont suspendus et ne permettent plus de se connecter. En vous connectant avec votre nouveau mot de passe, vous pourrez demander la désactivation de la connexion en deux étapes.
done-choose-new-password = Choisissez un nouveau mot de passe maintenant, ou avec le lien que nous vous avons envoyé par e-mail.

# A link in an email: it undoes a change of the email address.
undo-email-change = Annuler le changement d’adresse e-mail
email-was-changed = L’adresse e-mail de votre compte <strong>{ $username }</strong> a été modifiée.
address-before = Avant
address-now = Maintenant
undo-consequences = Nous allons rétablir votre ancienne adresse, déconnecter tous les appareils et désactiver le mot de passe actuel. Vous en choisirez ensuite un nouveau.
undo-this-change = Annuler ce changement
undoing = Annulation…
done-email-restored = Votre adresse e-mail est à nouveau { $email }.
old-address-in-use = Votre ancienne adresse est utilisée
old-address-belongs-elsewhere = Votre ancienne adresse appartient maintenant à un autre compte et ne peut donc pas être rétablie.
get-address-back = Vous pouvez réinitialiser le mot de passe de ce compte, modifier son adresse ou le supprimer. Ouvrez ensuite ce lien à nouveau.
reset-that-password = Modifier ce mot de passe

# A link from an email that doesn't work any more: headings, for each kind of link.
confirmation-link-used = Ce lien de confirmation a déjà été utilisé
confirmation-link-expired = Ce lien de confirmation a expiré
confirmation-link-replaced = Ce lien de confirmation a été remplacé
confirmation-link-void = Ce lien de confirmation ne fonctionne plus
confirmation-link-unknown = Ce lien de confirmation ne fonctionne pas
reset-link-used = Ce lien de réinitialisation a déjà été utilisé
reset-link-expired = Ce lien de réinitialisation a expiré
reset-link-replaced = Ce lien de réinitialisation a été remplacé
reset-link-void = Ce lien de réinitialisation ne fonctionne plus
reset-link-unknown = Ce lien de réinitialisation ne fonctionne pas
undo-link-used = Ce lien d’annulation a déjà été utilisé
undo-link-expired = Ce lien d’annulation a expiré
undo-link-replaced = Ce lien d’annulation a été remplacé
undo-link-void = Ce lien d’annulation ne fonctionne plus
undo-link-unknown = Ce lien d’annulation ne fonctionne pas
lock-out-link-used = Ce lien de blocage a déjà été utilisé
lock-out-link-expired = Ce lien de blocage a expiré
lock-out-link-replaced = Ce lien de blocage a été remplacé
lock-out-link-void = Ce lien de blocage ne fonctionne plus
lock-out-link-unknown = Ce lien de blocage ne fonctionne pas
links-work-once = Les liens de nos e-mails ne peuvent être utilisés qu’une fois.
links-expire = Les liens de nos e-mails ne fonctionnent que pendant une durée limitée.
newer-link-sent-after = Un lien plus récent a été envoyé ensuite. Utilisez celui de l’e-mail le plus récent.
account-changed-since = Le compte a été modifié après l’envoi du lien.
account-changed-use-newer = Le compte a été modifié après l’envoi du lien. Utilisez celui de l’e-mail qui annonce cette modification.
link-may-be-incomplete = Il est peut-être incomplet. Copiez le lien entier depuis l’e-mail.
send-new-link = Envoyer un nouveau lien
log-in-for-new-link = Se connecter et le renvoyer

# Error pages: headings, what to know, and what to do next. They may follow each other in one paragraph.
nothing-was-changed = Rien n’a été modifié.
try-again-then = Réessayez { $when }.
try-again = Réessayer
log-in-to-continue = Connectez-vous pour continuer
notice-log-in-again = Votre session a pris fin et vos modifications n’ont pas été enregistrées. Connectez-vous pour réessayer.
from-another-site = Cette requête provient d’un autre site
only-our-own-forms = Pour protéger votre compte, nous n’acceptons que les formulaires de nos propres pages.
no-permission-to-see = Vous n’avez pas l’autorisation de voir cette page
logged-in-as = Vous utilisez le compte { $username }. Pour en utiliser un autre, déconnectez-vous d’abord.
page-not-found = Page introuvable
check-the-address = Si vous avez saisi l’adresse, vérifiez qu’elle est correcte. Si vous avez suivi un lien, il n’est peut-être plus à jour.
method-not-allowed = Méthode non autorisée
page-refuses-method = Cette page ne peut pas être utilisée avec { $method }.
too-large-to-send = Envoi trop volumineux (64 Ko maximum)
cannot-read-content = Nous ne pouvons pas lire ce type de contenu
accepts-forms-and-json = Cette page accepte les formulaires, et le format JSON là où sa documentation l’indique.
too-many-requests = Trop de requêtes. Réessayez { $when }
still-logged-in = Votre session reste ouverte.
too-many-logins = Trop de personnes se connectent en ce moment
too-many-logins-sentence = Trop de personnes se connectent en ce moment.
database-unavailable = Notre base de données est indisponible pour le moment
database-unavailable-sentence = Notre base de données est indisponible pour le moment.
request-took-too-long = La requête a mis trop de temps à arriver
problem-on-our-side = Un problème est survenu de notre côté
details-not-changed = Vos informations n’ont pas été modifiées.
cannot-read-request = Nous ne pouvons pas lire cette requête
reference = Référence
copy-reference = Copier<sr> la référence</sr>
need-help = Besoin d’aide ? Écrivez à <support>{ $email }</support>.
email-need-help = Besoin d’aide ? Écrivez à { $email }.

# The development mailbox, for developers: emails that were written and not sent.
mailbox-lead = E-mails rédigés sur cette machine, du plus récent au plus ancien. En production, ils sont envoyés.
no-older-emails = Aucun e-mail plus ancien.
no-emails-yet = Aucun e-mail pour l’instant. <register>Créez un compte</register> pour en générer un.
look = Apparence
look-lead = Chaque élément dans chaque état, en clair et en sombre. Cette page n’existe qu’en développement, sur cette machine.
look-contrast = Contraste
look-has-no-accent = ACCENT n’est pas défini : ce sont les couleurs d’origine.
to-address = À <email>{ $email }</email>
links-in-email = Liens
copy-link = Copier<sr> le lien { $number }</sr>
part-of-email = Partie de cet e-mail
part-html = HTML
part-text = Texte
part-headers = En-têtes
html-part-of-email = Partie HTML de cet e-mail
text-part-of-email = Partie texte de cet e-mail
headers-of-email = En-têtes de cet e-mail
preview-width = Largeur
width-desktop = Ordinateur
width-phone = Téléphone
preview-colors = Couleurs

# The explanations of errors, for the authors of programs that use our APIs.
api-errors = Erreurs des API
api-errors-lead = Chaque réponse d’erreur porte l’un de ces codes et un lien vers sa page (<code>Link</code>, <code>{ "rel=\u0022help\u0022" }</code>). Les codes sont stables, les phrases peuvent changer.
api-errors-caption = Codes d’erreur de l’API de session, en minuscules, et de l’API de jeton, en majuscules
code-column = Code
what-happened = Ce qui s’est passé
what-to-do = Que faire
status-at-session-api = { $status }<sr> dans l’API de session</sr>
status-at-token-api = { $status }<sr> dans l’API de jeton</sr>
code-at-session-api = { $status } <code>{ $code }</code> dans l’API de session
code-at-token-api = { $status } <code>{ $code }</code> dans l’API de jeton
returned-by = Renvoyé par

# Each code: what happened, and what the author of a program should do.
validation-failed-cause = Des champs manquent ou enfreignent une règle. La réponse énumère toutes les erreurs, pas seulement la première. Dans l’API de jeton, ce code désigne aussi le jeton d’un lien reçu par e-mail qui n’est plus utilisable (dans fields, sous token).
validation-failed-remedy = Affichez chaque phrase de fields à côté de son champ. Rien n’a été modifié : renvoyez le formulaire entier.
username-taken-cause = Un autre compte porte ce nom d’utilisateur, sans distinction entre majuscules et minuscules. Il n’y a pas d’autre erreur.
username-taken-remedy = Demandez un autre nom d’utilisateur.
email-taken-cause = Un autre compte utilise cette adresse e-mail. Il n’y a pas d’autre erreur.
email-taken-remedy = À l’inscription, proposez de se connecter ou de réinitialiser le mot de passe. Dans un formulaire de profil, affichez la phrase à côté du champ.
registration-closed-cause = Les inscriptions sont fermées (REGISTRATION=closed). L’API de jeton répond FORBIDDEN.
registration-closed-remedy = Ne proposez pas l’inscription. Les comptes existants peuvent toujours se connecter.
invitation-needed-cause = L’inscription nécessite une invitation (REGISTRATION=invite). La requête n’en contenait pas, ou celle-ci est déjà utilisée, expirée ou révoquée. L’API de jeton répond FORBIDDEN.
invitation-needed-remedy = Envoyez le jeton du lien d’invitation dans invitation avec les autres champs, ou demandez une nouvelle invitation.
invalid-credentials-cause = Compte inconnu, mot de passe incorrect ou compte désactivé : la réponse est la même dans les trois cas, pour ne pas révéler quels comptes existent. Dans l’API de jeton, ce code désigne aussi un current_password incorrect lors de la modification du mot de passe.
invalid-credentials-remedy = Laissez l’utilisateur réessayer ou réinitialiser son mot de passe. Plusieurs échecs en une minute entraînent rate_limited.
email-not-verified-cause = Le mot de passe est correct, mais l’adresse e-mail doit être confirmée avant la première connexion (REQUIRE_VERIFIED_EMAIL). L’API de jeton répond FORBIDDEN.
email-not-verified-remedy = Demandez à l’utilisateur d’ouvrir le lien de l’e-mail de confirmation. Dans l’API de jeton, /api/auth/verify/resend le renvoie ; avec new_email, cet appel corrige une adresse jamais confirmée. Si le compte en a déjà confirmé une autre, ou si son invitation ne valait que pour cette adresse, new_email entraîne VALIDATION_ERROR.
reauth-required-cause = Pour modifier l’adresse e-mail, le mot de passe ou un second facteur, ou supprimer le compte, il faut une connexion récente (SUDO_WINDOW, dix minutes), avec un second facteur si le compte en a un, ou ce qui manque dans la même requête : current_password et code, ou passkey. Si fields est présent, ce qui a été envoyé est incorrect.
reauth-required-remedy = Demandez le mot de passe actuel, et un code si le compte a une application d’authentification, puis renvoyez la même requête en y ajoutant current_password et code. Une clé d’accès dans passkey remplace les deux.
current-password-incorrect-cause = Le current_password envoyé pour modifier le mot de passe est incorrect. La session de l’utilisateur reste ouverte. L’API de jeton répond INVALID_CREDENTIALS.
current-password-incorrect-remedy = Affichez la phrase à côté de ce champ et laissez l’utilisateur réessayer.
login-required-cause = L’appelant n’est pas connecté : la requête ne contenait ni cookie ni jeton, ou la session du cookie a pris fin.
login-required-remedy = Affichez la page de connexion. Un navigateur n’envoie son cookie qu’avec { "credentials: \u0022include\u0022" } et au sein du même site ; une application envoie { "Authorization: Bearer" } et le jeton d’accès.
token-expired-cause = La durée de vie du jeton est écoulée.
token-expired-remedy = Jeton d’accès : actualisez-le, puis renvoyez la requête. Jeton d’actualisation : reconnectez l’utilisateur.
token-invalid-cause = Ce jeton ne vient pas de ce serveur, a été altéré ou n’est pas du bon type : un jeton d’actualisation à la place d’un jeton d’accès, ou l’inverse.
token-invalid-remedy = Vérifiez lequel des deux jetons est envoyé. Sinon, supprimez les deux et reconnectez l’utilisateur. JWT_SECRET_KEY ou BASE_URL ont peut-être changé.
token-revoked-cause = La session du jeton a pris fin : déconnexion, fermeture depuis la liste des sessions, nouveau mot de passe, ou compte désactivé ou supprimé.
token-revoked-remedy = Supprimez les deux jetons et reconnectez l’utilisateur.
token-reused-cause = Un jeton d’actualisation a été utilisé une seconde fois, au-delà du délai permis par REFRESH_GRACE. Il a pu être copié : sa session a été fermée.
token-reused-remedy = Supprimez les deux jetons et reconnectez l’utilisateur. Conservez le jeton d’actualisation le plus récent et ne lancez jamais deux actualisations à la fois : voir examples/react-spa/src/tokens.js et docs/mobile.md.
forbidden-cause = L’appelant est connecté, mais n’est pas autorisé à faire cela.
forbidden-remedy = Ne proposez pas cette action à cet utilisateur. Les opérateurs attribuent les rôles. Dans l’API de jeton, le message indique ce qui n’est pas autorisé, par exemple l’inscription, la connexion ou la suppression du dernier administrateur.
cross-site-cause = D’après le navigateur, cette requête provient d’une page d’un autre site, dont l’origine ne figure pas dans ALLOWED_ORIGINS.
cross-site-remedy = Ajoutez l’origine du frontend à ALLOWED_ORIGINS : schéma, hôte et port, tels que le navigateur les écrit.
last-admin-cause = C’est le dernier administrateur actif. L’API de jeton répond FORBIDDEN.
last-admin-remedy = Donnez d’abord le rôle d’administrateur à un autre utilisateur.
dead-link-cause = Le jeton d’un lien reçu par e-mail a été utilisé, a expiré, a été remplacé par un plus récent ou est inconnu. L’API de jeton répond VALIDATION_ERROR avec fields.token.
dead-link-remedy = Proposez d’envoyer un nouvel e-mail.
not-found-cause = Rien n’existe à cette adresse, ou l’objet appartient à un autre utilisateur.
not-found-remedy = Vérifiez le chemin. La réponse est la même pour les identifiants d’objets d’autres utilisateurs que pour des identifiants inexistants.
method-not-allowed-cause = Cette adresse n’accepte pas la méthode de la requête.
method-not-allowed-remedy = Utilisez l’une des méthodes de l’en-tête Allow.
bad-request-cause = Le corps n’est pas un objet JSON, contient deux fois le même membre, un NUL ou une valeur du mauvais type, ou les paramètres de l’URL sont illisibles. L’API de jeton renvoie aussi ce code, avec les mêmes statuts, là où l’API de session renvoie l’un des trois suivants.
bad-request-remedy = Envoyez un seul objet JSON en UTF-8.
unsupported-media-type-cause = Cette adresse ne lit pas le Content-Type du corps.
unsupported-media-type-remedy = Envoyez { "Content-Type: application/json" }.
too-large-cause = Le corps dépasse 64 Kio.
too-large-remedy = Envoyez un corps plus petit. Aucun formulaire ne nécessite ici plus de 1 Kio.
timeout-cause = Le corps a mis trop de temps à arriver.
timeout-remedy = Renvoyez la requête, d’un seul tenant.
rate-limited-cause = Trop de tentatives : mots de passe, codes ou clés d’accès incorrects, inscriptions, modifications ou demandes d’e-mails. Voir docs/limits.md.
rate-limited-remedy = Attendez le nombre de secondes indiqué dans Retry-After. Les tentatives faites avant sont refusées et ne prolongent pas l’attente.
busy-cause = Plus de mots de passe attendent d’être vérifiés que ce serveur ne peut en hacher à temps. L’API de jeton répond UNAVAILABLE.
busy-remedy = Réessayez après le nombre de secondes indiqué dans Retry-After. Rien n’a été modifié.
unavailable-cause = La base de données est temporairement indisponible.
unavailable-remedy = Réessayez après le nombre de secondes indiqué dans Retry-After. Les mots de passe et les jetons ne sont pas affectés : conservez les jetons.
internal-cause = Une erreur interne du serveur.
internal-remedy = Signalez request_id à l’opérateur : le journal du serveur contient le même identifiant.

# Errors at a field.
enter-a-username = Saisissez un nom d’utilisateur
enter-username-or-email = Saisissez un nom d’utilisateur ou une adresse e-mail
username-letters-and-numbers = Le nom d’utilisateur doit commencer par une lettre et ne contenir que des lettres et des chiffres
username-extended-characters = Le nom d’utilisateur doit commencer par une lettre et ne contenir que des lettres, des chiffres, des points, des tirets bas et des traits d’union
username-length = { $max ->
    [one] Le nom d’utilisateur doit comporter entre { $min } et { $max } caractère
    [many] Le nom d’utilisateur doit comporter entre { $min } et { $max } de caractères
   *[other] Le nom d’utilisateur doit comporter entre { $min } et { $max } caractères
}
username-reserved = Ce nom d’utilisateur est réservé. Choisissez-en un autre
username-taken = Ce nom d’utilisateur est déjà pris. Choisissez-en un autre
enter-your-username = Saisissez votre nom d’utilisateur
enter-username-exactly = Saisissez exactement votre nom d’utilisateur : { $username }
enter-email-address = Saisissez une adresse e-mail
email-too-long = { $max ->
    [one] L’adresse e-mail ne doit pas dépasser { $max } caractère
    [many] L’adresse e-mail ne doit pas dépasser { $max } de caractères
   *[other] L’adresse e-mail ne doit pas dépasser { $max } caractères
}
email-format = Saisissez une adresse e-mail au bon format, par exemple nom@example.com
email-taken-at-sign-up = Un compte existe déjà avec cette adresse e-mail. Connectez-vous ou choisissez-en une autre
email-taken-by-another = Un autre compte utilise cette adresse e-mail. Saisissez-en une autre
email-confirmed-before = Ce compte a déjà confirmé une adresse e-mail. Utilisez le lien que nous y avons envoyé pour annuler le changement
invitation-for-other-email = Cette invitation est destinée à une autre adresse e-mail. Utilisez celle à laquelle elle a été envoyée
email-of-invitation = L’invitation de ce compte est destinée à l’adresse qu’il a déjà. Confirmez d’abord celle-ci
enter-a-password = Saisissez un mot de passe
password-too-short = { $min ->
    [one] Le mot de passe doit comporter au moins { $min } caractère
    [many] Le mot de passe doit comporter au moins { $min } de caractères
   *[other] Le mot de passe doit comporter au moins { $min } caractères
}
password-too-long = { $max ->
    [one] Le mot de passe ne doit pas dépasser { $max } caractère
    [many] Le mot de passe ne doit pas dépasser { $max } de caractères
   *[other] Le mot de passe ne doit pas dépasser { $max } caractères
}
password-classes = Le mot de passe doit comporter une majuscule, une minuscule, un chiffre et un caractère spécial
password-personal = Le mot de passe doit être différent de votre nom d’utilisateur et de votre adresse e-mail
password-from-names = Le mot de passe ne doit pas être formé à partir de votre nom d’utilisateur, de votre adresse e-mail ou du nom { $app }
password-too-easy = Ce mot de passe est trop facile à deviner. Choisissez-en un autre
password-breached = Ce mot de passe figure dans une liste de mots de passe divulgués. Choisissez-en un autre
passwords-do-not-match = Les mots de passe sont différents. Saisissez deux fois le même
password-kept-ten-minutes = Le nouveau mot de passe n’a été conservé que 10 minutes. Saisissez-le à nouveau
enter-current-password = Saisissez votre mot de passe actuel
current-password-incorrect = Mot de passe actuel incorrect
nothing-changed-enter-new = Rien n’a été modifié. Saisissez un nouveau nom d’utilisateur, une nouvelle adresse e-mail ou un nouveau mot de passe

# Why the link of an email can't be used, at the field for its token at an API.
link-already-used = Ce lien a déjà été utilisé
link-has-expired = Ce lien a expiré
link-was-replaced = Un lien plus récent a été envoyé. Utilisez celui de l’e-mail le plus récent
link-does-not-work = Ce lien ne fonctionne pas

# Why a request was refused, in the answers of the APIs.
some-fields-need-attention = Certains champs sont à corriger
invitation-needed = Une invitation est nécessaire pour créer un compte
confirm-email-first = Confirmez d’abord votre adresse e-mail
password-needed-for-change = Saisissez votre mot de passe actuel pour effectuer cette modification
login-required = Connexion requise
token-required = Jeton d’autorisation requis
token-expired = Le jeton a expiré
token-invalid = Jeton non valide
token-revoked = Le jeton a été révoqué
token-already-used = Le jeton a déjà été utilisé. Reconnectez-vous
token-invalid-or-expired = Jeton non valide ou expiré
no-permission = Vous n’avez pas l’autorisation d’effectuer cette action
came-from-another-site = Cette requête provient d’un autre site et a été refusée
last-active-admin = C’est le dernier administrateur actif. Donnez d’abord ce rôle à un autre utilisateur
nothing-at-this-address = Rien n’a été trouvé à cette adresse
method-not-possible = Cette adresse ne peut pas être utilisée avec cette méthode
request-unreadable = La requête n’a pas pu être lue
content-type-not-accepted = Cette adresse n’accepte pas ce type de contenu
request-too-large = La requête est trop volumineuse (64 Ko maximum)
too-many-attempts = Trop de tentatives
service-unavailable = Le service est temporairement indisponible
retry-when = Réessayez { $when }

# Answers of the session API.
api-invalid-credentials = Identifiants incorrects
api-missing-credentials = Identifiants manquants
api-all-fields-required = Tous les champs sont obligatoires
api-username-already-taken = Ce nom d’utilisateur est déjà pris
api-email-already-registered = Un compte existe déjà avec cette adresse e-mail
api-email-already-in-use = Cette adresse e-mail est déjà utilisée
api-admin-access-required = Accès administrateur requis
api-current-password-incorrect = Mot de passe actuel incorrect
api-login-successful = Connexion réussie
api-logged-out = Déconnexion effectuée
api-user-registered = Utilisateur inscrit
api-email-verified = Adresse e-mail confirmée
api-reset-link-sent = Si un compte utilise cette adresse e-mail, un lien de réinitialisation a été envoyé
api-password-reset = Mot de passe réinitialisé
api-profile-updated = Profil mis à jour

# Answers of both APIs.
api-password-changed = Mot de passe modifié
api-session-ended = Session fermée
api-other-sessions-ended = Autres sessions fermées

# Answers of the token API.
api-email-confirmed = Adresse e-mail confirmée
api-hello = Bonjour, { $username }
api-account-deleted = Compte supprimé
api-app-logged-out = Déconnexion effectuée
api-link-on-its-way = Si un compte utilise cette adresse, un lien va y être envoyé
api-password-changed-log-in = Mot de passe modifié. Connectez-vous avec le nouveau
api-new-link-sent = Nous avons envoyé un nouveau lien de confirmation
api-email-already-confirmed = L’adresse e-mail est déjà confirmée

# What the script of the pages says.
met-prefix = Règle respectée :
try-again-in-clock = Réessayer dans { $clock }
can-try-again-now = Vous pouvez réessayer maintenant.
did-you-mean = Vouliez-vous dire { $host } ?
characters-to-go = { $count ->
    [one] Encore { $count } caractère
    [many] Encore { $count } de caractères
   *[other] Encore { $count } caractères
}
strength-easy = Facile à deviner. Ajoutez un mot ou deux
strength-fair = Correct. Plus long, il sera plus robuste
strength-strong = Robuste
copied = Copié

# Devices, as they are listed on pages, in the history and in emails.
device-on = { $browser } sur { $platform }
device-on-a-television = { $browser } sur un téléviseur
an-app = Application
an-app-on = Application sur { $platform }
an-app-on-a-television = Application sur un téléviseur

# Every email. { $app } is the name of the site, { $username } that of the recipient.
email-hello = Bonjour { $username },
email-closing = Cet e-mail automatique vous est envoyé par { $app }. Les réponses ne sont pas lues.
email-when = Date
email-ip-address = Adresse IP
email-device = Appareil
email-line = { $label } : { $value }
email-link-follows = { $label } :
email-button-not-working = Le bouton ne fonctionne pas ? Copiez ce lien :
email-link-expires = Le lien ne peut être utilisé qu’une fois et expire { $when }.
email-link-expires-or-replaced = Le lien ne peut être utilisé qu’une fois et expire { $when }. Un lien plus récent le remplace.
email-if-you = Si c’était vous, vous n’avez rien à faire.
email-if-not-you = Si ce n’était pas vous, vous n’avez rien à faire.
email-if-not-you-lock-out = Si ce n’était pas vous, utilisez ce lien. Il déconnecte tous les appareils et bloque l’accès à la personne en cause. Vous choisirez ensuite un nouveau mot de passe.
email-not-me = Ce n’était pas moi
email-choose-password = Choisir un nouveau mot de passe

# To a new account.
email-confirm-subject = Confirmez votre adresse e-mail pour { $app }
email-confirm-preview = Confirmez votre adresse e-mail. Le lien expire { $when }.
email-confirm-heading = Confirmez votre adresse e-mail
email-confirm-thanks = Merci de votre inscription à { $app }. Confirmez votre adresse e-mail pour la terminer.
email-confirm-button = Confirmer l’adresse e-mail
email-confirm-ignore = Si vous n’avez pas créé de compte, ignorez cet e-mail. Votre adresse ne sera pas confirmée.

# To the new address of an account, which is { $email }.
email-confirm-new-subject = Confirmez votre nouvelle adresse e-mail pour { $app }
email-confirm-new-preview = Confirmez que { $email } est bien votre adresse. Le lien expire { $when }.
email-confirm-new-heading = Confirmez votre nouvelle adresse e-mail
email-confirm-new-address = L’adresse e-mail de votre compte { $app } a été remplacée par { $email }. Confirmez que cette adresse est la vôtre.
email-confirm-new-ignore = Si ce n’est pas votre compte, ignorez cet e-mail. Votre adresse ne sera pas confirmée.

# The answer to "Forgot your password?".
email-reset-subject = Réinitialisez votre mot de passe { $app }
email-reset-preview = Choisissez un nouveau mot de passe. Le lien expire { $when }.
email-reset-heading = Réinitialisez votre mot de passe
email-reset-request = Nous avons reçu une demande de réinitialisation du mot de passe de votre compte { $app }.
email-reset-ignore = Si vous n’êtes pas à l’origine de cette demande, ignorez cet e-mail. Votre mot de passe ne changera pas.

# A notice that the password was changed.
email-password-subject = Votre mot de passe { $app } a été modifié
email-password-preview = Votre mot de passe a été modifié. Si ce n’était pas vous, bloquez tous les accès maintenant.
email-password-heading = Votre mot de passe a été modifié
email-password-changed = Le mot de passe de votre compte { $app } a été modifié. Tous les autres appareils ont été déconnectés.

# A notice to the old address, { $old }, that the account has another one now: { $email } or { $new }.
email-address-subject = L’adresse e-mail de votre compte { $app } a été modifiée
email-address-preview = Nous vous écrirons désormais à { $email }.
email-address-preview-undo = Nous vous écrirons désormais à { $email }. Si ce n’était pas vous, annulez ce changement.
email-address-heading = Votre adresse e-mail a été modifiée
email-address-changed = L’adresse e-mail de votre compte { $app } était { $old } ; c’est maintenant { $new }.
email-address-if-you = Si c’était vous, vous n’avez rien à faire. C’est notre dernier e-mail à cette adresse.
email-address-if-not-you = Si ce n’était pas vous, annulez ce changement. Votre ancienne adresse sera rétablie, tous les appareils seront déconnectés et la personne en cause n’aura plus accès au compte. Vous choisirez ensuite un nouveau mot de passe.
email-address-undo = Annuler ce changement

# A notice of a login with a device that the account has not seen before.
email-login-subject = Nouvelle connexion à votre compte { $app }
email-login-preview = Un nouvel appareil s’est connecté. Si ce n’était pas vous, bloquez tous les accès maintenant.
email-login-heading = Nouvelle connexion à votre compte
email-login-new-device = Un nouvel appareil s’est connecté à votre compte { $app } :
email-login-sessions = Voir vos sessions ouvertes

# A notice that too many logins failed in a row.
email-failed-subject = Trop d’échecs de connexion à votre compte { $app }
email-failed-preview = Les nouveaux appareils sont bloqués jusqu’à ce que vous vous connectiez ou choisissiez un nouveau mot de passe.
email-failed-heading = Trop d’échecs de connexion
email-failed-attempts = { $count ->
    [one] Il y a eu { $count } échec de connexion à votre compte { $app }. La tentative n’a pas abouti. La voici :
    [many] Il y a eu { $count } d’échecs de connexion de suite à votre compte { $app }. Aucune tentative n’a abouti. La dernière :
   *[other] Il y a eu { $count } échecs de connexion de suite à votre compte { $app }. Aucune tentative n’a abouti. La dernière :
}
email-failed-block = Désormais, les appareils et les réseaux qui ne se sont jamais connectés à votre compte sont bloqués, même avec le bon mot de passe. Les appareils que vous avez déjà utilisés fonctionnent toujours. Le blocage prend fin quand vous vous connectez ou choisissez un nouveau mot de passe.
email-failed-if-you = Si c’était vous, connectez-vous avec un appareil que vous avez déjà utilisé ou choisissez un nouveau mot de passe.
email-failed-if-you-link = Si c’était vous, connectez-vous avec un appareil que vous avez déjà utilisé ou choisissez un nouveau mot de passe :
email-failed-if-not-you = Si ce n’était pas vous, votre compte reste en sécurité tant que personne ne peut deviner votre mot de passe. S’il est court, ou si vous l’utilisez ailleurs, choisissez-en un plus robuste maintenant. Cela met aussi fin au blocage.

# The last email of an account.
email-deleted-subject = Votre compte { $app } a été supprimé
email-deleted-preview = Votre compte et toutes ses données ont été supprimés.
email-deleted-heading = Votre compte a été supprimé
email-deleted-everything = Votre compte { $app } et toutes ses données ont été supprimés. Cette action est irréversible.
email-deleted-if-not-you = Si ce n’était pas vous, quelqu’un connaissait votre mot de passe. Modifiez-le partout ailleurs où vous l’utilisez. Vous pouvez créer un nouveau compte avec cette adresse à tout moment.

# To the owner of an account: someone signed up with its address.
email-registered-subject = Vous avez déjà un compte { $app }
email-registered-preview = Vous avez déjà un compte. Rien n’a été modifié.
email-registered-heading = Vous avez déjà un compte
email-registered-again = Quelqu’un a essayé de créer un compte { $app } avec votre adresse e-mail. Vous avez déjà un compte : rien n’a été créé ni modifié.
email-registered-log-in = Si c’était vous, connectez-vous en tant que { $username }.
email-registered-reset = Mot de passe oublié ? Le réinitialiser

# Events: a second factor, and recovery codes.
event-second-factor-failed = Code incorrect pour le second facteur
event-recovery-code-used = Code de récupération utilisé pour se connecter
event-recovery-code-used-left = { $count ->
    [one] Code de récupération utilisé pour se connecter, { $count } restant
    [many] Code de récupération utilisé pour se connecter, { $count } restants
   *[other] Code de récupération utilisé pour se connecter, { $count } restants
}
event-totp-added = Application d’authentification configurée
event-totp-removed = Application d’authentification supprimée
event-recovery-codes-renewed = Nouveaux codes de récupération créés
event-factors-reset = Seconds facteurs supprimés

# Errors at a field for a code.
enter-code = Saisissez le code de votre application d’authentification
code-incorrect = Code incorrect ou déjà utilisé. Saisissez le suivant
enter-recovery-code = Saisissez un code de récupération
recovery-code-incorrect = Code de récupération incorrect ou déjà utilisé
totp-already-set-up = Une application d’authentification est déjà configurée. Supprimez-la d’abord
totp-not-started = Aucune application d’authentification n’est en cours de configuration. Recommencez

# The second step of a login: the page for the code of the app, and the page for a recovery code. "Log in" is their button.
two-step-login = Connexion en deux étapes
code-label = Code de votre application d’authentification
code-lead = Ouvrez votre application d’authentification et saisissez le code à 6 chiffres de votre compte.
recovery-code-label = Code de récupération
recovery-code-lead = Saisissez l’un des codes de récupération que vous avez conservés. Chacun fonctionne une seule fois.
use-recovery-code = Utiliser un code de récupération
use-authenticator-app = Utiliser votre application d’authentification
login-has-expired = Cette connexion a expiré. Reconnectez-vous.

# Two-step login: what is set up.
two-step-hint = Demande un code ou une clé d’accès après le mot de passe.
authenticator-app = Application d’authentification
totp-on = Configurée le { $date }.
totp-off = Non configurée. Quiconque connaît votre mot de passe peut se connecter.
totp-not-set-up = Non configurée.
manage-two-step = Gérer la connexion en deux étapes
set-up-app = Configurer une application d’authentification
remove-app = Supprimer l’application d’authentification
recovery-codes = Codes de récupération
recovery-codes-hint = Au cas où vous ne pourriez pas utiliser votre application ou votre clé d’accès. Chacun permet une connexion.
recovery-codes-left = { $count ->
    [one] { $count } code de récupération restant.
    [many] { $count } de codes de récupération restants.
   *[other] { $count } codes de récupération restants.
}
new-recovery-codes = Créer de nouveaux codes de récupération

# Set up the app. { $key } is a text of 32 letters and digits.
scan-with-app = Scannez ceci avec une application d’authentification, ou <link>ouvrez-la sur cet appareil</link>.
qr-code = Code QR pour votre application d’authentification
type-key = Impossible de scanner ? Saisissez cette clé dans l’application :
turn-on = Activer

# The recovery codes, which are shown once.
save-recovery-codes = Conservez vos codes de récupération
save-recovery-codes-lead = Vous ne les reverrez plus. Imprimez-les ou gardez-les en lieu sûr : si vous ne pouvez pas utiliser votre application ou votre clé d’accès, chacun permet une connexion.
download-recovery-codes = Télécharger au format texte
saved-them = Je les ai conservés
done-app-removed = Application d’authentification supprimée. Ses codes ne fonctionnent plus.

# Two-step login that an account must have: inside the login, on the page of two-step login, and as a banner.
set-up-required-lead = La connexion en deux étapes est obligatoire pour votre compte. Configurez une application d’authentification pour terminer la connexion.
two-step-required = La connexion en deux étapes est obligatoire pour votre compte.
two-step-required-soon = La connexion en deux étapes est obligatoire pour votre compte. Vous devrez la configurer à votre prochaine connexion.
second-factor-banner = <strong>La connexion en deux étapes est obligatoire pour votre compte.</strong> Vous devrez la configurer à votre prochaine connexion. <two-step>Configurez-la maintenant</two-step>.
last-factor = C’est le seul second facteur de votre compte, qui doit en avoir un. Configurez-en d’abord un autre

# Remembered browsers: the box at the code of the second step, the list beside the sessions, and what happens to them.
remember-browser = { $days ->
    [one] Ne plus demander dans ce navigateur pendant { $days } jour
    [many] Ne plus demander dans ce navigateur pendant { $days } de jours
   *[other] Ne plus demander dans ce navigateur pendant { $days } jours
}
remembered-browsers = Navigateurs mémorisés
remembered-browsers-hint = Le mot de passe suffit pour se connecter depuis ces navigateurs. Les modifications de votre compte demandent tout de même un code.
no-remembered-browsers = Aucun navigateur n’est mémorisé.
remembered-since = mémorisé depuis le { $date }
remembered-until = jusqu’au { $date }
forget-browser = Oublier<sr> { $name } à l’adresse { $address }</sr>
done-browser-forgotten = Navigateur oublié : { $name }. Sa prochaine connexion demandera un code.
event-browser-remembered = Navigateur mémorisé : les connexions depuis celui-ci se font sans code
event-browser-forgotten = Un navigateur mémorisé a été oublié
event-browser-forgotten-name = Navigateur oublié : { $name }
api-browser-forgotten = Navigateur oublié

# "Confirm it's you", for a change of the second factors.
confirm-to-set-up-app = Confirmez votre identité pour configurer une application d’authentification.
confirm-to-remove-app = Confirmez votre identité pour supprimer l’application d’authentification. Sans autre second facteur, les codes de récupération sont supprimés aussi.
confirm-to-renew-codes = Confirmez votre identité pour créer de nouveaux codes de récupération. Les anciens ne fonctionneront plus.
confirm-to-save-changes = Confirmez votre identité pour enregistrer ces modifications.
confirm-to-delete-account = Confirmez votre identité pour supprimer votre compte { $username } et toutes ses données. Cette action est irréversible.

# The APIs: a login that needs a second factor, and a wrong code.
api-second-factor-required = second facteur requis
second-factor-required = Un second facteur est nécessaire pour se connecter
second-factor-required-cause = Le mot de passe est correct et le compte possède un second facteur.
second-factor-required-remedy = Demandez l’un des éléments de methods : un code de l’application d’authentification, une clé d’accès ou un code de récupération. Envoyez-le à l’adresse de la seconde étape dans les 10 minutes.
invalid-code = Code incorrect
invalid-code-cause = Le code, le code de récupération ou la clé d’accès envoyés pour se connecter sont incorrects, expirés ou déjà utilisés. Pour une clé d’accès, fields en donne la raison.
invalid-code-remedy = Demandez le code suivant, ou de nouveau la clé d’accès avec de nouvelles options. Après six essais incorrects, la connexion doit reprendre avec le mot de passe.
second-factor-setup-required = Ce compte doit avoir un second facteur. Configurez-le d’abord
second-factor-setup-required-cause = Le compte doit avoir un second facteur (REQUIRE_SECOND_FACTOR) et n’en a pas. La connexion n’ouvre aucune session, et un administrateur encore connecté n’a plus les droits de ce rôle.
second-factor-setup-required-remedy = Ouvrez l’adresse de set_up_url dans un navigateur. Une fois le second facteur configuré, reconnectez-vous.
last-factor-cause = Le compte doit avoir un second facteur (REQUIRE_SECOND_FACTOR) et c’est le dernier. L’API de jeton répond FORBIDDEN.
last-factor-remedy = Configurez d’abord un autre second facteur.

# A notice that a second factor was changed or a recovery code used. { $heading } is one of the five headings.
email-factor-subject = { $app } : { $heading }
email-totp-added-heading = Application d’authentification configurée
email-totp-added = Une application d’authentification a été configurée pour votre compte { $app }. Désormais, une connexion avec le mot de passe demande un code de cette application ou un autre second facteur.
email-totp-removed-heading = Application d’authentification supprimée
email-totp-removed = L’application d’authentification de votre compte { $app } a été supprimée. Sans autre second facteur, le mot de passe suffit de nouveau pour se connecter.
email-codes-renewed-heading = Nouveaux codes de récupération
email-codes-renewed = De nouveaux codes de récupération ont été créés pour votre compte { $app }. Les anciens ne fonctionnent plus.
email-code-used-heading = Code de récupération utilisé
email-code-used = { $count ->
    [one] Un code de récupération a servi à se connecter à votre compte { $app }. Il en reste { $count }.
    [many] Un code de récupération a servi à se connecter à votre compte { $app }. Il en reste { $count }.
   *[other] Un code de récupération a servi à se connecter à votre compte { $app }. Il en reste { $count }.
}
email-factors-reset-heading = Seconds facteurs supprimés
email-factors-reset = Un administrateur a supprimé tous les seconds facteurs de votre compte { $app }. Le mot de passe suffit de nouveau pour se connecter, jusqu’à ce que vous en configuriez un nouveau.

# Events: passkeys. { $name } is what its owner calls it, isolated by the page.
event-passkey-added = Clé d’accès ajoutée
event-passkey-added-name = Clé d’accès ajoutée : { $name }
event-passkey-removed = Clé d’accès supprimée
event-passkey-removed-name = Clé d’accès supprimée : { $name }
event-passkey-refused = Clé d’accès refusée, il en existe peut-être une copie
event-passkey-refused-name = Clé d’accès refusée, il en existe peut-être une copie : { $name }

# Errors about passkeys: at the button that asked the browser for one, or at the field of an API.
passkey-malformed = La réponse de votre navigateur est illisible. Réessayez
passkey-expired = Cela a pris trop de temps. Réessayez
passkey-other-site = Cette clé d’accès est pour une autre adresse
passkey-not-verified = Votre appareil n’a pas vérifié que c’est bien vous. Configurez un verrouillage d’écran ou un code PIN, puis réessayez
passkey-unknown = Cette clé d’accès ne permet pas de se connecter ici. Elle a peut-être été supprimée
passkey-signature-wrong = La clé d’accès n’a pas pu être vérifiée. Réessayez
passkey-cloned = Cette clé d’accès a été refusée, car il en existe peut-être une copie. Réessayez ou connectez-vous autrement
passkey-is-suspended = Cette clé d’accès est suspendue, car elle a été ajoutée peu avant le blocage de tous les accès au compte. Connectez-vous autrement
passkey-locked-out = Tous les accès à ce compte sont bloqués. Choisissez d’abord un nouveau mot de passe avec le lien de notre e-mail
passkey-not-discoverable = Votre appareil ne peut pas proposer cette clé d’accès sur la page de connexion. Utilisez un autre appareil ou un gestionnaire de mots de passe
passkey-already-added = Cette clé d’accès a déjà été ajoutée
passkey-unsupported = Ce type de clé d’accès n’est pas pris en charge. Utilisez un autre appareil ou un gestionnaire de mots de passe
passkeys-unavailable = Les clés d’accès ne sont pas disponibles ici
too-many-passkeys = { $most ->
    [one] Vous avez déjà { $most } clé d’accès. Supprimez-la d’abord
    [many] Vous avez déjà { $most } clés d’accès. Supprimez-en d’abord une
   *[other] Vous avez déjà { $most } clés d’accès. Supprimez-en d’abord une
}
enter-a-name = Saisissez un nom
name-too-long = { $max ->
    [one] Le nom ne doit pas dépasser { $max } caractère
    [many] Le nom ne doit pas dépasser { $max } caractères
   *[other] Le nom ne doit pas dépasser { $max } caractères
}

# Passkeys: buttons on the login pages and where a change asks who you are. The browser asks for a fingerprint, face or PIN next.
log-in-with-passkey = Se connecter avec une clé d’accès
use-passkey = Utiliser une clé d’accès
confirm-with-passkey = Confirmer avec une clé d’accès
waiting-for-device = En attente de votre appareil…

# Stands between two ways to log in.
or-rule = ou
passkey-lead = Utilisez votre empreinte, votre visage ou le verrouillage de l’écran pour vous connecter.
passkey-failed = Votre navigateur n’a pas pu utiliser de clé d’accès ici. Réessayez ou procédez autrement.
passkey-needs-script = Les clés d’accès nécessitent JavaScript et un navigateur compatible.

# A link: to the page where passkeys work, when the browser is at another address of the same server.
passkeys-work-at = Les clés d’accès fonctionnent à l’adresse <link>{ $address }</link>.

# The page with the passkeys of an account.
passkeys = Clés d’accès
passkeys-hint = Connectez-vous avec votre empreinte, votre visage ou le verrouillage de l’écran au lieu du mot de passe et d’un code.
no-passkeys-yet = Pas encore de clé d’accès. Ajoutez-en une pour vous connecter sans mot de passe.
passkey-count = { $count ->
    [one] { $count } clé d’accès.
    [many] { $count } clés d’accès.
   *[other] { $count } clés d’accès.
}
manage-passkeys = Gérer les clés d’accès
add-passkey = Ajouter une clé d’accès
add-passkey-lead = Votre appareil ou gestionnaire de mots de passe la conserve et demande votre empreinte, votre visage ou le verrouillage de l’écran à chaque utilisation.
passkey-added-on = Ajoutée le { $date }
passkey-last-used = utilisée { $when }
passkey-never-used = pas encore utilisée

# The provider, like iCloud, keeps copies on the person's other devices.
passkey-synced = Synchronisée
passkey-other-domain = Elle a été créée pour une autre adresse de ce site et ne fonctionne plus. Supprimez-la et ajoutez-en une nouvelle.
factor-suspended = Accès suspendu, car l’ajout date de peu avant votre réponse « Ce n’était pas moi », ou d’après. Il ne permet plus de se connecter. Supprimez-le, puis ajoutez-le de nouveau s’il vient de vous.
passkeys-suspended = Au moins une est suspendue et ne permet plus de se connecter.
rename-passkey = Renommer

# Label of the field for a passkey's name.
passkey-name = Nom
save-name = Enregistrer le nom
remove-passkey = Supprimer

# For screen readers, after the button's word.
which-passkey = clé d’accès { $name }
done-passkey-added = Clé d’accès ajoutée : { $name }.
done-passkey-renamed = La clé d’accès s’appelle maintenant { $name }.
done-passkey-removed = Clé d’accès supprimée : { $name }.
confirm-to-remove-passkey = Confirmez votre identité pour supprimer la clé d’accès { $name }.

# The APIs: a passkey that no account has.
api-passkey-renamed = Clé d’accès renommée
unknown-passkey = Clé d’accès inconnue
unknown-passkey-cause = La clé d’accès n’appartient à aucun compte ici, ou à un autre que celui de la connexion en attente. L’API de jeton répond INVALID_CODE.
unknown-passkey-remedy = Proposez les autres façons de se connecter et signalez au navigateur que la clé d’accès est inconnue (Signal API).

# Notices about passkeys.
email-passkey-added-heading = Clé d’accès ajoutée
email-passkey-added = Une clé d’accès a été ajoutée à votre compte { $app }. Elle permet de se connecter sans mot de passe.
email-passkey-removed-heading = Clé d’accès supprimée
email-passkey-removed = Une clé d’accès de votre compte { $app } a été supprimée. Elle ne permet plus de se connecter.
email-passkey-refused-heading = Clé d’accès refusée
email-passkey-refused = Une clé d’accès de votre compte { $app } a été refusée, car il en existe peut-être une copie. Si ce n’est pas vous qui avez tenté de vous connecter, supprimez cette clé.

# A login whose second factors are all lost. In the lead { $when } is "in 3 days", elsewhere a day with a time.
cant-use-any = Je ne peux utiliser aucune de ces méthodes
lost-factors = Tous les seconds facteurs sont perdus ?
lost-factors-suspended = Tous les seconds facteurs de ce compte sont suspendus, car ils ont été ajoutés peu avant votre réponse « Ce n’était pas moi », ou depuis.
lost-factors-elsewhere = Les clés d’accès de ce compte ont été créées pour une autre adresse de ce site et ne fonctionnent plus.
lost-factors-lead = Si vous ne pouvez utiliser ni votre application d’authentification, ni une clé d’accès, ni un code de récupération, demandez-nous de désactiver la connexion en deux étapes. Nous vous enverrons un lien pour cela par e-mail { $when }.
lost-factors-stop = D’ici là, nous vous écrirons chaque jour, et toute personne connectée à votre compte ou qui lit vos e-mails pourra l’arrêter. Votre mot de passe restera nécessaire.
lost-factors-log-out = Pour le demander, déconnectez-vous ici, puis reconnectez-vous avec votre mot de passe et choisissez « Je ne peux utiliser aucune de ces méthodes ».
lost-factors-log-in = Connectez-vous avec votre mot de passe, puis choisissez « Je ne peux utiliser aucune de ces méthodes ».
ask-to-turn-off = Demander la désactivation
lost-factors-running = Votre demande est enregistrée. Le { $when }, nous vous enverrons un lien qui désactive la connexion en deux étapes.
lost-factors-ready = Le délai est écoulé. Utilisez le lien de notre dernier e-mail pour désactiver la connexion en deux étapes.
lost-factors-found = Vous avez retrouvé votre application d’authentification ou une clé d’accès ? Connectez-vous avec. Cela arrête la demande.
lost-factors-unconfirmed = L’adresse e-mail de ce compte n’a jamais été confirmée, nous ne pouvons donc pas vous envoyer de lien. Réinitialisez d’abord votre mot de passe par e-mail. Cela confirme l’adresse.

# A request to turn off two-step login: the banner on every page, and the page behind the links of its emails. { $when } is a day with a time.
two-step-request-banner = Quelqu’un qui a votre mot de passe a demandé de désactiver la connexion en deux étapes. À partir du { $when }, un lien dans un e-mail suffira.
stop-request = Arrêter la demande
two-step-request = Demande de désactivation de la connexion en deux étapes
two-step-request-of = Quelqu’un qui connaît le mot de passe de { $username } déclare avoir perdu tous les seconds facteurs et a demandé de désactiver la connexion en deux étapes.
two-step-request-wait = À partir du { $when }, un lien dans un e-mail suffira pour la désactiver.
two-step-request-ready = Vous pouvez la désactiver maintenant. Cela supprime tous les seconds facteurs et déconnecte tous les appareils. Connectez-vous ensuite avec votre mot de passe.
turn-off-two-step = Désactiver la connexion en deux étapes
done-request-stopped = Demande arrêtée. La connexion en deux étapes reste active. Si ce n’était pas vous, changez de mot de passe.
done-two-step-off = Connexion en deux étapes désactivée. Connectez-vous avec votre mot de passe.
no-request-running = Aucune demande de désactivation de la connexion en deux étapes n’est en cours.

# Titles of the page for a link about such a request that opens nothing any more, and why.
request-link-used = Ce lien sur la connexion en deux étapes a déjà été utilisé
request-link-expired = Ce lien sur la connexion en deux étapes a expiré
request-link-replaced = Ce lien sur la connexion en deux étapes a été remplacé
request-link-void = Cette demande de désactivation de la connexion en deux étapes n’est plus en cours
request-link-unknown = Ce lien sur la connexion en deux étapes ne fonctionne pas
request-is-over = Elle a été arrêtée, ou la connexion en deux étapes est déjà désactivée.

# Events of such a request.
event-recovery-started = Désactivation de la connexion en deux étapes demandée
event-recovery-stopped = Demande de désactivation de la connexion en deux étapes arrêtée
event-recovery-stopped-session = Demande de désactivation de la connexion en deux étapes arrêtée depuis un appareil connecté
event-recovery-stopped-link = Demande de désactivation de la connexion en deux étapes arrêtée par un lien dans un e-mail
event-recovery-stopped-factor = Demande de désactivation de la connexion en deux étapes arrêtée, car un second facteur a été utilisé
event-recovery-stopped-changed = Demande de désactivation de la connexion en deux étapes arrêtée, car les seconds facteurs ont changé
event-recovery-stopped-locked-out = Demande de désactivation de la connexion en deux étapes arrêtée, car tous les accès ont été bloqués
event-recovery-stopped-email = Demande de désactivation de la connexion en deux étapes arrêtée, car l’adresse e-mail a été modifiée
event-recovery-stopped-disabled = Demande de désactivation de la connexion en deux étapes arrêtée, car le compte a été désactivé
event-recovery-expired = Demande de désactivation de la connexion en deux étapes expirée
event-factors-recovered = Connexion en deux étapes désactivée par un lien dans un e-mail, après le délai
event-factors-suspended = Seconds facteurs suspendus, car ajoutés peu avant ou depuis

# Emails about such a request. The table with time, IP address and device follows where a text ends with a colon.
email-stop-recovery-subject = { $app } : demande de désactivation de la connexion en deux étapes
email-recovery-reminder-subject = { $app } : la connexion en deux étapes sera bientôt désactivée
email-recovery-asked = Quelqu’un qui connaît le mot de passe de votre compte { $app } déclare avoir perdu tous les seconds facteurs et a demandé de désactiver la connexion en deux étapes :
email-recovery-wait = Le { $when }, nous vous enverrons un lien qui la désactive. Si c’était vous, vous n’avez rien à faire d’ici là.
email-recovery-if-not-you = Si ce n’était pas vous, arrêtez la demande. La connexion en deux étapes reste alors active.
email-recovery-lock-out = La personne qui l’a demandé connaît votre mot de passe. Pour déconnecter tous les appareils et en choisir un nouveau, utilisez plutôt ce lien.
email-finish-recovery-subject = { $app } : désactiver la connexion en deux étapes
email-finish-recovery = Le délai qui a commencé avec cette demande est écoulé :
email-finish-recovery-do = Ce lien supprime tous les seconds facteurs de votre compte { $app } et déconnecte tous les appareils. Connectez-vous ensuite avec votre mot de passe.
email-factors-recovered-heading = Connexion en deux étapes désactivée
email-factors-recovered = La connexion en deux étapes de votre compte { $app } a été désactivée par un lien dans un e-mail, après le délai. Tous les appareils ont été déconnectés. Le mot de passe suffit pour se connecter, jusqu’à ce que vous configuriez un nouveau second facteur.

# The APIs: such a request was stopped. And the error at the field of a new address.
api-request-stopped = Demande arrêtée
email-needs-second-factor = Ce compte a la connexion en deux étapes, le mot de passe ne suffit donc pas pour changer son adresse. Utilisez le lien que nous y avons envoyé
# An account that an operator took over from another application.
event-imported = Compte transféré ici
event-imported-from = Compte transféré ici depuis { $source }
event-accounts-exported = Comptes remis à une autre application
event-accounts-exported-count = { $count ->
    [one] Un compte remis à une autre application
    [many] { $count } de comptes remis à une autre application
   *[other] { $count } comptes remis à une autre application
}
# An account that an administrator or operator disables.
event-user-disabled = Compte désactivé
event-user-enabled = Compte réactivé
email-disabled-subject = Votre compte { $app } a été désactivé
email-disabled-preview = Vos sessions sont fermées et vous ne pouvez plus vous connecter.
email-disabled-heading = Votre compte a été désactivé
email-disabled-what = Votre compte { $app } a été désactivé. Toutes vos sessions sont fermées et vous ne pourrez pas vous connecter avant sa réactivation. Rien n’a été supprimé.
email-disabled-mistake = Si vous pensez qu’il s’agit d’une erreur, contactez les responsables de { $app }.
# An administrator or operator gave the account another role. { $role } is one of role-user, role-moderator, role-admin.
email-role-subject = Votre rôle sur { $app } a changé
email-role-preview = Votre rôle est désormais « { $role } ».
email-role-heading = Votre rôle a changé
email-role-what = Le rôle de votre compte { $app } est désormais « { $role } » :
email-role-log-in = Vos sessions ont été fermées. Le rôle prend effet à votre prochaine connexion.
