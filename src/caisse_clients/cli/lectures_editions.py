"""The readings of ``consulter`` on statements, due lists, walk-in sales (CONTRACT §3)."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator, Mapping

from caisse_clients.application import lectures, lectures_ventes
from caisse_clients.application import lectures_editions as editions
from caisse_clients.application.lectures import Lecteur
from caisse_clients.cli.lectures import PAGE, Cellules, Lecture, Objet, client_en_vigueur
from caisse_clients.domain.devises import en_centiemes
from caisse_clients.domain.echeancier import (
    Choix,
    CritereAffectation,
    CritereEcheancier,
    LigneAffectation,
    LigneEcheancier,
    StatutVerse,
)
from caisse_clients.domain.releves import Releve, RelevePassager, SorteReleve
from caisse_clients.exchanges.cellules import Colonne, Sorte
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_contrat as euros
from caisse_clients.kernel.formats import ecrire_pourcent_contrat, ecrire_quantite_contrat

EN_RETARD = "en-retard"


# what the options ask -----------------------------------------------------------------------------------------


def releve_demande(lecteur: Lecteur, choix: argparse.Namespace) -> Releve:
    """Return the statement that the options name; raises as ``lectures_editions.releve``, ``station_inconnue``."""
    return editions.releve(
        lecteur,
        choix.client,
        du=choix.du,
        au=choix.au or choix.aujourd_hui,
        station=station_demandee(lecteur, choix.station),
        sorte=SorteReleve(choix.sorte),
    )


def passager_demande(lecteur: Lecteur, choix: argparse.Namespace) -> RelevePassager:
    """Return the walk-in sales that the options name; without dates, those of today; without station, the poste's."""
    au = choix.au or choix.aujourd_hui
    du = choix.du or (au if choix.au is None else dt.date(au.year, au.month, 1))
    station = choix.station.strip() or _station_du_poste(lecteur, choix.poste_ouvert)
    return editions.client_passager(lecteur, station, du, au)


def criteres_de_l_echeancier(lecteur: Lecteur, choix: argparse.Namespace) -> CritereEcheancier:
    """Return the filter that the options name; raises ``client_inconnu``, ``mode_inconnu``, ``banque_inconnue``."""
    if choix.client is not None:
        lectures.fiche_client(lecteur, choix.client)
    return CritereEcheancier(
        du=choix.du,
        au=choix.au,
        client=None if choix.client is None else client_en_vigueur(lecteur, choix.client),
        mode=_mode(lecteur, choix.mode),
        banque=_banque(lecteur, choix.banque),
        statuts=tuple(StatutVerse(e) for e in dict.fromkeys(choix.etats or ()) if e not in (EN_RETARD, "tous")),
        en_retard=EN_RETARD in (choix.etats or ()),
    )


def _station_du_poste(lecteur: Lecteur, poste: str) -> str:
    return next(str(p["station"]) for p in lectures.postes(lecteur) if p["code"] == poste)


def station_demandee(lecteur: Lecteur, code: str) -> str:
    """Return the code of a station, "" for all; raises ``station_inconnue``."""
    propre = code.strip().upper()
    if propre and propre not in {s["code"] for s in lectures.stations(lecteur)}:
        raise ErreurMetier("station_inconnue", champ="station", station=code[:20])
    return propre


def _mode(lecteur: Lecteur, code: str) -> str:
    propre = code.strip().lower()
    if propre and propre not in {m.code for m in lectures_ventes.modes(lecteur, actifs=False)}:
        raise ErreurMetier("mode_inconnu", champ="mode", mode=code[:40])
    return propre


def _banque(lecteur: Lecteur, code: str) -> str:
    propre = code.strip().upper()
    if propre and propre not in {b.code for b in lectures_ventes.banques(lecteur, actifs=False)}:
        raise ErreurMetier("banque_inconnue", champ="banque", banque=code[:40])
    return propre


# releve -------------------------------------------------------------------------------------------------------


