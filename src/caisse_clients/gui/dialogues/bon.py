"""*Vérifier un bon d'avoir*: scan it, see what it is still worth and where it served, use it (manual 001)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.domain.vues import VueCompte
from caisse_clients.domain.vues_acces import VueBon
from caisse_clients.gui.catalogue import action
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.dialogues.choix import DialogueChoix
from caisse_clients.gui.dialogues.geste import preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_bon import Ui_DialogueBon
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import bon as decisions
from caisse_clients.gui.presentateurs.financier import SANS_BON, bon_evident, lire_comptes_avoir, texte_du_compte
from caisse_clients.gui.presentateurs.reglements import manque_de_droit
from caisse_clients.gui.theme import marquer
from caisse_clients.gui.widgets.erreurs import marquer_erreur

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

_GESTES = ("valider", "compte", "imprimer")


class DialogueBon(Dialogue):
    """Entrée in the code verifies it, so a scanner does all by itself; the code of another bon takes its place."""

    portee: ClassVar[str] = "dialogueBon"

    def __init__(self, contexte: ContexteEcran, parent: QWidget | None = None) -> None:
        super().__init__(contexte.boites, parent)
        self._contexte = contexte
        self._bon: VueBon | None = None
        self._jeton = 0
        self.setWindowTitle("Vérifier un bon d'avoir")
        self._ui = ui = Ui_DialogueBon()
        ui.setupUi(self.corps)
        self._usages = ModeleListe(decisions.COLONNES, lambda usage: usage, self)
        ui.usagesTable.montrer_modele(self._usages)
        ui.usagesTable.dire_si_vide(decisions.A_SCANNER)
        ui.codeEdit.installEventFilter(self)
        ui.codeEdit.textEdited.connect(lambda _texte: self._dire_l_erreur(""))
        self._montrer_les_lignes(visibles=False)
        self._dire_l_erreur("")
        self._permettre()
        self.ajuster()
        ui.codeEdit.setFocus()

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the keys: F2 uses the bon, F6 shows its compte, Ctrl+P prints it."""
        return {**super().commandes(), "compte": self.ouvrir_le_compte, "imprimer": self.imprimer}

    def verifier(self, code: str) -> None:
        """Look for the bon of a code typed or scanned; one that does not exist says so."""
        self._ui.codeEdit.setText(code)
        self._ui.codeEdit.selectAll()
        self._lire(lambda services, _suivi: decisions.lire_du_code(services, code))

    def montrer_le_compte(self, compte: int) -> None:
        """Show the bon of a compte avoir."""
        self._lire(lambda services, _suivi: decisions.lire_du_compte(services, compte))

    def valider(self) -> None:
        """Use it (F2): the two columns of its client, the bon already ticked."""
        if self._bon is not None and not decisions.empechement("valider", self._bon):
            self._aller("imputation", client=self._bon.client, cocher=(str(self._bon.compte),))

    def ouvrir_le_compte(self) -> None:
        """F6: the compte and all its écritures."""
        if self._bon is not None:
            self._aller("comptes_clients", client=self._bon.client, compte=self._bon.compte)

    def imprimer(self) -> None:
        """Ctrl+P: the paper, with its code."""
        if self._bon is not None:
            from caisse_clients.gui.dialogues.tirages import montrer_bon

            montrer_bon(self._contexte, self, self._bon.compte)

    def eventFilter(self, objet: QObject, evenement: QEvent) -> bool:
        """Entrée in the code verifies it: a scanner ends with it."""
        entree = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(evenement, QKeyEvent) and evenement.type() == QEvent.Type.KeyPress and evenement.key() in entree:
            if not evenement.isAutoRepeat():
                self.verifier(self._ui.codeEdit.text())
            return True
        return super().eventFilter(objet, evenement)

    def _aller(self, ecran: str, **parametres: object) -> None:
        self.accept()
        self._contexte.ouvrir(ecran, **parametres)

    def _lire(self, travail: Callable[[Services, Suivi], VueBon]) -> None:
        self._jeton += 1
        jeton = self._jeton
        tache = self._contexte.taches.lire(travail, self)
        tache.reussie.connect(lambda bon: self._montrer(bon, "") if jeton == self._jeton else None)
        tache.echouee.connect(lambda erreur: self._montrer(None, message_de(erreur)) if jeton == self._jeton else None)

    def _montrer(self, bon: VueBon | None, erreur: str) -> None:
        """Show a bon, or nothing and why: what another code said must not stay beside a refusal."""
        ui, self._bon = self._ui, bon
        etat = decisions.etat(bon) if bon is not None else None
        ui.compteLabel.setText(etat.compte if etat else "")
        ui.clientLabel.setText(etat.client if etat else "")
        ui.montantLabel.setText(etat.montant if etat else "—")
        ui.soldeLabel.setText(etat.solde if etat else "—")
        ui.origineLabel.setText(etat.origine if etat else "")
        self._montrer_les_lignes(visibles=etat is not None)
        if etat is not None:
            ui.etatLabel.setText(etat.etat.texte)
            marquer(ui.etatLabel, pastille=str(etat.etat.gravite))
            ui.codeEdit.clear()  # ready for the next one
        ui.usagesTable.dire_si_vide(decisions.SANS_USAGE if etat else decisions.A_SCANNER)
        self._usages.montrer(etat.usages if etat else ())
        self._dire_l_erreur(erreur)
        self._permettre()
        ui.codeEdit.setFocus()

    def _montrer_les_lignes(self, *, visibles: bool) -> None:
        ui = self._ui
        for label in (ui.compteLabel, ui.etatLabel, ui.clientLabel, ui.origineLabel):
            label.setVisible(visibles)

    def _dire_l_erreur(self, phrase: str) -> None:
        marquer_erreur(self._ui.codeEdit, phrase)
        self._ui.erreurLabel.setText(phrase)
        self._ui.erreurLabel.setVisible(bool(phrase))

    def _permettre(self) -> None:
        droits = self._contexte.utilisateur.droits
        for geste in _GESTES:
            droit = action(f"{self.portee}.{geste}").droit
            manque = manque_de_droit(droit, droits) if droit is not None else ""
            self.permettre(geste, manque or decisions.empechement(geste, self._bon))


def ouvrir_bon(contexte: ContexteEcran, hote: QWidget, *, code: str = "", compte: int | None = None) -> DialogueBon:
    """Open the dialog, on the bon of a code or of a compte avoir when one is given."""
    dialogue = DialogueBon(contexte, hote)
    dialogue.open()
    if compte is not None:
        dialogue.montrer_le_compte(compte)
    elif code:
        dialogue.verifier(code)
    return dialogue


def ouvrir_un_bon_du_client(contexte: ContexteEcran, ecran: QWidget, client: int) -> None:
    """Show the bon of a compte avoir of the client; asks which when it is not obvious."""

    def ouvrir(comptes: tuple[VueCompte, ...]) -> None:
        if not comptes:
            contexte.boites.avertir(ecran, "Bon d'avoir", SANS_BON)
        elif (seul := bon_evident(comptes)) is not None:
            ouvrir_bon(contexte, ecran, compte=seul.numero)
        else:
            textes = [texte_du_compte(c) for c in comptes]
            choix = DialogueChoix(contexte.boites, "Bon d'avoir", "Le bon de quel compte ?", textes, ecran)
            choix.choisi.connect(lambda rang: ouvrir_bon(contexte, ecran, compte=comptes[rang].numero))
            choix.open()

    preparer(contexte, ecran, "Bon d'avoir", lambda services, _s: lire_comptes_avoir(services, client), ouvrir)
