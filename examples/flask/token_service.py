"""A service that accepts Vestibule's access tokens by itself, with Flask-JWT-Extended.

It never asks Vestibule: both know JWT_SECRET_KEY. A session that was ended counts when its access token expires, 15 minutes
later at most. Where that is too late, ask Vestibule with each request, as cookie_service.py does.
"""

import os

from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, get_jwt, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
# Other services may sign with the same key: only tokens that Vestibule issued count.
app.config["JWT_DECODE_ISSUER"] = os.environ.get("VESTIBULE_URL", "http://127.0.0.1:5000")
JWTManager(app)


@app.get("/hello")
@jwt_required()
def hello():
    """For every user. `get_jwt_identity()` is the account's id, which never changes; the username may."""
    return jsonify(id=get_jwt_identity(), message=f"Hello, {get_jwt()['username']}")


@app.get("/fresh")
@jwt_required(fresh=True)
def fresh():
    """For a user who has just logged in: the tokens of a refresh are not fresh."""
    return jsonify(id=get_jwt_identity(), message="You have just logged in")


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5001")))
