#!/usr/bin/env python3
"""Two servers of one workspace on one PostgreSQL, behind a balancer, are as one: tests/end_to_end/two_servers.py BINARY.

Signs in, reports, uploads, imports and issues a directive through both by turns; one is killed in the middle of giving the
directive's tasks. The session goes on, nothing that was acknowledged is lost, and the other ends what was begun. Wants a
PostgreSQL of tests/postgres in BOOTHWISE_TEST_POSTGRES; ends with 77 (skipped) without it.
"""

import base64
import hashlib
import hmac
import http.client
import itertools
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

BINARY = sys.argv[1]
POSTGRES = os.environ.get("BOOTHWISE_TEST_POSTGRES", "")
PASSWORD = "a password of some length"
passed = 0


def that(what, held, otherwise=""):
    global passed
    if not held:
        raise SystemExit(f"FAILED  {what}: {otherwise}")
    passed += 1
    print(f"ok      {what}", flush=True)


def until(what, seconds, look, every=0.1):
    """What `look` gives once it is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if (found := look()) is not None:
            return found
        time.sleep(every)
    raise SystemExit(f"FAILED  {what}: not within {seconds} s")


class Database:
    """One of its own on the tests' server, dropped at the end."""

    def __init__(self):
        self.name = f"two_servers_{os.getpid()}"
        self.address = f"host={POSTGRES} user=boothwise_app dbname={self.name}"

    def __enter__(self):
        self.say(f"CREATE DATABASE {self.name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
        return self.address

    def __exit__(self, *_):
        self.say(f"DROP DATABASE {self.name} WITH (FORCE)")

    @staticmethod
    def say(command):
        subprocess.run(["psql", "-q", "-h", POSTGRES, "-U", "boothwise_app", "-d", "postgres", "-c", command], check=True)


class Server:
    def __init__(self, workspace, address):
        self.process = subprocess.Popen(
            [BINARY, "-w", str(workspace), "--database", address, "--lang", "en", "serve", "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                self.port = int(found.group(1))
                return
            print(line, end="")
        raise SystemExit("FAILED  a server did not start")

    def send(self, which):
        self.process.send_signal(which)

    def end(self):
        if self.process.poll() is None:
            self.send(signal.SIGCONT)
            self.send(signal.SIGTERM)
        return self.process.wait(20)


class Balancer:
    """Each connection goes to the next server, or to another where that one does not answer."""

    def __init__(self, servers):
        self.servers = servers
        self.turns = itertools.count()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.socket.accept()
            threading.Thread(target=self.carry, args=(client,), daemon=True).start()

    def carry(self, client):
        turn = next(self.turns)
        for i in range(len(self.servers)):
            try:
                server = socket.create_connection(("127.0.0.1", self.servers[(turn + i) % len(self.servers)].port), 2)
                break
            except OSError:
                continue
        else:
            client.close()
            return
        server.settimeout(None)
        threading.Thread(target=self.pump, args=(server, client), daemon=True).start()
        self.pump(client, server)

    @staticmethod
    def pump(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            for end in (source, target):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


class Browser:
    """One visitor; a connection a request, so that the servers take turns."""

    def __init__(self, port):
        self.port = port
        self.cookie = ""

    def ask(self, method, path, body=None, port=None):
        """Status and answer. OSError where no answer came."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=60)
        headers = {"X-Boothwise": "1"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if isinstance(body, dict):
            body = json.dumps(body)
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, "/api/v1" + path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
        except http.client.HTTPException as broken:
            raise OSError(str(broken)) from broken
        finally:
            connection.close()
        for value in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = value.split(";")[0]
        return answer.status, json.loads(text) if text else {}

    def get(self, path, port=None):
        status, answer = self.ask("GET", path, None, port)
        that(f"GET {path} answers", status == 200, f"{status} {answer}") if status != 200 else None
        return answer

    def post(self, path, body, expected=200, port=None):
        status, answer = self.ask("POST", path, body, port)
        if status != expected:
            raise SystemExit(f"FAILED  POST {path}: {status} {answer}")
        return answer


def one_time_code(secret, step):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1000000:06d}"


def command(workspace, address, *words):
    done = subprocess.run([BINARY, "-w", str(workspace), "--database", address, "--lang", "en", *words],
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"FAILED  {' '.join(words)}: {done.returncode} {done.stdout} {done.stderr}")
    return done.stdout


def sign_in(browser, invitation):
    browser.post("/invitation/take", {"invitation": invitation, "password": PASSWORD})
    secret = browser.post("/account/codes/begin", {})["secret"]
    browser.post("/account/codes/end", {"code": one_time_code(secret, int(time.time()) // 30)})
    for turn in ("one", "the other"):
        session = browser.get("/session")
        that(f"signed in on {turn} server", session["signed_in"] and session["missing"] == "nothing", session)


def upload_and_import(browser):
    rows = "election,pc_no,candidate,party,votes\nLS-2024,1,X,BJP,7\nLS-2024,1,Y,SP,9\n"
    sent = browser.ask("POST", "/imports/uploads?name=LS-2024.csv", rows)
    that("a file is taken", sent[0] == 201, sent)
    wanted = {"uploads": [sent[1]["upload"]]}
    for turn in ("one", "the other"):
        that(f"the file is known to {turn} server", browser.post("/imports/preview", wanted)["would_take"] == 2)
    job = browser.post("/imports", wanted, 202)["job"]
    ended = until("the import ends", 30, lambda: (lambda of: of if of["state"] != "running" else None)(browser.get(f"/jobs/{job}")))
    that("the import is done", ended["state"] == "done", ended)
    for turn in ("one", "the other"):
        that(f"what was imported is shown by {turn} server",
             any(one["id"] == "LS-2024" for one in browser.get("/elections")["elections"]))


def check_lock_out(port):
    guesser = Browser(port)
    statuses = [guesser.ask("POST", "/sign-in", {"name": "somebody", "password": "not this one at all"})[0] for _ in range(8)]
    that("guessing locks the name out on both servers", 429 in statuses[5:7] and statuses[7] == 429, statuses)


class Reporter(threading.Thread):
    """Reports on tasks by turns of server and remembers what was acknowledged."""

    def __init__(self, browser, tasks):
        super().__init__(daemon=True)
        self.browser, self.tasks = browser, tasks
        self.acknowledged = {}
        self.refused = []
        self.unanswered = 0
        self.ending = threading.Event()

    def run(self):
        for number, task in enumerate(itertools.cycle(self.tasks)):
            if self.ending.is_set():
                return
            note = f"note {number}"
            try:
                status, answer = self.browser.ask("POST", f"/tasks/{task}/report", {"state": "done", "note": note})
            except OSError:
                self.unanswered += 1
                self.acknowledged.pop(task, None)  # it may be there or not
                continue
            if status == 200:
                self.acknowledged[task] = note
            elif status != 429:
                self.refused.append((status, answer))
            time.sleep(0.05)


def main():
    if not POSTGRES:
        print("skipped: no PostgreSQL was started for the tests (tests/postgres)")
        return 77
    folder = pathlib.Path(tempfile.mkdtemp())
    workspace = folder / "workspace"
    servers = []
    try:
        with Database() as address:
            try:
                run(workspace, address, servers)
            finally:
                for server in servers:
                    server.end()
    finally:
        shutil.rmtree(folder)
    print(f"{passed} passed, 0 failed, 0 skipped")
    return 0


def run(workspace, address, servers):
    command(workspace, address, "init", "--state", "UP", "--quiet")
    command(workspace, address, "organisation", "synth", "--booths", "20", "--quiet")
    invitation = json.loads(command(workspace, address, "--format", "json", "users", "first", "--name", "Asha",
                                    "--phone", "asha"))["invitation"]
    servers += [Server(workspace, address), Server(workspace, address)]
    balancer = Balancer(servers)
    browser = Browser(balancer.port)
    sign_in(browser, invitation)
    upload_and_import(browser)
    check_lock_out(balancer.port)

    day = browser.get("/today")["day"]
    few = browser.post("/directives", {"unit": 1, "level": "district", "title": "few", "due_day": day}, 201)
    that("few tasks are given at once", few["job"] is None and few["given"] == few["asked"], few)
    tasks = [one["task"] for one in browser.get(f"/tasks?work={few['work']}")["tasks"]]

    # The second is held, so that the first takes the job; then it is killed in the middle.
    first, second = servers
    second.send(signal.SIGSTOP)
    begun = time.monotonic()
    many = browser.post("/directives", {"unit": 1, "level": "booth", "title": "many", "due_day": day}, 202, first.port)
    that("many tasks are accepted at once", many["job"] is not None and many["asked"] > 5000, many)
    print(f"        accepted in {1000 * (time.monotonic() - begun):.0f} ms")

    def in_the_middle():
        giving = browser.get(f"/works/{many['work']}", first.port)["giving"]
        if giving is None:
            raise SystemExit("FAILED  the job ended before anybody could be killed: give it more to do")
        return giving if giving["given"] > 0 else None

    giving = until("tasks are being given", 20, in_the_middle, 0.005)
    second.send(signal.SIGCONT)
    reporter = Reporter(browser, tasks)
    reporter.start()
    first.send(signal.SIGKILL)
    that("one is killed in the middle", first.process.wait(10) == -signal.SIGKILL)
    that("the share was that of what was given", abs(giving["share"] - giving["given"] / many["asked"]) < 1e-5, giving)

    def ended():
        try:
            job = browser.get(f"/jobs/{many['job']}")
        except OSError:
            return None
        return job if job["state"] != "running" else None

    job = until("the other ends the job", 60, ended)
    that("the job is done by the other", job["state"] == "done" and job["report"]["given"] == many["asked"], job)
    time.sleep(0.5)
    reporter.ending.set()
    reporter.join()
    that("the session goes on", browser.get("/session")["signed_in"])
    that("no report was refused", not reporter.refused, reporter.refused[:3])
    that("reports went on", len(reporter.acknowledged) > 10, len(reporter.acknowledged))
    lost = [task for task, note in reporter.acknowledged.items() if browser.get(f"/tasks/{task}")["note"] != note]
    that(f"nothing acknowledged is lost ({reporter.unanswered} were not answered)", not lost, lost)
    work = browser.get(f"/works/{many['work']}")
    that("each booth has its task, and one", work["giving"] is None and work["completion"]["asked"] == many["asked"], work["completion"])

    servers[0] = Server(workspace, address)
    for turn in ("one", "the other"):
        that(f"{turn} server tells of the job", browser.get(f"/jobs/{many['job']}")["state"] == "done")
    command(workspace, address, "work", "check")
    that("all counts are what the tasks add up to", True)
    that("a server ends when told to", servers[0].end() == 0)


sys.exit(main())
