#!/usr/bin/env python3
"""The scripts of deploy/postgresql on a fresh PostgreSQL: tests/end_to_end/deployed_roles.py BINARY.

Applies roles.sql, keys.sql, sealed.sql and after_migration.sql as docs/operations.md has them, serves with the three roles, and
collects: a visit and a sealed answer come in, are held where they belong, and go by their slips. No role reads another's book.
Ends with 77 (skipped) where there is no PostgreSQL or no libsodium to seal with.
"""

import base64
import ctypes
import ctypes.util
import datetime
import json
import os
import pathlib
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

BINARY = sys.argv[1]
ROOT = pathlib.Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy/postgresql"
ASKER = {
    "organisation": {"hi": "परीक्षण संगठन", "en": "a test organisation"},
    "address": {"hi": "परीक्षण मार्ग 1", "en": "1 Test Road"},
    "telephone": "00000 00000",
}
passed = 0


def that(what, held, otherwise=""):
    global passed
    if not held:
        raise SystemExit(f"FAILED  {what}: {otherwise}")
    passed += 1
    print(f"ok      {what}", flush=True)


class Cluster:
    """A PostgreSQL of its own on a socket, gone at the end."""

    def __init__(self):
        self.folder = f"/tmp/boothwise-roles-{secrets.token_hex(4)}"

    def __enter__(self):
        started = subprocess.run([ROOT / "tests/postgres", "start", self.folder], capture_output=True, text=True)
        if started.returncode == 3:
            print("skipped: " + started.stderr.strip())
            sys.exit(77)
        if started.returncode != 0:
            raise SystemExit(started.stderr)
        # The tests' own role of that name may make databases; the deployed one may not.
        self.sql("postgres", "postgres", "DROP ROLE boothwise_app")
        return self

    def __exit__(self, *_):
        subprocess.run([ROOT / "tests/postgres", "stop", self.folder], check=True)

    def psql(self, user, database, *what):
        return subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", user, *what, database],
                              capture_output=True, text=True)

    def script(self, user, database, name):
        done = self.psql(user, database, "-f", str(DEPLOY / name))
        that(f"{name} applies as {user}", done.returncode == 0, done.stderr)

    def sql(self, user, database, command):
        done = self.psql(user, database, "-c", command)
        if done.returncode != 0:
            raise SystemExit(f"FAILED  {command} as {user}: {done.stderr}")
        return done.stdout.strip()

    def denied(self, user, database, command):
        done = self.psql(user, database, "-c", command)
        that(f"{user} may not: {command} ({database})", done.returncode != 0 and "permission denied" in done.stderr, done.stdout + done.stderr)

    def address(self, user, database="boothwise"):
        return f"host={self.folder} user={user} dbname={database}"


def sealed_box(public_key_hex, text):
    """As the browser seals (libsodium), filled to a multiple of 1,024 bytes."""
    name = ctypes.util.find_library("sodium")
    if name is None:
        print("skipped: no libsodium")
        sys.exit(77)
    sodium = ctypes.CDLL(name)
    sodium.sodium_init()
    filled = text.encode() + b" " * (-len(text.encode()) % 1024)
    box = ctypes.create_string_buffer(len(filled) + 48)
    sodium.crypto_box_seal(box, filled, ctypes.c_ulonglong(len(filled)), bytes.fromhex(public_key_hex))
    return base64.b64encode(box.raw).decode()


