"""Setting a PIN: one's own by giving the present one, or another user's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from caisse_clients.application.commandes.pins import DefinirPin
from caisse_clients.application.connexion import codes_avec_pin
from caisse_clients.application.session import Secrets
from caisse_clients.domain.pins import se_devine
from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_pin import Ui_DialoguePin
from caisse_clients.kernel.erreurs import ErreurMetier

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

_PREMIER = (
    "C'est le premier code PIN de cette base : dès qu'il est enregistré, chacun dit qui il est avant de travailler, "
    "et qui n'a pas de code PIN n'entre plus."
)
_SIEN = "De 4 à 12 chiffres. Ne le donnez à personne : il signe ce que vous faites."
_AUTRE = "De 4 à 12 chiffres. Qui le reçoit peut le changer (Outils > Changer mon code PIN)."


_DEVINABLE = "Ce code PIN se devine vite (chiffre répété, ou suite comme 1234) : un autre vous protège mieux."


class DialoguePin(DialogueGeste):
    """The new PIN is typed twice; what was typed leaves the window only to be hashed."""

    portee: ClassVar[str] = "dialoguePin"

    def __init__(
        self, contexte: ContexteEcran, code: str, avec_pin: frozenset[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(contexte, f"Code PIN de {code}", parent)
        self._cible = code
        self._ui = ui = Ui_DialoguePin()
        ui.setupUi(self.corps)
        sien = code == contexte.utilisateur.code
        self._avec_actuel = sien and code in avec_pin
        ui.explicationLabel.setText(_SIEN if sien else _AUTRE)
        ui.premierLabel.setText(_PREMIER)
        ui.premierLabel.setVisible(not avec_pin)
        for widget in (ui.actuelLabel, ui.pinActuelEdit):
            widget.setVisible(self._avec_actuel)
        champs: Mapping[str, QWidget] = {
            "pin_actuel": ui.pinActuelEdit,
            "nouveau_pin": ui.nouveauPinEdit,
            "confirmation": ui.confirmationEdit,
        }
        premier = ui.pinActuelEdit if self._avec_actuel else ui.nouveauPinEdit
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, premier)
        for champ in (ui.pinActuelEdit, ui.nouveauPinEdit, ui.confirmationEdit):
            champ.textEdited.connect(lambda _texte: self.effacer_l_erreur())
        explication = ui.explicationLabel.text()
        ui.nouveauPinEdit.textEdited.connect(
            lambda pin: ui.explicationLabel.setText(_DEVINABLE if se_devine(pin) else explication)
        )

    def saisie(self) -> object:
        """Return the three fields."""
        ui = self._ui
        return ui.pinActuelEdit.text(), ui.nouveauPinEdit.text(), ui.confirmationEdit.text()

    def commande(self) -> object:
        """Return the command, which says only whose PIN it is."""
        if self._ui.nouveauPinEdit.text() != self._ui.confirmationEdit.text():
            raise ErreurMetier("pin_different", champ="confirmation")
        return DefinirPin(self._cible)

    def secrets(self) -> Secrets:
        """Return what goes beside the command."""
        return Secrets(self._ui.nouveauPinEdit.text(), self._ui.pinActuelEdit.text())

    def conclure(self, resultat: Resultat) -> None:
        """Say that it is done."""
        self.contexte.dire(f"Code PIN de {resultat.valeurs['utilisateur']} enregistré.")


def _lire_qui_en_a(services: Services, _suivi: Suivi) -> frozenset[str]:
    with services.lire() as lecteur:
        return codes_avec_pin(lecteur)


def demander_un_pin(contexte: ContexteEcran, hote: QWidget, code: str) -> None:
    """Open the dialog for this user, once it is known who has a PIN."""
    preparer(
        contexte,
        hote,
        "Code PIN",
        _lire_qui_en_a,
        lambda avec_pin: DialoguePin(contexte, code, avec_pin, hote).open(),
    )
