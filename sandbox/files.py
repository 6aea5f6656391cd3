"""Files: an upload URL, the bytes, and the message that shares them."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.ids import Ids


@dataclass(slots=True, eq=False)
class File:
    """A file, from its announcement to its sharing."""

    id: str
    name: str
    length: int
    alt_text: str
    content: bytes | None = None
    title: str = ""
    complete: bool = False
    user: str = ""
    created: int = 0
    shares: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def wire(self, base: str) -> dict[str, Any]:
        """The `file` object."""
        kind = self.name.rsplit(".", 1)[-1] if "." in self.name else "text"
        body: dict[str, Any] = {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "filetype": kind,
            "mimetype": MIME.get(kind, "application/octet-stream"),
            "size": len(self.content or b""),
            "user": self.user,
            "mode": "hosted",
            "is_external": False,
            "url_private": f"{base}/files/{self.id}/{self.name}",
            "url_private_download": f"{base}/files/{self.id}/{self.name}",
            "channels": list(self.shares),
        }
        if self.alt_text:
            body["alt_txt"] = self.alt_text
        return body


MIME = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "json": "application/json",
}


class Files:
    """All files by id."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._files: dict[str, File] = {}
        self.base = ""

    def announce(self, name: str, length: int, alt_text: str) -> File:
        """Make room for a file that will be uploaded."""
        file = File(self._ids.next("F"), name, length, alt_text)
        self._files[file.id] = file
        return file

    def find(self, identity: str) -> File | None:
        """A file by id."""
        return self._files.get(identity)

    def receive(self, identity: str, content: bytes) -> tuple[int, str]:
        """Take the bytes of an announced file; HTTP status and text for the app."""
        file = self._files.get(identity)
        if file is None:
            return 404, "no such upload"
        if file.complete:
            return 409, "this file is complete"
        if len(content) != file.length:
            return 400, f"announced {file.length} bytes, received {len(content)}"
        file.content = content
        return 200, f"OK - {len(content)}"
