"""The top of the screen of a pièce: what it is, where it stands, why it is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs import piece as decisions
from caisse_clients.gui.presentateurs.colonnes_pieces import pastille
from caisse_clients.gui.theme import marquer

if TYPE_CHECKING:
    from caisse_clients.domain.pieces import TypePiece
    from caisse_clients.domain.vues_ventes import VuePiece
    from caisse_clients.gui.formulaires.piece import Ui_Piece


def montrer_la_tete(ui: Ui_Piece, vue: VuePiece | None, type_piece: TypePiece) -> None:
    """Show the heading and the pills; the reason of a pièce only read takes the banner when it is free."""
    ui.titreLabel.setText(decisions.titre(type_piece, vue))
    ui.etatLabel.setVisible(vue is not None)
    ui.statutLabel.setVisible(vue is not None and vue.type.due and vue.etat.vivante)
    if vue is None:
        return
    ui.etatLabel.setText(vue.etat.libelle)
    marquer(ui.etatLabel, pastille=str(decisions.GRAVITES_ETAT[vue.etat]))
    statut = pastille(vue.statut)
    ui.statutLabel.setText(statut.texte)
    marquer(ui.statutLabel, pastille=str(statut.gravite))
    if (raison := decisions.raison_de_lecture(vue)) and not ui.messageBandeau.texte():
        ui.messageBandeau.montrer(raison, Gravite.INFO)
