"""Readings of clients: search, rows of a page, card, balances (TARGETS: prefix by range, rare terms by trigram)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    text,
    tuple_,
    union_all,
)

from caisse_clients.domain.clients import SorteClient
from caisse_clients.domain.vues import CritereClients, FicheClient, LigneClient, SoldesClient
from caisse_clients.kernel.texte import cle_recherche
from caisse_clients.storage.schema.clients import client, client_effectif
from caisse_clients.storage.schema.grand_livre import compte_client, solde_compte

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
        return _proprietaire(connexion, criteres)
    conditions: list[ColumnElement[bool]] = []
    texte = criteres.texte.strip()
    chiffres = "".join(c for c in texte if c.isdecimal())
    code = int(chiffres) if texte and chiffres == "".join(texte.split()) else criteres.code
    if code is not None:
        return _par_code(connexion, code, criteres, limite)
    if cle_prenom := cle_recherche(criteres.prenom):
        conditions.append(_commence_ou_contient(client.c.cle_prenom, cle_prenom))
    cle = cle_recherche(criteres.nom)
    colonne: ColumnElement[str] = client.c.cle_nom
    if not cle:
        cle, colonne = cle_recherche(texte), client.c.cle_tri
    if not cle:
        return _cles(connexion, select(client.c.code).where(_NON_ABSORBE, *conditions).order_by(*_ORDRE), limite)
    debut = _commence(client.c.cle_tri, cle)
    trouvees = _cles(connexion, select(client.c.code).where(debut, _NON_ABSORBE, *conditions).order_by(*_ORDRE), limite)
    if len(cle) >= TRIGRAMME and len(trouvees) < limite:
        trouvees.extend(_qui_contiennent(connexion, cle, colonne, conditions, limite - len(trouvees)))
    return trouvees


def lignes_clients(connexion: Connection, codes: Sequence[int]) -> list[LigneClient]:
    """Return the rows of these clients, in the order of ``codes``; an unknown code is left out."""
    trouvees: dict[int, LigneClient] = {}
    for debut in range(0, len(codes), _TRANCHE):
        tranche = list(codes[debut : debut + _TRANCHE])
        for ligne in connexion.execute(_LIGNES, {"codes": tranche}):
            trouvees[ligne[0]] = LigneClient(*ligne)
    return [trouvees[code] for code in codes if code in trouvees]


def page_clients(connexion: Connection, apres: tuple[str, int] | None, limite: int) -> list[tuple[str, LigneClient]]:
    """Return the next page of all clients by name (keyset): (sort key, row); ``apres`` = last (key, code) seen."""
    if apres is None:
        lignes = connexion.execute(_PREMIERE_PAGE, {"limite": limite})
    else:
        lignes = connexion.execute(_PAGE, {"cle": apres[0], "code": apres[1], "limite": limite})
    return [(ligne[0], LigneClient(*ligne[1:])) for ligne in lignes]


def soldes_clients(connexion: Connection, codes: Sequence[int]) -> dict[int, SoldesClient]:
    """Return what each client owes and is owed, accounts of absorbed clients included, in centimes."""
    resultat = dict.fromkeys(codes, SoldesClient(0, 0))
    for debut in range(0, len(codes), _TRANCHE):
        tranche = list(codes[debut : debut + _TRANCHE])
        for code, du, disponible in connexion.execute(_SOLDES, {"codes": tranche}):
            resultat[code] = SoldesClient(int(du), int(disponible))
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


def _commence(colonne: ColumnElement[str], cle: str) -> ColumnElement[bool]:
    return and_(colonne >= cle, colonne < cle[:-1] + chr(ord(cle[-1]) + 1))


def _commence_ou_contient(colonne: ColumnElement[str], cle: str) -> ColumnElement[bool]:
    if len(cle) < TRIGRAMME:
        return _commence(colonne, cle)
    return colonne.contains(cle, autoescape=True)


def _qui_contiennent(
    connexion: Connection,
    cle: str,
    colonne: ColumnElement[str],
    conditions: Iterable[ColumnElement[bool]],
    limite: int,
) -> array[int]:
    contient = colonne.contains(cle, autoescape=True)
    requete = (
        select(client.c.code)
        .where(contient, ~_commence(client.c.cle_tri, cle), _NON_ABSORBE, *conditions)
        .order_by(*_ORDRE)
    )
    if connexion.dialect.name == "sqlite":
        phrase = '"' + cle + '"'  # a key holds letters, digits and spaces only: nothing to escape
        combien = connexion.scalar(_COMBIEN, {"phrase": phrase, "limite": FREQUENT})
        if combien is not None and combien < FREQUENT:
            requete = requete.where(_CORRESPOND)
            return _cles(connexion, requete, limite, phrase=phrase)
    return _cles(connexion, requete, limite)


def _cles(connexion: Connection, requete: Select[Any], limite: int, **valeurs: Any) -> array[int]:
    return array("q", connexion.execute(requete.limit(limite), valeurs).scalars())


def _par_code(connexion: Connection, code: int, criteres: CritereClients, limite: int) -> array[int]:
    chiffres = max(_CHIFFRES_DU_CODE - len(str(code)), 0) if code else 0
    bornes = [(code * 10**k, (code + 1) * 10**k - 1) for k in range(chiffres + 1)]
    conditions = [or_(*(client.c.code.between(*b) for b in bornes)), _NON_ABSORBE]
    if cle_nom := cle_recherche(criteres.nom):
        conditions.append(_commence_ou_contient(client.c.cle_nom, cle_nom))
    if cle_prenom := cle_recherche(criteres.prenom):
        conditions.append(_commence_ou_contient(client.c.cle_prenom, cle_prenom))
    redirige = connexion.scalar(select(client_effectif.c.effectif).where(client_effectif.c.client == code))
    trouvees = _cles(connexion, select(client.c.code).where(*conditions).order_by(client.c.code), limite)
    if redirige is None or redirige in trouvees:
        return trouvees
    return array("q", [redirige, *trouvees])


def _proprietaire(connexion: Connection, criteres: CritereClients) -> array[int]:
    requete = (
        select(func.coalesce(client_effectif.c.effectif, compte_client.c.client))
        .select_from(compte_client.outerjoin(client_effectif, client_effectif.c.client == compte_client.c.client))
        .where(compte_client.c.numero == criteres.numero_compte)
    )
    return array("q", connexion.execute(requete).scalars())


# MATCH on the trigram table by itself: joined to the cards, SQLite would scan them (TARGETS, point 4)
_CORRESPOND = text("client.code IN (SELECT rowid FROM client_recherche WHERE client_recherche MATCH :phrase)")
_COMBIEN = text(
    "SELECT count(*) FROM (SELECT 1 FROM client_recherche WHERE client_recherche MATCH :phrase LIMIT :limite)"
)
_LIGNES = select(*_COLONNES).where(client.c.code.in_(bindparam("codes", expanding=True)))
_PREMIERE_PAGE = select(client.c.cle_tri, *_COLONNES).where(_NON_ABSORBE).order_by(*_ORDRE).limit(bindparam("limite"))
_PAGE = (
    select(client.c.cle_tri, *_COLONNES)
    .where(
        tuple_(*_ORDRE)
        > tuple_(bindparam("cle"), bindparam("code"), types=[client.c.cle_tri.type, client.c.code.type]),
        _NON_ABSORBE,
    )
    .order_by(*_ORDRE)
    .limit(bindparam("limite"))
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
_SOLDES = (
    select(
        _COMPTES.c.code,
        func.sum(case((_COMPTES.c.sens == 1, solde_compte.c.solde), else_=0)),
        func.sum(case((_COMPTES.c.sens == -1, solde_compte.c.solde), else_=0)),
    )
    .join(solde_compte, solde_compte.c.numero == _COMPTES.c.numero)
    .group_by(_COMPTES.c.code)
)
