#!/usr/bin/env python3
"""Writes annotated sentences with their text, for train_statements.

    annotated_sentences.py CORPUS.jsonl[.xz] [ANNOTATIONS.jsonl] > GOLD.jsonl

CORPUS has articles with "id", "title", "source" and "text". ANNOTATIONS, by default annotations.jsonl beside this script, names
sentences of them by the characters that they begin and end at, and holds none of their text.
"""

import argparse
import json
import lzma
import pathlib
import sys


def lines(path):
    opener = lzma.open if path.endswith(".xz") else open
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            yield from map(json.loads, file)
    except OSError as error:
        sys.exit(f"{path}: {error.strerror}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", metavar="CORPUS")
    parser.add_argument("annotations", metavar="ANNOTATIONS", nargs="?",
                        default=str(pathlib.Path(__file__).with_name("annotations.jsonl")))
    arguments = parser.parse_args()
    wanted = list(lines(arguments.annotations))
    needed = {item["article"] for item in wanted}
    articles = {article["id"]: article for article in lines(arguments.corpus) if article["id"] in needed}
    for number, item in enumerate(wanted):
        article = articles.get(item["article"])
        if article is None:
            sys.exit(f"{arguments.corpus}: there is no article '{item['article']}', which {arguments.annotations}:{number + 1} needs")
        text = article["text"]
        json.dump({"sid": f"A{number:04}", "title": article["title"] or "", "source": article["source"],
                   "context": [text[begin:end] for begin, end in item["context"]],
                   "sentence": text[slice(*item["sentence"])], "statements": item["statements"]},
                  sys.stdout, ensure_ascii=False)
        print()


if __name__ == "__main__":
    main()
