"""Settings: what is wrong is said in one sentence that names it."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import Delivery, Settings, SettingsWrong, read_settings
from flows.text import Language

BOT, APP, SECRET = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No settings at all, in an empty folder."""
    for field, info in Settings.model_fields.items():
        for name in {field.upper(), str(info.validation_alias or field).upper()}:
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def set_all(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_without_any_settings_there_is_no_slack_and_everything_has_a_default():
    settings = read_settings()
    assert settings.delivery is Delivery.NONE
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url == "sqlite:///data/groundwork.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.language is Language.EN


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ({BOT: "xoxb-1", APP: "xapp-1"}, Delivery.SOCKET),
        ({BOT: "xoxb-1", SECRET: "s"}, Delivery.HTTP),
        ({BOT: "xoxb-1", APP: "xapp-1", SECRET: "s"}, Delivery.SOCKET),
        ({BOT: "", APP: "", SECRET: ""}, Delivery.NONE),
        ({BOT: "xoxb-1", APP: "", SECRET: "s"}, Delivery.HTTP),
    ],
)
def test_the_tokens_say_how_slack_reaches_the_bot(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], way: Delivery
):
    set_all(monkeypatch, **values)
    assert read_settings().delivery is way


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({BOT: "xoxb-1"}, [APP, SECRET]),
        ({APP: "xapp-1"}, [BOT]),
        ({SECRET: "s"}, [BOT]),
        ({BOT: "xoxp-1", APP: "xapp-1"}, [BOT, "xoxb-"]),
        ({BOT: "xoxb-1", APP: "xoxb-1"}, [APP, "xapp-"]),
    ],
)
def test_half_of_the_tokens_is_a_sentence_that_names_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], named: list[str]
):
    set_all(monkeypatch, **values)
    with pytest.raises(SettingsWrong) as wrong:
        _ = read_settings().delivery
    assert all(name in str(wrong.value) for name in named)


WRONG = [
    ("SLACK_API_URL", "slack.com/api"),
    ("SLACK_API_URL", ""),
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "groundwork.db"),
    ("GROUNDWORK_PORT", "eighty"),
    ("GROUNDWORK_PORT", "65536"),
    ("GROUNDWORK_PORT", "-1"),
    ("GROUNDWORK_PORT", ""),
    ("GROUNDWORK_HEALTH_PORT", "65536"),
    ("GROUNDWORK_BACKUP_EVERY", "daily"),
    ("GROUNDWORK_BACKUP_EVERY", "0d"),
    ("GROUNDWORK_BACKUP_EVERY", "1.5h"),
    ("GROUNDWORK_BACKUP_KEEP", "0"),
    ("GROUNDWORK_LOG_LEVEL", "loud"),
    ("GROUNDWORK_LOCALE", "de"),
    ("GROUNDWORK_LOCALE", "kotlin"),
    ("GROUNDWORK_LOCALE", ""),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_one_sentence_that_names_it(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsWrong, match=f"^{name} is wrong: ") as wrong:
        read_settings()
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("SLACK_API_URL", "http://127.0.0.1:1/api", "slack_api_url", "http://127.0.0.1:1/api/"),
        ("GROUNDWORK_LOG_LEVEL", "DEBUG", "log_level", "debug"),
        ("GROUNDWORK_LOCALE", "ko_KR.UTF-8", "language", Language.KO),
        ("GROUNDWORK_LOCALE", "EN", "language", Language.EN),
        ("GROUNDWORK_PORT", "0", "port", 0),
        ("GROUNDWORK_HEALTH_PORT", "", "health_port", None),
        ("GROUNDWORK_HEALTH_PORT", "9100", "health_port", 9100),
        ("GROUNDWORK_BACKUP_DIR", "", "backup_dir", None),
        ("GROUNDWORK_BACKUP_DIR", "kept", "backup_dir", Path("kept")),
        ("GROUNDWORK_BACKUP_EVERY", "30m", "backup_every", timedelta(minutes=30)),
        ("GROUNDWORK_BACKUP_EVERY", " 12 H ", "backup_every", timedelta(hours=12)),
        ("GROUNDWORK_BACKUP_EVERY", "7d", "backup_every", timedelta(days=7)),
    ],
)
def test_settings_are_read_leniently(monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, read: object):
    monkeypatch.setenv(name, value)
    assert getattr(read_settings(), field) == read


def test_a_dotenv_file_is_read_and_the_environment_wins(bare: Path, monkeypatch: pytest.MonkeyPatch):
    (bare / ".env").write_text(
        f"{BOT}=xoxb-file\n{APP}=xapp-file\nGROUNDWORK_LOCALE=ko\nGROUNDWORK_PORT=99\nSOMETHING_ELSE=1\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("GROUNDWORK_PORT", "100")
    settings = read_settings()
    assert settings.delivery is Delivery.SOCKET
    assert (settings.language, settings.port) == (Language.KO, 100)


def test_tokens_are_never_shown(monkeypatch: pytest.MonkeyPatch):
    set_all(monkeypatch, **{BOT: "xoxb-secret", APP: "xapp-secret", SECRET: "secret"})
    assert "secret" not in repr(read_settings()).replace("signing_secret", "").replace("SecretStr", "")
