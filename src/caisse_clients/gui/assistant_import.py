"""The import assistant: file and columns, dry run, import. Clients and accounts are two screens made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel

from caisse_clients.application.imports.rapport import BilanImport, Preparation, RapportImport
from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.exchanges.correspondance import Correspondance
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille
from caisse_clients.gui.formulaires.assistant_import import Ui_AssistantImport
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import imports as decisions
from caisse_clients.kernel.erreurs import ErreurMetier

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.gui.taches import Tache
    from caisse_clients.kernel.suivi import Suivi

_FILTRES = "Fichiers de données (*.csv *.txt *.tsv *.xlsx);;Tous les fichiers (*)"
_COLONNES_DE_CHAMPS = 3
_FICHIER, _ESSAI, _BILAN = range(3)


class EcranImport(Ecran):
    """Three pages; F2 goes on, F4 comes back. Nothing is written before the third."""

    sorte: ClassVar[decisions.Sorte]

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_AssistantImport()
        self._ui.setupUi(self)
        self._chemin: Path | None = None
        self._preparation: Preparation | None = None
        self._correspondance: Correspondance | None = None
        self._rapport: RapportImport | None = None
        self._tache: Tache | None = None
        self._choix: dict[str, QComboBox] = {}
        self._problemes = ModeleListe(decisions.COLONNES_PROBLEMES, id, self)
        self._poser()
        self._aller(_FICHIER)

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the keys of the assistant."""
        return {
            f"{self.nom}.continuer": self.continuer,
            f"{self.nom}.fichier": self.choisir_fichier,
            f"{self.nom}.retour": self.revenir,
            f"{self.nom}.exporter": lambda: exporter_grille(
                self.contexte, self._ui.problemesTable, f"Problèmes de {self._nom_du_fichier()}", self
            ),
        }

    def empechement(self, identifiant: str) -> str:
        """Say what the present step still lacks."""
        geste = identifiant.partition(".")[2]
        if self._tache is not None:
            return "Un travail est en cours sur ce fichier : attendez-le, ou annulez-le."
        if geste == "continuer":
            return self._empechement_de_continuer()
        if geste == "retour":
            return "" if self._etape() != _FICHIER else "C'est la première étape."
        if geste == "exporter":
            return "" if self._problemes.rowCount() else "Il n'y a pas de problème à exporter."
        return ""

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read the file again (F5): it may have been corrected meanwhile; the columns chosen stay."""
        if self._tache is not None or self._chemin is None:
            return
        if self._etape() == _FICHIER:
            self.lire_fichier(self._chemin, (self._preparation.tableau.feuille or None) if self._preparation else None)
        elif self._etape() == _ESSAI:
            self._essayer()

    def peut_fermer(self) -> bool:
        """Ask before stopping an import that runs; what it began is undone."""
        if self._tache is None or not self._tache.ecriture:
            return True
        question = "L'import est en cours. L'arrêter ? Rien de ce fichier ne sera enregistré."
        if self.contexte.boites.confirmer(self, self.titre, question, oui="Arrêter", non="Continuer") is Reponse.OUI:
            self._tache.annuler()
            return True
        return False

    # --- What the user does

    def choisir_fichier(self) -> None:
        """Ask for a file and show what is in it (F3)."""
        chemin = self.contexte.boites.choisir_fichier_a_ouvrir(self, self.titre, _FILTRES)
        if chemin is not None:
            self.lire_fichier(chemin)

    def lire_fichier(self, chemin: Path, feuille: str | None = None) -> None:
        """Recognise a file: its columns are guessed, or taken as last time."""
        self._chemin = chemin
        self._ui.messageBandeau.effacer()
        sorte = self.sorte

        def travail(services: Services, _suivi: Suivi) -> Preparation:
            return decisions.apercevoir(services, sorte, str(chemin), feuille)

        self._lancer(self.contexte.taches.lire(travail, self, "Lecture du fichier"), self._recevoir_preparation)

    def continuer(self) -> None:
        """Go to the next step (F2), once: while a job runs, nothing more starts."""
        if self._tache is not None or self._empechement_de_continuer():
            return
        if self._etape() == _FICHIER:
            self._essayer()
        elif self._etape() == _ESSAI:
            self._importer()

    def revenir(self) -> None:
        """Come back a step (F4); from the end, to another file."""
        if self._etape() == _BILAN:
            self._oublier()
        self._aller(_FICHIER)

    # --- Step 1: file and columns

    def _recevoir_preparation(self, preparation: Preparation) -> None:
        self._preparation, self._rapport = preparation, None
        self._ui.sourceLabel.setText(decisions.dire_source(preparation))
        feuilles = preparation.tableau.feuilles
        combo = self._ui.feuilleCombo
        combo.blockSignals(True)
        combo.clear()
        combo.addItems(list(feuilles))
        combo.setCurrentText(preparation.tableau.feuille)
        combo.blockSignals(False)
        for widget in (combo, self._ui.feuilleLabel):
            widget.setVisible(len(feuilles) > 1)
        self._montrer_les_champs(preparation)
        self._corriger(preparation.correspondance)
        self._aller(_FICHIER)
        next(iter(self._choix.values())).setFocus()

    def _montrer_les_champs(self, preparation: Preparation) -> None:
        """Lay one list of columns per field, in three columns; they are few and known only now."""
        cadre = self._ui.correspondanceFrame
        if (ancienne := cadre.layout()) is not None:
            while (item := ancienne.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()
        grille = ancienne if isinstance(ancienne, QGridLayout) else QGridLayout(cadre)
        grille.setContentsMargins(16, 12, 16, 14)
        grille.setHorizontalSpacing(10)
        grille.setVerticalSpacing(6)
        self._choix = {}
        choix = decisions.choix_de_colonne(preparation.tableau.entetes)
        rangees = -(-len(preparation.champs) // _COLONNES_DE_CHAMPS)
        for rang, champ in enumerate(preparation.champs):
            combo = QComboBox(cadre)
            combo.setObjectName(f"{champ.nom}Combo")
            combo.addItems(choix)
            combo.setMinimumContentsLength(14)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setAccessibleName(f"Colonne de {champ.libelle}")
            combo.activated.connect(lambda place, nom=champ.nom: self._choisir_colonne(nom, place - 1))
            etiquette = QLabel(champ.libelle + (" *" if champ.obligatoire else ""), cadre)
            colonne, ligne = divmod(rang, rangees)
            grille.addWidget(etiquette, ligne, 2 * colonne)
            grille.addWidget(combo, ligne, 2 * colonne + 1)
            grille.setColumnStretch(2 * colonne + 1, 1)
            self._choix[champ.nom] = combo

    def _choisir_colonne(self, champ: str, colonne: int) -> None:
        assert self._correspondance is not None
        self._corriger(self._correspondance.avec(champ, None if colonne < 0 else colonne))

    def _corriger(self, correspondance: Correspondance) -> None:
        """Show a correspondence: in the lists, and over the columns of the preview."""
        assert self._preparation is not None
        self._correspondance = correspondance
        for champ, combo in self._choix.items():
            combo.setCurrentIndex(correspondance.colonnes.get(champ, -1) + 1)
        modele = ModeleListe(
            decisions.colonnes_apercu(self._preparation, correspondance), lambda rangee: rangee[0], self
        )
        ancien = self._ui.apercuTable.model()
        self._ui.apercuTable.montrer_modele(modele)
        modele.montrer(list(enumerate(self._preparation.apercu)))
        if ancien is not None:
            ancien.deleteLater()
        manque = decisions.manquants(self._preparation.champs, correspondance)
        self._ui.messageBandeau.montrer(manque, Gravite.ALERTE)
        self.actionsChangees.emit()

    # --- Steps 2 and 3: dry run, import

    def _essayer(self) -> None:
        travail = self._travail(self.sorte.analyser)
        self._lancer(self.contexte.taches.lire(travail, self, "Essai à blanc"), self._recevoir_rapport)

    def _recevoir_rapport(self, rapport: RapportImport) -> None:
        self._rapport = rapport
        for nom, chiffre in decisions.chiffres(rapport).items():
            getattr(self._ui, f"{nom}Label").setText(chiffre)
        self._problemes.montrer(rapport.problemes)
        self._ui.messageBandeau.montrer(
            decisions.dire_rapport(self.sorte, rapport), Gravite.SUCCES if rapport.acceptable else Gravite.ALERTE
        )
        self._aller(_ESSAI)
        self._ui.problemesTable.setFocus()

    def _importer(self) -> None:
        assert self._rapport is not None
        question = decisions.question_d_import(self.sorte, self._rapport)
        boites = self.contexte.boites
        if boites.confirmer(self, self.titre, question, oui="Importer", non="Ne rien faire") is not Reponse.OUI:
            return
        travail = self._travail(self.sorte.importer)
        self._lancer(self.contexte.taches.ecrire(travail, self, self.titre), self._recevoir_bilan)

    def _recevoir_bilan(self, bilan: BilanImport) -> None:
        titre, texte = decisions.dire_bilan(self.sorte, bilan)
        self._ui.bilanTitreLabel.setText(titre)
        self._ui.bilanLabel.setText(texte)
        self._ui.messageBandeau.effacer()
        self._aller(_BILAN)
        self._ui.voirButton.setFocus()
        self.contexte.dire(f"{titre} : {self._nom_du_fichier()}.")
        self.contexte.taches.publier(self.sorte.sujets)

    def _travail(self, fonction: Callable[..., Any]) -> Callable[[Services, Suivi], Any]:
        chemin, correspondance, preparation = self._chemin, self._correspondance, self._preparation
        assert preparation is not None
        feuille = preparation.tableau.feuille or None
        return lambda services, suivi: fonction(services, chemin, correspondance, suivi, feuille=feuille)

    # --- Jobs and steps

    def _lancer(self, tache: Tache, reussir: Callable[[Any], None]) -> None:
        self._tache = tache
        self._ui.travailLabel.setText(f"{tache.libelle}…")
        self._ui.progressionBar.setRange(0, 0)
        self._ui.travailFrame.show()
        tache.progression.connect(self._avancer)
        tache.reussie.connect(lambda valeur: self._finir(lambda: reussir(valeur)))
        tache.annulee.connect(lambda: self._finir(self._dire_l_arret))
        tache.echouee.connect(lambda erreur: self._finir(lambda: self._dire_l_echec(erreur)))
        self.actionsChangees.emit()

    def _avancer(self, fait: int, total: int, etape: str) -> None:
        self._ui.progressionBar.setRange(0, max(0, total))
        self._ui.progressionBar.setValue(fait)
        if etape:
            self._ui.travailLabel.setText(etape)

    def _finir(self, suite: Callable[[], None]) -> None:
        self._tache = None
        self._ui.travailFrame.hide()
        suite()
        self.actionsChangees.emit()

    def _annuler(self) -> None:
        if self._tache is not None:
            self._tache.annuler()

    def _dire_l_arret(self) -> None:
        self._ui.messageBandeau.montrer("Travail arrêté : rien n'a été enregistré.", Gravite.INFO)

    def _dire_l_echec(self, erreur: Exception) -> None:
        rapport = erreur.details.get("rapport") if isinstance(erreur, ErreurMetier) else None
        if isinstance(rapport, RapportImport):
            self._recevoir_rapport(rapport)
        else:
            self._ui.messageBandeau.montrer(message_de(erreur))

    def _empechement_de_continuer(self) -> str:
        if self._etape() == _FICHIER:
            if self._preparation is None or self._correspondance is None:
                return "Choisissez d'abord un fichier (F3)."
            return decisions.manquants(self._preparation.champs, self._correspondance)
        if self._etape() == _ESSAI and self._rapport is not None:
            if not self._rapport.acceptable:
                return "Le fichier a des problèmes : corrigez-le, puis relancez l'essai (F4)."
            return "" if self._rapport.a_creer or self._rapport.a_modifier else "Il n'y a rien à importer."
        return "L'import est terminé : F4 pour un autre fichier."

    def _etape(self) -> int:
        return self._ui.etapesPile.currentIndex()

    def _aller(self, etape: int) -> None:
        self._ui.etapesPile.setCurrentIndex(etape)
        self._ui.etapesLabel.setText(decisions.etapes(etape))
        self._ui.accueilFrame.setVisible(self._preparation is None)
        self._ui.colonnesPanneau.setVisible(self._preparation is not None)
        if etape == _FICHIER and self._preparation is not None and self._correspondance is not None:
            manque = decisions.manquants(self._preparation.champs, self._correspondance)
            self._ui.messageBandeau.montrer(manque, Gravite.ALERTE)
        self.actionsChangees.emit()

    def _oublier(self) -> None:
        self._preparation = self._correspondance = self._rapport = self._chemin = None

    def _nom_du_fichier(self) -> str:
        return self._chemin.name if self._chemin is not None else ""

    def _poser(self) -> None:
        ui = self._ui
        ui.titreLabel.setText(self.titre)
        ui.accueilLabel.setText(self.sorte.accueil)
        ui.travailFrame.hide()
        ui.problemesTable.montrer_modele(self._problemes)
        ui.problemesTable.offrir(self, [f"{self.nom}.exporter"])
        ui.problemesTable.dire_si_vide("Aucun problème : chaque ligne du fichier est acceptable.")
        ui.fichierButton.clicked.connect(self.choisir_fichier)
        ui.annulerButton.clicked.connect(self._annuler)
        ui.autreButton.clicked.connect(self.revenir)
        ui.voirButton.clicked.connect(lambda: self.contexte.ouvrir(self.sorte.liste))
        ui.feuilleCombo.textActivated.connect(
            lambda feuille: self.lire_fichier(self._chemin, feuille) if self._chemin is not None else None
        )
