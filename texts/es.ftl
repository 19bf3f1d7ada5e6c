# Names of the months, inside a date.
january = enero
february = febrero
march = marzo
april = abril
may = mayo
june = junio
july = julio
august = agosto
september = septiembre
october = octubre
november = noviembre
december = diciembre

# A date, and a date with a time of day (24 hours, "08:00").
long-date = { $day } de { $month } de { $year }
long-date-time = { $date }, { $time } UTC
time-of-day = { $time } UTC

# How long ago something was.
just-now = ahora mismo
minutes-ago = { $count ->
    [one] hace { $count } minuto
    [many] hace { $count } de minutos
   *[other] hace { $count } minutos
}
hours-ago = { $count ->
    [one] hace { $count } hora
    [many] hace { $count } de horas
   *[other] hace { $count } horas
}
days-ago = { $count ->
    [one] hace { $count } día
    [many] hace { $count } de días
   *[other] hace { $count } días
}

# When something will be, counted from now: "The link expires in 24 hours", "Try again in 20 seconds".
in-seconds = { $count ->
    [one] dentro de { $count } segundo
    [many] dentro de { $count } de segundos
   *[other] dentro de { $count } segundos
}
in-minutes = { $count ->
    [one] dentro de { $count } minuto
    [many] dentro de { $count } de minutos
   *[other] dentro de { $count } minutos
}
in-hours = { $count ->
    [one] dentro de { $count } hora
    [many] dentro de { $count } de horas
   *[other] dentro de { $count } horas
}
in-days = { $count ->
    [one] dentro de { $count } día
    [many] dentro de { $count } de días
   *[other] dentro de { $count } días
}

# Every page: its head, header and footer.
site-description = Tu cuenta de { $app }: inicia sesión, cambia tus datos y consulta qué dispositivos tienen la sesión iniciada.
skip-to-content = Ir al contenido
account-menu = Cuenta
security = Seguridad
log-in = Iniciar sesión
log-out = Cerrar sesión
create-account = Crear cuenta
language-label = Idioma
change-language = Cambiar
theme = Tema
theme-system = Sistema
theme-light = Claro
theme-dark = Oscuro
api-reference = Referencia de la API
development-mail = Correo de desarrollo
icons-by = Iconos de <author>Font Awesome</author>, <licence>CC BY 4.0</licence>
back-to-app = Volver a { $app }
go-to-app = Ir a { $app }
terms-of-use = Condiciones de uso
privacy-policy = Política de privacidad
confirm-email-banner = <strong>Confirma tu correo electrónico.</strong> Abre el enlace que enviamos a <email>{ $email }</email>.
send-link-again = Reenviar el enlace

# What a button says while its form is on the way.
sending = Enviando…
logging-in = Iniciando sesión…

# Before the title of a page whose form was refused: "Error: Log in".
error-title = Error: { $title }

# Log in.
login-description = Inicia sesión en tu cuenta de { $app } con tu nombre de usuario o correo electrónico y tu contraseña.
username-or-email = Nombre de usuario o correo electrónico
password = Contraseña
forgot-password = ¿Has olvidado tu contraseña?
cannot-remember = ¿No la recuerdas? <reset>Restablece tu contraseña</reset>
wrong-credentials = El nombre de usuario o la contraseña no son correctos
confirm-before-login = Confirma tu correo electrónico antes de iniciar sesión. Abre el enlace que te enviamos
no-link-yet = ¿No te ha llegado el enlace? Introduce otra vez tu contraseña y te enviaremos uno nuevo.
corrected-email = Correo electrónico, si el que diste al registrarte era incorrecto
no-account-yet = ¿Aún no tienes cuenta? <register>Crear cuenta</register>
feature-hash = Tu contraseña solo se guarda como un hash irreversible.
feature-alerts = Te avisamos por correo cuando se inicia sesión en un dispositivo nuevo.
feature-devices = Puedes cerrar la sesión de cualquier dispositivo cuando quieras.

# Forms everywhere.
optional-field = (opcional)
error-prefix = Error:
there-is-a-problem = Hay un problema
problem-in-form = Hay un problema en “{ $form }”
show-password = Mostrar<sr> la contraseña</sr>
show-new-password = Mostrar<sr> la contraseña nueva</sr>
show-confirmed-password = Mostrar<sr> la confirmación de la contraseña</sr>
show-current-password = Mostrar<sr> la contraseña actual</sr>
show-your-current-password = Mostrar<sr> tu contraseña actual</sr>
hide-password = Ocultar<sr> la contraseña</sr>
hide-new-password = Ocultar<sr> la contraseña nueva</sr>
hide-confirmed-password = Ocultar<sr> la confirmación de la contraseña</sr>
hide-current-password = Ocultar<sr> la contraseña actual</sr>
hide-your-current-password = Ocultar<sr> tu contraseña actual</sr>
cancel = Cancelar

# Labels of fields, and of the same facts in a list.
username = Nombre de usuario
new-username = Nombre de usuario nuevo
your-username = Tu nombre de usuario
email = Correo electrónico
email-address = Correo electrónico
new-email-address = Correo electrónico nuevo
new-password = Contraseña nueva
confirm-password = Confirmar contraseña
current-password = Contraseña actual
your-current-password = Tu contraseña actual

# Hints below the labels.
username-hint = Letras y números; debe empezar por una letra.
username-hint-extended = Letras, números, puntos, guiones bajos y guiones; debe empezar por una letra.
email-hint = Para avisos de inicio de sesión y para restablecer la contraseña.
password-hint = { $count ->
    [one] { $count } carácter o más. Unas cuantas palabras al azar funcionan bien.
    [many] { $count } de caracteres o más. Unas cuantas palabras al azar funcionan bien.
   *[other] { $count } caracteres o más. Unas cuantas palabras al azar funcionan bien.
}
enter-same-password = Introduce otra vez la misma contraseña

# Sign-up.
register-description = Crea una cuenta de { $app } con un nombre de usuario, un correo electrónico y una contraseña.
creating-account = Creando la cuenta…
already-have-account = ¿Ya tienes una cuenta? <login>Iniciar sesión</login>
agree-to-terms = Al crear una cuenta, aceptas las <terms>condiciones de uso</terms>.
agree-to-terms-and-privacy = Al crear una cuenta, aceptas las <terms>condiciones de uso</terms>. La <privacy>política de privacidad</privacy> explica cómo se usan tus datos.
privacy-at-sign-up = La <privacy>política de privacidad</privacy> explica cómo se usan tus datos.
what-we-ask-for = Requisitos
rule-starts-with-letter = Empieza por una letra
rule-letters-and-numbers = Solo letras y números
rule-extended-characters = Solo letras, números, puntos, guiones bajos y guiones
rule-username-length = De { $min } a { $max } caracteres
rule-password-length = { $count ->
    [one] { $count } carácter o más
    [many] { $count } de caracteres o más
   *[other] { $count } caracteres o más
}
rule-classes = Una mayúscula, una minúscula, un número y un carácter especial
rule-not-personal = Distinta de tu nombre de usuario y de tu correo electrónico
rule-not-easy-to-guess = Difícil de adivinar
rule-passwords-match = Las dos contraseñas coinciden
done-account-created = Cuenta creada. Inicia sesión para continuar.
done-account-created-link-sent = Cuenta creada. Enviamos un enlace a { $email }. Inicia sesión para continuar.
notice-logged-in-already = Ya tienes la sesión iniciada. Ciérrala para crear otra cuenta.

# Sign-up is closed, or only by invitation.
sign-up-is-closed = El registro está cerrado
cannot-create-account-now = Ahora mismo no se pueden crear cuentas en { $app }. Las cuentas existentes funcionan como siempre.
need-an-invitation = Necesitas una invitación
accounts-by-invitation = Las cuentas de { $app } se crean por invitación. Abre el enlace de tu invitación para continuar.
invitation-used-or-expired = Si llegaste aquí desde el enlace de una invitación, ese enlace ya se ha usado o ha caducado. Pide uno nuevo a la persona que te invitó.

# Reset a password: the page that asks for the address, then "Check your email", then the page of the link.
reset-your-password = Restablece tu contraseña
reset-description = Restablece la contraseña de tu cuenta de { $app } con un enlace que enviamos a tu correo electrónico.
enter-email-for-link = Introduce el correo electrónico de tu cuenta y te enviaremos un enlace para elegir una contraseña nueva.
send-the-link = Enviar el enlace
remember-your-password = ¿Recuerdas tu contraseña? <login>Iniciar sesión</login>
check-your-email = Revisa tu correo
reset-link-on-its-way = Si alguna cuenta usa <email>{ $email }</email>, le llegará un enlace en breve. El enlace solo funciona una vez y caduca { $when }.
emails-not-sent-in-development = Modo de desarrollo: los correos no se envían. Puedes abrir este en <mailbox>Correo de desarrollo</mailbox>.
check-spam-folder = ¿No te ha llegado nada en unos minutos? Revisa la carpeta de spam.
use-different-address = Usar otro correo
back-to-login = Volver a iniciar sesión
choose-new-password = Elige una contraseña nueva
new-password-for = Contraseña nueva para <strong>{ $username }</strong>. Se cerrará tu sesión en todos los dispositivos.
done-password-reset = Contraseña cambiada. Inicia sesión con la nueva.

# Change the password.
change-password = Cambiar contraseña
changing-password = Cambiando la contraseña…
logged-out-elsewhere = Se cerrará tu sesión en todos los demás dispositivos.
forgot-current-password = ¿Has olvidado tu contraseña actual? <reset>Restablécela</reset>
done-password-changed = Contraseña cambiada. Se cerró la sesión en los demás dispositivos.

# Confirm an email address.
confirm-your-email = Confirma tu correo electrónico
is-this-your-address = ¿Es <email>{ $email }</email> tu correo electrónico? Confírmalo para la cuenta <strong>{ $username }</strong>.
confirm-address = Confirmar
confirming = Confirmando…
not-your-account = ¿No es tu cuenta? Solo tienes que cerrar esta página.
done-email-confirmed = Correo electrónico { $email } confirmado.
already-confirmed = Ya está confirmado
already-confirmed-for = { $email } ya está confirmado para { $username }.
go-to-home-page = Ir a la página de inicio
done-new-link-on-its-way = Enviamos un enlace nuevo a { $email }.
notice-already-confirmed = { $email } ya está confirmado.

# "Confirm it's you": a change waits for the current password.
confirm-its-you = Confirma que eres tú
password-to-change-email = Introduce tu contraseña actual para cambiar tu correo electrónico a { $email }.
password-to-change-password = Introduce tu contraseña actual para cambiar tu contraseña.
password-to-change-email-password = Introduce tu contraseña actual para cambiar tu correo electrónico y tu contraseña.
password-to-change-username-email = Introduce tu contraseña actual para cambiar tu nombre de usuario y tu correo electrónico.
password-to-change-username-password = Introduce tu contraseña actual para cambiar tu nombre de usuario y tu contraseña.
password-to-change-all = Introduce tu contraseña actual para cambiar tu nombre de usuario, tu correo electrónico y tu contraseña.
password-to-delete-account = Introduce tu contraseña actual para eliminar tu cuenta { $username } y todos sus datos. Esta acción no se puede deshacer.
your-new-password = Tu contraseña nueva
edit = Editar
change-email = Cambiar correo
change-email-and-password = Cambiar correo y contraseña
change-username-and-email = Cambiar usuario y correo
change-username-and-password = Cambiar usuario y contraseña
change-all-three = Cambiar los tres datos
saving = Guardando…
forgot-password-reset-it = ¿Has olvidado tu contraseña? <reset>Restablécela</reset>

