"""The two columns without a window: what F2 sends never exceeds either side, and the labels say the sums exactly."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caisse_clients.application.commandes.imputations import PasserEcart
from caisse_clients.domain.droits import Droit, Role, droits_du_role
from caisse_clients.domain.reglements import MotifImputation, SorteSource
from caisse_clients.domain.vues_ventes import LigneDisponible, LigneDue, VueImputation
from caisse_clients.gui.presentateurs import imputation as decisions
from caisse_clients.gui.presentateurs.devises import ecrire_en, lire_en
from caisse_clients.gui.presentateurs.imputation import Etat
from caisse_clients.gui.presentateurs.rapprocheur import Rapprocheur, Situation

JOUR = dt.date(2014, 7, 15)
ESPACE = "\u202f"


def due(cle: str, reste: int, *, devise: str = "EUR", jour: int = 1, compte: int | None = None) -> LigneDue:
    echeance = dt.date(2014, 7, jour)
    return LigneDue(cle, cle, "facture", JOUR, echeance, reste, reste, devise, reste, compte)


def dispo(cle: str, reste: int, *, devise: str = "EUR", jour: int = 1, compte: int | None = None) -> LigneDisponible:
    sorte = SorteSource.REGLEMENT if compte is None else SorteSource.COMPTE
    return LigneDisponible(cle, sorte, cle, dt.date(2014, 7, jour), reste, reste, devise, reste, compte)


def rapprocheur(dus: list[LigneDue], disponibles: list[LigneDisponible]) -> Rapprocheur:
    r = Rapprocheur()
    assert r.charger(Situation(1011, None, tuple(dus), tuple(disponibles), limite_ecart=5)) == []
    return r


def ordres(r: Rapprocheur) -> tuple[list[str], list[str]]:
    assert r.situation is not None
    return [ligne.cle for ligne in r.situation.dus], [ligne.cle for ligne in r.situation.disponibles]


def etat(r: Rapprocheur, **autres: object) -> Etat:
    valeurs: dict[str, object] = {
        "client": 1011,
        "rapprocheur": r,
        "ligne": None,
        "due": None,
        "disponible": None,
        "imputation": None,
        "sur_les_imputations": False,
        "vide": False,
        "encaisse": False,
        "en_cours": False,
        "droits": droits_du_role(Role.RESPONSABLE),
        **autres,
    }
    return Etat(**valeurs)  # type: ignore[arg-type]  # the test names the fields it cares about


_montants = st.integers(1, 60)
_devises = st.sampled_from(["EUR", "EUR", "USD"])
_cotes = st.lists(st.tuples(_montants, _devises, st.integers(1, 28)), max_size=6)
_gestes = st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(-10, 90)), max_size=12)


@given(_cotes, _cotes, _gestes, st.booleans(), st.randoms())
def test_ce_que_f2_envoie_ne_depasse_rien_et_les_etiquettes_disent_vrai(
    gauche: list[tuple[int, str, int]],
    droite: list[tuple[int, str, int]],
    gestes: list[tuple[bool, int, int]],
    propose: bool,
    hasard: object,
) -> None:
    dus = [due(f"FA-{n}/1", m, devise=d, jour=j) for n, (m, d, j) in enumerate(gauche)]
    disponibles = [dispo(f"RC-{n}", m, devise=d, jour=j) for n, (m, d, j) in enumerate(droite)]
    r = rapprocheur(dus, disponibles)
    if propose:
        r.proposer(*ordres(r))
    for a_gauche, rang, montant in gestes:
        cote, cles = (r.gauche, ordres(r)[0]) if a_gauche else (r.droite, ordres(r)[1])
        if rang < len(cles):
            r.fixer(cote, cles[rang], montant)
    ordre_gauche, ordre_droite = ordres(r)
    hasard.shuffle(ordre_gauche)  # type: ignore[attr-defined]  # a random.Random of hypothesis
    paires = r.rapprochements(ordre_gauche, ordre_droite)
    restes = {d.cle: r.gauche.montant(d.cle) for d in dus}
    libres = {d.cle: r.droite.montant(d.cle) for d in disponibles}
    sommes: Counter[str] = Counter()
    devises = {d.cle: d.devise for d in dus} | {d.cle: d.devise for d in disponibles}
    for paire in paires:
        assert paire.montant > 0
        assert devises[str(paire.source)] == devises[str(paire.cible)]
        restes[str(paire.cible)] -= paire.montant
        libres[str(paire.source)] -= paire.montant
        sommes[devises[str(paire.cible)]] += paire.montant
    assert min([0, *restes.values(), *libres.values()]) == 0
    for devise in r.devises():
        assert sommes[devise] == r.rapproche(devise)
        for cote, toutes in ((r.gauche, r.gauche.toutes(ordre_gauche)), (r.droite, r.droite.toutes(ordre_droite))):
            miennes = [(ligne, tout) for ligne, tout in toutes if ligne.devise == devise]
            assert cote.choisi[devise] == sum(cote.montant(ligne.cle) for ligne, _ in miennes)
            assert r.reste(cote, devise) == sum(tout for _, tout in miennes) - sommes[devise]
    assert r.a_rapprocher() == bool(paires)


def test_l_etiquette_suit_chaque_coche() -> None:
    r = rapprocheur([due("FA-1/1", 84000), due("FA-2/1", 36000)], [dispo("RC-1", 50000)])
    assert r.texte_du_reste(r.gauche) == f"1{ESPACE}200,00 €"
    r.basculer(r.droite, "RC-1")
    assert "500,00 € à utiliser" in r.explication()
    r.basculer(r.gauche, "FA-2/1")
    assert (r.texte_du_reste(r.gauche), r.texte_du_reste(r.droite)) == ("840,00 €", "140,00 €")
    assert r.explication() == "F2 rapproche 360,00 € ; 140,00 € cochés à droite resteront disponibles."
    r.basculer(r.gauche, "FA-1/1")
    assert "il manque 700,00 € à droite" in r.explication()
    r.fixer(r.gauche, "FA-1/1", 14000)
    assert r.explication() == "F2 rapproche 500,00 € : les deux colonnes sont égales."
    r.basculer(r.gauche, "FA-1/1")
    assert r.gauche.montant("FA-1/1") == 0


def test_la_proposition_garde_ses_jumeaux_tant_que_rien_ne_change() -> None:
    dus = [due("FA-1/1", 10000), due("FA-2/1", 5000)]
    r = rapprocheur(dus, [dispo("RC-1", 5000), dispo("RC-2", 10000)])
    assert r.proposer(*ordres(r)) == 2
    paires = {(p.source, p.cible, p.montant) for p in r.rapprochements(*ordres(r))}
    assert paires == {("RC-1", "FA-2/1", 5000), ("RC-2", "FA-1/1", 10000)}
    r.reordonner()
    assert len(r.rapprochements(*ordres(r))) == 3, "dans l'ordre affiché : RC-1 puis RC-2 sur FA-1, le reste sur FA-2"


def test_la_proposition_s_en_tient_a_ce_qui_est_coche_d_un_seul_cote() -> None:
    r = rapprocheur([due("FA-1/1", 10000, jour=2), due("FA-2/1", 5000)], [dispo("RC-1", 7000), dispo("RC-2", 10000)])
    r.basculer(r.droite, "RC-1")
    r.proposer(*ordres(r))
    assert (r.gauche.montant("FA-2/1"), r.gauche.montant("FA-1/1")) == (5000, 2000)
    assert r.droite.montant("RC-2") == 0


def test_un_compte_se_nomme_par_son_numero() -> None:
    r = rapprocheur([due("266", 5000, compte=266)], [dispo("12", 5000, compte=12)])
    r.proposer(*ordres(r))
    (paire,) = r.commande(*ordres(r)).rapprochements
    assert (paire.source, paire.cible) == (12, 266)
    ligne = r.gauche.ligne("266")
    assert ligne is not None
    assert decisions.commande_d_ecart(ligne) == PasserEcart(cible=266)


def test_une_devise_ne_paie_qu_elle_meme() -> None:
    r = rapprocheur([due("FA-1/1", 10000, devise="USD")], [dispo("RC-1", 10000)])
    r.basculer(r.gauche, "FA-1/1")
    assert "rien n'est disponible en USD" in r.explication()
    r.basculer(r.droite, "RC-1")
    assert not r.a_rapprocher()
    assert r.texte_du_reste(r.gauche) == "0,00 € + 100,00 USD"
    assert decisions.dire_la_proposition(r.proposer(*ordres(r))).startswith("Rien à proposer")
    assert r.gauche.montant("FA-1/1") == 10000, "ce qui était coché le reste"
    assert (ecrire_en(1234, "JPY"), lire_en("1 234 JPY", "JPY")) == (f"1{ESPACE}234 JPY", 1234)


def test_une_relecture_garde_les_montants_et_dit_ou_l_argent_est_passe() -> None:
    r = rapprocheur([due("FA-1/1", 30000), due("FA-2/1", 20000)], [dispo("RC-1", 50000)])
    avant = r.situation
    assert avant is not None
    r.fixer(r.gauche, "FA-1/1", 30000)
    r.fixer(r.gauche, "FA-2/1", 12345)
    r.basculer(r.droite, "RC-1")
    usage = VueImputation(
        7, JOUR, "RC-1", SorteSource.REGLEMENT, "CO-9", 45000, 45000, MotifImputation.REGLEMENT, "", "", "", True
    )
    apres = Situation(1011, None, (due("FA-2/1", 20000),), (dispo("RC-1", 5000),), (usage,))
    diminutions = r.charger(apres)
    assert (r.gauche.montant("FA-2/1"), r.droite.montant("RC-1")) == (12345, 5000)
    phrase = decisions.dire_les_diminutions(diminutions, avant.imputations, apres.imputations)
    assert "FA-1/1 : il n'en reste rien." in phrase
    assert "RC-1 : il reste 50,00 € (utilisé : 450,00 € le 15/07/2014 pour CO-9)." in phrase
    assert phrase.endswith("Vos autres montants sont gardés : vérifiez, puis F2.")
    assert decisions.dire_les_diminutions([], (), ()) == ""


def test_un_autre_client_ne_garde_rien() -> None:
    r = rapprocheur([due("FA-1/1", 30000)], [dispo("RC-1", 30000)])
    r.proposer(*ordres(r))
    assert r.charger(Situation(2643, None, (due("FA-1/1", 30000),))) == []
    assert (r.gauche.nombre, r.droite.nombre) == (0, 0)


@pytest.mark.parametrize(
    ("reste", "limite", "permis"), [(3, 5, True), (5, 5, True), (6, 5, False), (84000, 5, False), (3, 0, False)]
)
def test_l_ecart_ne_se_passe_que_sous_la_limite(reste: int, limite: int, permis: bool) -> None:
    raison = decisions.empechement_d_ecart(due("FA-1/1", reste), limite)
    assert (raison == "") is permis


def test_chaque_touche_grisee_dit_pourquoi() -> None:
    r = Rapprocheur()
    assert "client" in decisions.empechement("valider", etat(r, client=None))
    assert "lecture" in decisions.empechement("proposer", etat(r))
    r = rapprocheur([due("FA-1/1", 30000), due("266", 100, compte=266)], [dispo("RC-1", 30000)])
    assert decisions.empechement("valider", etat(r)) == r.explication()
    assert "Rien n'est coché" in decisions.empechement("decocher", etat(r))
    r.proposer(*ordres(r))
    assert decisions.empechement("valider", etat(r)) == ""
    assert "en cours" in decisions.empechement("valider", etat(r, en_cours=True))
    caissier = droits_du_role(Role.CAISSIER)
    assert Droit.IMPUTER.libelle in decisions.empechement("valider", etat(r, droits=caissier))
    assert decisions.empechement("valider", etat(r, droits=caissier, encaisse=True)) == ""
    assert "déjà un compte" in decisions.empechement("mettre_en_compte", etat(r, due=r.gauche.ligne("266")))
    assert decisions.empechement("mettre_en_compte", etat(r, due=r.gauche.ligne("FA-1/1"))) == ""
    assert "à droite" in decisions.empechement("rembourser", etat(r))
    assert decisions.empechement("retirer", etat(r, sur_les_imputations=True)).startswith("Choisissez")
    assert decisions.empechement("exporter", etat(r, vide=True)) == "La liste est vide."


def test_le_compte_rendu_signale_les_centimes_qui_restent() -> None:
    r = rapprocheur([due("FA-1/1", 10006)], [dispo("RC-1", 10000)])
    r.proposer(*ordres(r))
    assert decisions.compte_rendu(r.commande(*ordres(r)), r) == "1 rapprochement enregistré : 100,00 €."
    r = rapprocheur([due("FA-1/1", 10003)], [dispo("RC-1", 10000)])
    r.proposer(*ordres(r))
    assert decisions.compte_rendu(r.commande(*ordres(r)), r).endswith("Il reste 0,03 € dû : F9 passe l'écart.")


def test_le_montant_propose_a_f3_est_celui_qui_manque() -> None:
    r = rapprocheur([due("FA-1/1", 30000), due("FA-2/1", 20000)], [dispo("RC-1", 5000)])
    assert r.manque() == 50000
    r.basculer(r.gauche, "FA-2/1")
    r.basculer(r.droite, "RC-1")
    assert r.manque() == 15000
