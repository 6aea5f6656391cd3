"""What people are going to do: drawn from a seed, and the same whatever happens to the program.

A story is one project from the command that starts it. Everybody waits for the bot to be done before they go on, except
in a hasty story, whose end nobody can foretell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from flows.text import Language

PROBLEMS = {
    Language.EN: "First-time guests cannot choose a dish because the menu is long. It is case {number}.",
    Language.KO: "고객이 여러 부서를 거쳐야 해서 답변을 받기까지 몇 시간씩 기다려요. {number}번째 사례예요.",
}
NAMES = {Language.EN: "Menu helper", Language.KO: "메뉴 도우미"}
TALK = {Language.EN: "what do you think?", Language.KO: "어떻게 생각하세요?"}
OPTIONS = (5, 3, 6, 4, 4, 2)  # of the questions after the problem; the last ones of some end the story
REASON = "The team has to finish something else before this."


@dataclass(frozen=True, slots=True)
class Step:
    """Something that one person does; `first` is whether it is whoever began the story, or the other one."""

    first: bool = True


@dataclass(frozen=True, slots=True)
class Begin(Step):
    """Type the command that starts the project."""


@dataclass(frozen=True, slots=True)
class Say(Step):
    """Type a message in the thread."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class SayAndMend(Step):
    """Type a message and correct it at once."""

    text: str = ""
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Edit(Step):
    """Change what one said last."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw(Step):
    """Delete what one said last."""


@dataclass(frozen=True, slots=True)
class Press(Step):
    """Press the control with this action id, on the newest message of the thread that has it."""

    action: str = ""


@dataclass(frozen=True, slots=True)
class FillIn(Step):
    """Open the form with the questions that are left, choose options by their place, and send it off."""

    choice: int = 1


@dataclass(frozen=True, slots=True)
class Vote(Step):
    """Open the ballot, choose an option of a question by its place, and send it off."""

    choice: int = 1


@dataclass(frozen=True, slots=True)
class Order(Step):
    """Type a command; `{key}` is the project."""

    line: str = ""


@dataclass(frozen=True, slots=True)
class Rush(Step):
    """Type several messages without waiting for anything."""

    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One project's; `hasty` when its end depends on what comes first."""

    number: int
    language: Language
    steps: tuple[Step, ...]
    hasty: bool

    @property
    def name(self) -> str:
        return f"{NAMES[self.language]} {self.number}"


def stories(seed: int, turns: int) -> list[Story]:
    """As many stories as it takes for so many turns."""
    chance = Random(f"{seed} stories")
    told: list[Story] = []
    while sum(len(story.steps) for story in told) < turns:
        told.append(_story(chance, len(told) + 1))
    return told


def _story(chance: Random, number: int) -> Story:
    language = chance.choice([*Language])
    problem = PROBLEMS[language].format(number=number)
    if chance.random() < 0.1:
        answers = tuple(str(chance.randint(1, most)) for most in OPTIONS)
        return Story(
            number, language, (Begin(), Rush(texts=(problem, *answers[:2])), Rush(texts=answers[2:])), hasty=True
        )
    steps: list[Step] = [Begin(), Press(first=False, action="interview.join"), Say(text=problem)]
    for place, most in enumerate(OPTIONS):
        if chance.random() < 0.05:
            steps.append(FillIn(choice=chance.randint(1, most)))  # all the rest at once
            break
        steps += _answering(chance, language, most, place)
    steps += _afterwards(chance, language)
    return Story(number, language, tuple(steps), hasty=False)


def _answering(chance: Random, language: Language, most: int, place: int) -> Iterator[Step]:
    right, wrong = str(chance.randint(1, most)), str(chance.randint(1, most))
    match chance.randrange(9):
        case 0:
            yield Press(action=f"question.choose.{right}")
        case 1:
            yield Say(text=wrong)
            yield Edit(text=right)
        case 2:
            yield Say(text=wrong)
            yield Withdraw()
            yield Say(text=right)
        case 3 if place < len(OPTIONS) - 1:  # else there may be one verdict or two
            yield SayAndMend(text=wrong, mended=right)
        case 4:
            yield Say(text=wrong)
            yield Say(text="undo" if language is Language.EN else "되돌리기")
            yield Say(text=right)
        case 5:
            yield Say(text=f"@ben {TALK[language]}")
            yield Say(text=right)
        case 6 if place > 0:
            yield Press(action="question.back")
            yield Say(text=wrong)
            yield Say(text=right)
        case 7:
            yield Say(first=False, text=right)
        case _:
            yield Say(text=right)


def _afterwards(chance: Random, language: Language) -> Iterator[Step]:
    match chance.randrange(6):
        case 0 | 1:
            yield Order(line="/ml score {key}")
            yield Vote(choice=chance.randint(1, 3))
            yield Vote(first=False, choice=chance.randint(1, 3))
            yield Order(line="/ml score {key} close")
        case 2:
            yield Order(line="/ml stage {key} planning")
        case 3:
            yield Order(line="/ml board" if language is Language.EN else "/ml 순위")
            yield Press(action="verdict.continue")
        case 4:
            yield Order(line="/ml stage {key} planning")
            yield Say(text="pause" if language is Language.EN else "일시정지")
        case _:
            yield Press(action="verdict.later")
