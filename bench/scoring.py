"""How long `groundwork score` takes for very many projects, against reading and writing their JSON."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from flows.catalog.loader import load_catalogue
from flows.catalogue import Catalogue
from flows.questions import ManyOf, OneOf
from flows.scoring.scorer import LOOKED_AT

ROOT = Path(__file__).parent.parent
PROJECTS = 100_000
LENGTH = 1500
"""Bytes of JSON per project."""

JSON_ONLY = """
import gc, json, sys
from time import perf_counter
gc.disable()
begin = perf_counter()
with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
read = perf_counter() - begin
del given
with open(sys.argv[2], encoding="utf-8") as file:
    told = json.load(file)
begin = perf_counter()
with open(sys.argv[2] + ".again", "w", encoding="utf-8") as file:
    file.write(json.dumps(told, ensure_ascii=False))
print(read + perf_counter() - begin)
"""
"""The floor: both texts through the json module at its fastest, on one processor."""


def score_times(folder: Path, projects: int = PROJECTS) -> tuple[float, float]:
    """(seconds of `groundwork score` from start to end, seconds for its JSON alone), in the same run.

    The answers are random and full, and the same every time.
    """
    given, told = folder / "projects.json", folder / "scores.json"
    write_projects(given, projects)
    with told.open("wb") as out:
        begin = perf_counter()
        subprocess.run([sys.executable, "-m", "bot", "score", str(given)], cwd=ROOT, stdout=out, check=True)
        taken = perf_counter() - begin
    floor = subprocess.run(
        [sys.executable, "-c", JSON_ONLY, str(given), str(told)], capture_output=True, text=True, check=True
    )
    return taken, float(floor.stdout)


def write_projects(file: Path, projects: int = PROJECTS) -> None:
    """A JSON list of random full answer sets."""
    chance, catalogue = Random(20), load_catalogue()
    with file.open("w", encoding="utf-8") as out:
        for place in range(projects):
            out.write(",\n" if place else "[")
            out.write(json.dumps(random_answers(catalogue, chance)))
        out.write("]\n")


def random_answers(catalogue: Catalogue, chance: Random) -> dict[str, Any]:
    """An answer to every choice that bears on a score, amounts of money, and a text that fills it up."""
    answers: dict[str, Any] = {"annual_value": chance.randrange(10**8), "annual_cost": chance.randrange(10**8)}
    for key in LOOKED_AT:
        question = catalogue[key]
        if isinstance(question, OneOf):
            answers[key] = chance.choice(question.options).value
        elif isinstance(question, ManyOf):
            some = [option.value for option in question.options if option.value not in question.alone]
            answers[key] = chance.sample(some, chance.randint(1, len(some)))
    answers["problem_statement"] = "x" * max(LENGTH - len(json.dumps(answers)), 0)
    return answers
