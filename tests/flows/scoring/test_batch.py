"""Long lists of projects: the same as one by one, on one processor or several."""

import json
import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalogue import Catalogue
from flows.scoring.batch import each
from flows.scoring.given import AnswerRefused
from flows.scoring.json_text import document, is_list, items
from flows.scoring.program import scores
from flows.scoring.report import report
from tests.flows.scoring.projects import PROJECTS, answers_of

# The runner of the tests has a second thread; the program has none when it forks.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")

NUMBERS = list(range(1234))


def picky(item: object) -> int:
    if item in (555, 900):
        raise AnswerRefused("not this one")
    assert isinstance(item, int)
    return item * 2


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_keep_their_order(processes: int) -> None:
    text = json.dumps([number for number in NUMBERS if number not in (555, 900)])
    assert each(text, picky, processes) == [number * 2 for number in json.loads(text)]


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("numbers", [NUMBERS, NUMBERS[500:]])
def test_the_first_refused_is_named_by_its_place(numbers: list[int], processes: int) -> None:
    with pytest.raises(AnswerRefused, match=f"Project {numbers.index(555)}: not this one"):
        each(json.dumps(numbers), picky, processes)


def test_what_a_killed_process_leaves_undone_is_done_here() -> None:
    here = os.getpid()

    def dies_elsewhere(item: object) -> object:
        if os.getpid() != here:
            os._exit(1)
        return item

    assert each(json.dumps(NUMBERS), dies_elsewhere, 2) == NUMBERS


@pytest.mark.parametrize("processes", [1, 2])
def test_broken_json_is_refused_on_every_processor(processes: int) -> None:
    with pytest.raises(AnswerRefused, match="The input is not JSON: Expecting ',' delimiter: line 1 column"):
        each(json.dumps(NUMBERS[:300])[:-1] + " 5]", lambda item: item, processes)


def test_the_texts_of_a_list_and_of_one_project(catalogue: Catalogue) -> None:
    answers: list[Any] = [answers_of(project) for project in PROJECTS]
    answers.append({"base": answers_of("churn"), "ballots": [{}, {"value_size": "none"}]})
    listed = "".join(scores(json.dumps(answers), catalogue))
    assert json.loads(listed) == report(answers, catalogue)
    assert len(listed.splitlines()) == len(answers) + 2
    assert json.loads("".join(scores(json.dumps(answers[0]), catalogue))) == report(answers[0], catalogue)
    assert "".join(scores(" [ ] ", catalogue)) == "[]\n"


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
)


@given(st.lists(ANY, max_size=6), st.sampled_from([None, 1]), st.sampled_from(["", " \n", "\t"]))
def test_items_are_those_of_the_json_module(values: list[Any], indent: int | None, space: str) -> None:
    text = space + json.dumps(values, indent=indent) + space
    assert is_list(text)
    assert list(items(text)) == values == document(text)


@given(st.lists(ANY, max_size=4), st.data())
def test_damaged_text_is_refused_where_the_json_module_refuses_it(values: list[Any], data: st.DataObject) -> None:
    text = json.dumps(values)
    at = data.draw(st.integers(1, len(text)))
    damaged = text[:at] + data.draw(st.sampled_from(["", ",", "]", "[", " ", "x", '"'])) + text[at + 1 :]
    try:
        whole: object = json.loads(damaged)
    except ValueError:
        with pytest.raises(AnswerRefused) as refused:
            list(items(damaged))
        assert len(str(refused.value).splitlines()) == 1
    else:
        assert list(items(damaged)) == whole


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The input is not JSON: Expecting value"),
        ("[" * 100_000, "The input is not JSON: it is nested too deeply"),
        ('{"a":' * 100_000, "The input is not JSON: it is nested too deeply"),
        (f"[{'9' * 5000}]", "The input is not JSON: it has a number that is too long"),
        (f'{{"goal": {"9" * 5000}}}', "The input is not JSON: it has a number that is too long"),
        ("[{}] []", "The input is not JSON: Extra data"),
        ("[{},]", "The input is not JSON: Expecting value"),
        ("[{} {}]", "The input is not JSON: Expecting ',' delimiter"),
    ],
)
def test_what_is_no_json_is_refused_in_one_sentence(text: str, sentence: str, catalogue: Catalogue) -> None:
    with pytest.raises(AnswerRefused) as refused:
        scores(text, catalogue)
    assert str(refused.value).startswith(sentence)
    assert len(str(refused.value).splitlines()) == 1
