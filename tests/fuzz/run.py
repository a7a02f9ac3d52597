"""Sends generated requests to a real server by its own OpenAPI document, as a resident, a hub manager and an admin.

The server is the program that is shipped, with the demo community in a folder of its own; its limits are so many
times over that they don't end the run early. Nothing of it is left behind. With `--requests N` it goes on with new
seeds until the server has answered N requests (or `--minutes` are over), without it a bounded run ends after `--seconds` for each role.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
PASSWORD = "Meadow-42-lark"
ROLES = {
    "resident": "nia-griffiths@quittenhof.example",
    "hub manager": "jonas-weidner@quittenhof.example",
    "admin": "amara-okafor@quittenhof.example",
}
# Addresses without a document of their own: the socket, and the sync engine's binary bodies; tests/ has theirs.
LEFT_OUT = "^/(ws|sync|metrics|audit)"
# No 5xx, nothing invalid accepted, nothing answered that the document does not say, no way round the sign-in.
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
    "ignored_auth",
    "use_after_free",
]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--server", required=True, type=Path, help="the program hubbub-server")
    options.add_argument("--schemathesis", required=True, type=Path, help="the program st")
    options.add_argument("--seconds", type=int, default=40, help="for each role")
    options.add_argument("--requests", type=int, default=0, help="go on until so many were answered")
    options.add_argument("--minutes", type=int, default=0, help="but no longer than this")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", type=Path, help="keep reports of failures in this folder")
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="hubbub-fuzz") as folder:
        server = Server(options.server, Path(folder))
        try:
            return fuzz(options, server, Path(folder))
        finally:
            server.stop()


def fuzz(options, server, folder):
    document = fetch(server.url + "/api/v1/openapi.json")
    operations = sum(len(methods) for methods in json.loads(document)["paths"].values())
    print(f"{operations} operations in the document", flush=True)
    good, seed, since = True, options.seed, time.monotonic()
    answered = {role: 0 for role in ROLES}
    while True:
        for role, email in ROLES.items():
            before = server.answered()
            people = [email, server.newcomer(), server.newcomer()]
            good &= one_run(options, server, folder, role, people, seed)
            answered[role] += server.answered() - before
        total = sum(answered.values())
        print(f"\n{total} requests so far", flush=True)
        late = options.minutes and time.monotonic() - since > 60 * options.minutes
        if total >= options.requests or not good or late:
            break
        seed += 1
    figures = {
        "requests": total,
        "by_role": answered,
        "by_status": server.by_status(),
        "operations": operations,
        "seeds": [options.seed, seed],
        "seconds": round(time.monotonic() - since),
        "failures": not good,
    }
    print(json.dumps(figures), flush=True)
    return 0 if good and server.is_up() else 1


def one_run(options, server, folder, role, people, seed):
    print(f"\n== as {role}, seed {seed}", flush=True)
    out = options.out or folder / "reports"
    command = [
        str(options.schemathesis.absolute()),
        f"--config-file={HERE / 'schemathesis.toml'}",
        "run",
        server.url + "/api/v1/openapi.json",
        f"--exclude-path-regex={LEFT_OUT}",
        f"--checks={','.join(CHECKS)}",
        f"--max-time={options.seconds}",
        f"--seed={seed}",
        "--warnings=off",
        "--continue-on-failure",
        "--request-timeout=30",
        f"--report-junit-path={out / (role.replace(' ', '-') + f'-{seed}.xml')}",
    ]
    out.mkdir(parents=True, exist_ok=True)
    environment = dict(os.environ, HUBBUB_URL=server.url, HUBBUB_PASSWORD=PASSWORD, HUBBUB_PEOPLE=",".join(people))
    environment["HUBBUB_SESSIONS"] = str(folder)
    environment.update(SCHEMATHESIS_HOOKS="hooks", PYTHONPATH=str(HERE), NO_COLOR="1")
    return subprocess.run(command, cwd=folder, env=environment).returncode == 0


class Server:
    """The server on free ports of the loopback address, with the demo community."""

    def __init__(self, program, folder):
        self.made = 0
        common = [str(program.absolute()), "--data", str(folder / "data")]
        subprocess.run([*common, "seed-demo", "--password", PASSWORD], check=True)
        ports = ["--listen", "127.0.0.1:0", "--operator-listen", "127.0.0.1:0", "--limits-times", "1000"]
        environment = dict(os.environ, RUST_LOG="warn")
        self.child = subprocess.Popen([*common, *ports], stdout=subprocess.PIPE, text=True, env=environment)
        self.url = self.child.stdout.readline().strip().removeprefix("listening on ")
        self.operator = self.child.stdout.readline().strip().removeprefix("operator on ")
        if not self.url.startswith("http") or not self.operator.startswith("http"):
            raise SystemExit("the server did not start")

    def newcomer(self):
        """Somebody who has just joined the community."""
        self.made += 1
        email = f"newcomer-{self.made}@fuzz.example"
        form = {"email": email, "password": PASSWORD, "display_name": "Newcomer", "locale": "en"}
        request = urllib.request.Request(
            self.url + "/api/v1/auth/register",
            data=json.dumps(form).encode(),
            headers={"Content-Type": "application/json"},
        )
        urllib.request.urlopen(request, timeout=30).close()
        return email

    def by_status(self):
        counts = {}
        for status, count in re.findall(r'hubbub_requests_total\{.*status="(\d+)"\} (\d+)', self.metrics()):
            counts[status] = counts.get(status, 0) + int(count)
        return dict(sorted(counts.items()))

    def answered(self):
        return sum(self.by_status().values())

    def metrics(self):
        return fetch(self.operator + "/metrics")

    def is_up(self):
        return self.child.poll() is None and '"ready":true' in fetch(self.url + "/health").replace(" ", "")

    def stop(self):
        self.child.terminate()
        try:
            self.child.wait(30)
        except subprocess.TimeoutExpired:
            self.child.kill()


def fetch(url):
    with urllib.request.urlopen(url, timeout=30) as answered:
        return answered.read().decode()


if __name__ == "__main__":
    sys.exit(main())
