"""Opens the boxes that bench/sealed_release wrote, and counts by booth, question and answer: PyNaCl and cryptography, one process, as somebody would
write it. Usage: sealed.py FOLDER. Prints `boxes`, `unreadable`, `cells`, `answers`, `open_seconds` (all of it but starting) and
`open_processor_seconds` as name value lines."""

import base64
import collections
import hashlib
import json
import pathlib
import sys
import time
from xml.etree import ElementTree

from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from nacl.public import PrivateKey, SealedBox

ROOT = pathlib.Path(__file__).resolve().parents[2]
OAEP = padding.OAEP(mgf=padding.MGF1(algorithm=hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def opened_form(rsa, text):
    """https://getodk.github.io/xforms-spec/encryption"""
    form = json.loads(text)
    key = rsa.decrypt(base64.b64decode(form["key"]), OAEP)
    vector = bytearray(hashlib.md5(form["instance_id"].encode() + key).digest())
    vector[0] = (vector[0] + 1) % 256
    cipher = Cipher(algorithms.AES(key), CFB(bytes(vector))).decryptor()
    padded = cipher.update(base64.b64decode(form["answers"])) + cipher.finalize()
    return padded[: -padded[-1]]


def fields_of(rsa, kind, text):
    if kind == "box":
        return json.loads(text)["answers"]
    tree = ElementTree.fromstring(opened_form(rsa, text))
    return {node.tag.rpartition("}")[2]: node.text for node in tree.iter() if node.text and len(node) == 0}


def band(question, things):
    """A list of things is counted in bands; the first answer is who would rather not say."""
    if "prefer_not_to_say" in things:
        return question["answers"][0]["code"]
    number = sum(thing != "none" for thing in things)
    return [one["code"] for one in question["answers"][1:] if one.get("least", 0) <= number][-1]


def planned(plan, fields):
    for question in plan["questions"]:
        said = fields.get(question.get("counts", question["code"]))
        if said and fields.get(question["consent"]) == "yes":
            yield question["code"], band(question, said.split()) if question.get("counts") else said


def main():
    folder = pathlib.Path(sys.argv[1])
    plan = json.loads((ROOT / "data/waves/household-means.json").read_text())
    begun, processor = time.perf_counter(), time.process_time()
    keys = json.loads((folder / "keys.json").read_text())
    box = SealedBox(PrivateKey(bytes.fromhex(keys["box_secret"])))
    rsa = serialization.load_der_private_key(base64.b64decode(keys["rsa_pkcs8"]), None)
    counts = collections.Counter()
    boxes = unreadable = 0
    with open(folder / "boxes.tsv") as lines:
        for line in lines:
            ac, part, kind, sealed = line.rstrip("\n").split("\t")
            boxes += 1
            try:
                fields = fields_of(rsa, kind, box.decrypt(base64.b64decode(sealed)))
            except ValueError:
                unreadable += 1
                continue
            for question, answer in planned(plan, fields):
                counts[ac, part, question, answer] += 1
    took, processor = time.perf_counter() - begun, time.process_time() - processor
    told = {"boxes": boxes, "unreadable": unreadable, "cells": len(counts), "answers": counts.total()}
    for name, value in {**told, "open_seconds": took, "open_processor_seconds": processor}.items():
        print(name, value)


main()
