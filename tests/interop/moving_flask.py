"""The Flask app of `benches/flask`, asked without a network: signs people up, or logs them in.

    python moving_flask.py DATABASE register|login < {"name": "password", …}

Answers with the names for which it worked, as JSON. FLASK_DATABASE_URL and the secrets are set here.
"""

import json
import os
import pathlib
import sys

database, what = sys.argv[1:]
os.environ.update(FLASK_DATABASE_URL=f"sqlite:///{database}", FLASK_SECRET_KEY="x" * 32, JWT_SECRET_KEY="y" * 32)
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "benches/flask"))
sys.dont_write_bytecode = True
from app import app, bcrypt  # noqa: E402

app.config["BCRYPT_LOG_ROUNDS"] = 4
bcrypt.init_app(app)
worked = []
for name, password in json.load(sys.stdin).items():
    client = app.test_client()
    form = {"username": name, "password": password}
    if what == "register":
        form |= {"email": f"{name}@example.com", "confirm_password": password}
    answer = client.post(f"/{what}", data=form)
    if answer.status_code == 302 and (what == "register" or name in client.get("/").text):
        worked.append(name)
json.dump(worked, sys.stdout)
