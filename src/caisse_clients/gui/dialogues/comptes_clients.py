"""What the keys of *Comptes clients* do: read what a dialog needs, open it, hand its outcome to the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from caisse_clients.application.lectures import comptes, fiche_client, motifs, organismes
from caisse_clients.application.messages import message_de
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.gui.dialogues.ecriture import DialogueEcriture
from caisse_clients.gui.dialogues.raison import DialogueRaison
from caisse_clients.gui.dialogues.type_compte import DialogueTypeCompte
from caisse_clients.gui.ecran import ContexteEcran
from caisse_clients.gui.presentateurs.comptes_clients import LigneOrange, resume
from caisse_clients.gui.presentateurs.ecriture import Ouverture
from caisse_clients.kernel.formats import ecrire_code
from caisse_clients.kernel.horloge import aujourd_hui
from caisse_clients.kernel.identifiants import nouvel_id

if TYPE_CHECKING:
    from caisse_clients.application.services import Services
    from caisse_clients.gui.taches import Tache
    from caisse_clients.kernel.suivi import Suivi


class EcranDesComptes(Protocol):
    """The part of the screen that the gestures need."""

    def client(self) -> int | None:
        """Return the client whose accounts are shown."""

    def nom_client(self) -> str:
        """Return his name."""

    def ligne(self) -> LigneOrange | None:
        """Return the row chosen in the orange table."""

    def attendre_l_ecriture(self, numero: int, ecriture: int, texte: str) -> None:
        """Say what was done and choose the new écriture when it comes."""


class GestesComptes:
    """One gesture at a time: a key pressed again while a dialog is being prepared does nothing.

    ``derniere_ecriture`` is the last one written from this screen: its receipt is at hand even when the account,
    now settled, has left the list.
    """

    def __init__(self, ecran: EcranDesComptes, hote: QWidget, contexte: ContexteEcran) -> None:
        self._ecran, self._hote, self._contexte = ecran, hote, contexte
        self._en_preparation = False
        self.derniere_ecriture: int | None = None

    def nouveau_compte(self) -> None:
        """F3: ask for the type, then for the first entrée."""
        client = self._ecran.client()
        if client is None or self._en_preparation:
            return
        dialogue = DialogueTypeCompte(self._contexte.boites, self._ecran.nom_client(), self._hote)
        dialogue.choisi.connect(lambda type_: self._preparer(self._ouverture(client, type_)))
        dialogue.open()

    def nouvelle_ecriture(self) -> None:
        """F6: an entrée or a sortie on the chosen account."""
        self._sur_le_compte(a_solder=False)

    def solder(self) -> None:
        """F8: the sortie that brings the chosen account to zero."""
        self._sur_le_compte(a_solder=True)

    def contrepasser(self) -> None:
        """F4: undo the chosen écriture, with a reason."""
        ligne = self._ecran.ligne()
        if ligne is None:
            return
        numero = ligne.compte.numero
        dialogue = DialogueRaison(self._contexte, ligne.ecriture.ecriture, resume(ligne), self._hote)
        dialogue.enregistree.connect(lambda ecriture, texte: self._conclure(numero, ecriture, texte))
        dialogue.open()

    def voir_fiche(self) -> None:
        """Ctrl+Entrée: the client's card, in its own tab."""
        if (client := self._ecran.client()) is not None:
            self._contexte.ouvrir("fiche_client", client=client)

    def recu(self) -> None:
        """Ctrl+P: the receipt of the chosen écriture, or of the last one written here."""
        ligne = self._ecran.ligne()
        ecriture = ligne.ecriture.ecriture if ligne is not None else self.derniere_ecriture
        if ecriture is None or self._en_preparation:
            return

        def travail(services: Services, _suivi: Suivi) -> bytes:
            from caisse_clients.application.recus import apercu_recu  # reportlab, at the first receipt only

            return apercu_recu(services, ecriture)

        self._lire(travail, lambda pdf: self._montrer_le_recu(ecriture, pdf))

    def _montrer_le_recu(self, ecriture: int, pdf: bytes) -> None:
        """Show it marked as a preview; each printing or saving makes, and counts, a paper of its own."""
        from caisse_clients.gui.apercu import DialogueApercu

        titre = f"Reçu de l'écriture n° {ecrire_code(ecriture)}"
        dialogue = DialogueApercu(
            self._contexte.taches,
            self._contexte.boites,
            self._hote,
            pdf=pdf,
            titre=titre,
            nom_propose=f"reçu {ecriture}.pdf",
        )
        # The same id until the paper is out: a printer that failed is tried again without counting twice.
        tirages = [nouvel_id()]

        def tirer() -> Tache:
            from caisse_clients.application.recus import tirer_recu

            id_commande = tirages[-1]
            return self._contexte.taches.ecrire(
                lambda services, _suivi: tirer_recu(services, ecriture, id_commande=id_commande), dialogue, titre
            )

        dialogue.apercu.definir_tirage(tirer)
        for sorti in (dialogue.apercu.imprime, dialogue.apercu.enregistre):
            sorti.connect(lambda _ou: tirages.append(nouvel_id()))
        dialogue.open()

    def _sur_le_compte(self, *, a_solder: bool) -> None:
        ligne = self._ecran.ligne()
        if ligne is None:
            return
        compte = ligne.compte
        vide = self._ouverture(compte.client, compte.type)
        self._preparer(replace(vide, numero=compte.numero, solde=compte.solde, a_solder=a_solder))

    def _ouverture(self, client: int, type_: TypeCompte) -> Ouverture:
        return Ouverture(client, "", type_, aujourd_hui(self._contexte.horloge), motifs=())

    def _preparer(self, ouverture: Ouverture) -> None:
        """Read the client's name, the motifs and the balance of this moment, then open the dialog."""
        if self._en_preparation:
            return

        def travail(services: Services, _suivi: Suivi) -> Ouverture:
            with services.lire() as lecteur:
                fiche = fiche_client(lecteur, ouverture.client)
                connus = tuple((motif.code, motif.libelle) for motif in motifs(lecteur))
                lue = replace(ouverture, nom_client=f"{fiche.nom} {fiche.prenom}".strip(), motifs=connus)
                if ouverture.numero is None:
                    connus_pour_payer = organismes(lecteur) if ouverture.type is TypeCompte.ORGANISME_CREDIT else ()
                    return replace(lue, organismes=tuple(connus_pour_payer))
                (compte,) = comptes(lecteur, numero=ouverture.numero)
            return replace(lue, solde=compte.solde)

        self._lire(travail, self._ouvrir_l_ecriture)

    def _ouvrir_l_ecriture(self, ouverture: Ouverture) -> None:
        dialogue = DialogueEcriture(self._contexte, ouverture, self._hote)
        dialogue.enregistree.connect(self._conclure)
        dialogue.open()

    def _conclure(self, numero: int, ecriture: int, texte: str) -> None:
        self.derniere_ecriture = ecriture
        self._ecran.attendre_l_ecriture(numero, ecriture, texte)

    def _lire(self, travail: Callable[[Services, Suivi], object], recevoir: Callable[[Any], None]) -> None:
        self._en_preparation = True

        def liberer() -> None:
            self._en_preparation = False

        tache = self._contexte.taches.lire(travail, self._hote)
        tache.finie.connect(liberer)
        tache.reussie.connect(recevoir)
        tache.echouee.connect(
            lambda erreur: self._contexte.boites.avertir(self._hote, "Comptes clients", message_de(erreur))
        )
