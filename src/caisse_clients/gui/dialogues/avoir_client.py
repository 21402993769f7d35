"""*Avoir* of the Financier tab: a gift, a discount, without the stop of an accès (manual 001)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.domain.droits import Droit
from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_avoir_client import Ui_DialogueAvoirClient
from caisse_clients.gui.presentateurs import avoir_client as decisions
from caisse_clients.gui.presentateurs.avoir_client import Etat, Ouverture, Saisie
from caisse_clients.gui.presentateurs.reglements import manque_de_droit
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.commandes.avoirs import EmettreAvoir
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

Apres = Callable[[str, int | None], object]
"""What is told once it is done: the sentence that says so, and the compte avoir where the credit is."""


class DialogueAvoirClient(DialogueGeste):
    """Gives the avoir on F2, once accepted. ``enregistree`` gives the sentence and the compte avoir (or None)."""

    portee: ClassVar[str] = "dialogueAvoirClient"
    enregistree = Signal(str, object)

    def __init__(self, contexte: ContexteEcran, ouverture: Ouverture, parent: QWidget | None = None) -> None:
        super().__init__(contexte, ouverture.titre, parent)
        self._ouverture = ouverture
        ui = self._ui = Ui_DialogueAvoirClient()
        ui.setupUi(self.corps)
        ui.clientLabel.setText(ouverture.titre)
        ui.situationLabel.setText(decisions.situation(ouverture))
        ui.conseilLabel.setText(decisions.CONSEIL)
        ui.factureCombo.addItem(decisions.SANS_FACTURE, "")
        for facture in ouverture.factures:
            ui.factureCombo.addItem(decisions.libelle_de_facture(facture), facture.numero)
        for mode in ouverture.modes:
            ui.modeCombo.addItem(mode.libelle, mode.code)
        ui.modeCombo.setCurrentIndex(-1)
        self._rendu_tape = False
        self._offrir_les_articles()
        champs: dict[str, QWidget] = {
            "montant": ui.montantEdit,
            "article": ui.articleCombo,
            "piece": ui.factureCombo,
            "raison": ui.raisonEdit,
            "mode": ui.modeCombo,
            "remboursement": ui.modeCombo,
            "rendu": ui.renduEdit,
        }
        self.corps.setMinimumWidth(820)
        self._montrer(decisions.etat(ouverture, self.saisie()))
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, ui.montantEdit)
        self._suivre_les_champs()

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the keys: F6 leads to the articles of the settings."""
        return {**super().commandes(), "parametres": self.ouvrir_les_articles}

    def saisie(self) -> Saisie:
        """Return what is chosen and typed."""
        ui = self._ui
        return Saisie(
            montant=ui.montantEdit.text(),
            article=str(ui.articleCombo.currentData() or ""),
            facture=str(ui.factureCombo.currentData() or ""),
            raison=ui.raisonEdit.text(),
            rembourser=ui.remboursementCheck.isChecked(),
            mode=str(ui.modeCombo.currentData() or ""),
            rendu=ui.renduEdit.text(),
        )

    def commande(self) -> EmettreAvoir:
        """Return the avoir that the form says."""
        return decisions.commande(self._ouverture, self.saisie())

    def question(self) -> str:
        """Ask before the avoir leaves: it cannot be erased."""
        return decisions.question(self._ouverture, self.saisie())

    def conclure(self, resultat: Resultat) -> None:
        """Say its number and where the money went."""
        compte = resultat.valeurs.get("compte")
        self.enregistree.emit(decisions.compte_rendu(resultat.valeurs), compte if isinstance(compte, int) else None)

    def ouvrir_les_articles(self) -> None:
        """Close, unless what was typed is to be kept, and lead to Outils > Paramètres, Articles."""
        if manque := manque_de_droit(Droit.MODIFIER_PARAMETRE, self.contexte.utilisateur.droits):
            self.contexte.boites.avertir(self, self.windowTitle(), manque)
            return
        self.reject()
        if not self.isVisible():
            self.contexte.ouvrir("parametres", onglet="articlesTable")

    def _suivre_les_champs(self) -> None:
        ui = self._ui
        ui.renduEdit.textEdited.connect(self._taper_le_rendu)
        for champ in (ui.montantEdit, ui.raisonEdit, ui.renduEdit):
            champ.textChanged.connect(lambda _texte: self._suivre())
        for liste in (ui.articleCombo, ui.factureCombo, ui.modeCombo):
            liste.currentIndexChanged.connect(lambda _rang: self._suivre())
        ui.remboursementCheck.toggled.connect(lambda _coche: self._changer_de_suite())
        ui.parametresButton.clicked.connect(lambda _coche: self.ouvrir_les_articles())

    def _taper_le_rendu(self, texte: str) -> None:
        """An amount typed stays; an empty field takes the proposal again."""
        self._rendu_tape = bool(texte.strip())

    def _changer_de_suite(self) -> None:
        self._rendu_tape = False
        self._offrir_les_articles()
        self._suivre()

    def _offrir_les_articles(self) -> None:
        """List the articles of what is done; the one that nobody has to choose is chosen."""
        liste, rembourser = self._ui.articleCombo, self._ui.remboursementCheck.isChecked()
        bloque = liste.blockSignals(True)
        liste.clear()
        for article in decisions.articles_offerts(self._ouverture, rembourser=rembourser):
            liste.addItem(decisions.libelle_d_article(article), article.code)
        liste.setCurrentIndex(liste.findData(decisions.article_propose(self._ouverture, rembourser=rembourser)))
        liste.blockSignals(bloque)

    def _suivre(self) -> None:
        """Show live what the avoir will do; what was refused has changed."""
        etat = decisions.etat(self._ouverture, self.saisie())
        if not self._rendu_tape:
            self._proposer(etat)
            etat = decisions.etat(self._ouverture, self.saisie())
        self._montrer(etat)
        self.effacer_l_erreur()

    def _proposer(self, etat: Etat) -> None:
        champ = self._ui.renduEdit
        bloque = champ.blockSignals(True)
        propose = etat.rendu if self._ui.remboursementCheck.isChecked() else None
        champ.set_centimes(None if not propose else Centimes(propose))
        champ.blockSignals(bloque)

    def _montrer(self, etat: Etat) -> None:
        ui = self._ui
        ui.equationLabel.setText(etat.equation)
        ui.plafondLabel.setText(etat.plafond)
        rembourser = ui.remboursementCheck.isChecked()
        for champ in (ui.modeCombo, ui.renduEdit):
            champ.setEnabled(rembourser)
            champ.setToolTip("" if rembourser else "Cochez Remboursement pour rendre l'argent tout de suite.")
        ui.sansArticleLabel.setText(etat.empechement)
        for widget in (ui.sansArticleLabel, ui.parametresButton):
            widget.setVisible(bool(etat.empechement))
        self.permettre("valider", etat.empechement)


def ouvrir_avoir_client(contexte: ContexteEcran, ecran: QWidget, client: int, apres: Apres) -> None:
    """Give an avoir to a client, on one of his factures or on none; ``ecran`` is the widget the dialog belongs to."""
    au = aujourd_hui(contexte.horloge)

    def travail(services: Services, _suivi: Suivi) -> Ouverture:
        return decisions.lire_ouverture(services, client, au)

    def ouvrir(ouverture: Ouverture) -> None:
        dialogue = DialogueAvoirClient(contexte, ouverture, ecran)
        dialogue.enregistree.connect(apres)
        dialogue.open()

    preparer(contexte, ecran, "Avoir", travail, ouvrir)
