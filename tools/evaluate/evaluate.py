#!/usr/bin/env python3
"""Scores a parse against a treebank or a file of named entities.

    evaluate.py GOLD SYSTEM               two files of CoNLL-U (or IOB2, for entities alone), plain or .xz
    evaluate.py GOLD --program ENTENTE    runs `entente parse` on the words of GOLD, and on its raw text

Measures of the CoNLL 2018 shared task (Zeman et al. 2018, https://aclanthology.org/K18-2001): F1 of tokens, sentences,
words and of the UPOS, XPOS, lemma, UAS and LAS of aligned words; LAS compares universal relations without subtypes.
Entities: F1 of exact spans with type (Tjong Kim Sang and De Meulder 2003), of the types that GOLD has."""

import argparse
import lzma
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path


class Word:
    def __init__(self, form, span, columns, is_multiword):
        self.form, self.span, self.columns, self.is_multiword = form, span, columns, is_multiword
        self.parent = None


class Corpus:
    """Characters without white space, and what stands on them: spans of tokens and sentences, and words."""

    def __init__(self):
        self.text, self.tokens, self.sentences, self.words, self.labels = [], [], [], [], []
        self.paragraphs = []  # (text with spaces)


def read(path):
    opened = lzma.open(path, "rt", encoding="utf-8") if str(path).endswith(".xz") else open(path, encoding="utf-8")
    corpus, sentence, begins_paragraph, position = Corpus(), [], True, 0
    spaced = True  # white space before the next token

    def finish():
        nonlocal sentence, position, spaced, begins_paragraph
        if not sentence:
            return
        begin, words, range_left, range_span = position, [], 0, None
        is_iob = len(sentence[0]) < 10
        text = []
        for columns in sentence:
            form = columns[1].replace(" ", "").replace("\u00a0", "")
            if "-" in columns[0]:
                first, last = map(int, columns[0].split("-"))
                range_left, range_span = last - first + 1, (position, position + len(form))
            if range_left and "-" not in columns[0]:
                span, multiword, range_left = range_span, True, range_left - 1
            else:
                span, multiword = (position, position + len(form)), False
                corpus.tokens.append(span)
                corpus.text.append(form)
                position += len(form)
                text.append((" " if spaced else "") + columns[1])
                spaced = is_iob or "SpaceAfter=No" not in columns[9].split("|")
            if "-" not in columns[0]:
                words.append(Word(columns[1], span, columns, multiword))
                label = columns[2] if is_iob else entity_label(columns[9])
                corpus.labels.append((len(corpus.sentences), label, words[-1]))
        if not is_iob:
            for word in words:
                head = int(word.columns[6])
                word.parent = words[head - 1] if head else None
        corpus.words += words
        corpus.sentences.append((begin, position))
        if begins_paragraph or not corpus.paragraphs:
            corpus.paragraphs.append("")
        corpus.paragraphs[-1] += "".join(text)
        sentence, begins_paragraph = [], is_iob

    with opened as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\r\n")
            if not line:
                finish()
            elif line.startswith("#"):
                begins_paragraph |= line[1:].strip().startswith(("newpar", "newdoc"))
            else:
                columns = line.split("\t")
                if len(columns) < 3:
                    sys.exit(f"{path}:{number}: neither a line of CoNLL-U nor of IOB2")
                if "." not in columns[0]:
                    sentence.append(columns)
    finish()
    corpus.text = "".join(corpus.text)
    return corpus


def entity_label(misc):
    for item in misc.split("|"):
        if item.startswith("Entity=") and item[7:9] in ("B-", "I-"):
            return item[7:]
    return "O"


