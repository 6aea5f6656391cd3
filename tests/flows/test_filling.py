"""A form gives what typing gives, and leaves alone what nobody touched."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.catalog.loader import load_catalogue
from flows.conditions import matches
from flows.filling import Filled, filled, filled_row
from flows.prefilled import Entry, column_of, field_of, prefilled, prefilled_column
from flows.questions import Checklist, ManyOf, Need, Question, Rows
from flows.reading import Context, Understood, read, shown
from flows.text import Language
from tests.flows.values import OBJECTIVES, TODAY, row, values

CATALOGUE = load_catalogue()
SINGLE = [key for key, question in CATALOGUE.questions.items() if not isinstance(question, Rows)]
GROUPS = [key for key, question in CATALOGUE.questions.items() if isinstance(question, Rows)]
KNOWN = Context(today=TODAY, speaker="UME", answers={"objectives": OBJECTIVES})


def knowing(**answers: Any) -> Context:
    return Context(today=TODAY, speaker="UME", answers={"objectives": OBJECTIVES, **answers})


def fill_in(key: str, entry: Entry, context: Context = KNOWN) -> Filled:
    return filled([CATALOGUE[key]], {field_of(key): entry}, context)


def group(key: str) -> Rows:
    found = CATALOGUE[key]
    assert isinstance(found, Rows)
    return found


def row_entries(asked: Rows, one: Mapping[str, Any], language: Language, context: Context) -> dict[str, Entry]:
    return {column_of(each.key): prefilled_column(asked, each, one, language, context) for each in asked.columns}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", SINGLE)
def test_a_form_that_nobody_touched_changes_nothing(key: str, language: Language):
    asked = CATALOGUE[key]

    @settings(max_examples=20)
    @given(values(asked))
    def untouched(value: Any) -> None:
        context = knowing(**{key: value})
        assert filled([asked], prefilled(asked, value, language, context), context) == Filled()

    untouched()
    if asked.need is not Need.REQUIRED:
        assert filled([asked], prefilled(asked, None, language, KNOWN), KNOWN) == Filled()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", SINGLE)
def test_a_form_stores_what_typing_stores(key: str, language: Language):
    asked = CATALOGUE[key]

    @settings(max_examples=20)
    @given(values(asked))
    def same(value: Any) -> None:
        sent = filled([asked], prefilled(asked, value, language, KNOWN), KNOWN)
        typed = read(asked, shown(asked, value, language, KNOWN), KNOWN)
        assert isinstance(typed, Understood)
        assert sent == Filled(values={key: typed.value}, notes=sent.notes)
        assert typed.value == value

    same()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        *(("annual_value", text) for text in ("₩1.2억", "KRW 120,000,000 per year", "$20k")),
        *(("label_delay", text) for text in ("2 weeks", "3일", "30", "한 달")),
        *(("acceptable_failure_rate", text) for text in ("0.1%", "95 %", "0.95")),
        *(("affected_count", text) for text in ("1,200", "1.2k", "12만 명")),
        ("project_name", "  Menu \n helper  "),
        ("phenomenon", "Sales have fallen\nthree months in a row"),
    ],
)
def test_whatever_can_be_typed_in_the_thread_can_be_typed_into_a_form(key: str, text: str):
    typed = read(CATALOGUE[key], text, KNOWN)
    assert isinstance(typed, Understood)
    sent = fill_in(key, text)
    assert sent.values == {key: typed.value}
    assert sent.notes == ({key: typed.note} if typed.note else {})


@pytest.mark.parametrize(
    ("key", "entry", "problem"),
    [
        ("project_name", "ab", "reading.too_short"),
        ("project_name", None, "filling.required"),
        ("project_name", "  \n", "filling.required"),
        ("value_size", None, "filling.required"),
        ("value_size", "no_such_option", "reading.no_option"),
        ("annual_value", "lots", "reading.money"),
        ("label_delay", "soon", "reading.duration"),
        ("affected_count", "1.5", "reading.number_whole"),
        ("acceptable_failure_rate", "120", "reading.percent_bounds"),
        ("deadline", "2020-01-01", "reading.date_past"),
        ("hard_traits", ("none_of_these", "adversarial"), "reading.alone"),
        ("feedback_people", tuple(f"U{n}" for n in range(16)), "reading.people_many"),
        ("primary_objective", "r9", "reading.no_option"),
    ],
)
def test_a_problem_stands_at_its_field(key: str, entry: Entry, problem: str):
    sent = fill_in(key, entry)
    assert {field: said.key for field, said in sent.problems.items()} == {field_of(key): problem}
    assert not sent.values


def test_dont_know_yet_is_an_answer_where_it_is_offered():
    assert fill_in("value_size", "unknown") == Filled(unknown=("value_size",))
    assert fill_in("value_size", "unknown", knowing(value_size="large")) == Filled(unknown=("value_size",))
    assert fill_in("simple_solution", "unknown").problems
    assert fill_in("goal", "unknown").problems.keys() == {"field:goal"}


def test_an_answer_whose_field_was_emptied_is_taken_back():
    context = knowing(goal="Keep the feed engaging", data_quality=["trusted"], deadline="2027-01-01")
    for key in ("goal", "data_quality", "deadline"):
        assert fill_in(key, None, context) == Filled(emptied=(key,))
        assert fill_in(key, None) == Filled()


def test_what_is_not_on_the_form_is_left_alone():
    context = knowing(goal="Keep the feed engaging", project_name="Menu helper")
    sent = filled(list(CATALOGUE.questions.values()), {"field:worst_case": "Always the best seller"}, context)
    assert sent == Filled(values={"worst_case": "Always the best seller"})


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", SINGLE)
def test_a_form_opened_before_somebody_else_answered_leaves_their_answer(key: str, language: Language):
    asked = CATALOGUE[key]

    @settings(max_examples=10)
    @given(st.none() | values(asked), st.none() | values(asked))
    def left(before: Any, meanwhile: Any) -> None:
        then, now = (knowing(**({} if value is None else {key: value})) for value in (before, meanwhile))
        opened = prefilled(asked, before, language, then)
        if asked.need is Need.REQUIRED and meanwhile is None:
            return
        assert filled([asked], opened, now, opened) == Filled()

    left()


def test_only_the_touched_fields_of_a_form_are_written():
    asked = [CATALOGUE[key] for key in ("goal", "worst_case", "data_quality")]
    shown = {"field:goal": None, "field:worst_case": "Nothing at all is recommended", "field:data_quality": None}
    meanwhile = knowing(goal="Keep the feed engaging", worst_case="A dish that makes ill", data_quality=["trusted"])
    sent = {**shown, "field:worst_case": "Always the best seller", "field:data_quality": ()}
    assert filled(asked, sent, meanwhile, shown) == Filled(values={"worst_case": "Always the best seller"})
    emptied = {**shown, "field:worst_case": " "}
    assert filled(asked, emptied, meanwhile, shown) == Filled(emptied=("worst_case",))


def test_two_people_tick_different_parts_of_a_checklist():
    asked = CATALOGUE["ethics_review"]
    opened = prefilled(asked, None, Language.EN, KNOWN)
    meanwhile = knowing(
        ethics_review={"A1": {"state": "done"}, "A2": {"state": "not_applicable", "reason": "no people"}}
    )
    sent = filled([asked], {**opened, "field:ethics_review:done:B": ("B2",)}, meanwhile, opened)
    said = {key: point for key, point in sent.values["ethics_review"].items() if point["state"] != "open"}
    assert said == {**meanwhile.answers["ethics_review"], "B2": {"state": "done"}}


def test_a_form_keeps_who_owns_a_point():
    asked = CATALOGUE["ethics_review"]
    held = {"A1": {"state": "done", "owner": "UMIN"}, "B1": {"state": "open", "owner": "UBEN"}}
    known = knowing(ethics_review=held)
    shown = prefilled(asked, held, Language.EN, known)
    more = filled([asked], {**shown, "field:ethics_review:done:A": ("A1", "A2")}, known, shown)
    assert more.values["ethics_review"]["A1"] == {"state": "done", "owner": "UMIN"}
    assert more.values["ethics_review"]["B1"] == {"state": "open", "owner": "UBEN"}
    none = filled([asked], dict.fromkeys(shown), known, shown)
    assert none.values["ethics_review"]["A1"] == {"state": "open", "owner": "UMIN"}
    assert not none.emptied


def test_two_people_change_different_fields_of_a_row():
    asked = group("causes_and_solutions")
    before = {"id": "r1", "cause": "long menu", "solution": "sort it", "kind": "process", "can_start_now": "yes"}
    shown = row_entries(asked, before, Language.EN, knowing(causes_and_solutions=[before]))
    meanwhile = knowing(causes_and_solutions=[{**before, "solution": "cut it"}])
    sent = {**shown, "column:kind": "content_ux"}
    changed = {**before, "solution": "cut it", "kind": "content_ux"}
    assert filled_row(asked, "r1", sent, meanwhile, shown) == Understood([changed])
    gone = replace(knowing(causes_and_solutions=[]), gone=frozenset({"r1"}))
    again = filled_row(asked, "r1", sent, gone, shown)
    assert isinstance(again, Understood)
    assert [one["solution"] for one in again.value] == ["sort it"]


def test_an_old_value_that_would_be_refused_by_now_does_not_hold_up_the_form():
    context = knowing(deadline="2020-01-01", value_size="an_option_of_old", goal="short")
    sent = filled(
        [CATALOGUE["deadline"], CATALOGUE["goal"], CATALOGUE["worst_case"]],
        {"field:deadline": "2020-01-01", "field:goal": "short", "field:worst_case": "Always the best seller"},
        context,
    )
    assert sent == Filled(values={"worst_case": "Always the best seller"})


def test_the_order_of_ticking_does_not_matter():
    asked = CATALOGUE["readiness_items"]
    assert isinstance(asked, ManyOf)
    first, second = (option.value for option in asked.options[:2])
    context = knowing(readiness_items=sorted((first, second)), team_members=["U1", "U2"])
    assert fill_in("readiness_items", (second, first), context) == Filled()
    assert fill_in("readiness_items", (first, second), context) == Filled()
    assert fill_in("team_members", ("U2", "U1"), context) == Filled()


def test_amounts_that_are_compared_have_one_currency():
    asked = [CATALOGUE["annual_value"], CATALOGUE["annual_cost"]]
    both = filled(asked, {"field:annual_value": "$20k", "field:annual_cost": "₩3,000"}, KNOWN)
    assert {field: said.key for field, said in both.problems.items()} == {
        "field:annual_cost": "reading.money_same_currency"
    }
    fine = filled(asked, {"field:annual_value": "$20k", "field:annual_cost": "3,000"}, KNOWN)
    assert fine.values["annual_cost"] == {"amount": "3000", "currency": "USD"}
    before = knowing(
        annual_value={"amount": "20000", "currency": "KRW"}, annual_cost={"amount": "3000", "currency": "KRW"}
    )
    held = prefilled(asked[1], before.answers["annual_cost"], Language.EN, before)
    changed = filled(asked, {"field:annual_value": "$20k", **held}, before)
    assert changed.problems.keys() == {"field:annual_cost"}
    alone = knowing(annual_value={"amount": "20000", "currency": "KRW"})
    sent = filled(asked, {"field:annual_value": "$20k", "field:annual_cost": None}, alone)
    assert sent == Filled(values={"annual_value": {"amount": "20000", "currency": "USD"}})


def points(done: tuple[str, ...] = (), na: tuple[str, ...] = (), reasons: str | None = None) -> Filled:
    asked = CATALOGUE["ethics_review"]
    assert isinstance(asked, Checklist)
    entries = prefilled(asked, None, Language.EN, KNOWN)
    given_in = {"done": done or None, "na": na or None, "reasons": reasons}
    entries |= {field_of("ethics_review", name, "A"): entry for name, entry in given_in.items()}
    return filled([asked], entries, KNOWN)


def test_points_are_ticked_or_left_out_with_a_reason():
    value = points(("A1",), ("A2", "A3"), "A2: no personal data\n- a3) none is kept,\n  not even a name").values[
        "ethics_review"
    ]
    assert value["A1"] == {"state": "done"}
    assert value["A2"] == {"state": "not_applicable", "reason": "no personal data"}
    assert value["A3"] == {"state": "not_applicable", "reason": "none is kept, not even a name"}
    assert {value[key]["state"] for key in value if key not in ("A1", "A2", "A3")} == {"open"}


def test_one_reason_without_a_point_counts_for_all_that_have_none():
    value = points((), ("A1", "A2"), "no personal data at all\nA2: only counts").values["ethics_review"]
    assert value["A1"]["reason"] == "no personal data at all"
    assert value["A2"]["reason"] == "only counts"


@pytest.mark.parametrize(
    ("done", "na", "reasons", "field", "problem"),
    [
        ((), ("A2",), None, "reasons", "reading.checklist_reason"),
        ((), ("A2",), "A1: no personal data", "reasons", "reading.checklist_reason"),
        ((), ("A2",), "A2: no", "reasons", "reading.checklist_reason"),
        ((), ("A2",), "A2: " + "no, A3 done; " * 20, "reasons", "reading.checklist_reason"),
        (("A2",), ("A2",), "A2: no personal data", "na", "filling.both_ticked"),
    ],
)
def test_a_problem_with_a_point_stands_at_its_part(
    done: tuple[str, ...], na: tuple[str, ...], reasons: str | None, field: str, problem: str
):
    sent = points(done, na, reasons)
    assert {where: said.key for where, said in sent.problems.items()} == {
        field_of("ethics_review", field, "A"): problem
    }


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", GROUPS)
def test_a_row_that_nobody_touched_stays_and_a_new_one_is_stored_as_filled_in(key: str, language: Language):
    asked = group(key)

    @settings(max_examples=20)
    @given(values(asked), row(asked))
    def rows(before: list[dict[str, Any]], new: dict[str, Any]) -> None:
        context = knowing(**{key: before})
        for one in before:
            assert filled_row(asked, one["id"], row_entries(asked, one, language, context), context) == Understood(
                before
            )
        sent = filled_row(asked, None, row_entries(asked, new, language, context), context)
        assert isinstance(sent, Understood), sent
        assert sent.value[:-1] == before
        unit = {"unit": sent.value[-1]["unit"]} if "unit" in sent.value[-1] and "unit" not in new else {}
        assert sent.value[-1] == {"id": f"r{2 * len(before) + 1}"} | new | unit

    rows()


OBJECTIVE = {
    "column:name": "Recall",
    "column:kind": "optimise",
    "column:metric": "recall",
    "column:direction": "higher",
    "column:target": "80%",
    "column:owner": ("UANA",),
    "column:weight": None,
}


def test_a_row_says_which_fields_are_needed_and_which_cannot_be_read():
    found = filled_row(group("objectives"), None, OBJECTIVE | {"column:metric": " ", "column:target": "lots"}, KNOWN)
    assert not isinstance(found, Understood)
    assert {field: said.key for field, said in found.items()} == {
        "column:metric": "reading.row_missing",
        "column:target": "reading.number",
    }


def test_emptying_a_field_of_a_row_takes_it_out():
    before = [
        OBJECTIVES[0] | {"weight": "20", "metric": "recall", "direction": "higher", "target": "80", "owner": ["U1"]}
    ]
    found = filled_row(group("objectives"), "r1", {"column:weight": None}, knowing(objectives=before))
    assert isinstance(found, Understood)
    assert "weight" not in found.value[0]
    assert found.value[0]["target"] == "80"


def test_what_does_not_apply_to_a_row_is_left_out_of_it():
    found = filled_row(
        group("objectives"), None, OBJECTIVE | {"column:kind": "satisfice", "column:weight": "30"}, Context()
    )
    assert isinstance(found, Understood)
    assert "weight" not in found.value[0]
    assert found.note
    assert found.note.key == "reading.row_left_out"
    assert not matches(found.value[0], {"kind": ("optimise",)})


def test_the_unit_typed_with_a_number_is_kept():
    found = filled_row(group("objectives"), None, OBJECTIVE, Context())
    assert isinstance(found, Understood)
    assert (found.value[0]["target"], found.value[0]["unit"]) == ("80", "%")


def test_a_column_without_a_field_is_named_at_the_first_one():
    entries: dict[str, Entry] = {"column:type": "random", "column:value": "31"}
    found = filled_row(group("baselines"), None, entries, Context())
    assert not isinstance(found, Understood)
    assert {field: said.key for field, said in found.items()} == {"column:type": "reading.row_missing"}


def test_a_row_that_is_gone_comes_back_as_a_new_one():
    context = Context(answers={"hypotheses": []}, gone=frozenset({"r3"}))
    found = filled_row(group("hypotheses"), "r3", {"column:hypothesis": "too many dishes"}, context)
    assert found == Understood([{"id": "r4", "hypothesis": "too many dishes"}])


def test_a_row_that_was_begun_in_the_thread_keeps_its_id():
    found = filled_row(group("hypotheses"), "r7", {"column:hypothesis": "too many dishes"}, Context())
    assert found == Understood([{"id": "r7", "hypothesis": "too many dishes"}])


def test_a_full_group_says_so():
    full = [{"id": f"r{n}", "hypothesis": "too many dishes"} for n in range(10)]
    found = filled_row(group("hypotheses"), None, {"column:hypothesis": "x" * 9}, Context(answers={"hypotheses": full}))
    assert not isinstance(found, Understood)
    assert {field: said.key for field, said in found.items()} == {"column:hypothesis": "reading.rows_full"}


@given(st.dictionaries(st.sampled_from(SINGLE), st.none() | st.text(max_size=40) | st.tuples(st.text(max_size=9))))
def test_whatever_is_sent_off_has_a_reading(entries: dict[str, Entry]):
    asked: list[Question] = list(CATALOGUE.questions.values())
    sent = filled(asked, {field_of(key): entry for key, entry in entries.items()}, KNOWN)
    assert {*sent.values, *sent.unknown, *sent.emptied} <= entries.keys()
