"""``argparse`` in French: its headings, and every sentence by which it refuses a command line."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn, TypeAlias

from caisse_clients.kernel.erreurs import ErreurMetier

# The sentences of Python 3.11 to 3.14, each with what is said instead.
_PHRASES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "Il manque : {0}."),
    (r"unrecognized arguments: (.+)", "Argument inconnu : {0}."),
    (r"argument (\S+): invalid choice: (.+?) \((?:maybe you meant .+, )?choose from (.+)\)",
     "« {0} » n'accepte pas {1} : choisissez parmi {2}."),
    (r"argument (\S+): expected (?:one argument|at least one argument)", "« {0} » demande une valeur."),
    (r"argument (\S+): not allowed with argument (\S+)", "« {0} » ne va pas avec « {1} »."),
    (r"argument (\S+): ignored explicit argument (.+)", "« {0} » ne prend pas de valeur ({1} est de trop)."),
    (r"argument (\S+): invalid \w+ value: (.+)", "« {0} » n'accepte pas {1}."),
    (r"one of the arguments (.+) is required", "Il manque l'un de : {0}."),
    (r"argument (\S+): (.+)", "« {0} » : {1}."),
)  # fmt: skip
_LECTURE = tuple((re.compile(anglais, re.DOTALL), francais) for anglais, francais in _PHRASES)


class Analyseur(argparse.ArgumentParser):
    """A parser that speaks French and raises ``ErreurMetier("usage")`` instead of ending the process."""

    def __init__(self, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(
            prog, description=description, formatter_class=_Presentation, allow_abbrev=False, add_help=False
        )
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", "--aide", action="help", help="montre cette aide")

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise ErreurMetier("usage", raison=en_francais(message), aide=f"{self.prog} --help")


class _Presentation(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=34, width=100)

    def add_usage(
        self,
        usage: str | None,
        actions: Any,
        groups: Any,
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


def en_francais(message: str) -> str:
    """Return the French sentence of a refusal of ``argparse``."""
    for anglais, francais in _LECTURE:
        if trouve := anglais.fullmatch(message):
            return francais.format(*(_citer(partie) for partie in trouve.groups()))
    return f"Ligne de commande mal formée ({message})."


def _citer(partie: str) -> str:
    """Return values without the quotes that Python puts around them."""
    return re.sub(r"'([^' ]*)'", r"\1", partie)


Commandes: TypeAlias = "argparse._SubParsersAction[Analyseur]"  # noqa: SLF001 - argparse has no public name for it
"""What ``add_subparsers`` of an ``Analyseur`` gives."""
