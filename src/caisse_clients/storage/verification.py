"""Proof that nobody changed the past: the chain of operations, their rows, signatures and heads (LEGAL §2).

Streams the base in windows of operations, so memory stays flat. Values are read raw, without the conversions of
the types: a tampered byte must show as a difference, never as a crash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Select, Table, bindparam, func, select, type_coerce
from sqlalchemy.types import NullType

from caisse_clients.domain.grand_livre.controles import Evenement, Rapport
from caisse_clients.domain.grand_livre.scellement import (
    CHAMPS,
    EMPREINTE_INITIALE,
    ENTETE,
    VERSION_CANON,
    dans_l_ordre,
    empreinte_operation,
    empreinte_personnelle,
    ligne_canonique,
)
from caisse_clients.kernel.erreurs import ErreurTechnique
from caisse_clients.kernel.suivi import Suivi
from caisse_clients.storage.cles import Tete, Trousseau, octets_publics, signature_valable
from caisse_clients.storage.engine import Base
from caisse_clients.storage.instants import en_instant
from caisse_clients.storage.schema import metadata
from caisse_clients.storage.schema.clients import client_version
from caisse_clients.storage.schema.grand_livre import ecriture, ligne
from caisse_clients.storage.schema.operations import cle_poste, operation
from caisse_clients.storage.verification_derives import verifier_le_schema, verifier_les_derives

_CHAMPS = CHAMPS[VERSION_CANON]
"""A later version only adds tables: a row of one of them under an operation of an earlier version breaks its seal."""
FENETRE = 2_000
"""Operations read at a time."""
ECRITURES_PAR_PAQUET = 8_000
"""Above this many écritures and cards, a window is verified in several parts."""


@dataclass(slots=True)
class _Maillon:
    """Where a poste's chain stands while it is walked."""

    sequence: int = 0
    empreinte: bytes = EMPREINTE_INITIALE
    signature: bytes = b""
    horodatage: int = 0
    operation: int = 0
    cle_id: int = 0


def verifier(base: Base, trousseau: Trousseau, *, complet: bool = False, suivi: Suivi | None = None) -> Rapport:
    """Verify the whole base inside one snapshot; ``complet`` checks every signature, not only the heads'.

    Raises ``ErreurTechnique`` when the file itself cannot be read, ``Annulee`` when the user stops it.
    """
    rapport = Rapport(complet=complet)
    suivi = suivi or Suivi()
    temoins = _lire_temoins(trousseau, rapport)  # before the snapshot: other processes go on sealing meanwhile
    with base.lecture() as connexion, _octets_douteux(base, connexion):
        verifier_le_schema(connexion, rapport)
        cles = {
            c.id: (c.poste, _octets(c.cle_publique))
            for c in connexion.execute(_brut(cle_poste, "id", "poste", "cle_publique"))
        }
        maillons = _chaine(connexion, rapport, cles, suivi)
        _signatures_des_tetes(maillons, cles, rapport)
        _temoins(connexion, temoins, maillons, cles, rapport)
        _orphelins(connexion, rapport)
        _evenements(connexion, rapport)
        suivi.avancer(0, 0, "Recalcul des soldes")
        tetes = {p: (m.sequence, m.empreinte, m.signature, m.horodatage) for p, m in maillons.items()}
        verifier_les_derives(connexion, rapport, tetes)
    return rapport


def _brut(table: Table, *colonnes: str) -> Select[Any]:
    colonnes_brutes: list[Any] = [type_coerce(table.c[c], NullType()).label(c) for c in colonnes]
    return select(*colonnes_brutes)


@contextmanager
def _octets_douteux(base: Base, connexion: Connection) -> Iterator[None]:
    """Let text that is no longer UTF-8 (tampered bytes) be read, on SQLite, so that it is found and named."""
    if not base.sqlite:
        yield
        return
    pilote: Any = connexion.connection.driver_connection
    pilote.text_factory = lambda octets: octets.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        pilote.text_factory = str