def longest_common_subsequence(gold, system):
    """Pairs of words of the same form, in order, as many as possible."""
    n, m = len(gold), len(system)
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            same = gold[i].form.lower() == system[j].form.lower()
            best[i][j] = best[i + 1][j + 1] + 1 if same else max(best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < n and j < m:
        if gold[i].form.lower() == system[j].form.lower():
            pairs.append((gold[i], system[j]))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def align(gold, system):
    """Pairs of words that stand for each other: of equal spans, or of equal forms in order where either side has a
    token of several words."""
    pairs, i, j = [], 0, 0
    while i < len(gold) and j < len(system):
        a, b = gold[i], system[j]
        if not a.is_multiword and not b.is_multiword:
            if a.span == b.span:
                pairs.append((a, b))
                i, j = i + 1, j + 1
            elif a.span[0] <= b.span[0]:
                i += 1
            else:
                j += 1
            continue
        if a.is_multiword and a.span[0] > b.span[0] and not b.is_multiword and b.span[1] <= a.span[0]:
            j += 1
            continue
        if b.is_multiword and b.span[0] > a.span[0] and not a.is_multiword and a.span[1] <= b.span[0]:
            i += 1
            continue
        # The stretch of text that tokens of several words cover on either side.
        end = max(word.span[1] for word in (a, b) if word.is_multiword)
        first_i, first_j = i, j
        moved = True
        while moved:
            moved = False
            while i < len(gold) and gold[i].span[0] < end:
                if gold[i].is_multiword:
                    end = max(end, gold[i].span[1])
                i, moved = i + 1, True
            while j < len(system) and system[j].span[0] < end:
                if system[j].is_multiword:
                    end = max(end, system[j].span[1])
                j, moved = j + 1, True
        pairs += longest_common_subsequence(gold[first_i:i], system[first_j:j])
    return pairs


def f1(right, gold, system):
    return 200 * right / (gold + system) if gold + system else 0.0


def entity_spans(corpus):
    spans, open_span = [], None
    for sentence, label, word in corpus.labels + [(-1, "O", None)]:
        continues = open_span and label == "I-" + open_span[2] and sentence == open_span[3]
        if not continues and open_span:
            spans.append(tuple(open_span[:3]))
            open_span = None
        if continues:
            open_span[1] = word.span[1]
        elif label[:2] in ("B-", "I-") and label[2:] != "O":
            open_span = [word.span[0], word.span[1], label[2:], sentence]
    return Counter(spans)


def score(gold, system):
    if gold.text != system.text:
        at = next((i for i, (a, b) in enumerate(zip(gold.text, system.text)) if a != b), min(len(gold.text), len(system.text)))
        sys.exit(f"the files are not of the same text: they differ at character {at}, "
                 f"'{gold.text[at:at + 20]}' and '{system.text[at:at + 20]}'")
    result = {}
    spans = lambda corpus, what: Counter(getattr(corpus, what))
    for what in ("tokens", "sentences"):
        a, b = spans(gold, what), spans(system, what)
        result[what] = f1(sum((a & b).values()), sum(a.values()), sum(b.values()))
    if len(gold.words[0].columns) >= 10:
        pairs = align(gold.words, system.words)
        partner = {id(a): b for a, b in pairs}
        count = lambda test: f1(sum(map(test, pairs)), len(gold.words), len(system.words))
        column = lambda word, number: word.columns[number]
        attached = lambda pair: (pair[1].parent is None if pair[0].parent is None
                                 else pair[1].parent is not None and partner.get(id(pair[0].parent)) is pair[1].parent)
        universal = lambda word: column(word, 7).split(":")[0]
        result["words"] = count(lambda pair: True)
        result["UPOS"] = count(lambda pair: column(pair[0], 3) == column(pair[1], 3))
        result["XPOS"] = count(lambda pair: column(pair[0], 4) == column(pair[1], 4))
        result["lemmas"] = count(lambda pair: column(pair[0], 2) in ("_", column(pair[1], 2)))
        result["UAS"] = count(attached)
        result["LAS"] = count(lambda pair: attached(pair) and universal(pair[0]) == universal(pair[1]))
    truth = entity_spans(gold)
    kinds = sorted({kind for _, _, kind in truth})
    guess = Counter({span: n for span, n in entity_spans(system).items() if span[2] in kinds})
    if kinds:
        result["entities"] = f1(sum((truth & guess).values()), sum(truth.values()), sum(guess.values()))
        for kind in kinds:
            of = lambda spans: Counter({span: n for span, n in spans.items() if span[2] == kind})
            result[kind] = f1(sum((of(truth) & of(guess)).values()), sum(of(truth).values()), sum(of(guess).values()))
    return result


def as_conllu(path, gold, folder):
    """The words of any gold file as CoNLL-U, for `entente parse --input conllu`."""
    target = Path(folder) / "gold.conllu"
    if len(gold.words[0].columns) >= 10:
        data = lzma.open(path).read() if str(path).endswith(".xz") else Path(path).read_bytes()
        target.write_bytes(data)
        return target
    lines, previous = [], 0
    number = 0
    for sentence, _, word in gold.labels:
        if sentence != previous:
            lines.append("")
            previous, number = sentence, 0
        number += 1
        lines.append(f"{number}\t{word.form}" + "\t_" * 8)
    target.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    return target


def run(program, *arguments):
    done = subprocess.run([program, "parse", *map(str, arguments)], stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"{program} parse failed with status {done.returncode}")
    target = Path(arguments[-1]).with_suffix(".out")
    target.write_bytes(done.stdout)
    return read(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("system", nargs="?")
    parser.add_argument("--program", help="the entente program, to run on the gold words and the raw text")
    options = parser.parse_args()
    if bool(options.system) == bool(options.program):
        parser.error("give a SYSTEM file or --program")
    gold = read(options.gold)
    if options.system:
        results = {"": score(gold, read(options.system))}
    else:
        with tempfile.TemporaryDirectory() as folder:
            results = {"gold words": score(gold, run(options.program, "--input", "conllu", as_conllu(options.gold, gold, folder)))}
            if len(gold.words[0].columns) >= 10:
                raw = Path(folder) / "raw.txt"
                raw.write_text("\n\n".join(p.strip() for p in gold.paragraphs) + "\n", encoding="utf-8")
                results["raw text"] = score(gold, run(options.program, raw))
    names = [name for result in results.values() for name in result]
    for title, result in results.items():
        if title:
            print(title)
        for name in dict.fromkeys(names):
            if name in result:
                print(f"  {name:<10} {result[name]:6.2f}")


if __name__ == "__main__":
    main()
