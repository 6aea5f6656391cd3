"""What hints look for in a text, in English and Korean: numbers, dates, methods, everybody."""

import re

from flows.spoken import plain

_NUMBER = re.compile(
    r"\d|[½¼¾]"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|halved|twice|doubled|tripled|quarter|one in)\b"
    r"|(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|스물|서른|마흔|쉰)\s?(?:달|주|명|건|번|배|개|시간|분|해|사람|곳|가지)"
    r"|(?:수|몇)?[십백천만억]\s?(?:명|건|번|배|개|원|여)|절반|반토막|두\s?배",
    re.IGNORECASE,
)
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|march|april|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SPAN = r"days?|weeks?|fortnights?|months?|quarters?|years?|sprints?"
_COUNT = r"\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:a\s)?couple of|half a|few"
_DATE = re.compile(
    rf"\d{{4}}\s?[-./년]\s?\d{{1,2}}|\b\d{{1,2}}[/.]\d{{1,2}}\b|\b(?:{_MONTH}|{_DAY})\b|\bin may\b|\bby may\b|\bmay \d"
    rf"|\b(?:{_COUNT})[\s-](?:{_SPAN})\b|\b(?:this|next|end of the|end of this|each|every)\s(?:{_SPAN})\b"
    r"|\bq[1-4]\b|\b(?:today|tomorrow|tonight|by year[- ]end|end of (?:the )?year)\b"
    r"|\d+\s?(?:월|일|주|개월|달|년|분기)"
    r"|(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|몇)\s?(?:달|주|해|개월|분기)|(?:일|이|삼|사|육|팔)\s?(?:주일|개월)|일주일|보름|사흘|나흘|열흘"
    r"|(?:이번|다음|다다음)\s?(?:주|달|월|분기|해)|내년|내달|연말|월말|주말|분기\s?말|오늘|내일|모레|[월화수목금토일]요일",
    re.IGNORECASE,
)
_METHODS = (
    r"(?:chat)?gpt(?:[- ]?\d[\w.]*)?",
    r"(?:word2vec|xgboost|lightgbm|catboost|yolo(?:v?\d+)?|resnet(?:-?\d+)?|u-net|mask r-cnn|arima|k-means|tf-idf)",
    r"(?:large language models?|llms?|language models?|foundation models?|transformer (?:model|network)s?|embeddings?)",
    r"(?:deep|machine|reinforcement|transfer|federated) learning",
    r"(?:neural|convolutional|recurrent|adversarial) net(?:work)?s?|neural net(?:work)?s?",
    r"random forests?|decision trees?|gradient[- ]boost(?:ing|ed)(?: trees?)?|support vector machines?",
    r"(?:logistic|linear|ridge|lasso) regression|naive bayes|k-nearest neighbou?rs?|diffusion models?",
    r"fine-?tun(?:e|ed|ing)|collaborative filtering|matrix factori[sz]ation|autoencoders?|multi-armed bandits?",
)
_SHORT = r"[A-Za-z]*BERTa?|bert|CNNs?|RNNs?|LSTMs?|GRUs?|GANs?|SVMs?|KNN|RAG|VAE|GBM|GBDT|MLP|NLP"
_KOREAN = (
    "딥\\s?러닝|머신\\s?러닝|(?:기계|강화|전이)\\s?학습|신경망|(?:대규모 |거대 )?언어 모델|트랜스포머|임베딩"
    "|랜덤\\s?포레스트|의사\\s?결정\\s?나무|결정 트리|그래디언트 부스팅|(?:로지스틱|선형) 회귀|서포트 벡터 머신"
    "|협업 필터링|파인\\s?튜닝|미세 조정|챗\\s?GPT|챗지피티|오토인코더"
)
_METHOD = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?i:{'|'.join(_METHODS)})|{_SHORT})(?![A-Za-z0-9])|(?i:{_KOREAN})",
)
_CROWD = "people|users|customers|clients|guests|employees|staff|of us|of them"
_KOREAN_CROWD = "사람|사용자|유저|고객|손님|직원|이용자|국민|분"
_EVERYONE = re.compile(
    rf"every(?:one|body)|any(?:one|body)|(?:all )?(?:our |the )?(?:{_CROWD})|all|every (?:user|customer|guest)"
    "|the whole (?:company|world)"
    rf"|(?:모든|전체|전|우리)\s?(?:{_KOREAN_CROWD})들?|(?:{_KOREAN_CROWD})들?\s?(?:모두|전체|전부|전원)"
    "|모두|모두 다|전부|전체|전원|누구나|다|우리 모두"
)
_POLITE = re.compile(r"(?:이에요|예요|입니다|요)$")


def has_a_number(text: str) -> bool:
    """Whether there is a number or a date, in digits or words."""
    return bool(_NUMBER.search(text) or _DATE.search(text))


def has_a_date(text: str) -> bool:
    """Whether it says when, or in how many days, weeks or months."""
    return bool(_DATE.search(text))


def method_in(text: str) -> str | None:
    """The first model or technique that is named, as it is spelled there."""
    found = _METHOD.search(text)
    return found.group() if found else None


def everyone_in(text: str) -> bool:
    """Whether the whole answer is `everyone`, `모든 고객` or the like."""
    said = plain(text)
    return any(_EVERYONE.fullmatch(one) for one in (said, _POLITE.sub("", said)))
