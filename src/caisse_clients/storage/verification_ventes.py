"""Third part of a verification: what remains due and what is available, recomputed; series, letters and écritures.

Everything comes from facts — versions of échéances, pièces and règlements, imputations — never from the kept figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Subquery,
    Table,
    and_,
    case,
    cast,
    func,
    or_,
    select,
)

from caisse_clients.domain.grand_livre.controles import Rapport
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.reglements import EtatReglement, SorteSource
from caisse_clients.storage.fichiers import verifier_les_fichiers
from caisse_clients.storage.schema.grand_livre import ecriture, ligne
from caisse_clients.storage.schema.operations import compteur
from caisse_clients.storage.schema.reglements import disponible, imputation, lettrage, lettrage_ligne, reglement_version
from caisse_clients.storage.schema.ventes import (
    echeance_version,
    numero_piece,
    piece_version,
    reste_echeance,
    suivi_piece,
)

_EXTRAIT = 20
"""Rows named per kind of anomaly."""


def verifier_les_ventes(connexion: Connection, rapport: Rapport) -> None:
    """Recompute the derived rows of pièces and règlements; check series, letters, écritures and supporting files."""
    _restes_des_echeances(connexion, rapport)
    _suivis(connexion, rapport)
    _disponibles(connexion, rapport)
    _numeros(connexion, rapport)
    _lettres(connexion, rapport)
    _ecritures_des_pieces(connexion, rapport)
    _ecritures_des_reglements(connexion, rapport)
    verifier_les_fichiers(connexion, rapport)


def _derniere(version: Table) -> Subquery:
    """Return the last version of each row, whole."""
    v = version.alias("v")
    rang = func.max(v.c.version).label("derniere")
    dernieres = select(v.c.id.label("cle"), rang).group_by(v.c.id).subquery()
    return (
        select(version)
        .join(dernieres, and_(version.c.id == dernieres.c.cle, version.c.version == dernieres.c.derniere))
        .subquery()
    )


def _ou_zero(colonne: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(colonne, 0)


_echeance = _derniere(echeance_version)
_piece = _derniere(piece_version)
_reglement = _derniere(reglement_version)
_impute = (
    select(
        imputation.c.echeance,
        func.sum(imputation.c.montant).label("montant"),
        func.sum(imputation.c.montant_devise).label("devise"),
    )
    .where(imputation.c.echeance.isnot(None))
    .group_by(imputation.c.echeance)
    .subquery()
)


def _restes_des_echeances(connexion: Connection, rapport: Rapport) -> None:
    r, e = reste_echeance.c, _echeance.c
    impute, devise = _ou_zero(_impute.c.montant), _ou_zero(_impute.c.devise)
    de_trop = or_(impute < 0, devise < 0, impute > e.montant, devise > e.montant_devise)
    faux = or_(
        r.piece.is_distinct_from(e.piece),
        r.montant.is_distinct_from(e.montant),
        r.impute.is_distinct_from(impute),
        r.reste.is_distinct_from(e.montant - impute),
        r.montant_devise.is_distinct_from(e.montant_devise),
        r.impute_devise.is_distinct_from(devise),
        r.reste_devise.is_distinct_from(e.montant_devise - devise),
    )
    lues = select(e.id, _numero_de(e.piece), e.rang, r.reste, (e.montant - impute).label("attendu")).select_from(
        _echeance.outerjoin(reste_echeance, r.echeance == e.id).outerjoin(_impute, _impute.c.echeance == e.id)
    )
    for _, numero, rang, reste, attendu in connexion.execute(lues.where(faux).limit(_EXTRAIT)):
        rapport.signaler(
            "reste_faux", f"Échéance {numero}/{rang} : reste gardé {reste}, reste recalculé {attendu} (centimes)."
        )
    for _, numero, rang, _, attendu in connexion.execute(lues.where(de_trop).limit(_EXTRAIT)):
        rapport.signaler(
            "imputation_de_trop",
            f"Échéance {numero}/{rang} : imputée au-delà de son montant ({attendu} centimes de reste).",
        )
    seuls = select(r.echeance).where(~select(e.id).where(e.id == r.echeance).exists())
    for (identifiant,) in connexion.execute(seuls.limit(_EXTRAIT)):
        rapport.signaler("reste_faux", f"Un reste est gardé pour l'échéance {identifiant}, qui n'existe pas.")


def _suivis(connexion: Connection, rapport: Rapport) -> None:
    s = suivi_piece.c
    sommes = (
        select(
            _echeance.c.piece,
            func.sum(_echeance.c.montant).label("montant"),
            func.sum(_ou_zero(_impute.c.montant)).label("impute"),
        )
        .select_from(_echeance.outerjoin(_impute, _impute.c.echeance == _echeance.c.id))
        .group_by(_echeance.c.piece)
        .subquery()
    )
    montant, impute = _ou_zero(sommes.c.montant), _ou_zero(sommes.c.impute)
    lus = select(_piece.c.numero, s.reste, (montant - impute).label("attendu")).select_from(
        _piece.outerjoin(suivi_piece, s.piece == _piece.c.id).outerjoin(sommes, sommes.c.piece == _piece.c.id)
    )
    faux = or_(
        s.client.is_distinct_from(_piece.c.client),
        s.montant.is_distinct_from(montant),
        s.impute.is_distinct_from(impute),
        s.reste.is_distinct_from(montant - impute),
    )
    for numero, reste, attendu in connexion.execute(lus.where(faux).limit(_EXTRAIT)):
        rapport.signaler(
            "suivi_faux", f"Pièce {numero} : reste dû gardé {reste}, reste dû recalculé {attendu} (centimes)."
        )
    seuls = select(s.piece).where(~select(_piece.c.id).where(_piece.c.id == s.piece).exists())
    for (identifiant,) in connexion.execute(seuls.limit(_EXTRAIT)):
        rapport.signaler("suivi_faux", f"Un reste dû est gardé pour la pièce {identifiant}, qui n'existe pas.")


def _disponibles(connexion: Connection, rapport: Rapport) -> None:
    r, a = _reglement.c, _piece.c
    compte = r.etat != EtatReglement.ANNULE.value
    _source(
        connexion,
        rapport,
        SorteSource.REGLEMENT,
        select(
            r.id,
            r.client,
            r.numero,
            case((compte, r.montant), else_=0).label("montant"),
            case((compte, r.montant_devise), else_=0).label("devise"),
        )
        .where(r.sens == 1)
        .subquery(),
        imputation.c.reglement,
    )
    _source(
        connexion,
        rapport,
        SorteSource.AVOIR,
        select(a.id, a.client, a.numero, a.total_ttc.label("montant"), a.total_devise.label("devise"))
        .where(a.type == TypePiece.AVOIR.value)
        .subquery(),
        imputation.c.avoir,
    )


def _source(
    connexion: Connection, rapport: Rapport, sorte: SorteSource, sources: Subquery, lien: ColumnElement[Any]
) -> None:
    """Compare what each source of a sort can still pay with what it was worth less what was taken of it."""
    d, x = disponible.c, sources.c
    pris = (
        select(
            lien.label("source"),
            func.sum(imputation.c.montant_source).label("montant"),
            func.sum(imputation.c.montant_devise).label("devise"),
        )
        .where(lien.isnot(None))
        .group_by(lien)
        .subquery()
    )
    utilise, devise = _ou_zero(pris.c.montant), _ou_zero(pris.c.devise)
    lus = select(x.numero, d.reste, (x.montant - utilise).label("attendu")).select_from(
        sources.outerjoin(disponible, and_(d.sorte == sorte.value, d.reference == x.id)).outerjoin(
            pris, pris.c.source == x.id
        )
    )
    faux = or_(
        d.client.is_distinct_from(x.client),
        d.montant.is_distinct_from(x.montant),
        d.utilise.is_distinct_from(utilise),
        d.reste.is_distinct_from(x.montant - utilise),
        d.montant_devise.is_distinct_from(x.devise),
        d.utilise_devise.is_distinct_from(devise),
        d.reste_devise.is_distinct_from(x.devise - devise),
    )
    for numero, reste, attendu in connexion.execute(lus.where(faux).limit(_EXTRAIT)):
        rapport.signaler(
            "disponible_faux", f"{numero} : disponible gardé {reste}, disponible recalculé {attendu} (centimes)."
        )
    de_trop = or_(utilise < 0, devise < 0, utilise > x.montant, devise > x.devise)
    for numero, _, attendu in connexion.execute(lus.where(de_trop).limit(_EXTRAIT)):
        rapport.signaler("imputation_de_trop", f"{numero} a payé plus qu'il ne vaut ({attendu} centimes de reste).")
    seuls = select(d.reference).where(d.sorte == sorte.value, ~select(x.id).where(x.id == d.reference).exists())
    for (identifiant,) in connexion.execute(seuls.limit(_EXTRAIT)):
        rapport.signaler(
            "disponible_faux", f"Un disponible est gardé pour le {sorte.value} {identifiant}, qui n'existe pas."
        )


@dataclass(slots=True)
class _Serie:
    """Numbers seen of one series, station and exercice."""

    nombre: int = 0
    maximum: int = 0

    def ajouter(self, nombre: int, maximum: int) -> None:
        """Count numbers and keep the highest."""
        self.nombre += nombre
        self.maximum = max(self.maximum, maximum)


def _numeros(connexion: Connection, rapport: Rapport) -> None:
    """Every series begins at 1 without a hole, its counter stands ahead, and each pièce has the number it shows."""
    series: dict[tuple[str, str, str], _Serie] = {}
    n = numero_piece.c
    for serie, station, exercice, nombre, maximum in connexion.execute(
        select(n.serie, n.station, n.exercice, func.count(), func.max(n.rang)).group_by(n.serie, n.station, n.exercice)
    ):
        dernier = maximum if isinstance(maximum, int) else 0  # a tampered rank is a hole like any other
        series.setdefault((str(serie), str(station), str(exercice)), _Serie()).ajouter(nombre, dernier)
    numeros = select(reglement_version.c.numero).where(reglement_version.c.version == 1)
    for (numero,) in connexion.execute(numeros.execution_options(yield_per=5_000)):
        cle, rang = _lire_numero(str(numero))
        if cle is None:
            rapport.signaler(
                "numero_faux", f"Le règlement « {numero} » n'a pas un numéro de la forme RC-S1-2014-00001."
            )
        else:
            series.setdefault(cle, _Serie()).ajouter(1, rang)
    prochains = {str(c.nom): c.prochain for c in connexion.execute(select(compteur.c.nom, compteur.c.prochain))}
    for (serie, station, exercice), vue in sorted(series.items()):
        nom = " ".join(filter(None, (serie, station, exercice if exercice != "0" else "")))
        if vue.nombre != vue.maximum:
            rapport.signaler(
                "numero_manquant", f"Série {nom} : {vue.nombre} numéros donnés, le dernier est le {vue.maximum}."
            )
        prochain = prochains.get(f"{serie}|{station}|{exercice}")
        if not isinstance(prochain, int) or prochain <= vue.maximum:
            rapport.signaler("compteur_faux", f"Le prochain numéro de la série {nom} a déjà été donné.")
    sans = select(_piece.c.id, _piece.c.numero).where(
        ~select(n.numero).where(n.numero == _piece.c.numero, n.piece == _piece.c.id).exists()
    )
    for identifiant, numero in connexion.execute(sans.limit(_EXTRAIT)):
        rapport.signaler(
            "numero_faux", f"La pièce {identifiant} montre le numéro {numero}, qui ne lui a pas été donné."
        )


def _lire_numero(numero: str) -> tuple[tuple[str, str, str] | None, int]:
    """Return (series, station, exercice) and rank of a number; None when it has not that shape."""
    prefixe, _, reste = numero.partition("-")
    morceaux: Sequence[str] = reste.rsplit("-", 2)
    if len(morceaux) != 3 or not (morceaux[1].isdecimal() and morceaux[2].isdecimal()):
        return None, 0
    return (prefixe, morceaux[0], morceaux[1]), int(morceaux[2])


_annulation = lettrage.alias("annulation")
_LETTRES_EN_VIGUEUR = and_(
    lettrage.c.annule.is_(None),
    ~select(_annulation.c.id).where(_annulation.c.annule == lettrage.c.id).exists(),
)


def _lettres(connexion: Connection, rapport: Rapport) -> None:
    """A letter ties lines of one tiers whose sum is zero; a line has one letter at most."""
    x, t = lettrage_ligne.c, lettrage.c
    lettrees = lettrage.join(lettrage_ligne, x.lettrage == t.id).outerjoin(
        ligne, and_(ligne.c.ecriture_id == x.ecriture, ligne.c.rang == x.rang)
    )
    autre = func.sum(case((ligne.c.tiers.is_distinct_from(t.tiers), 1), else_=0))
    somme = func.sum(_ou_zero(ligne.c.debit - ligne.c.credit))
    fausses = (
        select(t.lettre, t.tiers, somme)
        .select_from(lettrees)
        .where(_LETTRES_EN_VIGUEUR)
        .group_by(t.id, t.lettre, t.tiers)
        .having(or_(somme != 0, autre != 0))
    )
    for lettre, tiers, ecart in connexion.execute(fausses.limit(_EXTRAIT)):
        rapport.signaler(
            "lettrage_faux",
            f"Lettre {lettre} du tiers {tiers} : ses lignes ne s'annulent pas ({ecart} centimes) ou sont d'un autre.",
        )
    doubles = (
        select(x.ecriture, x.rang)
        .select_from(lettrage.join(lettrage_ligne, x.lettrage == t.id))
        .where(_LETTRES_EN_VIGUEUR)
        .group_by(x.ecriture, x.rang)
        .having(func.count() > 1)
    )
    for identifiant, rang in connexion.execute(doubles.limit(_EXTRAIT)):
        rapport.signaler("lettrage_faux", f"La ligne {rang} de l'écriture {identifiant} porte plusieurs lettres.")


def _ecritures_des_pieces(connexion: Connection, rapport: Rapport) -> None:
    """A validated facture, ticket or avoir has one écriture for its total on the client's account.

    It is not undone, unless by the facture that cancels an avoir.
    """
    p = _piece.c
    avoir = p.type == TypePiece.AVOIR.value
    voulues = or_(p.type == TypePiece.FACTURE.value, p.type == TypePiece.TICKET.value, avoir)
    attendu = case((avoir, -p.total_ttc), else_=p.total_ttc)
    annulante = piece_version.alias("annulante")
    permise = select(annulante.c.id).where(annulante.c.ecriture == _contraire.c.id, annulante.c.origine == p.id, avoir)
    fausses = _sans_son_ecriture(_piece, attendu, sauf=permise.exists()).where(
        p.etat == EtatPiece.VALIDEE.value, voulues
    )
    for numero, total, tenu in connexion.execute(fausses.limit(_EXTRAIT)):
        rapport.signaler(
            "ecriture_de_piece_fausse",
            f"Pièce {numero} : {total} centimes, mais {tenu} sur le compte du client dans son écriture.",
        )


def _ecritures_des_reglements(connexion: Connection, rapport: Rapport) -> None:
    """A règlement that counts has one écriture in force for its amount on the account of its client."""
    r = _reglement.c
    fausses = _sans_son_ecriture(_reglement, -r.sens * r.montant).where(r.etat != EtatReglement.ANNULE.value)
    for numero, total, tenu in connexion.execute(fausses.limit(_EXTRAIT)):
        rapport.signaler(
            "ecriture_de_reglement_fausse",
            f"Règlement {numero} : {total} centimes, mais {tenu} sur le compte du client dans son écriture.",
        )


_contraire = ecriture.alias("contraire")


def _sans_son_ecriture(
    fiches: Subquery, attendu: ColumnElement[int], *, sauf: ColumnElement[bool] | None = None
) -> Select[Any]:
    """Select (number, amount expected, amount found) of the rows whose écriture is absent, undone or of another sum.

    ``sauf``: when an undoing écriture (``_contraire``) is in order.
    """
    tenu = (
        select(_ou_zero(func.sum(ligne.c.debit - ligne.c.credit)))
        .where(ligne.c.ecriture_id == fiches.c.ecriture, ligne.c.tiers == fiches.c.client)
        .scalar_subquery()
    )
    undone = select(_contraire.c.id).where(_contraire.c.extourne_de == fiches.c.ecriture)
    annulee = (undone if sauf is None else undone.where(~sauf)).exists()
    return select(fiches.c.numero, attendu, tenu).where(or_(tenu != attendu, annulee))


def _numero_de(piece_id: ColumnElement[Any]) -> ColumnElement[str]:
    """Return the last number of a pièce, its id when it has none left."""
    derniere = _piece.alias("nommee")
    numero = select(derniere.c.numero).where(derniere.c.id == piece_id).limit(1).scalar_subquery()
    return func.coalesce(numero, cast(piece_id, String)).label("numero")
