"""What the entries of a row's menu do, in the lists of pièces: each opens the dialog that does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from caisse_clients.domain.vues_ventes import LignePiece
from caisse_clients.gui.dialogues.acompte import ouvrir_acompte
from caisse_clients.gui.dialogues.annulation_acompte import ouvrir_annulation_acompte
from caisse_clients.gui.dialogues.avoir import ouvrir_avoir
from caisse_clients.gui.dialogues.fin_de_piece import ouvrir_fin_de_piece, ouvrir_validation
from caisse_clients.gui.dialogues.historique_piece import ouvrir_historique
from caisse_clients.gui.dialogues.quantites import ouvrir_quantites
from caisse_clients.gui.dialogues.tirages import montrer_document, montrer_recu
from caisse_clients.gui.ecran import ContexteEcran


class Conclure(Protocol):
    """Hears what was done, and the RC number when a règlement was recorded."""

    def __call__(self, texte: str, reglement: str = "") -> object:
        """Say it."""


class GestesPieces:
    """The gestures on the row that ``ligne`` gives; methods are named as the catalogue names them."""

    def __init__(
        self, contexte: ContexteEcran, hote: QWidget, ligne: Callable[[], LignePiece | None], conclure: Conclure
    ) -> None:
        self._contexte, self._hote, self._ligne, self._conclure = contexte, hote, ligne, conclure

    def ouvrir(self) -> None:
        """Open the pièce in its own tab."""
        if (ligne := self._ligne()) is not None:
            self._contexte.ouvrir("piece", piece=ligne.numero)

    def acompte(self) -> None:
        """Take an acompte, or settle a validated facture."""
        if (ligne := self._ligne()) is not None:
            ouvrir_acompte(self._contexte, self._hote, ligne.numero, lambda rc, texte: self._conclure(texte, rc))

    def facturer(self) -> None:
        """Invoice the commande or the bon de livraison."""
        self._transformer(livrer=False)

    def livrer(self) -> None:
        """Deliver the commande."""
        self._transformer(livrer=True)

    def valider(self) -> None:
        """Validate the draft."""
        if (ligne := self._ligne()) is not None:
            ouvrir_validation(self._contexte, self._hote, ligne.numero, self._conclure)

    def avoir(self) -> None:
        """Give an avoir on the facture."""
        if (ligne := self._ligne()) is not None:
            ouvrir_avoir(self._contexte, self._hote, ligne.numero, lambda _avoir, texte: self._conclure(texte))

    def annulation_acompte(self) -> None:
        """Take an acompte off."""
        if (ligne := self._ligne()) is not None:
            ouvrir_annulation_acompte(self._contexte, self._hote, ligne.numero, self._conclure)

    def historique(self) -> None:
        """Show what was done on the pièce."""
        if (ligne := self._ligne()) is not None:
            ouvrir_historique(self._contexte, self._hote, ligne.numero)

    def document(self) -> None:
        """Show the pièce as it prints."""
        if (ligne := self._ligne()) is not None:
            montrer_document(self._contexte, self._hote, ligne.numero)

    def annuler(self) -> None:
        """Cancel the commande or the bon de livraison, delete the draft."""
        if (ligne := self._ligne()) is not None:
            ouvrir_fin_de_piece(self._contexte, self._hote, ligne.numero, self._conclure)

    def recu(self, reglement: str) -> None:
        """Show the receipt of a règlement."""
        montrer_recu(self._contexte, self._hote, reglement)

    def _transformer(self, *, livrer: bool) -> None:
        if (ligne := self._ligne()) is not None:
            ouvrir_quantites(
                self._contexte,
                self._hote,
                ligne.numero,
                livrer=livrer,
                apres=lambda _piece, texte: self._conclure(texte),
            )
