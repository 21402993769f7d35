"""*Nouvel accès* and *Renouveler*: dates, price, and the cheques that the shop keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.gui.dialogues.geste import DialogueGeste, preparer
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.dialogue_acces import Ui_DialogueAcces
from caisse_clients.gui.modeles.feuille import ModeleFeuille
from caisse_clients.gui.presentateurs import nouvel_acces as decisions
from caisse_clients.gui.presentateurs.cheques_acces import FeuilleCheques
from caisse_clients.gui.presentateurs.nouvel_acces import Ouverture, Repartition, Saisie
from caisse_clients.gui.theme import marquer
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.horloge import aujourd_hui

if TYPE_CHECKING:
    from caisse_clients.application.commandes.acces import CreerAcces, RenouvelerAcces
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.application.services import Services
    from caisse_clients.domain.vues_acces import VueAcces
    from caisse_clients.kernel.suivi import Suivi


class DialogueAcces(DialogueGeste):
    """Sells the accès on F2. ``vendu`` gives its id and the sentence that says what was sold."""

    portee: ClassVar[str] = "dialogueAcces"
    vendu = Signal(int, str)

    def __init__(self, contexte: ContexteEcran, ouverture: Ouverture, parent: QWidget | None = None) -> None:
        super().__init__(contexte, ouverture.titre, parent)
        self._ouverture = ouverture
        self._ui = ui = Ui_DialogueAcces()
        ui.setupUi(self.corps)
        self._feuille = FeuilleCheques()
        self._modele = ModeleFeuille(self._feuille, self)
        self._presenter()
        self._brancher()
        champs: dict[str, QWidget] = {
            "article": ui.articleCombo,
            "libelle": ui.libelleEdit,
            "lignes": ui.libelleEdit,
            "debut": ui.debutEdit,
            "mois": ui.moisEdit,
            "fin": ui.finEdit,
            "prix": ui.prixEdit,
            "remise": ui.remiseEdit,
            "nombre": ui.nombreEdit,
            "premier": ui.premierEdit,
            "cheques": ui.chequesTable,
        }
        self.corps.setMinimumWidth(960)
        self.brancher(champs, ui.erreurLabel, ui.champsLayout, self._premier())
        self._suivre()

    def saisie(self) -> object:
        """Return what is typed, the helper apart: it is only a way to type."""
        return self._saisie(), self._feuille.lignes

    def commande(self) -> CreerAcces | RenouvelerAcces:
        """Return the sale that the form says."""
        return decisions.commande(self._ouverture, self._saisie(), self._feuille)

    def conclure(self, resultat: Resultat) -> None:
        """Say the facture."""
        texte = decisions.compte_rendu(self._ouverture, self._saisie(), resultat.valeurs)
        self.vendu.emit(int(resultat.valeurs["acces"]), texte)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée on the button of the helper presses it; elsewhere it goes on."""
        entree = evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entree and self._ui.repartirButton.hasFocus():
            if not evenement.isAutoRepeat():
                self._repartir()
            return
        super().keyPressEvent(evenement)

    def _presenter(self) -> None:
        ui, o = self._ui, self._ouverture
        ui.clientLabel.setText(o.client_nom)
        ui.articleCombo.addItem(decisions.SANS_ARTICLE, "")
        for article in o.articles:
            ui.articleCombo.addItem(article.libelle, article.code)
        for champ in (ui.debutEdit, ui.finEdit, ui.premierEdit):
            champ.definir_aujourdhui(lambda: o.aujourd_hui)
        initiale = decisions.saisie_initiale(o)
        ui.articleCombo.setCurrentIndex(max(0, ui.articleCombo.findData(initiale.article)))
        for edit, texte in (
            (ui.libelleEdit, initiale.libelle),
            (ui.debutEdit, initiale.debut),
            (ui.moisEdit, initiale.mois),
            (ui.prixEdit, initiale.prix),
        ):
            edit.setText(texte)
        for fixe in (ui.articleCombo, ui.libelleEdit):
            fixe.setEnabled(o.ancien is None)
        repartition = decisions.repartition_initiale(o, initiale)
        ui.nombreEdit.setText(repartition.nombre)
        ui.premierEdit.setText(repartition.premier)
        ui.banqueEdit.setText(repartition.banque)
        ui.tireurEdit.setText(repartition.tireur)
        ui.repartirButton.setAutoDefault(False)
        ui.chequesTable.montrer_feuille(self._modele, amorce="jj/mm/aaaa")

    def _brancher(self) -> None:
        ui = self._ui
        ui.articleCombo.activated.connect(lambda _rang: self._prendre_l_article())
        for champ in (ui.libelleEdit, ui.debutEdit, ui.prixEdit, ui.remiseEdit):
            champ.textChanged.connect(lambda _texte: self._suivre())
        ui.moisEdit.textEdited.connect(lambda texte: self._choisir_la_duree(mois=texte))
        ui.finEdit.textChanged.connect(lambda texte: self._choisir_la_duree(fin=texte))
        ui.repartirButton.clicked.connect(lambda _coche: self._repartir())
        self._modele.saisie.connect(self._suivre)

    def _premier(self) -> QWidget:
        return self._ui.libelleEdit if self._ouverture.ancien is None else self._ui.debutEdit

    def _saisie(self) -> Saisie:
        ui = self._ui
        return Saisie(
            article=str(ui.articleCombo.currentData() or ""),
            libelle=ui.libelleEdit.text(),
            debut=ui.debutEdit.text(),
            mois=ui.moisEdit.text(),
            fin=ui.finEdit.text(),
            prix=ui.prixEdit.text(),
            remise=ui.remiseEdit.text(),
        )

    def _prendre_l_article(self) -> None:
        """An article brings its name and its price, when it has one."""
        article = self._ouverture.article(str(self._ui.articleCombo.currentData() or ""))
        if article is not None:
            self._ui.libelleEdit.setText(article.libelle)
            if article.prix_ttc is not None:
                self._ui.prixEdit.set_centimes(Centimes(article.prix_ttc))
        self._suivre()

    def _choisir_la_duree(self, *, mois: str = "", fin: str = "") -> None:
        """Months or an end: the one that is typed empties the other."""
        if mois.strip() and self._ui.finEdit.text():
            self._ui.finEdit.clear()
        if fin.strip() and self._ui.moisEdit.text():
            self._ui.moisEdit.clear()
        self._suivre()

    def _repartir(self) -> None:
        """Prefill the cheques, instead of those typed."""
        ui = self._ui
        aide = Repartition(
            ui.nombreEdit.text(),
            ui.premierEdit.text(),
            ui.numeroEdit.text(),
            ui.banqueEdit.text(),
            ui.tireurEdit.text(),
        )
        try:
            cheques = decisions.repartir(aide, decisions.total(self._ouverture, self._saisie()))
        except ErreurMetier as erreur:
            self.refuser(erreur)
            return
        self._feuille.poser(cheques)
        self._modele.relire()
        self._suivre()
        ui.chequesTable.aller(0, "date")

    def _suivre(self) -> None:
        """Show live the dates, the price, what the cheques leave; what was refused has changed."""
        ui, o, s = self._ui, self._ouverture, self._saisie()
        ui.dureeLabel.setText(decisions.duree_en_mots(s))
        ui.totalLabel.setText(decisions.total_en_mots(o, s))
        self._feuille.total = decisions.total(o, s)
        texte, gravite = decisions.bilan(self._feuille)
        ui.bilanLabel.setText(texte)
        marquer(ui.bilanLabel, pastille=str(gravite))
        self.effacer_l_erreur()


