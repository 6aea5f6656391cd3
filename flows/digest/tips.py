"""Which tip comes next."""

from collections.abc import Collection, Sequence


def next_tip(tips: Sequence[str], last: str | None, fitting: Collection[str] = ()) -> str | None:
    """The key after `last` in the round of `tips`, among those `fitting` an open flag where there are any.

    The one shown last comes again only when it is the only one.
    """
    after = tips.index(last) + 1 if last in tips else 0
    round_from_here = (*tips[after:], *tips[:after])
    fresh = [tip for tip in round_from_here if tip != last] or list(round_from_here)
    return next((tip for tip in fresh if tip in fitting), next(iter(fresh), None))
