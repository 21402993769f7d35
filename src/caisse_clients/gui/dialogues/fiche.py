"""The dialog that any form of the settings opens: its fields come from a ``Fiche``, not from a drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from caisse_clients.gui.dialogues.saisie import Champ, DialogueSaisie
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.presentateurs.fiches import ChampFiche, Fiche, Sorte
from caisse_clients.gui.widgets.erreurs import BandeauErreur

_FIGE = "Fixé à la création : ne change plus."
_SUFFIXES: dict[type[QWidget], str] = {
    QLineEdit: "Edit",
    QPlainTextEdit: "Edit",
    QComboBox: "Combo",
    QCheckBox: "Check",
}


class DialogueFiche(DialogueSaisie):
    """A new row, or ``ligne`` to modify; widgets are named after their field: ``codeEdit``, ``compteDebitEdit``."""

    portee: ClassVar[str] = "dialogueFiche"

    def __init__(
        self, contexte: ContexteEcran, fiche: Fiche, ligne: object | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(contexte, fiche.intitule(ligne), parent)
        self._fiche, self._creation = fiche, ligne is None
        self._montres = {champ.nom: champ for champ in fiche.montres(creation=self._creation)}
        self._grille = QGridLayout(self.corps)
        self._grille.setContentsMargins(20, 16, 20, 20)
        self._grille.setHorizontalSpacing(14)
        self._grille.setVerticalSpacing(9)
        self._grille.setColumnStretch(1, 1)
        self._grille.setColumnMinimumWidth(0, 130)
        self._grille.setColumnMinimumWidth(1, 360)
        bandeau = BandeauErreur(self.corps)
        bandeau.setObjectName("messageBandeau")
        self._grille.addWidget(bandeau, 0, 0, 1, 2)
        if fiche.entete:
            self._grille.addWidget(self._phrase("enteteLabel", fiche.entete), 1, 0, 1, 2)
        self._widgets: dict[str, Champ] = {}
        for champ in self._montres.values():
            self._poser(champ, champ.defaut if ligne is None else getattr(ligne, champ.nom))
        self.brancher(self._widgets, bandeau, self._premier())
        self.ajuster()

    def champ(self, nom: str) -> Champ:
        """Return the widget of a field."""
        return self._widgets[nom]

    def commande(self) -> object:
        """Return the creation or the modification; raises on the first text that cannot be read."""
        valeurs = {nom: self._lire(champ) for nom, champ in self._montres.items()}
        return self._fiche.commande(valeurs, creation=self._creation)

    def aider(self) -> None:
        """Open the help of the screen that this form belongs to."""
        from caisse_clients.gui.aide import montrer_aide

        montrer_aide(self._fiche.page, self)

    def _poser(self, champ: ChampFiche, valeur: Any) -> None:
        rang = self._grille.rowCount()
        widget = _WIDGETS[champ.sorte](champ, valeur, self.corps)
        nom = _en_chameau(champ.nom)
        widget.setObjectName(nom + _SUFFIXES[type(widget)])
        widget.setAccessibleName(champ.libelle.replace("&", ""))
        self._widgets[champ.nom] = widget
        if not isinstance(widget, QCheckBox):
            etiquette = QLabel(champ.libelle, self.corps)
            etiquette.setObjectName(f"{nom}Label")
            etiquette.setBuddy(widget)
            if champ.sorte is not Sorte.LIGNES:  # level with its field even when a refusal stands under it
                widget.ensurePolished()
                etiquette.setMinimumHeight(widget.sizeHint().height())
            self._grille.addWidget(etiquette, rang, 0, Qt.AlignmentFlag.AlignTop)
        self._grille.addWidget(widget, rang, 1)
        if not self._creation and (champ.fige or champ.nom == self._fiche.cle):
            _figer(widget)
        if champ.aide:
            self._grille.addWidget(self._aide(champ, widget), rang + 1, 1)

    def _aide(self, champ: ChampFiche, widget: Champ) -> QLabel:
        nom = f"{_en_chameau(champ.nom)}AideLabel"
        if isinstance(champ.aide, str):
            return self._phrase(nom, champ.aide, role="discret")
        selon = champ.aide
        aide = self._phrase(nom, selon(self._lire(champ)), role="discret")
        assert isinstance(widget, QComboBox)  # only a choice is explained as it changes
        widget.currentIndexChanged.connect(lambda _rang: aide.setText(selon(self._lire(champ))))
        return aide

    def _phrase(self, nom: str, texte: str, role: str = "") -> QLabel:
        phrase = QLabel(texte, self.corps)
        phrase.setObjectName(nom)
        phrase.setProperty("role", role)
        phrase.setTextFormat(Qt.TextFormat.PlainText)
        phrase.setWordWrap(True)
        phrase.setMinimumWidth(280)
        phrase.setContentsMargins(0, 0, 0, 6)
        return phrase

    def _lire(self, champ: ChampFiche) -> Any:
        widget = self._widgets[champ.nom]
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, QComboBox):
            return champ.choix[widget.currentIndex()][0] if widget.currentIndex() >= 0 else None
        return champ.lire(widget.toPlainText() if isinstance(widget, QPlainTextEdit) else widget.text())

    def _premier(self) -> Champ:
        """Return where typing starts: the first field that takes it; a text to change is ready to be replaced."""
        for nom, widget in self._widgets.items():
            if widget.isEnabled() and (self._creation or nom != self._fiche.cle):
                if isinstance(widget, QLineEdit):
                    widget.selectAll()
                return widget
        return next(iter(self._widgets.values()))


def _texte(champ: ChampFiche, valeur: Any, parent: QWidget) -> QLineEdit:
    widget = QLineEdit(parent)
    widget.setMaxLength(champ.longueur)
    widget.setPlaceholderText(champ.exemple)
    widget.setText(champ.ecrire(valeur))
    widget.setCursorPosition(0)
    if champ.sorte is not Sorte.TEXTE:
        widget.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return widget


def _lignes(champ: ChampFiche, valeur: Any, parent: QWidget) -> QPlainTextEdit:
    widget = QPlainTextEdit(parent)
    widget.setMaximumHeight(64)
    widget.setTabChangesFocus(True)
    widget.setPlaceholderText(champ.exemple)
    widget.setPlainText(champ.ecrire(valeur))
    return widget


def _choix(champ: ChampFiche, valeur: Any, parent: QWidget) -> QComboBox:
    widget = QComboBox(parent)
    widget.addItems([libelle for _valeur, libelle in champ.choix])
    if valeur is not None:  # one that is no longer offered shows as none, never as another
        widget.setCurrentIndex(next((rang for rang, (v, _libelle) in enumerate(champ.choix) if v == valeur), -1))
    return widget


def _coche(champ: ChampFiche, valeur: Any, parent: QWidget) -> QCheckBox:
    widget = QCheckBox(champ.libelle, parent)
    widget.setChecked(bool(valeur))
    return widget


_WIDGETS: dict[Sorte, Callable[[ChampFiche, Any, QWidget], Champ]] = {
    Sorte.TEXTE: _texte,
    Sorte.LIGNES: _lignes,
    Sorte.MONTANT: _texte,
    Sorte.POURCENT: _texte,
    Sorte.CHOIX: _choix,
    Sorte.COCHE: _coche,
}


def _figer(widget: Champ) -> None:
    """Make a field readable but no longer changeable, and say why."""
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.setReadOnly(True)
    else:
        widget.setEnabled(False)
    widget.setToolTip(_FIGE)
    widget.setAccessibleDescription(_FIGE)


def _en_chameau(nom: str) -> str:
    premier, *suite = nom.split("_")
    return premier + "".join(mot.capitalize() for mot in suite)
