#!/usr/bin/env python3
"""Exports a store in every format, reads the files back with programs that we did not write, and compares what they find.

  read_back_exports.py ENTENTE ARTICLES

ARTICLES is a file or folder of articles.
Exits with 77 (skipped) where NetworkX or igraph is not installed; other readers are used where they are there.
"""
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

try:
    import igraph
    import networkx
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

FACT = ("affirmed", "actual", "holds")


def check(condition, message):
    if not condition:
        sys.exit(f"FAILED: {message}")


class Exports:
    def __init__(self, program, store, folder):
        self.program, self.store, self.folder = program, store, folder

    def write(self, name, *options):
        path = os.path.join(self.folder, name)
        subprocess.run([self.program, "export", "--view", "claims", "--db", self.store, "--format", name.split(".")[0],
                        "--output", path, *options], check=True)
        return path

    def rows(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def names_edges(graph, get):
    key = networkx.get_node_attributes(graph, "key")
    return {(key[a], get(d), key[b], d["polarity"], d["modality"], d["phase"]) for a, b, d in graph.edges(data=True)}


def check_graphml(exports, expected):
    for path in (exports.write("graphml.xml"), exports.write("yed.xml")):
        graph = networkx.read_graphml(path)
        check(graph.is_multigraph() and graph.is_directed(), "NetworkX sees a directed multigraph")
        found = names_edges(graph, lambda d: d["interaction"])
        check(found == expected, f"NetworkX reads {len(found)} statements of {path}, not {len(expected)}: {found ^ expected}")
        for node, data in graph.nodes(data=True):
            check(data["label"] and data["name"] and data["type"] and data["color"].startswith("#"), f"node {node} has label, type and color")
        for _, _, data in graph.edges(data=True):
            check(1 <= data["weight"] <= data["articles"] and data["sentence"] and data["symmetric"] in ("true", "false"), f"edge {data} has weight and sentence")
    other = igraph.Graph.Read_GraphML(os.path.join(exports.folder, "graphml.xml"))
    check(other.is_directed() and other.vcount() == graph.number_of_nodes(), "igraph reads as many nodes")
    pairs = {(other.vs[e.source]["key"], e["interaction"], other.vs[e.target]["key"], e["polarity"], e["modality"], e["phase"]) for e in other.es}
    check(pairs == expected, "igraph reads the same statements")
    relations = networkx.read_graphml(exports.write("graphml.relations", "--aggregate", "relation"))
    check(relations.number_of_edges() == len({(s, r, o) for s, r, o, *_ in expected}), "edges are as many as relations between two")
    dyads = networkx.read_graphml(exports.write("graphml.dyads", "--aggregate", "dyad"))
    check(dyads.number_of_edges() == len({(s, o) for s, _, o, *_ in expected}), "edges are as many as pairs")
    return graph.number_of_nodes()


def check_gexf(exports, expected):
    path = exports.write("gexf.xml")
    older = path + ".gexf"  # NetworkX knows versions up to 1.2, which read the same.
    with open(path, encoding="utf-8") as file, open(older, "w", encoding="utf-8") as copy:
        copy.write(file.read().replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('version="1.3"', 'version="1.2"'))
    graph = networkx.read_gexf(older)
    found = names_edges(graph, lambda d: d["relation"])
    check(found == expected, f"NetworkX reads {len(found)} statements of the GEXF file, not {len(expected)}")
    if shutil.which("xmllint"):
        for name, schema in (("graphml.xml", "graphml.rng"), ("yed.xml", "graphml.rng"), ("gexf.xml", "gexf.rng")):
            rules = os.path.join(os.path.dirname(os.path.abspath(__file__)), schema)
            subprocess.run(["xmllint", "--noout", "--relaxng", rules, os.path.join(exports.folder, name)], check=True,
                           stderr=subprocess.DEVNULL)


def check_tables(exports, expected, nodes):
    exports.write("csv")
    found = {(r["source"], r["relation"], r["target"], r["polarity"], r["modality"], r["phase"]) for r in exports.rows("csv/edges.csv")}
    check(found == expected, "the edges in CSV are the statements")
    check(len(exports.rows("csv/nodes.csv")) == nodes, "the nodes in CSV are as many")
    exports.write("neo4j")
    keys = {r["key:ID"] for r in exports.rows("neo4j/nodes.csv")}
    relationships = exports.rows("neo4j/relationships.csv")
    check(len(keys) == nodes and len(relationships) == len(expected), "nodes and relationships for Neo4j are as many")
    check(all(r[":START_ID"] in keys and r[":END_ID"] in keys for r in relationships), "the relationships for Neo4j have both ends")
    for name in ("nodes.csv", "relationships.csv"):
        with open(os.path.join(exports.folder, "neo4j", name), encoding="utf-8") as file:
            check(len(file.read().splitlines()) == len(exports.rows("neo4j/" + name)) + 1, "rows for Neo4j are lines")


def check_sentences(exports, statements):
    exports.write("dna")
    rows = exports.rows("dna")
    check(len(rows) == len(statements), f"the event list has {len(rows)} rows for {len(statements)} sentences")
    exports.write("plover")
    with open(os.path.join(exports.folder, "plover"), encoding="utf-8") as file:
        events = [json.loads(line) for line in file]
    coded = [s for s in statements if s["relation"] not in ("created", "member-of", "leads")]
    check(len(events) == len(coded), f"{len(events)} events of PLOVER for {len(coded)} sentences")
    check(len({e["id"] for e in events}) >= len(events) * 0.99, "events have ids of their own")
    check(all(e["event"].isupper() and e["actor"] and e["recip"] and e["textInfo"]["text"] for e in events), "events are whole")
    exports.write("dyads")
    rows = exports.rows("dyads")
    countries = [s for s in statements if s["subject"]["type"] == s["object"]["type"] == "Country"]
    facts = [s for s in countries if (s["polarity"], s["modality"], s["phase"]) == FACT]
    check(sum(int(r["facts"]) for r in rows) == len(facts), "the facts of pairs and years are those of countries")
    check(all(r["relation"] and r["name_a"] for r in rows), "pairs and years are whole")


def check_articles(exports, statements):
    articles = {s["article"] for s in statements}
    with open(exports.write("csl"), encoding="utf-8") as file:
        works = json.load(file)
    check(len(works) >= len(articles) and len({w["id"] for w in works}) == len(works), "CSL has each article once")
    path = exports.write("bibtex")
    try:
        import bibtexparser
    except ImportError:
        return ["bibtexparser"]
    with open(path, encoding="utf-8") as file:
        entries = bibtexparser.load(file).entries
    check(len(entries) == len(works) and all(e["title"] for e in entries), f"BibTeX has {len(entries)} of {len(works)} articles")
    return []


def check_rdf(exports, expected):
    quads, linked = exports.write("nquads"), exports.write("jsonld")
    missing = []
    facts = {(s, r, o) for s, r, o, *rest in expected if tuple(rest) == FACT}
    if shutil.which("rapper"):
        subprocess.run(["rapper", "-q", "-c", "-i", "nquads", quads], check=True)
    else:
        missing.append("rapper")
    try:
        import rdflib
    except ImportError:
        return missing + ["rdflib"]
    dataset = rdflib.ConjunctiveGraph()
    dataset.parse(quads, format="nquads")
    vocabulary = rdflib.Namespace("urn:entente:vocabulary#")
    relation = "urn:entente:relation/"
    asserted = {(s, p, o) for s, p, o, _ in dataset.quads() if str(p).startswith(relation)}
    check(len(asserted) == len(facts), f"RDF asserts {len(asserted)} facts, not {len(facts)}")
    check(len(set(dataset.subjects(rdflib.RDF.type, vocabulary.Statement))) == len(expected), "RDF has every statement")
    graph = rdflib.Graph()
    graph.parse(linked, format="json-ld")
    check(len(set(graph.subjects(rdflib.RDF.type, vocabulary.Statement))) == len(expected), "JSON-LD has every statement")
    # The facts stand in graphs of their own, which JSON-LD does not have; all else is the same. Numbers are compared as such.
    plain = lambda triples: {(s, p, o.toPython() if isinstance(o, rdflib.Literal) and str(o.datatype).endswith("double") else o) for s, p, o in triples}
    described = {(s, p, o) for s, p, o, _ in dataset.quads() if not str(p).startswith(relation)}
    check(plain(graph) == plain(described), "JSON-LD and N-Quads say the same")
    return missing


def check_dot(exports, expected):
    path = exports.write("dot")
    if not shutil.which("gvpr"):
        return ["Graphviz"]
    counted = subprocess.run(["gvpr", "BEG_G { printf(\"%d\", nEdges($G)) }", path], check=True, stdout=subprocess.PIPE, text=True).stdout
    check(int(counted) == len(expected), f"Graphviz reads {counted} edges, not {len(expected)}")
    return []


def check_svg(exports, expected, nodes):
    part = [] if nodes <= 5000 else ["--around", "Israel"]  # A picture of more is refused.
    drawn = xml.etree.ElementTree.parse(exports.write("svg", *part)).getroot()
    shapes = [group.get("class") for group in drawn.iter("{http://www.w3.org/2000/svg}g")]
    if part:
        check(shapes.count("statement") > 10 and shapes.count("entity") > 10, "SVG draws a part")
    else:
        check(shapes.count("statement") == len(expected) and shapes.count("entity") == nodes, "SVG draws all")


def main():
    program, articles = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "db")
        subprocess.run([program, "ingest", articles, "--db", store], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        extracted = subprocess.run([program, "extract", articles], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        statements = [json.loads(line) for line in extracted.splitlines()]
        expected = {(s["subject"]["key"], s["relation"], s["object"]["key"], s["polarity"], s["modality"], s["phase"]) for s in statements}
        exports = Exports(program, store, folder)
        nodes = check_graphml(exports, expected)
        check_gexf(exports, expected)
        check_svg(exports, expected, nodes)
        check_tables(exports, expected, nodes)
        check_sentences(exports, statements)
        missing = check_articles(exports, statements) + check_rdf(exports, expected) + check_dot(exports, expected)
        print(f"{len(expected)} statements read back alike from every format" + (f"; not tried: {', '.join(missing)}" if missing else ""))


if __name__ == "__main__":
    main()
