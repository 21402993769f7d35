"""The tabs beside the form of a pièce: its history, what pays it, the pièces it comes from and leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt

from caisse_clients.gui.dialogues.historique_piece import DelegueLien, ModeleHistorique
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import historique_piece
from caisse_clients.gui.presentateurs import lecture_piece as lectures
from caisse_clients.gui.widgets.grille import Grille

if TYPE_CHECKING:
    from caisse_clients.gui.dialogues.gestes_piece import GestesPiece
    from caisse_clients.gui.ecran import Ecran
    from caisse_clients.gui.formulaires.piece import Ui_Piece
    from caisse_clients.gui.presentateurs.lecture_piece import Dossier

ONGLETS = ("piece", "historique", "imputations", "liens")
"""Names of the tabs, in their order; ``ouvrir("piece", onglet=…)`` takes one."""
_TITRES = ("Pièce", "Historique", "Imputations", "Pièces liées")
_MENU = ("piece.exporter", "piece.imprimer")


class OngletsPiece(QObject):
    """Fills the three lists; Entrée, a double click or a click on a number opens what a row leads to."""

    def __init__(self, ui: Ui_Piece, gestes: GestesPiece, ecran: Ecran) -> None:
        super().__init__(ecran)
        self._ui, self._gestes, self._ecran = ui, gestes, ecran
        self._historique = ModeleHistorique(self)
        self._imputations = ModeleListe(lectures.COLONNES_IMPUTATIONS, lambda i: i.imputation, self)
        self._liens = ModeleListe(lectures.COLONNES_LIENS, lambda lien: lien.vue.numero, self)
        tables = (
            (ui.historiqueTable, self._historique, historique_piece.LIEN),
            (ui.imputationsTable, self._imputations, lectures.LIEN_DES_IMPUTATIONS),
            (ui.liensTable, self._liens, lectures.LIEN_DES_LIENS),
        )
        for table, modele, lien in tables:
            table.montrer_modele(modele)
            table.setItemDelegateForColumn(lien, DelegueLien(table))
            table.ouverte.connect(lambda _cle, table=table: self._ouvrir(table))
            table.clicked.connect(lambda index, table=table, lien=lien: self._cliquer(table, index, lien))
            table.offrir(ecran, _MENU)
        ui.historiqueTable.cle_changee.connect(lambda _cle: self._dire_le_survol())
        ui.historiqueTable.dire_si_vide("Rien n'a encore été fait sur cette pièce.")
        ui.imputationsTable.dire_si_vide("Aucun règlement sur cette pièce.\nF8 en enregistre un.")
        ui.liensTable.dire_si_vide(
            "Cette pièce ne vient d'aucune autre, et n'en a donné aucune.\nF9 facture une commande, F11 la livre."
        )
        ui.pieceOnglets.currentChanged.connect(lambda _rang: ecran.actionsChangees.emit())

    def montrer(self, dossier: Dossier) -> None:
        """Show what was read, with how many rows each tab has."""
        historique = historique_piece.historique(dossier.vue, dossier.historique).lignes
        self._historique.montrer(historique)
        self._imputations.montrer(dossier.vue.imputations)
        self._liens.montrer(dossier.liens)
        for rang, nombre in ((2, len(dossier.vue.imputations)), (3, len(dossier.liens))):
            titre = ("I&mputations", "Pièces liée&s")[rang - 2]
            self._ui.pieceOnglets.setTabText(rang, f"{titre} ({nombre})" if nombre else titre)

    def permettre(self, raison: str) -> None:
        """Close the three lists, with the reason, or open them."""
        for rang in range(1, len(ONGLETS)):
            self._ui.pieceOnglets.setTabEnabled(rang, not raison)
            self._ui.pieceOnglets.setTabToolTip(rang, raison)

    def aller(self, onglet: str) -> None:
        """Show a tab, the focus in its list, on its first row."""
        rang = ONGLETS.index(onglet)
        self._ui.pieceOnglets.setCurrentIndex(rang)
        if rang:
            grille = self.grille()
            if grille.cle_courante() is None:  # before the focus, which takes the first row without choosing it
                grille.choisir_rang(0)
            grille.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def grille(self) -> Grille:
        """Return the list in front (that of the history while the form is)."""
        tables: tuple[Grille, ...] = (self._ui.historiqueTable, self._ui.imputationsTable, self._ui.liensTable)
        return tables[max(0, self._ui.pieceOnglets.currentIndex() - 1)]

    def titre(self) -> str:
        """Return the title of the list in front."""
        return _TITRES[self._ui.pieceOnglets.currentIndex()]

    def _cliquer(self, table: Grille, index: QModelIndex, lien: int) -> None:
        if index.column() == lien and index.data():
            self._ouvrir(table)

    def _ouvrir(self, table: Grille) -> None:
        ligne = table.ligne_courante()
        if ligne is None:
            return
        if table is self._ui.liensTable:
            self._gestes.ouvrir_la_piece(ligne.vue.numero)
        elif table is self._ui.imputationsTable:
            self._gestes.ouvrir_la_source(ligne)
        elif ligne.acte.reglement:
            self._gestes.ouvrir_le_reglement(ligne.acte.reglement)
        elif ligne.acte.piece:
            self._gestes.ouvrir_la_piece(ligne.acte.piece)
        else:
            self._ecran.contexte.dire(historique_piece.SANS_SUITE)

    def _dire_le_survol(self) -> None:
        """Repeat the hover of a règlement under the list, for who has no mouse."""
        ligne = self._ui.historiqueTable.ligne_courante()
        self._ui.survolLabel.setText("" if ligne is None else ligne.acte.survol)
