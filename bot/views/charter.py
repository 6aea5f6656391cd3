"""The charter as a Markdown document and as a modal."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.i18n import Markup, Words
from bot.names import Act
from bot.views.message import SECTION_LIMIT, Block, actions, button, context, divider, plain_text, section, shortened
from bot.views.pressed import Pressed
from bot.views.said import said
from bot.views.stages import stage_label
from flows.charter.charter import Charter, Happening, Line, Result, Section
from flows.charter.parts import CANVAS, HEADLINE, RESULTS
from flows.erased import is_erased, left
from flows.results.in_words import value_in_words
from flows.scoring.exact import shown_fraction
from flows.scoring.texts import scoring_texts
from flows.text import Phrase

LONGEST = 900  # characters of one answer in the modal; the document has all of it
PARAGRAPHS = 5  # sections of one part, so that all parts fit a modal

_MARKS = re.compile(r"([\\`*_\[\]{}<>()#|~$&!])")
_LEADING = re.compile(r"^(?:(\d+)([.)])(?=\s|$)|([-+=]))")


Links = Mapping[str, str]
"""The addresses of the messages that hold answers, by question."""

NO_LINKS: Links = {}


def charter_markdown(words: Words, charter: Charter, names: Mapping[str, str], links: Links = NO_LINKS) -> str:
    """The whole charter. `words` escapes with `escape_markdown`; `names` are people's names by Slack id."""

    def person(user: str) -> str:
        return escape_markdown(words.say(left()) if is_erased(user) else names.get(user, user))

    pieces = [f"# {escape_markdown(_name(words, charter))} ({charter.key})", *_headline(words, charter, person)]
    for part in charter.sections:
        if part.part.key != HEADLINE:
            pieces.append(f"## {part.part.title.of(words.language)}")
            if part.part.canvas:
                pieces.append(f"*{_canvas(words, part)}*")
            pieces += _document(words, charter, part, person, links)
    return "\n\n".join(pieces) + "\n"


def charter_view(words: Words, charter: Charter, links: Links = NO_LINKS) -> dict[str, Any]:
    """The whole charter as a modal, with a button at every empty part."""
    blocks: list[Block] = [section(f"*{words.escape(_name(words, charter))}* ({charter.key})")]
    blocks += [section("\n".join(_headline(words, charter, _mentioned(words))))]
    for part in charter.sections:
        if part.part.key != HEADLINE:
            blocks += [divider(), *_part(words, charter, part, links)]
    return {
        "type": "modal",
        "callback_id": "charter",
        "private_metadata": str(Pressed(project=charter.project)),
        "title": plain_text(words("charter.title", "Project charter"), 24),
        "close": plain_text(words("charter.close", "Close"), 24),
        "blocks": blocks,
    }


def escape_markdown(text: str) -> str:
    """Foreign text that Markdown shows as it is, on one line or at the beginning of one."""
    marked = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _LEADING.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", marked)


def _document(words: Words, charter: Charter, part: Section, person: Any, links: Links) -> Iterator[str]:
    if part.empty:
        yield f"*{_missing(words, part)}*"
    for line in part.lines:
        asked = escape_markdown(line.question.question.of(words.language))
        if link := links.get(line.question.key):
            asked = f"[{asked}]({link})"
        answer = _said(words, charter, line, person)
        listed = "\n".join(f"- {one}" for one in answer) if len(answer) > 1 else "".join(answer)
        yield f"**{asked}** `{line.question.key}`\n\n{listed}"
    if part.results:
        yield "\n".join(f"- {_result(words, result)}" for result in part.results)
    if part.happenings:
        yield "\n".join(f"- {_happening(words, happening, person)}" for happening in part.happenings)
    if part.open and not part.empty:
        still = ((charter.catalogue[key].question.of(words.language), key) for key in part.open)
        missing = "\n".join(f"- {escape_markdown(question)} `{key}`" for question, key in still)
        yield f"{words('charter.open', 'Still open:')}\n\n{missing}"