# Delete the account.
delete-account = Eliminar cuenta
deleting-account = Eliminando la cuenta…
delete-account-lead = Se eliminarán tu cuenta <strong>{ $username }</strong> y todos sus datos. Esta acción no se puede deshacer.
type-name-to-confirm = Escribe { $username } para confirmar.
want-to-keep-a-copy = ¿Quieres conservar una copia? Antes, <export>descarga tus datos</export>.
password-needed-to-delete = Introduce tu contraseña actual para eliminar tu cuenta
only-administrator = Tu cuenta es la única de administrador. Antes, convierte a otro usuario en administrador
done-account-deleted = Se eliminaron la cuenta y todos sus datos.

# The home page of an account.
welcome = Hola, { $username }
account-information = Información de la cuenta
member-since = Miembro desde
last-login = Último inicio de sesión
first-login = Este es tu primer inicio de sesión
nothing-needs-attention = No hay nada que requiera tu atención.
confirm-email-attention = Confirma tu correo electrónico. Abre el enlace que enviamos a { $email }.
one-failed-login = Alguien intentó iniciar sesión en tu cuenta con una contraseña o un código incorrectos.
several-failed-logins = Hubo varios intentos de iniciar sesión en tu cuenta con una contraseña o un código incorrectos.
security-settings = Ajustes de seguridad
sessions = Sesiones
active-sessions = { $count ->
    [one] { $count } activa
    [many] { $count } activas
   *[other] { $count } activas
}
only-this-device = Solo este dispositivo
see-all-devices = Ver todos los dispositivos
failed-logins = Inicios de sesión fallidos
wrong-second-factors = Segundos factores incorrectos
no-failed-logins = Ninguno
number-or-more = { $number }+
see-last-24-hours = Ver las últimas 24 horas

# The two forms of the home page. Their headings are the labels of their buttons too.
update-selected-fields = Actualizar algunos datos
leave-blank-to-keep = Deja en blanco los campos que no quieras cambiar.
update-all-fields = Actualizar todos los datos
replaces-all-three = Reemplaza los tres datos, incluida tu contraseña.
updating = Actualizando…
currently = Ahora: { $value }
needed-to-change = Necesaria para cambiar tu correo electrónico o tu contraseña.
confirms-its-you = Sirve para confirmar que eres tú.
password-kept = Se conservó la que escribiste. Introduce otra para reemplazarla.
new-password-was-not-kept = La contraseña nueva no se conservó. Vuelve a introducirla para cambiarla
password-needed-to-change = Introduce tu contraseña actual para cambiar tu correo electrónico o tu contraseña
username-is-now = Tu nombre de usuario ahora es { $username }. Revisa los cambios y vuelve a guardarlos
done-username-changed = Nombre de usuario cambiado a { $username }.
done-email-changed = Correo electrónico cambiado a { $email }.
done-email-respelled = El correo electrónico se escribe ahora { $email }.
notice-address-is-another = No se ha hecho nada: el correo electrónico es ahora { $email }.
notice-nothing-to-change = No hay nada que cambiar: esos son tus datos actuales.
notice-password-breached = Tu contraseña está en una lista de contraseñas filtradas, las primeras que prueban los atacantes. Cámbiala en «Seguridad».
done-logged-out = Sesión cerrada.

# The home page of guests.
your-app-account = Tu cuenta de { $app }
landing-description = Una sola cuenta para { $app }: inicia sesión, consulta qué dispositivos tienen la sesión iniciada, descarga tus datos o elimina la cuenta.
landing-lead = Una sola cuenta para { $app }. Consulta qué guardamos sobre ti y qué dispositivos tienen la sesión iniciada, y vete cuando quieras.
picture-of-sessions = Así se ve la lista de sesiones: este dispositivo, un teléfono y una app, cada uno con el lugar y el momento de su último uso.
example-app = App de copias de seguridad
example-yesterday = ayer
what-we-store = Qué guardamos
what-we-store-text = Tu nombre de usuario, tu correo electrónico, un hash irreversible de tu contraseña, y cuándo y dónde iniciaste sesión.
every-device = Todos tus dispositivos
every-device-text = Una página muestra cada navegador y app con la sesión iniciada, con un botón para cerrarla al momento.
leaving-is-easy = Irse es fácil
leaving-is-easy-text = Descarga todos tus datos y elimina la cuenta. No tienes que pedírselo a nadie.
development = Desarrollo
development-mailbox = Buzón de desarrollo
test-users = Usuarios de prueba: <code>vestibule demo</code> crea <code>test</code> y <code>ab</code>

# Security: password, email, sessions, history, export and deletion at a glance.
last-changed-on = Último cambio: { $date }.
devices-and-apps = Dispositivos y apps con acceso.
see-all-sessions = Ver todas las sesiones
see-all-sessions-count = { $count ->
    [one] Ver { $count } sesión
    [many] Ver { $count } de sesiones
   *[other] Ver las { $count } sesiones
}
history = Historial
recent-activity = Actividad reciente.
see-all-activity = Ver toda la actividad
export = Exportar datos
all-your-data = Todos tus datos en un archivo JSON.
download = Descargar
deletes-your-account = Elimina tu cuenta y todos sus datos. Esta acción no se puede deshacer.
verified = Verificado
not-verified = Sin verificar

# The list of sessions.
sessions-lead = Navegadores y apps con la sesión iniciada en tu cuenta. ¿No reconoces alguno? Cierra su sesión y luego <change>cambia tu contraseña</change>.
this-device = Este dispositivo
active-now = en uso ahora
logged-in-on = sesión iniciada el { $date }
log-out-session = Cerrar sesión<sr>: { $name }, { $address }, último uso: { $ago }</sr>
logging-out = Cerrando sesión…
log-out-all-others = Cerrar las demás sesiones
not-logged-in-elsewhere = No tienes la sesión iniciada en ningún otro lugar.
pages = Páginas
newest = Más recientes
newer = Posteriores
older = Anteriores
done-session-ended = { $name }: sesión cerrada.
notice-no-other-sessions = No tenías la sesión iniciada en ningún otro lugar.
done-sessions-ended = { $count ->
    [one] Se cerró otra sesión.
    [many] Se cerraron otros { $count } de sesiones.
   *[other] Se cerraron otras { $count } sesiones.
}

# The history.
history-lead = Actividad reciente de tu cuenta, de la más nueva a la más antigua. Las entradas no se pueden modificar.
not-you = <strong>¿No fuiste tú?</strong> Bloquea todos los accesos: se cierran todas las sesiones, también esta, y te enviamos un enlace para elegir una contraseña nueva.
lock-everyone-out = Bloquear todos los accesos
done-locked-out = Se cerraron todas las sesiones. Abre el enlace que enviamos a tu correo electrónico y elige una contraseña nueva.
done-locked-out-no-link = Se cerraron todas las sesiones. Inicia sesión y cambia tu contraseña, o solicita más tarde un enlace para restablecerla.
show-entries = Mostrar
filter-all = Todo
filter-logins = Inicios de sesión
filter-changes = Cambios
filter-warnings = Alertas
nothing-happened-yet = Aún no hay actividad.
no-logins-to-show = No hay inicios de sesión que mostrar.
no-changes-to-show = No hay cambios que mostrar.
no-warnings = No hay alertas. Nada requiere tu atención.
today = Hoy
yesterday = Ayer
from-devices = { $count ->
    [one] { $count } dispositivo
    [many] { $count } de dispositivos
   *[other] { $count } dispositivos
}
from-addresses = { $count ->
    [one] { $count } dirección
    [many] { $count } de direcciones
   *[other] { $count } direcciones
}
show-each = Mostrar cada entrada<sr>: { $sentence }, última vez: { $ago }</sr>

