#!/usr/bin/env python3
"""Reports as a user asks for them, on the tables that come with the source: each kind's pages, what its first page says, no empty page, the same bytes
twice, a workbook and a message beside it. What they should be lies in reports_golden.json; --write makes it anew, to be looked at before it is kept.
Usage: reports.py BOOTHWISE [--write]. Without poppler-utils: says so, exit 77 (skipped)."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[1]
GOLDEN = HERE / "reports_golden.json"
KINDS = [("seat", "64"), ("district", "Gorakhpur"), ("focus", ""), ("schemes", "Agra"), ("forecast", "")]
# What changes with the day or the machine.
VARYING = [(re.compile(r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"), "DAY"),
           (re.compile(r"\d{1,2} (?:जनवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर) \d{4}"), "DAY")]


def run(*command, expect=0):
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    if done.returncode != expect:
        raise SystemExit(f"{command}: {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def pages_of(pdf):
    return int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", pdf).decode()).group(1))


def first_lines(pdf):
    text = run("pdftotext", "-f", "1", "-l", "1", "-layout", pdf, "-").decode()
    for pattern, word in VARYING:
        text = pattern.sub(word, text)
    return [re.sub(r"\s+", " ", line).strip() for line in text.split("\n") if line.strip()][:8]


def ink(pdf, page):
    pixels = run("pdftoppm", "-gray", "-r", "25", "-f", page, "-l", page, pdf).split(b"\n", 3)[3]
    return sum(value < 230 for value in pixels) / len(pixels)


def look_at(binary, workspace, folder, faults):
    seen = {}
    for kind, place in KINDS:
        for language in ("hi", "en"):
            ask = [binary, "-w", workspace, "--lang", language, "--quiet", "report", kind] + ([place] if place else [])
            pdf = folder / f"{kind}.{language}.pdf"
            run(*ask, "--out", pdf)
            pages = pages_of(pdf)
            seen[f"{kind}.{language}"] = {"pages": pages, "begins": first_lines(pdf)}
            empty = [page for page in range(1, pages + 1) if not 0.004 < ink(pdf, page) < 0.6]
            if empty:
                faults.append(f"{pdf.name}: nothing on pages {empty}")
            if language == "en" and kind == "seat":
                run(*ask, "--out", folder / "again.pdf")
                if (folder / "again.pdf").read_bytes() != pdf.read_bytes():
                    faults.append("the same report gives other bytes")
                run(*ask, "--format", "xlsx", "--out", folder / "seat.xlsx")
                run(*ask, "--format", "image", "--out", folder / "seat.png")
                if (folder / "seat.png").read_bytes()[16:24] != (1080).to_bytes(4, "big") * 2:
                    faults.append("the picture has another size")
                message = run(*ask, "--format", "text").decode()
                if len(message.strip()) > 700 or "Gorakhpur" not in message:
                    faults.append(f"message: {message}")
    return seen


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    if shutil.which("pdftotext") is None:
        print("poppler-utils is not there: reports are not looked at")
        return 77
    os.environ["BOOTHWISE_DATA"] = str(ROOT / "data")
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        workspace = folder / "workspace"
        run(binary, "-w", workspace, "--quiet", "init", "--state", "UP")
        run(binary, "-w", workspace, "--quiet", "import", "all", ROOT / "data/up/results")
        seen = look_at(binary, workspace, folder, faults)
        run(binary, "-w", workspace, "report", "district", "Nowhere", "--out", folder / "x.pdf", expect=1)
        run(binary, "-w", workspace, "report", "booth", "85", "--out", folder / "x.pdf", expect=1)
        run(binary, "-w", workspace, "report", "programmes", "--out", folder / "x.pdf", expect=1)  # no organisation yet
        run(binary, "-w", workspace, "report", "rolls", "--out", folder / "x.pdf", expect=1)
    if "--write" in sys.argv:
        GOLDEN.write_text(json.dumps(seen, ensure_ascii=False, indent=1) + "\n")
        return 0
    golden = json.loads(GOLDEN.read_text()) if GOLDEN.exists() else {}
    for name, said in golden.items():
        if seen.get(name) != said:
            faults.append(f"{name}: {json.dumps(seen.get(name), ensure_ascii=False)}\nexpected {json.dumps(said, ensure_ascii=False)}")
    print("\n".join(faults) or f"{len(seen)} reports looked at, {len(golden)} compared")
    return 1 if faults else 0


sys.exit(main())
