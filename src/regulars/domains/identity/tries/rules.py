"""How often somebody may try to sign in or search in vain, and why so often."""

from collections.abc import Mapping
from datetime import timedelta

from regulars.runtime.context import ActorKind

ATTEMPTS_MAX = 8
ATTEMPTS_WINDOW = timedelta(minutes=15)
# Fifty wrong ones a day are eighteen thousand a year: nothing against ten letters and a limit of
# five codes after them, and more than anybody mistypes.
ATTEMPTS_DAY_MAX = 50
ATTEMPTS_DAY = timedelta(days=1)

# Searches for a phone or an e-mail that found nobody, in one window. Behind a masked number lie
# about ten thousand others, so whoever may not see it whole must not be able to try them quickly.
# A very busy till makes 200 new customers an hour, each after one miss: 33 in ten minutes.
# A key: one such till, twice over. A person: several tills under one account, and an address that
# is searched for while it is typed misses a few times before it is whole.
SEARCH_WINDOW = timedelta(minutes=10)
SEARCH_MISSES_MAX: Mapping[ActorKind, int] = {"key": 60, "staff": 300}

# Wrong codes of one person, over every path. Three codes are right at any moment: thirty tries
# a day find one in thirty years.
FACTOR_TRIES_MAX = 5
FACTOR_WINDOW = timedelta(minutes=15)
FACTOR_DAY_MAX = 30
FACTOR_DAY = timedelta(days=1)
