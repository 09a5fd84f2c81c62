"""Makes genanki.apkg and anki.apkg, which the tests import, and opens with Anki's own library what lacuna exports.

For development only; the packages are committed. To make them again, and to hold an export against Anki:

    tests/oracle/install venv
    cd tests/oracle && ../../venv/bin/python packages.py make
    LACUNA_ORACLE=venv/bin/python cargo test --test commands anki

`open` imports a package, and prints as JSON what Anki then has: for each note its fields, tags, and cards with the day on
which each is due. It fails if a note was left out or the collection is not sound.
"""

import json
import os
import sys
import tempfile
import time
import zipfile

import genanki
from anki.collection import Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def packed(path, name):
    """Packs a package anew, since neither program compresses everything."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for entry in old.namelist():
            new.writestr(zipfile.ZipInfo(entry), old.read(entry), zipfile.ZIP_DEFLATED)


def by_genanki(folder):
    deck, part = genanki.Deck(2059400110, "Geo"), genanki.Deck(2059400111, "Geo::Europe::Rivers")
    basic, both, cloze = genanki.BASIC_MODEL, genanki.BASIC_AND_REVERSED_CARD_MODEL, genanki.CLOZE_MODEL
    deck.add_note(genanki.Note(model=basic, fields=["Rhine", "A <b>river</b><br>to Rotterdam"], tags=["water", "eu"]))
    part.add_note(genanki.Note(model=both, fields=["Main", "flows into the Rhine \\(x^2\\)"]))
    typed = genanki.BASIC_TYPE_IN_THE_ANSWER_MODEL
    part.add_note(genanki.Note(model=typed, fields=["Capital of France?", "Paris"]))
    nested = "{{c1::Paris, {{c2::capital}} of France}} is {{c3::big::size}}"
    part.add_note(genanki.Note(model=cloze, fields=[nested, ""]))
    deck.add_note(genanki.Note(model=cloze, fields=["The {{c1::Elbe}} flows to {{c2::Hamburg}}", "extra words"]))
    deck.add_note(genanki.Note(model=basic, fields=["See", '<img src="pic.jpg">']))
    picture, path = os.path.join(folder, "pic.jpg"), os.path.join(folder, "genanki.apkg")
    with open(picture, "wb") as file:
        file.write(b"x")
    package = genanki.Package([deck, part])
    package.media_files = [picture]
    package.write_to_file(path)
    packed(path, "genanki.apkg")


def by_anki(folder):
    col = Collection(os.path.join(folder, "c.anki2"))
    deck, part = col.decks.id("Geo"), col.decks.id("Geo::Europe")

    def add(model, fields, deck, tags=()):
        note = col.new_note(col.models.by_name(model))
        for i, field in enumerate(fields):
            note.fields[i] = field
        note.tags = list(tags)
        col.add_note(note, deck)
        return note

    add("Basic", ["Rhine", "A <b>river</b>"], deck, ["water"])
    add("Basic (and reversed card)", ["Main", "flows &amp; flows"], part)
    add("Cloze", ["{{c1::Elbe}} to {{c2::Hamburg::city}}", ""], part)
    add("Basic (type in the answer)", ["Capital of France?", "Paris"], part)
    col.sched.suspend_cards([add("Basic", ["Susp", "x"], deck).cards()[0].id])
    col.decks.set_current(deck)
    for i in range(6):
        card = col.sched.getCard()
        card.timer_started = time.time()
        col.sched.answerCard(card, 3 + i % 2)
    path = os.path.join(folder, "anki.apkg")
    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, with_deck_configs=False, legacy=False)
    col.export_anki_package(out_path=path, options=options, limit=None)
    col.close()
    packed(path, "anki.apkg")


def card(col, ord, kind, queue, due, ivl, reps, flags):
    """Says when a card is due: learning cards by the second, others by days from a today that begins at four."""
    seconds = {1: due, 2: time.time() - 4 * 3600 + (due - col.sched.today) * 86400, 3: due}.get(kind)
    day = seconds and time.strftime("%Y-%m-%d", time.gmtime(seconds))
    return {"ord": ord, "due": day, "interval": ivl, "reps": reps, "suspended": queue == -1, "flagged": flags & 7 > 0}


def opened(folder, path):
    col = Collection(os.path.join(folder, "c.anki2"))
    options = ImportAnkiPackageOptions(with_scheduling=True, merge_notetypes=True)
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=os.path.abspath(path), options=options)).log
    notes = {}
    for id, guid, tags, fields in col.db.all("select id, guid, tags, flds from notes"):
        rows = col.db.all("select ord, type, queue, due, ivl, reps, flags from cards where nid = ? order by ord", id)
        cards = [card(col, *row) for row in rows]
        notes[guid] = {"fields": fields.split("\x1f"), "tags": tags.split(), "cards": cards}
    reviews, problems = col.db.scalar("select count(*) from revlog"), col.fix_integrity()
    col.close()
    assert len(log.new) == len(notes) and problems[1], (len(log.new), len(notes), problems)
    print(json.dumps({"notes": notes, "reviews": reviews}))


def passed_on(folder, path, out):
    """Imports a package and exports all of it again; says which files came along, and which are missed."""
    col = Collection(os.path.join(folder, "c.anki2"))
    options = ImportAnkiPackageOptions(with_scheduling=True, merge_notetypes=True)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=os.path.abspath(path), options=options))
    names = sorted(os.listdir(col.media.dir()))
    files = {name: open(os.path.join(col.media.dir(), name), "rb").read().decode() for name in names}
    missing = sorted(col.media.check().missing)
    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, with_deck_configs=False, legacy=False)
    col.export_anki_package(out_path=os.path.abspath(out), options=options, limit=None)
    col.close()
    print(json.dumps({"files": files, "missing": missing}))


with tempfile.TemporaryDirectory() as folder:
    if sys.argv[1] == "make":
        by_genanki(folder)
        by_anki(folder)
    elif sys.argv[1] == "pass-on":
        passed_on(folder, sys.argv[2], sys.argv[3])
    else:
        opened(folder, sys.argv[2])
