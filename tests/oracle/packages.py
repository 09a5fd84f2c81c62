"""Makes genanki.apkg and anki.apkg, which the tests import, and opens with Anki's own library what lacuna exports.

For development only; the packages are committed. To make them again, and to look at an export:

    python3 -m venv venv && venv/bin/pip install genanki==0.13.1 anki
    cd tests/oracle && venv/bin/python packages.py make
    lacuna export DECK --with-progress -o out.apkg && venv/bin/python tests/oracle/packages.py open out.apkg

`open` prints the notes and the cards that were reviewed, and fails if a note is missing or the collection is not sound.
"""

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


def opened(folder, path):
    col = Collection(os.path.join(folder, "c.anki2"))
    options = ImportAnkiPackageOptions(with_scheduling=True, merge_notetypes=True)
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=os.path.abspath(path), options=options)).log
    for guid, tags, fields in col.db.all("select guid, tags, flds from notes"):
        print(guid, tags, fields.split("\x1f")[:2])
    print(col.db.all("select nid, ord, type, queue, due, ivl, reps, data from cards where reps > 0 or queue < 0"))
    notes, problems = col.db.scalar("select count(*) from notes"), col.fix_integrity()
    col.close()
    assert len(log.new) == notes and problems[1], (len(log.new), notes, problems)


with tempfile.TemporaryDirectory() as folder:
    if sys.argv[1] == "make":
        by_genanki(folder)
        by_anki(folder)
    else:
        opened(folder, sys.argv[2])