# For administrators and moderators: the pages below /admin. "Account", "accounts" are those of all people here.
administration = Administración
# The four pages.
overview = Resumen
accounts = Cuentas
audit-log = Registro de auditoría
invitations = Invitaciones
account = Cuenta
role = Rol
state = Estado
order = Orden
search = Buscar
search-accounts = Comienzo del nombre de usuario o del correo electrónico
any-role = Cualquier rol
any-state = Cualquier estado
role-user = Usuario
role-moderator = Moderador
role-admin = Administrador
role-user-about = Solo gestiona su propia cuenta.
role-moderator-about = Ve todas las cuentas y el registro de auditoría, sin cambiar nada.
role-admin-about = Ve y cambia todas las cuentas, y crea invitaciones.
state-active = Activa
state-disabled = Desactivada
state-unconfirmed = Correo sin verificar
state-with-factor = Con inicio de sesión en dos pasos
state-without-factor = Sin inicio de sesión en dos pasos
# A mark beside an account that has two-step login.
mark-two-step = Dos pasos
# In the place of an order: none was chosen.
order-usual = Orden habitual
order-newest = Más recientes primero
order-oldest = Más antiguas primero
order-name = Por nombre de usuario
# In the place of a time: an account that never logged in.
never = Nunca
first-page = Primera página
next-page = Página siguiente
# In the place of an empty list.
no-accounts-yet = Todavía no hay cuentas.
no-more-accounts = No hay más cuentas.
no-accounts-match = No se encontró ninguna cuenta. Se busca por el comienzo del nombre de usuario o del correo electrónico. <all>Mostrar todas las cuentas</all>
search-goes-on = No hay nada en esta página. La búsqueda continúa en la siguiente.
# One account.
account-number = Número de cuenta
# Heading: whether and how the owner can log in.
login-check = Inicio de sesión
can-log-in = { $username } puede iniciar sesión con la contraseña correcta.
cannot-log-in = { $username } no puede iniciar sesión.
obstacle-disabled = La cuenta está desactivada. Actívala para permitir el inicio de sesión.
obstacle-unconfirmed = El correo electrónico debe verificarse antes del primer inicio de sesión. La página de inicio de sesión ofrece enviar el enlace otra vez; también puedes darlo por verificado.
obstacle-no-password = La cuenta no tiene ninguna contraseña válida. Envía un enlace para elegir una nueva.
obstacle-failures = Se introdujeron { $most } contraseñas incorrectas seguidas. Las redes y los navegadores conocidos aún pueden iniciar sesión; restablecer la contraseña por correo levanta el bloqueo.
obstacle-second-factor = La contraseña no basta: un segundo factor completa el inicio de sesión.
obstacle-no-factor = La contraseña sola no basta y ningún segundo factor funciona. Su titular puede pedir al iniciar sesión que se desactive el inicio en dos pasos; también puedes eliminar los segundos factores.
obstacle-codes = Se introdujeron demasiados códigos incorrectos; por ahora no se acepta ninguno. Alguien conoce la contraseña: habría que cambiarla. Con una llave de acceso aún se puede iniciar sesión.
obstacle-factor-missing = La cuenta debe tener el inicio de sesión en dos pasos y no lo tiene. Se configura en el próximo inicio de sesión.
two-step-is-required = Obligatorio para esta cuenta.
logged-in-nowhere = Sin sesiones iniciadas.
actions = Acciones
own-account-hint = Esta es tu propia cuenta. Gestiónala en <security>Seguridad</security>.
notice-own-account = Esta es tu propia cuenta. Gestiónala en Seguridad.
notice-last-admin = { $username } es el último administrador activo. Antes, convierte a otro usuario en administrador.
# Links, and the same words on buttons; then the heading of its page and what the action means.
change-role = Cambiar rol
set-role-title = Cambiar el rol de { $username }
set-role-about = El cambio surte efecto de inmediato. Un rol superior cierra todas las sesiones de { $username }: solo lo tendrá un nuevo inicio de sesión.
choose-a-role = Elige un rol
done-role-changed = { $username }: el rol ahora es «{ $role }».
disable-account = Desactivar cuenta
disable-user-title = Desactivar { $username }
disable-user-about = Se cierran de inmediato todas las sesiones de { $username } y no podrá iniciar sesión hasta que actives la cuenta. No se elimina nada. Avisamos a la persona por correo.
done-user-disabled = { $username }: cuenta desactivada y sesiones cerradas.
enable-account = Activar cuenta
enable-user-title = Activar { $username }
enable-user-about = { $username } podrá volver a iniciar sesión con la contraseña y los segundos factores de antes.
done-user-enabled = { $username }: cuenta activada.
log-out-everywhere = Cerrar todas las sesiones
end-sessions-title = Cerrar todas las sesiones de { $username }
end-sessions-about = Se cierra de inmediato la sesión de { $username } en todos los navegadores y aplicaciones, y ningún navegador queda recordado. La contraseña no cambia.
done-sessions-of = { $count ->
    [one] Se cerró una sesión de { $username }.
    [many] Se cerraron { $count } de sesiones de { $username }.
   *[other] Se cerraron { $count } sesiones de { $username }.
}
send-reset-link = Enviar enlace para restablecer
send-reset-title = Enviar a { $username } un enlace para restablecer la contraseña
send-reset-about = Se envía a { $email } un enlace para elegir una contraseña nueva. Solo lo ve su titular. Hasta que se use, la contraseña actual sigue funcionando.
done-reset-sent = Hay un enlace para restablecer la contraseña en camino para { $username }.
notice-disabled-no-link = La cuenta de { $username } está desactivada y un enlace no serviría. Antes, activa la cuenta.
take-as-confirmed = Dar el correo por verificado
verify-email-title = Dar por verificado el correo de { $username }
verify-email-about = { $email } queda verificado desde ahora, sin su enlace. Hazlo solo si sabes que la dirección es suya.
done-email-taken-as-confirmed = { $email } queda verificado para { $username }.
remove-second-factors = Eliminar los segundos factores
reset-factors-title = Eliminar los segundos factores de { $username }
reset-factors-about = Se eliminan la aplicación de autenticación, las llaves de acceso y los códigos de recuperación de { $username }, y bastará la contraseña. Hazlo solo si sabes que quien lo pide es su titular. Le avisamos por correo.
done-factors-removed = Se eliminaron los segundos factores de { $username }.
notice-no-factors = { $username } no tiene ningún segundo factor.
delete-user-title = Eliminar { $username }
delete-user-about = Se elimina la cuenta { $username } con todos sus datos. Esta acción no se puede deshacer. Un último correo avisa a su titular. Para impedir el acceso y conservar los datos, desactiva la cuenta.
type-name-exactly = Escribe el nombre de usuario exactamente: { $username }
done-user-deleted = { $username }: cuenta eliminada con todos sus datos.
# The site at a glance. The first five are numbers of accounts.
all-accounts = Todas las cuentas
administrators = Administradores
last-days = Los últimos días
last-24-hours = 24 horas
last-7-days = 7 días
logins = Inicios de sesión
limits-reached = Bloqueos por demasiados intentos
sign-ups = Cuentas nuevas
denied-requests = Accesos denegados
emails = Correos
emails-waiting = Pendientes de envío
# Before "5 minutes ago".
oldest-email = más antiguo:
late = Con retraso
emails-given-up = Abandonados
needs-attention = Requiere atención
emails-given-up-hint = En el servidor, <code>vestibule jobs list --dead</code> dice por qué y <code>vestibule jobs retry</code> los envía de nuevo.
# What the checks of `vestibule doctor` found. The findings themselves are in English.
checks-heading = Lo que requiere tu atención
checks-hint = En el servidor, <code>vestibule doctor</code> comprueba más, también desde fuera. Los resultados están en inglés.
# How bad a finding is.
check-warning = Advertencia
check-failure = Fallo
# The audit log.
audit-log-lead = Primero lo más reciente. Las entradas no se pueden cambiar. Los días están en UTC.
account-filter = Nombre de usuario, correo electrónico o número de cuenta
event-kind = Evento
any-kind = Cualquier evento
from-day = Desde
to-day = Hasta
filter-events = Mostrar
download-csv = Descargar en CSV
no-events-match = No se encontró ningún evento. <all>Mostrar todos los eventos</all>
no-such-account = Ninguna cuenta tiene exactamente ese nombre de usuario o correo electrónico. <accounts>Busca en las cuentas</accounts> o introduce el número de una cuenta eliminada.
# In the place of a name: an account that is gone. { $id } is its number.
deleted-account = Cuenta { $id }
# Follows what happened: which administrator did it. { $username } is a name.
done-by = por { $username }
# Before the id of a request.
request-number = petición
event-reset-link-sent = Enlace para restablecer la contraseña enviado
# Invitations.
invitations-without-effect = Las invitaciones no tienen efecto mientras REGISTRATION no sea «invite».
new-invitation = Nueva invitación
create-invitation = Crear invitación
invitation-email-hint = Solo esta dirección puede usarla. Déjalo en blanco para cualquiera que tenga el enlace.
invitation-uses = Número de cuentas
invitation-days = Días hasta que caduque
invitation-uses-range = El número de cuentas debe estar entre 1 y { $max }
invitation-days-range = Los días deben estar entre 1 y { $max }
invitation-made = Invitación creada
invitation-link-once = Da este enlace a la persona que invitas. Solo se muestra esta vez.
copy-invitation = Copiar enlace
back-to-invitations = Volver a las invitaciones
created-invitations = Invitaciones creadas
no-invitations-yet = Todavía no hay invitaciones. Crea una arriba y reparte su enlace.
invitation-number = Invitación { $id }
invitation-open = Abierta
invitation-used = Usada
invitation-expired = Caducada
invitation-places = Quedan { $left } de { $uses } cuentas
invitation-until = hasta el { $date }
revoke = Revocar
revoke-invitation = Revocar<sr> la invitación { $id }</sr>
confirm-to-revoke-invitation = Confirma tu identidad para revocar la invitación { $id }. Su enlace dejará de funcionar; las cuentas creadas con ella se conservan.
done-invitation-revoked = Invitación { $id } revocada. Las cuentas creadas con ella se conservan.
# Last email to an account that an administrator or operator deleted.
email-deleted-by-staff = Los responsables de { $app } la han eliminado. Si crees que es un error, ponte en contacto con ellos.

# What happened, in the history and in the export: in the past tense and without a full stop. A time may follow, after a comma.
event-at = { $sentence }, { $time }
event-account-created = Cuenta creada
event-logged-in = Sesión iniciada
event-wrong-password = Inicio de sesión fallido: contraseña incorrecta
event-account-disabled = Inicio de sesión rechazado: cuenta desactivada
event-logged-out = Sesión cerrada
event-wrong-current-password = Contraseña actual incorrecta en una sesión iniciada
event-email-not-confirmed = Inicio de sesión rechazado: correo electrónico sin confirmar
event-access-denied = Acceso denegado
event-access-denied-times = { $count ->
    [one] Acceso denegado, { $count } vez
    [many] Acceso denegado, { $count } de veces
   *[other] Acceso denegado, { $count } veces
}
event-access-denied-often = Acceso denegado, { $number } veces o más
event-attempts-blocked = Demasiadas contraseñas incorrectas: se bloquearon los intentos siguientes
event-new-devices-blocked = Demasiados inicios de sesión fallidos seguidos; se bloquearon los dispositivos nuevos hasta el próximo inicio de sesión o restablecimiento de contraseña
event-username-changed = Nombre de usuario cambiado
event-username-changed-to = Nombre de usuario cambiado a { $username }
event-email-changed = Correo electrónico cambiado
event-email-changed-to = Correo electrónico cambiado a { $email }
event-password-changed = Contraseña cambiada
event-confirmation-link-sent = Enlace de confirmación enviado
event-email-confirmed = Correo electrónico confirmado
event-reset-link-requested = Enlace para restablecer la contraseña solicitado
event-password-reset = Contraseña restablecida con el enlace de un correo
event-email-change-reverted = Cambio de correo electrónico deshecho
event-role-changed = Rol cambiado
event-role-user = Rol cambiado a usuario
event-role-moderator = Rol cambiado a moderador
event-role-admin = Rol cambiado a administrador
event-session-ended = Se cerró una sesión
event-session-ended-name = { $name }: sesión cerrada
event-sessions-ended = Se cerraron todas las demás sesiones
event-sessions-ended-count = { $count ->
    [one] Se cerró otra sesión
    [many] Se cerraron otros { $count } de sesiones
   *[other] Se cerraron otras { $count } sesiones
}
event-session-displaced = Demasiadas sesiones: se cerró la que llevaba más tiempo sin usarse
event-session-displaced-name = { $name }: sesión cerrada por haber demasiadas sesiones
event-token-reused = Se reutilizó un token antiguo, así que se cerró la sesión de esa app
event-locked-out = Todos los accesos bloqueados: se cerraron todas las sesiones
event-data-downloaded = Datos descargados
event-registered-again = Alguien intentó crear otra cuenta con este correo electrónico
event-invitation-created = Invitación creada
event-invitation-revoked = Invitación revocada
event-job-retried = Se reintentó el envío de un correo sin entregar
event-jobs-retried = Se reintentó el envío de los correos sin entregar
event-database-restored = La base de datos se restauró desde una copia de seguridad
event-database-backed-up = Se hizo una copia de seguridad de la base de datos
event-database-copied = Todo se copió a otra base de datos
event-database-copied-to = Todo se copió a { $place }
event-account-deleted = Cuenta eliminada
event-by-administrator = { $sentence } (por un administrador)
event-by-operator = { $sentence } (por el operador)
event-by-system = { $sentence } (automáticamente)
event-times = { $count ->
    [one] { $sentence } ({ $count } vez)
    [many] { $sentence } ({ $count } de veces)
   *[other] { $sentence } ({ $count } veces)
}
events-wrong-passwords = { $count ->
    [one] { $count } contraseña incorrecta
    [many] { $count } de contraseñas incorrectas
   *[other] { $count } contraseñas incorrectas
}
events-logins = { $count ->
    [one] { $count } inicio de sesión
    [many] { $count } de inicios de sesión
   *[other] { $count } inicios de sesión
}
events-logouts = { $count ->
    [one] { $count } cierre de sesión
    [many] { $count } de cierres de sesión
   *[other] { $count } cierres de sesión
}
events-wrong-current-passwords = { $count ->
    [one] { $count } contraseña actual incorrecta
    [many] { $count } de contraseñas actuales incorrectas
   *[other] { $count } contraseñas actuales incorrectas
}
events-confirmation-links = { $count ->
    [one] { $count } enlace de confirmación enviado
    [many] { $count } de enlaces de confirmación enviados
   *[other] { $count } enlaces de confirmación enviados
}
events-reset-links = { $count ->
    [one] { $count } enlace para restablecer la contraseña solicitado
    [many] { $count } de enlaces para restablecer la contraseña solicitados
   *[other] { $count } enlaces para restablecer la contraseña solicitados
}
events-downloads = { $count ->
    [one] { $count } descarga de datos
    [many] { $count } de descargas de datos
   *[other] { $count } descargas de datos
}

