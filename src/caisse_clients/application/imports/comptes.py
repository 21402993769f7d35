"""``importer comptes``: the open accounts of the old till, with the numbers written on the clients' vouchers.

Each account is opened by one entrée of its balance, motif *reprise*. The number, the type and the amount are those
of the old till; the ceiling of a compte crédit and the limit on cash do not apply, the debt being there already.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from caisse_clients.application import lectures
from caisse_clients.application.commandes.clients import organisme
from caisse_clients.application.commandes.comptes import (
    LONGUEUR_BENEFICIAIRE,
    LONGUEUR_COMMENTAIRE,
    ORGANISME_A_PRECISER,
    charger_motif,
    libelle_du_mouvement,
)
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.executeur import Lot
from caisse_clients.application.imports.champs import CHAMPS_COMPTES, lire_numero, lire_texte, lire_type_compte
from caisse_clients.application.imports.preparation import exiger_colonnes, exiger_droit, garder_correspondance
from caisse_clients.application.imports.preparation import preparer as _preparer
from caisse_clients.application.imports.rapport import BilanImport, Decompte, Preparation, RapportImport
from caisse_clients.application.services import Services
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.comptes import OrigineEcriture, TypeCompte, controler_date, mouvement
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.grand_livre.ecritures import lignes_du_mouvement
from caisse_clients.domain.parametres import MOTIF_REPRISE, cle_du_compte_general
from caisse_clients.exchanges.correspondance import Correspondance
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import lire_date, lire_montant
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.kernel.texte import nettoyer, nettoyer_lignes
from caisse_clients.storage import comptes as stock_comptes
from caisse_clients.storage import imports as stock
from caisse_clients.storage import parametres
from caisse_clients.storage.comptes import NouvelleEcriture
from caisse_clients.storage.imports import CarteExistante, CompteExistant
from caisse_clients.storage.schema.grand_livre import compte_client

SORTE = "comptes"
COMMANDE = "importer_comptes"
COMPTES_PAR_OPERATION = 2_500
"""An account is four sealed rows: the account, the écriture and its two lines."""

_PAS = 1_000
_OBLIGATOIRES = ("numero", "client", "type", "solde")


class Reprise(NamedTuple):
    """A valid line; ``date_donnee`` tells that the file says the date, else it is today's."""

    ligne: int
    numero: int
    client: int
    type: TypeCompte
    solde: Centimes
    date: dt.date
    date_donnee: bool
    beneficiaire: str
    commentaire: str
    organisme: str
    dossier: str


def preparer(
    services: Services, chemin: Path | str, *, feuille: str | None = None, correspondance: Correspondance | None = None
) -> Preparation:
    """Recognise a file and match its columns; see ``preparation.preparer``."""
    return _preparer(services, SORTE, CHAMPS_COMPTES, chemin, feuille=feuille, correspondance=correspondance)


def analyser(
    services: Services,
    chemin: Path | str,
    correspondance: Correspondance | None = None,
    suivi: Suivi | None = None,
    *,
    feuille: str | None = None,
) -> RapportImport:
    """Read the whole file by every rule and write nothing; raises as ``clients.analyser``."""
    preparation = preparer(services, chemin, feuille=feuille, correspondance=correspondance)
    return _Lecture(services, preparation, suivi or Suivi()).lire(None)


def importer(
    services: Services,
    chemin: Path | str,
    correspondance: Correspondance | None = None,
    suivi: Suivi | None = None,
    *,
    feuille: str | None = None,
) -> BilanImport:
    """Open the accounts in one transaction, all or nothing; raises as ``clients.importer``."""
    exiger_droit(services)
    preparation = preparer(services, chemin, feuille=feuille, correspondance=correspondance)
    lecture = _Lecture(services, preparation, suivi or Suivi())
    operations: list[int] = []
    with services.lot() as lot:
        lot.prendre_la_main()
        rapport = lecture.lire(lambda reprises: operations.append(_ecrire(lot, reprises)))
        if not rapport.acceptable:
            raise rapport.refus()
        gardee = garder_correspondance(lot, services, SORTE, preparation)
    return lecture.decompte.bilan([*operations, *([] if gardee is None else [gardee])])


