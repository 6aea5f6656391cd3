"""What is wrong with the catalogue's files, for the person who edits them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at `key`: the case in one clause, and what to do about it in one sentence."""

    key: str
    problem: str
    remedy: str


class CatalogueError(ValueError):
    """The catalogue cannot be loaded. `key` is a question, page or section, or a line of the file."""

    def __init__(self, file: str, key: str, problem: str, remedy: str) -> None:
        super().__init__(f"{file}, {key}: {problem}. {remedy}")
        self.file = file
        self.key = key
        self.problem = problem
        self.remedy = remedy

    @classmethod
    def at(cls, file: str, fault: Fault) -> "CatalogueError":
        return cls(file, fault.key, fault.problem, fault.remedy)
