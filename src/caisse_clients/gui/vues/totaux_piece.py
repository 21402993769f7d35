"""The figures beside the lines of a pièce: base, VAT and TTC by rate, totals, what is invoiced, paid and due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from caisse_clients.domain.devises import en_euros
from caisse_clients.domain.pieces import Totaux, TypePiece
from caisse_clients.domain.reglages import EURO
from caisse_clients.gui.presentateurs.devises import ecrire_en, ecrire_nombre
from caisse_clients.gui.presentateurs.piece import mot_regle
from caisse_clients.kernel.formats import ecrire_pourcent

if TYPE_CHECKING:
    from caisse_clients.domain.vues_ventes import VuePiece
    from caisse_clients.gui.formulaires.piece import Ui_Piece

_DROITE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TotauxPiece:
    """Fills the card of totals; rows by rate come and go with the lines."""

    def __init__(self, ui: Ui_Piece, hote: QWidget) -> None:
        self._ui, self._hote = ui, hote
        self._rangees: list[tuple[QLabel, ...]] = []

    def montrer(self, totaux: Totaux, omises: tuple[int, ...], devise: str, cours: int | None) -> None:
        """Show the totals of what is typed; say which lines could not be counted, and what a currency is worth."""
        ui = self._ui
        while len(self._rangees) < len(totaux.par_taux):
            self._rangees.append(self._rangee(len(self._rangees) + 1))
        for rang, rangee in enumerate(self._rangees):
            visible = rang < len(totaux.par_taux)
            for etiquette in rangee:
                etiquette.setVisible(visible)
            if visible:
                t = totaux.par_taux[rang]
                textes = (f"{ecrire_pourcent(t.taux)} %", *(ecrire_nombre(n, devise) for n in (t.ht, t.tva, t.ttc)))
                for etiquette, texte in zip(rangee, textes, strict=True):
                    etiquette.setText(texte)
        ui.totalHtLabel.setText(ecrire_nombre(totaux.ht, devise))
        ui.totalTvaLabel.setText(ecrire_nombre(totaux.tva, devise))
        ui.totalTtcLabel.setText(ecrire_en(totaux.ttc, devise))
        notes = []
        if devise != EURO and cours:
            notes.append(f"Soit {ecrire_en(en_euros(totaux.ttc, devise, cours), EURO)}.")
        if omises:
            rangs = ", ".join(map(str, omises))
            notes.append(f"Sans la ligne {rangs}, incomplète." if len(omises) == 1 else f"Sans les lignes {rangs}.")
        ui.omisesLabel.setText(" ".join(notes))
        ui.omisesLabel.setVisible(bool(notes))

    def _rangee(self, rang: int) -> tuple[QLabel, ...]:
        etiquettes = tuple(QLabel(self._hote) for _ in range(4))
        for colonne, etiquette in enumerate(etiquettes):
            if colonne:
                etiquette.setAlignment(_DROITE)
            self._ui.tauxLayout.addWidget(etiquette, rang, colonne)
        return etiquettes


def montrer_l_argent(ui: Ui_Piece, vue: VuePiece | None, type_piece: TypePiece) -> None:
    """Show what is invoiced, paid and due, in euros; nothing on what owes nothing."""
    due = vue is not None and type_piece.due
    facture = due and vue is not None and bool(vue.facture) and type_piece is TypePiece.COMMANDE
    for widgets, visible in (
        ((ui.factureTitreLabel, ui.factureButton), facture),
        ((ui.regleTitreLabel, ui.regleButton, ui.resteTitreLabel, ui.resteButton), due),
    ):
        for widget in widgets:
            widget.setVisible(visible)
    ui.regleTitreLabel.setText(mot_regle(vue, type_piece))
    if vue is not None:
        for bouton, montant, aide in (
            (ui.factureButton, vue.facture, "Voir les factures de cette commande."),
            (ui.regleButton, vue.regle, "Voir ce qui paie cette pièce."),
            (ui.resteButton, vue.reste_du, "Voir ce qui paie cette pièce ; F8 règle le reste."),
        ):
            bouton.setText(ecrire_en(montant, EURO))
            bouton.setToolTip(aide)
            bouton.setStatusTip(aide)
