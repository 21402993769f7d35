"""*Ventes > Règlements > Créer un règlement*: what the client owes, what he has, and the link between (manual 003)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QPushButton, QSplitter

from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.vues_ventes import LigneDisponible, LigneDue, VueImputation
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.catalogue import action, touche
from caisse_clients.gui.dialogues.imputation import EnvoiUnique, GestesImputation
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille, imprimer_grille
from caisse_clients.gui.formulaires.imputation import Ui_Imputation
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs import imputation as decisions
from caisse_clients.gui.presentateurs.imputation import Etat
from caisse_clients.gui.presentateurs.rapprocheur import Situation, libre
from caisse_clients.gui.vues.deux_colonnes import DeuxColonnes
from caisse_clients.gui.vues.reglement_rapide import ReglementRapide
from caisse_clients.kernel.formats import ecrire_montant

_MENU_COMMUN = ("ecart", "monter", "descendre", "decocher", "exporter", "imprimer")
_MENUS = {
    "duTable": ("ouvrir", "mettre_en_compte", *_MENU_COMMUN),
    "disponibleTable": ("ouvrir", "rembourser", *_MENU_COMMUN),
    "imputationsTable": ("retirer", "exporter", "imprimer"),
}


class EcranImputation(Ecran):
    """Two columns and F2. What is chosen, sent and said is decided in ``presentateurs.imputation``."""

    nom: ClassVar[str] = "imputation"
    titre: ClassVar[str] = "Créer un règlement"
    sujets: ClassVar[frozenset[Sujet]] = frozenset(
        {Sujet.CLIENTS, Sujet.COMPTES, Sujet.ECRITURES, Sujet.PIECES, Sujet.REGLEMENTS, Sujet.PARAMETRES}
    )

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_Imputation()
        self._ui.setupUi(self)
        self.setObjectName(self.nom)
        self._colonnes = DeuxColonnes(self._ui, contexte, self)
        self._reglement = ReglementRapide(self._ui, contexte, self)
        self._envoi = EnvoiUnique(contexte, self)
        self._gestes = GestesImputation(contexte, self, self._dire_le_succes)
        self._brancher()
        self._restaurer()
        self._colonnes.suivre()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return what each key of the catalogue does here."""
        gestes: dict[str, Callable[[], object]] = {
            "valider": self.valider,
            "ajouter": self._ajouter,
            "rapprochements": self._montrer_les_rapprochements,
            "rechercher": self._aller_au_client,
            "proposer": self._proposer,
            "ecart": self._passer_l_ecart,
            "retirer": self._retirer,
            "monter": lambda: self._colonnes.colonne().deplacer(-1),
            "descendre": lambda: self._colonnes.colonne().deplacer(1),
            "decocher": self._colonnes.decocher,
            "ouvrir": self._ouvrir,
            "mettre_en_compte": self._mettre_en_compte,
            "rembourser": self._rembourser,
            "fiche": lambda: self.contexte.ouvrir("fiche_client", client=self._colonnes.client, onglet="gestion"),
            "exporter": lambda: exporter_grille(self.contexte, self._colonnes.grille(), self._titre_de_grille(), self),
            "imprimer": lambda: imprimer_grille(
                self.contexte, self._colonnes.grille(), self._titre_de_grille(), self._ui.clientEdit.text(), self
            ),
            "menu": lambda: self._colonnes.grille().ouvrir_le_menu(),
        }
        return {f"{self.nom}.{nom}": geste for nom, geste in gestes.items()}

    def empechement(self, identifiant: str) -> str:
        """Say what must be chosen first, or why the row does not allow it."""
        return decisions.empechement(identifiant.partition(".")[2], self._etat())

    def montrer(self, **parametres: object) -> None:
        """Show ``client`` (its code), with the rows of ``cocher`` (keys: ``RC-…``, ``FA-…/1``) ticked."""
        client, cocher = parametres.get("client"), parametres.get("cocher")
        if isinstance(cocher, tuple | list):
            self._colonnes.cocher_ensuite(*map(str, cocher))
        if isinstance(client, int):
            self._changer_de_client(client)
        else:
            self._aller_au_client()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read both columns again; amounts chosen stay."""
        self._colonnes.lire()

    def peut_fermer(self) -> bool:
        """Ask before losing amounts chosen; stay while something is being recorded."""
        if self._envoi.en_cours or self._reglement.en_cours:
            return False
        if not self._colonnes.rapprocheur.a_rapprocher() and not self._reglement.ouvert:
            return True
        question = f"Fermer sans rien enregistrer ?\n\n{self._ui.ecartLabel.text()}"
        reponse = self.contexte.boites.confirmer(self, self.titre, question, oui="Fermer", non="Revenir")
        return reponse is Reponse.OUI

    def fermer(self) -> None:
        """Keep widths and shares."""
        for nom, objet in self._a_garder().items():
            self.contexte.preferences.garder_etat(f"imputation/{nom}", objet.saveState())

    def event(self, evenement: QEvent) -> bool:
        """Keep Échap from the window while the small form is open: it closes the form, not the screen."""
        if (
            evenement.type() == QEvent.Type.ShortcutOverride
            and isinstance(evenement, QKeyEvent)
            and evenement.key() == Qt.Key.Key_Escape
            and self._reglement.ouvert
        ):
            evenement.accept()
            return True
        return super().event(evenement)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """In the small form Entrée goes to the next field and Échap closes it."""
        if evenement.key() == Qt.Key.Key_Escape and self._reglement.ouvert:
            self._reglement.fermer()
            self._colonnes.droite.entrer()
        elif evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            devant = self.focusWidget()
            if isinstance(devant, QPushButton) and not evenement.isAutoRepeat():
                devant.click()
            elif devant is not None and self._ui.reglementFrame.isAncestorOf(devant):
                self.focusNextChild()
        else:
            super().keyPressEvent(evenement)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows typed in the client's field move in the columns, once a client is chosen."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._colonnes.client is not None:
            return self._colonnes.naviguer(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    # --- What the user does

    def valider(self) -> None:
        """F2: record the règlement being typed, or match what is ticked, once."""
        self._colonnes.finir_la_saisie()
        if raison := self.empechement(f"{self.nom}.valider"):
            self.contexte.dire(raison)
        elif self._reglement.ouvert:
            self._reglement.valider()
        else:
            r = self._colonnes.rapprocheur
            commande = r.commande(*self._colonnes.ordres)
            texte = decisions.compte_rendu(commande, r)
            self._ui.messageBandeau.effacer()
            self._envoi.envoyer(
                commande, "Rapprochement", lambda _resultat: self._rapproche(texte), self._colonnes.refuser
            )

    def _rapproche(self, texte: str) -> None:
        self._colonnes.decocher()
        self._dire_le_succes(texte)

    def _ajouter(self) -> None:
        if self._colonnes.client is not None:
            self._reglement.ouvrir(self._colonnes.client, self._colonnes.rapprocheur.manque())

    def _encaisse(self, numero: str, montant: int) -> None:
        """The règlement just taken will come back from the base on the right: ticked."""
        self._colonnes.cocher_ensuite(numero)
        self._dire_le_succes(f"{numero} encaissé : {ecrire_montant(montant)} €. Cochez ce qu'il paie, ou F8, puis F2.")
        self._ui.disponibleTable.setFocus()

    def _proposer(self) -> None:
        self._colonnes.finir_la_saisie()
        self._ui.messageBandeau.effacer()
        self.contexte.dire(decisions.dire_la_proposition(self._colonnes.proposer()))

    def _passer_l_ecart(self) -> None:
        ligne = self._colonnes.colonne().ligne()
        if ligne is not None:
            texte = f"{ligne.titre} : écart de {ecrire_montant(libre(ligne))} € passé."
            commande = decisions.commande_d_ecart(ligne)
            self._envoi.envoyer(
                commande, "Écart", lambda _resultat: self._dire_le_succes(texte), self._colonnes.refuser
            )

    def _retirer(self) -> None:
        """Suppr: un-match the row of the lower grid; in a column, give the row no amount."""
        imputation = self._imputation()
        if imputation is None:
            self._colonnes.colonne().effacer()
        else:
            self._gestes.retirer(imputation)

    def _mettre_en_compte(self) -> None:
        ligne = self._colonnes.gauche.ligne()
        if self._colonnes.client is not None and isinstance(ligne, LigneDue):
            self._gestes.mettre_en_compte(self._colonnes.client, ligne)

    def _rembourser(self) -> None:
        ligne = self._colonnes.droite.ligne()
        situation = self._colonnes.rapprocheur.situation
        if isinstance(ligne, LigneDisponible) and situation is not None:
            self._gestes.rembourser(ligne, situation.modes)

    def _ouvrir(self) -> None:
        ligne = self._colonnes.colonne().ligne()
        if self._colonnes.client is not None and ligne is not None:
            self._gestes.ouvrir(self._colonnes.client, ligne)

    def _montrer_les_rapprochements(self) -> None:
        """F6: show the matches in force and go there; from there, hide them."""
        panneau, table = self._ui.imputationsPanneau, self._ui.imputationsTable
        if panneau.isVisible() and table.hasFocus():
            self._colonnes.colonne().entrer()
            panneau.hide()
            return
        panneau.show()
        if not table.currentIndex().isValid():
            table.choisir_rang(0)
        table.setFocus()
        self._rafraichir()

    def _aller_au_client(self) -> None:
        self._ui.clientEdit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _changer_de_client(self, client: int | None) -> None:
        self._reglement.fermer()
        self._ui.messageBandeau.effacer()
        if raison := decisions.manque_de_droit(Droit.IMPUTER, self.contexte.utilisateur.droits):
            self._ui.messageBandeau.montrer(f"Vous pouvez voir et encaisser (F3). {raison}", Gravite.INFO)
        self.titreChange.emit(self.titre)
        self._colonnes.changer_de_client(client)

    # --- State and wiring

    def _imputation(self) -> VueImputation | None:
        """Return the match chosen in the lower grid while it has the keyboard."""
        table = self._ui.imputationsTable
        ligne = table.ligne_courante() if table.hasFocus() else None
        return ligne if isinstance(ligne, VueImputation) else None

    def _etat(self) -> Etat:
        colonnes = self._colonnes
        return Etat(
            client=colonnes.client,
            rapprocheur=colonnes.rapprocheur,
            ligne=colonnes.colonne().ligne(),
            due=colonnes.gauche.ligne(),
            disponible=colonnes.droite.ligne(),
            imputation=self._imputation(),
            sur_les_imputations=self._ui.imputationsTable.hasFocus(),
            vide=not colonnes.grille().modele.rowCount(),
            encaisse=self._reglement.ouvert,
            en_cours=self._envoi.en_cours or self._reglement.en_cours,
            droits=self.contexte.utilisateur.droits,
        )

    def _recevoir(self, situation: Situation) -> None:
        self._reglement.definir_les_modes(situation.modes)
        if situation.fiche is not None:
            if self._ui.clientEdit.client() != situation.fiche.code:
                self._ui.clientEdit.set_client(situation.fiche)
            nom = f"{situation.fiche.nom} {situation.fiche.prenom}".rstrip()
            self.titreChange.emit(f"{self.titre} · {nom}")

    def _choisir_le_client(self, _ligne: object) -> None:
        client = self._ui.clientEdit.client()
        if client != self._colonnes.client:
            self._changer_de_client(client)

    def _dire_le_succes(self, texte: str) -> None:
        self._ui.messageBandeau.montrer(texte, Gravite.SUCCES)
        self.contexte.dire(texte)

    def _titre_de_grille(self) -> str:
        quoi = {
            "duTable": "Ce que doit le client",
            "disponibleTable": "Disponible du client",
            "imputationsTable": "Rapprochements du client",
        }[self._colonnes.grille().objectName()]
        return f"{quoi} {self._colonnes.client}"

    def _rafraichir(self) -> None:
        """Grey the buttons as their keys are, and name F2 by what it does now."""
        encaisse = self._reglement.ouvert
        for nom, bouton in self._boutons().items():
            donnee = action(f"{self.nom}.{nom}")
            raison = self.empechement(donnee.id) or decisions.manque_de_droit(donnee.droit, self._etat().droits)
            if encaisse and nom == "valider":
                raison = "Encaissez d'abord le règlement en cours de saisie, ou renoncez (Échap)."
            bouton.setEnabled(not raison)
            bouton.setToolTip(raison or f"{donnee.aide} ({touche(donnee.raccourci)})")
        texte = "Encaisser" if encaisse else "Rapprocher"
        for qaction in self.actions():
            if qaction.objectName() == f"{self.nom}.valider" and qaction.text() != texte:
                qaction.setText(texte)
        self.actionsChangees.emit()

    def _boutons(self) -> dict[str, QPushButton]:
        ui = self._ui
        return {"proposer": ui.proposerButton, "valider": ui.rapprocherButton, "ajouter": ui.ajouterButton}

    def _declencher(self, nom: str) -> None:
        """Do an action as its key would: not at all when it is greyed."""
        for qaction in self.actions():
            if qaction.objectName() == f"{self.nom}.{nom}":
                qaction.trigger()

    def _brancher(self) -> None:
        ui = self._ui
        ui.imputationsPanneau.hide()
        ui.duEnteteLayout.addStrut(ui.ajouterButton.sizeHint().height())  # both grids start at the same height
        ui.clientEdit.definir_taches(self.contexte.taches)
        ui.clientEdit.choisi.connect(self._choisir_le_client)
        ui.clientEdit.installEventFilter(self)
        for table, menu in _MENUS.items():
            grille = getattr(ui, table)
            grille.offrir(self, [f"{self.nom}.{geste}" for geste in menu])
        for nom, bouton in self._boutons().items():
            bouton.clicked.connect(lambda _coche, nom=nom: self._declencher(nom))
        for grille in (ui.duTable, ui.disponibleTable):
            grille.ouverte.connect(lambda _cle: self._declencher("ouvrir"))
        ui.imputationsTable.ouverte.connect(lambda _cle: self._declencher("retirer"))
        self._colonnes.change.connect(self._rafraichir)
        self._colonnes.lue.connect(self._recevoir)
        self._reglement.change.connect(self._rafraichir)
        self._reglement.enregistre.connect(self._encaisse)

    def _restaurer(self) -> None:
        self._ui.colonnesSplitter.setSizes([706, 616])
        self._ui.etagesSplitter.setSizes([380, 180])
        for nom, objet in self._a_garder().items():
            if (etat := self.contexte.preferences.etat(f"imputation/{nom}")) is not None:
                objet.restoreState(etat)

    def _a_garder(self) -> dict[str, QHeaderView | QSplitter]:
        ui = self._ui
        return {
            "du": ui.duTable.horizontalHeader(),
            "disponible": ui.disponibleTable.horizontalHeader(),
            "imputations": ui.imputationsTable.horizontalHeader(),
            "colonnes": ui.colonnesSplitter,
            "etages": ui.etagesSplitter,
        }
