"""The pages that somebody sees who installs the bot: what they say, and how they are drawn."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.i18n import Words
from flows.text import Language

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """Plain text; `link` is what to do next."""

    language: Language
    title: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = ()
    link: Link | None = None
    note: str = ""
    status: int = 200


def install_page(words: Words, href: str, keep: timedelta) -> Page:
    """What the bot is and wants, and the way to Slack."""
    kept = (
        words("install.erased", "If you remove it, everything it knows of your workspace is erased at once.")
        if keep < DAY
        else words(
            "install.kept",
            "If you remove it, everything it knows of your workspace is erased after {days} days.",
            days=keep // DAY,
        )
    )
    return Page(
        words.language,
        words("install.title", "Add Groundwork to Slack"),
        (
            words(
                "install.what",
                "Groundwork gets a machine-learning project's groundwork done before anyone trains a model.",
            ),
        ),
        (
            words(
                "install.asks", "It asks your team plain questions in a thread, and says whether ML is the right tool."
            ),
            words("install.reads", "It reads only the channels that somebody invites it to."),
            kept,
        ),
        Link(href, words("install.button", "Add to Slack")),
        words(
            "install.approval", "Some workspaces let only an administrator add an app. Slack then asks for an approval."
        ),
    )


def installed_page(words: Words, name: str, href: str, *, org_wide: bool) -> Page:
    """It worked: what comes next."""
    first = words("installed.invite", "Invite it to a channel: type /invite @Groundwork there.")
    if org_wide:
        first = words(
            "installed.org",
            "An administrator of your organisation chooses the workspaces it works in. Then invite it to a channel.",
        )
    return Page(
        words.language,
        words("installed.title", "Groundwork is in {name}", name=name),
        (),
        (first, words("installed.begin", "Type /ml new and a name. It asks eight questions in a thread.")),
        Link(href, words("installed.button", "Open Slack")),
    )


def cancelled_page(words: Words, again: str) -> Page:
    return Page(
        words.language,
        words("install.cancelled", "Groundwork was not added"),
        (words("install.cancelled_why", "It was cancelled in Slack. Nothing was installed and nothing is stored."),),
        link=_again(words, again),
    )


def over_page(words: Words, again: str) -> Page:
    """The way back from Slack was not taken by the browser that went, or too late, or twice."""
    return Page(
        words.language,
        words("install.over", "This link does not work any more"),
        (
            words(
                "install.over_why",
                "It works once, for ten minutes, and only in the browser in which you began. Please begin again.",
            ),
        ),
        link=_again(words, again),
        status=400,
    )


def failed_page(words: Words, problem: str, again: str, *, status: int = 502) -> Page:
    return Page(
        words.language,
        words("install.failed", "That did not work"),
        (
            words("install.failed_why", "Slack did not let the installation finish ({problem}).", problem=problem),
            words("install.failed_then", "Please try again. If it fails again, tell whoever runs this Groundwork."),
        ),
        link=_again(words, again),
        status=status,
    )


def busy_page(words: Words, again: str) -> Page:
    return Page(
        words.language,
        words("install.busy", "Please come back in a few minutes"),
        (words("install.busy_why", "Groundwork cannot begin an installation right now."),),
        link=_again(words, again),
        status=503,
    )


def drawn(page: Page) -> str:
    """As HTML."""
    return _template().render(page=page, style=Markup(_style()))  # noqa: S704 - our own file


@cache
def style_hash() -> str:
    """What tells a browser that the style is ours."""
    return b64encode(sha256(_style().encode()).digest()).decode()


def _again(words: Words, href: str) -> Link:
    return Link(href, words("install.again", "Begin again"))


@cache
def _style() -> str:
    return files("bot.installing").joinpath("templates", "page.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.installing"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html")
