#!/usr/bin/env python3
"""Write schemas/lexicon/countries.json, leaders.json and members.json from public facts.

  import_factbook.py FACTBOOK.tar.xz [--iso-codes DIR] [--out DIR]

FACTBOOK  the CIA World Factbook as JSON (factbook/factbook.json, public domain/CC0), packed as .tar.xz
DIR       the JSON files of Debian's package iso-codes (default /usr/share/iso-codes/json)

Countries and territories are those of ISO 3166-1, which also gives the key; names, demonyms and capitals come from the
factbook. Leaders are the chiefs of state and heads of government that it lists, members the full members of organisations.
What English news calls them where the factbook's spelling differs stands in usual_names.json beside this script; names
beyond that belong in the hand-written lexicon files, which extend the records written here.
"""
import argparse
import html
import json
import os
import re
import sys
import tarfile
import unicodedata
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
MONTHS = {m: i for i, m in enumerate("January February March April May June July August September October November December".split(), 1)}
# Titles that stand before a name in the factbook's "Executive branch".
TITLES = re.compile(
    r"^(?:(?:Interim|Acting|Caretaker|Transitional|Transition|Federal|overall|so-called|GNU|CNSP|the|Dr\.|Capt\.|Col\.|Gen\.|General|Sir|Dame|Sheikh|"
    r"President|Prime Minister|Premier|Chancellor|King|Queen|Emir|Amir|Sultan|Prince|Grand Duke|Pope|Supreme Leader|Taliban Leader|"
    r"Crown Prince|Vice President|Co-Vice President|Chairperson|Chairman|Chief Executive|Taoiseach|Head of Government|"
    r"Administrator|Governor|Chief Minister|Emperor|Sr\.|Supreme People's Assembly President|Ratu|State Affairs Commission President|Presidential Leadership Council|Presidential Council|Sovereign Council Chair|"
    r"Commander-in-Chief of the Sudanese Armed Forces|Foreign Minister|of State|of the Swiss Confederation|"
    r"of the Government of Spain|of Council of Ministers|of the National Council for the Safeguard of the Homeland|"
    r"Minister|Captain Regent|and|,|\([^)]*\))\s*)+")
# Overseas offices held through another country's head of state are no lead over the territory worth recording.
FOREIGN_HEADS = ("represented by",)


def plain(node):
    text = html.unescape((node or {}).get("text", "") or "")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def slug(name):
    ascii_name = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ł", "l").replace("ı", "i"))
    ascii_name = ascii_name.encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")


def read_factbook(path):
    """Factbook records by their internet country code in upper case; records without one have no ISO entry."""
    records = {}
    with tarfile.open(path, "r:xz") as archive:
        for member in archive:
            if not re.search(r"/(?!meta|world|oceans)[a-z-]+/[a-z]{2}\.json$", member.name):
                continue
            record = json.load(archive.extractfile(member))
            if "Government" not in record:
                continue
            code = plain(record.get("Communications", {}).get("Internet country code"))
            match = re.search(r"\.([a-z]{2})\b", code)
            if not match:
                continue
            alpha2 = {"UK": "GB"}.get(match.group(1).upper(), match.group(1).upper())
            # West Bank and Gaza share a code; the first one wins and the hand-written files name both.
            records.setdefault(alpha2, record)
    return records


