"""What Slack's client itself says around blocks, in the viewer's language."""

from typing import Literal

Caption = Literal[
    "optional",
    "more",
    "close",
    "cancel",
    "choose",
    "choose several",
    "search",
    "date",
    "time",
    "date and time",
    "file",
    "text",
    "number",
    "unsupported",
    "private channel",
    "today",
    "yesterday",
    "tomorrow",
    "figures",
    "play",
    "pending",
    "in_progress",
    "complete",
    "error",
    "table",
    "cards",
    "elsewhere",
]

CAPTIONS: dict[Caption, tuple[str, str]] = {
    "optional": ("optional", "선택 사항"),
    "more": ("More actions", "작업 더 보기"),
    "close": ("Close", "닫기"),
    "cancel": ("Cancel", "취소"),
    "choose": ("Choose one", "하나를 선택하세요"),
    "choose several": ("Choose any number", "여러 개를 선택할 수 있어요"),
    "search": ("Type to search", "검색어를 입력하세요"),
    "date": ("Date", "날짜"),
    "time": ("Time", "시간"),
    "date and time": ("Date and time", "날짜와 시간"),
    "file": ("Files", "파일"),
    "text": ("Text", "텍스트"),
    "number": ("Number", "숫자"),
    "unsupported": ("This part cannot be shown here.", "이 부분은 여기에서 표시할 수 없어요."),
    "private channel": ("private channel", "비공개 채널"),
    "today": ("today", "오늘"),
    "yesterday": ("yesterday", "어제"),
    "tomorrow": ("tomorrow", "내일"),
    "figures": ("Figures", "수치 보기"),
    "play": ("Play", "재생"),
    "pending": ("Not started", "시작 전"),
    "in_progress": ("In progress", "진행 중"),
    "complete": ("Complete", "완료"),
    "error": ("Failed", "실패"),
    "table": ("Table", "표"),
    "cards": ("Cards", "카드"),
    "elsewhere": ("Pictures from other hosts are not loaded here.", "다른 서버의 그림은 여기에서 불러오지 않아요."),
}


def said(caption: Caption, locale: str) -> str:
    """A caption in Korean for Korean locales, in English for all others."""
    english, korean = CAPTIONS[caption]
    return korean if locale.lower().startswith("ko") else english
