"""Ctrl+K: one field that finds actions, the manuals' menu paths, clients, pièces and règlements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from caisse_clients.application.messages import message
from caisse_clients.domain.bons import lire_code
from caisse_clients.gui.icones import icone
from caisse_clients.gui.presentateurs.bon import ressemble_a_un_code
from caisse_clients.gui.taches import Taches
from caisse_clients.gui.theme import jetons, marquer
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.kernel.texte import cle_recherche

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.gui.presentateurs.palette import Trouvaille

DELAI_RECHERCHE_MS = 150
_RIEN = "Rien ne correspond : essayez le début d'un nom, un code, un numéro de pièce, un mot du menu."

_ALLER = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Destination:
    """One line of the palette; ``empechement`` greys it and says why."""

    texte: str
    aller: Callable[[], object] = field(compare=False)
    touche: str = ""
    icone: str = ""
    empechement: str = ""


class _LigneDePalette(QStyledItemDelegate):
    """A line with its key on the right, in the discreet colour."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        destination: Destination = index.data(_ALLER)
        if destination.touche:
            painter.save()
            painter.setPen(jetons().couleur("texte_discret"))
            droite = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(option.rect.adjusted(0, 0, -12, 0), droite, destination.touche)
            painter.restore()


def trier(destinations: Sequence[Destination], cherche: str) -> list[Destination]:
    """Keep the destinations that hold every word of ``cherche`` (case and accents aside), best first.

    A text that starts with the words comes before one that only holds them; what cannot be done comes last.
    """
    mots = cle_recherche(cherche).split()
    trouves = []
    for rang, destination in enumerate(destinations):
        cle = f" {cle_recherche(destination.texte)}"
        if all(mot in cle for mot in mots):
            debuts = sum(f" {mot}" in cle for mot in mots)
            trouves.append((bool(destination.empechement), -debuts, rang, destination))
    return [ligne[-1] for ligne in sorted(trouves, key=lambda ligne: ligne[:3])]


