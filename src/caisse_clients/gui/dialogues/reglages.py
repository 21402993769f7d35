"""The small forms of the settings: a parameter, a motif, a station, a poste, a user."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.parametrage import (
    CreerMotif,
    CreerPoste,
    CreerStation,
    CreerUtilisateur,
    ModifierMotif,
    ModifierParametre,
    ModifierStation,
    ModifierUtilisateur,
)
from caisse_clients.application.lectures import VueMotif
from caisse_clients.domain.droits import Role
from caisse_clients.gui.dialogues.saisie import Champ, DialogueSaisie
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_motif import Ui_DialogueMotif
from caisse_clients.gui.formulaires.dialogue_parametre import Ui_DialogueParametre
from caisse_clients.gui.formulaires.dialogue_poste import Ui_DialoguePoste
from caisse_clients.gui.formulaires.dialogue_station import Ui_DialogueStation
from caisse_clients.gui.formulaires.dialogue_utilisateur import Ui_DialogueUtilisateur
from caisse_clients.gui.presentateurs.reglages import ROLES, Personne, Reglage, Station, dire_les_droits


class DialogueParametre(DialogueSaisie):
    """The value of one setting."""

    portee: ClassVar[str] = "dialogueParametre"

    def __init__(self, contexte: ContexteEcran, reglage: Reglage, parent: QWidget | None = None) -> None:
        super().__init__(contexte, "Modifier un réglage", parent)
        self._reglage = reglage
        self.ui = Ui_DialogueParametre()
        self.ui.setupUi(self.corps)
        self.ui.parametreLabel.setText(reglage.libelle)
        self.ui.defautLabel.setText(f"Valeur d'origine : {reglage.defaut or 'aucune'}")
        self.ui.valeurEdit.setText(reglage.valeur)
        self.ui.valeurEdit.selectAll()
        self.brancher({"valeur": self.ui.valeurEdit}, self.ui.messageBandeau, self.ui.valeurEdit)

    def commande(self) -> ModifierParametre:
        """Return the new value; the command's own rule reads it."""
        return ModifierParametre(self._reglage.cle, self.ui.valeurEdit.text())


class DialogueMotif(DialogueSaisie):
    """A motif: its words and its general account(s)."""

    portee: ClassVar[str] = "dialogueMotif"

    def __init__(self, contexte: ContexteEcran, motif: VueMotif | None = None, parent: QWidget | None = None) -> None:
        super().__init__(contexte, "Nouveau motif" if motif is None else f"Motif {motif.code}", parent)
        self._motif = motif
        ui = self.ui = Ui_DialogueMotif()
        ui.setupUi(self.corps)
        ui.actifCheck.setVisible(motif is not None)
        if motif is not None:
            ui.codeEdit.setText(motif.code)
            ui.codeEdit.setReadOnly(True)
            ui.libelleEdit.setText(motif.libelle)
            ui.debitEdit.setText(motif.compte_debit)
            ui.creditEdit.setText(motif.compte_credit)
            ui.actifCheck.setChecked(motif.actif)
        champs: dict[str, Champ] = {
            "code": ui.codeEdit,
            "libelle": ui.libelleEdit,
            "compte_debit": ui.debitEdit,
            "compte_credit": ui.creditEdit,
            "actif": ui.actifCheck,
        }
        self.brancher(champs, ui.messageBandeau, ui.codeEdit if motif is None else ui.libelleEdit)

    def commande(self) -> CreerMotif | ModifierMotif:
        """Return the creation or the modification."""
        ui = self.ui
        libelle, debit, credit = ui.libelleEdit.text(), ui.debitEdit.text(), ui.creditEdit.text()
        if self._motif is None:
            return CreerMotif(ui.codeEdit.text(), libelle, debit, credit)
        return ModifierMotif(self._motif.code, libelle, debit, credit or debit, ui.actifCheck.isChecked())


