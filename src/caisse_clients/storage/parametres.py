"""Settings, motifs, users, stations and posts: load and change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select, update

from caisse_clients.domain.droits import Role
from caisse_clients.domain.grand_livre.ecritures import Motif
from caisse_clients.domain.parametres import PARAMETRES
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.clients import client
from caisse_clients.storage.schema.grand_livre import compte_client
from caisse_clients.storage.schema.operations import compteur, motif, parametre, poste, station, utilisateur
from caisse_clients.storage.transaction import Transaction

COMPTEURS = {"prochain_numero_compte": "compte", "prochain_code_client": "client"}
"""Settings that are in truth the next number of a series."""

_VALEUR = Instruction(select(parametre.c.valeur).where(parametre.c.cle == bindparam("cle")))
_TOUTES = select(parametre.c.cle, parametre.c.valeur)
_VALEURS = Instruction(select(parametre.c.cle, parametre.c.valeur))
"""All that were ever changed: a handful, cheaper to read whole than to ask for by list."""
_MOTIF = Instruction(
    select(motif.c.code, motif.c.libelle, motif.c.compte_debit, motif.c.compte_credit, motif.c.actif).where(
        motif.c.code == bindparam("code")
    )
)


def valeur(tx: Transaction, cle: str) -> str:
    """Return the value of a setting, its default when it was never changed."""
    trouvee = tx.valeur(_VALEUR, cle=cle)
    return PARAMETRES[cle].defaut if trouvee is None else str(trouvee)


def valeurs(tx: Transaction, cles: Iterable[str]) -> dict[str, str]:
    """Return several settings in one query, defaults filled in."""
    voulues = list(cles)
    resultat = {cle: PARAMETRES[cle].defaut for cle in voulues}
    resultat.update({ligne.cle: ligne.valeur for ligne in tx.toutes(_VALEURS) if ligne.cle in resultat})
    return resultat


def charger_motif(tx: Transaction, code: str) -> tuple[Motif, bool] | None:
    """Return a motif and whether it is in use, or None."""
    ligne = tx.une(_MOTIF, code=code)
    if ligne is None:
        return None
    return Motif(ligne.code, ligne.libelle, ligne.compte_debit, ligne.compte_credit), bool(ligne.actif)


def charger(tx: Transaction, table: Table, cle: Any) -> dict[str, Any] | None:
    """Return the current row of a versioned table under lock, as a dict, or None."""
    (colonne,) = table.primary_key.columns
    ligne = tx.une(select(table).where(colonne == cle).with_for_update())
    return None if ligne is None else ligne._asdict()


def fixer_parametre(tx: Transaction, cle: str, nouvelle: str) -> None:
    """Write a setting as a new version."""
    courante = charger(tx, parametre, cle)
    if courante is None:
        tx.creer_versionnees(parametre, [{"cle": cle, "valeur": nouvelle}])
    else:
        tx.changer_versionnee(parametre, courante, {"valeur": nouvelle})


def existe(tx: Transaction, table: Table, code: str) -> bool:
    """Tell whether a code is taken in a versioned table."""
    (colonne,) = table.primary_key.columns
    return tx.valeur(select(colonne).where(colonne == code)) is not None


def creer_compteurs(tx: Transaction, noms: Sequence[str]) -> None:
    """Start the number series at 1."""
    tx.connexion.execute(compteur.insert(), [{"nom": nom, "prochain": 1} for nom in noms])


def plus_grand_numero(tx: Transaction, serie: str) -> int:
    """Return the largest number given so far in a series (0 when none)."""
    colonne = compte_client.c.numero if serie == "compte" else client.c.code
    return int(tx.valeur(select(func.coalesce(func.max(colonne), 0))))


def fixer_compteur(tx: Transaction, serie: str, prochain: int) -> None:
    """Make a series go on at ``prochain``."""
    tx.executer(update(compteur).where(compteur.c.nom == serie).values(prochain=prochain))


def administrateurs(tx: Transaction) -> list[str]:
    """Return the codes of the active administrators, locked."""
    requete = (
        select(utilisateur.c.code)
        .where(utilisateur.c.role == Role.ADMINISTRATEUR.value, utilisateur.c.actif.is_(True))
        .order_by(utilisateur.c.code)
        .with_for_update()
    )
    return [ligne.code for ligne in tx.toutes(requete)]


def lire_parametres(connexion: Connection) -> dict[str, str]:
    """Return every setting as it stands, defaults included; number series show their next number."""
    resultat = {cle: p.defaut for cle, p in PARAMETRES.items()}
    resultat.update({ligne.cle: ligne.valeur for ligne in connexion.execute(_TOUTES) if ligne.cle in PARAMETRES})
    prochains = {
        ligne.nom: str(ligne.prochain) for ligne in connexion.execute(select(compteur.c.nom, compteur.c.prochain))
    }
    resultat.update({cle: prochains[nom] for cle, nom in COMPTEURS.items() if nom in prochains})
    return resultat


def lire_motifs(connexion: Connection, *, actifs: bool = True) -> list[tuple[Motif, bool]]:
    """Return the motifs, the default one first, then by label."""
    requete = select(motif).order_by(motif.c.code != "regularisation", motif.c.libelle, motif.c.code)
    if actifs:
        requete = requete.where(motif.c.actif.is_(True))
    return [
        (Motif(m.code, m.libelle, m.compte_debit, m.compte_credit), bool(m.actif)) for m in connexion.execute(requete)
    ]


def lire_table(connexion: Connection, nom: str) -> list[dict[str, Any]]:
    """Return all current rows of a small versioned table by code, without its secrets."""
    table = TABLES[nom]
    champs = [table.primary_key.columns[0], *(table.c[c] for c in table.info["champs"])]
    return [ligne._asdict() for ligne in connexion.execute(select(*champs).order_by(champs[0]))]


def pin_existe(connexion: Connection) -> bool:
    """Tell whether any user has a PIN (the command line then needs user and PIN too)."""
    requete = select(func.count()).select_from(utilisateur).where(utilisateur.c.pin_empreinte.isnot(None))
    return bool(connexion.scalar(requete))


TABLES = {"station": station, "poste": poste, "utilisateur": utilisateur, "motif": motif}
"""Small versioned tables by the name their reading has."""