def _requetes() -> dict[str, Select[Any]]:
    requetes: dict[str, Select[Any]] = {}
    bornes: tuple[Any, Any] = (bindparam("debut"), bindparam("fin"))
    for nom, champs in _CHAMPS.items():
        table = metadata.tables[nom]
        secrets = ("sel", *table.info["personnel"]) if table.info["personnel"] else ()
        requete = _brut(table, *champs, *secrets)
        if nom == ligne.name:  # a line belongs to the operation of its header
            requete = requete.add_columns(ecriture.c.operation_id).join_from(
                ligne, ecriture, ecriture.c.id == ligne.c.ecriture_id
            )
            requete = requete.where(ecriture.c.operation_id.between(*bornes))
        else:
            requete = requete.add_columns(table.c.operation_id).where(table.c.operation_id.between(*bornes))
        requetes[nom] = requete
    return requetes


_REQUETES = _requetes()
_OPERATIONS = (
    _brut(operation, *ENTETE, "empreinte", "signature")
    .where(operation.c.id > bindparam("apres"))
    .order_by(operation.c.id)
    .limit(FENETRE)
)
_POIDS = [
    select(table.c.operation_id, func.count())
    .where(table.c.operation_id.between(bindparam("debut"), bindparam("fin")))
    .group_by(table.c.operation_id)
    for table in (ecriture, client_version)
]
"""How many écritures and cards each operation of a window holds: the two things written in bulk."""


def _chaine(
    connexion: Connection, rapport: Rapport, cles: dict[int, tuple[str, bytes]], suivi: Suivi
) -> dict[str, _Maillon]:
    total = int(connexion.scalar(select(func.count()).select_from(operation)) or 0)
    maillons: dict[str, _Maillon] = {}
    apres = -(2**62)
    while fenetre := connexion.execute(_OPERATIONS, {"apres": apres}).all():
        for paquet in _paquets(connexion, fenetre):
            suivi.avancer(rapport.operations, total, "Vérification des sceaux")
            lignes = _lignes(connexion, paquet[0].id, paquet[-1].id, rapport)
            for op in paquet:
                maillon = maillons.setdefault(str(op.poste), _Maillon())
                _operation(op, maillon, lignes.get(op.id, {}), rapport)
                if rapport.complet:
                    _signature(op.id, op.poste, op.cle_id, _octets(op.empreinte), _octets(op.signature), cles, rapport)
        apres = fenetre[-1].id
    if not total:
        rapport.signaler("base_vide", "Aucune opération scellée : tout a été effacé.")
    return maillons


