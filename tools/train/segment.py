"""Where words and sentences end: hashed features of the text around a place, and examples of both from treebanks.

ingest/src/language/segmenter.cpp computes the same features: change both together, and train anew."""

import collections

import features
from features import MASK, VARIANTS, hash64, lower

LONGEST = 16  # characters of a feature


def classify(c):
    if "0" <= c <= "9":
        return "d"
    if lower(c) != c:
        return "X"
    if c.isalpha():
        return "x"
    return VARIANTS.get(c, c) if ord(c) < 128 or c in VARIANTS else "o"


def normalise(c):
    return "0" if "0" <= c <= "9" else VARIANTS.get(c) or lower(c)


class Chunk:
    """What stands between white space."""

    def __init__(self, text):
        self.text = text
        self.norm = "".join(map(normalise, text))
        self.classes = "".join(map(classify, text))

    def candidates(self):
        """Places where a word may end: beside all that is no letter, where letters and digits meet, and before "n't"."""
        c, n = self.classes, self.norm
        begin, end = self.address()
        return [i for i in range(1, len(c)) if not begin < i < end and not (c[i - 1] == c[i] == "d") and
                (not (c[i - 1] in "Xx" and c[i] in "Xx") or n.startswith("n't", i))]

    def address(self):
        """Where the chunk holds a URL or e-mail address, which is one word: [begin, end), empty if it holds none."""
        n, c = self.norm, self.classes
        inside = lambda i: c[i] in "Xxdo" or n[i] in "._%+-~#&=/?@:"
        name = lambda i: c[i] in "Xxd" or n[i] in "._%+-"
        at = n.find("://")
        if at > 0:
            begin = at
            while begin > 0 and c[begin - 1] in "Xx":
                begin -= 1
        elif n.startswith("www."):
            begin, at = 0, 0
        else:
            at = n.find("@")
            if at <= 0 or at + 1 == len(n) or not name(at - 1) or not name(at + 1):
                return 0, 0
            begin = at
            while begin > 0 and name(begin - 1):
                begin -= 1
            inside = name
            at += 1
        end = at
        while end < len(n) and inside(end):
            end += 1
        while end > begin and not (c[end - 1] in "Xxdo" or n[end - 1] in "/="):
            end -= 1
        return begin, end


def split_features(chunk, i, start, following):
    """Features of a word's end before character i; the word began at `start`; `following` is the next chunk or None."""
    n, c = chunk.norm, chunk.classes
    left, rest = n[max(start, i - LONGEST):i], n[i:i + LONGEST]
    after = following.classes[0] if following else "$"
    after_text = following.norm[:LONGEST] if following else "$"
    whole = n[:24]
    end = str(min(i, 24))
    collapsed = features.shape(chunk.text)
    parts = (
        n[i - 1] + n[i],
        n[max(0, i - 2):i] + "|" + n[i],
        n[i - 1] + "|" + n[i:i + 2],
        n[max(0, i - 3):i] + "|" + n[i:i + 3],
        c[max(0, i - 3):i] + "|" + c[i:i + 3],
        c[max(0, i - 5):i] + "|" + c[i:i + 5],
        left,
        left + "|" + n[i],
        rest,
        n[i - 1] + "|" + rest,
        whole + "|" + end,
        collapsed + "|" + c[i - 1] + c[i],
        ("^" if start == 0 else "-") + ("$" if i == len(n) - 1 else "-") + c[i - 1] + c[i] + after,
        left + "|" + rest + "|" + after,
        rest + "|" + after_text,
    )
    return [hash64(part.encode(), seed) for seed, part in enumerate(parts)]


def combine(seed, *hashes):
    """One hash of several, in this order."""
    value = (seed * 0x9E3779B97F4A7C15 + 0x1234567) & MASK
    for h in hashes:
        value = ((value ^ h) * 0xFF51AFD7ED558CCD) & MASK
        value ^= value >> 32
    return value


class TokenHashes:
    """Hashes of a token's key and shape; `None` stands for what lies outside the paragraph."""

    cache = {}

    def __new__(cls, form):
        if form not in cls.cache:
            self = super().__new__(cls)
            self.key = hash64(features.key(form).encode()) if form is not None else 1
            self.shape = hash64(features.shape(form).encode()) if form is not None else 2
            cls.cache[form] = self
        return cls.cache[form]


def is_candidate(form, following):
    """Whether a sentence may end between the two tokens; between lower-case words it does not."""
    return not (form[-1].isalpha() and form == form.lower() and following[0].isalpha() and following == following.lower())