# A link in an email: it locks everyone out, for people who can't or shouldn't have to log in first.
someone-may-have-access = Puede que otra persona tenga acceso a tu cuenta <strong>{ $username }</strong>.
lock-out-consequences = Cerraremos la sesión en todos los dispositivos y apps, y desactivaremos la contraseña actual. Después podrás elegir una nueva.
locking-everyone-out = Bloqueando los accesos…
was-this-you = ¿Fuiste tú? Solo tienes que cerrar esta página. No cambiará nada.
done-every-device-logged-out = Se cerró la sesión en todos los dispositivos.
done-factors-suspended = Los segundos factores añadidos recientemente están suspendidos y ya no sirven para iniciar sesión.
done-all-factors-suspended = Todos los segundos factores se añadieron recientemente, así que están suspendidos y ya no sirven para iniciar sesión. Cuando inicies sesión con tu contraseña nueva, podrás solicitar que se desactive el inicio de sesión en dos pasos.
done-choose-new-password = Elige una contraseña nueva ahora, o más tarde con el enlace que te enviamos por correo.

# A link in an email: it undoes a change of the email address.
undo-email-change = Deshacer el cambio de correo
email-was-changed = Se cambió el correo electrónico de tu cuenta <strong>{ $username }</strong>.
address-before = Antes
address-now = Ahora
undo-consequences = Restauraremos tu correo electrónico anterior, cerraremos la sesión en todos los dispositivos y desactivaremos la contraseña actual. Después podrás elegir una nueva.
undo-this-change = Deshacer este cambio
undoing = Deshaciendo…
done-email-restored = Tu correo electrónico vuelve a ser { $email }.
old-address-in-use = Tu correo electrónico anterior está en uso
old-address-belongs-elsewhere = Tu correo electrónico anterior pertenece ahora a otra cuenta, así que no se puede restaurar.
get-address-back = Puedes restablecer la contraseña de esa cuenta, cambiar su correo electrónico o eliminarla. Después, vuelve a abrir este enlace.
reset-that-password = Restablecer esa contraseña

# A link from an email that doesn't work any more: headings, for each kind of link.
confirmation-link-used = Este enlace de confirmación ya se ha usado
confirmation-link-expired = Este enlace de confirmación ha caducado
confirmation-link-replaced = Este enlace de confirmación se ha sustituido por otro
confirmation-link-void = Este enlace de confirmación ya no funciona
confirmation-link-unknown = Este enlace de confirmación no funciona
reset-link-used = Este enlace para restablecer la contraseña ya se ha usado
reset-link-expired = Este enlace para restablecer la contraseña ha caducado
reset-link-replaced = Este enlace para restablecer la contraseña se ha sustituido por otro
reset-link-void = Este enlace para restablecer la contraseña ya no funciona
reset-link-unknown = Este enlace para restablecer la contraseña no funciona
undo-link-used = Este enlace para deshacer el cambio ya se ha usado
undo-link-expired = Este enlace para deshacer el cambio ha caducado
undo-link-replaced = Este enlace para deshacer el cambio se ha sustituido por otro
undo-link-void = Este enlace para deshacer el cambio ya no funciona
undo-link-unknown = Este enlace para deshacer el cambio no funciona
lock-out-link-used = Este enlace para bloquear los accesos ya se ha usado
lock-out-link-expired = Este enlace para bloquear los accesos ha caducado
lock-out-link-replaced = Este enlace para bloquear los accesos se ha sustituido por otro
lock-out-link-void = Este enlace para bloquear los accesos ya no funciona
lock-out-link-unknown = Este enlace para bloquear los accesos no funciona
links-work-once = Los enlaces de nuestros correos solo se pueden usar una vez.
links-expire = Los enlaces de nuestros correos funcionan durante un tiempo limitado.
newer-link-sent-after = Después se envió otro enlace. Usa el del correo más reciente.
account-changed-since = La cuenta cambió después de que se enviara el enlace.
account-changed-use-newer = La cuenta cambió después de que se enviara el enlace. Usa el del correo que informa de ese cambio.
link-may-be-incomplete = Puede que esté incompleto. Copia el enlace completo del correo.
send-new-link = Enviar otro enlace
log-in-for-new-link = Iniciar sesión y enviar otro

# Error pages: headings, what to know, and what to do next. They may follow each other in one paragraph.
nothing-was-changed = No se cambió nada.
try-again-then = Vuelve a intentarlo { $when }.
try-again = Reintentar
log-in-to-continue = Inicia sesión para continuar
notice-log-in-again = Tu sesión se cerró y los cambios no se guardaron. Inicia sesión para volver a intentarlo.
from-another-site = Esta solicitud vino de otro sitio
only-our-own-forms = Para proteger tu cuenta, solo aceptamos formularios de nuestras propias páginas.
no-permission-to-see = No tienes permiso para ver esto
logged-in-as = Has iniciado sesión como { $username }. Para usar otra cuenta, primero cierra la sesión.
page-not-found = Página no encontrada
check-the-address = Si escribiste la dirección, comprueba que sea correcta. Si seguiste un enlace, puede que ya no esté vigente.
method-not-allowed = Método no permitido
page-refuses-method = Esta página no se puede usar con { $method }.
too-large-to-send = El contenido es demasiado grande para enviarlo (límite: 64 KB)
cannot-read-content = No podemos leer ese tipo de contenido
accepts-forms-and-json = Esta página acepta formularios, y JSON donde lo indica su documentación.
too-many-requests = Demasiadas solicitudes. Vuelve a intentarlo { $when }
still-logged-in = Tu sesión sigue abierta.
too-many-logins = Hay demasiadas personas iniciando sesión en este momento
too-many-logins-sentence = Hay demasiadas personas iniciando sesión en este momento.
database-unavailable = Nuestra base de datos no está disponible en este momento
database-unavailable-sentence = Nuestra base de datos no está disponible en este momento.
request-took-too-long = La solicitud tardó demasiado en llegar
problem-on-our-side = Hay un problema por nuestra parte
details-not-changed = Tus datos no se cambiaron.
cannot-read-request = No podemos leer esa solicitud
reference = Referencia
copy-reference = Copiar<sr> la referencia</sr>
need-help = ¿Necesitas ayuda? Escribe a <support>{ $email }</support>.
email-need-help = ¿Necesitas ayuda? Escribe a { $email }.

# The development mailbox, for developers: emails that were written and not sent.
mailbox-lead = Correos generados en este equipo, del más reciente al más antiguo. En producción se envían.
no-older-emails = No hay correos anteriores.
no-emails-yet = Aún no hay correos. <register>Crea una cuenta</register> para que se genere uno.
look = Aspecto
look-lead = Cada elemento en cada estado, en claro y en oscuro. Esta página solo existe en desarrollo, en este equipo.
look-contrast = Contraste
look-has-no-accent = ACCENT no está definido: se usan los colores originales.
to-address = Para <email>{ $email }</email>
links-in-email = Enlaces
copy-link = Copiar<sr> el enlace { $number }</sr>
part-of-email = Parte de este correo
part-html = HTML
part-text = Texto
part-headers = Cabeceras
html-part-of-email = La parte HTML de este correo
text-part-of-email = La parte de texto de este correo
headers-of-email = Las cabeceras de este correo
preview-width = Ancho
width-desktop = Escritorio
width-phone = Teléfono
preview-colors = Colores

# The explanations of errors, for the authors of programs that use our APIs. Codes, names of settings and of fields stay as they are.
api-errors = Errores de las API
api-errors-lead = Cada respuesta de error lleva uno de estos códigos y un enlace a su página (<code>Link</code>, <code>rel=help</code>). Los códigos son estables; las frases pueden cambiar.
api-errors-caption = Códigos de error de la API de sesiones, en minúsculas, y de la API de tokens, en mayúsculas
code-column = Código
what-happened = Qué ocurrió
what-to-do = Qué hacer
status-at-session-api = { $status }<sr> en la API de sesiones</sr>
status-at-token-api = { $status }<sr> en la API de tokens</sr>
code-at-session-api = { $status } <code>{ $code }</code> en la API de sesiones
code-at-token-api = { $status } <code>{ $code }</code> en la API de tokens
returned-by = Operaciones que lo devuelven

