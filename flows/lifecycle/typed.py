"""What is typed about a project's stage: where to, why, until when; or what is so with a single check."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flows.lifecycle.lifecycle import Lifecycle
from flows.lifecycle.reason import Kind
from flows.lifecycle.stage import Stage
from flows.spoken import plain

Named = TypeVar("Named", Kind, Stage)


class Wish(StrEnum):
    """What somebody wants; STRANGE is what could not be read."""

    LOOK = "look"
    MOVE = "move"
    TICK = "tick"
    UNTICK = "untick"
    OVERRIDE = "override"
    SUBSTAGE = "substage"
    WAIT = "wait"
    STRANGE = "strange"


@dataclass(frozen=True, slots=True)
class Typed:
    """`to`, `code` and `kind` say as much of a move as was typed. `about` is a check or a part of the stage.

    `until` is a day as it was typed; `note` everything behind, as it was typed.
    """

    wish: Wish
    to: Stage | None = None
    code: str | None = None
    kind: Kind | None = None
    about: str | None = None
    until: str | None = None
    note: str = ""


SPELLINGS: Mapping[Stage, tuple[str, ...]] = {
    Stage.INTAKE: ("intake", "등록"),
    Stage.PLANNING: ("planning", "plan", "계획", "기획"),
    Stage.DATA: ("data", "데이터", "데이터 수집"),
    Stage.TRAINING: ("training", "train", "모델 학습", "학습"),
    Stage.DEPLOYMENT: ("deployment", "deploy", "testing", "배포"),
    Stage.OPERATION: ("operation", "operations", "action", "운영", "액션"),
    Stage.PAUSED: ("paused", "pause", "hold", "보류", "일시정지"),
    Stage.STOPPED: ("stopped", "stop", "중단"),
    Stage.RETIRED: ("retired", "retire", "종료"),
}
KINDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.FORWARD: ("forward", "forwards", "next", "on", "move on", "다음", "다음 단계", "앞으로", "진행"),
    Kind.SKIP: ("skip", "skip data", "건너뛰기"),
    Kind.SHIP_RULES: ("ship rules", "ship the rule", "ship", "규칙 배포"),
    Kind.BACK: ("back", "go back", "뒤로", "되돌리기", "돌아가기"),
    Kind.RESUME: ("resume", "재개", "계속"),
    Kind.REOPEN: ("reopen", "take up again", "다시 시작"),
}
CODE_OF: Mapping[Kind, str] = {
    Kind.FORWARD: "FWD",
    Kind.SKIP: "SKIP_DATA_READY",
    Kind.SHIP_RULES: "SHIP_RULES",
    Kind.RESUME: "RESUME",
    Kind.REOPEN: "REOPEN",
}
CHECKS: Mapping[Wish, tuple[str, ...]] = {
    Wish.TICK: ("tick", "confirm", "check", "확인", "체크"),
    Wish.UNTICK: ("untick", "uncheck", "해제", "확인 취소"),
    Wish.OVERRIDE: ("override", "예외"),
}
WAITS = ("wait", "기다리기", "더 기다리기", "대기")
BECAUSE = ("because", "since", "as", "reason", "why", "왜냐하면", "이유", "-", "–", "—", ":")
UNTIL = ("until", "till", "by")
TO = ("to", "the", "into", "stage", "으로", "로", "단계")
PARTICLES = ("으로", "로", "까지", "단계")


def read_stage_line(text: str, lifecycle: Lifecycle, substages: tuple[str, ...] = ()) -> Typed:
    """Read what stands behind the project; `substages` are those of the stage it is in."""
    words = text.split()
    if not words:
        return Typed(Wish.LOOK)
    for wish, spellings in CHECKS.items():
        if (taken := _led_by(words, spellings)) and len(words) > taken:
            code = words[taken].strip(",.:").upper()
            if code in lifecycle.checks:
                return Typed(wish, about=code, note=_note(words[taken + 1 :]))
    if taken := _led_by(words, WAITS):
        until, _ = _until(words[taken:])
        return Typed(Wish.WAIT, until=until)
    if found := _substage(words, lifecycle, substages):
        return Typed(Wish.SUBSTAGE, about=found)
    return _move(words, lifecycle)


def _move(words: list[str], lifecycle: Lifecycle) -> Typed:
    kind, rest = _first(words, KINDS)
    rest = _without(rest, TO)
    to, rest = _first(rest, _stages(lifecycle))
    rest = _without(rest, TO) if to else rest
    code = rest[0].strip(",.:").upper() if rest else ""
    if code in lifecycle.reasons:
        rest = rest[1:]
    else:
        code = ""
    if not (kind or to or code):
        return Typed(Wish.STRANGE, note=" ".join(words))
    until, rest = _until(rest)
    if not code and kind and not (to and kind is Kind.FORWARD):
        code = CODE_OF.get(kind, "")
    return Typed(Wish.MOVE, to=to, code=code or None, kind=kind, until=until, note=_note(rest))


def _first(words: list[str], spellings: Mapping[Named, tuple[str, ...]]) -> tuple[Named | None, list[str]]:
    """Which of them the line begins with, the longest spelling first, and what is left."""
    found: Named | None = None
    most = 0
    for named in spellings:
        if (taken := _led_by(words, spellings[named])) > most:
            found, most = named, taken
    return found, words[most:]


def _stages(lifecycle: Lifecycle) -> Mapping[Stage, tuple[str, ...]]:
    """How stages can be called, by their whole names too."""
    return {
        stage: (*SPELLINGS[stage], described.label.en, described.label.ko)
        for stage, described in lifecycle.stages.items()
    }


def _led_by(words: list[str], spellings: tuple[str, ...]) -> int:
    """How many words the longest spelling takes that the line begins with; 0 for none."""
    best = 0
    for spelling in spellings:
        count = len(spelling.split())
        if count > best and count <= len(words) and plain(spelling) in _spoken(" ".join(words[:count])):
            best = count
    return best


def _spoken(text: str) -> Iterator[str]:
    """The text, and the text without a particle behind it."""
    said = plain(text)
    yield said
    for particle in PARTICLES:
        if said.endswith(particle) and len(said) > len(particle):
            yield said.removesuffix(particle)


def _substage(words: list[str], lifecycle: Lifecycle, substages: tuple[str, ...]) -> str | None:
    said = plain(" ".join(words))
    for key in substages:
        label = lifecycle.substages[key].label
        if said in (key, plain(key.replace("_", " ")), plain(label.en), plain(label.ko)):
            return key
    return None


def _until(words: list[str]) -> tuple[str | None, list[str]]:
    """The day that is typed first, if one is, and what stands behind it."""
    end = next((place for place, word in enumerate(words) if _is(word, BECAUSE)), len(words))
    if words and _is(words[0], UNTIL):
        return " ".join(words[1:end]), words[end:]
    korean = next((place for place in range(end) if words[place].endswith("까지")), None)
    if korean is not None:
        return " ".join(words[: korean + 1]), words[korean + 1 :]
    return None, words


def _without(words: list[str], fillers: tuple[str, ...]) -> list[str]:
    while words and _is(words[0], fillers):
        words = words[1:]
    return words


def _note(words: list[str]) -> str:
    return " ".join(_without(words, BECAUSE) if words else words)


def _is(word: str, spellings: tuple[str, ...]) -> bool:
    return word in spellings or plain(word) in spellings
