"""Comptabilité > Vérification: anybody may have the base prove that nobody changed the past."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from caisse_clients.application.messages import message_de
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.export_grille import exporter_grille, imprimer_grille
from caisse_clients.gui.formulaires.verification import Ui_Verification
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.presentateurs import verification as presentateur

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.domain.grand_livre.controles import Rapport
    from caisse_clients.gui.taches import Tache
    from caisse_clients.kernel.suivi import Suivi

_TITRE = "Vérification de la base"
_A_FAIRE = "F2 vérifie toute la base : ses opérations, ses signatures, ses soldes."


class EcranVerification(Ecran):
    """Reads only; the window stays usable while it runs, and Annuler stops it."""

    nom: ClassVar[str] = "verification"
    titre: ClassVar[str] = "Vérification"

    def __init__(self, contexte: ContexteEcran) -> None:
        super().__init__(contexte)
        self._ui = Ui_Verification()
        self._ui.setupUi(self)
        self._tache: Tache | None = None
        self._modele = ModeleListe(presentateur.COLONNES, lambda constat: constat.rang, self)
        self._ui.constatsTable.montrer_modele(self._modele)
        self._ui.constatsTable.dire_si_vide(_A_FAIRE)
        self._ui.constatsTable.offrir(self, [f"{self.nom}.{geste}" for geste in ("exporter", "imprimer")])
        self._ui.verifierButton.clicked.connect(self.verifier)

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the keys of the screen."""
        grille = self._ui.constatsTable
        return {
            "verification.verifier": self.verifier,
            "verification.exporter": lambda: exporter_grille(self.contexte, grille, _TITRE, self),
            "verification.imprimer": lambda: imprimer_grille(self.contexte, grille, _TITRE, self.phrase(), self),
            "verification.menu": grille.ouvrir_le_menu,
        }

    def empechement(self, identifiant: str) -> str:
        """Say what must come first."""
        geste = identifiant.partition(".")[2]
        if geste == "verifier":
            return "La vérification est en cours." if self._tache is not None else ""
        if geste in ("exporter", "imprimer", "menu"):
            return "" if self._modele.rowCount() else "La liste est vide."
        return ""

    def montrer(self, **parametres: object) -> None:
        """Be ready for F2."""
        self._ui.verifierButton.setFocus()

    def phrase(self) -> str:
        """Return the verdict shown, empty before the first verification."""
        return self._ui.messageBandeau.texte()

    def compte_rendu(self) -> str:
        """Return what was controlled, in figures."""
        return self._ui.compteLabel.text()

    def verifier(self) -> None:
        """Start the verification off the UI thread, once."""
        if self._tache is not None:
            return
        complet = self._ui.completCheck.isChecked()

        def travail(services: Services, suivi: Suivi) -> Rapport:
            from caisse_clients.application.verification import verifier

            return verifier(services, complet=complet, suivi=suivi)

        self._ui.messageBandeau.effacer()
        self._ui.compteLabel.setText("Vérification en cours…")
        self._tache = self.contexte.taches.lire(travail, self, _TITRE)
        self._tache.reussie.connect(self._conclure)
        self._tache.annulee.connect(lambda: self._dire("Vérification arrêtée : rien n'est prouvé.", Gravite.ALERTE))
        self._tache.echouee.connect(lambda erreur: self._dire(message_de(erreur), Gravite.ERREUR))
        self._tache.finie.connect(self._finir)
        self._rafraichir()

    def _conclure(self, rapport: Rapport) -> None:
        self._modele.montrer(presentateur.constats(rapport))
        self._ui.constatsTable.dire_si_vide("Ni anomalie ni événement.")
        self._dire(*presentateur.verdict(rapport))
        self._ui.compteLabel.setText(presentateur.compte_rendu(rapport))

    def _dire(self, phrase: str, gravite: Gravite) -> None:
        self._ui.compteLabel.clear()
        self._ui.messageBandeau.montrer(phrase, gravite)

    def _finir(self) -> None:
        self._tache = None
        self._rafraichir()

    def _rafraichir(self) -> None:
        self._ui.verifierButton.setEnabled(self._tache is None)
        self.actionsChangees.emit()
