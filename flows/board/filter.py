"""Which projects a list or board shows, as people type it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from flows.board.entry import Entry
from flows.ranking.weights import Preset
from flows.reading.keys import Names, meant, tight
from flows.scoring.factors import Archetype
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict


class Kind(StrEnum):
    STAGE = "stage"
    VERDICT = "verdict"
    ARCHETYPE = "archetype"
    PRESET = "preset"
    OWNER = "owner"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Filter:
    """Several values of one kind let all of them through; different kinds must all hold."""

    stages: frozenset[str] = frozenset()
    verdicts: frozenset[Verdict] = frozenset()
    archetypes: frozenset[Archetype] = frozenset()
    owners: frozenset[str] = frozenset()

    def passes(self, entry: Entry) -> bool:
        return (
            (not self.stages or entry.stand.stage in self.stages)
            and (not self.verdicts or entry.stand.verdict in self.verdicts)
            and (not self.archetypes or entry.archetype in self.archetypes)
            and (not self.owners or entry.owner in self.owners)
        )


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Asked:
    """What to show: `preset` are other weights to look at, `everything` is the whole list."""

    filter: Filter = EVERYTHING
    preset: Preset | None = None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """`word` is no filter, or can mean several: `choices` in words a person could type."""

    word: str
    choices: tuple[str, ...] = ()


_STAGES: Mapping[str, tuple[str, ...]] = {
    "intake": ("intake", "등록"),
    "planning": ("planning", "planning and project setup", "계획", "계획과 프로젝트 설정"),
    "data": ("data", "data collection and labelling", "데이터", "데이터 수집과 라벨링"),
    "training": ("training", "training and debugging", "학습", "모델 학습과 디버깅"),
    "deployment": ("deployment", "deployment and testing", "배포", "배포와 테스트"),
    "operation": ("operation", "action and monitoring", "운영", "액션과 모니터링"),
    "paused": ("paused", "on hold", "보류"),
    "stopped": ("stopped", "중단"),
    "retired": ("retired", "종료"),
}
_VERDICTS: Mapping[Verdict, tuple[str, ...]] = {
    Verdict.GO: ("go", "진행"),
    Verdict.GO_RULES_FIRST: ("rules first", "규칙부터"),
    Verdict.COLLECT_DATA_FIRST: ("collect data", "데이터부터"),
    Verdict.RECONSIDER: ("reconsider", "재검토"),
    Verdict.DO_NOT_USE_ML: ("no ml", "do not use ml", "ml 안 함"),
}
_ARCHETYPES: Mapping[Archetype, tuple[str, ...]] = {
    Archetype.SOFTWARE_2_0: ("software 2.0", "소프트웨어 2.0"),
    Archetype.HUMAN_IN_THE_LOOP: ("human in the loop", "hitl", "사람 확인"),
    Archetype.AUTONOMOUS: ("autonomous", "자율"),
}
_PRESETS: Mapping[Preset, tuple[str, ...]] = {
    Preset.BALANCED: ("balanced", "균형"),
    Preset.IMPACT_FIRST: ("impact first", "영향도 우선"),
    Preset.EASY_FIRST: ("easy first", "쉬운 것 우선"),
    Preset.DATA_FIRST: ("data first", "데이터 우선"),
    Preset.LOW_RISK: ("low risk", "낮은 위험 우선"),
    Preset.WELL_KNOWN: ("well known", "확실한 것 우선"),
}
_ALL = ("all", "everything", "show all", "전체", "모두", "전부")
_ME = frozenset(map(tight, ("me", "mine", "my", "나", "내", "내 것")))
_PERSON = re.compile(r"(?:<@([UW][A-Z0-9]{1,20})(?:\|[^<>]*)?>|@([UW](?=[A-Z]*[0-9])[A-Z0-9]{3,20})\b)")
_LONGEST = 200
_MOST_WORDS = 6


def read_filter(said: str, me: str) -> Asked | Unclear:
    """What a person typed behind `board` or `list`, in either language and any order; `me` is their Slack id.

    People are mentions (`<@U123>`). A name goes by itself or by a beginning that only it has.
    """
    owners = {one or other for one, other in _PERSON.findall(said)}
    words = re.sub(r"[,·/]+", " ", _PERSON.sub(" ", said)).split()
    asked = Asked(Filter(owners=frozenset(owners)))
    if len(said) > _LONGEST:
        return Unclear(said)
    at = 0
    while at < len(words):
        mine = next((end for end in (at + 2, at + 1) if tight(" ".join(words[at:end])) in _ME), None)
        if mine is not None:
            asked, at = _with(asked, (Kind.OWNER, me)), mine
            continue
        found = next(_meant(words, at), None)
        if found is None:
            return Unclear(words[at])
        end, names = found
        if len(names) > 1:
            return Unclear(" ".join(words[at:end]), tuple(_first_names()[name] for name in names))
        asked, at = _with(asked, _values()[names[0]]), end
    return asked


def _meant(words: Sequence[str], at: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What the longest run of words from here on can mean, and where it ends."""
    for end in range(min(len(words), at + _MOST_WORDS), at, -1):
        if names := meant(" ".join(words[at:end]), _names()):
            yield end, names


def _with(asked: Asked, named: tuple[Kind, str]) -> Asked:
    kind, value = named
    old = asked.filter
    match kind:
        case Kind.ALL:
            return replace(asked, everything=True)
        case Kind.PRESET:
            return replace(asked, preset=Preset(value))
        case Kind.STAGE:
            return replace(asked, filter=replace(old, stages=old.stages | {value}))
        case Kind.VERDICT:
            return replace(asked, filter=replace(old, verdicts=old.verdicts | {Verdict(value)}))
        case Kind.ARCHETYPE:
            return replace(asked, filter=replace(old, archetypes=old.archetypes | {Archetype(value)}))
        case Kind.OWNER:
            return replace(asked, filter=replace(old, owners=old.owners | {value}))


@cache
def _spelled() -> Mapping[tuple[Kind, str], tuple[str, ...]]:
    verdicts = {
        verdict: (*names, *scoring_texts().verdict[verdict].label.both()) for verdict, names in _VERDICTS.items()
    }
    return {
        **{(Kind.STAGE, stage): names for stage, names in _STAGES.items()},
        **{(Kind.VERDICT, verdict.value): names for verdict, names in verdicts.items()},
        **{(Kind.ARCHETYPE, one.value): names for one, names in _ARCHETYPES.items()},
        **{(Kind.PRESET, preset.value): names for preset, names in _PRESETS.items()},
        (Kind.ALL, ""): _ALL,
    }


@cache
def _names() -> Mapping[str, Names]:
    return {f"{kind}:{value}": Names.of(value or "all", *names) for (kind, value), names in _spelled().items()}


@cache
def _values() -> Mapping[str, tuple[Kind, str]]:
    return {f"{kind}:{value}": (kind, value) for kind, value in _spelled()}


@cache
def _first_names() -> Mapping[str, str]:
    return {f"{kind}:{value}": names[0] for (kind, value), names in _spelled().items()}
