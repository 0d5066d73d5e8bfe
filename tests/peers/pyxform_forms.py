#!/usr/bin/env python3
"""XLSForms that pyxform converts are taken as they are: read, with their purposes, and shown in the browser.
pyxform_forms.py XFORM_OF. Exit 0 all well, 1 not, 77 where pyxform (PyPI) cannot be had."""
import json
import pathlib
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = ROOT / "build" / "pyxform"
VERSION = "4.5.0"


def pyxform():
    if not (TOOL / "bin" / "pyxform_ready").exists():
        venv.create(TOOL, with_pip=True, clear=True)
        fetched = subprocess.run([TOOL / "bin/pip", "install", "-q", "--disable-pip-version-check", f"pyxform=={VERSION}"], capture_output=True, timeout=240)
        if fetched.returncode != 0:
            print(f"skipped: pyxform {VERSION} cannot be fetched from PyPI")
            sys.exit(77)
        (TOOL / "bin" / "pyxform_ready").touch()
    return TOOL / "bin" / "python"


CONVERT = "import sys, pyxform.xls2xform as x; print(x.convert(open(sys.argv[1], encoding='utf-8').read(), file_type='.md').xform)"


def read(xform_of, way, xml):
    out = xml.with_suffix(".json")
    subprocess.run([xform_of, way, xml, out], check=True)
    return json.loads(out.read_text(encoding="utf-8"))


def main(xform_of):
    python = pyxform()
    forms = {}
    for source in sorted((ROOT / "tests/data/forms").glob("xlsform_*.md")):
        made = subprocess.run([python, "-c", CONVERT, source], capture_output=True, text=True, check=True)
        xml = TOOL / (source.stem + ".xml")
        xml.write_text(made.stdout, encoding="utf-8")
        form = read(xform_of, "--read", xml)
        web = read(xform_of, "--web", xml)
        assert web["form"].startswith("<form") and "<model" in web["model"], source
        forms[form["id"]] = {field["path"]: field for field in form["fields"]}
        for field in form["fields"]:
            asked = "/meta/" not in field["path"] and field["path"].split("/")[-1] not in ("start", "today", "minutes")
            assert not asked or (field["hi"] and field["en"]), (source, field)
    household = forms["xls-household"]
    assert household["/data/agreed"]["consent"] == "schemes", household
    assert household["/data/schemes/ration"]["purpose"] == "schemes", household
    assert household["/data/schemes/ration"]["scheme"] == "pmgkay", household
    assert household["/data/schemes/ration"]["choices"] == 3, household
    assert household["/data/footer"]["shows"] == "footer", household
    assert household["/data/notice"]["notice"] == "household/1", household
    assert forms["xls-repeat"]["/data/village"]["choices"] == 2, forms["xls-repeat"]
    print(f"{len(forms)} forms of pyxform {VERSION} taken as they are")


if __name__ == "__main__":
    main(sys.argv[1])
