"""`erase`: a person's traces, or everything of a workspace."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.console import fail, settings_in_force

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.erasing import Erased

commands = typer.Typer()
T = TypeVar("T")

MOST = 20  # projects that are named


@commands.command()
def erase(
    user: Annotated[str | None, typer.Option(help="A person, by Slack's id such as U0123ABC.")] = None,
    team: Annotated[str | None, typer.Option(help="Only in this workspace; else wherever the person is known.")] = None,
    name: Annotated[list[str] | None, typer.Option(help="Another name by which texts call the person.")] = None,
    keep_names: Annotated[bool, typer.Option("--keep-names", help="Leave names in texts alone.")] = False,  # noqa: FBT002 - Typer's way
    workspace: Annotated[
        str | None, typer.Option(help="Everything of a workspace, by its id such as T0123ABC.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before a workspace is erased.")] = False,  # noqa: FBT002
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,  # noqa: FBT002
) -> None:
    """Take a person's name out of everything that is stored, or delete a workspace; also while the bot runs."""
    if (user is None) == (workspace is None):
        fail("Say whom or what: --user U0123ABC for a person, --workspace T0123ABC for everything of a workspace")
    if workspace is not None:
        _workspace(workspace, yes=yes, dry_run=dry_run)
        return
    assert user is not None
    from flows.erased import is_erased

    if not re.fullmatch(r"[UW][A-Z0-9]{2,30}", user) or is_erased(user):
        fail(f"{user} is no person: give Slack's id, such as U0123ABC, which the profile's menu copies")
    found = _in_transaction(lambda db: _persons(db, user, team, name or [], keep_names=keep_names), keep=not dry_run)
    told = [line for place, erased in found for line in _told(user, place, erased)]
    if not told:
        typer.echo(f"Nothing is stored of {user}{f' in {team}' if team else ''}.")
        return
    typer.echo("\n".join(told))
    typer.echo(
        "Nothing was changed. Leave --dry-run out to erase this."
        if dry_run
        else "Cards, boards and Homes are drawn anew. Other messages in Slack stay as they are: delete them there. "
        "Backups and exports from before still hold the name."
    )


def _persons(
    db: "Connection", user: str, team: str | None, names: list[str], *, keep_names: bool
) -> list[tuple[str, "Erased"]]:
    from bot.clock import new_id, now
    from bot.erasing import erase
    from bot.workspaces import Nowhere
    from bot.world import World
    from flows.catalog.loader import load_catalogue
    from flows.flow import intake
    from flows.scoring.scorer import Scorer
    from storage.erasing import workspaces

    catalogue = load_catalogue()
    world = World(catalogue, intake(catalogue), Scorer(catalogue), Nowhere(), now, new_id)
    places = [team] if team else workspaces(db)
    return [(place, erase(db, world, place, user, now=now(), names=names, keep_names=keep_names)) for place in places]


def _workspace(team: str, *, yes: bool, dry_run: bool) -> None:
    from storage.erasing import erase_workspace

    gone = _in_transaction(lambda db: erase_workspace(db, team), keep=False)
    total = sum(gone.values())
    if not total:
        typer.echo(f"Nothing is stored of {team}.")
        return
    typer.echo(_counted(gone))
    if dry_run:
        typer.echo(f"Nothing was changed. Leave --dry-run out to erase these {total} rows.")
        return
    if not yes and not typer.confirm(f"Erase these {total} rows of {team} for good?"):
        fail("Nothing was changed")
    gone = _in_transaction(lambda db: erase_workspace(db, team), keep=True)
    typer.echo(f"Erased {sum(gone.values())} rows of {team}. Messages in Slack, backups and exports are not touched.")


def _in_transaction(work: "Callable[[Connection], T]", *, keep: bool) -> T:
    """While nothing else is written; taken back unless it is to be kept."""
    from sqlalchemy.exc import DatabaseError

    from storage.engines import open_engine
    from storage.errors import DatabaseUnusable
    from storage.holds import EVERYTHING, take
    from storage.migrate import migrate
    from storage.trouble import unusable

    try:
        engine = open_engine(settings_in_force().database_url)
        try:
            migrate(engine)
            with engine.connect().execution_options(writes=True) as db, db.begin() as transaction:
                take(db, EVERYTHING)
                done = work(db)
                if not keep:
                    transaction.rollback()
        except DatabaseError as error:
            raise unusable(engine.url, error) from error
        finally:
            engine.dispose()
    except DatabaseUnusable as error:
        fail(str(error))
    return done


def _told(user: str, team: str, erased: "Erased") -> list[str]:
    if erased.stand_in is None:
        return []
    lines = [f"{user} in {team} becomes {erased.stand_in}, someone who left."]
    if erased.removed:
        lines.append(f"Removed, as they were about nobody else: {_listed(erased.removed)}.")
    if erased.rewritten:
        lines.append(f"Rewritten, so that the facts stay without the name: {_listed(erased.rewritten)}.")
    if erased.unsent:
        lines.append(f"Messages to the person that are not sent any more: {erased.unsent}.")
    if erased.handed:
        lines.append(f"Owned by the lead of their channel from now on: {_several(erased.handed)}.")
    if erased.left:
        lines.append(f"Owned by nobody, as their channel has no lead: {_several(erased.left)}.")
    return lines


def _several(keys: tuple[str, ...]) -> str:
    more = f" and {len(keys) - MOST} more" if len(keys) > MOST else ""
    return f"{', '.join(keys[:MOST])}{more}"


def _listed(rows: "dict[str, int] | object") -> str:
    assert isinstance(rows, dict)
    return ", ".join(f"{count} {name}" for name, count in sorted(rows.items()))


def _counted(gone: dict[str, int]) -> str:
    filled = {name: count for name, count in gone.items() if count}
    width = max(map(len, filled))
    return "\n".join(f"{name:{width}}  {count:>8}" for name, count in sorted(filled.items()))