def _paquets(connexion: Connection, fenetre: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Cut a window so that little is in memory at once: bulk work sealed up to 10 000 rows by operation."""
    bornes = {"debut": fenetre[0].id, "fin": fenetre[-1].id}
    poids: dict[int, int] = {}
    for requete in _POIDS:
        for op, nombre in connexion.execute(requete, bornes):
            poids[op] = poids.get(op, 0) + nombre
    debut = cumul = 0
    for rang, op in enumerate(fenetre):
        cumul += poids.get(op.id, 0)
        if cumul > ECRITURES_PAR_PAQUET:
            yield fenetre[debut : rang + 1]
            debut, cumul = rang + 1, 0
    if debut < len(fenetre):
        yield fenetre[debut:]


def _lignes(connexion: Connection, debut: int, fin: int, rapport: Rapport) -> dict[int, dict[str, list[str]]]:
    """Return, by operation and table, the canonical rows of a window, their personal text checked on the way."""
    resultat: dict[int, dict[str, list[str]]] = {}
    for nom, champs in _CHAMPS.items():
        personnel = metadata.tables[nom].info["personnel"]
        nombre = len(champs)
        for valeurs in connexion.execute(_REQUETES[nom], {"debut": debut, "fin": fin}):
            op = valeurs[-1]
            resultat.setdefault(op, {}).setdefault(nom, []).append(ligne_canonique(nom, valeurs[:nombre]))
            rapport.lignes += 1
            if personnel:
                _texte_personnel(nom, valeurs, nombre, op, rapport)
    return resultat


def _texte_personnel(nom: str, valeurs: Any, nombre: int, op: int, rapport: Rapport) -> None:
    sel, textes, empreinte = valeurs[nombre], list(valeurs[nombre + 1 : -1]), valeurs[nombre - 1]
    if sel is None and all(texte is None for texte in textes):
        rapport.signaler("effacement_sans_acte", f"Texte personnel effacé sans acte d'épuration dans « {nom} ».", op)
    elif not isinstance(sel, bytes | memoryview) or empreinte_personnelle(
        bytes(sel), [_en_texte(t) for t in textes]
    ) != _octets(empreinte):
        rapport.signaler("texte_modifie", f"Texte personnel modifié dans « {nom} » ({valeurs[0]}).", op)


def _en_texte(valeur: Any) -> str | None:
    return valeur if valeur is None or isinstance(valeur, str) else repr(valeur)


def _operation(op: Any, maillon: _Maillon, lignes: dict[str, list[str]], rapport: Rapport) -> None:
    rapport.operations += 1
    if op.sequence != maillon.sequence + 1:
        rapport.signaler(
            "operation_manquante",
            f"Poste {op.poste} : l'opération de rang {maillon.sequence + 1} manque (rang trouvé : {op.sequence}).",
            op.id,
            op.poste,
        )
    if op.version_canon not in CHAMPS:
        rapport.signaler("version_inconnue", f"Forme de sceau inconnue : {op.version_canon!r}.", op.id, str(op.poste))
    else:
        canoniques = (texte for nom in _CHAMPS for texte in dans_l_ordre(lignes.get(nom, [])))
        calculee = empreinte_operation(maillon.empreinte, maillon.signature, op[: len(ENTETE)], canoniques)
        if calculee != _octets(op.empreinte):
            rapport.signaler(
                "sceau_rompu",
                f"Poste {op.poste}, opération de rang {op.sequence} ({op.commande}) : "
                "son contenu ou ce qui la précède n'est plus ce qui a été scellé.",
                op.id,
                str(op.poste),
            )
    maillon.sequence = op.sequence if isinstance(op.sequence, int) else maillon.sequence + 1
    maillon.empreinte, maillon.signature = _octets(op.empreinte), _octets(op.signature)
    maillon.horodatage, maillon.operation, maillon.cle_id = op.horodatage, op.id, op.cle_id


def _octets(valeur: Any) -> bytes:
    return bytes(valeur) if isinstance(valeur, bytes | memoryview) else str(valeur).encode("utf-8", "replace")


def _signature(  # noqa: PLR0917 - the fields of one signed operation
    identifiant: int,
    poste: str,
    cle_id: int,
    empreinte: bytes,
    signature: bytes,
    cles: dict[int, tuple[str, bytes]],
    rapport: Rapport,
) -> None:
    rapport.signatures += 1
    proprietaire, publique = cles.get(cle_id, ("", b""))
    if proprietaire != poste or not signature_valable(publique, signature, empreinte):
        rapport.signaler(
            "signature_fausse",
            f"Poste {poste} : la signature de l'opération {identifiant} n'est pas celle de sa clé.",
            identifiant,
            poste,
        )


def _signatures_des_tetes(maillons: dict[str, _Maillon], cles: dict[int, tuple[str, bytes]], rapport: Rapport) -> None:
    if rapport.complet:
        return
    for poste, m in maillons.items():
        _signature(m.operation, poste, m.cle_id, m.empreinte, m.signature, cles, rapport)


def _lire_temoins(trousseau: Trousseau, rapport: Rapport) -> list[tuple[str, Tete | None, Ed25519PrivateKey | None]]:
    temoins = []
    for poste in trousseau.postes():
        try:
            temoins.append((poste, trousseau.lire_tete(poste), trousseau.cle(poste)))
        except ErreurTechnique as erreur:
            rapport.signaler(erreur.code, f"Poste {poste} : {erreur.details.get('fichier', '')}", poste=poste)
    return temoins


def _temoins(
    connexion: Connection,
    temoins: list[tuple[str, Tete | None, Ed25519PrivateKey | None]],
    maillons: dict[str, _Maillon],
    cles: dict[int, tuple[str, bytes]],
    rapport: Rapport,
) -> None:
    """Compare with what this machine saw: cut tails, old files put back, keys exchanged (ARCHITECTURE §5)."""
    for poste, tete, cle in temoins:
        if cle is not None and all(p != poste or c != octets_publics(cle) for p, c in cles.values()):
            rapport.signaler(
                "cle_etrangere", f"Poste {poste} : la clé de cette machine n'est plus enrôlée.", poste=poste
            )
        if tete is None:
            texte = f"Le témoin du poste {poste} manque sur cette machine : une fin effacée ne se verrait pas."
            rapport.evenements.append(Evenement("temoin_absent", texte, None, poste))
            continue
        atteint = maillons[poste].sequence if poste in maillons else 0
        if atteint < tete.sequence:
            rapport.signaler(
                "fin_coupee",
                f"Poste {poste} : la base s'arrête au rang {atteint}, cette machine a vu le rang {tete.sequence} "
                "(fin effacée ou fichier ancien remis).",
                poste=poste,
            )
            continue
        trouvee = connexion.execute(
            _brut(operation, "id", "empreinte").where(operation.c.poste == poste, operation.c.sequence == tete.sequence)
        ).first()
        if trouvee is None or _octets(trouvee.empreinte) != tete.empreinte:
            rapport.signaler(
                "base_divergente",
                f"Poste {poste} : l'opération de rang {tete.sequence} n'est pas celle que cette machine a scellée.",
                None if trouvee is None else trouvee.id,
                poste,
            )


def _orphelins(connexion: Connection, rapport: Rapport) -> None:
    """Find rows that no operation seals: inserted behind the program's back."""
    for nom in _CHAMPS:
        table = metadata.tables[nom]
        if nom == ligne.name:
            absente = ~select(ecriture.c.id).where(ecriture.c.id == ligne.c.ecriture_id).exists()
            requete = _brut(ligne, "ecriture_id").where(absente)
        else:
            absente = ~select(operation.c.id).where(operation.c.id == table.c.operation_id).exists()
            requete = _brut(table, table.primary_key.columns[0].name).where(absente)
        for (cle,) in connexion.execute(requete.limit(20)):
            rapport.signaler("ligne_sans_sceau", f"Une ligne de « {nom} » ({cle}) n'est scellée par aucune opération.")


def _evenements(connexion: Connection, rapport: Rapport) -> None:
    premieres = select(func.min(cle_poste.c.id)).group_by(cle_poste.c.poste)
    enrolements = (
        select(operation.c.id, operation.c.poste, operation.c.horodatage, operation.c.utilisateur)
        .join(cle_poste, cle_poste.c.operation_id == operation.c.id)
        .where(cle_poste.c.id.not_in(premieres))
        .order_by(operation.c.id)
    )
    for op in connexion.execute(enrolements):
        rapport.evenements.append(
            Evenement(
                "cle_enrolee",
                f"Nouvelle clé acceptée par {op.utilisateur}.",
                op.id,
                op.poste,
                _instant(op.horodatage),
            )
        )
    recules = (
        select(operation.c.id, operation.c.poste, operation.c.horodatage)
        .where(operation.c.horloge_reculee.is_(True))
        .order_by(operation.c.id)
        .limit(100)
    )
    for identifiant, poste, horodatage in connexion.execute(recules):
        texte = "L'horloge du poste était en retard sur son opération précédente."
        rapport.evenements.append(Evenement("horloge_reculee", texte, identifiant, poste, _instant(horodatage)))


def _instant(microsecondes: Any) -> dt.datetime | None:
    try:
        return en_instant(microsecondes)
    except (TypeError, OverflowError):  # a tampered one, which breaks the seal besides
        return None
