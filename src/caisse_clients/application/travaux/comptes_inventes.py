"""The comptes clients of a demonstration: accounts of the five types and their movements, by the rules of F4."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from caisse_clients.application.commandes.comptes import libelle_du_mouvement
from caisse_clients.application.travaux.manuel import DERNIER_COMPTE_DU_MANUEL, PREMIER_COMPTE_DU_MANUEL
from caisse_clients.application.travaux.personnages import lire_liste
from caisse_clients.domain.clients import Coordonnees
from caisse_clients.domain.comptes import OrigineEcriture, TypeCompte, mouvement
from caisse_clients.domain.grand_livre.ecritures import Motif, lignes_du_mouvement
from caisse_clients.domain.parametres import MOTIF_ESPECES, MOTIFS, PARAMETRES, cle_du_compte_general
from caisse_clients.kernel.argent import Centimes
from caisse_clients.storage import comptes as stock
from caisse_clients.storage.comptes import Compte, NouvelleEcriture

MOUVEMENTS_DU_CLIENT_1 = 1_000
COMPTES_DE_LA_VITRINE = 4
"""Accounts that the shop window opens first."""

A, V, C, O, E = TypeCompte  # noqa: E741 - the five types, in the order of the dialog
_PROFILS: tuple[tuple[tuple[TypeCompte, int], ...], ...] = (
    ((A, 2), (C, 2)),
    ((V, 2),),
    (),
    ((A, 2),),
    ((C, 4),),
    (),
    ((O, 2),),
    (),
    (),
    ((C, 3), (E, 2)),
)
"""Accounts and movements of ten clients in turn: two movements a client on average, the rest of what he pays are
règlements. Eight accounts for ten clients, so that those of 300 clients stand before the manual's 265."""
_PROFIL_DU_CLIENT_1 = tuple((t, MOUVEMENTS_DU_CLIENT_1 // len(TypeCompte)) for t in TypeCompte)
_POUR_CENT_NON_SOLDES = 15
_ERREUR_TOUS_LES = 40
_PLEIN = 1_500_00
"""Above this balance an account receives nothing more."""
_MOTIFS = {motif.code: motif for motif in MOTIFS}
_ENTREES = ("regularisation", "especes", "cheque", "carte", "carte", "virement")
_AU_COMPTOIR = "carte"


@dataclass(slots=True)
class Ouverts:
    """Accounts to open and what is written on them; ``erreurs`` are ranks, in ``ecritures``, to contre-pass."""

    comptes: list[dict[str, Any]] = field(default_factory=list)
    ecritures: list[NouvelleEcriture] = field(default_factory=list)
    erreurs: list[int] = field(default_factory=list)


class ComptesInventes:
    """An endless, seeded supply of accounts; numbers go around those of the manual."""

    def __init__(self, hasard: Random, jours: Sequence[dt.date], organismes: Sequence[int], clients: int) -> None:
        self._hasard = hasard
        self._jours = jours
        self._organismes = organismes
        self._commentaires = lire_liste("commentaires.txt")
        self._numeros = _suite_de_numeros(clients)
        self.dernier_numero = DERNIER_COMPTE_DU_MANUEL

    def du_client(self, rang: int, code: int, fiche: Coordonnees) -> Ouverts:
        """Make the accounts of the ``rang``-th client."""
        ouverts = Ouverts()
        for type_compte, mouvements in _profil(rang):
            self._un_compte(ouverts, code, fiche, type_compte, mouvements)
        return ouverts

    def _un_compte(
        self, tranche: Ouverts, code: int, fiche: Coordonnees, type_compte: TypeCompte, mouvements: int
    ) -> None:
        sort, jours = self._hasard.random, self._jours
        if 2 < mouvements < 100:  # around the number of the profile, which stays the average
            mouvements += int(sort() * 3) - 1
        dates = [jours[rang] for rang in sorted(int(len(jours) * sort()) for _ in range(mouvements))]
        numero = next(self._numeros)
        self.dernier_numero = max(self.dernier_numero, numero)
        organisme, dossier = None, ""
        if type_compte is O:
            organisme = self._organismes[int((len(self._organismes) - 1) * sort())]
            dossier = f"D{self._hasard.randrange(100_000):05d}"
        compte = Compte(numero, code, type_compte, organisme, 0)
        tranche.comptes.append(ligne(compte, dates[0], dossier))
        a_solder = mouvements > 1 and 100 * sort() >= _POUR_CENT_NON_SOLDES
        titulaire = f"{fiche.nom} {fiche.prenom}".strip()
        especes = {True: 0, False: 0}
        solde = 0
        for rang, date in enumerate(dates):
            entree, montant, origine = self._mouvement(rang, solde, solder=a_solder and rang == mouvements - 1)
            motif = self._motif(especes, entree, montant)
            solde += montant if entree else -montant
            commentaire = self._hasard.choice(self._commentaires) if 100 * sort() < 30 else ""
            beneficiaire = titulaire if 100 * sort() < 15 else ""
            signe = Centimes(montant if entree else -montant)
            tranche.ecritures.append(ecriture(compte, signe, date, motif, origine, beneficiaire, commentaire))
        if numero % _ERREUR_TOUS_LES == 0:
            tranche.erreurs.append(len(tranche.ecritures))
            erreur = ecriture(compte, self._montant(), dates[-1], MOTIFS[0], OrigineEcriture.SAISIE)
            tranche.ecritures.append(erreur)

    def _mouvement(self, rang: int, solde: int, *, solder: bool) -> tuple[bool, int, OrigineEcriture]:
        """Return (entrée?, amount, origin) of the next movement; the balance stays above zero until settled."""
        if rang == 0:
            return True, self._montant(), OrigineEcriture.CREATION
        if solder:
            return False, solde, OrigineEcriture.SOLDE
        if solde < _PLEIN and (solde < 20_00 or 100 * self._hasard.random() < 45):
            return True, self._montant(), OrigineEcriture.SAISIE
        return False, 1 + int((solde - 1) * self._hasard.random()), OrigineEcriture.SAISIE

    def _montant(self) -> Centimes:
        """Draw a price: from 10 to 600 euros, small ones more often, half of them round."""
        sort = self._hasard.random()
        centimes = 10_00 + int(590_00 * sort * sort * sort)
        return Centimes(centimes - centimes % 500 if 2 * self._hasard.random() < 1 else centimes - centimes % 10)

    def _motif(self, especes: dict[bool, int], entree: bool, montant: int) -> Motif:
        code = _ENTREES[int(len(_ENTREES) * self._hasard.random())]
        if code == MOTIF_ESPECES:
            if especes[entree] + montant > 1_000_00:  # cash is limited by law, account by account
                code = _AU_COMPTOIR
            else:
                especes[entree] += montant
        return _MOTIFS[code]


def _suite_de_numeros(clients: int) -> Iterator[int]:
    """Numbers of the invented accounts: just before the manual's when they fit, after those of the shop window."""
    nombre = sum(len(_profil(rang)) for rang in range(clients))
    numero = max(PREMIER_COMPTE_DU_MANUEL - nombre, COMPTES_DE_LA_VITRINE + 1)
    while True:
        if numero == PREMIER_COMPTE_DU_MANUEL:
            numero = DERNIER_COMPTE_DU_MANUEL + 1
        yield numero
        numero += 1


def _profil(rang: int) -> Sequence[tuple[TypeCompte, int]]:
    return _PROFIL_DU_CLIENT_1 if rang == 0 else _PROFILS[rang % len(_PROFILS)]


def ligne(compte: Compte, date: dt.date, dossier: str = "") -> dict[str, Any]:
    """Return the row of an account."""
    return stock.ligne_compte(
        numero=compte.numero,
        client=compte.client,
        type_compte=compte.type,
        date=date,
        organisme=compte.organisme,
        dossier=dossier,
    )


def ecriture(  # noqa: PLR0917 - what tells one movement from another
    compte: Compte,
    montant: Centimes,
    date: dt.date,
    motif: Motif,
    origine: OrigineEcriture,
    beneficiaire: str = "",
    commentaire: str = "",
) -> NouvelleEcriture:
    """Return the écriture of a movement: an entrée of ``montant``, or a sortie when it is below zero."""
    mouv = mouvement(montant, None) if montant > 0 else mouvement(None, Centimes(-montant))
    return NouvelleEcriture(
        date=date,
        station="S1",
        journal=PARAMETRES["journal.comptes_clients"].defaut,
        libelle=libelle_du_mouvement(compte, mouv),
        motif=motif.code,
        motif_libelle=motif.libelle,
        origine=origine,
        lignes=lignes_du_mouvement(
            type_compte=compte.type,
            compte_general=_COMPTES_GENERAUX[compte.type],
            numero=compte.numero,
            tiers=compte.tiers,
            mouvement=mouv,
            motif=motif,
        ),
        beneficiaire=beneficiaire,
        commentaire=commentaire,
    )


_COMPTES_GENERAUX = {t: PARAMETRES[cle_du_compte_general(t)].defaut for t in TypeCompte}
