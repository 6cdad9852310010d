#!/usr/bin/env python3
"""Checks every JSON file that goes in or out against its schema with a validator that we did not write.

  validate_data.py ENTENTE SOURCE_DIR

Exits with 77 (skipped) where python3-jsonschema is not installed.
"""
import glob
import json
import os
import subprocess
import sys

try:
    import jsonschema
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main():
    program, source = sys.argv[1:]
    schemas = os.path.join(source, "schemas")
    schema = {name: load(os.path.join(schemas, "json", name + ".schema.json"))
              for name in ("article", "english", "extraction", "factuality", "lexicon", "parse", "relations")}
    for each in schema.values():
        jsonschema.Draft202012Validator.check_schema(each)
    checked = 0
    for name in ("english", "factuality", "relations"):
        jsonschema.Draft202012Validator(schema[name]).validate(load(os.path.join(schemas, name + ".json")))
        checked += 1
    for path in glob.glob(os.path.join(schemas, "lexicon", "*.json")):
        jsonschema.Draft202012Validator(schema["lexicon"]).validate(load(path))
        checked += 1
    articles = os.path.join(source, "tests", "articles")
    for path in glob.glob(os.path.join(articles, "*.jsonl")):
        for line in open(path, encoding="utf-8"):
            jsonschema.Draft202012Validator(schema["article"]).validate(json.loads(line))
            checked += 1
    for name, arguments in (("extraction", ["extract"]), ("parse", ["parse", "--format", "jsonl"])):
        printed = subprocess.run([program, *arguments, articles], check=True, stdout=subprocess.PIPE, text=True).stdout
        validator = jsonschema.Draft202012Validator(schema[name])
        for line in printed.splitlines():
            validator.validate(json.loads(line))
            checked += 1
        if not printed:
            sys.exit(f"FAILED: {arguments[0]} printed nothing")
    print(f"{checked} documents fit their schemas")


if __name__ == "__main__":
    main()
