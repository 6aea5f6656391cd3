"""Whether Slack would take these blocks."""

from sandbox.blocks.problem import Problem
from sandbox.blocks.surface import problems, view_problems

__all__ = ["Problem", "problems", "view_problems"]
