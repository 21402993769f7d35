"""Property of the stop of an accès: whatever price, plan, cheques cashed and date, the equation holds to the cent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from caisse_clients.application import lectures_acces, lectures_editions
from caisse_clients.application.commandes.acces import ChequeDesigne, CreerAcces, EncaisserCheques
from caisse_clients.application.commandes.arrets import ArchiverAcces, DesarchiverAcces
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.imputations import MettreEnCompte
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.domain import acces as regles
from caisse_clients.domain.acces import ChequeSaisi, Duree, EtatCheque, Prorata
from caisse_clients.kernel.argent import Centimes, Pourcent, repartir
from tests.acces_de_test import configurer
from tests.atelier import Atelier

DEBUT = dt.date(2013, 7, 31)
AU = dt.date(2014, 7, 15)
TAUX = (0, 2_10, 5_50, 10_00, 20_00)


@dataclass(frozen=True)
class Cas:
    """One accès as it is sold, what of it is cashed, and how it is stopped."""

    prix: int
    mois: int
    taux: int
    cheques: tuple[ChequeSaisi, ...]
    encaisses: frozenset[int]
    arret: dt.date
    prorata: Prorata
    anterieur: int
    change: int | None
    rembourse: bool
    en_compte: bool


@st.composite
def cas(tirer: st.DrawFn) -> Cas:
    prix = tirer(st.integers(1, 2_000_00))
    nombre = tirer(st.integers(0, 6))
    couvert = tirer(st.integers(nombre, prix)) if nombre and prix >= nombre else 0
    montants = [m for m in repartir(couvert, [1] * nombre) if m] if couvert else []
    cheques = tuple(ChequeSaisi(DEBUT + dt.timedelta(days=30 * n), Centimes(m)) for n, m in enumerate(montants))
    mois = tirer(st.integers(1, 24))
    return Cas(
        prix=prix,
        mois=mois,
        taux=tirer(st.sampled_from(TAUX)),
        cheques=cheques,
        encaisses=frozenset(tirer(st.sets(st.integers(1, len(cheques)))) if cheques else ()),
        arret=DEBUT + dt.timedelta(days=tirer(st.integers(-40, 31 * mois + 40))),
        prorata=tirer(st.sampled_from(Prorata)),
        anterieur=tirer(st.sampled_from((0, 0, 0, tirer(st.integers(0, prix))))),
        change=tirer(st.none() | st.integers(1, prix)),
        rembourse=tirer(st.booleans()),
        en_compte=tirer(st.booleans()),
    )


def _livres(atelier: Atelier) -> Mapping[str, int]:
    with atelier.services.lire() as lecteur:
        lus = lecteur.execute(text("SELECT compte, sum(debit - credit) FROM ligne GROUP BY compte"))
        return {compte: int(net) for compte, net in lus}


def _ecart(avant: Mapping[str, int], apres: Mapping[str, int]) -> dict[str, int]:
    ecarts = {k: apres.get(k, 0) - avant.get(k, 0) for k in avant.keys() | apres.keys()}
    return {k: v for k, v in ecarts.items() if v}


def _centimes(contrat: str) -> int:
    return int(contrat.replace(".", ""))


def _vendre(atelier: Atelier, c: Cas, client: int) -> int:
    """Sell the accès and do to it all that comes before its stop; return its id."""
    vendu = atelier.faire(
        CreerAcces(
            client, DEBUT, "Accès", mois=c.mois, prix=Centimes(c.prix), cheques=c.cheques,
            taux_tva=Pourcent(c.taux), date=DEBUT,
        )
    ).valeurs  # fmt: skip
    acces = int(str(vendu["acces"]))
    if c.encaisses:
        atelier.faire(EncaisserCheques(tuple(ChequeDesigne(acces, rang) for rang in sorted(c.encaisses))))
    if c.anterieur:
        atelier.faire(EmettreAvoir("geste", piece=vendu["piece"], montant=Centimes(c.anterieur)))
    with atelier.services.lire() as lecteur:
        reste = lectures_acces.acces(lecteur, acces).reste
    if c.en_compte and reste:
        atelier.faire(MettreEnCompte(vendu["piece"]))
    return acces


@pytest.mark.lent
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(c=cas())
def test_un_arret_tombe_juste_et_se_reprend(atelier_sqlite: Atelier, c: Cas) -> None:
    atelier = atelier_sqlite
    if not _livres(atelier):
        configurer(atelier)
    avant_tout = _livres(atelier)
    client = atelier.faire(CreerClient("MARTIN")).valeurs["client"]
    acces = _vendre(atelier, c, client)
    with atelier.services.lire() as lecteur:
        avant = lectures_acces.acces(lecteur, acces)
    livres_avant = _livres(atelier)

    part = regles.consommation(Duree(avant.duree.debut, avant.duree.fin, c.mois), c.arret, c.prorata)
    propose = regles.avoir_propose(c.prix, c.anterieur, part)
    voulu = propose if c.change is None else min(c.change, c.prix - c.anterieur)
    equation = avant.equation(voulu)
    gardes = regles.cheques_a_garder([(x.rang, x.montant) for x in avant.detenus], equation.du)
    demande = ArchiverAcces(
        acces,
        c.arret,
        avoir=voulu > 0,
        montant_avoir=None if c.change is None or voulu <= 0 else Centimes(voulu),
        remboursement=Remboursement("virement") if c.rembourse and voulu > 0 and equation.credit > 0 else None,
        garder=tuple(sorted(gardes)) if voulu > 0 else (),
        prorata=c.prorata,
    )
    fait = atelier.faire(demande).valeurs

    credit, du = _centimes(fait["credit"]), _centimes(fait["du"])
    if not c.anterieur and c.change is None:
        assert _centimes(fait["avoir"]) + _centimes(fait["consomme"]) == c.prix
    reduit = _centimes(fait["reduit"])
    assert credit - du == voulu - avant.reste - reduit
    if not c.anterieur:
        encore_en_compte = avant.a_reduire - reduit
        assert credit - du - encore_en_compte == _centimes(fait["encaisse"]) - _centimes(fait["retenu"])
        assert _centimes(fait["encaisse"]) == sum(x.montant for n, x in enumerate(c.cheques, 1) if n in c.encaisses)
    with atelier.services.lire() as lecteur:
        apres = lectures_acces.acces(lecteur, acces)
        solde = lectures_editions.releve(lecteur, client, au=AU).solde
        financier = lectures_acces.financier(lecteur, client, au=AU)
    rendus = {x.rang for x in apres.cheques if x.etat is EtatCheque.RENDU}
    assert rendus == {x["rang"] for x in fait["a_rendre"]}
    if voulu > 0:
        assert rendus == set(range(1, len(c.cheques) + 1)) - c.encaisses - gardes
    assert financier.solde == solde

    _les_livres_le_disent(c, voulu, _ecart(avant_tout, _livres(atelier)), paye=apres.reste == 0)
    if demande.remboursement is None:
        assert set(atelier.faire(DesarchiverAcces(acces, "reprise")).valeurs["cheques"]) == rendus
        assert _ecart(livres_avant, _livres(atelier)) == {}
        with atelier.services.lire() as lecteur:
            assert lectures_acces.acces(lecteur, acces) == avant


def _les_livres_le_disent(c: Cas, voulu: int, livres: Mapping[str, int], *, paye: bool) -> None:
    """The ledger balances, sales and VAT are those of what was kept, and nothing waits once all is paid."""
    assert sum(livres.values()) == 0
    tva = -livres.get("44571", 0) - livres.get("44574", 0)
    vendu_net = c.prix - c.anterieur - voulu
    assert -livres.get("706", 0) + tva == vendu_net
    assert abs(tva * (100_00 + c.taux) - vendu_net * c.taux) <= 2 * (100_00 + c.taux)  # two roundings at the most
    assert 0 <= -livres.get("44574", 0) <= max(tva, 0)
    if paye:
        assert livres.get("44574", 0) == 0


@given(
    debut=st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)),
    mois=st.integers(1, regles.MOIS_MAXIMUM),
    decalage=st.integers(-100, 4_000),
    prorata=st.sampled_from(Prorata),
)
def test_la_part_consommee_ne_recule_jamais(debut: dt.date, mois: int, decalage: int, prorata: Prorata) -> None:
    duree = regles.duree(debut, mois, None)
    assert regles.duree(debut, None, duree.fin) == duree
    arret = debut + dt.timedelta(days=decalage)
    avant = regles.consommation(duree, arret, prorata)
    apres = regles.consommation(duree, arret + dt.timedelta(days=1), prorata)
    assert 0 <= avant.consommes <= apres.consommes <= avant.total
    assert regles.consommation(duree, debut, prorata).consommes == 0
    assert regles.consommation(duree, duree.fin + dt.timedelta(days=1), prorata).consommes == avant.total


@given(detenus=st.lists(st.integers(1, 10_000), max_size=12), du=st.integers(0, 50_000))
def test_on_garde_les_plus_anciens_sans_depasser_la_dette(detenus: list[int], du: int) -> None:
    gardes = regles.cheques_a_garder(list(enumerate(detenus, 1)), du)
    assert sum(detenus[rang - 1] for rang in gardes) <= du
    assert gardes == frozenset(range(1, len(gardes) + 1))
