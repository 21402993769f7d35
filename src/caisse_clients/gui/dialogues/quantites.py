"""*Facturer* and *Livrer*: a commande or a bon de livraison, whole or in part (manual 003, DOMAIN §2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_quantites import Ui_DialogueQuantites
from caisse_clients.gui.modeles.feuille import ModeleFeuille
from caisse_clients.gui.presentateurs import quantites as decisions
from caisse_clients.gui.presentateurs.quantites import SAISIE, Ouverture
from caisse_clients.kernel.formats import ecrire_date
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.commandes.transformations import FacturerCommande, LivrerCommande
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi


class DialogueQuantites(DialogueGeste):
    """Makes the pièce on F2. ``enregistree`` gives its number and the sentence for the status line."""

    portee: ClassVar[str] = "dialogueQuantites"
    enregistree = Signal(str, str)

    def __init__(self, contexte: ContexteEcran, ouverture: Ouverture, parent: QWidget | None = None) -> None:
        super().__init__(contexte, ouverture.titre, parent)
        self._ouverture = ouverture
        ui = self._ui = Ui_DialogueQuantites()
        ui.setupUi(self.corps)
        ui.pieceLabel.setText(ouverture.designation)
        ui.explicationLabel.setText(ouverture.explication)
        ui.validerCheck.setVisible(not ouverture.livrer)
        ui.dateEdit.definir_aujourdhui(lambda: aujourd_hui(contexte.horloge))
        ui.dateEdit.setText(ouverture.date)
        self._feuille = ouverture.feuille()
        self._modele = ModeleFeuille(self._feuille, self)
        ui.lignesTable.montrer_feuille(self._modele)
        self._modele.saisie.connect(self._suivre)
        ui.dateEdit.textChanged.connect(lambda _texte: self.effacer_l_erreur())
        champs: dict[str, QWidget] = {"lignes": ui.lignesTable, "date": ui.dateEdit}
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, ui.lignesTable)
        ui.lignesTable.aller(0, SAISIE)
        self._suivre()

    def saisie(self) -> object:
        """Return what is typed."""
        ui = self._ui
        return tuple(ligne.tape for ligne in self._feuille.lignes), ui.dateEdit.text(), ui.validerCheck.isChecked()

    def commande(self) -> FacturerCommande | LivrerCommande:
        """Return the command that the form says."""
        ui = self._ui
        lignes, valider = self._feuille.lignes, ui.validerCheck.isChecked()
        return decisions.commande(self._ouverture, lignes, ui.dateEdit.text(), valider=valider)

    def conclure(self, resultat: Resultat) -> None:
        """Say what was made."""
        numero = str(resultat.valeurs["piece"])
        validee = self._ui.validerCheck.isChecked()
        self.enregistree.emit(numero, decisions.compte_rendu(self._ouverture, numero, validee=validee))

    def _suivre(self) -> None:
        self._ui.totalLabel.setText(self._ouverture.texte_du_total(self._feuille.lignes))
        self.effacer_l_erreur()


def ouvrir_quantites(
    contexte: ContexteEcran,
    ecran: QWidget,
    numero: str,
    *,
    livrer: bool,
    apres: Callable[[str, str], object] | None = None,
) -> None:
    """Deliver (``livrer``) or invoice the commande or bon de livraison ``numero``, all that is left being proposed.

    ``ecran`` is the widget the dialog belongs to. ``apres`` hears the new pièce's number and the sentence; without it
    the sentence goes to the status line.
    """

    def travail(services: Services, _suivi: Suivi) -> Ouverture:
        from caisse_clients.application.lectures_ventes import piece

        with services.lire() as lecteur:
            return Ouverture(piece(lecteur, numero), livrer, ecrire_date(aujourd_hui(contexte.horloge)))

    def ouvrir(ouverture: Ouverture) -> None:
        if raison := decisions.impossible(ouverture):
            contexte.boites.avertir(ecran, ouverture.titre, raison)
            return
        dialogue = DialogueQuantites(contexte, ouverture, ecran)
        dialogue.enregistree.connect(apres or (lambda _piece, texte: contexte.dire(texte)))
        dialogue.open()

    preparer(contexte, ecran, "Livrer" if livrer else "Facturer", travail, ouvrir)
