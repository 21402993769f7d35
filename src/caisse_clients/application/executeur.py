"""The only way to change the data: right, transaction, command, seal, commit, what changed (ARCHITECTURE §4-5)."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caisse_clients.application.commandes.registre import Definition, definition_de
from caisse_clients.application.connexion import verifier_pin_de
from caisse_clients.application.contexte import Acteur, Contexte, Effet
from caisse_clients.application.messages import message_de
from caisse_clients.application.session import Approbation, Secrets, Session
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit, Role
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique
from caisse_clients.kernel.horloge import Horloge, date_metier
from caisse_clients.kernel.identifiants import lire_id
from caisse_clients.storage import operations
from caisse_clients.storage.cles import Trousseau
from caisse_clients.storage.engine import Base, Lecteur
from caisse_clients.storage.instants import en_microsecondes
from caisse_clients.storage.operations import Entete, EtatPoste
from caisse_clients.storage.pins import lire_etat
from caisse_clients.storage.transaction import Transaction, ouvrir_transaction

_JOURNAL = logging.getLogger(__name__)
REPRISES = 3
"""Tries after a serialization failure or a deadlock on PostgreSQL (ARCHITECTURE §6)."""


@dataclass(frozen=True, slots=True)
class Resultat:
    """What a command gave: its values (JSON, amounts as contract strings), what screens must reload."""

    valeurs: dict[str, Any]
    sujets: frozenset[Sujet]
    operation: int
    rejouee: bool = False


class Executeur:
    """Runs commands for one user at one poste of an open base. Thread-safe: one transaction at a time.

    ``session`` holds for every command: what a command line was given once, for its whole file.
    """

    def __init__(
        self,
        base: Base,
        trousseau: Trousseau,
        horloge: Horloge,
        poste: str,
        utilisateur: str,
        *,
        session: Session | None = None,
    ) -> None:
        self.base = base
        self.trousseau = trousseau
        self.horloge = horloge
        self.poste = poste
        self.utilisateur = utilisateur
        self.session = session or Session()
        self._verrou = threading.Lock()
        self._tete_controlee = False
        self.cle_connue: tuple[Ed25519PrivateKey, int] | None = None

    def executer(
        self,
        commande: object,
        *,
        id_commande: str | None = None,
        confirmations: frozenset[str] = frozenset(),
        approbation: Approbation | None = None,
        secrets: Secrets | None = None,
    ) -> Resultat:
        """Run one command in its own durable transaction.

        Raises ``ErreurMetier``, ``ConfirmationRequise``, ``ErreurTechnique`` or ``Bogue``; nothing is then
        saved. The same ``id_commande`` again with the same content gives the first result and does nothing;
        with another content it is refused (``id_reutilise``). ``approbation`` adds the rights of another user for
        this command, once his PIN is verified, and he is sealed with it; ``secrets`` are only handed over.
        """
        session = self._session(approbation, secrets)
        reprises = 0
        while True:
            try:
                with self.lot() as lot:
                    return lot.executer(commande, id_commande=id_commande, confirmations=confirmations, session=session)
            except ErreurTechnique as erreur:
                if not erreur.details.get("a_reessayer") or reprises == REPRISES:
                    raise
                reprises += 1
                time.sleep(10 * reprises / 1000)

    def _session(self, approbation: Approbation | None, secrets: Secrets | None) -> Session:
        """Verify the PINs given with one command, before its transaction: a wrong one is counted whatever follows."""
        session = self.session
        if approbation is not None:
            approbateur = verifier_pin_de(
                self.base, self.horloge, approbation.utilisateur, approbation.pin, approbation=True
            )
            session = replace(session, approbateur=approbateur.code)
        if secrets is not None:
            session = replace(session, secrets=secrets)
            if secrets.pin_actuel:
                verifier_pin_de(
                    self.base, self.horloge, self.utilisateur, secrets.pin_actuel, champ="pin_actuel", raison="actuel"
                )
                session = replace(session, identifie=True)
        return session

    @contextlib.contextmanager
    def lot(self) -> Iterator[Lot]:
        """Open one transaction for several sealed operations; it commits when the block ends without error."""
        with self._verrou:
            with ouvrir_transaction(self.base) as tx:
                lot = Lot(self, tx)
                try:
                    yield lot
                except BaseException:
                    lot.abandonner()  # before the rollback gives the poste to another process
                    raise
                tx.valider()
            lot.publier_la_tete()

    def controler_la_tete(self, tx: Transaction, etat: EtatPoste) -> None:
        """Refuse to write on a base older than what this machine saw of the poste (ARCHITECTURE §5: head)."""
        if self._tete_controlee:
            return
        tete = self.trousseau.lire_tete(self.poste)
        if tete is not None:
            if etat.sequence < tete.sequence:
                raise ErreurMetier("base_en_retard", poste=self.poste, sequence=etat.sequence, attendue=tete.sequence)
            if operations.empreinte_a(tx, self.poste, tete.sequence) != tete.empreinte:
                raise ErreurMetier("base_divergente", poste=self.poste, sequence=tete.sequence)
        self._tete_controlee = True


class Lot:
    """One open transaction: each command or slice of bulk work in it is its own sealed operation."""

    def __init__(self, executeur: Executeur, tx: Transaction) -> None:
        self._executeur = executeur
        self._tx = tx
        self._etat: EtatPoste | None = None
        self._cle: tuple[Ed25519PrivateKey, int] | None = None
        self._cle_neuve = False

    def executer(
        self,
        commande: object,
        *,
        id_commande: str | None = None,
        confirmations: frozenset[str] = frozenset(),
        session: Session | None = None,
    ) -> Resultat:
        """Run and seal one command inside the transaction; same promises as ``Executeur.executer``."""
        definition = definition_de(commande)
        identifiant = None if id_commande is None else lire_id(id_commande)
        empreinte = empreinte_commande(definition, commande)
        contexte = self._contexte(confirmations, session, enrolement=definition.nom == ENROLEMENT)
        if identifiant is not None and (deja := operations.deja_faite(self._tx, identifiant)) is not None:
            if deja[1] != empreinte:
                raise ErreurMetier("id_reutilise", id_commande=identifiant)
            return Resultat(json.loads(deja[2]), frozenset(), deja[0], rejouee=True)
        contexte.exiger(definition.droit)
        return self._operation(
            definition.nom, contexte, lambda c: definition.fonction(commande, c), identifiant, empreinte
        )

    @property
    def lecteur(self) -> Lecteur:
        """Read inside the open transaction, what this lot wrote included."""
        return self._tx.connexion

    def prendre_la_main(self) -> None:
        """Queue on the poste, and behind any other import: what is compared next stays true until the commit."""
        self._contexte(frozenset(), enrolement=False)
        self._tx.verrouiller_les_imports()

    def executer_tranche(self, nom: str, droit: Droit, travail: Callable[[Contexte], Effet]) -> Resultat:
        """Seal one slice (<= 10 000 rows) of bulk work, named ``nom`` in the journal of operations."""
        contexte = self._contexte(frozenset(), enrolement=False)
        contexte.exiger(droit)
        return self._operation(nom, contexte, travail, None, None)

    def abandonner(self) -> None:
        """Forget what the rolled back transaction made outside the base."""
        if self._cle_neuve:
            self._executeur.trousseau.retirer(self._executeur.poste)

    def publier_la_tete(self) -> None:
        """After the commit, tell this machine how far the poste's chain has come.

        A head that cannot be written only proves less: the operation is done, and raising would have it done again.
        """
        if self._etat is None or self._cle is None:
            return
        self._executeur.cle_connue = self._cle
        try:
            self._executeur.trousseau.ecrire_tete(self._executeur.poste, operations.tete_de(self._etat), self._cle[0])
        except ErreurTechnique as echec:
            _JOURNAL.warning("%s", message_de(echec))

    def _contexte(self, confirmations: frozenset[str], session: Session | None = None, *, enrolement: bool) -> Contexte:
        executeur = self._executeur
        session = session or executeur.session
        if self._etat is None:
            etat = operations.verrouiller_poste(self._tx, executeur.poste, executeur.utilisateur)
            if etat is None:
                raise ErreurMetier("poste_inconnu", poste=executeur.poste)
            if not enrolement:
                executeur.controler_la_tete(self._tx, etat)
            self._etat = etat
        if self._etat.role is None or not self._etat.actif:
            raise ErreurMetier("utilisateur_inconnu", utilisateur=executeur.utilisateur)
        instant = executeur.horloge.maintenant()
        return Contexte(
            tx=self._tx,
            acteur=self._acteur(Role(self._etat.role), session.approbateur),
            poste=executeur.poste,
            station=self._etat.station,
            instant=instant,
            aujourd_hui=date_metier(instant),
            confirmations=confirmations,
            session=session,
        )

    def _acteur(self, role: Role, approbateur: str | None) -> Acteur:
        """Return who acts; an approver verified a moment ago must still be there."""
        acteur = Acteur.de_role(self._executeur.utilisateur, role)
        if approbateur is None:
            return acteur
        etat = lire_etat(self._tx.connexion, approbateur)
        if etat is None or not etat.actif:
            raise ErreurMetier("utilisateur_inconnu", utilisateur=approbateur, approbation=True)
        return acteur.approuve_par(approbateur, etat.role)

    def _operation(
        self,
        nom: str,
        contexte: Contexte,
        travail: Callable[[Contexte], Effet],
        id_commande: str | None,
        empreinte: bytes | None,
    ) -> Resultat:
        assert self._etat is not None  # _contexte came first
        self._tx.commencer_operation()
        cle, cle_id = self._cle_de_signature(nom)
        effet = travail(contexte)
        entete = Entete(
            poste=contexte.poste,
            horodatage=en_microsecondes(contexte.instant),
            date_metier=contexte.aujourd_hui,
            utilisateur=contexte.acteur.code,
            approbateur=contexte.acteur.approbateur,
            commande=nom,
            id_commande=id_commande,
            empreinte_commande=empreinte,
            resultat=_json(effet.valeurs, trier=False),  # "@alias" is the first value, in a replay too
        )
        self._etat = operations.sceller(self._tx, entete, self._etat, cle, cle_id)
        return Resultat(dict(effet.valeurs), effet.sujets, self._tx.operation_id)

    def _cle_de_signature(self, nom: str) -> tuple[Ed25519PrivateKey, int]:
        if self._cle is None:
            poste, trousseau = self._executeur.poste, self._executeur.trousseau
            cle = None if nom == ENROLEMENT else trousseau.cle(poste)
            connue = self._executeur.cle_connue
            if connue is not None and connue[0] is cle:  # the same file, whose enrolment was seen committed
                self._cle = connue
                return connue
            cle_id = None if cle is None else operations.id_de_cle(self._tx, poste, cle)
            if cle is None or cle_id is None:
                if nom != ENROLEMENT and operations.poste_a_une_cle(self._tx, poste):
                    raise ErreurMetier("cle_absente", poste=poste, dossier=str(trousseau.dossier))
                cle = trousseau.creer(poste)
                self._cle_neuve = True
                cle_id = operations.enroler(self._tx, poste, cle)
            self._cle = (cle, cle_id)
        return self._cle


ENROLEMENT = "enroler_poste"
"""The one command accepted without key, or on a base older than the head (a backup put back): an administrator
gives the poste a new key and takes responsibility; ``verifier`` lists it as an event for good."""


def empreinte_commande(definition: Definition, commande: object) -> bytes:
    """Return SHA-256 of a command's name and fields, by which a replay is told from another content."""
    valeurs = {f.name: getattr(commande, f.name) for f in fields(definition.type)}
    return hashlib.sha256(_json([definition.nom, valeurs]).encode()).digest()


def _json(valeur: Any, *, trier: bool = True) -> str:
    return json.dumps(valeur, ensure_ascii=False, separators=(",", ":"), sort_keys=trier, default=str)
