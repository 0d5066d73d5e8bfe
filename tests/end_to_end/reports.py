#!/usr/bin/env python3
"""Reports as a user asks for them: one of each kind in both languages, on the tables that come with the source and on a made-up organisation, and a
certificate. Of each page its text (as a digest, with its first lines to read) and what it looks like (a picture of 8 by 11 greys), of each workbook its
sheets, of each message its words stand in reports_golden.json. Besides: no empty page, the same bytes twice, a picture of the right size.
All of it happens on one day, whatever the day is: a month's name of another length moves lines.
--write makes the golden file anew, to be looked at before it is kept; --keep FOLDER leaves the papers there.
Usage: reports.py BOOTHWISE [--write] [--keep FOLDER]. Without poppler-utils or faketime: says so, exit 77 (skipped)."""

import datetime
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[1]
GOLDEN = HERE / "reports_golden.json"
# kind, what of, which workspace: that of the public results, the practice district, or the small organisation.
KINDS = [("seat", "64", "public"), ("district", "Gorakhpur", "public"), ("focus", "", "public"), ("schemes", "Agra", "public"),
         ("forecast", "", "public"), ("booth", "1/1", "practice"), ("rolls", "", "practice"), ("programmes", "", "organisation"),
         ("training", "", "organisation"), ("targets", "1", "practice")]
# Simulated, so that the last digit may differ on another processor: pages and first lines alone are compared.
SIMULATED = {"forecast", "seat", "district"}
# Behind the first page stand released tables, whose noise is drawn anew each time.
NOISED = {"booth"}
# What changes with the day or the machine.
MONTHS = ("January|February|March|April|May|June|July|August|September|October|November|December|"
          "जनवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर")
VARYING = [(re.compile(rf"\d{{1,2}} (?:{MONTHS}) \d{{4}}"), "DAY"), (re.compile(r"\b(?:[2-9A-Z]{4}-){6}[2-9A-Z]{2}\b"), "CODE")]
ACROSS, DOWN, GREYS = 8, 11, 16
LINES = 4


# Only what o'clock it is: how long a wait is and when a file was written stay as they are.
os.environ.update(TZ="UTC", FAKETIME_DONT_FAKE_MONOTONIC="1", NO_FAKE_STAT="1")
THAT_DAY = ("faketime", "-m", "-f", "@2026-11-17 06:00:00")


def run(*command, expect=0):
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    if done.returncode != expect:
        raise SystemExit(f"{command}: {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def steady(text):
    for pattern, word in VARYING:
        text = pattern.sub(word, text)
    return text


def lines_of(text):
    return [re.sub(r"\s+", " ", line).strip() for line in steady(text).split("\n") if line.strip()]


def picture_of(pixels, width, height):
    """Mean ink of each field as one hexadecimal digit; and how much of the page is not white."""
    digits = ""
    for row in range(DOWN):
        for column in range(ACROSS):
            left, right = column * width // ACROSS, (column + 1) * width // ACROSS
            field = b"".join(pixels[y * width + left:y * width + right]
                             for y in range(row * height // DOWN, (row + 1) * height // DOWN))
            # A page is mostly white: a field that is a quarter black is as dark as it gets.
            digits += f"{min(GREYS - 1, round((255 - sum(field) / len(field)) / 64 * (GREYS - 1))):x}"
    return digits, sum(value < 230 for value in pixels) / len(pixels)


def pages_of(pdf, faults):
    pages = []
    texts = run("pdftotext", "-layout", pdf, "-").decode().split("\f")[:-1]
    for number, text in enumerate(texts, 1):
        head, pixels = run("pdftoppm", "-gray", "-r", "25", "-f", number, "-l", number, pdf).split(b"\n255\n", 1)
        width, height = map(int, head.split()[1:3])
        looks, ink = picture_of(pixels, width, height)
        if not 0.004 < ink < 0.6:
            faults.append(f"{pdf.name}: nothing on page {number}")
        lines = lines_of(text)
        pages.append({"text": hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16], "begins": lines[:LINES], "looks": looks})
    return pages


def sheets_of(xlsx):
    sheets = []
    with zipfile.ZipFile(xlsx) as book:
        for number, name in enumerate(re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode()), 1):
            sheet = book.read(f"xl/worksheets/sheet{number}.xml").decode()
            sheets.append({"name": name, "rows": sheet.count("<row "), "numbers": len(re.findall(r"<c [^>]*><v>", sheet)),
                           "frozen": 'state="frozen"' in sheet})
    return sheets


class Server:
    """The pages' own way to set up what no command does."""

    def __init__(self, boothwise, workspace):
        self.process = subprocess.Popen([*boothwise, "-w", workspace, "--lang", "en", "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, start_new_session=True)
        self.base = None
        for line in self.process.stdout:
            if found := re.search(r"http://[^ ]+?(?=/?\s)", line.decode()):
                self.base = found.group(0)
                break

    def ask(self, path, body=None, cookies=None, practising=False):
        headers = {"X-Boothwise": "1", "Content-Type": "application/json"}
        if cookies:
            headers["Cookie"] = cookies["cookie"]
        if practising:
            headers["X-Boothwise-Practice"] = "1"
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.base + path, data, headers)) as answer:
                if cookies is not None and (given := answer.headers.get("Set-Cookie")):
                    cookies["cookie"] = given.split(";")[0]
                bytes_ = answer.read()
                return json.loads(bytes_) if answer.headers.get_content_type() == "application/json" else bytes_
        except urllib.error.HTTPError as refused:
            raise SystemExit(f"{path}: {refused.code}: {refused.read().decode()}") from refused

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)  # faketime waits for the server as its child and does not pass signals on
        self.process.wait()


