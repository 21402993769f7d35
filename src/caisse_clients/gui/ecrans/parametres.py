"""Outils > Paramètres: settings of the base and of the sales, motifs, stations, postes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.gui.ecran_listes import EcranListes, Volet
from caisse_clients.gui.presentateurs import fiches_reglages as fiches
from caisse_clients.gui.presentateurs import reglages

_FIXES = "Les réglages sont fixés par le programme : choisissez-en un et modifiez-le (F6)."


class EcranParametres(EcranListes):
    """Every change is a command like any other: sealed, and seen in the history of operations."""

    nom: ClassVar[str] = "parametres"
    titre: ClassVar[str] = "Paramètres"
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.PARAMETRES})

    def volets(self) -> Sequence[Volet]:
        """Return the settings, what the sales need, then what the accounts need."""
        return (*self._reglages(), *self._ventes(), *self._etablissement())

    def _reglages(self) -> Sequence[Volet]:
        return tuple(
            Volet(
                table,
                titre,
                reglages.COLONNES_REGLAGES,
                lambda reglage: str(reglage.cle),
                partial(reglages.lire_reglages, groupes=groupes),
                Droit.MODIFIER_PARAMETRE,
                fiches.fiche_de_parametre,
                sans_nouveau=_FIXES,
            )
            for table, titre, groupes in (
                ("parametresTable", "Réglages", reglages.REGLAGES),
                ("seriesTable", "Séries et comptes", reglages.SERIES_ET_COMPTES),
            )
        )

    def _ventes(self) -> Sequence[Volet]:
        return (
            Volet(
                "modesTable",
                "Modes de règlement",
                reglages.COLONNES_MODES,
                lambda mode: str(mode.code),
                reglages.lire_modes,
                Droit.MODIFIER_PARAMETRE,
                lambda _mode: fiches.MODE,
            ),
            Volet(
                "banquesTable",
                "Banques",
                reglages.COLONNES_BANQUES,
                lambda banque: str(banque.code),
                reglages.lire_banques,
                Droit.MODIFIER_PARAMETRE,
                lambda _banque: fiches.BANQUE,
                vide="Aucune banque : F3 ajoute un compte bancaire du magasin.",
            ),
            Volet(
                "tauxTable",
                "Taux de TVA",
                reglages.COLONNES_TAUX,
                lambda taux: str(taux.code),
                reglages.lire_taux,
                Droit.MODIFIER_PARAMETRE,
                lambda _taux: fiches.TAUX_TVA,
            ),
            Volet(
                "articlesTable",
                "Articles",
                reglages.COLONNES_ARTICLES,
                lambda article: str(article.code),
                reglages.lire_articles,
                Droit.MODIFIER_PARAMETRE,
                lambda article: fiches.fiche_d_article(self.lignes("tauxTable"), article),
                vide="Aucun article : F3 ajoute ce que le magasin vend, ou donne en avoir.",
            ),
        )

    def _etablissement(self) -> Sequence[Volet]:
        return (
            Volet(
                "motifsTable",
                "Motifs",
                reglages.COLONNES_MOTIFS,
                lambda motif: str(motif.code),
                reglages.lire_motifs,
                Droit.MODIFIER_PARAMETRE,
                lambda _motif: fiches.MOTIF,
            ),
            Volet(
                "stationsTable",
                "Stations",
                reglages.COLONNES_STATIONS,
                lambda station: str(station.code),
                reglages.lire_stations,
                Droit.GERER_POSTES,
                lambda _station: fiches.STATION,
            ),
            Volet(
                "postesTable",
                "Postes",
                reglages.COLONNES_POSTES,
                lambda poste: str(poste.code),
                reglages.lire_postes,
                Droit.GERER_POSTES,
                lambda _poste: fiches.fiche_de_poste(self.lignes("stationsTable")),
                sans_modifier="Un poste garde son code et sa station : ses opérations sont signées sous ce nom.",
            ),
        )
