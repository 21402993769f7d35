"""Readings of clients: search, rows of a page, card, balances (TARGETS: prefix by range, rare terms by trigram)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    TextClause,
    and_,
    bindparam,
    case,
    func,
    literal,
    not_,
    select,
    text,
    tuple_,
    union_all,
)

from caisse_clients.domain.clients import SorteClient
from caisse_clients.domain.pieces import EtatPiece
from caisse_clients.domain.vues import CritereClients, FicheClient, LigneClient, SoldesClient
from caisse_clients.kernel.texte import cle_recherche
from caisse_clients.storage.instructions import Instruction, Parmi
from caisse_clients.storage.schema.base import ENTIER
from caisse_clients.storage.schema.clients import client, client_effectif
from caisse_clients.storage.schema.grand_livre import compte_client, solde_compte
from caisse_clients.storage.schema.reglements import disponible
from caisse_clients.storage.schema.ventes import piece, suivi_piece

TRIGRAMME = 3
"""Under three letters a trigram index finds nothing: prefix only."""
FREQUENT = 2_000
"""Above this many matches, walking the name index costs less than sorting what the trigrams give."""
LIMITE_CLES = 1_000_000
_CHIFFRES_DU_CODE = 9
_TRANCHE = 500

_NON_ABSORBE = ~select(client_effectif.c.client).where(client_effectif.c.client == client.c.code).exists()
_ORDRE = (client.c.cle_tri, client.c.code)
_COLONNES = (
    client.c.code,
    client.c.nom,
    client.c.prenom,
    client.c.adresse,
    client.c.code_postal,
    client.c.ville,
)


def cles_clients(connexion: Connection, criteres: CritereClients, limite: int = LIMITE_CLES) -> array[int]:
    """Return the codes that match, in order of display, at most ``limite`` (compact: 8 bytes each).

    Names that begin with the search come first, then those that contain it; absorbed clients are left out,
    but their code leads to the client that absorbed them.
    """
    if criteres.numero_compte is not None:
        return _PROPRIETAIRE.entiers(connexion, {"numero": criteres.numero_compte})
    texte = criteres.texte.strip()
    chiffres = "".join(c for c in texte if c.isdecimal())
    code = int(chiffres) if texte and chiffres == "".join(texte.split()) else criteres.code
    recherche = _Recherche(connexion, limite)
    recherche.ajouter("prenom", cle_recherche(criteres.prenom))
    if code is not None:
        recherche.ajouter("nom", cle_recherche(criteres.nom))
        return _par_code(recherche, code)
    cle, colonne = cle_recherche(criteres.nom), "nom"
    if not cle:
        cle, colonne = cle_recherche(texte), "tri"
    if not cle:
        return recherche.cles()
    trouvees = recherche.cles("tri_debut", tri=cle, tri_fin=_fin(cle))
    if len(cle) >= TRIGRAMME and len(trouvees) < limite:
        trouvees.extend(_qui_contiennent(recherche, cle, colonne, limite - len(trouvees)))
    return trouvees


def lignes_clients(connexion: Connection, codes: Sequence[int]) -> list[LigneClient]:
    """Return the rows of these clients, in the order of ``codes``; an unknown code is left out."""
    lignes = _LIGNES.lignes(connexion, codes)
    trouvees = {ligne[0]: ligne for ligne in lignes}
    return [LigneClient._make(trouvees[code]) for code in codes if code in trouvees]


def page_clients(connexion: Connection, apres: tuple[str, int] | None, limite: int) -> list[tuple[str, LigneClient]]:
    """Return the next page of all clients by name (keyset): (sort key, row); ``apres`` = last (key, code) seen."""
    if apres is None:
        lignes = _PREMIERE_PAGE.lignes(connexion, {"limite": limite})
    else:
        lignes = _PAGE.lignes(connexion, {"cle": apres[0], "code": apres[1], "limite": limite})
    return [(ligne[0], LigneClient._make(ligne[1:])) for ligne in lignes]


def soldes_clients(connexion: Connection, codes: Sequence[int]) -> dict[int, SoldesClient]:
    """Return what each client owes and is owed, accounts of absorbed clients included, in centimes."""
    resultat = dict.fromkeys(codes, SoldesClient(0, 0))
    for debut in range(0, len(codes), _TRANCHE):
        tranche = list(codes[debut : debut + _TRANCHE])
        for code, du, libre in connexion.execute(_SOLDES, {"codes": tranche}):
            resultat[code] = SoldesClient(int(du), int(libre))
    return resultat


def fiche(connexion: Connection, code: int) -> FicheClient | None:
    """Return a card as it stands, an absorbed one too, or None."""
    ligne = connexion.execute(_FICHE, {"code": code}).first()
    if ligne is None:
        return None
    valeurs: dict[str, Any] = ligne._asdict()
    soldes = soldes_clients(connexion, [valeurs["absorbe_par"] or code])[valeurs["absorbe_par"] or code]
    absorbes = connexion.scalars(
        select(client_effectif.c.client).where(client_effectif.c.effectif == code).order_by(client_effectif.c.client)
    )
    return FicheClient(
        **{**valeurs, "sorte": SorteClient(valeurs["sorte"])},
        absorbes=tuple(absorbes),
        solde_du=soldes.solde_du,
        disponible=soldes.disponible,
    )


class _Recherche:
    """A search being built: the criteria that hold for all its queries, and their values."""

    def __init__(self, connexion: Connection, limite: int) -> None:
        self.connexion = connexion
        self.limite = limite
        self._communs: tuple[str, ...] = ()
        self._valeurs: dict[str, object] = {}

    def ajouter(self, colonne: str, cle: str) -> None:
        """Ask that ``colonne`` begin with ``cle``, or contain it from three letters on; nothing when it is empty."""
        if cle:
            self._communs += (f"{colonne}_{'debut' if len(cle) < TRIGRAMME else 'contient'}",)
            self._valeurs |= {colonne: cle, f"{colonne}_fin": _fin(cle)}

    def cles(self, *criteres: str, limite: int | None = None, **valeurs: object) -> array[int]:
        """Return the codes for which these criteria hold besides the common ones."""
        requete = _requete(self.connexion.dialect.name, (*criteres, *self._communs))
        valeurs = {**self._valeurs, **valeurs, "limite": self.limite if limite is None else limite}
        return requete.entiers(self.connexion, valeurs)


@cache
def _requete(dialecte: str, criteres: tuple[str, ...]) -> Instruction:
    """Return the query for a set of criteria: a handful exist, each is compiled once."""
    ordre = (client.c.code,) if "code_entre" in criteres else _ORDRE
    clauses = [_clause(dialecte, *critere.rsplit("_", 1)) for critere in criteres]
    requete = select(client.c.code).where(*clauses, _NON_ABSORBE).order_by(*ordre)
    return Instruction(requete.limit(bindparam("limite", type_=ENTIER)))


def _clause(dialecte: str, colonne: str, sens: str) -> ColumnElement[bool] | TextClause:
    if sens == "entre":
        return client.c.code.between(bindparam("de", type_=ENTIER), bindparam("a", type_=ENTIER))
    if sens == "trigrammes":
        return _CORRESPOND
    visee = client.c[f"cle_{colonne}"]
    cle: ColumnElement[str] = bindparam(colonne, type_=visee.type)
    if sens == "contient":  # a key holds letters, digits and spaces only: nothing to escape
        return func.instr(visee, cle) > 0 if dialecte == "sqlite" else visee.like("%" + cle + "%")
    debut = and_(visee >= cle, visee < bindparam(f"{colonne}_fin", type_=visee.type))
    return not_(debut) if sens == "ailleurs" else debut


def _fin(cle: str) -> str:
    """Return the first key after all those that begin with ``cle``."""
    return cle[:-1] + chr(ord(cle[-1]) + 1)


def _qui_contiennent(recherche: _Recherche, cle: str, colonne: str, limite: int) -> array[int]:
    criteres = [f"{colonne}_contient", "tri_ailleurs"]
    valeurs: dict[str, Any] = {colonne: cle, "tri": cle, "tri_fin": _fin(cle)}
    if recherche.connexion.dialect.name == "sqlite":
        valeurs["phrase"] = f'"{cle}"'
        combien = _COMBIEN.lignes(recherche.connexion, {"phrase": valeurs["phrase"], "limite": FREQUENT})
        if combien[0][0] < FREQUENT:
            criteres.append("tri_trigrammes")
    return recherche.cles(*criteres, limite=limite, **valeurs)


def _par_code(recherche: _Recherche, code: int) -> array[int]:
    chiffres = max(_CHIFFRES_DU_CODE - len(str(code)), 0) if code else 0
    trouvees = array("q")
    for k in range(chiffres + 1):  # range by range, already in order: all at once, SQLite would walk the table
        if (reste := recherche.limite - len(trouvees)) > 0:
            bornes = {"de": code * 10**k, "a": (code + 1) * 10**k - 1}
            trouvees.extend(recherche.cles("code_entre", limite=reste, **bornes))
    redirige = _REDIRIGE.entiers(recherche.connexion, {"code": code})
    return trouvees if not redirige or redirige[0] in trouvees else redirige + trouvees


# MATCH on the trigram table by itself: joined to the cards, SQLite would scan them (TARGETS, point 4)
_CORRESPOND = text("client.code IN (SELECT rowid FROM client_recherche WHERE client_recherche MATCH :phrase)")
_COMBIEN = Instruction(
    text("SELECT count(*) FROM (SELECT 1 FROM client_recherche WHERE client_recherche MATCH :phrase LIMIT :limite)")
)
_PROPRIETAIRE = Instruction(
    select(func.coalesce(client_effectif.c.effectif, compte_client.c.client))
    .select_from(compte_client.outerjoin(client_effectif, client_effectif.c.client == compte_client.c.client))
    .where(compte_client.c.numero == bindparam("numero"))
)
_REDIRIGE = Instruction(select(client_effectif.c.effectif).where(client_effectif.c.client == bindparam("code")))
_LIGNES = Parmi(select(*_COLONNES), "client.code")
_PREMIERE_PAGE = Instruction(
    select(client.c.cle_tri, *_COLONNES).where(_NON_ABSORBE).order_by(*_ORDRE).limit(bindparam("limite", type_=ENTIER))
)
_PAGE = Instruction(
    select(client.c.cle_tri, *_COLONNES)
    .where(
        tuple_(*_ORDRE)
        > tuple_(bindparam("cle"), bindparam("code"), types=[client.c.cle_tri.type, client.c.code.type]),
        _NON_ABSORBE,
    )
    .order_by(*_ORDRE)
    .limit(bindparam("limite", type_=ENTIER))
)
_FICHE = (
    select(
        client.c.code,
        client.c.sorte,
        client.c.nom,
        client.c.prenom,
        client.c.adresse,
        client.c.code_postal,
        client.c.ville,
        client.c.telephone,
        client.c.courriel,
        client.c.siren,
        client.c.professionnel,
        client.c.plafond_credit,
        client.c.version,
        client_effectif.c.effectif.label("absorbe_par"),
    )
    .select_from(client.outerjoin(client_effectif, client_effectif.c.client == client.c.code))
    .where(client.c.code == bindparam("code"))
)
_TIERS = union_all(
    select(client.c.code.label("code"), client.c.code.label("tiers")).where(
        client.c.code.in_(bindparam("codes", expanding=True))
    ),
    select(client_effectif.c.effectif, client_effectif.c.client).where(
        client_effectif.c.effectif.in_(bindparam("codes", expanding=True))
    ),
).subquery("tiers")
_COMPTES = union_all(
    select(_TIERS.c.code, compte_client.c.numero, compte_client.c.sens)
    .join(compte_client, compte_client.c.client == _TIERS.c.tiers)
    .where(compte_client.c.type != "organisme_credit"),
    select(_TIERS.c.code, compte_client.c.numero, compte_client.c.sens).join(
        compte_client, compte_client.c.organisme == _TIERS.c.tiers
    ),
).subquery("comptes")
_MONTANTS = union_all(
    select(
        _COMPTES.c.code,
        case((_COMPTES.c.sens == 1, solde_compte.c.solde), else_=0).label("du"),
        case((_COMPTES.c.sens == -1, solde_compte.c.solde), else_=0).label("disponible"),
    ).join(solde_compte, solde_compte.c.numero == _COMPTES.c.numero),
    # factures and tickets only: nothing is due yet on a commande or a draft (DOMAIN §2, Restant dû)
    select(_TIERS.c.code, suivi_piece.c.reste, literal(0))
    .join(suivi_piece, suivi_piece.c.client == _TIERS.c.tiers)
    .join(piece, piece.c.id == suivi_piece.c.piece)
    .where(suivi_piece.c.reste > 0, piece.c.etat == EtatPiece.VALIDEE.value),
    select(_TIERS.c.code, literal(0), disponible.c.reste)
    .join(disponible, disponible.c.client == _TIERS.c.tiers)
    .where(disponible.c.reste_devise > 0),
).subquery("montants")
_SOLDES = select(_MONTANTS.c.code, func.sum(_MONTANTS.c.du), func.sum(_MONTANTS.c.disponible)).group_by(
    _MONTANTS.c.code
)