def learn(server, token):
    """One trainee does all that the course asks."""
    cookies = {}
    server.ask("/api/v1/training/join", {"token": token}, cookies)
    course = "/api/v1/training/courses/claims"
    for lesson in server.ask(course, None, cookies)["lessons"]:
        server.ask(f"{course}/lessons/{lesson['lesson']}/read", {}, cookies)
    server.ask(f"{course}/quiz", {"answers": {"feelings": 2, "first": 2, "example": 3}}, cookies)
    begin = f"{course}/exercises/all-segments/begin"
    while "making" in server.ask(begin, {}, cookies):
        time.sleep(0.3)
    seat = server.ask("/api/v1/seats/2?election=LS-2019&side=UPVAN", None, cookies, True)
    led = sum(segment["led"] for segment in seat["segments"])
    for step, answer in (("all-segments", led), ("lead-fell", seat["standing"]["margin_votes"])):
        server.ask(f"{course}/exercises/{step}/begin", {}, cookies)
        if not server.ask(f"{course}/exercises/{step}/check", {"answer": str(answer)}, cookies)["passed"]:
            raise SystemExit(f"{step}: {answer} is not right")


def organise(boothwise, workspace, folder):
    """Two districts with their presidents, a directive, a session from its template to a certificate; the certificate's file."""
    server = Server(boothwise, workspace)
    try:
        def unit(parent, level, hindi, english):
            body = {"level": level, "name_hi": hindi, "name_en": english}
            return server.ask("/api/v1/organisation/units", body | ({"parent": parent} if parent else {}))["unit"]

        top = unit(None, "state", "प्रदेश", "State")
        region = unit(top, "region", "काशी", "Kashi")
        for hindi, english, name in (("वाराणसी", "Varanasi", "आशा देवी"), ("ग़ाज़ीपुर", "Ghazipur", "श्रीकृष्ण त्रिपाठी")):
            district = unit(region, "district", hindi, english)
            person = server.ask("/api/v1/organisation/people", {"unit": district, "name": name})["person"]
            server.ask("/api/v1/organisation/posts", {"person": person, "unit": district, "post": "district_president"})
        today = server.ask("/api/v1/works")["day"]
        later = str(datetime.date.fromisoformat(today) + datetime.timedelta(days=1))
        review = "क्षेत्रीय समीक्षा"
        for title, level, due in (("मंडल बैठकें पूरी करें", "district", today), (review, "region", later)):
            server.ask("/api/v1/directives", {"unit": top, "level": level, "title": title, "words": "कार्यवृत्त के साथ", "due_day": due})
        task = next(one["task"] for one in server.ask("/api/v1/tasks")["tasks"] if one["title"]["hi"] == review)
        server.ask(f"/api/v1/tasks/{task}/report", {"state": "done", "note": "हो गया"})
        session = server.ask("/api/v1/training/sessions", {"template": "districts_75", "day": today, "venue": "लखनऊ", "courses": ["claims"]})
        address = f"/api/v1/training/sessions/{session['session']}"
        invitation = next(one for one in server.ask(address + "/invitations", {})["invitations"] if one["name"] == "आशा देवी")
        server.ask(address + "/check-in", {"code": invitation["digits"]})
        learn(server, invitation["token"])
        issued = server.ask(address + "/certificates", {})["certificates"]
        server.ask(address + "/follow-ups", {})
        (folder / "certificate.pdf").write_bytes(server.ask(f"/api/v1/certificates/{issued[0]['code']}/pdf"))
    finally:
        server.stop()