class Server:
    def __init__(self, workspace, cluster):
        self.process = subprocess.Popen([*command(workspace, cluster), "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            if found := re.search(r"(http://127\.0\.0\.1:\d+)", line):
                self.base = found.group(1)
                return
            print(line, end="")
        raise SystemExit("FAILED  the server did not start")

    def end(self):
        self.process.terminate()
        return self.process.wait(30)

    def ask(self, path, body=None, headers=None, method=None):
        """Status and text."""
        bytes_sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, bytes_sent, {"X-Boothwise": "1", "Content-Type": "application/json", **(headers or {})}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def done(self, path, body=None):
        status, text = self.ask(path, body)
        if status not in (200, 201):
            raise SystemExit(f"FAILED  {path}: {status} {text}")
        return json.loads(text) if text else {}


def command(workspace, cluster):
    return [BINARY, "-w", str(workspace), "--lang", "en", "--quiet", "--database", cluster.address("boothwise_app"),
            "--keys-database", cluster.address("boothwise_keys", "boothwise_keys"), "--sealed-database", cluster.address("boothwise_sealed")]


def run(*arguments, must=True, **more):
    done = subprocess.run([str(one) for one in arguments], capture_output=True, text=True, **more)
    if must and done.returncode != 0:
        raise SystemExit(f"FAILED  {' '.join(map(str, arguments[-6:]))}: {done.stdout}{done.stderr}")
    return done.stdout


def prepare(cluster, work):
    """Roles, tables, an organisation, and an open wave."""
    workspace = work / "workspace"
    cluster.script("postgres", "postgres", "roles.sql")
    cluster.script("postgres", "postgres", "keys.sql")
    cluster.script("postgres", "boothwise", "sealed.sql")
    run(BINARY, "-w", workspace, "--quiet", "init", "--state", "UP")
    run(BINARY, "-w", workspace, "--quiet", "--database", cluster.address("boothwise_owner"), "organisation", "units", must=False)
    cluster.script("boothwise_owner", "boothwise", "after_migration.sql")
    run(*command(workspace, cluster), "organisation", "import", ROOT / "data/samples/organisation/units.csv")
    officers = [work / f"officer-{place}" for place in (1, 2)]
    for officer in officers:
        run(BINARY, "backup", "key", "new", "--out", officer)
    run(*command(workspace, cluster), "field", "officers", "--name", "first", "second", "--key", *(f"{officer}.public" for officer in officers))
    today = datetime.date.today()
    plan = json.loads((ROOT / "data/waves/household-means.json").read_text())
    plan |= {"first_day": str(today - datetime.timedelta(1)), "last_day": str(today + datetime.timedelta(30))}
    (work / "wave.json").write_text(json.dumps(plan))
    words = {"BOOTHWISE_PASSPHRASE_A": "neem peepal banyan mango", "BOOTHWISE_PASSPHRASE_B": "river well pond canal"}
    run(*command(workspace, cluster), "release", "keys", "new", "--wave", plan["code"], "--out", work / "keys", env={**os.environ, **words})
    run(*command(workspace, cluster), "release", "open", work / "wave.json", "--keys", work / "keys" / f"{plan['code']}.public")
    that("the role of the sealed book makes its tables in its schema and opens a wave", cluster.sql("boothwise_sealed", "boothwise", "SELECT count(*) FROM boothwise_sealed.waves") == "1")
    return workspace


def open_forms(server):
    words = {part: part for part in ("who", "items", "why", "withdraw", "complain", "contact")}
    server.done("/api/v1/notices", {"key": "visit", "purposes": ["schemes", "contact"], "erasure": "destroy", "texts": {"hi": words, "en": words}})
    form = server.done("/api/v1/forms", {"xml": (ROOT / "tests/data/forms/visit.xml").read_text()})["form"]
    server.done(f"/api/v1/forms/{form}/publish", {})
    server.done("/api/v1/forms/ready", ASKER)
    forms = {one["name"]: one["form"] for one in server.done("/api/v1/forms")["forms"]}
    server.done(f"/api/v1/forms/{forms['household-means']}/publish", {})


def give_phone(server):
    units = server.done("/api/v1/organisation/search?q=Booth")["units"]
    booth = next(one["unit"] for one in units if one["level"] == "booth")
    address = server.done("/api/v1/devices", {"unit": booth, "title": "phone"})["collect_address"]
    return address[address.index("/openrosa"):]


def send_visit(server, base):
    code = secrets.token_hex(6)
    answers = "<consent_schemes>yes</consent_schemes><gas>works</gas><consent_contact>yes</consent_contact><phone>9876543210</phone>"
    xml = (f'<data xmlns:orx="http://openrosa.org/xforms" id="visit" version="1">{answers}<orx:meta><orx:instanceID>'
           f"uuid:0b5e8a54-90a1-4a3b-8c61-{code}</orx:instanceID></orx:meta></data>")
    body = f'--b\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="s.xml"\r\nContent-Type: text/xml\r\n\r\n{xml}\r\n--b--\r\n'
    status, text = server.ask(f"{base}/submission", body.encode(), {"Content-Type": "multipart/form-data; boundary=b", "X-OpenRosa-Version": "1.0"})
    that("a visit is taken with these roles", status == 201, f"{status} {text}")
    return code


def send_sealed(server, base):
    code = secrets.token_hex(6)
    form = json.loads(server.ask(f"{base}/web/household-means", headers={"X-OpenRosa-Version": "1.0"})[1])
    answers = json.dumps({"answers": {"consent_community": "yes", "consent_economic": "yes", "community": "obc", "durables": "lpg car"}})
    consents = [{"purpose": one["purpose"], "notice": form["notice"], "language": "hi"} for one in form["consents"]]
    body = {"wave": form["protected"]["wave"], "unit": form["unit"], "receipt": f"{code[:4]}-{code[4:8]}-{code[8:]}",
            "day": str(datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=5.5))).date()), "consents": consents,
            "box": sealed_box(form["protected"]["public_key"], answers)}
    status, text = server.ask(f"{base}/sealed", body, {"X-OpenRosa-Version": "1.0"})
    that("a sealed answer is taken with these roles", status == 201, f"{status} {text}")
    return code


