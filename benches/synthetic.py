#!/usr/bin/env python3
"""Synthetic dispatches: as many documents as asked for, as JSON Lines on standard output. Standard library only.

    python3 benches/synthetic.py 100000 > documents.jsonl
    depeche extract documents.jsonl > claims.jsonl
    /usr/bin/time -v depeche merge claims.jsonl > graph.nq

An event is a visit of a head of state or government of the gazetteer to another state, at a time when he or she was in office, with an
agreement signed in three of ten; one to five documents tell it, in different words. The same number gives the same documents.
"""
import csv, datetime, json, pathlib, random, sys

GAZETTEER = pathlib.Path(__file__).resolve().parent.parent / "ontology" / "gazetteer"
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
OFFICES = {"president": "président", "prime-minister": "Premier ministre"}
SUBJECTS = ["pêche", "transport aérien", "coopération douanière", "extradition", "coopération agricole", "double imposition", "recherche marine", "énergie"]
TELLINGS = [
    "Le {office} {adjective} {visitor} est arrivé {day} à {town}, {country}. Il doit y rester deux jours.",
    "{visitor}, {office} {adjective}, s'est rendu {day} à {town}, {country}, pour une visite officielle.",
    "En visite officielle à {town}, {country}, le {office} {adjective} {visitor} a été reçu {day} par les autorités.",
    "Le {office} {adjective} {visitor} effectuera {day} une visite officielle à {town}, {country}.",
    "Un tapis rouge, une fanfare et la pluie : {visitor}, {office} {adjective}, a atterri {day} à {town}, {country}.",
]
# Each has a number of its own, so that two papers' accounts share few runs of words, as in life.
FILLERS = [
    "Les rues du centre étaient pavoisées, {} écoliers agitaient des fanions, et la pluie a attendu {} minutes.",
    "La presse locale y consacre {} pages, et la radio {} heures d'antenne.", "Le programme prévoit {} discours, un dîner de {} couverts et un concert.",
    "Les échanges entre les deux pays ont atteint {} millions, contre {} l'année d'avant.", "Pas moins de {} curieux et {} photographes se pressaient aux grilles.",
    "Une conférence de presse réunira {} journalistes à {} heures.",
]


def rows(name):
    with open(GAZETTEER / name, encoding="utf-8") as f:
        return list(csv.DictReader((line for line in f if not line.startswith("#")), delimiter="\t"))


def day(text, last):
    parts = [int(p) for p in text.split("-")] if text else [last, 12, 31]
    return datetime.date(parts[0], parts[1] if len(parts) > 1 else 1, min(parts[2] if len(parts) > 2 else 1, 28))


def main():
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    draw = random.Random(20241204)
    states = {s["code"]: s for s in rows("states.tsv") if s["kind"] == "sovereign" and s["capital"] and s["adj_ms"] and s["article"]}
    label = {p["qid"]: p["label_fr"] for p in rows("people.tsv")}
    column = {name: next(c for c in rows("terms.tsv")[0] if c.startswith(name)) for name in ("qid", "office", "state", "start", "end")}
    terms = []
    for t in rows("terms.tsv"):
        who, office, state, start, end = (t[column[c]] for c in ("qid", "office", "state", "start", "end"))
        if office in OFFICES and state in states and who in label and start[:4].isdigit() and int(start[:4]) >= 1960:
            terms.append((label[who], office, state, day(start, 2024), day(end, 2024)))
    made = 0
    while made < wanted:
        visitor, office, home, start, end = draw.choice(terms)
        length = (end - start).days
        if length < 60:
            continue
        when = start + datetime.timedelta(days=draw.randrange(length))
        host = states[draw.choice(list(states))]
        if host["code"] == home:
            continue
        words = {"visitor": visitor, "office": OFFICES[office], "adjective": states[home]["adj_ms"].split("|")[0], "town": host["capital"].split("|")[0],
                 "country": ("au " if host["article"] == "au" else "aux " if host["article"] == "aux" else "à " if host["article"] == "à" else "en ") + host["label_fr"]}
        treaty = draw.random() < 0.3 and draw.choice(SUBJECTS)
        for telling in draw.sample(TELLINGS, draw.randint(1, 5)):
            if made == wanted:
                return
            after = draw.choice([0, 0, 1, 2]) if "effectuera" not in telling else -draw.randint(1, 9)
            published = when + datetime.timedelta(days=after)
            text = [telling.format(day=f"le {when.day} {MONTHS[when.month - 1]} {when.year}", **words)]
            if treaty and after >= 0:
                text.append(f"Les deux pays ont signé à {words['town']} un accord de {treaty}.")
            text += [filler.format(draw.randint(2, 9999), draw.randint(2, 9999)) for filler in draw.sample(FILLERS, 3)]
            print(json.dumps({"id": f"s{made:07}", "published": published.isoformat(), "title": None, "text": "\n\n".join(text)}, ensure_ascii=False))
            made += 1


main()
