"""Who asks: one of the demo's people, in a session that is renewed when it has ended.

Requests that count wrong passwords, or end sessions and memberships, are made by two people of their own: the one
whose role is tried stays signed in.
"""

import json
import os
import threading
import uuid
from pathlib import Path

import requests
import schemathesis

LOCK = threading.Lock()

# Wrong passwords lock an account for a while.
GUARDED = {
    ("delete", "/api/v1/users/me"),
    ("post", "/api/v1/auth/password"),
    ("post", "/api/v1/auth/second-factor"),
    ("post", "/api/v1/auth/step-up"),
    ("post", "/api/v1/users/me/api-keys"),
}
# What a person can leave or end.
LEAVING = {
    ("post", "/api/v1/auth/logout"),
    ("delete", "/api/v1/auth/sessions"),
    ("delete", "/api/v1/auth/sessions/{session}"),
    ("delete", "/api/v1/communities/{community}/me"),
}


class Person:
    """Somebody with a session, which is kept for the next run: a run may lock the password, and devices that are
    signed in stay so."""

    def __init__(self, email):
        self.email = email
        self.access = None
        self.file = Path(os.environ["HUBBUB_SESSIONS"]) / f"{email}.json"
        kept = json.loads(self.file.read_text()) if self.file.exists() else {}
        self.device = kept.get("device", str(uuid.uuid4()))
        self.refresh = kept.get("refresh")

    def token(self):
        if self.access is None:
            self.come_in()
        return self.access

    def come_in(self):
        answered = None
        if self.refresh is not None:
            form = {"refresh_token": self.refresh, "device": self.device}
            answered = post("/api/v1/auth/refresh", form)
        if answered is None or answered.status_code != 200:
            self.device = str(uuid.uuid4())
            form = {"email": self.email, "password": os.environ["HUBBUB_PASSWORD"], "device": self.device}
            answered = post("/api/v1/auth/login", form)
        answered.raise_for_status()
        session = answered.json()["data"]
        self.access, self.refresh = session["access_token"], session["refresh_token"]
        self.file.write_text(json.dumps({"device": self.device, "refresh": self.refresh}))


def post(path, form):
    return requests.post(os.environ["HUBBUB_URL"] + path, json=form, timeout=30)


MAIN, SPARE, LEAVER = (Person(email) for email in os.environ["HUBBUB_PEOPLE"].split(","))


def asker(case):
    operation = (case.operation.method.lower(), case.operation.path)
    return SPARE if operation in GUARDED else LEAVER if operation in LEAVING else MAIN


@schemathesis.auth(refresh_interval=None)
class Session:
    def get(self, case, context):
        with LOCK:
            return asker(case).token()

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def after_call(context, case, response):
    if response.status_code != 401:
        return
    sent = response.request.headers.get("Authorization")
    with LOCK:
        for person in (MAIN, SPARE, LEAVER):
            if sent == f"Bearer {person.access}":
                person.access = None
