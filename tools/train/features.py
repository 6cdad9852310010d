"""What the network sees of a word. ingest/src/language/word_features.cpp computes the same, and tests compare the two."""

MASK = (1 << 64) - 1
# Typographic variants that treebanks and articles write differently.
VARIANTS = {"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u00b4": "'", "`": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
            "\u00ab": '"', "\u00bb": '"', "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-"}


def hash64(data, seed=0):
    """FNV-1a over bytes with the finaliser of MurmurHash3, so that the low bits are good."""
    value = (0xCBF29CE484222325 ^ seed) & MASK
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & MASK
    value ^= value >> 33
    value = (value * 0xFF51AFD7ED558CCD) & MASK
    value ^= value >> 33
    value = (value * 0xC4CEB9FE1A85EC53) & MASK
    return value ^ (value >> 33)


def lower(character):
    """Simple case mapping: one code point to one."""
    small = character.lower()
    return small if len(small) == 1 else character


def key(form):
    """What words are looked up by: lower case, plain quotes and dashes, every ASCII digit a zero."""
    if form in ("``", "''"):
        return '"'
    text = "".join(VARIANTS.get(c) or lower(c) for c in form)
    return "".join("0" if "0" <= c <= "9" else c for c in text)


def shape(form):
    """Letter case and character classes, runs cut at two: 'NATO' XX, 'Kyiv' Xx, 'U.S.' X.X., '2014' dd."""
    result = []
    for c in form[:24]:
        if "0" <= c <= "9":
            kind = "d"
        elif lower(c) != c:
            kind = "X"
        elif c.isalpha():
            kind = "x"
        else:
            kind = VARIANTS.get(c, c) if ord(c) < 128 or c in VARIANTS else "o"
        if len(result) < 2 or result[-1] != kind or result[-2] != kind:
            result.append(kind)
    return "".join(result[:8])


def subwords(form, buckets):
    """Rows of the subword table: shape, prefixes, suffixes, and the 3- to 5-grams of the key with its ends marked."""
    text = key(form)[:32]
    parts = [("h", shape(form))]
    parts += [("p", text[:n]) for n in (1, 2, 3) if len(text) >= n]
    parts += [("s", text[-n:]) for n in (1, 2, 3, 4) if len(text) >= n]
    marked = "<" + text + ">"
    for n in (3, 4, 5):
        parts += [("g", marked[i:i + n]) for i in range(len(marked) - n + 1)]
    return [hash64((kind + part).encode()) % buckets for kind, part in parts]
