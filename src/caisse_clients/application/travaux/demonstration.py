"""A believable French base of any size, from a seed: what ``make run`` opens, what the tour and ``make bench`` use.

Everything goes through the writing functions of the commands and is sealed by slices. The manual's picture (its
eleven clients, the comptes 265 and 266 of ALBERT Pierre) is always there; in a small base the next account is 267,
as in the manual. What every screen can show is told on the clients of that picture by the commands themselves
(``vitrine``). Memory does not grow with the size of the base.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from caisse_clients.application.commandes.comptes import ORGANISME_A_PRECISER, ecriture_contraire
from caisse_clients.application.commandes.parametrage import ModifierStation
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.executeur import Resultat
from caisse_clients.application.services import Services
from caisse_clients.application.travaux import vitrine
from caisse_clients.application.travaux.comptes_inventes import ComptesInventes, ecriture, ligne
from caisse_clients.application.travaux.ecrire_ventes import EcrivainDeVentes, taille
from caisse_clients.application.travaux.manuel import ALBERT_PIERRE, CODES_DU_MANUEL, ECRITURES_DU_MANUEL, MANUEL
from caisse_clients.application.travaux.personnages import Personnages, lire_liste
from caisse_clients.application.travaux.ventes_inventees import Evenement, VentesInventees
from caisse_clients.domain.clients import Coordonnees, SorteClient, verifier_coordonnees
from caisse_clients.domain.comptes import OrigineEcriture, TypeCompte
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.parametres import MOTIFS
from caisse_clients.kernel.erreurs import Bogue
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.storage import clients as stock_clients
from caisse_clients.storage import comptes as stock
from caisse_clients.storage.comptes import Compte, NouvelleEcriture

GRAINE = 20140715
COMMANDE = "creer_demonstration"
TRANCHE = 10_000
"""Rows under one seal, at most (ARCHITECTURE §5)."""

_DOUBLON_TOUS_LES = 60
_RAISON = "Saisie sur le mauvais compte"
_ANS = 3
_CLIENTS_EN_ATTENTE = 1_000
"""Clients whose sales are put in the order of their dates together: numbers follow dates, memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Bilan:
    """What a demonstration holds; ``pieces`` and ``reglements`` without those of the shop window."""

    clients: int
    organismes: int
    comptes: int
    ecritures: int
    fusions: int
    contrepassations: int
    pieces: int
    reglements: int
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
        aujourd_hui = services.aujourd_hui()
        debut = aujourd_hui - dt.timedelta(days=365 * _ANS)
        jours = [debut + dt.timedelta(days=n) for n in range(365 * _ANS + 1)]
        # the shop is closed on Sundays, but for who looks at the demonstration on one
        self._jours = [jour for jour in jours if jour.weekday() < 6 or jour == aujourd_hui]
        self._aujourd_hui = aujourd_hui
        self._ventes = VentesInventees(self._hasard, self._jours)
        noms = ("clients", "comptes", "ecritures", "fusions", "erreurs", "pieces", "reglements")
        self._compte: dict[str, int] = dict.fromkeys(noms, 0)
        self._operations = 0

    def tout(self, suivi: Suivi) -> Bilan:
        """Write everything, in an order where what is named exists already."""
        with self._services.lot() as lot:
            lot.executer(_STATION)
        self._operations += 1
        manuel = self._du_manuel()
        organismes = self._des_organismes(max(*CODES_DU_MANUEL, _code(self._nombre)) + 1)
        self._sceller(_Tranche(clients=manuel.clients))
        self._sceller(organismes)
        self._operations += vitrine.ouvrir(self._services, self._jours[0])
        self._sceller(_Tranche(comptes=manuel.comptes, ecritures=manuel.ecritures))
        codes = [organisme["code"] for organisme in organismes.clients]
        comptes = ComptesInventes(self._hasard, self._jours, codes, self._nombre)
        en_attente, ventes = _Tranche(), list[Evenement]()
        for rang, suivante in enumerate(self._des_clients(comptes, ventes)):
            pleine = en_attente.taille + suivante.taille > TRANCHE
            if pleine:
                suivi.avancer(rang, self._nombre, "Création de la démonstration")
                self._sceller(en_attente)
                en_attente = _Tranche()
            en_attente.absorber(suivante)
            if (rang + 1) % _CLIENTS_EN_ATTENTE == 0:
                self._sceller(en_attente)
                self._vendre(ventes, suivi)
                en_attente = _Tranche()
        if en_attente.taille:
            self._sceller(en_attente)
        self._vendre(ventes, suivi)
        self._operations += vitrine.garnir(self._services, self._jours)
        suivi.avancer(self._nombre, self._nombre, "Création de la démonstration")
        return self._bilan(len(organismes.clients), comptes.dernier_numero + 1)

    def _bilan(self, organismes: int, prochain_compte: int) -> Bilan:
        return Bilan(
            clients=self._compte["clients"] - organismes,
            organismes=organismes,
            comptes=self._compte["comptes"],
            ecritures=self._compte["ecritures"],
            fusions=self._compte["fusions"],
            contrepassations=self._compte["erreurs"],
            pieces=self._compte["pieces"],
            reglements=self._compte["reglements"],
            operations=self._operations,
            prochain_compte=prochain_compte,
        )

    # sealing -----------------------------------------------------------------------------------------

    def _sceller(self, tranche: _Tranche) -> None:
        with self._services.lot() as lot:
            resultat: Resultat = lot.executer_tranche(COMMANDE, Droit.IMPORTER, lambda ctx: _ecrire(ctx, tranche))
        self._compter(resultat)

    def _vendre(self, ventes: list[Evenement], suivi: Suivi) -> None:
        """Seal the sales planned so far in the order of their dates, and forget them."""
        ventes.sort(key=lambda e: e.date)
        ecrivain = EcrivainDeVentes()
        debut = 0
        while debut < len(ventes):
            fin, pris = debut, 0
            while fin < len(ventes) and pris + taille(ventes[fin]) <= TRANCHE:
                pris += taille(ventes[fin])
                fin += 1
            suivi.avancer(0, 0, "Création de la démonstration : ventes")
            self._sceller_ventes(ecrivain, ventes[debut:fin])
            debut = fin
        ventes.clear()

    def _sceller_ventes(self, ecrivain: EcrivainDeVentes, tranche: list[Evenement]) -> None:
        with self._services.lot() as lot:
            resultat = lot.executer_tranche(COMMANDE, Droit.IMPORTER, lambda ctx: Effet(ecrivain.ecrire(ctx, tranche)))
        self._compter(resultat)

    def _compter(self, resultat: Resultat) -> None:
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
                ouverts[numero] = Compte(numero, ALBERT_PIERRE, TypeCompte.ACOMPTE, None, 0)
                tranche.comptes.append(ligne(ouverts[numero], date))
                origine = OrigineEcriture.CREATION
            else:
                origine = OrigineEcriture.SAISIE
            tranche.ecritures.append(ecriture(ouverts[numero], montant, date, MOTIFS[0], origine))
        return tranche

    def _des_organismes(self, premier_code: int) -> _Tranche:
        tranche = _Tranche()
        for code, nom in enumerate((*lire_liste("organismes.txt"), ORGANISME_A_PRECISER), premier_code):
            fiche = verifier_coordonnees(Coordonnees(nom))
            tranche.clients.append(stock_clients.ligne_de(code, SorteClient.ORGANISME, fiche))
        return tranche

    def _des_clients(self, comptes: ComptesInventes, ventes: list[Evenement]) -> Iterator[_Tranche]:
        """Yield the invented clients with their accounts, and plan their sales into ``ventes``."""
        precedente: tuple[int, Coordonnees] | None = None
        for rang in range(self._nombre):
            code, tranche = _code(rang + 1), _Tranche()
            if precedente is not None and rang % _DOUBLON_TOUS_LES == _DOUBLON_TOUS_LES - 1:
                fiche = self._personnages.doublon(precedente[1])
                tranche.fusions.append((code, precedente[0]))
            else:
                fiche = self._personnages.nouveau()
            tranche.clients.append(stock_clients.ligne_de(code, SorteClient.CLIENT, fiche))
            ouverts = comptes.du_client(rang, code, fiche)
            tranche.comptes, tranche.ecritures, tranche.erreurs = ouverts.comptes, ouverts.ecritures, ouverts.erreurs
            if not tranche.fusions:
                ventes += self._ventes.du_client(rang, code, fiche)
            precedente = code, fiche
            yield tranche


def _code(rang: int) -> int:
    """Return the code of the ``rang``-th invented client: those of the manual are left out."""
    code = rang
    for pris in CODES_DU_MANUEL:
        if code >= pris:
            code += 1
    return code


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
