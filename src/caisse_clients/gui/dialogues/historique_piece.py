"""The Historique of a pièce: règlements with their RC number, slides and cancellations in plain words (manual 003)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.dialogues.geste import preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_historique import Ui_DialogueHistorique
from caisse_clients.gui.modeles.base import Index
from caisse_clients.gui.modeles.delegues import DelegueGrille
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import historique_piece as decisions
from caisse_clients.gui.presentateurs.historique_piece import Historique
from caisse_clients.gui.theme import jetons

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi


class ModeleHistorique(ModeleListe):
    """The hover of a règlement gives its date, its mode and its amount (manual 003)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(decisions.COLONNES, lambda ligne: ligne.rang, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; the whole row has the règlement's hover."""
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            ligne = self.ligne(index.row())
            if ligne is not None and ligne.acte.survol:
                return ligne.acte.survol
        return super().data(index, role)


class DelegueLien(DelegueGrille):
    """Draws what may be clicked as a link: in the accent colour, underlined."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row's ground, then the link."""
        texte = str(index.data() or "")
        cadre = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cadre, jetons().couleur("selection"))
        if not texte:
            return
        painter.save()
        police = option.font
        police.setUnderline(True)
        painter.setFont(police)
        painter.setPen(jetons().couleur("accent"))
        painter.drawText(cadre.adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, texte)
        painter.restore()


class DialogueHistorique(Dialogue):
    """Reads only. Entrée, F2 or a click on a number closes it and opens the règlement or the pièce."""

    portee: ClassVar[str] = "dialogueHistorique"

    def __init__(self, contexte: ContexteEcran, contenu: Historique, parent: QWidget | None = None) -> None:
        super().__init__(contexte.boites, parent)
        self._contexte = contexte
        self.setWindowTitle(contenu.titre)
        self._ui = Ui_DialogueHistorique()
        self._ui.setupUi(self.corps)
        self._ui.pieceLabel.setText(contenu.sous_titre)
        self._modele = ModeleHistorique(self)
        grille = self._ui.historiqueTable
        grille.montrer_modele(self._modele)
        grille.setItemDelegateForColumn(decisions.LIEN, DelegueLien(grille))
        grille.setMouseTracking(True)
        grille.dire_si_vide("Rien n'a encore été fait sur cette pièce.")
        grille.cle_changee.connect(lambda _cle: self._suivre(self._ui.historiqueTable.ligne_courante()))
        grille.entered.connect(lambda index: self._dire(self._modele.ligne(index.row())))
        grille.ouverte.connect(lambda _cle: self.valider())
        grille.clicked.connect(self._cliquer)
        self._modele.montrer(contenu.lignes)
        grille.choisir_rang(0)
        self._suivre(grille.ligne_courante())
        grille.setFocus()
        self.resize(980, 480)

    def valider(self) -> None:
        """Go to what the chosen line speaks of."""
        ligne = self._ui.historiqueTable.ligne_courante()
        arrivee = decisions.destination(ligne)
        if arrivee is None:
            self._ui.survolLabel.setText(decisions.empechement(ligne))
            return
        nom, parametres = arrivee
        self.accept()
        self._contexte.ouvrir(nom, **parametres)

    def _cliquer(self, index: QModelIndex) -> None:
        if index.column() == decisions.LIEN and index.data():
            self.valider()

    def _suivre(self, ligne: Any) -> None:
        self.permettre("valider", decisions.empechement(ligne))
        self._dire(ligne)

    def _dire(self, ligne: Any) -> None:
        """Repeat the hover under the table and in the status line, for who has no mouse."""
        survol = "" if ligne is None else str(ligne.acte.survol)
        self._ui.survolLabel.setText(survol)
        if survol:
            self._contexte.dire(survol)


def ouvrir_historique(contexte: ContexteEcran, ecran: QWidget, numero: str) -> None:
    """Show every act on the pièce ``numero``; ``ecran`` is the widget the dialog belongs to."""

    def travail(services: Services, _suivi: Suivi) -> Historique:
        from caisse_clients.application.lectures_ventes import historique_piece, piece

        with services.lire() as lecteur:
            return decisions.historique(piece(lecteur, numero), historique_piece(lecteur, numero))

    def ouvrir(contenu: Historique) -> None:
        DialogueHistorique(contexte, contenu, ecran).open()

    preparer(contexte, ecran, "Historique", travail, ouvrir)
