"""The words that say on what something was measured."""

import re

from flows.results.result import Split

_WORDS = {
    Split.TRAIN: "training set|train set|training|train|trn|학습 ?세트|학습 ?데이터|학습|훈련",
    Split.VAL: "validation set|validation|valid|val set|val|dev set|dev|검증 ?세트|검증 ?데이터|검증|밸리데이션",
    Split.TEST: "test set|testing|tested|test|holdout|hold-out|테스트 ?세트|테스트 ?데이터|테스트|평가 ?세트"
    "|평가 ?데이터|평가|시험",
    Split.PILOT: "pilot|beta|파일럿|시범 ?운영|베타",
    Split.PRODUCTION: "in production|production|prod|live|real use|in use|online|실사용|실서비스|실제 ?사용|운영"
    "|프로덕션|프로드|라이브",
}
_PARTICLE = r"(?:에서는|에서의|에서|으로는|으로|로는|로|의|은|는|용|상)?"
_SPLIT = re.compile(
    r"(?<![\w@-])(?:(?:on|in|for|from)\s(?:the\s)?)?(?:"
    + "|".join(f"(?P<{split}>{words})" for split, words in _WORDS.items())
    + rf")(?:{_PARTICLE})(?![\w-])"
)


def without_split(tidied: str) -> tuple[str, tuple[Split, ...]]:
    """The rest of a tidy text, and the splits it names, each once."""
    named = [Split(str(found.lastgroup)) for found in _SPLIT.finditer(tidied)]
    rest = re.sub(r"\(\s*\)|\s+", " ", _SPLIT.sub(" ", tidied)).strip(" ,;:=")
    return rest, tuple(dict.fromkeys(named))
