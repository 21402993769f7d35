"""*Clients > Comptes clients*: find a client, see his accounts, open, enter, settle, undo (manual 000)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QMenu, QPushButton, QSplitter, QWidget

from caisse_clients.application.lectures import cles_clients, lignes_clients
from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.vues import CritereClients, EtatCompte, LigneClient
from caisse_clients.gui.catalogue import action
from caisse_clients.gui.dialogues.comptes_clients import GestesComptes
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille
from caisse_clients.gui.formulaires.comptes_clients import Ui_ComptesClients
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.modeles.pagine import Lecture, ModelePagine
from caisse_clients.gui.presentateurs import comptes_clients as decisions
from caisse_clients.gui.presentateurs.comptes_clients import ComptesLus, LigneOrange, Recherche
from caisse_clients.gui.widgets.erreurs import marquer_erreur

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

DELAI_RECHERCHE_MS = 150
DELAI_COMPTES_MS = 40
"""An arrow held down passes many clients: only the one it stops on is read."""

COLONNES_CLIENTS = (
    Colonne("Code", lambda ligne: ligne.code, Format.CODE, 80),
    Colonne("Nom", lambda ligne: ligne.nom, largeur=220, elastique=True),
    Colonne("Prénom", lambda ligne: ligne.prenom, largeur=180, elastique=True),
    Colonne("Adresse", lambda ligne: ligne.adresse, largeur=260, elastique=True),
    Colonne("C.P.", lambda ligne: ligne.code_postal, largeur=70),
    Colonne("Ville", lambda ligne: ligne.ville, largeur=190, elastique=True),
)
COLONNES_COMPTES = (
    Colonne("Numéro", lambda ligne: ligne.numero, Format.CODE, 90),
    Colonne("Type", lambda ligne: ligne.type, largeur=140),
    Colonne(
        "Solde",
        lambda ligne: ligne.solde,
        Format.MONTANT,
        120,
        aide="Acompte, avoir : nous devons au client. Crédit, export : le client nous doit.",
    ),
    Colonne("Date", lambda ligne: ligne.date, Format.DATE, 100),
    Colonne("Entrée", lambda ligne: ligne.entree, Format.MONTANT, 120),
    Colonne("Sortie", lambda ligne: ligne.sortie, Format.MONTANT, 120),
    Colonne("Bénéficiaire", lambda ligne: ligne.beneficiaire, largeur=240, elastique=True),
)

_MENU_CLIENTS = ("nouveau_compte", "voir_fiche", "exporter_clients")
_MENU_COMPTES = ("nouvelle_ecriture", "solder", "contrepasser", "recu", "exporter_comptes")


class EcranComptesClients(Ecran):
    """The manual's screen. Everything typed is decided in the presenter; everything done is in ``GestesComptes``."""

    nom: ClassVar[str] = "comptes_clients"
    titre: ClassVar[str] = "Comptes clients"
    sujets = frozenset({Sujet.CLIENTS, Sujet.COMPTES, Sujet.ECRITURES})

    def __init__(self, contexte: ContexteEcran, parent: QWidget | None = None) -> None:
        super().__init__(contexte, parent)
        self._ui = Ui_ComptesClients()
        self._ui.setupUi(self)
        self.setObjectName(self.nom)
        self._client: int | None = None
        self._lus: ComptesLus | None = None
        self._jeton = 0
        self._choisir_le_premier = False
        self._numero_voulu: int | None = None
        self.gestes = GestesComptes(self, self, contexte)
        self._poser_les_grilles()
        self._frappe = self._minuteur(DELAI_RECHERCHE_MS, self._chercher)
        self._choix = self._minuteur(DELAI_COMPTES_MS, self._lire_comptes)
        self._brancher()
        self._dire_les_comptes()
        self._rafraichir()

    # --- What the window asks

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return what each key of the catalogue does here."""
        return {
            "nouveau_compte": self.gestes.nouveau_compte,
            "contrepasser": self.gestes.contrepasser,
            "nouvelle_ecriture": self.gestes.nouvelle_ecriture,
            "rechercher": self._aller_a_la_recherche,
            "solder": self.gestes.solder,
            "epurer": lambda: None,
            "recu": self.gestes.recu,
            "voir_fiche": self.gestes.voir_fiche,
            "exporter_clients": lambda: exporter_grille(self.contexte, self._ui.clientsTable, "Clients", self),
            "exporter_comptes": lambda: exporter_grille(self.contexte, self._ui.comptesTable, "Comptes", self),
            "menu_contextuel": self._ouvrir_le_menu,
        }

    def empechement(self, identifiant: str) -> str:
        """Return why an action cannot be done on what is chosen."""
        return decisions.empechement(
            identifiant,
            client=self._client,
            ligne=self.ligne(),
            en_lecture=self._lus is None and self._client is not None,
            dernier_recu=self.gestes.derniere_ecriture,
        )

    def montrer(self, **parametres: object) -> None:
        """Show ``client`` (a code), or the whole list; the name field takes the focus."""
        code = parametres.get("client")
        if isinstance(code, int):
            for champ in self._champs():
                champ.clear()
            self._ui.codeClientEdit.setText(str(code))
            self._ui.clientsTable.choisir_cle(code)
        self._chercher()
        self._aller_a_la_recherche()

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read clients again when they changed, and the accounts shown; what is chosen stays chosen."""
        if Sujet.CLIENTS in sujets:
            self._clients.actualiser()
        if self._client is not None:
            self._lire_comptes()

    def fermer(self) -> None:
        """Keep the widths and the share of the two grids; nothing is read any more."""
        for minuteur in (self._frappe, self._choix):
            minuteur.stop()
        for nom, etat in self._etats().items():
            self.contexte.preferences.garder_etat(f"comptes_clients/{nom}", etat.saveState())

    # --- What the gestures need

    def client(self) -> int | None:
        """Return the client whose accounts are shown."""
        return self._client

    def nom_client(self) -> str:
        """Return his name as shown over the accounts."""
        return self._lus.nom if self._lus is not None else ""

    def ligne(self) -> LigneOrange | None:
        """Return the row chosen in the orange table, never one of another client."""
        if self._lus is None:
            return None
        ligne = self._ui.comptesTable.ligne_courante()
        return ligne if isinstance(ligne, LigneOrange) else None

    def attendre_l_ecriture(self, numero: int, ecriture: int, texte: str) -> None:
        """Say what was done, and choose the new écriture as soon as the reload brings it."""
        self._ui.comptesTable.choisir_cle((numero, ecriture))
        self._ui.messageBandeau.montrer(f"{texte} Ctrl+P : reçu.", Gravite.SUCCES)
        self.contexte.dire(texte)

    # --- Search

    def recherche(self) -> Recherche:
        """Return what is typed and ticked."""
        ui = self._ui
        etats = {ui.soldeRadio: EtatCompte.SOLDES, ui.tousRadio: EtatCompte.TOUS}
        cochees = {
            TypeCompte.ACOMPTE: ui.acompteCheck,
            TypeCompte.AVOIR: ui.avoirCheck,
            TypeCompte.CREDIT: ui.creditCheck,
            TypeCompte.EXPORT: ui.exportCheck,
            TypeCompte.ORGANISME_CREDIT: ui.organismeCreditCheck,
        }
        return Recherche(
            numero_compte=ui.numeroCompteEdit.text(),
            code=ui.codeClientEdit.text(),
            nom=ui.nomClientEdit.text(),
            prenom=ui.prenomClientEdit.text(),
            etat=next((etat for radio, etat in etats.items() if radio.isChecked()), EtatCompte.NON_SOLDES),
            types=frozenset(type_ for type_, case in cochees.items() if case.isChecked()),
        )

    def _chercher(self) -> None:
        """Ask for the clients, unless a number cannot be read: the field then says so."""
        self._frappe.stop()
        recherche = self.recherche()
        erreur = decisions.illisible(recherche)
        champs = {"numero_compte": self._ui.numeroCompteEdit, "code": self._ui.codeClientEdit}
        fautif = any(champ.property("erreur") for champ in champs.values())
        for nom, champ in champs.items():
            marquer_erreur(champ, message_de(erreur) if erreur is not None and erreur.champ == nom else "")
        if erreur is not None:
            self.contexte.dire(message_de(erreur))
            return
        if fautif:
            self.contexte.dire("")
        self._choisir_le_premier = not recherche.vide
        self._numero_voulu = recherche.numero()
        criteres = recherche.criteres()
        self._clients.montrer(Lecture(_cles(criteres), _lignes))

    def _recevoir_clients(self, nombre: int) -> None:
        """Say how many; choose the first when one is searched and the chosen one is not among them."""
        self._ui.nombreClientsLabel.setText(decisions.nombre_de_clients(nombre))
        self._ui.clientsTable.dire_si_vide(decisions.clients_vides(self.recherche()))
        if self._choisir_le_premier and nombre and self._ui.clientsTable.cle_courante() is None:
            self._ui.clientsTable.choisir_rang(0)
        elif self._client is not None:
            self._choix.start()

    def _changer_de_client(self, code: object) -> None:
        self._client = code if isinstance(code, int) else None
        self._lus = None
        self.gestes.derniere_ecriture = None
        self._ui.messageBandeau.effacer()
        if self._client is None:
            self._comptes.montrer([])
            self._dire_les_comptes()
        else:
            self._choix.start()
        self._rafraichir()

    # --- Accounts

    def _lire_comptes(self) -> None:
        """Read the accounts of the chosen client; an answer to an older question is thrown away."""
        self._choix.stop()
        client, recherche = self._client, self.recherche()
        if client is None or decisions.illisible(recherche) is not None:
            return
        self._jeton += 1
        jeton = self._jeton

        def travail(services: Services, _suivi: Suivi) -> ComptesLus:
            return decisions.lire_comptes(services, client, recherche)

        tache = self.contexte.taches.lire(travail, self)
        tache.reussie.connect(lambda lus: self._recevoir_comptes(jeton, lus))
        tache.echouee.connect(self._dire_echec)

    def _recevoir_comptes(self, jeton: int, lus: ComptesLus) -> None:
        if jeton != self._jeton or lus.client != self._client:
            return
        self._lus = lus
        self._comptes.montrer(lus.lignes)
        table = self._ui.comptesTable
        voulue = next((ligne.cle for ligne in lus.lignes if ligne.compte.numero == self._numero_voulu), None)
        if voulue is not None and (table.ligne_courante() is None or self._numero_voulu is not None):
            table.choisir_cle(voulue)
            self._numero_voulu = None
        if lus.annonce:
            self._ui.messageBandeau.montrer(lus.annonce, Gravite.INFO)
        self._dire_les_comptes()
        self._choisir_une_ligne()

    def _dire_les_comptes(self) -> None:
        nom, recherche = self.nom_client(), self.recherche()
        self._ui.comptesLabel.setText(f"Comptes de {nom}" if nom else "Comptes")
        self._ui.soldesLabel.setText(decisions.texte_des_soldes(self._lus.soldes) if self._lus else "")
        self._ui.comptesTable.dire_si_vide(decisions.comptes_vides(nom, recherche))

    def _choisir_une_ligne(self, _cle: object = None) -> None:
        self._ui.commentaireText.setPlainText(decisions.commentaire(self.ligne()))
        self._rafraichir()

    def _rafraichir(self) -> None:
        """Show the buttons of an account only when one is chosen (manual), greyed as their keys are."""
        boutons: dict[str, QPushButton] = {
            "nouveau_compte": self._ui.nouveauCompteButton,
            "nouvelle_ecriture": self._ui.nouvelleEcritureButton,
            "solder": self._ui.solderButton,
        }
        droits = self.contexte.utilisateur.droits
        for nom, bouton in boutons.items():
            donnee = action(nom)
            permis = donnee.droit in droits and not self.empechement(nom)
            bouton.setEnabled(permis)
            bouton.setToolTip(self.empechement(nom) or f"{donnee.aide} ({donnee.raccourci})")
            if nom != "nouveau_compte":
                bouton.setVisible(self.ligne() is not None)
        self.actionsChangees.emit()

    # --- Keys and wiring

    def eventFilter(self, objet: QObject, evenement: QEvent) -> bool:
        """Send arrows to the clients and Ctrl+arrows to the accounts while the cursor stays in the search."""
        if isinstance(evenement, QKeyEvent) and evenement.type() == QEvent.Type.KeyPress:
            avec_ctrl = bool(evenement.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if avec_ctrl and self._ui.comptesTable.naviguer(evenement):
                return True
            if isinstance(objet, QLineEdit):
                if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not avec_ctrl:
                    self._chercher()
                    return True
                return not avec_ctrl and self._ui.clientsTable.naviguer(evenement)
        return super().eventFilter(objet, evenement)

    def _aller_a_la_recherche(self) -> None:
        self._ui.nomClientEdit.setFocus()
        self._ui.nomClientEdit.selectAll()

    def _ouvrir_le_menu(self) -> None:
        """Open the menu of the row in the accounts, or in the clients when they have the focus or no account is."""
        sur_les_clients = self._ui.clientsTable.hasFocus() or self.ligne() is None
        grille = self._ui.clientsTable if sur_les_clients else self._ui.comptesTable
        grille.ouvrir_le_menu()

    def _poser_les_grilles(self) -> None:
        ui = self._ui
        self._clients = ModelePagine(self.contexte.taches, COLONNES_CLIENTS, lambda ligne: int(ligne.code), self)
        self._clients.charge.connect(self._recevoir_clients)
        self._clients.lecture_echouee.connect(self._dire_echec)
        ui.clientsTable.montrer_modele(self._clients)
        ui.clientsTable.cle_changee.connect(self._changer_de_client)
        ui.clientsTable.ouverte.connect(lambda _cle: ui.comptesTable.setFocus())
        ui.clientsTable.menu_demande.connect(partial(self._composer_le_menu, _MENU_CLIENTS))
        self._comptes = ModeleListe(COLONNES_COMPTES, lambda ligne: ligne.cle, self)
        ui.comptesTable.montrer_modele(self._comptes)
        ui.comptesTable.cle_changee.connect(self._choisir_une_ligne)
        ui.comptesTable.ouverte.connect(lambda _cle: self.gestes.nouvelle_ecriture())
        ui.comptesTable.menu_demande.connect(partial(self._composer_le_menu, _MENU_COMPTES))
        ui.grillesSplitter.setSizes([230, 250])
        for nom, objet in self._etats().items():
            if (etat := self.contexte.preferences.etat(f"comptes_clients/{nom}")) is not None:
                objet.restoreState(etat)

    def _brancher(self) -> None:
        ui = self._ui
        for champ in self._champs():
            champ.textEdited.connect(lambda _texte: self._frappe.start())
            champ.installEventFilter(self)
        for bouton_d_effacement in (ui.nomClientEdit, ui.prenomClientEdit):
            bouton_d_effacement.textChanged.connect(lambda texte: None if texte else self._frappe.start())
        for grille in (ui.clientsTable, ui.comptesTable):
            grille.installEventFilter(self)
            grille.frappe.connect(self._reprendre_la_frappe)
        for radio in (ui.soldeRadio, ui.nonSoldeRadio, ui.tousRadio):
            radio.toggled.connect(lambda coche: self._lire_comptes() if coche else None)
        for case in (ui.acompteCheck, ui.avoirCheck, ui.creditCheck, ui.exportCheck, ui.organismeCreditCheck):
            case.toggled.connect(lambda _coche: self._lire_comptes())
        for bouton in (ui.nouvelleEcritureButton, ui.solderButton):
            place = bouton.sizePolicy()
            place.setRetainSizeWhenHidden(True)  # nothing moves when an account is chosen
            bouton.setSizePolicy(place)
        ui.nouveauCompteButton.clicked.connect(self.gestes.nouveau_compte)
        ui.nouvelleEcritureButton.clicked.connect(self.gestes.nouvelle_ecriture)
        ui.solderButton.clicked.connect(self.gestes.solder)

    def _minuteur(self, delai: int, faire: Callable[[], None]) -> QTimer:
        minuteur = QTimer(self)
        minuteur.setSingleShot(True)
        minuteur.setInterval(delai)
        minuteur.timeout.connect(faire)
        return minuteur

    def _reprendre_la_frappe(self, lettres: str) -> None:
        """Letters typed in a grid go on with the search by name."""
        self._ui.nomClientEdit.setFocus()
        self._ui.nomClientEdit.setText(self._ui.nomClientEdit.text() + lettres)
        self._frappe.start()

    def _composer_le_menu(self, noms: Sequence[str], menu: QMenu) -> None:
        par_nom = {qaction.objectName(): qaction for qaction in self.actions()}
        menu.addActions([par_nom[nom] for nom in noms if nom in par_nom])

    def _etats(self) -> dict[str, QHeaderView | QSplitter]:
        return {
            "clients": self._ui.clientsTable.horizontalHeader(),
            "comptes": self._ui.comptesTable.horizontalHeader(),
            "partage": self._ui.grillesSplitter,
        }

    def _dire_echec(self, erreur: Exception) -> None:
        self._ui.messageBandeau.montrer(message_de(erreur))

    def _champs(self) -> Sequence[QLineEdit]:
        ui = self._ui
        return (ui.numeroCompteEdit, ui.codeClientEdit, ui.nomClientEdit, ui.prenomClientEdit)


def _cles(criteres: CritereClients) -> Callable[[Services, Suivi], array[int]]:
    def lire(services: Services, _suivi: Suivi) -> array[int]:
        with services.lire() as lecteur:
            return cles_clients(lecteur, criteres, limite=ModelePagine.LIMITE + 1)

    return lire


def _lignes(services: Services, codes: Sequence[int]) -> Sequence[LigneClient]:
    with services.lire() as lecteur:
        return lignes_clients(lecteur, codes)
