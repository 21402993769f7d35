"""Money given back from a disponible, within the limits of who gives it (DOMAIN §2 and §4)."""

from __future__ import annotations

from caisse_clients.application.tiers import client_effectif
from caisse_clients.application.ventes import encaisser, noms
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre
from caisse_clients.application.ventes.sources import ENTREES, Source
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.grand_livre import schemas
from caisse_clients.domain.reglages import EURO, Mode
from caisse_clients.domain.reglements import MotifImputation, SorteSource, controler_especes_de_la_vente
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import lire_montant_contrat
from caisse_clients.storage import comptes as stock_comptes
from caisse_clients.storage import especes
from caisse_clients.storage import pieces as stock_pieces
from caisse_clients.storage import reglements as stock
from caisse_clients.storage.instants import en_microsecondes
from caisse_clients.storage.limites import donne_dans_la_journee
from caisse_clients.storage.reglements import Reglement
from caisse_clients.storage.transaction import Transaction

UN_JOUR = 24 * 3600 * 1_000_000
"""In microseconds."""


def rembourser(
    cadre: Cadre,
    source: Source,
    mode: Mode,
    montant_devise: int,
    *,
    raison: str = "",
    reference: str = "",
    banque: str = "",
    deja_compte: bool = False,
) -> tuple[Reglement, Source]:
    """Give back ``montant_devise`` (minor units) of a source; return the remboursement and the source as it is now.

    ``deja_compte``: the limit of the user counts it already (an avoir given by this very command).

    Raises ``source_invalide``, ``montant_invalide``, ``deja_utilise``, ``disponible_insuffisant``,
    ``limite_remboursement``, ``especes_interdites``.
    """
    _controler(cadre, source, montant_devise)
    euros = source.en_euros(montant_devise)
    if not deja_compte:
        controler_la_limite(cadre, source.client, euros, champ="montant")
    if mode.especes:
        controler_les_especes(cadre.tx, source.sorte, source.reference, euros)
    rendu_de = None
    if source.compte is not None:
        compte = source.compte
        rendu_de = schemas.debit(
            cadre.compte_general(compte.type), euros, tiers=compte.tiers, compte_client=compte.numero
        )
    rendu = encaisser.ajouter(
        cadre,
        client=source.client,
        mode=mode,
        montants=(euros, montant_devise),
        sens=-1,
        devise=source.devise,
        cours=None if source.devise == EURO or source.reglement is None else source.reglement.cours,
        reference=reference,
        banque=encaisser.banque_de(cadre, banque),
        raison=raison,
        rendu_de=rendu_de,
    )
    _, apres = moteur.consommer(
        cadre,
        source,
        montant_devise,
        MotifImputation.REMBOURSEMENT,
        ecriture=None,
        remboursement=rendu.id,
        raison=raison,
    )
    return rendu, apres


def _controler(cadre: Cadre, source: Source, montant_devise: int) -> None:
    """Refuse to give back from what is no disponible, or more than is left of it."""
    if source.compte is not None and source.compte.type in ENTREES:
        raise ErreurMetier("source_invalide", champ="source", source=source.numero)
    if source.reste_devise == 0:
        ou = noms.usages(cadre, source.sorte, source.reference)
        raise ErreurMetier("deja_utilise", champ="source", source=source.numero, ou=ou)
    if montant_devise <= 0:
        raise ErreurMetier("montant_invalide", champ="montant", valeur=str(montant_devise))
    if montant_devise > source.reste_devise:
        raise ErreurMetier(
            "disponible_insuffisant",
            champ="montant",
            source=source.numero,
            montant=montant_devise,
            disponible=source.reste_devise,
            ou=noms.usages(cadre, source.sorte, source.reference),
        )


def controler_les_especes(
    tx: Transaction, sorte: SorteSource, reference: int, montant: int, *, champ: str = "mode"
) -> None:
    """Refuse to give back in cash more than the law allows, from one source or over one sale."""
    affaires = set(stock.affaires_de_la_source(tx, sorte, reference))
    if sorte is SorteSource.AVOIR:
        affaires.add(stock_pieces.affaire_de(tx, reference))
    if sorte is SorteSource.COMPTE:
        affaires.update(especes.affaires_du_compte(tx, reference))
        de_la_source = stock_comptes.especes_du_compte(tx, reference)[0]
    else:
        de_la_source = stock.especes_rendues(tx, sorte, reference)
    deja = max(de_la_source, *(especes.rendues_de_l_affaire(tx, affaire) for affaire in sorted(affaires)), 0)
    controler_especes_de_la_vente(deja, montant, professionnel=False, non_resident=False, champ=champ)


def controler_l_anciennete(cadre: Cadre, ecriture: int) -> None:
    """Refuse to undo money received or given back over 24 hours ago without the right (DOMAIN §4: contre-passation)."""
    origine = stock_comptes.charger_ecriture(cadre.tx, ecriture)
    assert origine is not None  # a foreign key holds it
    if origine.horodatage and en_microsecondes(cadre.ctx.instant) - origine.horodatage > UN_JOUR:
        cadre.ctx.exiger(Droit.CONTREPASSER_ANCIEN, champ="reglement")


def controler_la_limite(cadre: Cadre, client: int, montant: int, *, champ: str) -> None:
    """Refuse what a user gives a client in a day above the limit, whatever the screen, unless the right is held."""
    if Droit.REMBOURSER_SANS_LIMITE in cadre.ctx.acteur.droits:
        return
    limite = int(lire_montant_contrat(cadre.reglages["limite_remboursement"]))
    qui, jour = cadre.ctx.acteur.code, cadre.ctx.aujourd_hui
    deja = donne_dans_la_journee(cadre.tx, client_effectif(cadre.ctx, client), qui, jour)
    if deja + montant > limite:
        raise ErreurMetier("limite_remboursement", champ=champ, montant=deja + montant, limite=limite)