class _Lecture:
    """One reading of the file, by slices compared with the base."""

    def __init__(self, services: Services, preparation: Preparation, suivi: Suivi) -> None:
        for nom in _OBLIGATOIRES:
            exiger_colonnes(preparation, nom)
        self._services, self._preparation, self._suivi = services, preparation, suivi
        self._colonnes = preparation.correspondance.colonnes
        self._aujourd_hui = services.aujourd_hui()
        self._vus: dict[int, Reprise] = {}
        self.decompte = Decompte(preparation)
        with services.lire() as lecteur:
            self._station = next(
                str(poste["station"]) for poste in lectures.postes(lecteur) if poste["code"] == services.poste
            )

    def lire(self, ecrire: Callable[[list[Reprise]], None] | None) -> RapportImport:
        """Read everything; ``ecrire`` receives each slice of new accounts, until the first problem."""
        tranche: list[Reprise] = []
        for reprise in self._reprises():
            tranche.append(reprise)
            if len(tranche) == COMPTES_PAR_OPERATION:
                self._finir(tranche, ecrire)
                tranche = []
        self._finir(tranche, ecrire)
        self._suivi.avancer(self.decompte.total, self.decompte.total, "Lecture des lignes")
        return self.decompte.rapport()

    def _finir(self, tranche: list[Reprise], ecrire: Callable[[list[Reprise]], None] | None) -> None:
        nouvelles = self._comparer(tranche)
        if ecrire is not None and nouvelles and not self.decompte.problemes_total:
            ecrire(nouvelles)

    def _reprises(self) -> Iterator[Reprise]:
        tableau, decompte = self._preparation.tableau, self.decompte
        for rang, (ligne, cellules) in enumerate(tableau.lignes()):
            if rang % _PAS == 0:
                self._suivi.avancer(rang, max(tableau.lignes_estimees, rang), "Lecture des lignes")
            decompte.total += 1
            reprise = self._reprise(ligne, cellules)
            if reprise is None:
                continue
            premiere = self._vus.setdefault(reprise.numero, reprise)
            if premiere is reprise:
                yield reprise
            elif premiere._replace(ligne=ligne) == reprise:
                decompte.inchangees += 1
            else:
                details = {"compte": reprise.numero, "premiere": premiere.ligne}
                decompte.refuser(ligne, ErreurMetier("compte_en_double", champ="numero", **details), cellules)

    def _reprise(self, ligne: int, cellules: list[str]) -> Reprise | None:
        """Return the line read, or None when it has faults (told) or nothing left on it (left alone)."""
        fautes: list[ErreurMetier] = []
        if any(cellules[len(self._preparation.tableau.entetes) :]):
            fautes.append(ErreurMetier("trop_de_cellules"))
        lus: dict[str, object] = {}
        for nom, lire in _LECTURES.items():
            rang = self._colonnes.get(nom)
            try:
                cellule = "" if rang is None else lire_texte(cellules[rang], nom)
                if not cellule.strip() and nom in _OBLIGATOIRES:
                    libelle = next(champ.libelle for champ in CHAMPS_COMPTES if champ.nom == nom)
                    raise ErreurMetier("case_vide", champ=nom, libelle=libelle)
                lus[nom] = lire(cellule, nom)
            except ErreurMetier as faute:
                fautes.append(faute)
        if not fautes:
            fautes.extend(self._fautes_d_ensemble(lus))
        for trouvee in fautes:
            self.decompte.refuser(ligne, trouvee, cellules)
        if fautes or not lus["solde"]:
            self.decompte.laissees += not fautes
            return None
        donnee = lus["date"] is not None
        lus["date"] = lus["date"] or self._aujourd_hui
        return Reprise(ligne=ligne, date_donnee=donnee, **lus)  # type: ignore[arg-type]  # _LECTURES has its fields

    def _fautes_d_ensemble(self, lus: dict[str, object]) -> Iterator[ErreurMetier]:
        if lus["type"] is not TypeCompte.ORGANISME_CREDIT and (lus["organisme"] or lus["dossier"]):
            yield ErreurMetier("organisme_sans_objet", champ="organisme", type=str(lus["type"]))
        date = lus["date"]
        if isinstance(date, dt.date):
            try:
                controler_date(date, self._aujourd_hui)
            except ErreurMetier as faute:
                yield faute

    def _comparer(self, tranche: list[Reprise]) -> list[Reprise]:
        """Return the accounts to open; those of the base are unchanged, or a problem when they differ."""
        nouvelles: list[Reprise] = []
        with self._services.lire() as lecteur:
            existants = stock.comptes(lecteur, [reprise.numero for reprise in tranche])
            codes = {r.client for r in tranche} | {existant.client for existant in existants.values()}
            cartes = stock.cartes(lecteur, sorted(codes))
            closes = {d: stock.periode_close(lecteur, d, self._station) for d in {r.date for r in tranche}}
        for reprise in tranche:
            existant = existants.get(reprise.numero)
            if reprise.client not in cartes:
                refus = ErreurMetier("client_inconnu", champ="client", client=reprise.client)
            elif existant is not None:
                if _meme_compte(reprise, existant, cartes):
                    self.decompte.inchangees += 1
                    continue
                refus = ErreurMetier("compte_different", champ="numero", compte=reprise.numero)
            elif closes[reprise.date]:
                refus = ErreurMetier("periode_close", champ="date", date=reprise.date)
            else:
                nouvelles.append(reprise._replace(client=_effectif(cartes[reprise.client])))
                continue
            self.decompte.refuser(reprise.ligne, refus, [])
        self.decompte.a_creer += len(nouvelles)
        return nouvelles


