"""Flat named-entity labels from the entity annotations of the treebanks.

EWT has them in the files of Universal NER (PER, LOC, ORG; its early training file also OTH, mostly nationalities and
works). GUM marks every mention, nested and named or not; its names are those whose head is a proper noun."""

import re


GUM_TYPES = {"person": "PER", "place": "LOC", "organization": "ORG", "event": "EVENT", "object": "MISC", "abstract": "MISC"}
NAME_TAGS = {"NNP", "NNPS"}
TITLES = {"President", "Professor", "Assistant", "Associate", "Senator", "Minister", "Prime", "Secretary", "General", "Ambassador",
          "Mayor", "Judge", "Chairman", "Director", "Captain", "Colonel", "Governor", "Mr.", "Mrs.", "Ms.", "Dr.", "Sir", "Lord",
          "Lady", "Pope", "Prince", "Princess", "Queen", "King", "Sgt.", "Lt.", "Gen.", "Rep.", "Sen.", "Prof.", "Vice", "Foreign",
          "Defense", "Chief", "Chancellor", "Emperor", "Archbishop", "Bishop", "Saint", "Congressman", "Representative", "Sheriff"}
LINKS = {"of", "for", "the", "and", "&", "de", "la", "al", "del", "von", "van", "der", "on", "in", "-", "'s", "’s", "."}


def is_nationality(word):
    return word.upos == "ADJ" or word.xpos in ("JJ", "NNPS") or (
        word.xpos == "NNP" and word.form.endswith(("an", "ans", "ese", "ish", "i", "is")))


def from_uner(sentence, labels):
    result, previous = [], "O"
    for word, label in zip(sentence.words, labels):
        if label in ("O", "B-O", "I-O"):
            result.append("O")
            previous = "O"
            continue
        prefix, kind = label[0], label[2:]
        if kind == "OTH":
            continues = prefix == "I" and previous in ("NORP", "MISC")
            kind = previous if continues else "NORP" if is_nationality(word) else "MISC"
        result.append(("I-" if prefix == "I" and previous == kind else "B-") + kind)
        previous = kind
    return result


def mentions(sentence):
    """GUM's mentions within the sentence: (begin, end, type), half-open."""
    open_mentions, result = {}, []
    for i, word in enumerate(sentence.words):
        match = re.search(r"(?:^|\|)Entity=([^|]+)", word.misc)
        if not match:
            continue
        for opened, single, closed in re.findall(r"\(([^()]+)(\))?|([^()]+)\)", match[1]):
            if opened:
                fields = opened.split("-")
                if single:
                    result.append((i, i + 1, fields[1]))
                else:
                    open_mentions.setdefault(fields[0], []).append((i, fields[1]))
            elif closed.split("-")[0] in open_mentions and open_mentions[closed.split("-")[0]]:
                begin, kind = open_mentions[closed.split("-")[0]].pop()
                result.append((begin, i + 1, kind))
    return result


def from_gum(sentence):
    """Names as flat spans: of each mention with a proper noun as head, the capitalised run around the head."""
    words = sentence.words
    labels = ["O"] * len(words)
    taken = [False] * len(words)
    for begin, end, kind in sorted(mentions(sentence), key=lambda m: (m[0] - m[1], m[0])):
        heads = [i for i in range(begin, end) if not begin < words[i].head <= end and words[i].upos != "PUNCT"]
        if kind not in GUM_TYPES or len(heads) != 1 or words[heads[0]].xpos not in NAME_TAGS:
            continue
        is_name = lambda i: words[i].xpos in NAME_TAGS or (
            words[i].form[:1].isupper() and words[i].upos in ("ADJ", "NOUN", "VERB", "NUM") and i > 0)
        low = high = heads[0]
        link = lambda i: words[i].form in LINKS
        weak = ("and", "in", "on", "for", "'s", "’s")
        if kind == "person":
            weak += ("of", "for", "the")
        moved = True
        while moved:
            moved = False
            for step in (1, 2, 3):
                if high + step < end and is_name(high + step) and all(link(i) for i in range(high + 1, high + step)):
                    if kind != "organization" and any(words[i].form in weak for i in range(high + 1, high + step)):
                        continue
                    high, moved = high + step, True
                    break
            for step in (1, 2, 3):
                if low - step >= begin and is_name(low - step) and all(link(i) for i in range(low - step + 1, low)):
                    if kind != "organization" and any(words[i].form in weak for i in range(low - step + 1, low)):
                        continue
                    low, moved = low - step, True
                    break
        label = GUM_TYPES[kind]
        if label == "PER":
            if words[heads[0]].xpos == "NNPS" and low == high:
                label = "NORP"
            while low < high and words[low].form in TITLES:
                low += 1
            if words[low].form in TITLES:
                continue
        if any(taken[low:high + 1]):
            continue
        for i in range(low, high + 1):
            labels[i] = ("B-" if i == low else "I-") + label
            taken[i] = True
    for i, word in enumerate(words):
        if not taken[i] and word.xpos in ("JJ", "NNPS", "NNP") and word.upos == "ADJ" and word.form[:1].isupper() and (
                word.form.endswith(("an", "ese", "ish", "ic", "i", "ch"))):
            labels[i] = "B-NORP"
    return labels
