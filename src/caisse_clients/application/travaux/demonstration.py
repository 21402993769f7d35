"""A believable French base of any size, from a seed: what ``make run`` opens, what the tour and ``make bench`` use.

Everything goes through the writing functions of the commands and is sealed by slices. The manual's picture (its
eleven clients, the comptes 265 and 266 of ALBERT Pierre) is always there; in a small base the next account is 267,
as in the manual. Memory does not grow with the size of the base.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from caisse_clients.application.commandes.comptes import ORGANISME_A_PRECISER, ecriture_contraire, libelle_du_mouvement
from caisse_clients.application.commandes.parametrage import ModifierStation
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.executeur import Resultat
from caisse_clients.application.services import Services
from caisse_clients.application.travaux.manuel import (
    ALBERT_PIERRE,
    CODES_DU_MANUEL,
    DERNIER_COMPTE_DU_MANUEL,
    ECRITURES_DU_MANUEL,
    MANUEL,
    PREMIER_COMPTE_DU_MANUEL,
)
from caisse_clients.application.travaux.personnages import Personnages, lire_liste
from caisse_clients.domain.clients import Coordonnees, SorteClient, verifier_coordonnees
from caisse_clients.domain.comptes import OrigineEcriture, TypeCompte, mouvement
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.grand_livre.ecritures import Motif, lignes_du_mouvement
from caisse_clients.domain.parametres import MOTIF_ESPECES, MOTIFS, PARAMETRES, cle_du_compte_general
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import Bogue
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.storage import clients as stock_clients
from caisse_clients.storage import comptes as stock
from caisse_clients.storage.comptes import Compte, NouvelleEcriture

GRAINE = 20140715
COMMANDE = "creer_demonstration"
TRANCHE = 10_000
"""Rows under one seal, at most (ARCHITECTURE §5)."""
MOUVEMENTS_DU_CLIENT_1 = 1_000

A, V, C, O, E = TypeCompte  # noqa: E741 - the five types, in the order of the dialog
_PROFILS: tuple[tuple[tuple[TypeCompte, int], ...], ...] = (
    ((A, 9), (C, 8)),
    ((V, 5),),
    (),
    ((A, 14),),
    ((C, 26),),
    ((A, 3),),
    ((O, 16),),
    (),
    (),
    ((C, 18), (E, 11)),
)
"""Accounts and movements of ten clients in turn: eleven movements a client on average. Nine accounts for ten
clients, so that those of 300 clients stand before the manual's 265."""
_PROFIL_DU_CLIENT_1 = tuple((t, MOUVEMENTS_DU_CLIENT_1 // len(TypeCompte)) for t in TypeCompte)
_DOUBLON_TOUS_LES = 60
_POUR_CENT_NON_SOLDES = 15
_ERREUR_TOUS_LES = 40
_PLEIN = 1_500_00
"""Above this balance an account receives nothing more."""
_MOTIFS = {motif.code: motif for motif in MOTIFS}
_ENTREES = ("regularisation", "especes", "cheque", "carte", "carte", "virement")
_AU_COMPTOIR = "carte"
_RAISON = "Saisie sur le mauvais compte"
_ANS = 3


@dataclass(frozen=True, slots=True)
class Bilan:
    """What a demonstration holds."""

    clients: int
    organismes: int
    comptes: int
    ecritures: int
    fusions: int
    contrepassations: int
    operations: int
    prochain_compte: int


def generer(services: Services, clients: int = 200, *, graine: int = GRAINE, suivi: Suivi | None = None) -> Bilan:
    """Fill the new, empty demonstration base of ``services`` with ``clients`` cards (eleven at least).

    The same seed and size on the same day give the same content, keys and instants apart. Each slice is its own durable
    transaction: stopped half-way (``Annulee``), the base is sound but incomplete, its maker throws it away.
    Raises ``Bogue`` on a base that is not a demonstration.
    """
    if not services.base.demonstration:
        raise Bogue("demonstration_sur_une_vraie_base", base=services.base.chemin_affiche)
    suivi = suivi or Suivi()
    return _Fabrique(services, max(clients - len(MANUEL), 0), graine).tout(suivi)


@dataclass(slots=True)
class _Tranche:
    """What the next seal will hold."""

    clients: list[dict[str, Any]] = field(default_factory=list)
    comptes: list[dict[str, Any]] = field(default_factory=list)
    ecritures: list[NouvelleEcriture] = field(default_factory=list)
    erreurs: list[int] = field(default_factory=list)
    """Ranks, in ``ecritures``, of those to contre-pass."""
    fusions: list[tuple[int, int]] = field(default_factory=list)

    @property
    def taille(self) -> int:
        """Rows to seal."""
        ecritures = len(self.ecritures) + len(self.erreurs)
        return len(self.clients) + len(self.comptes) + 3 * ecritures + len(self.fusions)

    def absorber(self, autre: _Tranche) -> None:
        """Take what ``autre`` holds."""
        self.erreurs += (rang + len(self.ecritures) for rang in autre.erreurs)
        self.clients += autre.clients
        self.comptes += autre.comptes
        self.ecritures += autre.ecritures
        self.fusions += autre.fusions


class _Fabrique:
    """Makes the base client by client and seals it slice by slice."""

    def __init__(self, services: Services, nombre: int, graine: int) -> None:
        self._services = services
        self._nombre = nombre
        self._hasard = Random(graine)
        self._personnages = Personnages(self._hasard)
        self._commentaires = lire_liste("commentaires.txt")
        aujourd_hui = services.aujourd_hui()
        debut = aujourd_hui - dt.timedelta(days=365 * _ANS)
        jours = [debut + dt.timedelta(days=n) for n in range(365 * _ANS + 1)]
        self._jours = [jour for jour in jours if jour.weekday() < 6]  # the shop is closed on Sundays
        self._aujourd_hui = aujourd_hui
        self._organismes: list[int] = []
        self._numeros = self._suite_de_numeros()
        self._dernier_numero = DERNIER_COMPTE_DU_MANUEL
        self._compte: dict[str, int] = dict.fromkeys(("clients", "comptes", "ecritures", "fusions", "erreurs"), 0)
        self._operations = 0

    def tout(self, suivi: Suivi) -> Bilan:
        """Write everything, in an order where what is named exists already."""
        with self._services.lot() as lot:
            lot.executer(_STATION)
        self._operations += 1
        self._sceller(self._du_manuel())
        dernier = max(*CODES_DU_MANUEL, _code(self._nombre))
        organismes = self._des_organismes(dernier + 1)
        self._sceller(organismes)
        en_attente = _Tranche()
        for rang, suivante in enumerate(self._des_clients()):
            if en_attente.taille + suivante.taille > TRANCHE:
                suivi.avancer(rang, self._nombre, "Création de la démonstration")
                self._sceller(en_attente)
                en_attente = _Tranche()
            en_attente.absorber(suivante)
        if en_attente.taille:
            self._sceller(en_attente)
        suivi.avancer(self._nombre, self._nombre, "Création de la démonstration")
        return Bilan(
            clients=self._compte["clients"] - len(organismes.clients),
            organismes=len(organismes.clients),
            comptes=self._compte["comptes"],
            ecritures=self._compte["ecritures"],
            fusions=self._compte["fusions"],
            contrepassations=self._compte["erreurs"],
            operations=self._operations,
            prochain_compte=self._dernier_numero + 1,
        )

    # sealing -----------------------------------------------------------------------------------------

    def _sceller(self, tranche: _Tranche) -> None:
        with self._services.lot() as lot:
            resultat: Resultat = lot.executer_tranche(COMMANDE, Droit.IMPORTER, lambda ctx: _ecrire(ctx, tranche))
        for nom, nombre in resultat.valeurs.items():
            self._compte[nom] += nombre
        self._operations += 1

    # people ------------------------------------------------------------------------------------------

    def _du_manuel(self) -> _Tranche:
        tranche = _Tranche()
        for code, nom, prenom, adresse, code_postal, ville in MANUEL:
            fiche = verifier_coordonnees(Coordonnees(nom, prenom, adresse, code_postal, ville))
            tranche.clients.append(stock_clients.ligne_de(code, SorteClient.CLIENT, fiche))
        ouverts: dict[int, Compte] = {}
        for numero, date_imprimee, montant in ECRITURES_DU_MANUEL:
            date = min(date_imprimee, self._aujourd_hui)
            if numero not in ouverts:
                ouverts[numero] = Compte(numero, ALBERT_PIERRE, A, None, 0)
                tranche.comptes.append(_ligne(ouverts[numero], date))
                origine = OrigineEcriture.CREATION
            else:
                origine = OrigineEcriture.SAISIE
            tranche.ecritures.append(_ecriture(ouverts[numero], montant, date, MOTIFS[0], origine))
        return tranche

    def _des_organismes(self, premier_code: int) -> _Tranche:
        tranche = _Tranche()
        for code, nom in enumerate((*lire_liste("organismes.txt"), ORGANISME_A_PRECISER), premier_code):
            fiche = verifier_coordonnees(Coordonnees(nom))
            tranche.clients.append(stock_clients.ligne_de(code, SorteClient.ORGANISME, fiche))
            self._organismes.append(code)
        return tranche

    def _des_clients(self) -> Iterator[_Tranche]:
        precedente: tuple[int, Coordonnees] | None = None
        for rang in range(self._nombre):
            code, tranche = _code(rang + 1), _Tranche()
            if precedente is not None and rang % _DOUBLON_TOUS_LES == _DOUBLON_TOUS_LES - 1:
                fiche = self._personnages.doublon(precedente[1])
                tranche.fusions.append((code, precedente[0]))
            else:
                fiche = self._personnages.nouveau()
            tranche.clients.append(stock_clients.ligne_de(code, SorteClient.CLIENT, fiche))
            for type_compte, mouvements in _profil(rang):
                self._un_compte(tranche, code, fiche, type_compte, mouvements)
            precedente = code, fiche
            yield tranche

    # accounts ----------------------------------------------------------------------------------------

    def _suite_de_numeros(self) -> Iterator[int]:
        """Numbers of the invented accounts: just before the manual's when they fit, else around them."""
        nombre = sum(len(_profil(rang)) for rang in range(self._nombre))
        numero = max(PREMIER_COMPTE_DU_MANUEL - nombre, 1)
        while True:
            if numero == PREMIER_COMPTE_DU_MANUEL:
                numero = DERNIER_COMPTE_DU_MANUEL + 1
            yield numero
            numero += 1

    def _un_compte(
        self, tranche: _Tranche, code: int, fiche: Coordonnees, type_compte: TypeCompte, mouvements: int
    ) -> None:
        sort, jours = self._hasard.random, self._jours
        if 2 < mouvements < 100:  # around the number of the profile, which stays the average
            mouvements += int(sort() * 3) - 1
        dates = [jours[rang] for rang in sorted(int(len(jours) * sort()) for _ in range(mouvements))]
        numero = next(self._numeros)
        self._dernier_numero = max(self._dernier_numero, numero)
        organisme, dossier = None, ""
        if type_compte is O:
            organisme = self._organismes[int((len(self._organismes) - 1) * sort())]
            dossier = f"D{self._hasard.randrange(100_000):05d}"
        compte = Compte(numero, code, type_compte, organisme, 0)
        tranche.comptes.append(_ligne(compte, dates[0], dossier))
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
            tranche.ecritures.append(_ecriture(compte, signe, date, motif, origine, beneficiaire, commentaire))
        if numero % _ERREUR_TOUS_LES == 0:
            tranche.erreurs.append(len(tranche.ecritures))
            erreur = _ecriture(compte, self._montant(), dates[-1], MOTIFS[0], OrigineEcriture.SAISIE)
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


def _code(rang: int) -> int:
    """Return the code of the ``rang``-th invented client: those of the manual are left out."""
    code = rang
    for pris in CODES_DU_MANUEL:
        if code >= pris:
            code += 1
    return code


def _profil(rang: int) -> Sequence[tuple[TypeCompte, int]]:
    return _PROFIL_DU_CLIENT_1 if rang == 0 else _PROFILS[rang % len(_PROFILS)]


def _ligne(compte: Compte, date: dt.date, dossier: str = "") -> dict[str, Any]:
    return stock.ligne_compte(
        numero=compte.numero,
        client=compte.client,
        type_compte=compte.type,
        date=date,
        organisme=compte.organisme,
        dossier=dossier,
    )


def _ecriture(  # noqa: PLR0917 - what tells one movement from another
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


def _ecrire(ctx: Contexte, tranche: _Tranche) -> Effet:
    """Write a slice; the contre-passations need the ids of what they undo."""
    stock_clients.ajouter(ctx.tx, tranche.clients)
    ctx.tx.reserver("client", max((ligne["code"] for ligne in tranche.clients), default=0))
    stock.ajouter_comptes(ctx.tx, tranche.comptes)
    ctx.tx.reserver("compte", max((ligne["numero"] for ligne in tranche.comptes), default=0))
    ids = stock.ajouter_ecritures(ctx.tx, tranche.ecritures)
    contraires = [
        ecriture_contraire(e, identifiant=ids[rang], date=e.date, station=e.station, journal=e.journal, raison=_RAISON)
        for rang in tranche.erreurs
        for e in (tranche.ecritures[rang],)
    ]
    stock.ajouter_ecritures(ctx.tx, contraires)
    for absorbe, garde in tranche.fusions:
        stock_clients.ajouter_fusion(ctx.tx, absorbe, garde)
    return Effet(
        {
            "clients": len(tranche.clients),
            "comptes": len(tranche.comptes),
            "ecritures": len(tranche.ecritures) + len(contraires),
            "fusions": len(tranche.fusions),
            "erreurs": len(contraires),
        }
    )


_STATION = ModifierStation(
    code="S1",
    libelle="Magasin du centre",
    raison_sociale="Au Bon Comptoir SARL",
    adresse="12 place du Marché\n47200 MARMANDE",
    mentions="Base de démonstration : ce document n'a aucune valeur.",
)
