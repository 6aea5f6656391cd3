"""Where names go beside their marks: none on another, none across the edge."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """In pixels, from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.bottom <= other.bottom
            and other.right <= self.right
            and other.top <= self.top
        )

    def wider(self, by: float) -> "Box":
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label for the mark at `x`, `y`: its texts from the best to the shortest, each with (width, height)."""

    x: float
    y: float
    texts: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """`far` says that a line has to lead from the mark to the label."""

    at: int
    text: str
    box: Box
    far: bool


def place(
    wanted: Sequence[Wanted],
    inside: Box,
    taken: Iterable[Box],
    mark: float,
    *,
    spared: Iterable[Box] = (),
    most: int = 40,
    gap: float = 6.0,
) -> list[Placed]:
    """The labels that find room, the first `most` in their order; marks are squares of `mark` pixels.

    Near its mark at first, the shorter form included, then further off. What is `spared` is covered only by a label
    that finds no room elsewhere.
    """
    half = mark / 2
    marks = [Box(one.x - half, one.y - half, one.x + half, one.y + half) for one in wanted]
    blocked, thin = _Grid([*taken, *marks], mark * 3), _Grid(spared, mark * 3)
    found: list[Placed] = []
    for at, one in enumerate(wanted[:most]):
        free = [
            Placed(at, text, box, far)
            for distance, far in ((half + gap, False), ((half + gap) * 2.4, True))
            for text, width, height in one.texts
            for box in _around(one, width, height, distance)
            if inside.holds(box) and not blocked.meets(box.wider(gap / 2))
        ]
        if placed := next((place for place in free if not thin.meets(place.box)), next(iter(free), None)):
            found.append(placed)
            blocked.add(placed.box.wider(gap / 2))
    return found


def _around(one: Wanted, width: float, height: float, off: float) -> Iterator[Box]:
    right, left = one.x + off, one.x - off - width
    above, below = one.y + off, one.y - off - height
    middle_x, middle_y = one.x - width / 2, one.y - height / 2
    corners = (
        (right, middle_y),
        (left, middle_y),
        (middle_x, above),
        (middle_x, below),
        (right, above),
        (right, below),
        (left, above),
        (left, below),
    )
    for x, y in corners:
        yield Box(x, y, x + width, y + height)


class _Grid:
    """Boxes by the squares they touch, so that few have to be compared."""

    def __init__(self, boxes: Iterable[Box], size: float) -> None:
        self._size = size
        self._squares: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for square in self._touched(box):
            self._squares.setdefault(square, []).append(box)

    def meets(self, box: Box) -> bool:
        return any(box.meets(other) for square in self._touched(box) for other in self._squares.get(square, ()))

    def _touched(self, box: Box) -> Iterator[tuple[int, int]]:
        size = self._size
        for column in range(int(box.left // size), int(box.right // size) + 1):
            for row in range(int(box.bottom // size), int(box.top // size) + 1):
                yield column, row