def sentence_features(forms, i, begin, spaced, open_brackets):
    """Features of a sentence's end after token i of a paragraph; the sentence began at `begin`."""
    at = lambda j: TokenHashes(forms[j] if 0 <= j < len(forms) else None)
    pp, p, cur, n1, n2, first = at(i - 2), at(i - 1), at(i), at(i + 1), at(i + 2), at(begin)
    length = min((i - begin) // 4, 10)
    state = (1 if spaced else 0) + 2 * min(open_brackets, 2)
    rows = (
        (cur.key,), (cur.key, n1.shape), (cur.key, n1.key), (p.key, cur.key), (p.key, cur.key, n1.shape), (n1.key,),
        (cur.shape, n1.shape), (p.shape, cur.shape, n1.shape), (n1.key, n2.key), (cur.shape, n1.shape, n2.shape),
        (state, cur.shape, n1.shape), (length, cur.key, n1.shape), (state, cur.key, n1.key), (cur.key, n1.key, n2.key),
        (first.key, cur.key, length), (pp.shape, p.shape, cur.key, n1.shape), (cur.shape, n1.key), (n1.shape, n2.key),
    )
    return [combine(seed, *row) for seed, row in enumerate(rows)]


class Paragraph:
    """Words of a paragraph as the treebank has them."""

    def __init__(self):
        self.forms, self.spaces, self.ends = [], [], []  # spaces[i]: white space after word i; ends[i]: a sentence ends

    def chunks(self):
        """[(text, [end of each word within it])]"""
        result, text, ends = [], "", []
        for form, space in zip(self.forms, self.spaces):
            text += form
            ends.append(len(text))
            if space:
                result.append((text, ends))
                text, ends = "", []
        if text:
            result.append((text, ends))
        return result


def paragraphs(sentences):
    result = []
    for sentence in sentences:
        if not result or any(sentence.comment(k) is not None for k in ("newpar", "newpar id", "newdoc id")):
            result.append(Paragraph())
        paragraph = result[-1]
        glued = set()
        for first, last, _, misc in sentence.ranges:
            glued |= set(range(first, last))
            if "SpaceAfter=No" in misc.split("|"):
                glued.add(last)
        for i, word in enumerate(sentence.words, 1):
            paragraph.forms.append(word.form)
            paragraph.spaces.append(i not in glued and "SpaceAfter=No" not in word.misc.split("|"))
            paragraph.ends.append(i == len(sentence.words))
    return result


def contractions(all_paragraphs):
    """Chunks of letters that are mostly several words: {chunk in lower case: offsets}."""
    whole, parts = collections.Counter(), collections.defaultdict(collections.Counter)
    for paragraph in all_paragraphs:
        for text, ends in paragraph.chunks():
            # A chunk of letters, or the letters that begin one ("cannot,").
            letters = 0
            while letters < len(text) and text[letters].isalpha():
                letters += 1
            inner = tuple(e for e in ends if e < letters)
            word = text[:letters].lower()
            if normalise(text[letters:letters + 1] or " ") == "'":
                continue
            if inner:
                parts[word][inner] += 1
            elif letters in ends:
                whole[word] += 1
    result = {}
    for word, counter in parts.items():
        inner, count = counter.most_common(1)[0]
        if count >= 2 and count > whole[word] and word.isascii():
            result[word] = inner
    return result


def split_examples(all_paragraphs):
    rows, labels = [], []
    for paragraph in all_paragraphs:
        chunks = [(Chunk(text), ends) for text, ends in paragraph.chunks()]
        for k, (chunk, ends) in enumerate(chunks):
            following = chunks[k + 1][0] if k + 1 < len(chunks) else None
            start = 0
            for i in chunk.candidates():
                rows.append(split_features(chunk, i, start, following))
                labels.append(i in ends)
                if labels[-1]:
                    start = i
    return rows, labels


def count_brackets(form, count):
    if form in ("(", "["):
        return count + 1
    if form in (")", "]"):
        return max(0, count - 1)
    return count


def sentence_examples(all_paragraphs):
    rows, labels = [], []
    for paragraph in all_paragraphs:
        begin, brackets = 0, 0
        forms = paragraph.forms
        for i in range(len(forms) - 1):
            brackets = count_brackets(forms[i], brackets)
            if is_candidate(forms[i], forms[i + 1]):
                rows.append(sentence_features(forms, i, begin, paragraph.spaces[i], brackets))
                labels.append(paragraph.ends[i])
            if paragraph.ends[i]:
                begin, brackets = i + 1, 0
    return rows, labels
