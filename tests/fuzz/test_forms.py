"""Whatever a form's fields hold is read: values, or a sentence at a field that is there."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.answers import Value
from flows.filling import Filled, Problems, filled, filled_row
from flows.prefilled import Entries, Entry, column_of, prefilled
from flows.questions import Question, Rows
from flows.reading import Understood
from flows.text import Language, Phrase
from tests.fuzz.payloads import texts
from tests.fuzz.test_typed import CATALOGUE, KNOWN, QUESTIONS, typed

GROUPS = [question for question in QUESTIONS if isinstance(question, Rows)]
SINGLE = [question for question in QUESTIONS if not isinstance(question, Rows)]
OFFERED = [option.value for question in SINGLE for option in getattr(question, "options", ())]
one_text = st.one_of(
    typed, texts, st.sampled_from(OFFERED), st.sampled_from(["unknown", "r1", "r9", "U1", "2026-12-24"])
)
entries: st.SearchStrategy[Entry] = st.one_of(st.none(), one_text, st.lists(one_text, max_size=4).map(tuple))
LONG = ("x" * 3000, "1" * 3000, "<@U1|" * 600, "- " * 1500, "ㅎ" * 3000)  # what a field can hold


def fields(question: Question) -> list[str]:
    return list(prefilled(question, None, Language.EN, KNOWN))


@given(st.data(), st.lists(st.sampled_from(SINGLE), min_size=1, max_size=6, unique_by=lambda question: question.key))
@settings(max_examples=80)
def test_any_page_is_values_or_problems_at_its_fields(data: st.DataObject, page: list[Question]) -> None:
    names = [name for question in page for name in fields(question)]
    sent: Entries = data.draw(st.dictionaries(st.sampled_from([*names, "field:other", ""]), entries, max_size=8))
    form = filled(page, sent, KNOWN)
    assert isinstance(form, Filled)
    assert set(form.problems) <= set(sent) & set(names)
    assert all(isinstance(problem, Phrase) for problem in form.problems.values())
    assert set(form.values) | set(form.unknown) | set(form.emptied) <= {question.key for question in page}


@given(st.data(), st.sampled_from(GROUPS), st.sampled_from([None, "r1", "r9", "", "\ud800"]))
@settings(max_examples=80)
def test_any_row_is_rows_or_problems_at_its_columns(data: st.DataObject, group: Rows, row: str | None) -> None:
    names = [column_of(column.key) for column in group.columns]
    sent: Entries = data.draw(st.dictionaries(st.sampled_from(names), entries, min_size=1))
    found: Understood | Problems = filled_row(group, row, sent, KNOWN)
    if isinstance(found, Understood):
        value: Value = found.value
        assert isinstance(value, list | tuple)
    else:
        assert found
        assert set(found) <= set(sent)


def test_the_longest_page_is_read_soon() -> None:
    for long in LONG:
        sent: dict[str, Entry] = {name: long for question in SINGLE for name in fields(question)}
        begun = time.process_time()
        filled(SINGLE, sent, KNOWN)
        assert time.process_time() - begun < 3, ascii(long[:6])  # every question there is, at once
    assert CATALOGUE.questions
