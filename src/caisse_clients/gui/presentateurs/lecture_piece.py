"""What the screen of a pièce reads, in a reader thread, and the columns of its lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.application.lectures import LigneClient, fiche_client, lignes_clients, postes, stations
from caisse_clients.application.lectures import valeurs_parametres as parametres
from caisse_clients.application.lectures_ventes import articles, historique_piece, piece, taux_tva
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.vues_ventes import LigneHistoriquePiece, VuePiece
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Pastille
from caisse_clients.gui.presentateurs.colonnes_pieces import pastille
from caisse_clients.gui.presentateurs.ligne_tapee import Catalogue
from caisse_clients.gui.presentateurs.piece import GRAVITES_ETAT
from caisse_clients.kernel.formats import ecrire_montant

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

_SORTE_DE_VENTE = "vente"


@dataclass(frozen=True, slots=True)
class Decor:
    """What a form is filled with: articles, rates, stations, the terms of a new pièce."""

    catalogue: Catalogue
    stations: tuple[tuple[str, str], ...]
    station: str
    conditions: str
    aujourd_hui: dt.date


@dataclass(frozen=True, slots=True)
class Lien:
    """A pièce this one comes from (``origine``) or that was made from it."""

    vue: VuePiece
    origine: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the tabs of a pièce show, read in one snapshot."""

    vue: VuePiece
    client: LigneClient | None
    compte: CompteDuClient
    historique: tuple[LigneHistoriquePiece, ...]
    liens: tuple[Lien, ...]


@dataclass(frozen=True, slots=True)
class CompteDuClient:
    """Where the client stands, said under his name."""

    professionnel: bool
    du: int
    disponible: int

    def phrase(self) -> str:
        """Say it in words; nothing when all is settled."""
        mots = []
        if self.du:
            mots.append(f"doit {ecrire_montant(self.du)} €")
        if self.disponible:
            mots.append(f"{ecrire_montant(self.disponible)} € disponibles en sa faveur")
        sorte = "Professionnel" if self.professionnel else "Particulier"
        return f"{sorte} · {', '.join(mots)}" if mots else sorte


def lire_decor(services: Services) -> Decor:
    """Read what every form needs."""
    with services.lire() as lecteur:
        connues = [s for s in stations(lecteur) if s.get("actif", True)]
        poste = next((p for p in postes(lecteur) if p["code"] == services.poste), None)
        return Decor(
            Catalogue(
                tuple(a for a in articles(lecteur) if a.sorte == _SORTE_DE_VENTE),
                tuple(taux_tva(lecteur)),
            ),
            tuple((str(s["code"]), str(s["libelle"])) for s in connues),
            str(poste["station"]) if poste is not None else "",
            parametres(lecteur).get("conditions_par_defaut", ""),
            services.aujourd_hui(),
        )


def lire_dossier(services: Services, numero: str) -> Dossier:
    """Read a pièce whole; raises ``piece_inconnue``."""
    with services.lire() as lecteur:
        vue = piece(lecteur, numero)
        liens = [Lien(piece(lecteur, vue.origine), True)] if vue.origine else []
        liens += [Lien(piece(lecteur, suite), False) for suite in vue.suites]
        fiche = fiche_client(lecteur, vue.client)
        return Dossier(
            vue,
            next(iter(lignes_clients(lecteur, [vue.client])), None),
            CompteDuClient(fiche.professionnel, fiche.solde_du, fiche.disponible),
            tuple(historique_piece(lecteur, numero)),
            tuple(liens),
        )


def lire_compte(services: Services, client: int) -> CompteDuClient:
    """Read where a client stands, and whether prices are HT for him."""
    with services.lire() as lecteur:
        fiche = fiche_client(lecteur, client)
        return CompteDuClient(fiche.professionnel, fiche.solde_du, fiche.disponible)


def lire_client(services: Services, code: int) -> LigneClient | None:
    """Read a client by its code, None when there is none (the one it leads to, after a merge)."""
    with services.lire() as lecteur:
        fiche = fiche_client(lecteur, code)
        return next(iter(lignes_clients(lecteur, [fiche.absorbe_par or fiche.code])), None)


def _statut(lien: Lien) -> Pastille | None:
    vue = lien.vue
    if not vue.type.due or not vue.etat.vivante:
        return None
    return pastille(vue.statut)


def _reste(lien: Lien) -> int | None:
    return lien.vue.reste_du if lien.vue.type.due else None


COLONNES_IMPUTATIONS = (
    Colonne("Date", lambda i: i.date, Format.DATE, 110),
    Colonne("Source", lambda i: i.source, largeur=170, aide="Entrée ouvre le règlement ou la pièce."),
    Colonne("Sorte", lambda i: i.sorte_source.libelle if i.sorte_source is not None else None, largeur=120),
    Colonne("Mode", lambda i: i.mode_libelle or None, largeur=140),
    Colonne("Montant", lambda i: i.montant, Format.MONTANT, 110),
    Colonne("Échéance", lambda i: i.cible, largeur=190),
    Colonne("Facture d'acompte", lambda i: i.facture_acompte or None, largeur=180, elastique=True),
)
COLONNES_LIENS = (
    Colonne("Lien", lambda lien: "Origine" if lien.origine else "Suite", largeur=90),
    Colonne("Pièce", lambda lien: lien.vue.numero, largeur=170, aide="Entrée ouvre la pièce."),
    Colonne("Type", lambda lien: lien.vue.type.libelle, largeur=150),
    Colonne("Date", lambda lien: lien.vue.date, Format.DATE, 110),
    Colonne("État", lambda lien: Pastille(lien.vue.etat.libelle, GRAVITES_ETAT[lien.vue.etat]), Format.PASTILLE, 120),
    Colonne("Total TTC", lambda lien: lien.vue.total_ttc, Format.MONTANT, 120),
    Colonne("Reste dû", _reste, Format.MONTANT, 120),
    Colonne("Paiement", _statut, Format.PASTILLE, 130, elastique=True),
)
LIEN_DES_IMPUTATIONS, LIEN_DES_LIENS = 1, 1
"""Rank of the column that is clicked."""
SORTES_NOUVELLES = {"commande": TypePiece.COMMANDE, "facture": TypePiece.FACTURE}
"""What ``ouvrir("piece", nouveau=…)`` may say."""
