"""What is written from the code is what the code says now."""

from pathlib import Path

from bot.permissions_reference import SAID, WHO
from bot.permissions_reference import reference as permissions
from bot.settings import Settings
from bot.settings_reference import environment_name, reference
from flows.permissions import Deed, Role

ROOT = Path(__file__).parent.parent


def test_the_page_about_settings_is_written_from_the_settings() -> None:
    assert (ROOT / "docs/configuration.md").read_text(encoding="utf-8") == reference(), "run `make generated`"


def test_every_setting_says_what_it_means() -> None:
    page = reference()
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith(".")
        assert f"| `{environment_name(name, field)}` | {field.description} |" in page


def test_no_default_of_a_secret_is_printed() -> None:
    secrets = [line for line in reference().splitlines() if "| secret |" in line]
    assert len(secrets) == sum("SecretStr" in str(field.annotation) for field in Settings.model_fields.values())
    assert all(line.endswith("| secret |  |") for line in secrets)


def test_the_page_about_permissions_is_written_from_the_table() -> None:
    assert (ROOT / "docs/permissions.md").read_text(encoding="utf-8") == permissions(), "run `make generated`"
    assert (set(SAID), set(WHO)) == (set(Deed), set(Role))
