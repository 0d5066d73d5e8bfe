#!/usr/bin/env python3
"""The bill of all parts (tools/check_licences.py --bill) against what the lock files and the launcher name."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "bill.json"
        subprocess.run([sys.executable, ROOT / "tools/check_licences.py", "--bill", file], check=True)
        bill = json.loads(file.read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5"), bill
    parts = {part["bom-ref"]: part for part in bill["components"]}
    assert len(parts) == len(bill["components"]), "a part stands in it twice"
    pinned = {(path.rpartition("node_modules/")[2] if "name" not in package else package["name"], package["version"])
              for lock in ROOT.glob("**/package-lock.json") if "node_modules" not in lock.parts
              for path, package in json.loads(lock.read_text())["packages"].items()
              if path and not f"{path}/".startswith("node_modules/npm/")}  # npm is a tool: nothing of it goes along
    assert {(part["name"], part["version"]) for name, part in parts.items() if name.startswith("npm/")} == pinned
    libraries = set(re.findall(r"\blib[a-z0-9.+-]+-dev\b|\bzlib1g-dev\b|\bcoinor-libcbc-dev\b", (ROOT / "boothwise").read_text().partition("packages_test")[0]))
    assert {part["name"] for name, part in parts.items() if name.startswith("deb/")} >= {"libsodium-dev", "libssl-dev"} | (libraries - {"libcbc-dev"})
    container = set(re.findall(r"[a-z0-9.+-]+-dev\b", (ROOT / "deploy/Containerfile").read_text()))
    assert libraries <= container, f"deploy/Containerfile lacks {sorted(libraries - container)}"
    for name, part in parts.items():
        assert part["licenses"][0]["expression"], name
        assert "purl" not in part or re.fullmatch(r"pkg:(npm|deb)/[A-Za-z0-9%._~/+-]+@[A-Za-z0-9%._~-]+(\?.*)?", part["purl"]), part["purl"]
        assert all(re.fullmatch("[0-9a-f]{128}", one["content"]) for one in part.get("hashes", [])), name
    print(f"{len(parts)} parts")


main()
