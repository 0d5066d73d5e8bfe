#!/usr/bin/env python3
"""Every npm package that the lock files name has a licence that goes with Apache-2.0; prints what has not."""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[1]
ALLOWED = {"MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0", "CC0-1.0", "CC-BY-4.0", "OFL-1.1",
           "MPL-2.0", "Unlicense", "Zlib", "Python-2.0", "WTFPL", "MIT-0"}


def allowed(licence):
    words = licence.replace("(", " ").replace(")", " ").split()
    names = [word for word in words if word not in ("OR", "AND", "WITH")]
    return bool(names) and (any if "OR" in words else all)(name in ALLOWED for name in names)


def main():
    locks = subprocess.run(["git", "ls-files", "*package-lock.json"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    bad = []
    packages = 0
    for lock in locks:
        for path, package in json.loads((ROOT / lock).read_text())["packages"].items():
            if not path:
                continue
            packages += 1
            licence = package.get("license")
            if not licence or not allowed(licence if isinstance(licence, str) else str(licence)):
                bad.append(f"{lock}: {path}: {licence}")
    for line in bad:
        print(line)
    print(f"{packages} packages of {len(locks)} lock files, {len(bad)} without a licence that fits")
    return 1 if bad else 0


sys.exit(main())
