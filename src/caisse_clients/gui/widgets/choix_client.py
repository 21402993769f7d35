"""Choosing a client by its code or by three letters of its name, by the keys alone, in a base of any size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caisse_clients.gui.modeles.clients import libelle_client
from caisse_clients.gui.modeles.colonnes import Colonne
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.modeles.pagine import LanceurDeLectures
from caisse_clients.gui.theme import jetons, mesures
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, lire_code

if TYPE_CHECKING:
    from caisse_clients.application.lectures import LigneClient
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

LETTRES_MINIMALES = 3
PROPOSITIONS = 12
_DELAI = 150
_A_CHOISIR = "Choisissez un client dans la liste : tapez son code, ou trois lettres de son nom."
_INCONNU = "Aucun client ne correspond : vérifiez le code ou le nom."


def chercher_clients(services: Services, texte: str) -> list[LigneClient]:
    """Return the first clients that a code or some letters designate (runs in a reader thread).

    A whole code comes first, whatever the names of those that merely begin with it; that of an absorbed client
    gives the client it leads to.
    """
    from caisse_clients.application.lectures import CritereClients, cles_clients, fiche_client, lignes_clients

    with services.lire() as lecteur:
        codes: list[int] = []
        try:
            fiche = fiche_client(lecteur, lire_code(texte))
            codes.append(fiche.absorbe_par or fiche.code)
        except ErreurMetier:  # not a code, or nobody's: the letters decide
            pass
        trouves = cles_clients(lecteur, CritereClients(texte=texte), PROPOSITIONS)
        codes += [code for code in trouves if code not in codes]
        par_code = {ligne.code: ligne for ligne in lignes_clients(lecteur, codes[:PROPOSITIONS])}
        return [par_code[code] for code in codes if code in par_code]


class ChoixClient(QLineEdit):
    """A field that holds a client. Typing searches the base after a short rest; ↑ ↓ Entrée choose; Échap closes.

    Entrée before the list is there asks at once, and takes the client whose code it is, or the only one found.

    ``choisi`` gives the ``LigneClient`` or None. Give ``definir_taches`` before first use.
    """

    choisi = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taches: LanceurDeLectures | None = None
        self._client: LigneClient | None = None
        self._jeton = 0
        self._repondu = ""
        self._a_prendre = False
        self._en_lecture = False
        self.setPlaceholderText("Code, ou trois lettres du nom")
        self.setClearButtonEnabled(True)
        self._modele = ModeleListe([Colonne("Client", libelle_client)], lambda client: client.code, self)
        self._liste = _Propositions(self)
        self._liste.setModel(self._modele)
        self._liste.clicked.connect(self._prendre)
        self._delai = QTimer(self)
        self._delai.setSingleShot(True)
        self._delai.setInterval(_DELAI)
        self._delai.timeout.connect(self._chercher)
        self.textEdited.connect(self._taper)
        self.textChanged.connect(self._effacer_si_vide)

    def definir_taches(self, taches: LanceurDeLectures) -> None:
        """Say who runs the searches."""
        self._taches = taches

    def client(self) -> int | None:
        """Return the code of the client chosen, or None."""
        return None if self._client is None else self._client.code

    def ligne(self) -> LigneClient | None:
        """Return the client chosen, with its names, or None."""
        return self._client

    def set_client(self, client: LigneClient | None) -> None:
        """Choose a client already read, or none."""
        self._liste.hide()
        self._delai.stop()
        self._jeton += 1
        self._en_lecture = False
        change = (None if client is None else client.code) != self.client()
        self._client = client
        self.setText("" if client is None else libelle_client(client))
        self.setCursorPosition(0)
        marquer_erreur(self, "")
        if change:
            self.choisi.emit(client)

    def verifier(self) -> bool:
        """Mark or unmark the field; False when its text designates no client yet."""
        phrase = _A_CHOISIR if self.text().strip() and self._client is None else ""
        if phrase and self._repondu == self.text().strip() and not self._modele.rowCount():
            phrase = _INCONNU
        marquer_erreur(self, phrase)
        return not phrase

    def propositions(self) -> Sequence[LigneClient]:
        """Return the clients proposed now, empty when the list is closed."""
        return self._modele.lignes if self._liste.isVisible() else ()

    def event(self, arg__1: QEvent) -> bool:
        """Keep the keys of the open list from the window's shortcuts (Échap closes the list, not the screen)."""
        if (
            arg__1.type() == QEvent.Type.ShortcutOverride
            and isinstance(arg__1, QKeyEvent)
            and self._liste.isVisible()
            and arg__1.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            arg__1.accept()
            return True
        return super().event(arg__1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the open list, or open it with ↓."""
        if self._liste.isVisible() and self._touche_de_liste(event):
            return
        if self._client is None and self.text().strip():
            if event.key() == Qt.Key.Key_Down:
                self._chercher()
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (self._delai.isActive() or self._en_lecture):
                self._a_prendre = True
                if self._delai.isActive():
                    self._chercher()
                return
        super().keyPressEvent(event)

    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        """Take the only client proposed, else say that one must be chosen."""
        super().focusOutEvent(arg__1)
        if arg__1.reason() == Qt.FocusReason.PopupFocusReason:
            return
        if self._client is None and len(propose := self.propositions()) == 1:
            self.set_client(propose[0])
        self._liste.hide()
        self.verifier()

    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        """Select everything, so that typing replaces."""
        super().focusInEvent(arg__1)
        QTimer.singleShot(0, self, self.selectAll)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the list when its window moves, shrinks or goes away: it would float alone."""
        if event.type() in (
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Hide,
            QEvent.Type.WindowDeactivate,
        ):
            self._liste.hide()
        return super().eventFilter(watched, event)

    def _touche_de_liste(self, event: QKeyEvent) -> bool:
        touche, rang = event.key(), self._liste.currentIndex().row()
        pas = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: PROPOSITIONS,
            Qt.Key.Key_PageUp: -PROPOSITIONS,
        }.get(Qt.Key(touche))
        if pas is not None:
            self._marquer(max(0, min(self._modele.rowCount() - 1, rang + pas)))
            return True
        if touche in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._prendre(self._liste.currentIndex())
            return True
        if touche == Qt.Key.Key_Escape:
            self._liste.hide()
            return True
        if touche == Qt.Key.Key_Tab and rang >= 0:
            self._prendre(self._liste.currentIndex())  # and the key goes on to the next field
        return False

    def _taper(self) -> None:
        if self._client is not None:
            self._client = None
            self.choisi.emit(None)
        marquer_erreur(self, "")
        self._jeton += 1
        self._a_prendre = self._en_lecture = False
        self._delai.start()

    def _effacer_si_vide(self, texte: str) -> None:
        if not texte and self._client is not None:
            self.set_client(None)

    def _chercher(self) -> None:
        texte = self.text().strip()
        self._delai.stop()
        if self._taches is None:
            raise RuntimeError("definir_taches has not been called")
        if not texte or (len(texte) < LETTRES_MINIMALES and not texte.isdigit()):
            self._liste.hide()
            return
        self._jeton += 1
        jeton = self._jeton

        def travail(services: Services, _suivi: Suivi) -> list[LigneClient]:
            return chercher_clients(services, texte)

        tache = self._taches.lire(travail, self)
        tache.reussie.connect(lambda clients: self._proposer(jeton, texte, clients))
        tache.echouee.connect(lambda _erreur: self._renoncer(jeton))
        self._en_lecture = True

    def _renoncer(self, jeton: int) -> None:
        if jeton == self._jeton:
            self._en_lecture = False
            self._liste.hide()

    def _proposer(self, jeton: int, texte: str, clients: list[LigneClient]) -> None:
        if jeton != self._jeton:
            return
        self._repondu = texte
        self._en_lecture = False
        self._modele.montrer(clients)
        if self._a_prendre and (len(clients) == 1 or (clients and ecrire_code(clients[0].code) == _en_code(texte))):
            self.set_client(clients[0])
            return
        if not clients or not self.hasFocus():
            self._liste.hide()
            self.verifier()
            return
        self.window().installEventFilter(self)
        self._liste.montrer_sous(self, len(clients))
        self._marquer(0)

    def _marquer(self, rang: int) -> None:
        self._liste.setCurrentIndex(self._modele.index(rang, 0))

    def _prendre(self, index: QModelIndex) -> None:
        if (client := self._modele.ligne(index.row())) is not None:
            self.set_client(client)


def _en_code(texte: str) -> str:
    """Return a code as it is shown, or nothing for what is no code."""
    try:
        return ecrire_code(lire_code(texte))
    except ErreurMetier:
        return ""


class _Propositions(QListView):
    """The list under the field; never takes the focus, so that typing goes on."""

    def __init__(self, champ: QWidget) -> None:
        super().__init__(champ)
        self.setWindowFlags(Qt.WindowType.ToolTip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_DelegueClient(self))
        self.setAccessibleName("Clients proposés")

    def montrer_sous(self, champ: QWidget, lignes: int) -> None:
        """Show under the field, or above it when the screen ends there."""
        hauteur = lignes * (mesures().ligne + 2) + 8
        largeur = max(champ.width(), 460)
        coin, ecran = champ.mapToGlobal(QPoint(0, champ.height() + 2)), champ.screen().availableGeometry()
        if coin.y() + hauteur > ecran.bottom():
            coin.setY(champ.mapToGlobal(QPoint(0, 0)).y() - hauteur - 2)
        coin.setX(max(ecran.left(), min(coin.x(), ecran.right() - largeur)))
        self.setGeometry(QRect(coin, QSize(largeur, hauteur)))
        self.show()
        self.raise_()


class _DelegueClient(QStyledItemDelegate):
    """One client a row: code, name in bold, town on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), mesures().ligne + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        choix = QStyleOptionViewItem(option)
        self.initStyleOption(choix, index)
        choix.text = ""
        choix.state &= ~QStyle.StateFlag.State_HasFocus
        choix.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, choix, painter, choix.widget)
        modele, j = index.model(), jetons()
        client = modele.ligne(index.row()) if isinstance(modele, ModeleListe) else None
        if client is None:
            return
        painter.save()
        gras = choix.font
        cadre = choix.rect.adjusted(8, 0, -8, 0)
        code = choix.fontMetrics.horizontalAdvance("0 000 000")
        milieu, droite = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        painter.setPen(j.couleur("texte_discret"))
        painter.drawText(QRect(cadre.x(), cadre.y(), code, cadre.height()), milieu | droite, ecrire_code(client.code))
        lieu = f"{client.code_postal} {client.ville}".strip()
        painter.drawText(cadre, milieu | droite, lieu)
        place = cadre.width() - code - 14 - (choix.fontMetrics.horizontalAdvance(lieu) + 14 if lieu else 0)
        gras.setBold(True)
        painter.setFont(gras)
        painter.setPen(j.couleur("texte"))
        nom = painter.fontMetrics().elidedText(
            f"{client.nom} {client.prenom}".rstrip(), Qt.TextElideMode.ElideRight, place
        )
        painter.drawText(QRect(cadre.x() + code + 14, cadre.y(), place, cadre.height()), milieu, nom)
        painter.restore()
