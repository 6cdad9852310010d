"""Writes the model file that ingest/src/language/model_file.hpp describes."""

import json
import struct

import numpy
import xxhash

import features

KINDS = {numpy.dtype("int8"): 1, numpy.dtype("float32"): 2, numpy.dtype("uint32"): 3, numpy.dtype("uint8"): 4}
LANES = 16
NEVER = -1e4  # score of a transition that labels do not allow


def padded(size, multiple=LANES):
    return -(-size // multiple) * multiple


def quantise_rows(matrix):
    """Rows as int8 and a scale each."""
    scale = numpy.maximum(numpy.abs(matrix).max(1), 1e-12) / 127
    return numpy.rint(matrix / scale[:, None]).astype(numpy.int8), scale.astype(numpy.float32)


def pad_rows(matrix, bias, rows):
    extra = rows - matrix.shape[0]
    return numpy.pad(matrix, ((0, extra), (0, 0))), numpy.pad(bias, (0, extra))


class Writer:
    def __init__(self):
        self.sections = []

    def array(self, name, values):
        values = numpy.ascontiguousarray(values)
        if values.ndim == 1:
            values = values[None]
        self.sections.append((name, values.tobytes(), KINDS[values.dtype], values.shape[0], values.shape[1]))

    def text(self, name, value):
        data = value.encode()
        self.sections.append((name, data, 0, 1, len(data)))

    def matrix(self, name, weights, bias):
        """Weights [outputs, inputs], packed as the kernels read them."""
        weights, bias = pad_rows(weights, bias, padded(weights.shape[0]))
        quantised, scales = quantise_rows(weights)
        outputs, inputs = quantised.shape
        assert inputs % LANES == 0
        packed = quantised.reshape(outputs // LANES, LANES, inputs // 4, 4).transpose(0, 2, 1, 3)
        self.array(name + ".weights", packed.reshape(outputs, inputs))
        self.array(name + ".scales", scales)
        self.array(name + ".bias", bias.astype(numpy.float32))

    def write(self, path):
        at = 64 + 64 * len(self.sections)
        table, body = b"", b""
        for name, data, kind, rows, columns in self.sections:
            gap = -(at + len(body)) % 64
            body += b"\0" * gap
            table += struct.pack("<32sQQIIII", name.encode(), at + len(body), len(data), kind, rows, columns, 0)
            body += data
        payload = table + body
        header = struct.pack("<8sIIQQ32x", b"ENTENTEL", 1, len(self.sections), 64 + len(payload), xxhash.xxh3_64_intdigest(payload))
        path.write_bytes(header + payload)


def vocabulary(keys):
    """A hash table with linear probing: [slots, 2] of fingerprint and row."""
    slots = 1
    while slots < len(keys) * 4 / 3:
        slots *= 2
    table = numpy.full((slots, 2), 0xFFFFFFFF, numpy.uint32)
    for row, key in enumerate(keys):
        value = features.hash64(key.encode())
        slot = value & (slots - 1)
        while table[slot, 1] != 0xFFFFFFFF:
            slot = (slot + 1) & (slots - 1)
        table[slot] = value >> 32, row
    return table


def transition_scores(net, labels):
    scores = net.transitions.detach().numpy().copy()
    result = numpy.zeros((len(labels) + 1, LANES), numpy.float32)
    result[:, :len(labels)] = scores
    for to, label in enumerate(labels):
        if label[0] != "I":
            continue
        for row in range(len(labels) + 1):
            before = labels[row] if row < len(labels) else "O"
            if before[0] == "O" or before[2:] != label[2:]:
                result[row, to] = NEVER
    return result


def put_decision(writer, name, state):
    table = state["table.weight"].numpy()
    scale = numpy.abs(table).max() / 127
    writer.array(name + ".table", numpy.rint(table / scale).astype(numpy.int8))
    head = numpy.concatenate([state["bias"].numpy(), state["out.weight"].numpy()[0], state["out.bias"].numpy(), [scale]])
    writer.array(name + ".head", head.astype(numpy.float32))


def write_model(path, net, labels, word_keys, glove_keys, glove, segmenter, meta):
    net.eval()
    options = net.options
    get = lambda module: (module.weight.detach().numpy(), module.bias.detach().numpy())
    writer = Writer()
    trained = set(word_keys)
    keys = list(word_keys) + [key for key in glove_keys if key not in trained]
    row_of = {key: i + 1 for i, key in enumerate(glove_keys)}
    table = vocabulary(keys)
    vectors = glove.numpy()[[row_of.get(key, 0) for key in keys]]
    dimensions = vectors.shape[1]
    scales = numpy.maximum(numpy.abs(vectors).max(1), 1e-12) / 7
    steps = (numpy.rint(vectors / scales[:, None]) + 8).astype(numpy.uint8)
    words, word_scales = quantise_rows(net.word.weight.detach().numpy())
    subwords, subword_scales = quantise_rows(net.subword.weight.detach().numpy())
    sizes = {"half": options["hidden"], "layers": options["layers"], "tag_layer": options["tag_layer"],
             "word_width": options["word_dim"], "vector_width": dimensions, "arc": options["arc"],
             "relation": options["relation"], "buckets": len(subwords), "words": len(keys), "trained_words": len(word_keys),
             "slots": len(table)}
    writer.text("meta", json.dumps({**meta, "labels": labels, "sizes": sizes}, ensure_ascii=False, sort_keys=True))
    writer.array("vocabulary", table)
    writer.array("vectors", steps[:, 0::2] | (steps[:, 1::2] << 4))
    writer.array("vectors.scales", scales.astype(numpy.float32))
    writer.array("words", words)
    writer.array("words.scales", word_scales)
    writer.array("subwords", subwords)
    writer.array("subwords.scales", subword_scales)

    project, bias = get(net.project)
    inputs = padded(dimensions + options["word_dim"])
    wide = numpy.zeros((project.shape[0], inputs), numpy.float32)
    wide[:, :dimensions] = project[:, :dimensions]
    wide[:, inputs - options["word_dim"]:] = project[:, dimensions:]
    writer.matrix("project", wide, bias)
    for i, layer in enumerate(net.layers):
        h = options["hidden"]
        gate_bias = numpy.zeros((2, 3, h), numpy.float32)
        gate_bias[:, 1:] = layer.bias.detach().numpy()
        writer.matrix(f"layer.{i}", layer.weight.detach().numpy(), gate_bias.reshape(-1))
        writer.array(f"layer.{i}.peephole", layer.v.detach().numpy().reshape(2, 2 * h))
    tag_parts = [pad_rows(*get(module), padded(module.weight.shape[0])) for module in (net.upos, net.xpos, net.lemma)]
    writer.matrix("tags", numpy.concatenate([w for w, _ in tag_parts]), numpy.concatenate([b for _, b in tag_parts]))
    top_parts = [get(module) for module in (net.arc_head, net.arc_dependent, net.relation_head, net.relation_dependent)]
    top_parts.append(pad_rows(*get(net.entity), LANES))
    writer.matrix("top", numpy.concatenate([w for w, _ in top_parts]), numpy.concatenate([b for _, b in top_parts]))
    writer.matrix("bilinear", net.arc_bilinear.detach().numpy().T, net.arc_bias.detach().numpy())
    writer.matrix("relation", *get(net.relation_out))
    root = net.root.detach().numpy()
    writer.array("root.arc", numpy.maximum(top_parts[0][0] @ root + top_parts[0][1], 0).astype(numpy.float32))
    writer.array("root.relation", (top_parts[2][0] @ root + top_parts[2][1]).astype(numpy.float32))
    writer.array("transitions", transition_scores(net, labels["entity"]))
    put_decision(writer, "splitter", segmenter["splitter"])
    put_decision(writer, "ender", segmenter["ender"])
    writer.text("segmenter", json.dumps({"buckets": len(segmenter["splitter"]["table.weight"]),
                                         "contractions": {word: list(ends) for word, ends in segmenter["contractions"].items()}},
                                        sort_keys=True))
    writer.write(path)
