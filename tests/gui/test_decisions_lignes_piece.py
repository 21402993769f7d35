"""The lines and échéances of a pièce as they are typed, without a window."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.domain.pieces import LigneSaisie, NatureLigne
from caisse_clients.domain.vues_ventes import VueArticle, VueTaux
from caisse_clients.gui.presentateurs.echeances_piece import EcheancesPiece, EcheanceTapee
from caisse_clients.gui.presentateurs.ligne_tapee import Catalogue
from caisse_clients.gui.presentateurs.lignes_piece import LignesPiece
from caisse_clients.kernel.argent import Centimes, Pourcent, Quantite

JOUR = dt.date(2014, 7, 15)


def _article(code: str, libelle: str, prix: int | None, taux: int = 20_00, sorte: str = "vente") -> VueArticle:
    return VueArticle(code, libelle, sorte, NatureLigne.BIEN, taux, prix, "", actif=True)


CATALOGUE = Catalogue(
    (
        _article("VIS", "Vis inox", 12_50),
        _article("VISA", "Visseuse", 129_00),
        _article("LIVRE", "Livre relié", 24_90, 5_50),
        _article("POSE", "Pose", None),
    ),
    (VueTaux("20", 20_00, "Normal", "44571", actif=True), VueTaux("5.5", 5_50, "Réduit", "44571", actif=True)),
)


def feuille(*, ttc: bool = True) -> LignesPiece:
    return LignesPiece(CATALOGUE, ttc=ttc)


def taper(lignes: LignesPiece, rang: int, **cases: str) -> None:
    for champ, texte in cases.items():
        lignes.taper(rang, champ, texte)
        lignes.quitter(rang, champ)


# --- Lines


def test_une_feuille_vide_a_sa_ligne_blanche_et_ne_vaut_rien() -> None:
    lignes = feuille()
    assert (lignes.nombre(), lignes.vide(0), lignes.lignes) == (1, True, ())
    assert lignes.totaux()[0].ttc == 0
    assert lignes.fautes() == []


def test_la_premiere_frappe_donne_la_quantite_un_et_le_taux_normal() -> None:
    lignes = feuille()
    taper(lignes, 0, libelle="Pose sur place", prix="80")
    assert [lignes.texte(0, champ) for champ in ("quantite", "prix", "taux", "total")] == ["1", "80,00", "20", "80,00"]
    assert lignes.nombre() == 2
    taper(lignes, 0, taux="5,5")
    taper(lignes, 1, libelle="Suite")
    assert lignes.texte(1, "taux") == "5,5"


def test_un_article_apporte_ses_mots_son_prix_et_son_taux() -> None:
    lignes = feuille()
    taper(lignes, 0, article="livre", quantite="3", remise="10")
    (ligne,) = lignes.saisies()
    assert ligne == LigneSaisie(
        "Livre relié",
        Quantite(3_000),
        prix_ttc=Centimes(24_90),
        taux_tva=Pourcent(5_50),
        remise=Pourcent(10_00),
        article="LIVRE",
        nature=NatureLigne.BIEN,
    )
    assert lignes.texte(0, "total") == "67,23"


def test_un_prix_corrige_n_est_pas_ecrase_en_repassant_sur_l_article() -> None:
    lignes = feuille()
    taper(lignes, 0, article="VIS", prix="10")
    lignes.quitter(0, "article")
    assert lignes.texte(0, "prix") == "10,00"
    taper(lignes, 0, article="VISA")
    assert (lignes.texte(0, "prix"), lignes.texte(0, "libelle")) == ("129,00", "Visseuse")


def test_la_recherche_donne_d_abord_le_code_exact_puis_les_debuts() -> None:
    lignes = feuille()
    assert [p.code for p in lignes.propositions("article", "vis")] == ["VIS", "VISA"]
    assert [p.code for p in lignes.propositions("article", "RELIE")] == ["LIVRE"]
    assert [p.code for p in lignes.propositions("taux", "5")] == ["5,5"]
    assert [p.code for p in lignes.propositions("taux", "7")] == ["20", "5,5"]


def test_des_lettres_qui_designent_un_seul_article_suffisent() -> None:
    lignes = feuille()
    taper(lignes, 0, article="reli")
    assert lignes.edition(0, "article") == "LIVRE"


def test_des_mots_qui_ne_sont_d_aucun_article_deviennent_le_libelle() -> None:
    lignes = feuille()
    taper(lignes, 0, article="Déplacement de nuit")
    assert (lignes.edition(0, "article"), lignes.edition(0, "libelle")) == ("", "Déplacement de nuit")
    taper(lignes, 1, article="XYZ9")
    assert "Aucun article" in lignes.faute(1, "article")


def test_ce_qui_ne_se_lit_pas_reste_ecrit_et_se_dit_sur_sa_case() -> None:
    lignes = feuille()
    taper(lignes, 0, libelle="Vis", quantite="abc", prix="12,345", remise="150", taux="7")
    for champ, mot in (("quantite", "quantité"), ("prix", "12,345"), ("remise", "150"), ("taux", "en usage")):
        assert mot in lignes.faute(0, champ), champ
    assert lignes.edition(0, "quantite") == "abc"
    totaux, omises = lignes.totaux()
    assert (totaux.ttc, omises) == (0, (1,))


def test_ce_qui_manque_ne_se_dit_qu_une_fois_la_ligne_quittee() -> None:
    lignes = feuille()
    lignes.activer(0, "libelle")
    taper(lignes, 0, libelle="Vis")
    assert lignes.fautes_visibles() == []
    lignes.activer(1, "article")
    assert lignes.faute(0, "prix") == "Tapez le prix."
    lignes.activer(0, "prix")
    faute = lignes.exiger()
    assert faute is not None
    assert (faute.rang, faute.champ) == (0, "prix")
    assert lignes.faute(0, "prix") == "Tapez le prix."


def test_une_case_en_cours_de_frappe_n_est_pas_fautive() -> None:
    lignes = feuille()
    lignes.activer(0, "article")
    lignes.taper(0, "article", "VI9")
    assert lignes.fautes_visibles() == []


def test_les_totaux_par_taux_sont_ceux_du_domaine() -> None:
    lignes = feuille()
    taper(lignes, 0, article="VIS", quantite="3")
    taper(lignes, 1, article="LIVRE")
    totaux, omises = lignes.totaux()
    assert [(t.taux, t.ttc, t.tva) for t in totaux.par_taux] == [(20_00, 37_50, 6_25), (5_50, 24_90, 1_30)]
    assert (totaux.ttc, omises) == (62_40, ())


@pytest.mark.parametrize("prix", ["12,50", "0,03", "99,99", "1 234,56"])
def test_changer_de_sens_deux_fois_rend_le_meme_prix(prix: str) -> None:
    lignes = feuille()
    taper(lignes, 0, libelle="Vis", prix=prix)
    ecrit = lignes.texte(0, "prix")
    lignes.basculer(ttc=False)
    assert lignes.saisies()[0].prix_ht is not None
    lignes.basculer(ttc=True)
    assert lignes.texte(0, "prix") == ecrit
    assert lignes.saisies()[0].prix_ttc is not None


def test_un_professionnel_voit_le_prix_hors_taxe_de_l_article() -> None:
    lignes = feuille(ttc=False)
    taper(lignes, 0, article="VISA")
    assert (lignes.texte(0, "prix"), lignes.saisies()[0].prix_ht) == ("107,50", Centimes(107_50))
    assert [c.titre for c in lignes.colonnes if c.champ == "prix"] == ["Prix HT"]


def test_une_ligne_d_un_autre_sens_le_dit() -> None:
    lignes = feuille()
    taper(lignes, 0, libelle="Vis", prix="12")
    melangee = lignes.lignes
    lignes.remplir(melangee, ttc=False)
    assert lignes.texte(0, "prix") == "12,00 TTC"


def test_oter_deplacer_et_la_ligne_blanche_reste_derniere() -> None:
    lignes = feuille()
    for rang, nom in enumerate("ABC"):
        taper(lignes, rang, libelle=nom, prix="1")
    assert lignes.deplacer(2, -1) == 1
    assert lignes.deplacer(2, 1) == 2
    assert [ligne.libelle for ligne in lignes.lignes] == ["A", "C", "B"]
    assert lignes.retirer(0)
    assert not lignes.retirer(2)
    assert [ligne.libelle for ligne in lignes.lignes] == ["C", "B"]


def test_un_bloc_de_tableur_se_colle_a_partir_de_la_case() -> None:
    lignes = feuille()
    lignes.coller(0, "libelle", [["Vis", "10", "1,50", "", "20"], ["Clou", "5", "0,80"]])
    assert [(ligne.libelle, ligne.quantite, ligne.prix) for ligne in lignes.lignes] == [
        ("Vis", "10", "1,50"),
        ("Clou", "5", "0,80"),
    ]
    lignes.coller(2, "article", [["LIVRE", "", "2"]])
    assert (lignes.texte(2, "libelle"), lignes.texte(2, "total")) == ("Livre relié", "49,80")


def test_une_devise_garde_ses_decimales_et_ne_prend_pas_les_prix_en_euros() -> None:
    lignes = feuille()
    lignes.devise = "JPY"
    taper(lignes, 0, article="VIS")
    assert lignes.texte(0, "prix") == ""
    taper(lignes, 0, prix="1500")
    assert lignes.texte(0, "total") == "1\u202f500"
    assert lignes.saisies()[0].prix_ttc == Centimes(1500_00)
    taper(lignes, 0, prix="15,5")
    assert "15,5" in lignes.faute(0, "prix")


def test_un_article_retire_de_la_vente_reste_sur_sa_ligne_enregistree() -> None:
    lignes = feuille()
    taper(lignes, 0, article="VIS")
    lignes.catalogue = Catalogue(taux=CATALOGUE.taux)
    assert lignes.fautes() == []


def test_le_rang_d_un_refus_ne_compte_pas_les_lignes_blanches() -> None:
    lignes = feuille()
    for rang, nom in enumerate("ABC"):
        taper(lignes, rang, libelle=nom, prix="1")
    taper(lignes, 1, libelle="", prix="")
    assert [ligne.libelle for ligne in lignes.lignes] == ["A", "C"]
    assert lignes.rang_de(1) == 2


# --- Échéances


def echeancier(conditions: str = "3 fois", total: int = 1_000_00) -> EcheancesPiece:
    echeances = EcheancesPiece()
    echeances.suivre(conditions, JOUR, total)
    return echeances


def _cases(echeances: EcheancesPiece) -> list[tuple[str, str]]:
    return [
        (echeances.edition(rang, "date"), echeances.edition(rang, "montant"))
        for rang in range(echeances.nombre())
        if not echeances.vide(rang)
    ]


def test_les_echeances_suivent_les_conditions_tapees() -> None:
    echeances = echeancier()
    assert _cases(echeances) == [("15/07/2014", "333,34"), ("15/08/2014", "333,33"), ("15/09/2014", "333,33")]
    assert (echeances.lignes, echeances.saisies()) == ((), ())
    echeances.suivre("30 jours fin de mois", JOUR, 120_00)
    assert _cases(echeances) == [("31/08/2014", "120,00")]
    echeances.suivre("30 jours fin", JOUR, 120_00)
    assert _cases(echeances) == []
    assert echeances.phrase()[1]
    assert echeances.conditions_illisibles


def test_une_echeance_tapee_est_a_la_main_et_l_ecart_se_voit() -> None:
    echeances = echeancier()
    echeances.taper(0, "montant", "400")
    echeances.quitter(0, "montant")
    assert echeances.a_la_main
    assert echeances.ecart() == -66_66
    assert "66,66 de trop" in echeances.phrase()[0]
    echeances.completer()
    assert echeances.ecart() == 0
    assert [s.montant for s in echeances.saisies()] == [400_00, 333_33, 266_67]
    assert not echeances.phrase()[1]


def test_une_nouvelle_date_recoit_ce_qui_manque() -> None:
    echeances = echeancier("comptant", 100_00)
    echeances.taper(0, "montant", "40 %")
    echeances.quitter(0, "montant")
    echeances.taper(1, "date", "150814")
    echeances.quitter(1, "date")
    assert _cases(echeances) == [("15/07/2014", "40,00"), ("15/08/2014", "60,00")]
    assert echeances.exiger() is None


def test_une_echeance_qui_manque_ou_ne_se_lit_pas_se_dit() -> None:
    echeances = echeancier("comptant", 100_00)
    echeances.activer(0, "date")
    echeances.taper(0, "date", "32/13")
    assert echeances.fautes_visibles() == []
    faute = echeances.exiger()
    assert faute is not None
    assert (faute.champ, "32/13" in faute.phrase) == ("date", True)
    echeances.taper(0, "date", "150714")
    echeances.taper(0, "montant", "90")
    faute = echeances.exiger()
    assert faute is not None
    assert "manque 10,00" in faute.phrase


def test_oter_une_echeance_la_rend_a_la_main_et_les_conditions_la_reprennent() -> None:
    echeances = echeancier()
    assert echeances.retirer(2)
    assert echeances.ecart() == 333_33
    echeances.suivre_les_conditions()
    assert (echeances.a_la_main, len(_cases(echeances))) == (False, 3)


def test_ce_qui_a_ete_tape_se_repose() -> None:
    echeances = echeancier("comptant", 100_00)
    echeances.poser((EcheanceTapee("15/08/2014", "100,00"),))
    assert echeances.a_la_main
    assert echeances.ecart() == 0
    echeances.poser(())
    assert not echeances.a_la_main