def demonyms(nationality):
    found = []
    for field in ("adjective", "noun"):
        text = re.sub(r"\((?:singular and plural|singular|plural|US nationals|collective plural|men|women)\)", "", plain(nationality.get(field)))
        text = re.sub(r";.*| note .*", "", text)
        for part in re.split(r",| or ", text):
            part = part.strip()
            plural = part.endswith("(s)")
            part = re.sub(r"\(.*", "", part).strip()
            if not re.fullmatch(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*", part) or part in ("NA", "Congo"):
                continue
            found.append(part)
            if plural:
                found.append(part + "s")
    return list(dict.fromkeys(found))


def capitals(text):
    names = []
    for part in re.split(r";|,(?! D\.C\.)", text):
        name = re.sub(r"\(.*|note .*", "", part).strip()
        if re.fullmatch(r"[A-ZÀ-Ý][\w'’.-]+(?:,? (?:de |d')?[A-Z][\w'’.-]+)*", name):
            names.append(name)
    return list(dict.fromkeys(names))


def country_records(iso, factbook, usual):
    records = []
    for entry in sorted(iso, key=lambda e: e["alpha_3"]):
        fact = factbook.get(entry["alpha_2"], {})
        government = fact.get("Government", {})
        names = government.get("Country name", {})
        short = re.sub(r" \(.*|;.*|, .*| note .*", "", plain(names.get("conventional short form")))
        full = re.sub(r" \(prior.*|;.*", "", plain(names.get("conventional long form")))
        iso_name = entry.get("common_name", entry["name"])
        inverted = re.match(r"^(.*), (.*(?:of|of the))$", iso_name)
        if inverted:
            iso_name = f"{inverted.group(2)} {inverted.group(1)}"
        name = usual["countries"].get(entry["alpha_3"]) or (short if short not in ("", "none") else iso_name)
        name = re.sub(r"^The ", "", name)
        others = [n for n in (short, full, iso_name, entry.get("official_name", "")) if n not in ("", "none")]
        others = [re.sub(r"^[Tt]he ", "", n) for n in others]
        record = {"key": f"country/{entry['alpha_3']}", "type": "Country", "name": name, "source": "factbook-2026",
                  "names": [n for n in dict.fromkeys(others) if n != name and "(" not in n and "," not in n],
                  "demonyms": demonyms(fact.get("People and Society", {}).get("Nationality", {})),
                  "metonyms": [{"text": c, "ambiguous": True} if c in usual["ambiguous_capitals"] else c
                               for c in capitals(plain(government.get("Capital", {}).get("name"))) if c != name],
                  "codes": {"iso2": entry["alpha_2"], "iso3": entry["alpha_3"]}}
        records.append({k: v for k, v in record.items() if v != []})
    return records


def usual_case(word):
    prefix = re.match(r"(?:[Aa]l-|[Ee]l-|EL-|AL-|d')?", word).group(0)
    word = word[len(prefix):]
    if word.isupper() and len(word) > 1 and not re.fullmatch(r"[IVX]+|[A-Z]\.", word):
        word = "-".join(p.capitalize() for p in word.split("-"))
        word = "'".join(p[:1].upper() + p[1:] for p in word.split("'"))
    return prefix.lower() + word


def month_of(text):
    match = re.search(r"\(since (?:(?:\d+ )?([A-Z][a-z]+) )?(\d{4})\)", text)
    if not match:
        return ""
    return f"{match.group(2)}-{MONTHS[match.group(1)]:02}" if match.group(1) in MONTHS else match.group(2)


def leader(text, usual):
    """(name, family name or "", from month) of one factbook line, or nothing where it does not name one person."""
    since = month_of(text)
    text = re.split(r";|\(since|\(for the|\(\d", text)[0].replace(", Jr.", " Jr.")
    text = re.sub(r'"[^"]*" ', "", text)
    text = TITLES.sub("", text).strip(" ,")
    text = re.sub(r"\s*\([^)]*\)\s*", " ", text).strip()
    if not re.fullmatch(r"[\w'’. -]{4,60}", text) or any(w in text.split() for w in ("is", "of", "and")):
        return None
    if len(text.split()) < 2 and text not in usual["persons"]:
        return None
    family = [w for w in text.split() if re.fullmatch(r"(?:al-|el-|d')?[^\Wa-z]{2}[^\Wa-z'’-]*(?:[-'’][^\Wa-z]+)*", w) and (w == "XI" or not re.fullmatch(r"[IVX]+", w))]
    if not family:
        return None
    name = usual["persons"].get(text) or " ".join(usual_case(w) for w in text.split())
    name = usual["persons"].get(name, name)
    return name, " ".join(usual_case(w) for w in family), since


def leader_records(iso, factbook, usual, taken):
    people = {}
    for entry in iso:
        executive = factbook.get(entry["alpha_2"], {}).get("Government", {}).get("Executive branch", {})
        for field, title in (("chief of state", "head of state"), ("head of government", "head of government")):
            text = plain(executive.get(field))
            if not text or any(p in text for p in FOREIGN_HEADS) or re.match(r"(King CHARLES III|President Emmanuel MACRON|President Donald J. TRUMP)", text) \
                    and entry["alpha_2"] not in ("GB", "FR", "US"):
                continue
            found = leader(text, usual)
            if not found:
                print(f"no leader read for {entry['alpha_3']}: {text[:90]}", file=sys.stderr)
                continue
            name, family, since = found
            person = people.setdefault(name, {"key": f"person/{slug(name)}", "type": "Person", "name": name, "source": "factbook-2026",
                                              "family": family, "offices": []})
            office = {"title": title, "of": f"country/{entry['alpha_3']}"}
            if since:
                office["from"] = since
            person["offices"].append(office)
    families = Counter(p["family"] for p in people.values())
    for person in people.values():
        family = person.pop("family")
        # News calls a leader by the family name; only names that one of them bears alone and no place shares.
        given = person["name"].split()[0]
        # Not for "Jr.": without it the name is the father's.
        if person["name"].lower().find(family.lower()) > 0 and f"{given} {family}" != person["name"] and not person["name"].endswith("Jr."):
            person["names"] = [f"{given} {family}"]
        # "Mohammed VI": kings go by the whole of it.
        numbered = re.search(r" [IVX]+\b", person["name"])
        short = family.split()[-1] if family.lower() in person["name"].lower() and not numbered else ""
        if short and families[family] == 1 and short not in taken and len(short) > 3 and short != person["name"]:
            person.setdefault("names", []).append({"text": short, "ambiguous": True})
    return sorted(people.values(), key=lambda p: p["key"])


def member_records(iso, factbook, usual):
    """Extensions of organisations by the countries that the factbook lists as members, not as observers or partners."""
    members = {}
    for entry in iso:
        text = plain(factbook.get(entry["alpha_2"], {}).get("Government", {}).get("International organization participation"))
        for part in re.split(r", (?![^(]*\))", text):
            match = re.fullmatch(r"([^(]+?)(?: \((.*)\))?", part.strip())
            if not match or match.group(1) not in usual["organizations"]:
                continue
            if match.group(2) and "member" not in match.group(2):
                continue
            members.setdefault(usual["organizations"][match.group(1)], []).append(f"country/{entry['alpha_3']}")
    for key, correction in usual["members"].items():
        gone = {f"country/{code}" for code in correction.get("remove", [])}
        members[key] = [m for m in members[key] if m not in gone] + [f"country/{code}" for code in correction.get("add", [])]
    return [{"key": key, "extends": True, "source": "factbook-2026", "members": sorted(set(members[key]))} for key in sorted(members)]


def write(path, description, license_text, records):
    with open(path, "w", encoding="utf-8") as out:
        out.write('{\n  "$schema": "../json/lexicon.schema.json",\n')
        out.write(f'  "description": {json.dumps(description)},\n  "license": {json.dumps(license_text)},\n  "entities": [\n')
        out.write(",\n".join("    " + json.dumps(r, ensure_ascii=False) for r in records))
        out.write("\n  ]\n}\n")
    print(f"{path}: {len(records)} records")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("factbook")
    parser.add_argument("--iso-codes", default="/usr/share/iso-codes/json")
    parser.add_argument("--out", default=os.path.join(HERE, "../../schemas/lexicon"))
    options = parser.parse_args()
    with open(os.path.join(options.iso_codes, "iso_3166-1.json"), encoding="utf-8") as file:
        iso = json.load(file)["3166-1"]
    with open(os.path.join(HERE, "usual_names.json"), encoding="utf-8") as file:
        usual = json.load(file)
    factbook = read_factbook(options.factbook)
    countries = country_records(iso, factbook, usual)
    taken = {n if isinstance(n, str) else n["text"] for c in countries
             for n in [c["name"]] + c.get("names", []) + c.get("demonyms", []) + c.get("metonyms", [])}
    facts = "Facts from the CIA World Factbook of 2026 (CC0) and ISO 3166-1, written by tools/lexicon/import_factbook.py: do not edit, extend."
    write(os.path.join(options.out, "countries.json"), "Countries and territories of ISO 3166-1. " + facts, "CC0-1.0", countries)
    write(os.path.join(options.out, "leaders.json"), "Chiefs of state and heads of government in office. " + facts, "CC0-1.0",
          leader_records(iso, factbook, usual, taken))
    write(os.path.join(options.out, "members.json"), "Members of international organisations. " + facts, "CC0-1.0",
          member_records(iso, factbook, usual))


if __name__ == "__main__":
    main()