# Each code: what happened, and what the author of a program should do.
validation-failed-cause = Faltan campos o alguno incumple una regla. La respuesta enumera todos los errores, no solo el primero. En la API de tokens, también el token de un enlace enviado por correo que ya no se puede usar (en fields, bajo token).
validation-failed-remedy = Muestra cada frase de fields junto a su campo. No se cambió nada: envía de nuevo el formulario completo.
username-taken-cause = Otra cuenta tiene este nombre de usuario, sin distinguir mayúsculas y minúsculas. Todo lo demás era correcto.
username-taken-remedy = Pide otro nombre de usuario.
email-taken-cause = Otra cuenta usa este correo electrónico. Todo lo demás era correcto.
email-taken-remedy = En el registro, ofrece iniciar sesión o restablecer la contraseña. En un formulario de perfil, muestra la frase junto al campo.
registration-closed-cause = El registro está cerrado (REGISTRATION=closed). La API de tokens responde FORBIDDEN.
registration-closed-remedy = No ofrezcas el registro. Con las cuentas existentes se puede seguir iniciando sesión.
invitation-needed-cause = El registro requiere una invitación (REGISTRATION=invite). La petición no incluía ninguna, o la que incluía está agotada, ha caducado o se ha revocado. La API de tokens responde FORBIDDEN.
invitation-needed-remedy = Envía el token del enlace de invitación como invitation junto con los demás campos, o pide una invitación nueva.
invalid-credentials-cause = Cuenta desconocida, contraseña incorrecta o cuenta desactivada: una misma respuesta para los tres casos, de modo que no revela qué cuentas existen. En la API de tokens, también un current_password incorrecto al cambiar la contraseña.
invalid-credentials-remedy = Permite que el usuario vuelva a intentarlo o restablezca la contraseña. Varios intentos fallidos en un minuto llevan a rate_limited.
email-not-verified-cause = La contraseña es correcta, pero el correo electrónico debe confirmarse antes del primer inicio de sesión (REQUIRE_VERIFIED_EMAIL). La API de tokens responde FORBIDDEN.
email-not-verified-remedy = Pide al usuario que abra el enlace del correo de confirmación. En la API de tokens, /api/auth/verify/resend lo reenvía; con new_email corrige una dirección que nunca se confirmó. Si la cuenta confirmó antes otra, o su invitación era solo para esa dirección, new_email es un VALIDATION_ERROR.
reauth-required-cause = Cambiar el correo electrónico, la contraseña o un segundo factor, o eliminar la cuenta, requiere un inicio de sesión reciente (SUDO_WINDOW, diez minutos), con un segundo factor si la cuenta lo tiene, o lo que falte en la misma solicitud: current_password y code, o passkey. Si hay fields, lo enviado es incorrecto.
reauth-required-remedy = Pide la contraseña actual, y un código si la cuenta tiene una aplicación de autenticación, y envía de nuevo la misma solicitud con current_password y code. Una llave de acceso en passkey sustituye a ambos.
current-password-incorrect-cause = El current_password enviado para cambiar la contraseña es incorrecto. La sesión del usuario sigue abierta. La API de tokens responde INVALID_CREDENTIALS.
current-password-incorrect-remedy = Muestra la frase junto a ese campo y permite que el usuario vuelva a intentarlo.
login-required-cause = Quien llama no ha iniciado sesión: la solicitud no llevaba cookie ni token, o la sesión de la cookie ha terminado.
login-required-remedy = Muestra el inicio de sesión. Un navegador solo envía su cookie si credentials vale include y solo dentro del mismo sitio; una app envía Authorization: Bearer y el token de acceso.
token-expired-cause = La vigencia del token ha terminado.
token-expired-remedy = Token de acceso: renuévalo y envía de nuevo la solicitud. Token de renovación: inicia sesión otra vez.
token-invalid-cause = No es un token de este servidor, se ha modificado o es del tipo equivocado: un token de renovación donde va uno de acceso, o al revés.
token-invalid-remedy = Comprueba cuál de los dos tokens se envía. Si es el correcto, borra ambos e inicia sesión otra vez. Puede que JWT_SECRET_KEY o BASE_URL hayan cambiado.
token-revoked-cause = La sesión del token ha terminado: al cerrar sesión, desde la lista de sesiones, por una contraseña nueva o porque la cuenta se desactivó o eliminó.
token-revoked-remedy = Borra ambos tokens e inicia sesión otra vez.
token-reused-cause = Un token de renovación se usó por segunda vez, más tarde de lo que permite REFRESH_GRACE. Puede que lo hayan copiado, así que se cerró su sesión.
token-reused-remedy = Borra ambos tokens e inicia sesión otra vez. Guarda el token de renovación más reciente y nunca hagas dos renovaciones a la vez: consulta examples/react-spa/src/tokens.js y docs/mobile.md.
forbidden-cause = Quien llama ha iniciado sesión, pero no tiene permiso para hacer esto.
forbidden-remedy = No ofrezcas esta acción a este usuario. Los operadores asignan los roles. En la API de tokens, el mensaje indica qué no se permite, por ejemplo el registro, el inicio de sesión o eliminar al último administrador.
cross-site-cause = El navegador indica que esta solicitud la envió una página de otro sitio, y su origen no está en ALLOWED_ORIGINS.
cross-site-remedy = Añade el origen del frontend a ALLOWED_ORIGINS: esquema, host y puerto tal como los escribe el navegador.
last-admin-cause = Este es el último administrador activo. La API de tokens responde FORBIDDEN.
last-admin-remedy = Antes, convierte a otro usuario en administrador.
dead-link-cause = El token de un enlace enviado por correo ya se usó, ha caducado, se sustituyó por otro más reciente o es desconocido. La API de tokens responde VALIDATION_ERROR con fields.token.
dead-link-remedy = Ofrece enviar un correo nuevo.
not-found-cause = En esta dirección no hay nada, o lo que hay pertenece a otro usuario.
not-found-remedy = Comprueba la ruta. Los identificadores de objetos de otros usuarios reciben la misma respuesta que los que no existen.
method-not-allowed-cause = Esta dirección no admite el método de la solicitud.
method-not-allowed-remedy = Usa uno de los métodos de la cabecera Allow.
bad-request-cause = El cuerpo no es un objeto JSON, repite un miembro, contiene un NUL o un valor del tipo equivocado, o no se puede leer la consulta de la URL. La API de tokens también responde este código, con los mismos códigos de estado, donde la API de sesiones da uno de los tres siguientes.
bad-request-remedy = Envía un único objeto JSON en UTF-8.
unsupported-media-type-cause = Esta dirección no lee el Content-Type del cuerpo.
unsupported-media-type-remedy = Envía Content-Type: application/json.
too-large-cause = El cuerpo supera los 64 KiB.
too-large-remedy = Envía un cuerpo más pequeño. Ningún formulario necesita aquí más de 1 KiB.
timeout-cause = El cuerpo tardó demasiado en llegar.
timeout-remedy = Envía de nuevo la solicitud, de una sola vez.
rate-limited-cause = Demasiados intentos: contraseñas, códigos o llaves de acceso incorrectos, registros, cambios o correos solicitados. Consulta docs/limits.md.
rate-limited-remedy = Espera los segundos que indica Retry-After. Los intentos anteriores a ese momento se rechazan y no alargan la espera.
busy-cause = Hay más contraseñas por comprobar de las que este servidor puede procesar a tiempo. La API de tokens responde UNAVAILABLE.
busy-remedy = Vuelve a intentarlo tras los segundos que indica Retry-After. No se cambió nada.
unavailable-cause = La base de datos no está disponible temporalmente.
unavailable-remedy = Vuelve a intentarlo tras los segundos que indica Retry-After. Las contraseñas y los tokens no se ven afectados: conserva los tokens.
internal-cause = Un error interno del servidor.
internal-remedy = Comunica request_id al operador: el registro del servidor contiene el mismo identificador.

# Errors at a field. They have no full stop at the end.
enter-a-username = Introduce un nombre de usuario
enter-username-or-email = Introduce un nombre de usuario o un correo electrónico
username-letters-and-numbers = El nombre de usuario debe empezar por una letra y contener solo letras y números
username-extended-characters = El nombre de usuario debe empezar por una letra y contener solo letras, números, puntos, guiones bajos y guiones
username-length = El nombre de usuario debe tener de { $min } a { $max ->
    [one] { $max } carácter
    [many] { $max } de caracteres
   *[other] { $max } caracteres
}
username-reserved = Ese nombre de usuario está reservado. Elige otro
username-taken = Ese nombre de usuario ya está en uso. Elige otro
enter-your-username = Introduce tu nombre de usuario
enter-username-exactly = Introduce tu nombre de usuario exactamente así: { $username }
enter-email-address = Introduce un correo electrónico
email-too-long = { $max ->
    [one] El correo electrónico debe tener { $max } carácter como máximo
    [many] El correo electrónico debe tener { $max } de caracteres como máximo
   *[other] El correo electrónico debe tener { $max } caracteres como máximo
}
email-format = Introduce un correo electrónico con el formato correcto, como nombre@example.com
email-taken-at-sign-up = Ya existe una cuenta con ese correo electrónico. Inicia sesión o elige otro
email-taken-by-another = Otra cuenta usa ese correo electrónico. Introduce uno diferente
email-confirmed-before = Esta cuenta ya confirmó antes un correo electrónico. Usa el enlace que enviamos a esa dirección para deshacer el cambio
invitation-for-other-email = Esta invitación es para otro correo electrónico. Usa el correo al que se envió
email-of-invitation = La invitación de esta cuenta es para el correo electrónico que ya tiene. Confirma primero ese
enter-a-password = Introduce una contraseña
password-too-short = { $min ->
    [one] La contraseña debe tener { $min } carácter como mínimo
    [many] La contraseña debe tener { $min } de caracteres como mínimo
   *[other] La contraseña debe tener { $min } caracteres como mínimo
}
password-too-long = { $max ->
    [one] La contraseña debe tener { $max } carácter como máximo
    [many] La contraseña debe tener { $max } de caracteres como máximo
   *[other] La contraseña debe tener { $max } caracteres como máximo
}
password-classes = La contraseña debe tener una mayúscula, una minúscula, un número y un carácter especial
password-personal = La contraseña no puede ser tu nombre de usuario ni tu correo electrónico
password-from-names = La contraseña no puede estar formada a partir de tu nombre de usuario, tu correo electrónico o el nombre { $app }
password-too-easy = Esa contraseña es demasiado fácil de adivinar. Elige otra
password-breached = Esa contraseña está en una lista de contraseñas filtradas. Elige otra
passwords-do-not-match = Las contraseñas no coinciden. Introduce la misma dos veces
password-kept-ten-minutes = La contraseña nueva solo se conservó 10 minutos. Vuelve a introducirla
enter-current-password = Introduce tu contraseña actual
current-password-incorrect = La contraseña actual no es correcta
nothing-changed-enter-new = No se cambió nada. Introduce un nombre de usuario, un correo electrónico o una contraseña que sean nuevos

# Why the link of an email can't be used, at the field for its token at an API.
link-already-used = Este enlace ya se ha usado
link-has-expired = Este enlace ha caducado
link-was-replaced = Se envió otro enlace más reciente. Usa el del último correo
link-does-not-work = Este enlace no funciona

# Why a request was refused, in the answers of the APIs. No full stop at the end.
some-fields-need-attention = Hay campos que debes revisar
invitation-needed = Necesitas una invitación para crear una cuenta
confirm-email-first = Primero confirma tu correo electrónico
password-needed-for-change = Introduce tu contraseña actual para hacer este cambio
login-required = Es necesario iniciar sesión
token-required = Se requiere un token en la cabecera Authorization
token-expired = El token ha caducado
token-invalid = Token no válido
token-revoked = El token se ha revocado
token-already-used = El token ya se ha usado. Vuelve a iniciar sesión
token-invalid-or-expired = Token no válido o caducado
no-permission = No tienes permiso para hacer esto
came-from-another-site = Esta solicitud vino de otro sitio, así que se rechazó
last-active-admin = Este es el último administrador activo. Antes, convierte a otro usuario en administrador
nothing-at-this-address = No se encontró nada en esta dirección
method-not-possible = Esta dirección no se puede usar con ese método
request-unreadable = No se pudo leer la solicitud
content-type-not-accepted = Esta dirección no acepta ese tipo de contenido
request-too-large = La solicitud es demasiado grande (límite: 64 KB)
too-many-attempts = Demasiados intentos
service-unavailable = El servicio no está disponible temporalmente
retry-when = Vuelve a intentarlo { $when }

