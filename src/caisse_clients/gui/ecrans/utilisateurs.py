"""Outils > Utilisateurs: who works with this base, and in which role."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from caisse_clients.application.commandes.pins import RetirerPin
from caisse_clients.application.messages import message_de
from caisse_clients.application.sujets import Sujet
from caisse_clients.domain.droits import Droit
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.dialogues.pin import demander_un_pin
from caisse_clients.gui.ecran_listes import EcranListes, Volet
from caisse_clients.gui.presentateurs import fiches_reglages, reglages
from caisse_clients.kernel.identifiants import nouvel_id

_CHOISIR = "Choisissez d'abord un utilisateur."
_SANS_PIN = "Cet utilisateur n'a pas de code PIN."
_RETRAIT = "Retirer le code PIN"
_SUITE = "Il n'entrera plus tant qu'un administrateur ne lui en a pas donné un autre."


class EcranUtilisateurs(EcranListes):
    """Users are never removed: one who leaves is made inactive, his operations keep his name."""

    nom: ClassVar[str] = "utilisateurs"
    titre: ClassVar[str] = "Utilisateurs"
    sujets: ClassVar[frozenset[Sujet]] = frozenset({Sujet.UTILISATEURS})

    gestes: ClassVar[tuple[str, ...]] = ("modifier", "nouveau", "pin", "retirer_pin")

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return the keys of the list, and those of the PINs."""
        return {
            **super().commandes(),
            "utilisateurs.pin": self.definir_pin,
            "utilisateurs.retirer_pin": self.retirer_pin,
        }

    def empechement(self, identifiant: str) -> str:
        """Say what must be chosen first; the rights are the catalogue's."""
        if identifiant not in ("utilisateurs.pin", "utilisateurs.retirer_pin"):
            return super().empechement(identifiant)
        personne = self.ligne_choisie()
        if personne is None:
            return _CHOISIR
        return _SANS_PIN if identifiant == "utilisateurs.retirer_pin" and not personne.avec_pin else ""

    def definir_pin(self) -> None:
        """Give the user chosen a PIN, or another one (F8)."""
        if (personne := self.ligne_choisie()) is not None:
            demander_un_pin(self.contexte, self, personne.code)

    def retirer_pin(self) -> None:
        """Take his PIN from the user chosen, once it is confirmed (F4)."""
        personne = self.ligne_choisie()
        if personne is None:
            return
        question = f"Retirer son code PIN à {personne.libelle} ({personne.code}) ? {_SUITE}"
        boites = self.contexte.boites
        if boites.confirmer(self, _RETRAIT, question, oui="&Retirer", non="Re&venir") is not Reponse.OUI:
            return
        tache = self.contexte.taches.executer(RetirerPin(personne.code), self, id_commande=nouvel_id())
        tache.reussie.connect(lambda _resultat: self.contexte.dire(f"Code PIN de {personne.code} retiré."))
        tache.echouee.connect(lambda erreur: boites.avertir(self, _RETRAIT, message_de(erreur)))

    def volets(self) -> Sequence[Volet]:
        """Return the one list of users."""
        return (
            Volet(
                "utilisateursTable",
                "Utilisateurs",
                reglages.COLONNES_UTILISATEURS,
                lambda personne: str(personne.code),
                reglages.lire_utilisateurs,
                Droit.GERER_UTILISATEURS,
                lambda _personne: fiches_reglages.UTILISATEUR,
            ),
        )
