"""What `groundwork export` prints."""

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.clock import new_id, now
from bot.exports.collecting import collected
from bot.exports.document import as_json
from bot.exports.sending import charters, table
from bot.i18n import Words
from bot.workspaces import Nowhere
from bot.world import World
from flows.catalog.loader import load_catalogue
from flows.exporting import Form
from flows.flow import intake
from flows.scoring.scorer import Scorer
from flows.text import Language
from storage.projects import Project, all_projects


def printed(db: Connection, form: Form, key: str | None, language: Language) -> str | None:
    """All projects, or the one with this key; None where there is none that goes by it."""
    wanted = [one for one in all_projects(db) if key is None or one.key.casefold() == key.casefold()]
    if key is not None and not wanted:
        return None
    catalogue = load_catalogue()
    if form is Form.JSON:
        return as_json(collected(db, catalogue, key))
    world = World(catalogue, intake(catalogue), Scorer(catalogue), Nowhere(), now, new_id)
    return _for_people(db, world, Words(language, str), wanted, form)


def _for_people(db: Connection, world: World, words: Words, wanted: Sequence[Project], form: Form) -> str:
    if form is Form.CSV:
        return table(db, world, words, wanted)
    return charters(db, world, words, wanted, linked=False)