class DialogueStation(DialogueSaisie):
    """A station, and what heads its receipts."""

    portee: ClassVar[str] = "dialogueStation"

    def __init__(self, contexte: ContexteEcran, station: Station | None = None, parent: QWidget | None = None) -> None:
        super().__init__(contexte, "Nouvelle station" if station is None else f"Station {station.code}", parent)
        self._station = station
        ui = self.ui = Ui_DialogueStation()
        ui.setupUi(self.corps)
        if station is not None:
            ui.codeEdit.setText(station.code)
            ui.codeEdit.setReadOnly(True)
            ui.libelleEdit.setText(station.libelle)
            ui.raisonSocialeEdit.setText(station.raison_sociale)
            ui.adresseEdit.setPlainText(station.adresse)
            ui.siretEdit.setText(station.siret)
            ui.mentionsEdit.setPlainText(station.mentions)
        champs: dict[str, Champ] = {
            "code": ui.codeEdit,
            "libelle": ui.libelleEdit,
            "raison_sociale": ui.raisonSocialeEdit,
            "adresse": ui.adresseEdit,
            "siret": ui.siretEdit,
            "mentions": ui.mentionsEdit,
        }
        self.brancher(champs, ui.messageBandeau, ui.codeEdit if station is None else ui.libelleEdit)

    def commande(self) -> CreerStation | ModifierStation:
        """Return the creation or the modification."""
        ui = self.ui
        classe = CreerStation if self._station is None else ModifierStation
        return classe(
            ui.codeEdit.text(),
            ui.libelleEdit.text(),
            ui.raisonSocialeEdit.text(),
            ui.adresseEdit.toPlainText(),
            ui.siretEdit.text(),
            ui.mentionsEdit.toPlainText(),
        )


class DialoguePoste(DialogueSaisie):
    """A new poste of a station; its code and its station never change."""

    portee: ClassVar[str] = "dialoguePoste"

    def __init__(self, contexte: ContexteEcran, stations: Sequence[Station], parent: QWidget | None = None) -> None:
        super().__init__(contexte, "Nouveau poste", parent)
        ui = self.ui = Ui_DialoguePoste()
        ui.setupUi(self.corps)
        for station in stations:
            ui.stationCombo.addItem(f"{station.code} · {station.libelle}", station.code)
        champs: dict[str, Champ] = {"code": ui.codeEdit, "libelle": ui.libelleEdit, "station": ui.stationCombo}
        self.brancher(champs, ui.messageBandeau, ui.codeEdit)

    def commande(self) -> CreerPoste:
        """Return the creation."""
        ui = self.ui
        return CreerPoste(ui.codeEdit.text(), ui.libelleEdit.text(), str(ui.stationCombo.currentData()))


class DialogueUtilisateur(DialogueSaisie):
    """A user and a role; what the role may do is written under it."""

    portee: ClassVar[str] = "dialogueUtilisateur"

    def __init__(
        self, contexte: ContexteEcran, personne: Personne | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(contexte, "Nouvel utilisateur" if personne is None else f"Utilisateur {personne.code}", parent)
        self._personne = personne
        ui = self.ui = Ui_DialogueUtilisateur()
        ui.setupUi(self.corps)
        for role, libelle in ROLES.items():
            ui.roleCombo.addItem(libelle, role.value)
        ui.roleCombo.currentIndexChanged.connect(lambda _rang: self._dire_les_droits())
        ui.actifCheck.setVisible(personne is not None)
        if personne is not None:
            ui.codeEdit.setText(personne.code)
            ui.codeEdit.setReadOnly(True)
            ui.libelleEdit.setText(personne.libelle)
            ui.roleCombo.setCurrentIndex(list(ROLES).index(personne.role))
            ui.actifCheck.setChecked(personne.actif)
        self._dire_les_droits()
        champs: dict[str, Champ] = {
            "code": ui.codeEdit,
            "libelle": ui.libelleEdit,
            "role": ui.roleCombo,
            "actif": ui.actifCheck,
        }
        self.brancher(champs, ui.messageBandeau, ui.codeEdit if personne is None else ui.libelleEdit)

    def commande(self) -> CreerUtilisateur | ModifierUtilisateur:
        """Return the creation or the modification."""
        ui = self.ui
        if self._personne is None:
            return CreerUtilisateur(ui.codeEdit.text(), ui.libelleEdit.text(), self._role())
        return ModifierUtilisateur(self._personne.code, ui.libelleEdit.text(), self._role(), ui.actifCheck.isChecked())

    def _role(self) -> Role:
        return Role(self.ui.roleCombo.currentData())

    def _dire_les_droits(self) -> None:
        self.ui.droitsLabel.setText(dire_les_droits(self._role()))
