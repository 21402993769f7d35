"""Trésorerie > Gestion des règlements: échéances selected, then given a mode and a bank, many at once (manual 004)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.echeancier import LigneAffectation
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.catalogue import action, touche
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille, imprimer_grille
from caisse_clients.gui.formulaires.gestion_reglements import Ui_GestionReglements
from caisse_clients.gui.modeles.affectation import lecture_affectation
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.pagine import ModelePagine
from caisse_clients.gui.presentateurs import affectations
from caisse_clients.gui.presentateurs import gestion_reglements as decisions
from caisse_clients.gui.presentateurs.affectations import Enregistrement, Saisies
from caisse_clients.gui.presentateurs.gestion_reglements import RANG_BANQUE, RANG_MODE, Etat, Listes, Offre
from caisse_clients.gui.vues.selection_reglements import SelectionReglements
from caisse_clients.kernel.formats import ecrire_code

if TYPE_CHECKING:
    from caisse_clients.gui.taches import Tache

_ETAT = "gestion_reglements/colonnes"


class EcranGestionReglements(Ecran):
    """Two pages: the selection, then its échéances. What is given is kept in ``Saisies`` until F2 saves it."""

    nom: ClassVar[str] = decisions.PORTEE
    titre: ClassVar[str] = decisions.TITRE
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.PIECES, Sujet.REGLEMENTS, Sujet.CLIENTS, Sujet.PARAMETRES})

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = ui = Ui_GestionReglements()
        ui.setupUi(self)
        self.setObjectName(self.nom)
        self._listes = Listes({}, {})
        self._saisies = Saisies()
        self._changees = 0
        self._tache: Tache | None = None
        self._grille = ui.affectationTable
        self._selection = SelectionReglements(ui, contexte, self)
        self._modele = ModelePagine(
            contexte.taches,
            decisions.colonnes(self._saisies, self._listes.modes, self._listes.banques),
            lambda ligne: int(ligne.id),
            self,
            couleur_ligne=decisions.couleur_de_ligne(self._saisies),
        )
        self._presenter()
        self._brancher()
        self._lire_les_listes()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of both pages."""
        gestes: dict[str, Callable[[], object]] = {
            "valider": self._valider,
            "retour": self._revenir,
            "reglement": lambda: self._proposer(RANG_MODE),
            "banque": lambda: self._proposer(RANG_BANQUE),
            "annuler": self._annuler,
            "voir": self._voir,
            "modifier": self._voir,
            "imprimer": lambda: imprimer_grille(
                self.contexte, self._grille, self.titre, self._ui.selectionLabel.text(), self
            ),
            "exporter": lambda: exporter_grille(self.contexte, self._grille, self.titre, self),
            "menu": self._grille.ouvrir_le_menu,
        }
        return {f"{self.nom}.{nom}": geste for nom, geste in gestes.items()}

    def empechement(self, identifiant: str) -> str:
        """Say what must be chosen first, which right is missing, why a pièce does not change."""
        return decisions.empechement(identifiant.partition(".")[2], self._etat())

    def montrer(self, **parametres: object) -> None:
        """Be ready where the hands go first: the dates, or the rows."""
        (self._grille if self._sur_la_grille() else self._ui.debutEdit).setFocus()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read the lists and the rows again; what is given and not saved stays."""
        self._lire_les_listes()
        if self._sur_la_grille() and not self._en_cours():
            self._modele.actualiser()

    def peut_fermer(self) -> bool:
        """Ask before losing what is given; stay while it is being saved."""
        if self._en_cours():
            self.contexte.dire(decisions.EN_COURS)
            return False
        return not self._changees or self._abandonner("Fermer sans enregistrer ?", "Fermer")

    def fermer(self) -> None:
        """Keep the widths of the columns."""
        self.contexte.preferences.garder_etat(_ETAT, self._grille.horizontalHeader().saveState())

    def event(self, evenement: QEvent) -> bool:
        """Keep Échap from the window on the second page: it goes back to the selection, as the manual says."""
        if (
            evenement.type() == QEvent.Type.ShortcutOverride
            and isinstance(evenement, QKeyEvent)
            and evenement.key() == Qt.Key.Key_Escape
            and self._sur_la_grille()
        ):
            evenement.accept()
            return True
        return super().event(evenement)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap goes back; in the selection Entrée goes to the next field."""
        entree = evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if evenement.key() == Qt.Key.Key_Escape and self._sur_la_grille():
            if not evenement.isAutoRepeat():
                self._revenir()
        elif entree and isinstance(bouton := self.focusWidget(), QPushButton):
            if not evenement.isAutoRepeat():
                bouton.click()
        elif entree and not self._sur_la_grille():
            self.focusNextChild()
        else:
            super().keyPressEvent(evenement)

    # --- Construction

    def _presenter(self) -> None:
        self._grille.montrer_modele(self._modele)
        self._grille.remplir(RANG_MODE, RANG_BANQUE)
        self._grille.offrir(self, decisions.GESTES)
        if (etat := self.contexte.preferences.etat(_ETAT)) is not None:
            self._grille.horizontalHeader().restoreState(etat)

    def _brancher(self) -> None:
        ui, grille = self._ui, self._grille
        for nom, bouton in (*self._boutons().items(), ("valider", ui.enregistrerButton)):
            bouton.clicked.connect(partial(self._declencher, nom))
        grille.cle_changee.connect(lambda _cle: self._rafraichir())
        grille.choix_de_lignes.connect(self._rafraichir)
        grille.choix_demande.connect(self._proposer)
        grille.ouverte.connect(lambda _cle: self._voir())
        self._modele.charge.connect(self._compter)
        self._modele.dataChanged.connect(lambda *_: self._rafraichir())
        self._modele.lecture_echouee.connect(lambda erreur: ui.messageBandeau.montrer(message_de(erreur)))
        self._modele.limite_atteinte.connect(self._dire_la_limite)

    def _boutons(self) -> dict[str, QPushButton]:
        """Return the buttons by what they do; F2 has one on each page."""
        ui = self._ui
        return {
            "valider": ui.enregistrerButton if self._sur_la_grille() else ui.validerButton,
            "retour": ui.retourButton,
            "reglement": ui.reglementButton,
            "banque": ui.banqueButton,
            "annuler": ui.annulerButton,
            "imprimer": ui.imprimerButton,
        }

    # --- First page: the selection

    def _lire_les_listes(self) -> None:
        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire_listes(services), self)
        tache.reussie.connect(self._recevoir_les_listes)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def _recevoir_les_listes(self, listes: Listes) -> None:
        """Fill the two lists; the names already shown by the grid are the same dictionaries."""
        self._listes.prendre(listes)
        self._selection.offrir(listes.modes, listes.banques)
        self._redessiner()

    def _selectionner(self) -> None:
        """F2 on the first page: show the échéances, or what does not hold, beside its field."""
        lue = self._selection.lire()
        if lue is None:
            return
        selection, criteres = lue
        self._oublier()
        self._grille.dire_si_vide(decisions.LECTURE)
        self._ui.selectionLabel.setText(selection.en_mots(self._listes.modes, self._listes.banques))
        self._modele.montrer(lecture_affectation(criteres))
        if raison := decisions.lecture_seule(self.contexte.utilisateur.droits):
            self._ui.messageBandeau.montrer(raison, Gravite.INFO)
        self._aller_a(self._ui.affectationPage)

    # --- Second page: what is given

    def _proposer(self, colonne: int) -> None:
        """Open the list of a column at the row chosen; what is taken there goes to every row chosen."""
        geste = "reglement" if colonne == RANG_MODE else "banque"
        if raison := self.empechement(f"{self.nom}.{geste}"):
            self.contexte.dire(raison)
            return
        choisies, ligne = self._grille.nombre_choisi(), self._ligne()
        offres = self._offres(colonne, ligne if choisies == 1 else None)
        titre = f"Pour les {ecrire_code(choisies)} lignes choisies" if choisies > 1 else ""
        menu = self._grille.proposer(colonne, offres, titre)
        menu.triggered.connect(lambda choix: self._donner(colonne, str(choix.data())))

    def _offres(self, colonne: int, ligne: LigneAffectation | None) -> Sequence[Offre]:
        listes, saisies = self._listes, self._saisies
        if colonne == RANG_MODE:
            actuel = None if ligne is None else saisies.mode(ligne)
            return decisions.offres(listes.modes, listes.modes_actifs, decisions.SANS_MODE, actuel)
        actuelle = None if ligne is None else saisies.banque(ligne)
        return decisions.offres(listes.banques, listes.banques_actives, decisions.SANS_BANQUE, actuelle)

    def _donner(self, colonne: int, code: str) -> None:
        cles, ligne, saisies = self._grille.cles_choisies(), self._ligne(), self._saisies
        if colonne == RANG_MODE:
            inchangee = ligne is not None and saisies.mode(ligne) == code
            nom = self._listes.modes.get(code, decisions.SANS_MODE)
        else:
            inchangee = ligne is not None and saisies.banque(ligne) == code
            nom = self._listes.banques.get(code, decisions.SANS_BANQUE)
        if len(cles) == 1 and inchangee:
            return
        nombre = saisies.donner(cles, **{"mode" if colonne == RANG_MODE else "banque": code})
        self._ui.messageBandeau.effacer()
        self.contexte.dire(decisions.donne_en_mots(nombre, nom))
        self._redessiner()

    def _annuler(self) -> None:
        nombre = self._saisies.annuler()
        self.contexte.dire(decisions.defait_en_mots(nombre) if nombre else decisions.RIEN_A_ANNULER)
        self._redessiner()

    def _valider(self) -> None:
        """F2: what it does on this page."""
        if not self._sur_la_grille():
            self._selectionner()
        elif raison := self.empechement(f"{self.nom}.valider"):
            self.contexte.dire(raison)
        else:
            self._enregistrer()

    def _enregistrer(self) -> None:
        saisies = self._saisies
        self._ui.messageBandeau.effacer()
        self._tache = tache = self.contexte.taches.ecrire(
            lambda services, suivi: affectations.enregistrer(services, suivi, saisies),
            self,
            "Enregistrement des affectations",
        )
        tache.reussie.connect(self._enregistre)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))
        tache.finie.connect(self._finir)
        self._rafraichir()

    def _enregistre(self, fait: Enregistrement) -> None:
        self._saisies.oublier(fait.faites if fait.reste else None)
        texte = affectations.compte_rendu(fait)
        gravite = Gravite.ERREUR if fait.erreur is not None else Gravite.ALERTE if fait.reste else Gravite.SUCCES
        self._ui.messageBandeau.montrer(texte, gravite)
        self.contexte.dire(texte)

    def _finir(self) -> None:
        self._tache = None
        self._redessiner()

    def _revenir(self) -> None:
        """Go back to the selection, as it was; what is given and not saved is given up, after a question."""
        if raison := self.empechement(f"{self.nom}.retour"):
            self.contexte.dire(raison)
        elif not self._changees or self._abandonner(decisions.ABANDON, "Abandonner"):
            self._oublier()
            self._ui.messageBandeau.effacer()
            self._modele.vider()
            self._aller_a(self._ui.selectionPage)

    def _abandonner(self, question: str, oui: str) -> bool:
        reste = decisions.reste_en_mots(self._changees)
        reponse = self.contexte.boites.confirmer(self, self.titre, f"{question}\n\n{reste}", oui=oui, non="Revenir")
        return reponse is Reponse.OUI

    def _oublier(self) -> None:
        self._saisies.oublier()
        self._changees = 0

    def _voir(self) -> None:
        if (ligne := self._ligne()) is not None:
            self.contexte.ouvrir("piece", piece=ligne.piece)

    # --- State

    def _aller_a(self, page: QWidget) -> None:
        """Turn the page: F2 changes its name, the keyboard its place."""
        self._ui.pagesPile.setCurrentWidget(page)
        self._rafraichir()
        self.montrer()

    def _sur_la_grille(self) -> bool:
        return self._ui.pagesPile.currentWidget() is self._ui.affectationPage

    def _en_cours(self) -> bool:
        return self._tache is not None and not self._tache.suivi.arret_demande

    def _ligne(self) -> LigneAffectation | None:
        ligne: LigneAffectation | None = self._grille.ligne_courante()
        return ligne

    def _etat(self) -> Etat:
        return Etat(
            sur_la_grille=self._sur_la_grille(),
            droits=self.contexte.utilisateur.droits,
            nombre=self._modele.rowCount(),
            choisies=self._grille.nombre_choisi(),
            changees=self._changees,
            annulable=self._saisies.annulable,
            ligne=self._ligne(),
            en_cours=self._en_cours(),
        )

    def _compter(self, nombre: int) -> None:
        """Say why the grid is empty; the first row is chosen, ready for Entrée."""
        self._grille.dire_si_vide(decisions.VIDE)
        if nombre and self._grille.cle_courante() is None:
            self._grille.choisir_rang(0)
        self._rafraichir()

    def _redessiner(self) -> None:
        """Show the rows as they would be saved."""
        self._changees = len(self._saisies)
        dernier = self._modele.rowCount() - 1
        if dernier >= 0:
            coin = self._modele.index(dernier, self._modele.columnCount() - 1)
            self._modele.dataChanged.emit(self._modele.index(0, RANG_MODE), coin)
        self._rafraichir()

    def _rafraichir(self) -> None:
        """Grey the buttons as their keys are, name F2 by what it does here, count what is chosen and changed."""
        etat = self._etat()
        self._ui.nombreLabel.setText(decisions.nombre_en_mots(etat.nombre, etat.choisies, etat.changees))
        for nom, bouton in self._boutons().items():
            donnee = action(f"{self.nom}.{nom}")
            raison = decisions.empechement(nom, etat)
            bouton.setEnabled(not raison)
            bouton.setToolTip(raison or f"{donnee.aide} ({touche(donnee.raccourci)})")
        texte = "Enregistrer" if etat.sur_la_grille else "Valider"
        for qaction in self.actions():
            if qaction.objectName() == f"{self.nom}.valider" and qaction.text() != texte:
                qaction.setText(texte)
        self.actionsChangees.emit()

    def _declencher(self, nom: str) -> None:
        """Do an action as its key would: not at all when it is greyed."""
        for qaction in self.actions():
            if qaction.objectName() == f"{self.nom}.{nom}":
                qaction.trigger()

    def _dire_la_limite(self, limite: int) -> None:
        texte = f"Plus de {ecrire_code(limite)} échéances : seules les premières sont montrées. Réduisez la période."
        self._ui.messageBandeau.montrer(texte, Gravite.ALERTE)
