"""The charter as a value."""

from datetime import UTC, date, datetime
from typing import Any

from flows.answers import Answer, AnswerState
from flows.catalog.loader import load_catalogue
from flows.charter.charter import Charter, Happening, charter
from flows.charter.parts import PARTS

NOW = datetime(2026, 9, 1, tzinfo=UTC)


def answer(value: Any, state: AnswerState = AnswerState.GIVEN) -> Answer:
    return Answer(state=state, value=value, by="U1", at=NOW)


def chartered(answers: dict[str, Any], **more: Any) -> Charter:
    stored = {key: one if isinstance(one, Answer) else answer(one) for key, one in answers.items()}
    return charter(load_catalogue(), stored, project="p", key="ML-1", stage="planning", owner="U1", **more)


def test_the_parts_are_those_of_the_card_in_their_order():
    assert [part.key for part in PARTS] == [
        "headline",
        "problem",
        "business",
        "goal",
        "archetype",
        "objectives",
        "data",
        "baseline",
        "plan",
        "people",
        "risks",
        "results",
        "limits",
        "history",
    ]


def test_every_question_that_feeds_a_part_of_the_card_stands_in_it():
    placed = {part.key: part.questions for part in PARTS}
    for key, question in load_catalogue().questions.items():
        for fed in question.feeds:
            kind, _, part = fed.partition(":")
            if kind == "card":
                assert key in placed[part], key


def test_the_parts_name_only_questions_there_are_none_twice_in_a_part():
    for part in PARTS:
        assert len(set(part.questions)) == len(part.questions)
        assert all(key in load_catalogue() for key in part.questions)


def test_each_line_is_traceable_to_its_answer():
    found = chartered({"project_name": "Menu helper", "goal": "Guests find a dish", "value_size": "large"})
    assert found.name == "Menu helper"
    assert {key: one.value for key, one in found.answered.items()} == {
        "project_name": "Menu helper",
        "goal": "Guests find a dish",
        "value_size": "large",
    }
    goal = next(section for section in found.sections if section.part.key == "goal")
    assert [line.question.key for line in goal.lines] == ["goal"]
    assert goal.open == ("side_effects", "success_definition")
    assert not goal.empty


def test_what_is_unknown_or_skipped_is_open():
    found = chartered({"goal": answer(None, AnswerState.UNKNOWN), "side_effects": answer(None, AnswerState.SKIPPED)})
    goal = next(section for section in found.sections if section.part.key == "goal")
    assert goal.empty
    assert goal.open[:2] == ("goal", "side_effects")


def test_a_question_that_is_not_asked_is_not_missed():
    def open_ones(archetype: str) -> tuple[str, ...]:
        found = chartered({"archetype": archetype})
        return next(section.open for section in found.sections if section.part.key == "archetype")

    assert "hitl_person" in open_ones("human_in_the_loop")
    assert "hitl_person" not in open_ones("software_2_0")


def test_an_answer_to_a_question_that_no_longer_counts_is_not_shown():
    assert "hitl_person" not in chartered({"archetype": "autonomous", "hitl_person": "The waiter checks"}).answered


def test_nothing_answered_is_nothing_but_open_parts():
    found = chartered({})
    assert not found.complete
    assert all(section.empty for section in found.sections if section.part.key != "headline")


def test_history_is_told_from_the_beginning():
    later, earlier = Happening(date(2026, 9, 2), "U1", "b"), Happening(date(2026, 9, 1), None, "a")
    found = chartered({}, happenings=[later, earlier])
    assert found.sections[-1].happenings == (earlier, later)
    assert not found.sections[-1].empty