def ouvrir_nouvel_acces(
    contexte: ContexteEcran, hote: QWidget, client: int, apres: Callable[[int, str], object] | None = None
) -> None:
    """Sell an accès to the client. ``apres`` hears its id and the sentence; without it the status line says it.

    ``hote`` is the widget the dialog belongs to.
    """

    def travail(services: Services, _suivi: Suivi) -> Ouverture:
        from caisse_clients.application import lectures, lectures_ventes

        with services.lire() as lecteur:
            fiche = lectures.fiche_client(lecteur, client)
            vendus = tuple(a for a in lectures_ventes.articles(lecteur) if a.sorte == SorteArticle.VENTE)
            nom = f"{fiche.nom} {fiche.prenom}".rstrip()
            return Ouverture(fiche.code, nom, vendus, aujourd_hui(contexte.horloge))

    _ouvrir(contexte, hote, "Nouvel accès", travail, apres)


def ouvrir_renouvellement(
    contexte: ContexteEcran, hote: QWidget, acces: int, apres: Callable[[int, str], object] | None = None
) -> None:
    """Sell the accès that follows one, all of it being proposed; same manners as ``ouvrir_nouvel_acces``."""

    def travail(services: Services, _suivi: Suivi) -> Ouverture:
        from caisse_clients.application import lectures_acces, lectures_ventes

        with services.lire() as lecteur:
            ancien: VueAcces = lectures_acces.acces(lecteur, acces)
            vendus = tuple(a for a in lectures_ventes.articles(lecteur, actifs=False) if a.code == ancien.article)
            return Ouverture(ancien.client, ancien.client_nom, vendus, aujourd_hui(contexte.horloge), ancien)

    _ouvrir(contexte, hote, "Renouveler l'accès", travail, apres)


def _ouvrir(
    contexte: ContexteEcran,
    hote: QWidget,
    titre: str,
    travail: Callable[[Services, Suivi], Ouverture],
    apres: Callable[[int, str], object] | None,
) -> None:
    def ouvrir(ouverture: Ouverture) -> None:
        dialogue = DialogueAcces(contexte, ouverture, hote)
        dialogue.vendu.connect(apres or (lambda _acces, texte: contexte.dire(texte)))
        dialogue.open()

    preparer(contexte, hote, titre, travail, ouvrir)