def _objet_releve(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    r = releve_demande(lecteur, choix)
    yield {
        "client": r.client,
        "nom": r.client_nom,
        "sorte": r.sorte.value,
        "du": None if r.du is None else r.du.isoformat(),
        "au": r.au.isoformat(),
        "station": r.station or None,
        "ouverture": euros(r.ouverture),
        "lignes": [
            {
                "date": x.date.isoformat(),
                "reference": x.reference,
                "description": x.description,
                "debit": euros(x.debit),
                "credit": euros(x.credit),
                "solde": euros(x.solde),
                "piece": x.piece or None,
                "reglement": x.reglement or None,
                "compte": x.compte,
                "ht": None if x.ht is None else euros(x.ht),
            }
            for x in r.lignes
        ],
        "total_debit": euros(r.total_debit),
        "total_credit": euros(r.total_credit),
        "solde": euros(r.solde),
    }


def _lignes_releve(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    r = releve_demande(lecteur, choix)
    if r.du is not None and r.sorte is SorteReleve.ACTIVITE:
        yield r.du, "", "Solde d'ouverture", None, None, r.ouverture
    for x in r.lignes:
        yield x.date, x.reference, x.description, x.debit or None, x.credit or None, x.solde
    yield r.au, "", "Total", r.total_debit, r.total_credit, r.solde


# walk-in sales ------------------------------------------------------------------------------------------------


def _objet_passager(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    r = passager_demande(lecteur, choix)
    yield {
        "station": r.station,
        "du": r.du.isoformat(),
        "au": r.au.isoformat(),
        "tickets": [
            {
                "piece": t.numero,
                "date": t.date.isoformat(),
                "total_ttc": euros(t.total_ttc),
                "lignes": [
                    {
                        "libelle": x.libelle,
                        "quantite": ecrire_quantite_contrat(x.quantite),
                        "montant_ttc": euros(x.montant_ttc),
                        "taux_tva": ecrire_pourcent_contrat(x.taux),
                    }
                    for x in t.lignes
                ],
                "reglements": [{"mode": mode, "montant": euros(montant)} for mode, montant in t.paiements],
                "avoirs": list(t.avoirs),
            }
            for t in r.tickets
        ],
        "totaux": [{"mode": mode, "montant": euros(montant)} for mode, montant in r.totaux],
        "total": euros(r.total),
    }


def _lignes_passager(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    r = passager_demande(lecteur, choix)
    for t in r.tickets:
        yield t.date, t.numero, "Ticket", t.total_ttc
        for ligne in t.lignes:
            yield t.date, t.numero, f"  {ligne.libelle}", ligne.montant_ttc
        for mode, montant in t.paiements:
            yield t.date, t.numero, f"  Payé : {mode}", montant
    for mode, montant in r.totaux:
        yield None, "", f"Total {mode}", montant
    yield None, "", "Total", r.total


# due list -----------------------------------------------------------------------------------------------------


def _echeances(lecteur: Lecteur, choix: argparse.Namespace, criteres: CritereEcheancier) -> Iterator[LigneEcheancier]:
    ids = editions.cles_echeancier(lecteur, criteres, choix.aujourd_hui)
    for debut in range(0, len(ids), PAGE):
        yield from editions.lignes_echeancier(lecteur, ids[debut : debut + PAGE], choix.aujourd_hui)


def _objet_echeancier(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    criteres = criteres_de_l_echeancier(lecteur, choix)
    totaux = editions.totaux_echeancier(lecteur, criteres, choix.aujourd_hui)
    yield {
        "lignes": [_objet_echeance(x) for x in _echeances(lecteur, choix, criteres)],
        "a_encaisser": euros(totaux.a_encaisser),
        "verse": euros(totaux.verse),
        "solde_net_du": euros(totaux.solde_net_du),
    }


def _objet_echeance(x: LigneEcheancier) -> Objet:
    return {
        "code": x.code,
        "date_reglement": x.date_reglement.isoformat(),
        "titre": x.titre,
        "tiers": f"{x.client} {x.client_nom}",
        "date_echeance": x.date_echeance.isoformat(),
        "montant": euros(x.montant),
        "verse": euros(x.verse),
        "statut_verse": x.statut.value,
        "reste_du": euros(x.reste_du),
        "en_retard": x.en_retard,
        "mode": x.mode,
        "banque": x.banque,
        "relance": x.relance,
        "note": x.note,
        "litige": x.litige,
        "echeance": x.cle,
        "piece": x.piece,
        "client": x.client,
    }


def _lignes_echeancier(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    criteres = criteres_de_l_echeancier(lecteur, choix)
    for x in _echeances(lecteur, choix, criteres):
        yield (
            x.code, x.date_reglement, x.titre, x.client, x.client_nom, x.date_echeance, x.montant, x.verse,
            x.statut.libelle, x.reste_du, "en retard" if x.en_retard else "", x.mode, x.banque, x.relance, x.note,
        )  # fmt: skip


# échéances to affect ------------------------------------------------------------------------------------------


def _affectation(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[LigneAffectation]:
    """Yield the échéances of a selection; without dates, those of the month (manual 004)."""
    du = choix.du or choix.aujourd_hui.replace(day=1)
    au = choix.au or (du.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    choix_mode, mode = _choix(choix.mode)
    choix_banque, banque = _choix(choix.banque)
    criteres = CritereAffectation(
        du=du,
        au=au,
        client_de=choix.client_de,
        client_a=choix.client_a,
        choix_mode=choix_mode,
        mode=_mode(lecteur, mode),
        choix_banque=choix_banque,
        banque=_banque(lecteur, banque),
    )
    ids = editions.cles_affectation(lecteur, criteres)
    for debut in range(0, len(ids), PAGE):
        yield from editions.lignes_affectation(lecteur, ids[debut : debut + PAGE])


def _choix(valeur: str) -> tuple[Choix, str]:
    propre = valeur.strip().lower()
    return (Choix(propre), "") if propre in (Choix.SANS, Choix.TOUT) else (Choix.UN, valeur)


def _objets_affectation(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Objet]:
    for x in _affectation(lecteur, choix):
        yield {
            "echeance": x.cle,
            "compte": x.compte,
            "piece": x.piece,
            "devise": x.devise,
            "montant": euros(en_centiemes(x.montant, x.devise)),
            "montant_eur": None if x.montant_eur is None else euros(x.montant_eur),
            "mode": x.mode,
            "banque": x.banque,
            "date": x.echeance.isoformat(),
            "client": x.client,
            "nom": x.client_nom,
        }


def _lignes_affectation(lecteur: Lecteur, choix: argparse.Namespace) -> Iterator[Cellules]:
    for x in _affectation(lecteur, choix):
        montant = en_centiemes(x.montant, x.devise)
        yield x.echeance, x.compte, x.client_nom, x.cle, x.devise, montant, x.montant_eur, x.mode, x.banque


_MONTANT = Sorte.MONTANT
_CODE = Sorte.CODE
_DATE = Colonne("Date", Sorte.DATE, 11)
LECTURES_EDITIONS: Mapping[str, Lecture] = {
    "releve": Lecture(
        "Relevé",
        (
            _DATE, Colonne("Référence", largeur=18), Colonne("Description", largeur=40), Colonne("Débit", _MONTANT),
            Colonne("Crédit", _MONTANT), Colonne("Solde", _MONTANT),
        ),
        _objet_releve,
        _lignes_releve,
        unique=True,
    ),
    "client-passager": Lecture(
        "Client passager",
        (_DATE, Colonne("Ticket", largeur=18), Colonne("Détail", largeur=40), Colonne("Montant TTC", _MONTANT)),
        _objet_passager,
        _lignes_passager,
        unique=True,
    ),
    "echeancier": Lecture(
        "Échéancier",
        (
            Colonne("Code", largeur=38), Colonne("Date de règlement", Sorte.DATE, 11),
            Colonne("Titre / document", largeur=28), Colonne("Client", _CODE, 8), Colonne("Nom", largeur=28),
            Colonne("Échéance", Sorte.DATE, 11), Colonne("Montant", _MONTANT), Colonne("Payé", _MONTANT),
            Colonne("Versé", largeur=8), Colonne("Reste dû", _MONTANT), Colonne("Retard", largeur=10),
            Colonne("Mode", largeur=12), Colonne("Banque", largeur=10), Colonne("Relance", largeur=12),
            Colonne("Note", largeur=30),
        ),
        _objet_echeancier,
        _lignes_echeancier,
        unique=True,
    ),
    "echeances": Lecture(
        "Échéances à affecter",
        (
            Colonne("Échéance", Sorte.DATE, 11), Colonne("Compte", largeur=11), Colonne("Nom", largeur=28),
            Colonne("N° pièce", largeur=20), Colonne("Devise", largeur=7), Colonne("Montant saisi", _MONTANT),
            Colonne("Montant en EUR", _MONTANT), Colonne("Règt", largeur=12), Colonne("Banque", largeur=10),
        ),
        _objets_affectation,
        _lignes_affectation,
    ),
}  # fmt: skip
"""By name, as ``cli.lectures.LECTURES``."""
