"""A client's card, one tab of the window per client; what its tabs show beside the form is in ``vues``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from caisse_clients.application.commandes.clients import CreerClient, ModifierClient
from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.fusion import DialogueFusion, DialogueSeparation
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille, imprimer_grille
from caisse_clients.gui.formulaires.fiche_client import Ui_FicheClient
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import fiche_client as decisions
from caisse_clients.gui.presentateurs.fiche_client import Dossier, Saisie
from caisse_clients.gui.theme import marquer
from caisse_clients.gui.vues.onglets_du_client import OngletsDuClient
from caisse_clients.gui.widgets.erreurs import ErreursDuFormulaire
from caisse_clients.gui.widgets.formulaire_client import FormulaireClient
from caisse_clients.gui.widgets.grille import Grille
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_code, ecrire_montant
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat

_ONGLETS = ("coordonnees", "comptes", "gestion", "acces", "financier", "historique")
_ENREGISTRER_D_ABORD = "Enregistrez d'abord le nouveau client (F2)."


class EcranFicheClient(Ecran):
    """Shows, edits and creates; what has changed is said, and nothing is overwritten silently."""

    nom: ClassVar[str] = "fiche_client"
    titre: ClassVar[str] = "Nouveau client"
    sujets: ClassVar[frozenset[Sujet]] = frozenset(
        {Sujet.CLIENTS, Sujet.COMPTES, Sujet.ECRITURES, Sujet.PIECES, Sujet.REGLEMENTS, Sujet.ACCES}
    )

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_FicheClient()
        self._ui.setupUi(self)
        self._dossier: Dossier | None = None
        self._client: int | None = None
        self._id_commande = nouvel_id()
        self._en_cours = False
        self._jeton = 0
        self._formulaire = FormulaireClient(self._ui, self)
        if Droit.FIXER_PLAFOND not in contexte.utilisateur.droits:
            self._formulaire.reserver_le_plafond("Un responsable fixe le plafond de crédit.")
        self._erreurs = ErreursDuFormulaire(self._formulaire.champs, self._ui.messageBandeau)
        self._comptes = ModeleListe(decisions.COLONNES_COMPTES, lambda compte: compte.numero, self)
        self._historique = ModeleListe(decisions.COLONNES_HISTORIQUE, lambda acte: acte.operation, self)
        self._onglets = OngletsDuClient(self._ui, contexte, self)
        self._poser()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of the card."""
        return {
            "fiche.valider": self.valider,
            "fiche.nouveau": lambda: self.contexte.ouvrir("fiche_client"),
            "fiche.fusionner": self.fusionner,
            "fiche.separer": self.separer,
            "fiche.rechercher": lambda: self._ui.clientEdit.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "fiche.comptes": self._ouvrir_les_comptes,
            "fiche.retablir": self.retablir,
            "fiche.exporter": self._exporter,
            "fiche.imprimer": self._imprimer,
            "fiche.menu": self._ouvrir_le_menu,
            **self._onglets.commandes(),
        }

    def empechement(self, identifiant: str) -> str:
        """Say what is missing: a saved client, a change, a right, the right tab."""
        if identifiant in ("fiche.valider", "fiche.retablir"):
            return self._empechement_d_enregistrer()
        if self._onglets.repond(geste := identifiant.partition(".")[2]):
            return self._onglets.empechement(geste) if self._client is not None else _ENREGISTRER_D_ABORD
        if identifiant in ("fiche.exporter", "fiche.imprimer", "fiche.menu"):
            return "" if self._grille() else "Ouvrez d'abord un onglet qui montre une liste."
        return self._empechement_de_la_fiche(identifiant)

    def _empechement_de_la_fiche(self, identifiant: str) -> str:
        absorbee = self._dossier is not None and self._dossier.fiche.absorbe_par is not None
        if identifiant == "fiche.separer":
            return "" if self._separables() else "Cette fiche n'a été réunie à aucune autre."
        if identifiant in ("fiche.fusionner", "fiche.comptes"):
            if absorbee and identifiant == "fiche.fusionner":
                return "Cette fiche a déjà été fusionnée dans une autre."
            return "" if self._client is not None else _ENREGISTRER_D_ABORD
        return ""

    def montrer(self, **parametres: object) -> None:
        """Show ``client`` (its code), on the tab ``onglet``; without a client, a blank card."""
        code, onglet = parametres.get("client"), parametres.get("onglet")
        if isinstance(code, int) and code != self._client:
            self._client = code
            self._lire()
        if isinstance(onglet, str) and onglet in _ONGLETS:
            self._ui.ficheOnglets.setCurrentIndex(_ONGLETS.index(onglet))
            if grille := self._grille():
                grille.setFocus()
        elif not isinstance(code, int):
            self._formulaire.premier_champ().setFocus()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read the client again; what is being typed stays."""
        if self._client is not None and not self._en_cours:
            self._lire()

    def peut_fermer(self) -> bool:
        """Ask before losing what was typed."""
        if self._en_cours:
            return False
        if not self._changements():
            return True
        question = f"Fermer « {self._ui.titreLabel.text()} » sans enregistrer ?\n\n{self._ui.changementsLabel.text()}"
        reponse = self.contexte.boites.confirmer(
            self, "Fiche client", question, oui="Fermer sans enregistrer", non="Revenir à la fiche"
        )
        return reponse is Reponse.OUI

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée goes to the next field; it never validates, F2 does."""
        if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QLineEdit):
            self.focusNextChild()
            return
        super().keyPressEvent(evenement)

    # --- What the user does

    def valider(self) -> None:
        """Save (F2), once: a second F2 while it is on its way does nothing."""
        if self._en_cours or self._empechement_d_enregistrer():
            return
        self._erreurs.effacer()
        try:
            commande = self._commande()
        except ErreurMetier as erreur:
            self._erreurs.montrer(message_de(erreur), erreur.champ)
            return
        if commande is None:
            return
        self._occuper(True)
        tache = self.contexte.taches.executer(
            commande, self, id_commande=self._id_commande, libelle="Enregistrement de la fiche"
        )
        tache.reussie.connect(self._enregistree)
        tache.echouee.connect(self._refusee)

    def retablir(self) -> None:
        """Put the form back as the card is saved."""
        self._erreurs.effacer()
        self._formulaire.remplir(decisions.saisie_de(self._dossier.fiche) if self._dossier else Saisie())
        self._formulaire.code = ""

    def fusionner(self) -> None:
        """Choose a duplicate and compare it with this card."""
        if self._dossier is None:
            return
        dialogue = DialogueFusion(self.contexte, self._dossier.fiche, self)
        dialogue.fusionnee.connect(self._dire_la_fusion)
        dialogue.open()

    def separer(self) -> None:
        """Undo the merge that absorbed this card, or one that this card absorbed (Ctrl+M)."""
        if absorbes := self._separables():
            dialogue = DialogueSeparation(self.contexte, absorbes, self)
            dialogue.enregistree.connect(lambda _code: self._ui.messageBandeau.effacer())
            dialogue.open()

    def _separables(self) -> tuple[int, ...]:
        if self._dossier is None:
            return ()
        fiche = self._dossier.fiche
        return fiche.absorbes if fiche.absorbe_par is None else (fiche.code,)

    # --- Reading

    def _lire(self) -> None:
        code = self._client
        assert code is not None
        self._jeton += 1
        jeton = self._jeton
        tache = self.contexte.taches.lire(lambda services, _suivi: decisions.lire_dossier(services, code), self)
        tache.reussie.connect(lambda dossier: self._recevoir(dossier) if jeton == self._jeton else None)
        tache.echouee.connect(lambda erreur: self._ui.messageBandeau.montrer(message_de(erreur)))

    def _recevoir(self, dossier: Dossier) -> None:
        ancien, saisie = self._dossier, self._formulaire.lire()
        self._dossier = dossier
        if ancien is None or not decisions.differences(decisions.saisie_de(ancien.fiche), saisie):
            self._formulaire.remplir(decisions.saisie_de(dossier.fiche))
        elif ancien.fiche.version != dossier.fiche.version:
            self._reprendre(ancien, saisie, dossier)
        self._montrer_le_dossier(dossier)

    def _reprendre(self, ancien: Dossier, saisie: Saisie, dossier: Dossier) -> None:
        """Another post changed the card while it was being edited here."""
        reprise = decisions.reprendre(ancien.fiche, saisie, dossier.fiche)
        self._formulaire.remplir(reprise.saisie)
        if reprise.ailleurs:
            self._ui.messageBandeau.montrer(decisions.dire_reprise(reprise), Gravite.ALERTE)
        # Another content: the same id would be refused as reused.
        self._id_commande = nouvel_id()

    def _montrer_le_dossier(self, dossier: Dossier) -> None:
        fiche = dossier.fiche
        nom = f"{fiche.nom} {fiche.prenom}".rstrip()
        self._ui.titreLabel.setText(f"{ecrire_code(fiche.code)} · {nom}")
        self.titreChange.emit(nom)
        self._formulaire.fixer_le_code(fiche.code)
        self._formulaire.permettre(
            Droit.MODIFIER_CLIENT in self.contexte.utilisateur.droits and fiche.absorbe_par is None
        )
        etat, gravite = decisions.SORTES.get(fiche.sorte, ""), Gravite.NEUTRE
        if fiche.absorbe_par is not None:
            etat, gravite = f"fusionnée dans {ecrire_code(fiche.absorbe_par)}", Gravite.ALERTE
            self._ui.messageBandeau.montrer(decisions.dire_l_absorption(fiche.absorbe_par), Gravite.INFO)
        elif fiche.absorbes:
            etat = f"remplace {', '.join(ecrire_code(code) for code in fiche.absorbes)}"
        self._ui.etatLabel.setText(etat)
        self._ui.etatLabel.setVisible(bool(etat))
        marquer(self._ui.etatLabel, pastille=str(gravite))
        self._ui.duLabel.setText(f"{ecrire_montant(fiche.solde_du)} €")
        self._ui.disponibleLabel.setText(f"{ecrire_montant(fiche.disponible)} €")
        self._ui.gestionDuLabel.setText(self._ui.duLabel.text())
        self._ui.gestionDisponibleLabel.setText(self._ui.disponibleLabel.text())
        for page in self._pages_du_client():
            self._ui.ficheOnglets.setTabEnabled(self._ui.ficheOnglets.indexOf(page), True)
        self._onglets.montrer(fiche.absorbe_par or fiche.code)
        self._filtrer_les_comptes()
        self._historique.montrer(dossier.historique)
        self._suivre()

    def _filtrer_les_comptes(self) -> None:
        comptes = self._dossier.comptes if self._dossier else ()
        tous = self._ui.soldesCheck.isChecked()
        self._comptes.montrer([compte for compte in comptes if tous or compte.solde])
        caches = (
            "" if tous or not comptes else " Ses comptes sont tous soldés : cochez « Y compris les comptes soldés »."
        )
        self._ui.comptesTable.dire_si_vide(f"Aucun compte à montrer.{caches}\nF8 ouvre l'écran Comptes clients.")

    # --- Writing

    def _commande(self) -> CreerClient | ModifierClient | None:
        saisie = self._formulaire.lire_strict()
        if self._dossier is None:
            return decisions.commande_creer(saisie, self._formulaire.code)
        return decisions.commande_modifier(self._dossier.fiche, saisie)

    def _enregistree(self, resultat: Resultat) -> None:
        self._occuper(False)
        self._id_commande = nouvel_id()
        code = int(resultat.valeurs["client"])
        self.contexte.dire(f"Client {ecrire_code(code)} enregistré.")
        if self._dossier is None:
            # The card of this client has its own tab; this one is ready for nobody else.
            self._formulaire.remplir(Saisie())
            self._formulaire.code = ""
            self.contexte.ouvrir("fiche_client", client=code)
            self.fermetureDemandee.emit()
            return
        self._ui.messageBandeau.montrer("Fiche enregistrée.", Gravite.SUCCES)
        self._dossier = None  # what is typed is what is saved: the next reading fills the form
        self._lire()

    def _refusee(self, erreur: Exception) -> None:
        self._occuper(False)
        code = erreur.code if isinstance(erreur, ErreurMetier) else ""
        if code == "modifie_ailleurs":
            self._lire()
            return
        champ = erreur.champ if isinstance(erreur, ErreurMetier) else None
        self._ui.ficheOnglets.setCurrentIndex(0)
        self._erreurs.montrer(message_de(erreur), champ)

    def _occuper(self, en_cours: bool) -> None:
        self._en_cours = en_cours
        self.actionsChangees.emit()

    def _dire_la_fusion(self, garde: int, absorbe: int) -> None:
        texte = f"Le client {ecrire_code(absorbe)} mène maintenant à {ecrire_code(garde)}."
        self.contexte.dire(texte)
        if garde != self._client:
            self.contexte.ouvrir("fiche_client", client=garde)
        else:
            self._ui.messageBandeau.montrer(texte, Gravite.SUCCES)

    # --- State and wiring

    def _changements(self) -> tuple[decisions.Difference, ...]:
        base = decisions.saisie_de(self._dossier.fiche) if self._dossier else Saisie()
        return decisions.differences(base, self._formulaire.lire())

    def _suivre(self) -> None:
        """Say live what has changed, and which keys are alive."""
        changes = self._changements()
        if self._dossier is None:
            texte = "" if not changes else "Nouveau client, pas encore enregistré : F2 l'enregistre."
        else:
            texte = "Modifié : " + ", ".join(f"{d.libelle} ({d.avant} → {d.apres})" for d in changes) if changes else ""
        self._ui.changementsLabel.setText(texte)
        self.actionsChangees.emit()

    def _empechement_d_enregistrer(self) -> str:
        if self._en_cours:
            return "L'enregistrement est en cours."
        droit = Droit.CREER_CLIENT if self._client is None else Droit.MODIFIER_CLIENT
        if droit not in self.contexte.utilisateur.droits:
            return f"Il faut le droit de {droit.libelle} ; demandez à un responsable."
        if self._client is not None and self._dossier is None:
            return "La fiche se lit."
        return "" if self._changements() or self._formulaire.illisible() else "Rien n'a été modifié."

    def _chercher_les_homonymes(self) -> None:
        saisie = self._formulaire.lire()
        if self._client is not None or not saisie.nom.strip():
            return
        tache = self.contexte.taches.lire(
            lambda services, _suivi: decisions.lire_homonymes(services, saisie.nom, saisie.prenom), self
        )
        tache.reussie.connect(
            lambda lignes: self._ui.messageBandeau.montrer(decisions.dire_homonymes(lignes), Gravite.INFO)
        )

    def _grille(self) -> Grille | None:
        """Return the grid in sight, or None."""
        seules = {self._ui.comptesPage: self._ui.comptesTable, self._ui.historiquePage: self._ui.historiqueTable}
        return seules.get(self._ui.ficheOnglets.currentWidget(), self._onglets.grille())

    def _exporter(self) -> None:
        if grille := self._grille():
            exporter_grille(self.contexte, grille, self._titre_de(grille), self)

    def _imprimer(self) -> None:
        if grille := self._grille():
            imprimer_grille(self.contexte, grille, self._titre_de(grille), self._ui.titreLabel.text(), self)

    def _ouvrir_le_menu(self) -> None:
        if grille := self._grille():
            grille.ouvrir_le_menu()

    def _titre_de(self, grille: Grille) -> str:
        return f"{decisions.TITRES_DE_GRILLE[grille.objectName()]} du client {self._client}"

    def _pages_du_client(self) -> tuple[QWidget, ...]:
        """Every tab but the form: a client must be saved before it shows anything."""
        ui = self._ui
        return ui.comptesPage, ui.gestionPage, ui.accesPage, ui.financierPage, ui.historiquePage

    def _ouvrir_les_comptes(self) -> None:
        fiche = self._dossier.fiche if self._dossier else None
        self.contexte.ouvrir("comptes_clients", client=(fiche.absorbe_par or fiche.code) if fiche else self._client)

    def _ouvrir_un_autre(self, ligne: object) -> None:
        code = self._ui.clientEdit.client()
        if code is not None and ligne is not None:
            self._ui.clientEdit.set_client(None)
            self.contexte.ouvrir("fiche_client", client=code)

    def _poser(self) -> None:
        ui = self._ui
        ui.comptesTable.montrer_modele(self._comptes)
        ui.historiqueTable.montrer_modele(self._historique)
        ui.comptesTable.offrir(self, ("fiche.comptes", "fiche.exporter", "fiche.imprimer"))
        ui.historiqueTable.offrir(self, ("fiche.exporter", "fiche.imprimer"))
        ui.historiqueTable.dire_si_vide("Rien n'a encore été fait sur ce client.")
        ui.etatLabel.hide()
        ui.clientEdit.definir_taches(self.contexte.taches)
        ui.clientEdit.choisi.connect(self._ouvrir_un_autre)
        ui.comptesTable.ouverte.connect(lambda _numero: self._ouvrir_les_comptes())
        ui.soldesCheck.toggled.connect(lambda _coche: self._filtrer_les_comptes())
        ui.ficheOnglets.currentChanged.connect(lambda _rang: self.actionsChangees.emit())
        self._onglets.change.connect(self.actionsChangees)
        for page in self._pages_du_client():
            ui.ficheOnglets.setTabEnabled(ui.ficheOnglets.indexOf(page), False)
            ui.ficheOnglets.setTabToolTip(ui.ficheOnglets.indexOf(page), _ENREGISTRER_D_ABORD)
        self._formulaire.change.connect(self._erreurs.effacer)
        self._formulaire.change.connect(lambda _champ: self._suivre())
        for champ in (ui.nomEdit, ui.prenomEdit):
            champ.editingFinished.connect(self._chercher_les_homonymes)
        self._suivre()
