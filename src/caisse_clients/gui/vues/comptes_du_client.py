"""The orange table: the accounts of the chosen client as the search filters them, one row per écriture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.formulaires.comptes_clients import Ui_ComptesClients
from caisse_clients.gui.modeles.colonnes import Colonne, Format, Gravite
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import comptes_clients as decisions
from caisse_clients.gui.presentateurs.comptes_clients import ComptesLus, LigneOrange
from caisse_clients.gui.vues.recherche_clients import RechercheClients

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi

DELAI_COMPTES_MS = 40
"""An arrow held down passes many clients: only the one it stops on is read."""

COLONNES = (
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


class ComptesDuClient(QObject):
    """Shows the accounts of one client at a time; never a row of another one may be acted upon.

    ``change`` says that the client, the rows or the chosen row are others.
    """

    change = Signal()
    echec = Signal(Exception)

    def __init__(
        self, ui: Ui_ComptesClients, contexte: ContexteEcran, recherche: RechercheClients, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ui, self._contexte, self._recherche = ui, contexte, recherche
        self._lus: ComptesLus | None = None
        self._client_lu: int | None = None
        self._jeton = 0
        self._numero_montre: int | None = None
        self.client: int | None = None
        self._modele = ModeleListe(COLONNES, lambda ligne: ligne.cle, self)
        ui.comptesTable.montrer_modele(self._modele)
        ui.comptesTable.cle_changee.connect(self._choisir)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DELAI_COMPTES_MS)
        self._pause.timeout.connect(self.lire)
        self._dire()

    @property
    def nom(self) -> str:
        """Name of the client whose accounts are shown, empty while they are being read."""
        return self._lus.nom if self._lus is not None else ""

    @property
    def en_lecture(self) -> bool:
        """True while the accounts of the chosen client are on their way."""
        return self._lus is None and self.client is not None

    def ligne(self) -> LigneOrange | None:
        """Return the chosen row, None while another client's rows are still in sight."""
        ligne = self._ui.comptesTable.ligne_courante() if self._lus is not None else None
        return ligne if isinstance(ligne, LigneOrange) else None

    def montrer(self, client: int | None) -> None:
        """Show this client's accounts after a short pause, or none."""
        self.client = client
        self._lus = None
        self._ui.messageBandeau.effacer()
        if client is None:
            self._pause.stop()
            self._modele.montrer([])
            self._dire()
        else:
            self._pause.start()
        self.change.emit()

    def relire_bientot(self) -> None:
        """Read again: the search may now ask for an account by its number."""
        if self.client is not None:
            self._pause.start()

    def arreter(self) -> None:
        """Read no more: the screen closes."""
        self._pause.stop()

    def lire(self) -> None:
        """Read the accounts of the chosen client; an answer to an older question is thrown away."""
        self._pause.stop()
        client, recherche = self.client, self._recherche.recherche()
        if client is None or decisions.illisible(recherche) is not None:
            return
        self._jeton += 1
        jeton = self._jeton

        def travail(services: Services, _suivi: Suivi) -> ComptesLus:
            return decisions.lire_comptes(services, client, recherche)

        tache = self._contexte.taches.lire(travail, self)
        tache.reussie.connect(lambda lus: self._recevoir(jeton, lus, recherche.numero()))
        tache.echouee.connect(self.echec)

    def _recevoir(self, jeton: int, lus: ComptesLus, numero: int | None) -> None:
        if jeton != self._jeton or lus.client != self.client:
            return
        nouveau = self._client_lu != lus.client
        self._lus, self._client_lu = lus, lus.client
        self._modele.montrer(lus.lignes)
        # Chosen once per number asked for: a later reload must not take the choice back.
        if numero != self._numero_montre:
            self._numero_montre = numero
            voulue = next((ligne.cle for ligne in lus.lignes if ligne.compte.numero == numero), None)
            if voulue is not None:
                self._ui.comptesTable.choisir_cle(voulue)
        # Only for a client just found: after Solder, the account that is left must be chosen by somebody.
        if nouveau and self.ligne() is None and (seule := decisions.seul_compte(lus.lignes)) is not None:
            self._ui.comptesTable.choisir_cle(seule)
        if lus.annonce:
            self._ui.messageBandeau.montrer(lus.annonce, Gravite.INFO)
        self._dire()
        self._choisir()

    def _dire(self) -> None:
        self._ui.comptesLabel.setText(f"Comptes de {self.nom}" if self.nom else "Comptes")
        self._ui.soldesLabel.setText(decisions.texte_des_soldes(self._lus.soldes) if self._lus else "")
        self._ui.comptesTable.dire_si_vide(decisions.comptes_vides(self.nom, self._recherche.recherche()))

    def _choisir(self, _cle: object = None) -> None:
        self._ui.commentaireText.setPlainText(decisions.commentaire(self.ligne()))
        self.change.emit()
