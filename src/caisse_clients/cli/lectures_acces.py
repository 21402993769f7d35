"""The readings of ``consulter`` on accès, cheques in the safe, what a client bought and paid, bons d'avoir.

None of them gives the code of a bon: only its paper bears it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from caisse_clients.application import lectures_acces as lectures
from caisse_clients.application.lectures import Lecteur
from caisse_clients.cli.lectures import LIMITE, Cellules, Lecture, Objet
from caisse_clients.domain.acces import EtatAcces, avoir_propose
from caisse_clients.domain.vues_acces import (
    ChequeDetenu,
    LigneFinancier,
    VueAcces,
    VueArchivage,
    VueBon,
    VueCheque,
    VueFinancier,
)
from caisse_clients.exchanges.cellules import Colonne, Sorte
from caisse_clients.kernel.formats import ecrire_montant_contrat as euros

# accès --------------------------------------------------------------------------------------------------------


def _acces(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[VueAcces]:
    for a in lectures.acces_du_client(lecteur, choix.client, archives=choix.etat != "actifs"):
        if choix.etat != "archives" or a.etat is EtatAcces.ARCHIVE:
            yield a


def _objets_acces(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for a in _acces(lecteur, choix):
        yield {
            "acces": a.id,
            "client": a.client,
            "libelle": a.libelle,
            "debut": a.duree.debut.isoformat(),
            "fin": a.duree.fin.isoformat(),
            "mois": a.duree.mois,
            "prix": euros(a.prix),
            "etat": a.etat.value,
            "piece": a.piece,
            "encaisse": euros(a.encaisse),
            "reste_du": euros(a.reste),
            "cheques": [_cheque(c) for c in a.cheques],
            "archivage": None if a.archivage is None else _archivage(a.archivage),
            "article": a.article or None,
            "station": a.station,
            "avoirs": euros(a.anterieurs),
            "renouvelle": a.renouvelle,
            "suivant": a.suivant,
        }


def _cheque(c: VueCheque) -> Objet:
    return {
        "rang": c.rang,
        "date": c.date.isoformat(),
        "montant": euros(c.montant),
        "numero": c.numero,
        "banque": c.banque,
        "tireur": c.tireur,
        "etat": c.etat.value,
        "reglement": c.reglement or None,
    }


def _archivage(x: VueArchivage) -> Objet:
    """Return the stop in force, in the words of the result of ``archiver_acces``."""
    e, part = x.equation, x.consommation
    return {
        "date": x.date.isoformat(),
        "avoir": euros(e.montant_avoir),
        "consomme": euros(e.prix - avoir_propose(e.prix, 0, part)),
        "encaisse": euros(e.encaisse),
        "credit": euros(e.credit if x.avoir else 0),
        "a_rendre": [{"rang": c.rang, "date": c.date.isoformat(), "montant": euros(c.montant)} for c in x.rendus],
        "compte": x.compte,
        "rembourse": euros(x.rembourse),
        "retenu": euros(e.retenu),
        "du": euros(e.du),
        "piece": x.avoir or None,
        "reglement": x.reglement or None,
        "prorata": part.prorata.value,
        "consommes": part.consommes,
        "total": part.total,
        "fait_le": x.fait_le.isoformat(),
        "utilisateur": x.utilisateur,
    }


def _lignes_acces(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for a in _acces(lecteur, choix):
        arret, avoir = (None, "") if a.archivage is None else (a.archivage.date, a.archivage.avoir)
        yield (
            a.id, a.libelle, a.duree.debut, a.duree.fin, a.prix, a.encaisse, a.reste,
            sum(c.montant for c in a.detenus), a.piece, a.etat.libelle, arret, avoir,
        )  # fmt: skip


# cheques in the safe ------------------------------------------------------------------------------------------


def _cheques(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[ChequeDetenu]:
    yield from lectures.cheques_detenus(lecteur, choix.au or choix.aujourd_hui, LIMITE)


def _objets_cheques(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for c in _cheques(lecteur, choix):
        yield {
            "acces": c.acces,
            "rang": c.rang,
            "date": c.date.isoformat(),
            "montant": euros(c.montant),
            "numero": c.numero,
            "banque": c.banque,
            "tireur": c.tireur,
            "client": c.client,
            "nom": c.client_nom,
            "libelle": c.libelle,
        }


def _lignes_cheques(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for c in _cheques(lecteur, choix):
        yield c.date, c.montant, c.numero, c.banque, c.tireur, c.client, c.client_nom, c.acces, c.rang, c.libelle


# financier ----------------------------------------------------------------------------------------------------


def _financier(lecteur: Lecteur, choix: argparse.Namespace) -> VueFinancier:
    return lectures.financier(lecteur, choix.client, au=choix.au or choix.aujourd_hui)


def _objet_financier(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    vue = _financier(lecteur, choix)
    yield {
        "client": vue.client,
        "lignes": [_objet_de_ligne(x) for x in vue.lignes],
        "ventes": euros(vue.ventes),
        "encaissements": euros(vue.encaissements),
        "solde": euros(vue.solde),
    }


def _objet_de_ligne(x: LigneFinancier) -> Objet:
    return {
        "date": x.date.isoformat(),
        "sorte": x.sorte.value,
        "reference": x.reference,
        "description": x.description,
        "mode": x.mode,
        "vente": euros(x.vente),
        "encaissement": euros(x.encaissement),
        "piece": x.piece or None,
        "reglement": x.reglement or None,
        "compte": x.compte,
    }


def _lignes_financier(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    vue = _financier(lecteur, choix)
    for x in vue.lignes:
        yield (
            x.date, x.sorte.libelle, x.reference, x.description, x.mode, x.vente or None, x.encaissement or None, None,
        )  # fmt: skip
    dit = "Soldé"
    if vue.solde:
        dit = "Solde dû par le client" if vue.solde > 0 else "Solde en faveur du client"
    yield None, "", "", dit, "", vue.ventes, vue.encaissements, abs(vue.solde)


# bons d'avoir -------------------------------------------------------------------------------------------------


def _bon(lecteur: Lecteur, choix: argparse.Namespace) -> VueBon:
    if choix.compte is not None:
        return lectures.bon_du_compte(lecteur, choix.compte)
    return lectures.bon_du_code(lecteur, choix.code)


def _objet_bon(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    vue = _bon(lecteur, choix)
    entier = vue.solde == vue.montant
    yield {
        "compte": vue.compte,
        "client": vue.client,
        "nom": vue.client_nom,
        "date": vue.date.isoformat(),
        "origine": vue.origine,
        "montant": euros(vue.montant),
        "solde": euros(vue.solde),
        "etat": "epuise" if vue.solde == 0 else "entier" if entier else "entame",
        "usages": [{"date": u.date.isoformat(), "libelle": u.libelle, "montant": euros(u.montant)} for u in vue.usages],
    }


def _lignes_bon(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    vue = _bon(lecteur, choix)
    yield vue.date, vue.origine, vue.montant, None, vue.compte, vue.client, vue.client_nom
    for u in vue.usages:
        yield u.date, u.libelle, None, u.montant, vue.compte, vue.client, vue.client_nom
    yield None, vue.etat, vue.solde, None, vue.compte, vue.client, vue.client_nom


_MONTANT = Sorte.MONTANT
_CODE = Sorte.CODE
_DATE = Colonne("Date", Sorte.DATE, 11)
_QUI = (Colonne("Client", _CODE, 8), Colonne("Nom", largeur=28))
LECTURES_ACCES: Mapping[str, Lecture] = {
    "acces": Lecture(
        "Accès",
        (
            Colonne("Accès", _CODE, 6), Colonne("Libellé", largeur=28), Colonne("Début", Sorte.DATE, 11),
            Colonne("Fin", Sorte.DATE, 11), Colonne("Prix", _MONTANT), Colonne("Encaissé", _MONTANT),
            Colonne("Reste dû", _MONTANT), Colonne("Au coffre", _MONTANT), Colonne("Facture", largeur=18),
            Colonne("État", largeur=9), Colonne("Arrêt", Sorte.DATE, 11), Colonne("Avoir", largeur=18),
        ),
        _objets_acces,
        _lignes_acces,
    ),
    "cheques": Lecture(
        "Chèques au coffre",
        (
            _DATE, Colonne("Montant", _MONTANT), Colonne("Numéro", largeur=12), Colonne("Banque", largeur=20),
            Colonne("Tireur", largeur=28), *_QUI, Colonne("Accès", _CODE, 6), Colonne("Rang", _CODE, 5),
            Colonne("Libellé", largeur=28),
        ),
        _objets_cheques,
        _lignes_cheques,
    ),
    "financier": Lecture(
        "Financier",
        (
            _DATE, Colonne("Sorte", largeur=14), Colonne("Référence", largeur=18), Colonne("Description", largeur=40),
            Colonne("Mode", largeur=14), Colonne("Vente", _MONTANT), Colonne("Encaissement", _MONTANT),
            Colonne("Solde", _MONTANT),
        ),
        _objet_financier,
        _lignes_financier,
        unique=True,
    ),
    "bon": Lecture(
        "Bon d'avoir",
        (
            _DATE, Colonne("Bon, puis ses emplois", largeur=30), Colonne("Valeur", _MONTANT),
            Colonne("Employé", _MONTANT), Colonne("Compte", _CODE, 8), *_QUI,
        ),
        _objet_bon,
        _lignes_bon,
        unique=True,
    ),
}  # fmt: skip
"""By name, as ``cli.lectures.LECTURES``."""
