"""What can go wrong at a start or later and is told in one sentence."""

from bot.settings import SettingsWrong
from bot.slack import SlackRefused
from bot.socket import SocketLost
from bot.web import PortTaken
from flows.catalog.errors import CatalogueError
from storage.errors import DatabaseUnusable

KNOWN = (SettingsWrong, SlackRefused, SocketLost, PortTaken, CatalogueError, DatabaseUnusable)
