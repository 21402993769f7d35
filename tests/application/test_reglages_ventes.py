"""Modes de règlement, banks, VAT rates, articles: what every base knows, what the shop changes, what is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.parametrage import CreerPoste, CreerUtilisateur
from caisse_clients.application.commandes.reglages_ventes import (
    CreerArticle,
    CreerBanque,
    CreerMode,
    CreerTauxTva,
    ModifierArticle,
    ModifierBanque,
    ModifierMode,
    ModifierTauxTva,
)
from caisse_clients.application.messages import message_de
from caisse_clients.domain.droits import Role
from caisse_clients.domain.pieces import NatureLigne
from caisse_clients.domain.reglages import MODES, TAUX, SorteArticle
from caisse_clients.domain.vues_ventes import VueArticle, VueBanque, VueMode, VueTaux
from caisse_clients.kernel.argent import Centimes, Pourcent
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import reglages_ventes as stock
from caisse_clients.storage.transaction import ouvrir_transaction
from tests.atelier import Atelier

IBAN = "FR76 3000 6000 0112 3456 7890 189"


def lire(atelier: Atelier, lecture: Callable[..., list[Any]], *, actifs: bool = False) -> list[Any]:
    with atelier.services.lire() as lecteur:
        return lecture(lecteur, actifs=actifs)


def refus(atelier: Atelier, commande: object) -> tuple[str, str | None]:
    with pytest.raises(ErreurMetier) as leve:
        atelier.faire(commande)
    assert "…" not in message_de(leve.value)
    return leve.value.code, leve.value.champ


def test_une_base_neuve_connait_les_modes_et_les_taux_du_programme_sans_une_ligne(atelier: Atelier) -> None:
    assert [m.code for m in lire(atelier, lectures_ventes.modes)] == [m.code for m in MODES]
    assert [t.code for t in lire(atelier, lectures_ventes.taux_tva)] == [t.code for t in TAUX]
    assert lire(atelier, lectures_ventes.banques) == lire(atelier, lectures_ventes.articles) == []
    with ouvrir_transaction(atelier.services.storage) as tx:
        carte, cinq = stock.charger_mode(tx, "carte"), stock.charger_taux(tx, 5_50)
        assert carte is not None
        assert cinq is not None
        assert (carte.numerique, carte.actif, cinq.code) == (True, True, "5.5")
        assert [stock.charger_mode(tx, "troc"), stock.charger_taux(tx, 19_60)] == [None, None]
        for charger in (stock.charger_mode, stock.charger_article, stock.charger_banque):
            assert charger(tx, "\0") is None


def test_un_mode_du_programme_change_et_garde_le_reste(atelier: Atelier) -> None:
    atelier.faire(ModifierMode("Cheque", libelle="Chèque bancaire", compte="51121"))
    atelier.faire(ModifierMode("cheque", actif=False))
    atelier.faire(ModifierMode("titre", libelle="Titre / bon"))  # nothing differs: nothing is written
    tous = {m.code: m for m in lire(atelier, lectures_ventes.modes)}
    assert tous["cheque"] == VueMode("cheque", "Chèque bancaire", "51121", "BQ", False, False, False)
    assert list(tous) == [m.code for m in MODES]
    assert "cheque" not in [m.code for m in lire(atelier, lectures_ventes.modes, actifs=True)]
    with atelier.services.lire() as lecteur:
        lignes = lecteur.exec_driver_sql("SELECT code, version FROM mode_reglement").all()
        versions = lecteur.exec_driver_sql("SELECT version FROM mode_reglement_version ORDER BY 1").all()
    assert [tuple(ligne) for ligne in lignes] == [("cheque", 2)]
    assert [v for (v,) in versions] == [1, 2]


def test_un_mode_du_magasin_se_cree_se_modifie_et_se_range_apres(atelier: Atelier) -> None:
    assert atelier.faire(CreerMode(" Bon_Cadeau ", "Bon cadeau", "4678")).valeurs == {"mode": "bon_cadeau"}
    atelier.faire(CreerMode("caisse2", "", "532", especes=True))
    atelier.faire(ModifierMode("bon_cadeau", numerique=True, journal="od"))
    crees = lire(atelier, lectures_ventes.modes)[len(MODES) :]
    assert crees == [
        VueMode("bon_cadeau", "Bon cadeau", "4678", "OD", True, False, True),
        VueMode("caisse2", "caisse2", "532", "CA", False, True, True),
    ]


def test_un_compte_bancaire_est_verifie_puis_modifie(atelier: Atelier) -> None:
    atelier.faire(CreerBanque("ca", "Crédit Agricole", IBAN, "agrifrpp", emetteur="123 456"))
    attendue = VueBanque("CA", "Crédit Agricole", IBAN.replace(" ", ""), "AGRIFRPP", "512", "", "123456", True)
    assert lire(atelier, lectures_ventes.banques) == [attendue]
    atelier.faire(ModifierBanque("CA", compte="5121", journal="BQ1", iban="", actif=False))
    (changee,) = lire(atelier, lectures_ventes.banques)
    assert (changee.compte, changee.journal, changee.iban, changee.bic) == ("5121", "BQ1", "", "AGRIFRPP")
    assert lire(atelier, lectures_ventes.banques, actifs=True) == []


def test_un_taux_de_tva_se_cree_et_cesse_de_servir(atelier: Atelier) -> None:
    assert atelier.faire(CreerTauxTva(Pourcent(8_50))).valeurs == {"taux_tva": "8.5"}
    atelier.faire(ModifierTauxTva(Pourcent(20_00), compte="445711"))
    atelier.faire(ModifierTauxTva(Pourcent(2_10), actif=False))
    assert lire(atelier, lectures_ventes.taux_tva, actifs=True) == [
        VueTaux("20", 20_00, "Taux normal", "445711", True),
        VueTaux("10", 10_00, "Taux intermédiaire", "44571", True),
        VueTaux("8.5", 8_50, "TVA 8,5 %", "44571", True),
        VueTaux("5.5", 5_50, "Taux réduit", "44571", True),
        VueTaux("0", 0, "Exonéré ou hors champ", "44571", True),
    ]


def test_un_article_prend_ce_que_la_loi_et_sa_sorte_disent(atelier: Atelier) -> None:
    atelier.faire(CreerArticle("forfait", "Forfait révision", nature=NatureLigne.SERVICE, prix_ttc=Centimes(89_00)))
    atelier.faire(CreerArticle("GESTE", sorte=SorteArticle.AVOIR, compte="7097"))
    assert lire(atelier, lectures_ventes.articles) == [
        VueArticle("FORFAIT", "Forfait révision", "vente", NatureLigne.SERVICE, 20_00, 89_00, "", True),
        VueArticle("GESTE", "GESTE", "avoir", NatureLigne.BIEN, 0, None, "7097", True),
    ]
    atelier.faire(ModifierArticle("forfait", taux_tva=Pourcent(10_00), libelle="Révision"))
    (forfait, _geste) = lire(atelier, lectures_ventes.articles)
    assert (forfait.taux, forfait.prix_ttc, forfait.libelle) == (10_00, 89_00, "Révision")
    atelier.faire(ModifierArticle("FORFAIT", prix_ttc=None, actif=False))
    (forfait, _geste) = lire(atelier, lectures_ventes.articles)
    assert (forfait.prix_ttc, forfait.actif) == (None, False)


@pytest.mark.parametrize(
    ("commande", "code", "champ"),
    [
        (CreerMode("cheque", "Chèque", "5112"), "code_deja_pris", "code"),
        (CreerMode("un mode", "x", "5112"), "code_court_invalide", "code"),
        (CreerMode("bon", "Bon", "51"), "compte_general_invalide", "compte"),
        (CreerMode("bon", "Bon", "511", "BANQUE"), "journal_invalide", "journal"),
        (CreerMode("bon", "B" * 81, "511"), "texte_trop_long", "libelle"),
        (ModifierMode("troc", libelle="Troc"), "mode_inconnu", "code"),
        (ModifierMode("cheque", journal=""), "journal_invalide", "journal"),
        (CreerBanque("CA", iban=IBAN[:-1] + "8"), "iban_invalide", "iban"),
        (CreerBanque("CA", iban="GB29 NWBK 6016 1331 9268"), "iban_invalide", "iban"),
        (CreerBanque("CA", iban="²²76"), "iban_invalide", "iban"),
        (CreerBanque("CA", bic="AGRI"), "bic_invalide", "bic"),
        (CreerBanque("CA", emetteur="12345"), "emetteur_invalide", "emetteur"),
        (CreerBanque("CA", compte=""), "compte_general_invalide", "compte"),
        (ModifierBanque("CA", libelle="x"), "banque_inconnue", "code"),
        (CreerTauxTva(Pourcent(20_00)), "taux_deja_pris", "taux"),
        (ModifierTauxTva(Pourcent(19_60), actif=False), "tva_inconnue", "taux"),
        (CreerArticle("A", taux_tva=Pourcent(19_60)), "tva_inconnue", "taux_tva"),
        (CreerArticle("A", compte="7"), "compte_general_invalide", "compte"),
        (ModifierArticle("A", libelle="x"), "article_inconnu", "code"),
    ],
)
def test_chaque_refus_nomme_son_champ_et_n_ecrit_rien(
    atelier_sqlite: Atelier, commande: object, code: str, champ: str
) -> None:
    assert refus(atelier_sqlite, commande) == (code, champ)
    assert len(lire(atelier_sqlite, lectures_ventes.modes)) == len(MODES)
    assert lire(atelier_sqlite, lectures_ventes.banques) == lire(atelier_sqlite, lectures_ventes.articles) == []


def test_un_taux_qui_ne_sert_plus_ne_va_plus_dans_un_article(atelier_sqlite: Atelier) -> None:
    atelier_sqlite.faire(ModifierTauxTva(Pourcent(10_00), actif=False))
    assert refus(atelier_sqlite, CreerArticle("A", taux_tva=Pourcent(10_00))) == ("tva_inconnue", "taux_tva")


def test_un_caissier_ne_change_pas_les_reglages(atelier_sqlite: Atelier) -> None:
    atelier_sqlite.faire(CreerUtilisateur("CAISSE", role=Role.CAISSIER))
    caisse = atelier_sqlite.ouvrir("CAISSE")
    for commande in (
        CreerMode("bon", "Bon", "511"),
        ModifierMode("cheque", actif=False),
        CreerBanque("CA"),
        ModifierBanque("CA"),
        CreerTauxTva(Pourcent(8_50)),
        ModifierTauxTva(Pourcent(20_00)),
        CreerArticle("A"),
        ModifierArticle("A"),
    ):
        with pytest.raises(ErreurMetier, match="droit_manquant"):
            caisse.executer(commande)


def test_deux_postes_changent_le_meme_mode_du_programme_au_meme_instant(atelier_postgresql: Atelier) -> None:
    """The first row of a mode of the program may be written by two at once: the second looks again."""
    atelier_postgresql.faire(CreerPoste("P2"))
    services = (atelier_postgresql.services, atelier_postgresql.ouvrir(poste="P2"))
    depart = threading.Barrier(2)
    echecs: list[BaseException] = []

    def changer(rang: int) -> None:
        try:
            for mode in ("cheque", "virement", "titre", "effet"):
                depart.wait(20)
                services[rang].executer(ModifierMode(mode, compte=f"512{rang}"))
        except BaseException as echec:
            echecs.append(echec)
            depart.abort()

    fils = [threading.Thread(target=changer, args=(rang,)) for rang in (0, 1)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert echecs == []
    with atelier_postgresql.services.lire() as lecteur:
        versions = lecteur.exec_driver_sql("SELECT code, version FROM mode_reglement ORDER BY 1").all()
    assert [tuple(v) for v in versions] == [("cheque", 2), ("effet", 2), ("titre", 2), ("virement", 2)]