def look_where_they_may_not(cluster):
    """Each role at the others' books."""
    for table in ("sealed_answers", "sealed_consents", "waves", "withdrawn_receipts"):
        for user in ("boothwise_app", "boothwise_backup", "boothwise_owner"):
            cluster.denied(user, "boothwise", f"SELECT * FROM boothwise_sealed.{table}")
    for table in ("records", "consents", "devices", "people", "audit"):
        cluster.denied("boothwise_sealed", "boothwise", f"SELECT * FROM public.{table}")
    for user in ("boothwise_app", "boothwise_backup", "boothwise_owner", "boothwise_sealed", "boothwise_copy"):
        cluster.denied(user, "boothwise_keys", "SELECT 1")
    cluster.denied("boothwise_keys", "boothwise", "SELECT 1")
    for user, what in (("boothwise_app", "CREATE TABLE mine (x int)"), ("boothwise_app", "DELETE FROM audit"),
                       ("boothwise_sealed", "CREATE SCHEMA mine"), ("boothwise_sealed", "CREATE TABLE public.mine (x int)"), ("boothwise_backup", "DELETE FROM records")):
        done = cluster.psql(user, "boothwise", "-c", what)
        that(f"{user} may not: {what}", done.returncode != 0, done.stdout)
    # Row-level security shows no row to who does not say whose it may see: the ledger stays as it is (R2).
    cluster.psql("boothwise_app", "boothwise", "-c", "UPDATE consents SET given = 0")
    given = cluster.sql("postgres", "boothwise", "SELECT count(*) FROM consents WHERE given = 1")
    that("boothwise_app does not change the ledger of consents", given == "2", given)
    for user in ("boothwise_owner", "boothwise_app", "boothwise_backup", "boothwise_copy", "boothwise_keys", "boothwise_sealed"):
        flags = cluster.sql("postgres", "postgres", f"SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = '{user}'")
        that(f"{user} passes over nothing", flags == "f", flags)


