"""The ballot as a form: a member's own view of a project, question by question."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.i18n import Markup, Words
from bot.names import Sheet
from bot.views.message import plain_text, section
from bot.views.pressed import Held
from flows.questions import ManyOf, OneOf, Option
from flows.rounds import AS_PROJECT, UNKNOWN, Choice
from flows.scoring.factors import Component
from flows.scoring.texts import scoring_texts

View = dict[str, Any]

FIELD = "field:"
TITLE_LIMIT = 24
LABEL_LIMIT = 2000
OPTION_LIMIT = 75


def ballot_sheet(
    words: Words,
    questions: Sequence[tuple[Component | None, Choice]],
    own: Mapping[str, Any] | None,
    *,
    name: str,
    key: str,
    deadline: Markup,
    held: Held,
    again: bool = False,
) -> View:
    """The questions under their components; `own` is this member's earlier ballot, filled in. `again`: two more."""
    return {
        "type": "modal",
        "callback_id": Sheet.BALLOT,
        "private_metadata": str(held),
        "title": plain_text(words("ballot.title", "Blind ballot"), TITLE_LIMIT),
        "submit": plain_text(words("ballot.submit", "Cast my ballot"), TITLE_LIMIT),
        "close": plain_text(words("ballot.close", "Not now"), TITLE_LIMIT),
        "blocks": [
            section(_introduction(words, name, key, deadline, again=again)),
            *_blocks(words, questions, own),
        ],
    }


def closed_sheet(words: Words, said: str) -> View:
    """A sentence in place of a ballot that cannot be cast any more."""
    return {
        "type": "modal",
        "title": plain_text(words("ballot.title", "Blind ballot"), TITLE_LIMIT),
        "close": plain_text(words("ballot.understood", "Close"), TITLE_LIMIT),
        "blocks": [section(said)],
    }


def _introduction(words: Words, name: str, key: str, deadline: Markup, *, again: bool) -> str:
    if again:
        return words(
            "ballot.more",
            "Your ballot is saved. What you answered makes these questions count, too; leave empty what you go with.",
        )
    return words(
        "ballot.introduction",
        "How do you see {name} ({key})? Nobody sees your ballot before the round is closed, {deadline}. "
        "Leave a question empty to go with the project's own answer.",
        name=Markup(f"*{name}*"),
        key=key,
        deadline=deadline,
    )


def _blocks(
    words: Words, questions: Sequence[tuple[Component | None, Choice]], own: Mapping[str, Any] | None
) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    heading: str | None = None
    for component, question in questions:
        title = _title(words, component)
        if title != heading:
            blocks.append({"type": "header", "text": plain_text(title, 150)})
            heading = title
        blocks.append(_field(words, question, own))
    return blocks


def _title(words: Words, component: Component | None) -> str:
    if component is None:
        return words("ballot.fit", "Is ML the right tool?")
    return scoring_texts().component[component].of(words.language)


def _field(words: Words, question: Choice, own: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": f"{FIELD}{question.key}",
        "optional": True,
        "label": plain_text(question.question.of(words.language), LABEL_LIMIT),
        "hint": plain_text(question.help.of(words.language), LABEL_LIMIT),
        "element": _element(words, question, own or {}),
    }


def _element(words: Words, question: Choice, own: Mapping[str, Any]) -> dict[str, Any]:
    unknown = _option(words("button.unknown", "Don't know yet"), UNKNOWN)
    options = [_labelled(words, option) for option in question.options]
    chosen = _chosen(question, own)
    match question:
        case OneOf():
            as_project = _option(words("ballot.as_project", "As in the project"), AS_PROJECT)
            element: dict[str, Any] = {
                "type": "static_select",
                "action_id": "ballot",
                "placeholder": plain_text(words("question.choose", "Choose an answer"), 150),
                "options": [*options, unknown, as_project],
            }
            initial = next((option for option in element["options"] if option["value"] in chosen), None)
            return element | ({"initial_option": initial} if initial else {})
        case ManyOf():
            element = {"type": "checkboxes", "action_id": "ballot", "options": [*options, unknown]}
            ticked = [option for option in element["options"] if option["value"] in chosen]
            return element | ({"initial_options": ticked} if ticked else {})


def _chosen(question: Choice, own: Mapping[str, Any]) -> tuple[str, ...]:
    """What the member chose before; nothing where the member left it to the project."""
    if question.key not in own:
        return ()
    value = own[question.key]
    if value is None:
        return (UNKNOWN,)
    return tuple(value) if isinstance(value, list | tuple) else (str(value),)


def _labelled(words: Words, option: Option) -> dict[str, Any]:
    return _option(option.label.of(words.language), option.value)


def _option(label: str, value: str) -> dict[str, Any]:
    return {"text": plain_text(label, OPTION_LIMIT), "value": value}
