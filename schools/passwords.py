"""Django tells its password validators of every password that was changed, on the site or on the command line."""

from schools.models import User
from schools.signals import password_changed


class TellsOfNewPasswords:
    """Refuses nothing; passes the news on (a hash that is only renewed at sign-in is no news)."""

    def validate(self, password: str, user: User | None = None) -> None:
        return None

    def password_changed(self, password: str, user: User | None = None) -> None:
        if user is not None:
            password_changed.send(sender=User, user=user)

    def get_help_text(self) -> str:
        return ""
