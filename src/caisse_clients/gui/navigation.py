"""Opens a screen by its name; the only module that knows where each screen lives.

Screens are imported at their first opening (the window paints first) and never import each other: they
ask ``contexte.ouvrir(nom, **parametres)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtWidgets import QTabWidget, QWidget

from caisse_clients.gui.ecran import ContexteEcran, Ecran


@dataclass(frozen=True, slots=True)
class Adresse:
    """Where a screen is, and which parameter gives it a tab per value (one tab in all when empty)."""

    module: str
    classe: str
    onglet_par: str = ""


ECRANS: dict[str, Adresse] = {
    "comptes_clients": Adresse("caisse_clients.gui.ecrans.comptes_clients", "EcranComptesClients"),
    "clients": Adresse("caisse_clients.gui.ecrans.clients", "EcranClients"),
    "fiche_client": Adresse("caisse_clients.gui.ecrans.fiche_client", "EcranFicheClient", onglet_par="client"),
    "commandes": Adresse("caisse_clients.gui.ecrans.listes_pieces", "EcranCommandes"),
    "bons_livraison": Adresse("caisse_clients.gui.ecrans.listes_pieces", "EcranBonsLivraison"),
    "factures": Adresse("caisse_clients.gui.ecrans.listes_pieces", "EcranFactures"),
    "reglements": Adresse("caisse_clients.gui.ecrans.reglements", "EcranReglements"),
    "nouveau_reglement": Adresse("caisse_clients.gui.ecrans.nouveau_reglement", "EcranNouveauReglement"),
    "imputation": Adresse("caisse_clients.gui.ecrans.imputation", "EcranImputation"),
    "releve_client": Adresse("caisse_clients.gui.ecrans.releve_client", "EcranReleveClient"),
    "client_passager": Adresse("caisse_clients.gui.ecrans.client_passager", "EcranClientPassager"),
    "echeancier": Adresse("caisse_clients.gui.ecrans.echeancier", "EcranEcheancier"),
    "relances": Adresse("caisse_clients.gui.ecrans.relances", "EcranRelances"),
    "balance_agee": Adresse("caisse_clients.gui.ecrans.balance_agee", "EcranBalanceAgee"),
    "gestion_reglements": Adresse("caisse_clients.gui.ecrans.gestion_reglements", "EcranGestionReglements"),
    "cheques": Adresse("caisse_clients.gui.ecrans.cheques", "EcranCheques"),
    "import_clients": Adresse("caisse_clients.gui.ecrans.import_clients", "EcranImportClients"),
    "import_comptes": Adresse("caisse_clients.gui.ecrans.import_comptes", "EcranImportComptes"),
    "parametres": Adresse("caisse_clients.gui.ecrans.parametres", "EcranParametres"),
    "utilisateurs": Adresse("caisse_clients.gui.ecrans.utilisateurs", "EcranUtilisateurs"),
    "verification": Adresse("caisse_clients.gui.ecrans.verification", "EcranVerification"),
    "piece": Adresse("caisse_clients.gui.ecrans.piece", "EcranPiece", onglet_par="piece"),
}


class Navigation:
    """Keeps at most one tab per screen (per client for a client's screen)."""

    def __init__(self, onglets: QTabWidget, adresses: dict[str, Adresse] | None = None) -> None:
        self._onglets = onglets
        self._adresses = ECRANS if adresses is None else adresses
        self._ouverts: dict[tuple[str, object], Ecran] = {}

    def ouvrir(self, nom: str, contexte: ContexteEcran, **parametres: object) -> Ecran:
        """Show the screen ``nom``, making it at its first opening; raises ``KeyError`` for an unknown name."""
        adresse = self._adresses[nom]
        cle = (nom, parametres.get(adresse.onglet_par) if adresse.onglet_par else None)
        ecran = self._ouverts.get(cle)
        if ecran is None:
            ecran = self._creer(adresse, contexte)
            self._ouverts[cle] = ecran
            rang = self._onglets.addTab(ecran, ecran.titre)
            self._onglets.setTabToolTip(rang, ecran.titre)
            ecran.titreChange.connect(lambda titre, ecran=ecran: self._titrer(ecran, titre))
        self._onglets.setCurrentWidget(ecran)
        if parametres or not ecran.property("montre"):
            ecran.setProperty("montre", True)
            ecran.montrer(**parametres)
        return ecran

    def charger(self, nom: str) -> None:
        """Import the module of a screen without opening it; may run in a worker thread.

        A form and its widgets take longer to import than to build: a window that does it beside never freezes.
        """
        import_module(self._adresses[nom].module)

    def ecrans(self) -> tuple[Ecran, ...]:
        """Return the open screens, oldest first."""
        return tuple(self._ouverts.values())

    def courant(self) -> Ecran | None:
        """Return the screen in front."""
        widget = self._onglets.currentWidget()
        return widget if isinstance(widget, Ecran) else None

    def fermer(self, ecran: Ecran) -> bool:
        """Close the screen if it agrees; its late answers go nowhere. The next one takes the keyboard where it was."""
        if not ecran.peut_fermer():
            return False
        etait_devant = ecran is self.courant()
        ecran.fermer()
        self._ouverts = {cle: autre for cle, autre in self._ouverts.items() if autre is not ecran}
        self._onglets.removeTab(self._onglets.indexOf(ecran))
        ecran.hide()
        ecran.deleteLater()
        if etait_devant and (suivant := self.courant()) is not None and (champ := suivant.focusWidget()) is not None:
            champ.setFocus()  # Qt leaves it on the bar of tabs
        return True

    def _creer(self, adresse: Adresse, contexte: ContexteEcran) -> Ecran:
        classe = getattr(import_module(adresse.module), adresse.classe)
        ecran = classe(contexte)
        assert isinstance(ecran, Ecran)
        return ecran

    def _titrer(self, ecran: QWidget, titre: str) -> None:
        rang = self._onglets.indexOf(ecran)
        self._onglets.setTabText(rang, titre)
        self._onglets.setTabToolTip(rang, titre)
