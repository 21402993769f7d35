"""What the keys of *Créer un règlement* do to one row: un-match, pass an écart, put on an account, give back, open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from caisse_clients.application.lectures import comptes_du_client
from caisse_clients.application.messages import message_de
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.reglements import SorteSource
from caisse_clients.domain.vues import EtatCompte, VueCompte
from caisse_clients.domain.vues_ventes import LigneDisponible, LigneDue, VueImputation, VueMode
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.geste import preparer
from caisse_clients.gui.dialogues.rapprochement import DialogueMiseEnCompte, DialogueRendu, DialogueRetrait
from caisse_clients.gui.dialogues.remboursement import ouvrir_remboursement
from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.presentateurs import imputation as decisions
from caisse_clients.gui.presentateurs.rapprocheur import LigneOuverte
from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.kernel.suivi import Suivi


class EnvoiUnique:
    """Sends one command at a time from a screen without a dialog; the same content keeps its id over a failure."""

    def __init__(self, contexte: ContexteEcran, hote: Ecran) -> None:
        self._contexte, self._hote = contexte, hote
        self._commande: object = None
        self._id = nouvel_id()
        self.en_cours = False

    def envoyer(
        self,
        commande: object,
        libelle: str,
        reussir: Callable[[object], object],
        refuser: Callable[[Exception], object],
        confirmations: frozenset[str] = frozenset(),
    ) -> None:
        """Run ``commande``; a second call while it is on its way does nothing. A rule may ask for a yes."""
        if self.en_cours:
            return
        if commande != self._commande:
            self._commande, self._id = commande, nouvel_id()
        self._occuper(True)

        def fini(resultat: object) -> None:
            self._commande = None
            self._occuper(False)
            reussir(resultat)

        def echoue(erreur: Exception) -> None:
            self._occuper(False)
            if isinstance(erreur, ErreurMetier):
                self._commande = None
            if isinstance(erreur, ConfirmationRequise):
                if self._contexte.boites.confirmer(self._hote, libelle, message_de(erreur)) is Reponse.OUI:
                    self.envoyer(commande, libelle, reussir, refuser, confirmations | {erreur.code})
                return
            refuser(erreur)

        tache = self._contexte.taches.executer(
            commande, self._hote, id_commande=self._id, confirmations=confirmations, libelle=libelle
        )
        tache.reussie.connect(fini)
        tache.echouee.connect(echoue)

    def _occuper(self, en_cours: bool) -> None:
        self.en_cours = en_cours
        self._hote.actionsChangees.emit()


class GestesImputation:
    """Each gesture says what it did through ``dire``; open screens reload by themselves."""

    def __init__(self, contexte: ContexteEcran, hote: Ecran, dire: Callable[[str], object]) -> None:
        self._contexte, self._hote, self._dire = contexte, hote, dire

    def retirer(self, imputation: VueImputation) -> None:
        """Suppr: un-match, with a reason."""
        dialogue = DialogueRetrait(self._contexte, imputation, decisions.designation(imputation), self._hote)
        dialogue.enregistree.connect(self._dire)
        dialogue.open()

    def mettre_en_compte(self, client: int, ligne: LigneDue) -> None:
        """Ctrl+M: put what the pièce owes on a compte crédit of the client."""

        def travail(services: Services, _suivi: Suivi) -> list[VueCompte]:
            with services.lire() as lecteur:
                return comptes_du_client(lecteur, client, EtatCompte.TOUS, [TypeCompte.CREDIT])

        def ouvrir(comptes: list[VueCompte]) -> None:
            dialogue = DialogueMiseEnCompte(self._contexte, ligne, comptes, self._hote)
            dialogue.enregistree.connect(self._dire)
            dialogue.open()

        preparer(self._contexte, self._hote, "Mettre en compte", travail, ouvrir)

    def rembourser(self, ligne: LigneDisponible, modes: Sequence[VueMode]) -> None:
        """Ctrl+D: give back what a row of the right column holds."""
        if ligne.sorte is SorteSource.REGLEMENT:
            ouvrir_remboursement(self._contexte, self._hote, ligne.cle, self._dire)
            return
        dialogue = DialogueRendu(self._contexte, ligne, modes, self._hote)
        dialogue.enregistree.connect(self._dire)
        dialogue.open()

    def ouvrir(self, client: int, ligne: LigneOuverte) -> None:
        """Entrée: the pièce, the règlement or the compte of a row, in its own screen."""
        if ligne.compte is not None:
            self._contexte.ouvrir("comptes_clients", client=client)
        elif isinstance(ligne, LigneDisponible) and ligne.sorte is SorteSource.REGLEMENT:
            self._contexte.ouvrir("reglements", reglement=ligne.cle)
        else:
            self._contexte.ouvrir("piece", piece=ligne.cle.partition("/")[0])
