"""A pasted block is the same as its lines said one by one."""

from datetime import UTC, datetime

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from flows.answers import values_of
from flows.conversation import Conversation
from flows.effects import Noted
from flows.hearing import Message, hear, hear_deletion, hear_edit
from flows.turn import Turn, counted
from tests.flows.answers_by_kind import typed
from tests.flows.test_interview_properties import begun, quick

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
INTAKE = quick().intake
PAGES = tuple(page.key for page in INTAKE.pages)
ORDER = [*INTAKE.stretches[0].questions, *(key for page in INTAKE.pages for key in page.questions)]
ROWS_BEFORE = {"baselines": "objectives"}
"""Groups whose rows point to rows of another group."""


def say(told: Conversation, text: str, source: str) -> Turn:
    return counted(hear(quick(), told, Message(by="ana", text=text, source=source), now=NOW), told)


def opened() -> Conversation:
    told = begun(quick(), "Menu helper").conversation
    return told.model_copy(update={"reach": (*told.reach, *PAGES)})


@st.composite
def lines(draw: st.DrawFn) -> dict[str, str]:
    """What is said to some questions of the full intake, in any order."""
    keys = draw(st.lists(st.sampled_from(ORDER), min_size=2, max_size=8, unique=True))
    keys = [key for key in keys if ROWS_BEFORE.get(key, key) in keys]
    return {key: draw(typed(INTAKE[key])) for key in draw(st.permutations(keys))}


@settings(max_examples=60)
@for_all(lines())
def test_a_block_is_the_same_as_its_lines_one_by_one(said: dict[str, str]) -> None:
    block = "\n".join(f"{key}: {text}" for key, text in said.items())
    pasted = say(opened(), block, "m1").conversation if len(said) > 1 else None
    one_by_one = opened()
    for number, key in enumerate((key for key in ORDER if key in said), 1):
        one_by_one = counted(quick().revisit(one_by_one, key, in_place=False), one_by_one).conversation
        one_by_one = say(one_by_one, said[key], f"m{number}").conversation
    if pasted:
        assert values_of(pasted.answers) == values_of(one_by_one.answers)


def test_what_a_block_does_not_say_clearly_is_named_and_the_rest_is_kept() -> None:
    block = "value size: 4\nproblem statement: Guests cannot choose a dish.\nfavourite colour: red\narchetype: banana"
    turn = say(opened(), block, "m1")
    (noted,) = [effect for effect in turn.effects if isinstance(effect, Noted)]
    assert noted.questions == ("problem_statement", "value_size")
    assert noted.strange == ("favourite colour: red",)
    assert [line for line, _ in noted.refused] == ["archetype: banana"]
    assert turn.conversation.answers["value_size"].value == "large"


def test_editing_a_block_changes_takes_back_and_adds() -> None:
    told = say(opened(), "value size: 4\narchetype: 1\nerror cost: 1", "m1").conversation
    changed = Message(by="ana", text="value size: 2\narchetype: 1\nlabel status: 1", source="m1")
    edited = counted(hear_edit(quick(), told, changed, now=NOW), told).conversation
    assert edited.answers["value_size"].value == "small"
    assert edited.answers["archetype"] == told.answers["archetype"]
    assert "error_cost" not in edited.answers
    assert edited.answers["label_status"].value == INTAKE["label_status"].options[0].value


def test_deleting_a_block_takes_all_its_answers_back_and_undo_brings_them_again() -> None:
    before = opened()
    told = say(before, "value size: 4\narchetype: 1", "m1").conversation
    gone = counted(hear_deletion(quick(), told, "m1", by="ana", now=NOW), told).conversation
    assert values_of(gone.answers) == values_of(before.answers)
    back = say(gone, "undo", "m2").conversation
    assert values_of(back.answers) == values_of(told.answers)


def test_a_block_is_undone_as_a_whole() -> None:
    before = opened()
    told = say(before, "value size: 4\narchetype: 1\nerror cost: 1", "m1").conversation
    assert values_of(say(told, "undo", "m2").conversation.answers) == values_of(before.answers)


def test_a_block_may_answer_other_questions_while_rows_are_asked() -> None:
    told = counted(quick().revisit(opened(), "objectives", in_place=False), opened()).conversation
    row = "name: Speed; kind: satisfice; metric: p95; better: lower; target: 100 ms; owner: me"
    block = say(told, f"value_size: 5\nerror cost: severe\nobjectives: {row}", "m1").conversation
    assert {key: answer.source for key, answer in block.answers.items() if answer.source} == {
        "value_size": "m1",
        "error_cost": "m1",
        "objectives": "m1",
    }
    alone = say(told, f"{row}\n{row.replace('Speed', 'Recall')}", "m1").conversation
    assert [one["name"] for one in alone.answers["objectives"].value] == ["Speed", "Recall"]


def test_a_long_text_may_have_a_colon_in_it() -> None:
    told = quick().reach(opened(), PAGES).conversation
    told = counted(quick().revisit(told, "phenomenon", in_place=False), told).conversation
    text = "Goal: nobody knows.\nFacts: sales fell by 18 percent since March."
    assert say(told, text, "m1").conversation.answers["phenomenon"].value == text
