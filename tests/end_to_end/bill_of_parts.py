#!/usr/bin/env python3
"""The bill of all parts (tools/check_licences.py --bill) against what the lock files and the launcher name, and the container's packages against
what the program loads. Usage: bill_of_parts.py [BOOTHWISE]"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def packages_with_depends(names):
    """They and what they depend on, as far as it is installed here."""
    def names_in(text):
        return re.findall(r"[a-z0-9][a-z0-9.+-]+", re.sub(r"\([^)]*\)", "", text))

    fields = "${Package}\t${Depends}, ${Pre-Depends}\t${Provides}\n"
    asked = subprocess.run(["dpkg-query", "-W", "-f", fields], capture_output=True, text=True, check=True)
    depends, provided = {}, {}
    for line in asked.stdout.splitlines():
        package, wanted, provides = line.split("\t")
        depends[package] = names_in(wanted)
        provided.update((name, package) for name in names_in(provides))
    reached, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        name = name if name in depends else provided.get(name, name)
        if name not in reached:
            reached.add(name)
            waiting += depends.get(name, [])
    return reached


def hold_container_to(binary):
    """Every library that the program loads is in a package that the container's last stage installs."""
    stage = (ROOT / "deploy/Containerfile").read_text().rpartition("\nFROM ")[2]
    listed = re.search(r"--no-install-recommends(.*?)&&", stage, re.DOTALL).group(1).replace("\\", " ").split()
    there = packages_with_depends([*listed, "libc6", "libstdc++6", "libgcc-s1"])
    loaded = re.findall(r"=> (/(?:usr/)?lib/\S+)", subprocess.run(["ldd", binary], capture_output=True, text=True, check=True).stdout)
    assert len(loaded) > 20, loaded
    files = [os.path.realpath(library) for library in loaded]
    # Some are listed without /usr. Of each one way of the two is unknown, for which dpkg ends with 1.
    asked = subprocess.run(["dpkg", "-S", *files, *(file.removeprefix("/usr") for file in files)], capture_output=True, text=True)
    owners = {line.rpartition(": ")[2].removeprefix("/usr"): line.partition(":")[0] for line in asked.stdout.splitlines()}
    for library, file in zip(loaded, files):
        package = owners[file.removeprefix("/usr")]
        assert package in there, f"deploy/Containerfile lacks {package} of {library}"
    return len(loaded)


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
    if len(sys.argv) > 1:
        print(f"{hold_container_to(sys.argv[1])} libraries that the program loads")


main()