def restore(cluster, work, workspace):
    """The owner of the tables puts the backup in the place of what is there; the others work on as before."""
    owner = ("--database", cluster.address("boothwise_owner"))
    units = lambda: cluster.sql("postgres", "boothwise", "SELECT count(*) FROM public.units")
    before = units()
    there = ("restore", work / "backup", "--private-key", work / "backup-key.private", "--into", workspace)
    refused = subprocess.run([str(one) for one in (BINARY, "--lang", "en", *owner, *there)], capture_output=True, text=True)
    that("what is there is not restored over", refused.returncode == 2 and "--replace" in refused.stderr, refused.stdout + refused.stderr)
    told = json.loads(run(BINARY, "--quiet", "--format", "json", *owner, *there, "--replace"))
    that("the owner restores the backup, and the check finds nothing", told["findings"] == [] and units() == before, json.dumps(told))
    aside = told["schema_aside"]
    cluster.script("boothwise_owner", "boothwise", "after_migration.sql")
    cluster.denied("boothwise_app", "boothwise", f"SELECT * FROM {aside}.people")
    for user, what in (("boothwise_app", "CREATE TABLE mine (x int)"), ("boothwise_app", "DELETE FROM audit"), ("boothwise_app", "DELETE FROM tombstones"),
                       ("boothwise_sealed", "SELECT * FROM public.people")):
        cluster.denied(user, "boothwise", what)
    run(*command(workspace, cluster), "check")
    run(*command(workspace, cluster), "audit", "verify")
    server = Server(workspace, cluster)
    try:
        server.done("/api/v1/forms/ready", ASKER)
        found = server.done("/api/v1/organisation/search?q=Booth")["units"]
        that("it is served and worked on with the app's role", len(found) > 0)
    finally:
        server.end()
    run(BINARY, "-w", workspace, "--quiet", "--database", cluster.address("boothwise_backup"), "backup", "--out", work / "backup-again", "--key", work / "backup-key.public", "--verify")
    that("and the backup's role makes the next backup", (work / "backup-again").exists())


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="boothwise-roles-"))
    try:
        with Cluster() as cluster:
            workspace = prepare(cluster, work)
            server = Server(workspace, cluster)
            try:
                open_forms(server)
                base = give_phone(server)
                visit, sealed = send_visit(server, base), send_sealed(server, base)
                held = lambda: (cluster.sql("postgres", "boothwise", "SELECT count(*) FROM records"),
                                cluster.sql("boothwise_sealed", "boothwise", "SELECT count(*) FROM boothwise_sealed.sealed_answers"))
                that("each lies in its own book", held() == ("1", "1"), str(held()))
                keys = int(cluster.sql("boothwise_keys", "boothwise_keys", "SELECT count(*) FROM record_keys"))
                that("the record's key lies in the database of keys", keys > 0 and cluster.sql("postgres", "boothwise", "SELECT count(*) FROM pg_tables WHERE tablename = 'record_keys'") == "0", str(keys))
                look_where_they_may_not(cluster)
                nightly = cluster.psql("boothwise_sealed", "boothwise", "-c", "CLUSTER boothwise_sealed.sealed_answers USING sealed_answers_pkey",
                                       "-c", "CLUSTER boothwise_sealed.sealed_consents USING sealed_consents_pkey", "-c", "VACUUM (FULL) boothwise_sealed.sealed_answers")
                that("the nightly order of sealed.sql runs as the sealed role", nightly.returncode == 0, nightly.stderr)
                server.done("/api/v1/receipt/withdraw", {"code": visit})
                server.done("/api/v1/receipt/withdraw", {"code": sealed})
                that("both go by their slips", held() == ("0", "0"), str(held()))
                left = int(cluster.sql("boothwise_keys", "boothwise_keys", "SELECT count(*) FROM record_keys"))
                that("and the record's key with it", left == keys - 1, f"{left} of {keys}")
            finally:
                code = server.end()
            that("the server ends in order", code == 0, str(code))
            run(BINARY, "backup", "key", "new", "--out", work / "backup-key")
            run(BINARY, "-w", workspace, "--quiet", "--database", cluster.address("boothwise_backup"), "backup", "--out", work / "backup", "--key", work / "backup-key.public", "--verify")
            that("the backup's role makes a backup beside them", (work / "backup").exists())
            restore(cluster, work, workspace)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"{passed} checks")


main()
