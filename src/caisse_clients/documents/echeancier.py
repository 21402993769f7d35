"""The due list as the screen shows it: same rows, same order, same totals; red and green, each with its word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from caisse_clients.documents.feuillet import NOIR, ROUGE, VERT, Aligne, Couleur
from caisse_clients.documents.grille import ColonneGrille, MarquesGrille, rendre_grille
from caisse_clients.domain.echeancier import LigneEcheancier, StatutVerse, TotauxEcheancier
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant
from caisse_clients.kernel.suivi import Suivi

_D = Aligne.DROITE
_Cellule = Callable[[LigneEcheancier], str]


def rendre_echeancier(
    lignes: Sequence[LigneEcheancier],
    totaux: TotauxEcheancier,
    sous_titre: str,
    *,
    modes: Mapping[str, str],
    marques: MarquesGrille | None = None,
    suivi: Suivi | None = None,
) -> bytes:
    """Return the due list as PDF; ``modes``: label by code. Columns that are empty on every row are left out."""
    colonnes = [(colonne, cellule) for colonne, cellule in _colonnes(modes) if _servie(colonne, cellule, lignes)]
    cumuls = {
        "Montant": ecrire_montant(totaux.a_encaisser),
        "Payé": ecrire_montant(totaux.verse),
        "Reste dû": ecrire_montant(totaux.solde_net_du),
    }
    return rendre_grille(
        "État des échéances clients",
        sous_titre,
        [colonne for colonne, _ in colonnes],
        [[cellule(x) for _, cellule in colonnes] for x in lignes],
        ["Totaux" if rang == 0 else cumuls.get(c.titre, "") for rang, (c, _) in enumerate(colonnes)],
        marques=marques,
        suivi=suivi,
        couleurs=[_couleur(x) for x in lignes],
        resume=(
            ("Total à encaisser (échéances affichées, payées ou non)", f"{cumuls['Montant']} €"),
            ("Total versé", f"{cumuls['Payé']} €"),
            ("Solde net dû", f"{cumuls['Reste dû']} €"),
        ),
    )


def versement_dit(x: LigneEcheancier) -> str:
    """Say whether an échéance is paid, and what its colour says."""
    return f"{x.statut.libelle}, en retard" if x.en_retard else x.statut.libelle


def _colonnes(modes: Mapping[str, str]) -> Sequence[tuple[ColonneGrille, _Cellule]]:
    return (
        (ColonneGrille("Code"), lambda x: x.code),
        (ColonneGrille("Règlement"), lambda x: ecrire_date(x.date_reglement)),
        (ColonneGrille("Titre / document"), lambda x: x.titre),
        (ColonneGrille("Client"), lambda x: f"{ecrire_code(x.client)} {x.client_nom}"),
        (ColonneGrille("Échéance"), lambda x: ecrire_date(x.date_echeance)),
        (ColonneGrille("Montant", _D), lambda x: ecrire_montant(x.montant)),
        (ColonneGrille("Versé"), versement_dit),
        (ColonneGrille("Payé", _D), lambda x: ecrire_montant(x.verse)),
        (ColonneGrille("Reste dû", _D), lambda x: ecrire_montant(x.reste_du)),
        (ColonneGrille("Type"), lambda x: modes.get(x.mode, x.mode)),
        (ColonneGrille("Banque"), lambda x: x.banque),
        (ColonneGrille("Relance"), lambda x: x.relance),
        (ColonneGrille("Note"), lambda x: " · ".join(filter(None, ("Litige" if x.litige else "", x.note)))),
    )


def _servie(colonne: ColonneGrille, cellule: _Cellule, lignes: Sequence[LigneEcheancier]) -> bool:
    facultative = colonne.titre in {"Type", "Banque", "Relance", "Note"}
    return not facultative or any(cellule(x) for x in lignes)


def _couleur(x: LigneEcheancier) -> Couleur:
    if x.en_retard:
        return ROUGE
    return VERT if x.statut is StatutVerse.OUI else NOIR
