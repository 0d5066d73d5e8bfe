#!/usr/bin/env python3
"""Every npm package that the lock files name, and every Debian library that the launcher installs for building, has a licence that goes
with Apache-2.0; prints what has not. With --bill FILE writes the list of all parts besides, as CycloneDX 1.5 (a software bill of materials):
versions and digests of npm packages as the lock files pin them, versions of Debian's as installed here.
    tools/check_licences.py [--bill FILE]"""
import argparse
import base64
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).parents[1]
ALLOWED = {"MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0", "CC0-1.0", "CC-BY-4.0", "OFL-1.1",
           "LGPL-2.1-or-later", "MPL-2.0", "PostgreSQL", "Unlicense", "Zlib", "Python-2.0", "WTFPL", "MIT-0", "BSL-1.0", "EPL-1.0", "Unicode-DFS-2016", "blessing"}
# The library's own licence as its copyright file in Debian 12 states it, in SPDX's names. EPL-1.0: CBC with Clp, Cgl, Osi and CoinUtils,
# linked as they are (their project moved to EPL-2.0 in other versions). LGPL: libqrencode, Pango (with GLib), linked dynamically; Cairo under its MPL (1.1 in Debian's words).
DEBIAN = {"coinor-libcbc-dev": "EPL-1.0", "libboost1.81-dev": "BSL-1.0", "libboost-json1.81-dev": "BSL-1.0", "libboost-url1.81-dev": "BSL-1.0",
          "libbrotli-dev": "MIT", "libcairo2-dev": "MPL-2.0", "libpango1.0-dev": "LGPL-2.1-or-later", "libcli11-dev": "BSD-3-Clause", "libcmark-gfm-dev": "BSD-2-Clause", "libcmark-gfm-extensions-dev": "BSD-2-Clause",
          "libeigen3-dev": "MPL-2.0", "libexpat1-dev": "MIT", "libfmt-dev": "MIT", "libicu-dev": "Unicode-DFS-2016",
          "liblemon-dev": "BSL-1.0", "libmimalloc-dev": "MIT", "libpq-dev": "PostgreSQL", "libqrencode-dev": "LGPL-2.1-or-later", "libsodium-dev": "ISC", "libsqlite3-dev": "blessing", "libssl-dev": "Apache-2.0", "libstemmer-dev": "BSD-3-Clause",
          "libtomlplusplus-dev": "MIT", "libxlsxwriter-dev": "BSD-2-Clause", "libxml2-dev": "MIT", "libxslt1-dev": "MIT", "libzip-dev": "BSD-3-Clause", "zlib1g-dev": "Zlib"}


def allowed(licence):
    words = licence.replace("(", " ").replace(")", " ").split()
    names = [word for word in words if word not in ("OR", "AND", "WITH")]
    return bool(names) and (any if "OR" in words else all)(name in ALLOWED for name in names)


def debian_libraries():
    packages = re.search(r"packages_build=\((.*?)\)", (ROOT / "boothwise").read_text(), re.DOTALL).group(1).split()
    return [package for package in packages if package.endswith("-dev")]


def npm_packages():
    """Each package that a lock file pins: lock file, way in it, what it says. Without npm and its own parts (Artistic-2.0), which fetch packages
    and of which nothing goes along."""
    locks = subprocess.run(["git", "ls-files", "*package-lock.json"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for lock in locks:
        for path, package in json.loads((ROOT / lock).read_text())["packages"].items():
            if path and not f"{path}/".startswith("node_modules/npm/"):
                yield lock, path, package


def npm_part(path, package):
    name = package.get("name") or path.rpartition("node_modules/")[2]
    part = {"type": "library", "bom-ref": f"npm/{name}@{package['version']}", "name": name, "version": package["version"],
            "purl": f"pkg:npm/{urllib.parse.quote(name)}@{urllib.parse.quote(package['version'])}", "licenses": [{"expression": package["license"]}]}
    algorithm, _, digest = package.get("integrity", "").partition("-")
    if algorithm == "sha512":
        part["hashes"] = [{"alg": "SHA-512", "content": base64.b64decode(digest).hex()}]
    return part


def debian_part(library):
    found = subprocess.run(["dpkg-query", "-W", "-f=${Version} ${Architecture}", library], capture_output=True, text=True, check=False)
    part = {"type": "library", "bom-ref": f"deb/{library}", "name": library, "licenses": [{"expression": DEBIAN[library]}]}
    if found.returncode == 0 and found.stdout:
        version, architecture = found.stdout.split()
        part |= {"version": version, "purl": f"pkg:deb/debian/{urllib.parse.quote(library)}@{urllib.parse.quote(version)}?arch={architecture}&distro=debian-12"}
    return part


def bill():
    parts = {}
    for _, path, package in npm_packages():
        part = npm_part(path, package)
        parts[part["bom-ref"]] = part
    parts |= {part["bom-ref"]: part for part in map(debian_part, debian_libraries())}
    version = re.search(r"project\(boothwise VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text()).group(1)
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
            "metadata": {"component": {"type": "application", "bom-ref": "boothwise", "name": "boothwise", "version": version,
                                       "licenses": [{"expression": "Apache-2.0"}]}},
            "components": [parts[name] for name in sorted(parts)]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bill", type=pathlib.Path, metavar="FILE")
    asked = parser.parse_args()
    packages = list(npm_packages())
    bad = [f"{lock}: {path}: {package.get('license')}" for lock, path, package in packages if not allowed(str(package.get("license") or ""))]
    libraries = debian_libraries()
    bad += [f"boothwise: {library}: {DEBIAN.get(library)}" for library in libraries if not allowed(DEBIAN.get(library, ""))]
    for line in bad:
        print(line)
    print(f"{len(packages)} packages of {len({lock for lock, _, _ in packages})} lock files, {len(libraries)} Debian libraries, {len(bad)} without a licence that fits")
    if asked.bill and not bad:
        asked.bill.write_text(json.dumps(bill(), indent=1) + "\n")
    return 1 if bad else 0


sys.exit(main())
