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

from caisse_clients.application.session import Approbation, Secrets, Session
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
        session: Session | None = None,
    ) -> None:
        self.storage = base
        self.base = info
        self.utilisateur = utilisateur
        self.poste = poste
        self.horloge = horloge
        self._reglages = reglages
        self._session = session or Session()
        self._verrou = threading.Lock()
        self._executeur_fait: Executeur | None = None

    def executer(
        self,
        commande: object,
        *,
        id_commande: str | None = None,
        confirmations: frozenset[str] = frozenset(),
        approbation: Approbation | None = None,
        secrets: Secrets | None = None,
    ) -> Resultat:
        """Run one command (see ``Executeur.executer``)."""
        return self._executeur.executer(
            commande,
            id_commande=id_commande,
            confirmations=confirmations,
            approbation=approbation,
            secrets=secrets,
        )

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
                    self.storage,
                    self.trousseau,
                    self.horloge,
                    self.poste,
                    self.utilisateur.code,
                    session=self._session,
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

    def pin_existe(self) -> bool:
        """Tell whether any user has a PIN: everybody then says who he is."""
        with self.lire() as lecteur:
            return parametres.pin_existe(lecteur)

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
    pin: str = "",
    de_confiance: bool = False,
    secrets: Secrets | None = None,
    approbation: Approbation | None = None,
) -> Services:
    """Open a base for a user at a poste.

    An empty ``utilisateur`` is ADMIN, only while no PIN exists; from then on ``pin`` must be the user's, unless the
    caller is trusted (``de_confiance``). ``secrets`` and ``approbation`` hold for every command run later; the
    approver's PIN is verified here. A frozen clock (``reglages.horloge``) needs a training base. Raises
    ``ErreurTechnique`` as ``engine.ouvrir``, ``ErreurMetier``: ``utilisateur_requis``, ``utilisateur_inconnu``,
    ``poste_inconnu``, ``horloge_hors_ecole``, ``horloge_illisible``, and as ``connexion.identifier``.
    """
    reglages = reglages or charger_reglages(os.environ)
    ouverte = engine.ouvrir(base)
    try:
        with ouverte.lecture() as lecteur:
            identite = lecture_grand_livre.identite(lecteur)
            if identite is None:
                raise ErreurTechnique("base_abimee", base=engine.adresse_affichee(base))
            pin_existe = parametres.pin_existe(lecteur)
        horloge = horloge or _horloge(reglages, ecole=identite.ecole)
        code = (utilisateur or ADMINISTRATEUR).strip().upper()
        if pin_existe and not utilisateur:
            raise ErreurMetier("utilisateur_requis", champ="code")
        a_identifier = pin_existe and not de_confiance
        if a_identifier:
            _identifier(ouverte, horloge, code, pin)
        qui = _utilisateur(ouverte, code)
        code_poste = _poste(ouverte, poste)
        approbateur = None if approbation is None else _verifier_approbateur(ouverte, horloge, approbation)
        info = InfoBase(identite.uuid, engine.adresse_affichee(base), identite.ecole, identite.demonstration)
        session = Session(approbateur, identifie=a_identifier, secrets=secrets or Secrets())
        return Services(
            ouverte, info, utilisateur=qui, poste=code_poste, horloge=horloge, reglages=reglages, session=session
        )
    except BaseException:
        ouverte.fermer()
        raise


def _identifier(base: Base, horloge: Horloge, code: str, pin: str) -> None:
    from caisse_clients.application.connexion import identifier  # with its hashes, only once a PIN exists

    identifier(base, horloge, code, pin)


def _verifier_approbateur(base: Base, horloge: Horloge, approbation: Approbation) -> str:
    from caisse_clients.application.connexion import verifier_pin_de

    return verifier_pin_de(base, horloge, approbation.utilisateur, approbation.pin, approbation=True).code


def _utilisateur(base: Base, code: str) -> Utilisateur:
    with base.lecture() as lecteur:
        trouve = lecture_grand_livre.utilisateur_actif(lecteur, code)
    if trouve is None:
        raise ErreurMetier("utilisateur_inconnu", utilisateur=code)
    role = Role(trouve[1])
    return Utilisateur(code, trouve[0], role, droits_du_role(role))


def _poste(base: Base, poste: str) -> str:
    code = poste.strip().upper()
    with base.lecture() as lecteur:
        if not lecture_grand_livre.poste_existe(lecteur, code):
            raise ErreurMetier("poste_inconnu", poste=code)
    return code


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