def _effectif(carte: CarteExistante) -> int:
    return carte.absorbe_par or carte.code


def _meme_compte(reprise: Reprise, existant: CompteExistant, cartes: dict[int, CarteExistante]) -> bool:
    """Tell whether an account of the base was taken over from this very line, whatever happened to it since."""
    return (
        existant.repris == reprise.solde
        and existant.type == reprise.type.value
        and (not reprise.date_donnee or existant.date == reprise.date)
        and _effectif(cartes[existant.client]) == _effectif(cartes[reprise.client])
    )


def _ecrire(lot: Lot, reprises: list[Reprise]) -> int:
    def travail(contexte: Contexte) -> Effet:
        organismes: dict[str, int] = {}
        for reprise in reprises:
            if reprise.type is TypeCompte.ORGANISME_CREDIT and reprise.organisme not in organismes:
                nom = reprise.organisme or ORGANISME_A_PRECISER
                organismes[reprise.organisme] = organisme(contexte, nom)
        contexte.tx.reserver("compte", max(reprise.numero for reprise in reprises))
        contexte.tx.inserer(
            compte_client,
            [
                stock_comptes.ligne_compte(
                    numero=r.numero,
                    client=r.client,
                    type_compte=r.type,
                    date=r.date,
                    organisme=organismes.get(r.organisme) if r.type is TypeCompte.ORGANISME_CREDIT else None,
                    dossier=r.dossier,
                )
                for r in reprises
            ],
        )
        stock_comptes.ajouter_ecritures(contexte.tx, _ecritures(contexte, reprises, organismes))
        return Effet({"comptes": len(reprises)}, frozenset({Sujet.COMPTES, Sujet.ECRITURES, Sujet.CLIENTS}))

    return lot.executer_tranche(COMMANDE, Droit.IMPORTER, travail).operation


def _ecritures(contexte: Contexte, reprises: list[Reprise], organismes: dict[str, int]) -> list[NouvelleEcriture]:
    motif = charger_motif(contexte, MOTIF_REPRISE)
    comptes = {type_compte: cle_du_compte_general(type_compte) for type_compte in TypeCompte}
    reglages = parametres.valeurs(contexte.tx, ["journal.comptes_clients", *comptes.values()])
    ecritures = []
    for r in reprises:
        debiteur = organismes[r.organisme] if r.type is TypeCompte.ORGANISME_CREDIT else None
        compte = stock_comptes.Compte(r.numero, r.client, r.type, debiteur, 0)
        entree = mouvement(r.solde, None)
        ecritures.append(
            NouvelleEcriture(
                date=r.date,
                station=contexte.station,
                journal=reglages["journal.comptes_clients"],
                libelle=libelle_du_mouvement(compte, entree),
                motif=motif.code,
                motif_libelle=motif.libelle,
                origine=OrigineEcriture.REPRISE,
                lignes=lignes_du_mouvement(
                    type_compte=r.type,
                    compte_general=reglages[comptes[r.type]],
                    numero=r.numero,
                    tiers=compte.tiers,
                    mouvement=entree,
                    motif=motif,
                ),
                beneficiaire=r.beneficiaire,
                commentaire=r.commentaire,
            )
        )
    return ecritures


_LECTURES: dict[str, Callable[[str, str], object]] = {
    "numero": lire_numero,
    "client": lire_numero,
    "type": lire_type_compte,
    "solde": lambda cellule, champ: lire_montant(cellule, champ=champ),
    "date": lambda cellule, champ: lire_date(cellule.partition(" ")[0], champ=champ) if cellule.strip() else None,
    "beneficiaire": lambda cellule, champ: nettoyer(cellule, longueur=LONGUEUR_BENEFICIAIRE, champ=champ),
    "commentaire": lambda cellule, champ: nettoyer_lignes(cellule, longueur=LONGUEUR_COMMENTAIRE, champ=champ),
    "organisme": lambda cellule, champ: nettoyer(cellule, longueur=120, champ=champ),
    "dossier": lambda cellule, champ: nettoyer(cellule, longueur=60, champ=champ),
}
"""How each cell is read, in the order in which faults are told."""
