"""A dialog that fills one command: what every small form of the settings shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.widgets.erreurs import BandeauErreur, ErreursDuFormulaire
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat

Champ = QLineEdit | QPlainTextEdit | QComboBox | QCheckBox


class DialogueSaisie(Dialogue):
    """A subclass lays its form in ``corps``, calls ``brancher``, and answers ``commande``.

    F2 runs the command once; a refusal shows beside the field it names. ``enregistree`` gives the code
    as it was recorded.
    """

    portee: ClassVar[str] = ""
    enregistree = Signal(str)

    def __init__(self, contexte: ContexteEcran, titre: str, parent: QWidget | None = None) -> None:
        super().__init__(contexte.boites, parent)
        self._contexte = contexte
        self._id_commande = nouvel_id()
        self._en_cours = False
        self._champs: Mapping[str, Champ] = {}
        self._depart: tuple[object, ...] = ()
        self.setWindowTitle(titre)
        self.setMinimumWidth(560)

    def brancher(self, champs: Mapping[str, Champ], bandeau: BandeauErreur, premier: QWidget) -> None:
        """Follow the fields, named as the command names them; typing starts in ``premier``."""
        self._champs = champs
        self._erreurs = ErreursDuFormulaire(champs, bandeau)
        for nom, champ in champs.items():
            if isinstance(champ, QComboBox):
                champ.currentIndexChanged.connect(lambda _rang, nom=nom: self._erreurs.effacer(nom))
            elif isinstance(champ, QPlainTextEdit):
                champ.textChanged.connect(lambda nom=nom: self._erreurs.effacer(nom))
            elif isinstance(champ, QLineEdit):
                champ.textChanged.connect(lambda _texte, nom=nom: self._erreurs.effacer(nom))
        self._depart = self._valeurs()
        premier.setFocus()

    def commande(self) -> object:
        """Return the command that the form says; may raise ``ErreurMetier`` with its field."""
        raise NotImplementedError

    def saisie_commencee(self) -> bool:
        """Return True when something was changed."""
        return self._valeurs() != self._depart

    def valider(self) -> None:
        """Run the command (F2), once."""
        if self._en_cours:
            return
        self._erreurs.effacer()
        try:
            commande = self.commande()
        except ErreurMetier as erreur:
            self._erreurs.montrer(message_de(erreur), erreur.champ)
            return
        self._occuper(True)
        tache = self._contexte.taches.executer(commande, self, id_commande=self._id_commande)
        tache.reussie.connect(self._reussir)
        tache.echouee.connect(self._echouer)

    def reject(self) -> None:
        """Close, except while the command is on its way."""
        if not self._en_cours:
            super().reject()

    def phrase(self, champ: str) -> str:
        """Return the refusal shown beside a field."""
        return self._erreurs.phrase(champ)

    def _reussir(self, resultat: Resultat) -> None:
        self._occuper(False)
        self.accept()
        self.enregistree.emit(str(next(iter(resultat.valeurs.values()))))

    def _echouer(self, erreur: Exception) -> None:
        self._occuper(False)
        self._erreurs.montrer(message_de(erreur), erreur.champ if isinstance(erreur, ErreurMetier) else None)

    def _occuper(self, en_cours: bool) -> None:
        self._en_cours = en_cours
        self.permettre("valider", "L'enregistrement est en cours." if en_cours else "")

    def _valeurs(self) -> tuple[object, ...]:
        return tuple(_valeur(champ) for champ in self._champs.values())


def _valeur(champ: Champ) -> object:
    if isinstance(champ, QPlainTextEdit):
        return champ.toPlainText()
    if isinstance(champ, QComboBox):
        return champ.currentIndex()
    return champ.isChecked() if isinstance(champ, QCheckBox) else champ.text()
