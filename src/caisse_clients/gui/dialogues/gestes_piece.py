"""What the keys of a pièce do: pay, invoice, deliver, give an avoir, validate, cancel, print."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.reglements import SorteSource
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.acompte import ouvrir_acompte
from caisse_clients.gui.dialogues.annulation_acompte import ouvrir_annulation_acompte
from caisse_clients.gui.dialogues.avoir import ouvrir_avoir
from caisse_clients.gui.dialogues.fin_de_piece import ouvrir_fin_de_piece
from caisse_clients.gui.dialogues.quantites import ouvrir_quantites
from caisse_clients.gui.dialogues.reglement import ouvrir_reglement
from caisse_clients.gui.dialogues.tirages import montrer_document, montrer_recu
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.presentateurs.fin_de_piece import Validation
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.executeur import Resultat
    from caisse_clients.domain.vues_ventes import VueImputation, VuePiece


class GestesPiece:
    """Each gesture belongs to the pièce that ``piece`` gives when its key is pressed; ``dire`` says what was done."""

    def __init__(
        self,
        contexte: ContexteEcran,
        hote: QWidget,
        piece: Callable[[], VuePiece | None],
        dire: Callable[[str], object],
        refuser: Callable[[Exception], object],
    ) -> None:
        self._contexte, self._hote, self._piece, self._dire, self._refuser = contexte, hote, piece, dire, refuser
        self._validation_en_cours = False
        self.dernier_reglement = ""
        """The last RC recorded from here: its receipt is at hand."""

    def regler(self) -> None:
        """F8: an acompte, or a règlement once the facture is validated."""
        if (vue := self._piece()) is not None:
            ouvrir_acompte(self._contexte, self._hote, vue.numero, self._retenir_le_reglement)

    def recu(self) -> None:
        """Ctrl+R: the receipt of the règlement just recorded."""
        if self.dernier_reglement:
            montrer_recu(self._contexte, self._hote, self.dernier_reglement)

    def annuler_acompte(self) -> None:
        """Take an acompte or a règlement off the pièce."""
        if (vue := self._piece()) is not None:
            ouvrir_annulation_acompte(self._contexte, self._hote, vue.numero, self._dire)

    def facturer(self) -> None:
        """F9: make the facture, whole or in part, and show it."""
        self._transformer(livrer=False)

    def livrer(self) -> None:
        """F11: make the bon de livraison, whole or in part, and show it."""
        self._transformer(livrer=True)

    def avoir(self) -> None:
        """F12: give an avoir on the facture, and show it."""
        if (vue := self._piece()) is not None:
            ouvrir_avoir(self._contexte, self._hote, vue.numero, self._montrer)

    def retirer(self) -> None:
        """F4: cancel the commande or the bon de livraison, or delete the draft, with a reason."""
        if (vue := self._piece()) is not None:
            ouvrir_fin_de_piece(self._contexte, self._hote, vue.numero, self._dire)

    def valider(self, apres: Callable[[str], object]) -> None:
        """F6: give the draft shown its number, after a question; ``apres`` hears the number. Once, key held or not."""
        vue = self._piece()
        if vue is None or self._validation_en_cours:
            return
        validation = Validation(vue)
        reponse = self._contexte.boites.confirmer(
            self._hote, validation.titre, validation.question, oui="&Valider", non="&Revenir"
        )
        if reponse is not Reponse.OUI:
            return
        self._validation_en_cours = True

        def liberer() -> None:
            self._validation_en_cours = False

        def conclure(resultat: Resultat) -> None:
            numero = str(resultat.valeurs["piece"])
            self._contexte.dire(validation.compte_rendu(numero))
            apres(numero)

        tache = self._contexte.taches.executer(
            validation.commande(), self._hote, id_commande=nouvel_id(), libelle=validation.titre
        )
        tache.finie.connect(liberer)
        tache.reussie.connect(conclure)
        tache.echouee.connect(self._refuser)

    def imprimer(self) -> None:
        """Ctrl+P: the document, to print or to save."""
        if (vue := self._piece()) is not None:
            montrer_document(self._contexte, self._hote, vue.numero)

    def en_ouvrir_une_autre(self, type_piece: TypePiece, client: int | None) -> None:
        """F3: a blank one of the same kind, for the same client."""
        nouveau = "commande" if type_piece in (TypePiece.COMMANDE, TypePiece.BON_LIVRAISON) else "facture"
        self._contexte.ouvrir("piece", nouveau=nouveau, client=client)

    def ouvrir_la_source(self, imputation: VueImputation) -> None:
        """Open what pays the pièce: a règlement by its dialog, an avoir by its screen, a compte client on its own."""
        if imputation.sorte_source is SorteSource.REGLEMENT:
            self.ouvrir_le_reglement(imputation.source)
        elif imputation.sorte_source is SorteSource.AVOIR:
            self.ouvrir_la_piece(imputation.source)
        elif (vue := self._piece()) is not None:
            self._contexte.ouvrir("comptes_clients", client=vue.client)

    def ouvrir_le_reglement(self, numero: str) -> None:
        """Open a règlement, to see or change it (manual 003: a click on its RC number)."""
        ouvrir_reglement(self._contexte, self._hote, numero, piece=self.ouvrir_la_piece)

    def ouvrir_la_fiche(self, client: int | None) -> None:
        """Open the client's card in its tab."""
        if client is not None:
            self._contexte.ouvrir("fiche_client", client=client)

    def ouvrir_la_piece(self, numero: str) -> None:
        """Open another pièce in its tab."""
        self._contexte.ouvrir("piece", piece=numero)

    def _retenir_le_reglement(self, reglement: str, texte: str) -> None:
        self.dernier_reglement = reglement
        self._dire(f"{texte} Ctrl+R : reçu.")

    def _transformer(self, *, livrer: bool) -> None:
        if (vue := self._piece()) is not None:
            ouvrir_quantites(self._contexte, self._hote, vue.numero, livrer=livrer, apres=self._montrer)

    def _montrer(self, numero: str, texte: str) -> None:
        self._contexte.dire(texte)
        self.ouvrir_la_piece(numero)
