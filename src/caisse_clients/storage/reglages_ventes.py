"""Modes de règlement, banks, VAT rates and articles: load, list and write.

The modes and rates of the program (``domain.reglages``) have no row until the shop changes one: a base of an earlier
version knows them all, and a later program may correct one that nobody touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, select

from caisse_clients.domain.pieces import NatureLigne
from caisse_clients.domain.reglages import MODES, TAUX, Article, Banque, Mode, SorteArticle, TauxTva
from caisse_clients.domain.vues_ventes import VueArticle, VueBanque, VueMode, VueTaux
from caisse_clients.kernel.formats import ecrire_pourcent_contrat
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.reglements import banque, mode_reglement
from caisse_clients.storage.schema.ventes import article, taux_tva
from caisse_clients.storage.transaction import Transaction

_MODES_DU_PROGRAMME = {mode.code: mode for mode in MODES}
_TAUX_DU_PROGRAMME = {taux.code: taux for taux in TAUX}


def _colonnes(table: Table) -> Select[Any]:
    return select(*table.primary_key.columns, *(table.c[champ] for champ in table.info["champs"]))


_TOUS = {table: _colonnes(table) for table in (mode_reglement, taux_tva, banque, article)}
_UN = {table: Instruction(requete.where(table.c.code == bindparam("code"))) for table, requete in _TOUS.items()}


def charger_mode(tx: Transaction, code: str) -> Mode | None:
    """Return a mode de règlement, whether it is still in use or not (``actif``)."""
    ligne = _charger(tx, mode_reglement, code)
    return _MODES_DU_PROGRAMME.get(code) if ligne is None else _mode(ligne)


def charger_taux(tx: Transaction, taux: int) -> TauxTva | None:
    """Return a VAT rate by its hundredths of a percent, whether it is still in use or not (``actif``)."""
    code = ecrire_pourcent_contrat(taux)
    ligne = _charger(tx, taux_tva, code)
    return _TAUX_DU_PROGRAMME.get(code) if ligne is None else _taux(ligne)


def charger_banque(tx: Transaction, code: str) -> Banque | None:
    """Return a bank account of the shop, whether it is still in use or not (``actif``)."""
    ligne = _charger(tx, banque, code)
    return None if ligne is None else _banque(ligne)


def charger_article(tx: Transaction, code: str) -> Article | None:
    """Return an article, whether it is still in use or not (``actif``)."""
    ligne = _charger(tx, article, code)
    return None if ligne is None else _article(ligne)


def ajouter_mode(tx: Transaction, ligne: dict[str, Any]) -> None:
    """Write a new mode de règlement."""
    tx.creer_versionnees(mode_reglement, [ligne])


def ajouter_banque(tx: Transaction, ligne: dict[str, Any]) -> None:
    """Write a new bank account."""
    tx.creer_versionnees(banque, [ligne])


def ajouter_taux(tx: Transaction, ligne: dict[str, Any]) -> None:
    """Write a new VAT rate."""
    tx.creer_versionnees(taux_tva, [ligne])


def ajouter_article(tx: Transaction, ligne: dict[str, Any]) -> None:
    """Write a new article."""
    tx.creer_versionnees(article, [ligne])


def changer_mode(tx: Transaction, code: str, changements: Mapping[str, Any]) -> bool:
    """Write a new version of a mode when something differs; False when the code is unknown."""
    return _changer(tx, mode_reglement, code, changements, _MODES_DU_PROGRAMME.get(code))


def changer_banque(tx: Transaction, code: str, changements: Mapping[str, Any]) -> bool:
    """Write a new version of a bank account when something differs; False when the code is unknown."""
    return _changer(tx, banque, code, changements)


def changer_taux(tx: Transaction, code: str, changements: Mapping[str, Any]) -> bool:
    """Write a new version of a VAT rate when something differs; False when the code is unknown."""
    return _changer(tx, taux_tva, code, changements, _TAUX_DU_PROGRAMME.get(code))


def changer_article(tx: Transaction, code: str, changements: Mapping[str, Any]) -> bool:
    """Write a new version of an article when something differs; False when the code is unknown."""
    return _changer(tx, article, code, changements)


def _changer(
    tx: Transaction,
    table: Table,
    code: str,
    changements: Mapping[str, Any],
    du_programme: Mode | TauxTva | None = None,
) -> bool:
    courante = tx.une(select(table).where(table.c.code == code).with_for_update())
    ligne = courante._asdict() if courante is not None else asdict(du_programme) if du_programme else None
    if ligne is None:
        return False
    if any(ligne[champ] != valeur for champ, valeur in changements.items()):
        if courante is None:  # the first change of one that the program knows
            tx.creer_versionnees(table, [{**ligne, **changements}])
        else:
            tx.changer_versionnee(table, ligne, changements)
    return True


def lire_modes(connexion: Connection, *, actifs: bool = True) -> list[VueMode]:
    """Return the modes: those of the program in its order, then the shop's own by label."""
    modes = {**_MODES_DU_PROGRAMME, **{ligne.code: _mode(ligne) for ligne in _lire(connexion, mode_reglement)}}
    rangs = {code: rang for rang, code in enumerate(_MODES_DU_PROGRAMME)}
    ordre = sorted(modes.values(), key=lambda m: (rangs.get(m.code, len(rangs)), m.libelle, m.code))
    return [
        VueMode(m.code, m.libelle, m.compte, m.journal, m.numerique, m.especes, m.actif)
        for m in ordre
        if m.actif or not actifs
    ]


