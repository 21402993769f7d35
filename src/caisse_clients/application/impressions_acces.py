"""Papers of accès: the stop of one, and the bon of a compte avoir; each printing is counted first (LEGAL §2).

``tirer_…`` counts and returns the paper; ``apercu_…`` returns it to look at, marked worthless, not counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from caisse_clients.application import lectures, lectures_acces, lectures_ventes
from caisse_clients.application.commandes.tirages import TirerArret, TirerBon
from caisse_clients.application.editions import edition_de
from caisse_clients.application.impressions_pieces import emetteur_de, legal_de
from caisse_clients.application.lectures import Lecteur
from caisse_clients.application.recus import APERCU, sans_valeur_de
from caisse_clients.application.services import Services
from caisse_clients.documents.arret import rendre_arret
from caisse_clients.documents.bon_avoir import rendre_bon
from caisse_clients.documents.donnees_arret import ChequeImprime, DonneesArret, SortCheque
from caisse_clients.documents.donnees_bon import DonneesBon, FormatBon
from caisse_clients.domain.acces import EtatCheque
from caisse_clients.domain.vues_acces import VueAcces, VueArchivage
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date


def tirer_arret(services: Services, acces: int, *, id_commande: str | None = None) -> bytes:
    """Count one printing of the stop of an accès and return it as PDF; from the second on it says DUPLICATA.

    The same ``id_commande`` again counts nothing. Raises ``acces_inconnu``, ``acces_sans_arret``, ``droit_manquant``….
    """
    rang = int(services.executer(TirerArret(acces), id_commande=id_commande).valeurs["rang"])
    return _arret(services, acces, tirage=rang, sans_valeur=sans_valeur_de(services.base))


def apercu_arret(services: Services, acces: int) -> bytes:
    """Return the paper of a stop to look at; raises ``acces_inconnu``, ``acces_sans_arret``."""
    return _arret(services, acces, tirage=1, sans_valeur=sans_valeur_de(services.base) or APERCU)


def tirer_bon(
    services: Services, compte: int, format_bon: FormatBon = FormatBon.A4, *, id_commande: str | None = None
) -> bytes:
    """Count one printing of the bon of a compte avoir and return it as PDF; from the second on it says DUPLICATA.

    The first printing draws the code, the next bear the same. The same ``id_commande`` again counts nothing. Raises
    ``compte_inconnu``, ``compte_sans_bon``, ``bon_epuise``, ``droit_manquant``….
    """
    rang = int(services.executer(TirerBon(compte), id_commande=id_commande).valeurs["rang"])
    return _bon(services, compte, format_bon, tirage=rang, sans_valeur=sans_valeur_de(services.base), code=True)


def apercu_bon(services: Services, compte: int, format_bon: FormatBon = FormatBon.A4) -> bytes:
    """Return the bon to look at: it bears no code, for a picture of one would pay.

    Raises ``compte_inconnu``, ``compte_sans_bon``, ``bon_epuise``.
    """
    sans_valeur = sans_valeur_de(services.base) or APERCU
    return _bon(services, compte, format_bon, tirage=1, sans_valeur=sans_valeur, code=False)


def _arret(services: Services, acces: int, *, tirage: int, sans_valeur: str) -> bytes:
    with services.lire() as lecteur:
        vue = lectures_acces.acces(lecteur, acces)
        if vue.archivage is None:
            raise ErreurMetier("acces_sans_arret", champ="acces", acces=acces)
        return rendre_arret(donnees_arret(lecteur, vue, vue.archivage, tirage=tirage, sans_valeur=sans_valeur))


def donnees_arret(
    lecteur: Lecteur, vue: VueAcces, arret: VueArchivage, *, tirage: int = 1, sans_valeur: str = ""
) -> DonneesArret:
    """Return what the paper of a stop says, gathered from the base."""
    emetteur, mentions = emetteur_de(lecteur, vue.station)
    fiche = lectures.fiche_client(lecteur, vue.client)
    if fiche.absorbe_par is not None:
        fiche = lectures.fiche_client(lecteur, fiche.absorbe_par)
    facture = lectures_ventes.piece(lecteur, vue.piece)
    acheteur = facture.destinataire.partition("\n")[0]
    return DonneesArret(
        emetteur=emetteur,
        acces=vue.id,
        client=fiche.code,
        destinataire=(
            f"{fiche.prenom} {fiche.nom}".strip(),
            *fiche.adresse.splitlines(),
            f"{fiche.code_postal} {fiche.ville}".strip(),
        ),
        libelle=vue.libelle,
        duree=vue.duree,
        piece=vue.piece,
        date_piece=facture.date,
        date=arret.date,
        fait_le=arret.fait_le,
        consommation=arret.consommation,
        equation=arret.equation,
        cheques=tuple(_cheques(lecteur, vue, arret, acheteur)),
        avoir=arret.avoir,
        compte=arret.compte,
        rembourse=arret.rembourse,
        mode=arret.mode,
        reglement=arret.reglement,
        legal=legal_de(mentions, emetteur.siret, avec_tva=True),
        edition=f"Arrêt enregistré le {ecrire_date(arret.fait_le)} par {arret.utilisateur}",
        tirage=tirage,
        sans_valeur=sans_valeur,
    )


def _cheques(lecteur: Lecteur, vue: VueAcces, arret: VueArchivage, acheteur: str) -> Iterator[ChequeImprime]:
    """Return the cheques by date. One handed back by an earlier stop is not part of this one."""
    rendus = {c.rang for c in arret.rendus}
    for c in sorted(vue.cheques, key=lambda c: (c.date, c.rang)):
        imprime = ChequeImprime(SortCheque.GARDE, c.date, c.montant, c.numero, c.banque)
        imprime = imprime._replace(tireur="" if c.tireur == acheteur else c.tireur)
        if c.rang in rendus:
            yield imprime._replace(sort=SortCheque.RENDU)
        elif c.etat is EtatCheque.DETENU:
            yield imprime
        elif c.etat is EtatCheque.ENCAISSE:
            jour = lectures_ventes.reglement(lecteur, c.reglement).date
            sort = SortCheque.GARDE if jour > arret.fait_le else SortCheque.ENCAISSE
            yield imprime._replace(sort=sort, encaisse_le=jour, reglement=c.reglement)


def _bon(services: Services, compte: int, format_bon: FormatBon, *, tirage: int, sans_valeur: str, code: bool) -> bytes:
    with services.lire() as lecteur:
        vue = lectures_acces.bon_du_compte(lecteur, compte)
        if vue.solde == 0 and not code:  # a printing already counted stays what it was
            raise ErreurMetier("bon_epuise", champ="compte", compte=compte)
        edition = edition_de(services, lecteur)
        emetteur, _mentions = emetteur_de(lecteur, edition.station)
        donnees = DonneesBon(
            emetteur=emetteur,
            compte=vue.compte,
            client=vue.client,
            client_nom=vue.client_nom,
            date=vue.date,
            montant=vue.montant,
            solde=vue.solde,
            origine=vue.origine,
            au=services.aujourd_hui(),
            code=(vue.code or "") if code else "",
            mention=lectures.valeurs_parametres(lecteur)["mention.bon_avoir"],
            edition=edition.texte,
            tirage=tirage,
            sans_valeur=sans_valeur,
        )
    return rendre_bon(donnees, format_bon)