# Answers of the session API.
api-invalid-credentials = Credenciales no válidas
api-missing-credentials = Faltan las credenciales
api-all-fields-required = Todos los campos son obligatorios
api-username-already-taken = El nombre de usuario ya está en uso
api-email-already-registered = El correo electrónico ya está registrado
api-email-already-in-use = El correo electrónico ya está en uso
api-admin-access-required = Se requieren permisos de administrador
api-current-password-incorrect = La contraseña actual no es correcta
api-login-successful = Sesión iniciada
api-logged-out = Sesión cerrada
api-user-registered = Usuario registrado
api-email-verified = Correo electrónico verificado
api-reset-link-sent = Si el correo electrónico existe, se envió un enlace para restablecer la contraseña
api-password-reset = Contraseña restablecida
api-profile-updated = Perfil actualizado

# Answers of both APIs.
api-password-changed = Contraseña cambiada
api-session-ended = Sesión cerrada
api-other-sessions-ended = Demás sesiones cerradas

# Answers of the token API.
api-email-confirmed = Correo electrónico confirmado
api-hello = Hola, { $username }
api-account-deleted = Cuenta eliminada
api-app-logged-out = Sesión cerrada
api-link-on-its-way = Si alguna cuenta usa ese correo electrónico, le llegará un enlace en breve
api-password-changed-log-in = Contraseña cambiada. Inicia sesión con la nueva
api-new-link-sent = Enviamos un enlace de confirmación nuevo
api-email-already-confirmed = El correo electrónico ya está confirmado

# What the script of the pages says.
met-prefix = Cumplido:
try-again-in-clock = Reintentar en { $clock }
can-try-again-now = Ya puedes volver a intentarlo.
did-you-mean = ¿Querías decir { $host }?
characters-to-go = { $count ->
    [one] Falta { $count } carácter
    [many] Faltan { $count } de caracteres
   *[other] Faltan { $count } caracteres
}
strength-easy = Fácil de adivinar. Añade una o dos palabras
strength-fair = Aceptable. Cuanto más larga, más segura
strength-strong = Segura
copied = Copiado

# Devices, as they are listed on pages, in the history and in emails.
device-on = { $browser } en { $platform }
device-on-a-television = { $browser } en un televisor
an-app = Una app
an-app-on = Una app en { $platform }
an-app-on-a-television = Una app en un televisor

# Every email.
email-hello = Hola, { $username }:
email-closing = Este es un correo automático de { $app }. Las respuestas no se leen.
email-when = Fecha
email-ip-address = Dirección IP
email-device = Dispositivo
email-line = { $label }: { $value }
email-link-follows = { $label }:
email-button-not-working = ¿No funciona el botón? Copia este enlace:
email-link-expires = El enlace solo se puede usar una vez y caduca { $when }.
email-link-expires-or-replaced = El enlace solo se puede usar una vez y caduca { $when }. Si se envía otro más reciente, este deja de funcionar.
email-if-you = Si fuiste tú, no tienes que hacer nada.
email-if-not-you = Si no fuiste tú, no tienes que hacer nada.
email-if-not-you-lock-out = Si no fuiste tú, usa este enlace. Cierra la sesión en todos los dispositivos y bloquea el acceso a quien lo haya hecho. Después podrás elegir una contraseña nueva.
email-not-me = No fui yo
email-choose-password = Elegir contraseña nueva

# To a new account. Of every email: the subject, a preview, the heading, then the paragraphs in their order.
email-confirm-subject = Confirma tu correo electrónico para { $app }
email-confirm-preview = Confirma tu correo electrónico. El enlace caduca { $when }.
email-confirm-heading = Confirma tu correo electrónico
email-confirm-thanks = Gracias por registrarte en { $app }. Confirma tu correo electrónico para terminar.
email-confirm-button = Confirmar correo electrónico
email-confirm-ignore = Si no creaste ninguna cuenta, ignora este mensaje. Tu correo electrónico no se confirmará.

# To the new address of an account, which is { $email }.
email-confirm-new-subject = Confirma tu correo electrónico nuevo para { $app }
email-confirm-new-preview = Confirma que { $email } es tuyo. El enlace caduca { $when }.
email-confirm-new-heading = Confirma tu correo electrónico nuevo
email-confirm-new-address = El correo electrónico de tu cuenta de { $app } se cambió a { $email }. Confirma que es tuyo.
email-confirm-new-ignore = Si esta cuenta no es tuya, ignora este mensaje. Tu correo electrónico no se confirmará.

# The answer to "Forgot your password?".
email-reset-subject = Restablece tu contraseña de { $app }
email-reset-preview = Elige una contraseña nueva. El enlace caduca { $when }.
email-reset-heading = Restablece tu contraseña
email-reset-request = Recibimos una solicitud para restablecer la contraseña de tu cuenta de { $app }.
email-reset-ignore = Si no lo pediste tú, ignora este mensaje. Tu contraseña no cambiará.

# A notice that the password was changed.
email-password-subject = Se cambió tu contraseña de { $app }
email-password-preview = Se cambió tu contraseña. Si no fuiste tú, bloquea ahora todos los accesos.
email-password-heading = Se cambió tu contraseña
email-password-changed = Se cambió la contraseña de tu cuenta de { $app }. Se cerró la sesión en todos los demás dispositivos.

# A notice to the old address, { $old }, that the account has another one now: { $email } or { $new }.
email-address-subject = Se cambió tu correo electrónico de { $app }
email-address-preview = A partir de ahora escribiremos a { $email }.
email-address-preview-undo = A partir de ahora escribiremos a { $email }. Si no fuiste tú, deshaz este cambio.
email-address-heading = Se cambió tu correo electrónico
email-address-changed = El correo electrónico de tu cuenta de { $app } se cambió de { $old } a { $new }.
email-address-if-you = Si fuiste tú, no tienes que hacer nada. Este es el último mensaje que enviamos a esta dirección.
email-address-if-not-you = Si no fuiste tú, deshaz este cambio. Así se restaura tu correo electrónico anterior, se cierra la sesión en todos los dispositivos y se bloquea el acceso a quien lo haya hecho. Después podrás elegir una contraseña nueva.
email-address-undo = Deshacer este cambio

# A notice of a login with a device that the account has not seen before.
email-login-subject = Nuevo inicio de sesión en tu cuenta de { $app }
email-login-preview = Se inició sesión desde un dispositivo nuevo. Si no fuiste tú, bloquea ahora todos los accesos.
email-login-heading = Nuevo inicio de sesión en tu cuenta
email-login-new-device = Se inició sesión en tu cuenta de { $app } desde un dispositivo nuevo:
email-login-sessions = Ver dónde tienes la sesión iniciada

# A notice that too many logins failed in a row.
email-failed-subject = Demasiados inicios de sesión fallidos en tu cuenta de { $app }
email-failed-preview = Los dispositivos nuevos están bloqueados hasta que inicies sesión o elijas una contraseña nueva.
email-failed-heading = Demasiados inicios de sesión fallidos
email-failed-attempts = { $count ->
    [one] Hubo { $count } intento fallido de iniciar sesión en tu cuenta de { $app }. No tuvo éxito. El intento:
    [many] Hubo { $count } de intentos fallidos seguidos de iniciar sesión en tu cuenta de { $app }. Ninguno tuvo éxito. El último intento:
   *[other] Hubo { $count } intentos fallidos seguidos de iniciar sesión en tu cuenta de { $app }. Ninguno tuvo éxito. El último intento:
}
email-failed-block = A partir de ahora, los dispositivos y las redes que nunca han iniciado sesión en tu cuenta están bloqueados, incluso con la contraseña correcta. Los dispositivos que ya has usado siguen funcionando. El bloqueo termina cuando inicies sesión o elijas una contraseña nueva.
email-failed-if-you = Si fuiste tú, inicia sesión con un dispositivo que ya hayas usado o elige una contraseña nueva.
email-failed-if-you-link = Si fuiste tú, inicia sesión con un dispositivo que ya hayas usado o elige una contraseña nueva:
email-failed-if-not-you = Si no fuiste tú, tu cuenta está a salvo mientras nadie pueda adivinar tu contraseña. Si es corta o la usas en otros sitios, elige ahora una más segura. Eso también pone fin al bloqueo.

# The last email of an account.
email-deleted-subject = Se eliminó tu cuenta de { $app }
email-deleted-preview = Se eliminaron tu cuenta y todos sus datos.
email-deleted-heading = Se eliminó tu cuenta
email-deleted-everything = Se eliminaron tu cuenta de { $app } y todos sus datos. Esta acción no se puede deshacer.
email-deleted-if-not-you = Si no fuiste tú, alguien conocía tu contraseña. Cámbiala en todos los demás sitios donde la uses. Puedes crear una cuenta nueva con este correo electrónico cuando quieras.

# To the owner of an account: someone signed up with its address.
email-registered-subject = Ya tienes una cuenta en { $app }
email-registered-preview = Ya tienes una cuenta. No se cambió nada.
email-registered-heading = Ya tienes una cuenta
email-registered-again = Alguien intentó crear una cuenta de { $app } con tu correo electrónico. Ya tienes una cuenta, así que no se creó ni se cambió nada.
email-registered-log-in = Si fuiste tú, inicia sesión como { $username }.
email-registered-reset = ¿Has olvidado tu contraseña? Restablécela

# Events: a second factor, and recovery codes.
event-second-factor-failed = Código incorrecto para el segundo factor
event-recovery-code-used = Código de recuperación usado para iniciar sesión
event-recovery-code-used-left = { $count ->
    [one] Código de recuperación usado para iniciar sesión, queda { $count }
    [many] Código de recuperación usado para iniciar sesión, quedan { $count }
   *[other] Código de recuperación usado para iniciar sesión, quedan { $count }
}
event-totp-added = Aplicación de autenticación configurada
event-totp-removed = Aplicación de autenticación eliminada
event-recovery-codes-renewed = Códigos de recuperación nuevos creados
event-factors-reset = Segundos factores eliminados

# Errors at a field for a code.
enter-code = Introduce el código de tu aplicación de autenticación
code-incorrect = El código es incorrecto o ya se ha usado. Introduce el siguiente
enter-recovery-code = Introduce un código de recuperación
recovery-code-incorrect = El código de recuperación es incorrecto o ya se ha usado
totp-already-set-up = Ya hay una aplicación de autenticación configurada. Elimínala primero
totp-not-started = No se está configurando ninguna aplicación de autenticación. Empieza de nuevo

# The second step of a login: the page for the code of the app, and the page for a recovery code. "Log in" is their button.
two-step-login = Inicio de sesión en dos pasos
code-label = Código de tu aplicación de autenticación
code-lead = Abre tu aplicación de autenticación e introduce el código de 6 dígitos de tu cuenta.
recovery-code-label = Código de recuperación
recovery-code-lead = Introduce uno de los códigos de recuperación que guardaste. Cada uno funciona una vez.
use-recovery-code = Usar un código de recuperación
use-authenticator-app = Usar tu aplicación de autenticación
login-has-expired = Este inicio de sesión ha caducado. Inicia sesión de nuevo.

