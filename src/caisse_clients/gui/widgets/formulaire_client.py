"""The fields of the client's card, filled and read as one value."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from caisse_clients.gui.formulaires.fiche_client import Ui_FicheClient
from caisse_clients.gui.presentateurs.fiche_client import Saisie
from caisse_clients.kernel.formats import ecrire_code, lire_montant


class FormulaireClient(QObject):
    """Between the widgets of ``forms/fiche_client.ui`` and a ``Saisie``; decides nothing.

    ``champs`` maps the names of the command's fields to the widgets that hold them.
    """

    change = Signal(str)
    """Name of the field of the command that was just edited, by hand or by program."""

    def __init__(self, ui: Ui_FicheClient, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._plafond_reserve = False
        self._textes: Mapping[str, QLineEdit] = {
            "nom": ui.nomEdit,
            "prenom": ui.prenomEdit,
            "code_postal": ui.codePostalEdit,
            "ville": ui.villeEdit,
            "telephone": ui.telephoneEdit,
            "courriel": ui.courrielEdit,
            "siren": ui.sirenEdit,
        }
        self.champs: Mapping[str, QWidget] = {
            "code": ui.codeEdit,
            **self._textes,
            "adresse": ui.adresseEdit,
            "plafond_credit": ui.plafondEdit,
        }
        for nom, champ in {"code": ui.codeEdit, **self._textes, "plafond_credit": ui.plafondEdit}.items():
            champ.textChanged.connect(lambda _texte, nom=nom: self.change.emit(nom))
        ui.adresseEdit.textChanged.connect(lambda: self.change.emit("adresse"))
        ui.professionnelCheck.toggled.connect(self._suivre_le_professionnel)
        self._suivre_le_professionnel(False)

    @property
    def code(self) -> str:
        """Code typed for a new client."""
        return self._ui.codeEdit.text()

    @code.setter
    def code(self, texte: str) -> None:
        if not self._ui.codeEdit.isReadOnly():
            self._ui.codeEdit.setText(texte)

    def fixer_le_code(self, code: int) -> None:
        """Show the code of a client that exists: it never changes."""
        self._ui.codeEdit.setText(ecrire_code(code))
        self._ui.codeEdit.setReadOnly(True)
        self._ui.codeEdit.setToolTip("Le code d'un client ne change jamais.")

    def premier_champ(self) -> QWidget:
        """Return where one starts to type."""
        return self._ui.nomEdit

    def reserver_le_plafond(self, raison: str) -> None:
        """Let the credit ceiling only be read, and say why."""
        self._plafond_reserve = True
        self._ui.plafondEdit.setReadOnly(True)
        self._ui.plafondEdit.setToolTip(raison)

    def permettre(self, permis: bool) -> None:
        """Let the fields be edited, or only read."""
        for champ in self._textes.values():
            champ.setReadOnly(not permis)
        self._ui.plafondEdit.setReadOnly(self._plafond_reserve or not permis)
        self._ui.adresseEdit.setReadOnly(not permis)
        self._ui.professionnelCheck.setEnabled(permis)

    def remplir(self, saisie: Saisie) -> None:
        """Show a card."""
        for nom, champ in self._textes.items():
            champ.setText(getattr(saisie, nom))
            champ.setCursorPosition(0)
        self._ui.adresseEdit.setPlainText(saisie.adresse)
        self._ui.plafondEdit.set_centimes(saisie.plafond_credit)
        self._ui.professionnelCheck.setChecked(saisie.professionnel)

    def lire(self) -> Saisie:
        """Return what is typed; an amount that cannot be read counts as none (see ``illisible``)."""
        return Saisie(
            **{nom: champ.text() for nom, champ in self._textes.items()},
            adresse=self._ui.adresseEdit.toPlainText(),
            professionnel=self._ui.professionnelCheck.isChecked(),
            plafond_credit=self._ui.plafondEdit.centimes(),
        )

    def lire_strict(self) -> Saisie:
        """Return what is typed; raises ``montant_invalide`` rather than dropping an amount."""
        if self.illisible():
            lire_montant(self._ui.plafondEdit.text(), champ="plafond_credit")
        return self.lire()

    def illisible(self) -> bool:
        """Return True when the credit limit is no amount."""
        return bool(self._ui.plafondEdit.erreur)

    def _suivre_le_professionnel(self, coche: bool) -> None:
        """A SIREN belongs to a professional; one already typed stays in sight."""
        montre = coche or bool(self._ui.sirenEdit.text().strip())
        self._ui.sirenEdit.setEnabled(montre)
        self._ui.sirenLabel.setEnabled(montre)
        self.change.emit("professionnel")