def _part(words: Words, charter: Charter, part: Section, links: Links) -> Iterator[Block]:
    title = f"*{words.escape(part.part.title.of(words.language))}*"
    if part.empty:
        yield section(f"{title}\n_{_missing(words, part)}_")
        if part.open:
            pressed = str(Pressed(project=charter.project, question=part.open[0]))
            way = button(Act.ANSWER, words("charter.answer", "Answer"), pressed)
            label = words("charter.answer_part", "Answer: {part}", part=part.part.title.of(words.language))
            yield actions(f"charter.{part.part.key}", way | {"accessibility_label": shortened(label, 75)})
        return
    lines = [title]
    for line in part.lines:
        asked = words.escape(line.question.question.of(words.language))
        if link := links.get(line.question.key):
            asked = f"<{link}|{asked}>"
        answer = "\n".join(_said(words, charter, line, _mentioned(words)))
        lines.append(f"{asked}\n{_quoted(shortened(answer, LONGEST))}")
    lines += [f"• {_result(words, result)}" for result in part.results]
    lines += [f"• {_happening(words, happening, _mentioned(words))}" for happening in part.happenings]
    paragraphs = _paragraphs(lines)
    yield from (section(paragraph) for paragraph in paragraphs[:PARAGRAPHS])
    if len(paragraphs) > PARAGRAPHS:
        yield context(words("charter.cut", "…the rest stands in the exported document."))
    if part.part.canvas:
        yield context(_canvas(words, part))


def _headline(words: Words, charter: Charter, person: Any) -> list[str]:
    about = words(
        "charter.about",
        "Stage: {stage} · Owner: {owner}",
        stage=Markup(stage_label(words, charter.stage)),
        owner=Markup(person(charter.owner)),
    )
    if charter.score is None:
        return [about, words("charter.early", "There is no verdict yet.")]
    score, texts = charter.score, scoring_texts()
    verdict = words(
        "charter.verdict",
        "Verdict: {verdict} · Priority {priority} · Impact {impact} · Feasibility {feasibility} · "
        "Confidence {confidence} ({band})",
        verdict=texts.verdict[score.verdict].label,
        priority=shown_fraction(score.priority),
        impact=shown_fraction(score.impact),
        feasibility=shown_fraction(score.feasibility),
        confidence=shown_fraction(score.confidence),
        band=texts.band[score.band],
    )
    return [about, verdict]


def _said(words: Words, charter: Charter, line: Line, person: Any) -> list[str]:
    return said(line.question, line.answer.value, words.language, charter.context, words.escape, person)


def _result(words: Words, result: Result) -> str:
    slots: dict[str, object] = {
        "objective": result.objective,
        "value": value_in_words(result.value, result.unit),
        "day": result.day.isoformat(),
    }
    if result.split is None:
        line = words("charter.result", "{objective}: {value} on {day}", **slots)
    else:
        line = words("charter.result_on", "{objective} ({split}): {value} on {day}", split=result.split, **slots)
    if result.reading is None:
        return line
    return f"{line} — {words('charter.plain', '{text}', text=result.reading)}"


def _happening(words: Words, happening: Happening, person: Any) -> str:
    what = words.say(happening.what) if isinstance(happening.what, Phrase) else None
    said_plainly = words("charter.plain", "{text}", text=Markup(what) if what is not None else happening.what)
    line = f"{happening.day.isoformat()} · {said_plainly}"
    return f"{line} · {person(happening.by)}" if happening.by else line


def _canvas(words: Words, part: Section) -> str:
    blocks = ", ".join(CANVAS[one].of(words.language) for one in part.part.canvas)
    return words("charter.canvas", "ML Canvas: {blocks}", blocks=blocks)


def _paragraphs(lines: list[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if found and len(found[-1]) + len(line) + 1 <= SECTION_LIMIT:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def _missing(words: Words, part: Section) -> str:
    if part.part.key == RESULTS:
        return words("result.none", "Nothing was measured yet.")
    return words("charter.empty", "Not answered yet")


def _name(words: Words, charter: Charter) -> str:
    return charter.name or words("card.unnamed", "New ML project")


def _mentioned(words: Words) -> Callable[[str], str]:
    return lambda user: words.told(f"<@{user}>")
