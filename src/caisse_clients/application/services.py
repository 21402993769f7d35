"""What the window and the command line hold: an open base, the executor, the readings' connections."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from caisse_clients.config import Reglages, charger_reglages
from caisse_clients.domain.droits import Droit, Role, droits_du_role
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique
from caisse_clients.kernel.horloge import Horloge, HorlogeFixe, HorlogeSysteme, aujourd_hui
from caisse_clients.storage import engine, lecture_grand_livre, parametres
from caisse_clients.storage.engine import Base, Lecteur

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Executeur, Lot, Resultat
    from caisse_clients.storage.cles import Trousseau

ADMINISTRATEUR = "ADMIN"


@dataclass(frozen=True, slots=True)
class InfoBase:
    """What is shown of the open base."""

    uuid: str
    chemin_affiche: str
    ecole: bool
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Utilisateur:
    """Who works; ``droits`` mirror what the executor will check."""

    code: str
    libelle: str
    role: Role
    droits: frozenset[Droit]


class Services:
    """One open base for one user at one poste. Thread-safe; ``fermer`` at the end."""

    def __init__(
        self,
        base: Base,
        info: InfoBase,
        *,
        utilisateur: Utilisateur,
        poste: str,
        horloge: Horloge,
        reglages: Reglages,
    ) -> None:
        self.storage = base
        self.base = info
        self.utilisateur = utilisateur
        self.poste = poste
        self.horloge = horloge
        self._reglages = reglages
        self._verrou = threading.Lock()
        self._executeur_fait: Executeur | None = None

    def executer(
        self, commande: object, *, id_commande: str | None = None, confirmations: frozenset[str] = frozenset()
    ) -> Resultat:
        """Run one command (see ``Executeur.executer``)."""
        return self._executeur.executer(commande, id_commande=id_commande, confirmations=confirmations)

    @cached_property
    def trousseau(self) -> Trousseau:
        """The keys of this base on this machine."""
        from caisse_clients.storage.cles import Trousseau

        return Trousseau(self._reglages.dossier_cles, self.base.uuid)

    @property
    def _executeur(self) -> Executeur:
        """Made at the first command: a process that only reads loads neither commands nor cryptography."""
        from caisse_clients.application.executeur import Executeur

        with self._verrou:
            if self._executeur_fait is None:
                self._executeur_fait = Executeur(
                    self.storage, self.trousseau, self.horloge, self.poste, self.utilisateur.code
                )
            return self._executeur_fait

    @contextmanager
    def lot(self) -> Iterator[Lot]:
        """Open one transaction for several commands or slices of bulk work: all or nothing."""
        with self._executeur.lot() as lot:
            yield lot

    @contextmanager
    def lire(self) -> Iterator[Lecteur]:
        """Give a reader inside one consistent snapshot, on this thread's kept connection."""
        with self.storage.lecture() as lecteur:
            yield lecteur

    def aujourd_hui(self) -> dt.date:
        """Return today's business date by the clock of these services."""
        return aujourd_hui(self.horloge)

    def fermer(self) -> None:
        """Close every connection."""
        self.storage.fermer()


def ouvrir_services(
    base: str,
    *,
    utilisateur: str = "",
    poste: str = "P1",
    horloge: Horloge | None = None,
    reglages: Reglages | None = None,
) -> Services:
    """Open a base for a user at a poste.

    An empty ``utilisateur`` is ADMIN, only while no PIN exists. A frozen clock (``reglages.horloge``) needs a
    training base. Raises ``ErreurTechnique`` as ``engine.ouvrir``, ``ErreurMetier``: ``utilisateur_requis``,
    ``utilisateur_inconnu``, ``poste_inconnu``, ``horloge_hors_ecole``, ``horloge_illisible``.
    """
    reglages = reglages or charger_reglages(os.environ)
    ouverte = engine.ouvrir(base)
    try:
        with ouverte.lecture() as lecteur:
            identite = lecture_grand_livre.identite(lecteur)
            if identite is None:
                raise ErreurTechnique("base_abimee", base=engine.adresse_affichee(base))
            if not utilisateur and parametres.pin_existe(lecteur):
                raise ErreurMetier("utilisateur_requis")
            code = (utilisateur or ADMINISTRATEUR).strip().upper()
            trouve = lecture_grand_livre.utilisateur_actif(lecteur, code)
            if trouve is None:
                raise ErreurMetier("utilisateur_inconnu", utilisateur=code)
            code_poste = poste.strip().upper()
            if not lecture_grand_livre.poste_existe(lecteur, code_poste):
                raise ErreurMetier("poste_inconnu", poste=code_poste)
        role = Role(trouve[1])
        info = InfoBase(identite.uuid, engine.adresse_affichee(base), identite.ecole, identite.demonstration)
        return Services(
            ouverte,
            info,
            utilisateur=Utilisateur(code, trouve[0], role, droits_du_role(role)),
            poste=code_poste,
            horloge=horloge or _horloge(reglages, ecole=identite.ecole),
            reglages=reglages,
        )
    except BaseException:
        ouverte.fermer()
        raise


def _horloge(reglages: Reglages, *, ecole: bool) -> Horloge:
    if not reglages.horloge:
        return HorlogeSysteme()
    if not ecole:
        raise ErreurMetier("horloge_hors_ecole")
    return HorlogeFixe(lire_instant(reglages.horloge))


def lire_instant(texte: str) -> dt.datetime:
    """Read the ISO instant of ``CAISSE_CLIENTS_HORLOGE``; without a zone it is Paris time."""
    try:
        instant = dt.datetime.fromisoformat(texte.strip())
    except ValueError:
        raise ErreurMetier("horloge_illisible", valeur=texte[:40]) from None
    if not 1970 < instant.year < 2199:
        raise ErreurMetier("horloge_illisible", valeur=texte[:40])
    return instant