# Two-step login: what is set up.
two-step-hint = Pide un código o una llave de acceso después de la contraseña.
authenticator-app = Aplicación de autenticación
totp-on = Configurada el { $date }.
totp-off = Sin configurar. Cualquiera que sepa tu contraseña puede iniciar sesión.
totp-not-set-up = Sin configurar.
manage-two-step = Gestionar el inicio de sesión en dos pasos
set-up-app = Configurar una aplicación de autenticación
remove-app = Eliminar la aplicación de autenticación
recovery-codes = Códigos de recuperación
recovery-codes-hint = Por si no puedes usar tu aplicación o tu llave de acceso. Cada uno sirve para iniciar sesión una vez.
recovery-codes-left = { $count ->
    [one] Queda { $count } código de recuperación.
    [many] Quedan { $count } de códigos de recuperación.
   *[other] Quedan { $count } códigos de recuperación.
}
new-recovery-codes = Crear códigos de recuperación nuevos

# Set up the app. { $key } is a text of 32 letters and digits.
scan-with-app = Escanea esto con una aplicación de autenticación o <link>ábrelo en este dispositivo</link>.
qr-code = Código QR para tu aplicación de autenticación
type-key = ¿No puedes escanear? Escribe esta clave en la aplicación:
turn-on = Activar

# The recovery codes, which are shown once.
save-recovery-codes = Guarda tus códigos de recuperación
save-recovery-codes-lead = No volverás a verlos. Imprímelos o guárdalos en un lugar seguro: si no puedes usar tu aplicación o tu llave de acceso, cada uno sirve para iniciar sesión una vez.
download-recovery-codes = Descargar como archivo de texto
saved-them = Los he guardado
done-app-removed = Aplicación de autenticación eliminada. Sus códigos ya no funcionan.

# Two-step login that an account must have: inside the login, on the page of two-step login, and as a banner.
set-up-required-lead = Tu cuenta requiere el inicio de sesión en dos pasos. Configura una aplicación de autenticación para terminar de iniciar sesión.
two-step-required = Tu cuenta requiere el inicio de sesión en dos pasos.
two-step-required-soon = Tu cuenta requiere el inicio de sesión en dos pasos. Tendrás que configurarlo la próxima vez que inicies sesión.
second-factor-banner = <strong>Tu cuenta requiere el inicio de sesión en dos pasos.</strong> Tendrás que configurarlo la próxima vez que inicies sesión. <two-step>Configúralo ahora</two-step>.
last-factor = Este es el único segundo factor de tu cuenta, que debe tener uno. Configura otro primero

# Remembered browsers: the box at the code of the second step, the list beside the sessions, and what happens to them.
remember-browser = { $days ->
    [one] No volver a preguntar en este navegador durante { $days } día
    [many] No volver a preguntar en este navegador durante { $days } de días
   *[other] No volver a preguntar en este navegador durante { $days } días
}
remembered-browsers = Navegadores recordados
remembered-browsers-hint = En estos navegadores basta la contraseña para iniciar sesión. Los cambios en tu cuenta siguen pidiendo un código.
no-remembered-browsers = No hay ningún navegador recordado.
remembered-since = recordado desde el { $date }
remembered-until = hasta el { $date }
forget-browser = Olvidar<sr>: { $name }, { $address }</sr>
done-browser-forgotten = Navegador olvidado: { $name }. Su próximo inicio de sesión pedirá un código.
event-browser-remembered = Navegador recordado: iniciar sesión en él no requiere código
event-browser-forgotten = Se olvidó un navegador recordado
event-browser-forgotten-name = Navegador olvidado: { $name }
api-browser-forgotten = Navegador olvidado

# "Confirm it's you", for a change of the second factors.
confirm-to-set-up-app = Confirma que eres tú para configurar una aplicación de autenticación.
confirm-to-remove-app = Confirma que eres tú para eliminar la aplicación de autenticación. Sin otro segundo factor, también se eliminan los códigos de recuperación.
confirm-to-renew-codes = Confirma que eres tú para crear códigos de recuperación nuevos. Los antiguos dejarán de funcionar.
confirm-to-save-changes = Confirma que eres tú para guardar estos cambios.
confirm-to-delete-account = Confirma que eres tú para eliminar tu cuenta { $username } y todos sus datos. Esta acción no se puede deshacer.

# The APIs: a login that needs a second factor, and a wrong code.
api-second-factor-required = se requiere un segundo factor
second-factor-required = Se necesita un segundo factor para iniciar sesión
second-factor-required-cause = La contraseña es correcta y la cuenta tiene un segundo factor.
second-factor-required-remedy = Pide uno de los que indica methods: un código de la aplicación de autenticación, una llave de acceso o un código de recuperación. Envíalo a la dirección del segundo paso en un plazo de 10 minutos.
invalid-code = El código es incorrecto
invalid-code-cause = El código, el código de recuperación o la llave de acceso que se envió para iniciar sesión es incorrecto, ha caducado o ya se ha usado. Con una llave de acceso, fields indica el motivo.
invalid-code-remedy = Pide el siguiente código, o de nuevo la llave de acceso con opciones nuevas. Tras seis intentos incorrectos, hay que volver a empezar con la contraseña.
second-factor-setup-required = Esta cuenta debe tener un segundo factor. Configúralo primero
second-factor-setup-required-cause = La cuenta debe tener un segundo factor (REQUIRE_SECOND_FACTOR) y no tiene ninguno. El inicio de sesión no abre ninguna sesión, y un administrador que sigue conectado no tiene los permisos de ese rol.
second-factor-setup-required-remedy = Abre la dirección de set_up_url en un navegador. Cuando el segundo factor esté configurado, vuelve a iniciar sesión.
last-factor-cause = La cuenta debe tener un segundo factor (REQUIRE_SECOND_FACTOR) y este es el último. La API de tokens responde FORBIDDEN.
last-factor-remedy = Antes, configura otro segundo factor.

# A notice that a second factor was changed or a recovery code used. { $heading } is one of the five headings.
email-factor-subject = { $app }: { $heading }
email-totp-added-heading = Aplicación de autenticación configurada
email-totp-added = Se ha configurado una aplicación de autenticación para tu cuenta de { $app }. A partir de ahora, un inicio de sesión con la contraseña pide un código de ella u otro segundo factor.
email-totp-removed-heading = Aplicación de autenticación eliminada
email-totp-removed = Se ha eliminado la aplicación de autenticación de tu cuenta de { $app }. Sin otro segundo factor, de nuevo basta la contraseña para iniciar sesión.
email-codes-renewed-heading = Códigos de recuperación nuevos
email-codes-renewed = Se han creado códigos de recuperación nuevos para tu cuenta de { $app }. Los antiguos ya no funcionan.
email-code-used-heading = Código de recuperación usado
email-code-used = { $count ->
    [one] Se ha usado un código de recuperación para iniciar sesión en tu cuenta de { $app }. Queda { $count }.
    [many] Se ha usado un código de recuperación para iniciar sesión en tu cuenta de { $app }. Quedan { $count }.
   *[other] Se ha usado un código de recuperación para iniciar sesión en tu cuenta de { $app }. Quedan { $count }.
}
email-factors-reset-heading = Segundos factores eliminados
email-factors-reset = Un administrador ha eliminado todos los segundos factores de tu cuenta de { $app }. De nuevo basta la contraseña para iniciar sesión, hasta que configures uno nuevo.

# Events: passkeys. { $name } is what its owner calls it, isolated by the page.
event-passkey-added = Llave de acceso añadida
event-passkey-added-name = Llave de acceso añadida: { $name }
event-passkey-removed = Llave de acceso eliminada
event-passkey-removed-name = Llave de acceso eliminada: { $name }
event-passkey-refused = Llave de acceso rechazada, puede haber una copia
event-passkey-refused-name = Llave de acceso rechazada, puede haber una copia: { $name }

# Errors about passkeys: at the button that asked the browser for one, or at the field of an API.
passkey-malformed = No se puede leer la respuesta de tu navegador. Inténtalo de nuevo
passkey-expired = Ha tardado demasiado. Inténtalo de nuevo
passkey-other-site = Esta llave de acceso es para otra dirección
passkey-not-verified = Tu dispositivo no comprobó que eres tú. Configura un bloqueo de pantalla o un PIN e inténtalo de nuevo
passkey-unknown = Esta llave de acceso no sirve para iniciar sesión aquí. Puede que se haya eliminado
passkey-signature-wrong = No se puede verificar la llave de acceso. Inténtalo de nuevo
passkey-cloned = Se rechazó esta llave de acceso porque puede haber una copia. Inténtalo de nuevo o inicia sesión de otra forma
passkey-is-suspended = Esta llave de acceso está suspendida porque se añadió poco antes de bloquear todos los accesos a la cuenta. Inicia sesión de otra forma
passkey-locked-out = Todos los accesos a esta cuenta están bloqueados. Elige antes una contraseña nueva con el enlace de nuestro correo
passkey-not-discoverable = Tu dispositivo no puede ofrecer esta llave de acceso en la página de inicio de sesión. Usa otro dispositivo o un gestor de contraseñas
passkey-already-added = Esta llave de acceso ya se había añadido
passkey-unsupported = Este tipo de llave de acceso no es compatible. Usa otro dispositivo o un gestor de contraseñas
passkeys-unavailable = Las llaves de acceso no están disponibles aquí
too-many-passkeys = { $most ->
    [one] Ya tienes { $most } llave de acceso. Elimínala primero
    [many] Ya tienes { $most } llaves de acceso. Elimina una primero
   *[other] Ya tienes { $most } llaves de acceso. Elimina una primero
}
enter-a-name = Introduce un nombre
name-too-long = { $max ->
    [one] El nombre debe tener { $max } carácter como máximo
    [many] El nombre debe tener { $max } caracteres como máximo
   *[other] El nombre debe tener { $max } caracteres como máximo
}

# Passkeys: buttons on the login pages and where a change asks who you are. The browser asks for a fingerprint, face or PIN next.
log-in-with-passkey = Iniciar sesión con una llave de acceso
use-passkey = Usar una llave de acceso
confirm-with-passkey = Confirmar con una llave de acceso
waiting-for-device = Esperando a tu dispositivo…

# Stands between two ways to log in.
or-rule = o
passkey-lead = Usa tu huella, tu cara o el bloqueo de pantalla para iniciar sesión.
passkey-failed = Tu navegador no pudo usar una llave de acceso aquí. Inténtalo de nuevo o usa otra forma.
passkey-needs-script = Las llaves de acceso necesitan JavaScript y un navegador compatible.

# A link: to the page where passkeys work, when the browser is at another address of the same server.
passkeys-work-at = Las llaves de acceso funcionan en <link>{ $address }</link>.

# The page with the passkeys of an account.
passkeys = Llaves de acceso
passkeys-hint = Inicia sesión con tu huella, tu cara o el bloqueo de pantalla en lugar de la contraseña y un código.
no-passkeys-yet = Aún no hay llaves de acceso. Añade una para iniciar sesión sin contraseña.
passkey-count = { $count ->
    [one] { $count } llave de acceso.
    [many] { $count } llaves de acceso.
   *[other] { $count } llaves de acceso.
}
manage-passkeys = Gestionar las llaves de acceso
add-passkey = Añadir una llave de acceso
add-passkey-lead = Tu dispositivo o gestor de contraseñas la guarda y te pide la huella, la cara o el bloqueo de pantalla al usarla.
passkey-added-on = Añadida el { $date }
passkey-last-used = usada { $when }
passkey-never-used = aún sin usar

