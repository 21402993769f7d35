"""Receipts: each printing is first counted as a sealed fact, then drawn from what the ledger says (LEGAL §2)."""

from __future__ import annotations

from caisse_clients.application import lectures
from caisse_clients.application.commandes.tirages import TirerRecu
from caisse_clients.application.services import InfoBase, Services
from caisse_clients.documents.recu import DonneesRecu, Emetteur, FormatRecu, Sens, rendre_recu
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.vues import VueRecu
from caisse_clients.kernel.formats import ecrire_code
from caisse_clients.kernel.horloge import PARIS

ECOLE = "BASE ÉCOLE"
DEMONSTRATION = "DÉMONSTRATION"
APERCU = "APERÇU"


def tirer_recu(
    services: Services, ecriture: int, format_recu: FormatRecu = FormatRecu.A5, *, id_commande: str | None = None
) -> bytes:
    """Count one printing of an écriture's receipt and return it as PDF; from the second on it says DUPLICATA.

    The same ``id_commande`` again gives the same paper and counts nothing: a printer that failed may be tried
    again. Raises ``ecriture_inconnue``, ``droit_manquant``, ``cle_absente``….
    """
    rang = int(services.executer(TirerRecu(ecriture), id_commande=id_commande).valeurs["rang"])
    with services.lire() as lecteur:
        vue = lectures.recu(lecteur, ecriture)
    return rendre_recu(donnees_recu(vue, tirage=rang, sans_valeur=sans_valeur_de(services.base)), format_recu)


def apercu_recu(services: Services, ecriture: int, format_recu: FormatRecu = FormatRecu.A5) -> bytes:
    """Return the receipt to look at: marked worthless, hence not counted."""
    with services.lire() as lecteur:
        vue = lectures.recu(lecteur, ecriture)
    return rendre_recu(donnees_recu(vue, tirage=1, sans_valeur=sans_valeur_de(services.base) or APERCU), format_recu)


def donnees_recu(vue: VueRecu, *, tirage: int, sans_valeur: str = "") -> DonneesRecu:
    """Return what the receipt of an écriture says, in the words of the shop."""
    return DonneesRecu(
        emetteur=Emetteur(
            raison_sociale=vue.raison_sociale or vue.station_libelle,
            station=vue.station_libelle if vue.raison_sociale else "",
            adresse=tuple(vue.station_adresse.splitlines()),
            siret=vue.siret,
        ),
        sens=Sens.ENTREE if vue.entree else Sens.SORTIE,
        date=vue.date,
        montant=vue.entree or vue.sortie,
        compte=vue.compte,
        type_compte=vue.type.libelle,
        client=vue.client.code,
        client_nom=f"{vue.client.nom} {vue.client.prenom}".strip(),
        client_adresse=(*vue.client.adresse.splitlines(), f"{vue.client.code_postal} {vue.client.ville}".strip()),
        solde=vue.solde_apres,
        solde_dit=solde_dit(vue.type, vue.solde_apres),
        motif=vue.motif,
        beneficiaire=vue.beneficiaire,
        commentaire="\n".join(filter(None, (vue.commentaire, vue.raison, _annulation(vue)))),
        organisme=" · ".join(filter(None, (vue.organisme, vue.dossier and f"dossier {vue.dossier}"))),
        operateur=vue.utilisateur,
        poste=vue.poste,
        operation=vue.operation,
        empreinte=vue.empreinte,
        enregistre_le=vue.instant.astimezone(PARIS),
        tirage=tirage,
        sans_valeur=sans_valeur,
        mention=vue.mentions,
        annule=vue.annule,
    )


def solde_dit(type_compte: TypeCompte, solde: int) -> str:
    """Say for whom a balance is: the only way one is shown (DOMAIN §1)."""
    if solde == 0:
        return "— compte soldé"
    if type_compte.dette_envers_client:
        return "en faveur du client"
    return "dû par l'organisme" if type_compte is TypeCompte.ORGANISME_CREDIT else "dû par le client"


def _annulation(vue: VueRecu) -> str:
    """A receipt printed after its écriture was undone says so."""
    return "" if vue.annulee_par is None else f"Annulée par l'écriture n° {ecrire_code(vue.annulee_par)}."


def sans_valeur_de(base: InfoBase) -> str:
    """Return why the papers of a base are worthless, "" when they are not."""
    if base.ecole:
        return ECOLE
    return DEMONSTRATION if base.demonstration else ""
