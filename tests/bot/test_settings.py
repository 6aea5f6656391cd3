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


KEY = "jyN-xka_ONrotwGYBRfSY7DF8hhcouT2wCOBoBgRccQ="
SEVERAL = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "c",
    "SLACK_SIGNING_SECRET": "s",
    "GROUNDWORK_PUBLIC_URL": "https://bot.example.com/ml/",
    "GROUNDWORK_ENCRYPTION_KEYS": f"{KEY}, {KEY}",
}


def test_with_the_apps_own_id_and_secret_any_workspace_may_install_it(monkeypatch: pytest.MonkeyPatch):
    set_all(monkeypatch, **SEVERAL)
    settings = read_settings()
    assert settings.delivery is Delivery.OAUTH
    assert settings.public_url == "https://bot.example.com/ml"
    assert settings.keep_after_uninstall == timedelta(days=30)
    assert KEY not in repr(settings)


@pytest.mark.parametrize("name", SEVERAL)
def test_what_is_missing_to_serve_several_workspaces_is_named(monkeypatch: pytest.MonkeyPatch, name: str):
    set_all(monkeypatch, **{key: value for key, value in SEVERAL.items() if key != name})
    with pytest.raises(SettingsWrong, match=f"^{name} is missing to serve several workspaces: "):
        _ = read_settings().delivery


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"SLACK_CLIENT_ID": "1.2"},
            "SLACK_CLIENT_SECRET, SLACK_SIGNING_SECRET, GROUNDWORK_PUBLIC_URL and GROUNDWORK_",
        ),
        ({**SEVERAL, BOT: "xoxb-1"}, "SLACK_BOT_TOKEN and SLACK_CLIENT_ID do not go together"),
        ({**SEVERAL, APP: "xapp-1"}, "SLACK_APP_TOKEN and SLACK_CLIENT_ID do not go together"),
    ],
)
def test_half_of_either_way_is_one_sentence(monkeypatch: pytest.MonkeyPatch, values: dict[str, str], said: str):
    set_all(monkeypatch, **values)
    with pytest.raises(SettingsWrong, match=said):
        _ = read_settings().delivery


WRONG = [
    ("GROUNDWORK_PUBLIC_URL", "bot.example.com"),
    ("GROUNDWORK_PUBLIC_URL", "http://bot.example.com"),
    ("GROUNDWORK_PUBLIC_URL", "https://bot.example.com/?a=1"),
    ("GROUNDWORK_ENCRYPTION_KEYS", "abc"),
    ("GROUNDWORK_ENCRYPTION_KEYS", f"{KEY},{KEY[:-4]}"),
    ("GROUNDWORK_KEEP_AFTER_UNINSTALL", "a month"),
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
    told = repr(read_settings())
    assert "secret" not in told.replace("signing_secret", "").replace("client_secret", "").replace("SecretStr", "")