def lire_taux(connexion: Connection, *, actifs: bool = True) -> list[VueTaux]:
    """Return the VAT rates, highest first."""
    tous = {**_TAUX_DU_PROGRAMME, **{ligne.code: _taux(ligne) for ligne in _lire(connexion, taux_tva)}}
    return [
        VueTaux(t.code, t.taux, t.libelle, t.compte, t.actif)
        for t in sorted(tous.values(), key=lambda t: -t.taux)
        if t.actif or not actifs
    ]


def lire_banques(connexion: Connection, *, actifs: bool = True) -> list[VueBanque]:
    """Return the bank accounts of the shop by code."""
    return [
        VueBanque(b.code, b.libelle, b.iban, b.bic, b.compte, b.journal, b.emetteur, bool(b.actif))
        for b in _lire(connexion, banque)
        if b.actif or not actifs
    ]


def lire_articles(connexion: Connection, *, actifs: bool = True) -> list[VueArticle]:
    """Return the articles by code."""
    return [
        VueArticle(a.code, a.libelle, a.sorte, NatureLigne(a.nature), a.taux, a.prix_ttc, a.compte, bool(a.actif))
        for a in _lire(connexion, article)
        if a.actif or not actifs
    ]


def _charger(tx: Transaction, table: Table, code: str) -> Any:
    return None if "\0" in code else tx.une(_UN[table], code=code)  # PostgreSQL takes no NUL in a text


def _lire(connexion: Connection, table: Table) -> list[Any]:
    return sorted(connexion.execute(_TOUS[table]), key=lambda ligne: str(ligne.code))


def _mode(m: Any) -> Mode:
    return Mode(m.code, m.libelle, m.compte, m.journal, bool(m.numerique), bool(m.especes), bool(m.actif))


def _taux(t: Any) -> TauxTva:
    return TauxTva(t.code, t.taux, t.libelle, t.compte, bool(t.actif))


def _banque(b: Any) -> Banque:
    return Banque(b.code, b.libelle, b.iban, b.bic, b.compte, b.journal, b.emetteur, bool(b.actif))


def _article(a: Any) -> Article:
    return Article(
        a.code,
        a.libelle,
        SorteArticle(a.sorte),
        NatureLigne(a.nature),
        a.taux,
        a.prix_ttc,
        a.compte,
        bool(a.actif),
    )
