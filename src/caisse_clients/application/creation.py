"""Making a new base: schema, then its first sealed operation (station S1, poste P1, administrator ADMIN)."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from caisse_clients.domain.droits import Role
from caisse_clients.domain.parametres import MOTIFS
from caisse_clients.kernel.horloge import Horloge, date_metier
from caisse_clients.kernel.identifiants import nouvel_id
from caisse_clients.storage import operations, parametres
from caisse_clients.storage.cles import Trousseau
from caisse_clients.storage.engine import Base
from caisse_clients.storage.instants import en_microsecondes
from caisse_clients.storage.migrations import creer_schema
from caisse_clients.storage.operations import Entete
from caisse_clients.storage.schema.operations import base_info
from caisse_clients.storage.transaction import ouvrir_transaction

STATION = "S1"
POSTE = "P1"
ADMINISTRATEUR = "ADMIN"
CREATION = "creer_base"


def creer_base(
    adresse: str, *, dossier_cles: Path, horloge: Horloge, ecole: bool = False, demonstration: bool = False
) -> str:
    """Create a base at ``adresse`` and return its uuid; its first poste's key is made in ``dossier_cles``.

    Raises ``ErreurMetier("base_existe")`` or ``ErreurTechnique``; nothing half-made is left.
    """
    base = creer_schema(adresse)
    uuid = nouvel_id()
    trousseau = Trousseau(dossier_cles, uuid)
    try:
        _amorcer(base, trousseau, uuid, horloge, ecole=ecole, demonstration=demonstration)
    finally:
        base.fermer()
    return str(UUID(uuid))


def _amorcer(
    base: Base, trousseau: Trousseau, uuid: str, horloge: Horloge, *, ecole: bool, demonstration: bool
) -> None:
    instant = horloge.maintenant()
    maintenant = en_microsecondes(instant)
    with ouvrir_transaction(base) as tx:
        tx.commencer_operation()
        parametres.creer_compteurs(tx, ["compte", "client"])
        tx.inserer(
            base_info,
            [{"id": 1, "uuid": uuid, "cree_le": maintenant, "ecole": ecole, "demonstration": demonstration}],
        )
        vide = {"adresse": "", "raison_sociale": "", "siret": "", "mentions": ""}
        tx.creer_versionnees(parametres.TABLES["station"], [{"code": STATION, "libelle": "Station principale", **vide}])
        tx.creer_versionnees(parametres.TABLES["poste"], [{"code": POSTE, "libelle": "Poste 1", "station": STATION}])
        administrateur = {"role": Role.ADMINISTRATEUR.value, "actif": True, "pin_version": 0, "pin_empreinte": None}
        tx.creer_versionnees(
            parametres.TABLES["utilisateur"],
            [{"code": ADMINISTRATEUR, "libelle": "Administrateur", **administrateur}],
        )
        tx.creer_versionnees(
            parametres.TABLES["motif"],
            [
                {
                    "code": m.code,
                    "libelle": m.libelle,
                    "compte_debit": m.compte_debit,
                    "compte_credit": m.compte_credit,
                    "actif": True,
                }
                for m in MOTIFS
            ],
        )
        etat = operations.verrouiller_poste(tx, POSTE, ADMINISTRATEUR)
        assert etat is not None  # written just above
        cle = trousseau.creer(POSTE)
        cle_id = operations.enroler(tx, POSTE, cle)
        entete = Entete(
            poste=POSTE,
            horodatage=maintenant,
            date_metier=date_metier(instant),
            utilisateur=ADMINISTRATEUR,
            approbateur=None,
            commande=CREATION,
            id_commande=None,
            empreinte_commande=None,
            resultat="{}",
        )
        etat = operations.sceller(tx, entete, etat, cle, cle_id)
        tx.valider()
        trousseau.ecrire_tete(POSTE, operations.tete_de(etat), cle)