# The provider, like iCloud, keeps copies on the person's other devices.
passkey-synced = Sincronizada
passkey-other-domain = Se creó para otra dirección de este sitio y ya no funciona. Elimínala y añade una nueva.
factor-suspended = Acceso suspendido porque se añadió poco antes de que eligieras “No fui yo”, o después. Ya no sirve para iniciar sesión. Elimínalo y vuelve a añadirlo si es tuyo.
passkeys-suspended = Al menos una está suspendida y ya no sirve para iniciar sesión.
rename-passkey = Cambiar nombre

# Label of the field for a passkey's name.
passkey-name = Nombre
save-name = Guardar nombre
remove-passkey = Eliminar

# For screen readers, after the button's word.
which-passkey = llave de acceso { $name }
done-passkey-added = Llave de acceso añadida: { $name }.
done-passkey-renamed = La llave de acceso ahora se llama { $name }.
done-passkey-removed = Llave de acceso eliminada: { $name }.
confirm-to-remove-passkey = Confirma que eres tú para eliminar la llave de acceso { $name }.

# The APIs: a passkey that no account has.
api-passkey-renamed = Nombre de la llave de acceso cambiado
unknown-passkey = Llave de acceso desconocida
unknown-passkey-cause = La llave de acceso no pertenece a ninguna cuenta de aquí, o pertenece a otra que la del inicio de sesión pendiente. La API de tokens responde INVALID_CODE.
unknown-passkey-remedy = Ofrece las otras formas de iniciar sesión y avisa al navegador de que la llave de acceso es desconocida (Signal API).

# Notices about passkeys.
email-passkey-added-heading = Llave de acceso añadida
email-passkey-added = Se ha añadido una llave de acceso a tu cuenta de { $app }. Sirve para iniciar sesión sin contraseña.
email-passkey-removed-heading = Llave de acceso eliminada
email-passkey-removed = Se ha eliminado una llave de acceso de tu cuenta de { $app }. Ya no sirve para iniciar sesión.
email-passkey-refused-heading = Llave de acceso rechazada
email-passkey-refused = Se ha rechazado una llave de acceso de tu cuenta de { $app } porque puede haber una copia. Si no eras tú quien intentaba iniciar sesión, elimina esa llave.

# A login whose second factors are all lost. In the lead { $when } is "in 3 days", elsewhere a day with a time.
cant-use-any = No puedo usar ninguna de estas opciones
lost-factors = ¿Has perdido todos los segundos factores?
lost-factors-suspended = Todos los segundos factores de esta cuenta están suspendidos porque se añadieron poco antes de que eligieras “No fui yo”, o después.
lost-factors-elsewhere = Las llaves de acceso de esta cuenta se crearon para otra dirección de este sitio y ya no funcionan.
lost-factors-lead = Si no puedes usar tu aplicación de autenticación, una llave de acceso ni un código de recuperación, pídenos que desactivemos el inicio de sesión en dos pasos. Te enviaremos un enlace para ello por correo { $when }.
lost-factors-stop = Hasta entonces te escribiremos cada día, y cualquiera que tenga la sesión iniciada en tu cuenta o lea tu correo podrá detenerlo. Seguirás necesitando tu contraseña.
lost-factors-log-out = Para pedirlo, cierra la sesión aquí y vuelve a iniciarla con tu contraseña. Después elige “No puedo usar ninguna de estas opciones”.
lost-factors-log-in = Inicia sesión con tu contraseña y elige “No puedo usar ninguna de estas opciones”.
ask-to-turn-off = Pedir que se desactive
lost-factors-running = Hemos recibido tu solicitud. El { $when } te enviaremos un enlace que desactiva el inicio de sesión en dos pasos.
lost-factors-ready = La espera ha terminado. Usa el enlace de nuestro último correo para desactivar el inicio de sesión en dos pasos.
lost-factors-found = ¿Has encontrado tu aplicación de autenticación o una llave de acceso? Inicia sesión con ella. Eso detiene la solicitud.
lost-factors-unconfirmed = El correo electrónico de esta cuenta nunca se confirmó, así que no podemos enviarte un enlace. Restablece antes tu contraseña por correo. Eso confirma la dirección.

# A request to turn off two-step login: the banner on every page, and the page behind the links of its emails. { $when } is a day with a time.
two-step-request-banner = Alguien con tu contraseña ha pedido desactivar el inicio de sesión en dos pasos. A partir del { $when } bastará un enlace en un correo.
stop-request = Detener la solicitud
two-step-request = Solicitud para desactivar el inicio de sesión en dos pasos
two-step-request-of = Alguien que sabe la contraseña de { $username } dice que ha perdido todos los segundos factores y ha pedido desactivar el inicio de sesión en dos pasos.
two-step-request-wait = A partir del { $when } bastará un enlace en un correo para desactivarlo.
two-step-request-ready = Ya puedes desactivarlo. Esto elimina todos los segundos factores y cierra la sesión en todos los dispositivos. Después inicia sesión con tu contraseña.
turn-off-two-step = Desactivar el inicio de sesión en dos pasos
done-request-stopped = Solicitud detenida. El inicio de sesión en dos pasos sigue activo. Si no fuiste tú, cambia tu contraseña.
done-two-step-off = Inicio de sesión en dos pasos desactivado. Inicia sesión con tu contraseña.
no-request-running = No hay ninguna solicitud para desactivar el inicio de sesión en dos pasos.

# Titles of the page for a link about such a request that opens nothing any more, and why.
request-link-used = Este enlace sobre el inicio de sesión en dos pasos ya se ha usado
request-link-expired = Este enlace sobre el inicio de sesión en dos pasos ha caducado
request-link-replaced = Este enlace sobre el inicio de sesión en dos pasos se ha sustituido por otro
request-link-void = Esta solicitud para desactivar el inicio de sesión en dos pasos ya no está en curso
request-link-unknown = Este enlace sobre el inicio de sesión en dos pasos no funciona
request-is-over = Se detuvo, o el inicio de sesión en dos pasos ya está desactivado.

# Events of such a request.
event-recovery-started = Se pidió desactivar el inicio de sesión en dos pasos
event-recovery-stopped = Solicitud para desactivar el inicio de sesión en dos pasos detenida
event-recovery-stopped-session = Solicitud para desactivar el inicio de sesión en dos pasos detenida desde un dispositivo con la sesión iniciada
event-recovery-stopped-link = Solicitud para desactivar el inicio de sesión en dos pasos detenida con un enlace de un correo
event-recovery-stopped-factor = Solicitud para desactivar el inicio de sesión en dos pasos detenida porque se usó un segundo factor
event-recovery-stopped-changed = Solicitud para desactivar el inicio de sesión en dos pasos detenida porque cambiaron los segundos factores
event-recovery-stopped-locked-out = Solicitud para desactivar el inicio de sesión en dos pasos detenida porque se bloquearon todos los accesos
event-recovery-stopped-email = Solicitud para desactivar el inicio de sesión en dos pasos detenida porque se cambió el correo electrónico
event-recovery-stopped-disabled = Solicitud para desactivar el inicio de sesión en dos pasos detenida porque se desactivó la cuenta
event-recovery-expired = Solicitud para desactivar el inicio de sesión en dos pasos caducada
event-factors-recovered = Inicio de sesión en dos pasos desactivado con un enlace de un correo, tras la espera
event-factors-suspended = Segundos factores suspendidos porque se añadieron poco antes o después

# Emails about such a request. The table with time, IP address and device follows where a text ends with a colon.
email-stop-recovery-subject = { $app }: solicitud para desactivar el inicio de sesión en dos pasos
email-recovery-reminder-subject = { $app }: el inicio de sesión en dos pasos se desactivará pronto
email-recovery-asked = Alguien que sabe la contraseña de tu cuenta de { $app } dice que ha perdido todos los segundos factores y ha pedido desactivar el inicio de sesión en dos pasos:
email-recovery-wait = El { $when } te enviaremos un enlace que lo desactiva. Si fuiste tú, no tienes que hacer nada hasta entonces.
email-recovery-if-not-you = Si no fuiste tú, detén la solicitud. El inicio de sesión en dos pasos seguirá activo.
email-recovery-lock-out = La persona que lo pidió sabe tu contraseña. Para cerrar la sesión en todos los dispositivos y elegir una nueva, usa mejor este enlace.
email-finish-recovery-subject = { $app }: desactiva el inicio de sesión en dos pasos
email-finish-recovery = La espera que empezó con esta solicitud ha terminado:
email-finish-recovery-do = Este enlace elimina todos los segundos factores de tu cuenta de { $app } y cierra la sesión en todos los dispositivos. Después inicia sesión con tu contraseña.
email-factors-recovered-heading = Inicio de sesión en dos pasos desactivado
email-factors-recovered = El inicio de sesión en dos pasos de tu cuenta de { $app } se ha desactivado con un enlace de un correo, tras la espera. Se cerró la sesión en todos los dispositivos. Basta la contraseña para iniciar sesión, hasta que configures un segundo factor nuevo.

# The APIs: such a request was stopped. And the error at the field of a new address.
api-request-stopped = Solicitud detenida
email-needs-second-factor = Esta cuenta tiene el inicio de sesión en dos pasos, así que la contraseña sola no puede cambiar su correo electrónico. Usa el enlace que enviamos allí
# An account that an operator took over from another application.
event-imported = Cuenta trasladada aquí
event-imported-from = Cuenta trasladada aquí desde { $source }
event-accounts-exported = Cuentas entregadas a otra aplicación
event-accounts-exported-count = { $count ->
    [one] Se entregó una cuenta a otra aplicación
    [many] Se entregaron { $count } de cuentas a otra aplicación
   *[other] Se entregaron { $count } cuentas a otra aplicación
}
# An account that an administrator or operator disables.
event-user-disabled = Cuenta desactivada
event-user-enabled = Cuenta reactivada
email-disabled-subject = Tu cuenta de { $app } se ha desactivado
email-disabled-preview = Tus sesiones se han cerrado y no puedes iniciar sesión.
email-disabled-heading = Tu cuenta se ha desactivado
email-disabled-what = Tu cuenta de { $app } se ha desactivado. Tus sesiones se han cerrado en todas partes y no podrás iniciar sesión hasta que se reactive. No se ha eliminado nada.
email-disabled-mistake = Si crees que es un error, ponte en contacto con los responsables de { $app }.
# An administrator or operator gave the account another role. { $role } is one of role-user, role-moderator, role-admin.
email-role-subject = Tu rol en { $app } ha cambiado
email-role-preview = Tu rol es ahora «{ $role }».
email-role-heading = Tu rol ha cambiado
email-role-what = El rol de tu cuenta de { $app } es ahora «{ $role }»:
email-role-log-in = Tus sesiones se han cerrado en todas partes. El rol vale a partir del próximo inicio de sesión.
