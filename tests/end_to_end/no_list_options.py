#!/usr/bin/env python3
"""Rule R17: no command takes an option that chooses persons by a protected answer. Usage: no_list_options.py BINARY

Walks `--help` of every command and looks at the names of all options; `community` and `release` are looked at by their exact list."""
import re
import subprocess
import sys

BINARY = sys.argv[1]
WORDS = {"community", "caste", "jati", "tribe", "religion", "income", "wealth", "economic", "means", "assets", "durables", "category", "sc", "st", "obc", "poverty", "answer"}
EXACT = {
    "community": {"wave", "district", "ac", "kendra", "part", "out"},
    "release keys new": {"wave", "out"},
    "release open": {"keys"},
    "release close": set(),
    "release waves": set(),
    "release export": {"wave", "out"},
    "release run": {"bundle", "share", "other-share", "ledger", "out"},
    "release load": set(),
}


def helped(words):
    return subprocess.run([BINARY, *words, "--help"], check=True, capture_output=True, text=True, env={"LANG": "C.UTF-8"}).stdout


def sections(text):
    """Lines by the heading above them."""
    found, heading = {}, ""
    for line in text.splitlines():
        if line and not line[0].isspace():
            heading = line.rstrip(":")
        elif line.strip():
            found.setdefault(heading, []).append(line)
    return found


def walk(words):
    text = helped(words)
    options = set(re.findall(r"(?<![\w-])--([a-z][a-z0-9-]*)", text))
    subcommands = [line.split()[0] for heading, lines in sections(text).items() if heading.lower().startswith("subcommand") for line in lines if re.match(r"  [a-z]", line)]
    yield words, options
    for name in subcommands:
        yield from walk([*words, name])


seen = dict((" ".join(words), options) for words, options in walk([]))
wrong = [f"{command}: --{option}" for command, options in seen.items() for option in options if WORDS & set(re.split(r"-", option))]
for command, wanted in EXACT.items():
    if seen.get(command, {"(missing)"}) - {"help"} != wanted:
        wrong.append(f"{command}: {sorted(seen.get(command, ['(missing)']))}, expected {sorted(wanted)}")
print(f"{len(seen)} commands, {sum(map(len, seen.values()))} options")
if len(seen) < 30:
    wrong.append("too few commands were found")
sys.exit("\n".join(wrong) if wrong else 0)
