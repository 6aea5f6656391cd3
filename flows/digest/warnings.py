"""The usual causes of failure, as an early warning says them."""

from flows.digest.facts import Cause
from flows.text import Phrase, phrase


def warning(cause: Cause) -> Phrase:
    match cause:
        case Cause.BADLY_SCOPED:
            return phrase("digest.badly_scoped", "it is not clear yet what it should do")
        case Cause.STUCK_AT_PROTOTYPE:
            return phrase("digest.stuck_at_prototype", "stuck at the prototype")
        case Cause.VALUE_UNCLEAR:
            return phrase("digest.value_unclear", "its value is not clear")
        case Cause.SUCCESS_UNDEFINED:
            return phrase("digest.success_undefined", "nobody has said what success is")
        case Cause.NO_ONE_LEADING:
            return phrase("digest.no_one_leading", "nobody is leading it")
        case Cause.BUILT_NOT_RUN:
            return phrase("digest.built_not_run", "built, but not in use")
