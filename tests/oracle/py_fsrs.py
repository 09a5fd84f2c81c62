"""Makes vectors.txt: random histories of one card each, scheduled by py-fsrs, a reference that is not ours.

For development only; the vectors are committed. To make them again:

    python3 -m venv venv && venv/bin/pip install fsrs==6.3.2
    venv/bin/python tests/oracle/py_fsrs.py > tests/oracle/vectors.txt

py-fsrs runs with its default parameters, retention and steps (1 and 10 minutes, 10 minutes), which are lacuna's too,
and without fuzz. A line is a history, a review is `minutes:rating:interval:stability:difficulty`: the minutes since
the review before, the rating from 1 (again) to 4 (easy), and what follows from it, the interval in seconds.

One difference is kept out: py-fsrs counts elapsed days as whole spans of 24 hours, lacuna counts how often the day has
changed, as Anki does. Here every review comes at a later time of the day than the one before it, some hours away from
midnight, so that both counts are the same. Both recall 0 days after the last review as certain within a day.
"""

import random
from datetime import datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler

HISTORIES = 300
START = datetime(2026, 1, 1, 6, tzinfo=timezone.utc)


def history(rng, scheduler):
    card, at, last = Card(due=START), START, START
    reviews = []
    for _ in range(rng.randint(1, 14)):
        rating = rng.choices(list(Rating), weights=[2, 2, 5, 1])[0]
        card, _log = scheduler.review_card(card, rating, at)
        minutes = round((at - last).total_seconds() / 60)
        interval = round((card.due - at).total_seconds())
        reviews.append(f"{minutes}:{rating.value}:{interval}:{card.stability:.6g}:{card.difficulty:.6g}")
        last = at
        planned = max(interval // 86_400, 0)
        # On the same day, when it is due, too early, or far too late.
        days = rng.choice([0, 0, planned, planned, planned, planned // 2, planned * 3 + 1, rng.randint(0, 40)])
        at += timedelta(days=min(days, 4_000), minutes=rng.randint(1, 30))
    return " ".join(reviews)


def main():
    rng = random.Random(277)
    scheduler = Scheduler(enable_fuzzing=False)
    for _ in range(HISTORIES):
        print(history(rng, scheduler))


main()