class AllerA(QDialog):
    """The palette: typing narrows, arrows choose while the field keeps the focus, Entrée goes."""

    def __init__(
        self,
        destinations: Sequence[Destination],
        taches: Taches,
        ouvrir: Callable[..., object],
        dire: Callable[[str], None],
        parent: QWidget,
        *,
        verifier_bon: Callable[[str], object],
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("allerA")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fenetre = parent
        self._destinations = tuple(destinations)
        self._taches, self._ouvrir, self._verifier_bon, self._dire = taches, ouvrir, verifier_bon, dire
        self._trouvees: tuple[Destination, ...] = ()
        self._demande = 0
        self._champ = QLineEdit(self)
        self._champ.setObjectName("allerAEdit")
        self._champ.setPlaceholderText("Client, numéro de pièce ou de règlement, action ou chemin de menu…")
        self._champ.setClearButtonEnabled(True)
        self._champ.installEventFilter(self)
        self._liste = QListWidget(self)
        self._liste.setObjectName("allerAListe")
        self._liste.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._liste.setUniformItemSizes(True)
        self._liste.setItemDelegate(_LigneDePalette(self._liste))
        self._pied = QLabel("↑ ↓ choisir   ·   Entrée aller   ·   Échap fermer", self)
        self._pied.setWordWrap(True)
        marquer(self._pied, role="discret")
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(10, 10, 10, 8)
        colonne.setSpacing(6)
        for widget in (self._champ, self._liste, self._pied):
            colonne.addWidget(widget)
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(DELAI_RECHERCHE_MS)
        self._delai.timeout.connect(self._chercher)
        self._champ.textChanged.connect(self._taper)
        self._liste.itemClicked.connect(self._aller)
        self._remplir()

    def placer(self) -> None:
        """Show under the top of the window, in its middle."""
        fenetre = self._fenetre
        largeur = min(640, fenetre.width() - 40)
        self.resize(largeur, min(400, fenetre.height() - 80))
        self.move(fenetre.mapToGlobal(fenetre.rect().topLeft()).x() + (fenetre.width() - largeur) // 2, 0)
        self.move(self.x(), fenetre.mapToGlobal(fenetre.rect().topLeft()).y() + 64)
        self.show()
        self._champ.setFocus()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Draw an edge: a window without a frame would melt into what it covers."""
        super().paintEvent(evenement)
        peintre = QPainter(self)
        peintre.setPen(jetons().couleur("bord_fort"))
        peintre.drawRect(self.rect().adjusted(0, 0, -1, -1))
        peintre.end()

    def eventFilter(self, objet: QObject, evenement: QEvent) -> bool:
        """Send the keys that move and choose to the list; everything else is typing."""
        if objet is self._champ and isinstance(evenement, QKeyEvent) and evenement.type() == QEvent.Type.KeyPress:
            touche = evenement.key()
            if touche in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                saut = 8 if touche in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) else 1
                self._avancer(saut if touche in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -saut)
                return True
            if touche in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if (ligne := self._liste.currentItem()) is not None and not evenement.isAutoRepeat():
                    self._aller(ligne)
                return True
        return super().eventFilter(objet, evenement)

    def _taper(self) -> None:
        self._trouvees = ()
        self._demande += 1
        self._delai.start()
        self._remplir()

    def _chercher(self) -> None:
        texte = self._champ.text().strip()
        if not cle_recherche(texte) or ressemble_a_un_code(texte):
            return
        demande = self._demande

        def travail(services: Services, _suivi: Suivi) -> object:
            from caisse_clients.gui.presentateurs.palette import chercher  # with the readings, at the first search only

            return chercher(services, texte)

        tache = self._taches.lire(travail, self)
        tache.reussie.connect(lambda trouvailles: self._recevoir(demande, trouvailles))

    def _recevoir(self, demande: int, trouvailles: tuple[Trouvaille, ...]) -> None:
        if demande != self._demande:
            return
        self._trouvees = tuple(
            Destination(t.texte, partial(self._ouvrir, t.ecran, **t.parametres), icone=t.icone) for t in trouvailles
        )
        self._remplir()

    def _remplir(self) -> None:
        """Fill the list: what may be done first, what the base has, then what cannot be done, greyed.

        The code of a bon d'avoir, as a scanner types it, is all there is: its Entrée comes at once.
        """
        texte = self._champ.text()
        trouvees = [self._bon(texte)] if ressemble_a_un_code(texte) else trier(self._destinations, texte)
        possibles = [d for d in trouvees if not d.empechement]
        impossibles = [d for d in trouvees if d.empechement]
        self._liste.clear()
        for destination in (*possibles, *self._trouvees, *impossibles):
            ligne = QListWidgetItem(destination.texte, self._liste)
            ligne.setData(_ALLER, destination)
            ligne.setToolTip(destination.empechement)
            ligne.setIcon(icone(destination.icone or "suivant"))
            if destination.empechement:
                ligne.setFlags(ligne.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self._liste.setCurrentRow(0)
        vide = self._liste.count() == 0
        seule = trouvees[0].empechement if len(trouvees) == 1 and not self._trouvees else ""
        self._pied.setText(_RIEN if vide else seule or "↑ ↓ choisir   ·   Entrée aller   ·   Échap fermer")

    def _bon(self, code: str) -> Destination:
        """Return what leads to the bon of a code, or says that it is badly read."""
        empechement = "" if lire_code(code) else message("bon_inconnu")
        return Destination(
            "Vérifier ce bon d'avoir", partial(self._verifier_bon, code), icone="acompte", empechement=empechement
        )

    def _avancer(self, saut: int) -> None:
        dernier = self._liste.count() - 1
        self._liste.setCurrentRow(max(0, min(dernier, self._liste.currentRow() + saut)))

    def _aller(self, ligne: QListWidgetItem) -> None:
        destination: Destination = ligne.data(_ALLER)
        if destination.empechement:
            self._dire(destination.empechement)
            return
        self.close()
        destination.aller()
