"""A service of somebody else's: Flask with Flask-JWT-Extended, which knows nothing of Vestibule but the shared key."""

import os

from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, get_jwt, get_jwt_identity, jwt_required
from werkzeug.serving import make_server

app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
JWTManager(app)


@app.get("/protected")
@jwt_required()
def protected():
    return jsonify(identity=get_jwt_identity(), claims=get_jwt())


@app.get("/fresh")
@jwt_required(fresh=True)
def fresh():
    return jsonify(identity=get_jwt_identity())


@app.get("/refresh")
@jwt_required(refresh=True)
def refresh():
    return jsonify(identity=get_jwt_identity())


server = make_server("127.0.0.1", 0, app)
print(server.server_port, flush=True)
server.serve_forever()