def look_at(boothwise, workspaces, folder, faults):
    seen = {}
    for kind, place, where in KINDS:
        for language in ("hi", "en"):
            ask = [*boothwise, "-w", workspaces[where], "--lang", language, "--quiet", "report", kind] + ([place] if place else [])
            pdf = folder / f"{kind}.{language}.pdf"
            run(*ask, "--out", pdf)
            paper = {"pages": pages_of(pdf, faults), "message": steady(run(*ask, "--format", "text").decode())}
            if len(paper["message"].strip()) > 700:
                faults.append(f"{pdf.name}: the message is too long: {paper['message']}")
            if kind in SIMULATED:
                for page in paper["pages"]:
                    del page["text"]
            if kind in NOISED:
                del paper["pages"][1:]
            if language == "hi":
                run(*ask, "--format", "xlsx", "--out", folder / f"{kind}.xlsx")
                paper["sheets"] = sheets_of(folder / f"{kind}.xlsx")
            if language == "en" and kind == "seat":
                run(*ask, "--out", folder / "again.pdf")
                if (folder / "again.pdf").read_bytes() != pdf.read_bytes():
                    faults.append(f"{pdf.name}: the same report gives other bytes")
            if language == "hi":
                run(*ask, "--format", "image", "--out", folder / f"{kind}.png")
                if (folder / f"{kind}.png").read_bytes()[16:24] != (1080).to_bytes(4, "big") * 2:
                    faults.append(f"{kind}.png: the picture has another size")
            seen[f"{kind}.{language}"] = paper
    seen["certificate"] = {"pages": pages_of(folder / "certificate.pdf", faults)}
    return seen


def differs(seen, golden):
    """Words on how a paper is not as it was; a field of a page's picture may be one grey darker or lighter (another version of the fonts)."""
    words = []
    for part in ("message", "sheets"):
        if seen.get(part) != golden.get(part):
            words.append(f"{part}: {json.dumps(seen.get(part), ensure_ascii=False)}\nexpected {json.dumps(golden.get(part), ensure_ascii=False)}")
    if len(seen["pages"]) != len(golden["pages"]):
        return words + [f"{len(seen['pages'])} pages, expected {len(golden['pages'])}"]
    for number, (page, other) in enumerate(zip(seen["pages"], golden["pages"]), 1):
        if page.get("text") != other.get("text") or page["begins"] != other["begins"]:
            words.append(f"page {number} says something else; it begins {page['begins']}, expected {other['begins']}")
        fields = [place for place, (one, two) in enumerate(zip(page["looks"], other["looks"])) if abs(int(one, 16) - int(two, 16)) > 1]
        if fields:
            words.append(f"page {number} looks different at {[(field // ACROSS + 1, field % ACROSS + 1) for field in fields]} (row, column)")
    return words


def main():
    boothwise = [*THAT_DAY, pathlib.Path(sys.argv[1]).resolve()]
    for program, package in (("pdftotext", "poppler-utils"), (THAT_DAY[0], "faketime")):
        if shutil.which(program) is None:
            print(f"{package} is not there: reports are not looked at")
            return 77
    os.environ["BOOTHWISE_DATA"] = str(ROOT / "data")
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        public, organisation = folder / "public", folder / "organisation"
        run(*boothwise, "-w", public, "--quiet", "init", "--state", "UP")
        run(*boothwise, "-w", organisation, "--quiet", "init", "--state", "UP")
        run(*boothwise, "-w", public, "--quiet", "import", "all", ROOT / "data/up/results")
        run(*boothwise, "-w", public, "report", "district", "Nowhere", "--out", folder / "x.pdf", expect=1)
        run(*boothwise, "-w", public, "report", "booth", "85", "--out", folder / "x.pdf", expect=1)
        for kind in ("programmes", "rolls", "training"):  # no organisation, no roll, no session yet
            run(*boothwise, "-w", public, "report", kind, "--out", folder / "x.pdf", expect=1)
        organise(boothwise, organisation, folder)
        workspaces = {"public": public, "organisation": organisation, "practice": organisation / "practice" / "template"}
        seen = look_at(boothwise, workspaces, folder, faults)
        if "--keep" in sys.argv:
            shutil.copytree(folder, sys.argv[sys.argv.index("--keep") + 1], dirs_exist_ok=True, ignore=shutil.ignore_patterns("public", "organisation"))
    if "--write" in sys.argv:
        GOLDEN.write_text(json.dumps(seen, ensure_ascii=False, indent=1) + "\n")
    golden = json.loads(GOLDEN.read_text()) if GOLDEN.exists() else {}
    if seen.keys() != golden.keys():
        faults.append(f"papers: {sorted(seen)}, expected {sorted(golden)}")
    for name in seen.keys() & golden.keys():
        faults += [f"{name}: {words}" for words in differs(seen[name], golden[name])]
    print("\n".join(faults) or f"{len(seen)} papers are as they were")
    return 1 if faults else 0


sys.exit(main())
