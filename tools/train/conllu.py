"""Reads treebanks (CoNLL-U) and entity files (IOB2) into plain sentences."""

import lzma
from dataclasses import dataclass, field


@dataclass
class Word:
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int  # 1-based; 0 for the root
    deprel: str
    misc: str = "_"


@dataclass
class Sentence:
    words: list
    comments: list = field(default_factory=list)
    ranges: list = field(default_factory=list)  # (first, last, surface form, misc): 1-based, inclusive
    entities: list = None  # BIO labels, or None where the sentence has no entity annotation
    numbers: object = None  # What data.Encoder made of them.

    def comment(self, key):
        """The value of '# key = value'; '' for a bare '# key'; None where there is no such comment."""
        for line in self.comments:
            name, equals, value = line[1:].partition("=")
            if name.strip() == key or (not equals and line[1:].strip().split(" ")[0] == key):
                return value.strip()
        return None


def open_text(path):
    return lzma.open(path, "rt", encoding="utf-8") if str(path).endswith(".xz") else open(path, encoding="utf-8")


def read_conllu(path):
    sentences, current = [], Sentence([])
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if not line:
                if current.words:
                    sentences.append(current)
                current = Sentence([])
            elif line.startswith("#"):
                current.comments.append(line)
            else:
                columns = line.split("\t")
                if len(columns) != 10:
                    raise SystemExit(f"{path}:{number}: a line of CoNLL-U has 10 columns, not {len(columns)}")
                if "." in columns[0]:
                    continue  # an empty node of the enhanced graph
                if "-" in columns[0]:
                    first, last = map(int, columns[0].split("-"))
                    current.ranges.append((first, last, columns[1], columns[9]))
                    continue
                current.words.append(
                    Word(columns[1], columns[2], columns[3], columns[4], int(columns[6]), columns[7], columns[9]))
    if current.words:
        sentences.append(current)
    return sentences


def read_iob(path):
    """Sentences as ([form], [label]), by sent_id."""
    result, forms, labels, name = {}, [], [], None
    with open_text(path) as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if forms:
                    result[name] = (forms, labels)
                forms, labels = [], []
            elif line.startswith("#"):
                if line.startswith("# sent_id = "):
                    name = line[len("# sent_id = "):]
            else:
                columns = line.split("\t")
                forms.append(columns[1])
                labels.append(columns[2])
    if forms:
        result[name] = (forms, labels)
    return result
