"""The keys that tokens are sealed with before they are stored: the newest seals, every one opens."""

from collections.abc import Sequence


class NoKeyOpens(Exception):
    """Something stored was sealed with a key that is not at hand."""


class Keys:
    """Those of GROUNDWORK_ENCRYPTION_KEYS: Fernet's, the newest first, at least one."""

    __slots__ = ("_fernet",)

    def __init__(self, keys: Sequence[str]) -> None:
        from cryptography.fernet import Fernet, MultiFernet  # here, as only some ways to run need it

        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def sealed(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def opened(self, sealed: str) -> str:
        """Raises NoKeyOpens."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            raise NoKeyOpens from None

    def sealed_anew(self, sealed: str) -> str:
        """The same under the newest key; raises NoKeyOpens."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.rotate(sealed).decode()
        except InvalidToken:
            raise NoKeyOpens from None


def new_key() -> str:
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()
