"""Client cards: what is kept, refused, merged, found (DOMAIN §1, ARCHITECTURE §5 merging), on both databases."""

from __future__ import annotations

import pytest

from caisse_clients.application import lectures
from caisse_clients.application.commandes.clients import AnnulerFusion, CreerClient, FusionnerClients, ModifierClient
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.vues import CritereClients, EtatCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier


def trouves(atelier: Atelier, **criteres: object) -> list[int]:
    with atelier.services.lire() as lecteur:
        return list(lectures.cles_clients(lecteur, CritereClients(**criteres)))  # type: ignore[arg-type]  # test helper


@pytest.fixture
def garnie(atelier: Atelier) -> Atelier:
    """The names of the manual's picture, and a few that are hard to find."""
    for code, nom, prenom in (
        (2643, "AIT EL MOKHTAR", "Driss"),
        (4633, "ALBERT", "ROSE MARIE"),
        (1011, "ALBERT", "Pierre"),
        (5370, "ALBUCHER", "CHRISTOPHE"),
        (7058, "ALARCON", "SYLVIE"),
        (10, "Éléonore d'Œuvre", "Zoë"),
        (26, "GALBERT", ""),
    ):
        atelier.faire(CreerClient(nom, code=code, prenom=prenom))
    return atelier


def test_trois_lettres_trouvent_d_abord_ce_qui_commence(garnie: Atelier) -> None:
    assert trouves(garnie, nom="alb") == [1011, 4633, 5370, 26]


@pytest.mark.parametrize(
    ("criteres", "attendus"),
    [
        ({"nom": "al"}, [7058, 1011, 4633, 5370]),
        ({"nom": "mokhtar"}, [2643]),
        ({"nom": "ELEONORE"}, [10]),
        ({"nom": "d'oeuvre"}, [10]),
        ({"nom": "éléo"}, [10]),
        ({"nom": "alb", "prenom": "pi"}, [1011]),
        ({"prenom": "marie"}, [4633]),
        ({"prenom": "zoe"}, [10]),
        ({"texte": "albert pierre"}, [1011]),
        ({"texte": "2 643"}, [2643]),
        ({"code": 26}, [26, 2643]),
        ({"code": 1011, "nom": "alb"}, [1011]),
        ({"code": 1011, "nom": "zzz"}, []),
        ({"nom": "%"}, [2643, 7058, 1011, 4633, 5370, 10, 26]),
        ({"nom": "zzz"}, []),
        ({"numero_compte": 1}, []),
    ],
)
def test_la_recherche_ignore_accents_casse_et_ponctuation(
    garnie: Atelier, criteres: dict[str, object], attendus: list[int]
) -> None:
    assert trouves(garnie, **criteres) == attendus


def test_un_numero_de_compte_mene_a_son_proprietaire(garnie: Atelier) -> None:
    garnie.faire(CreerCompte(7058, TypeCompte.ACOMPTE, Centimes(1_00)))
    assert trouves(garnie, numero_compte=1, nom="ALBERT") == [7058]


def test_un_client_sans_compte_est_trouve(garnie: Atelier) -> None:
    assert 26 in trouves(garnie)


def test_le_code_suivant_vient_apres_le_plus_grand_choisi(garnie: Atelier) -> None:
    assert garnie.faire(CreerClient("SUIVANT")).valeurs == {"client": 7059}


@pytest.mark.parametrize(
    ("champs", "code", "champ"),
    [
        ({"nom": "  "}, "nom_manquant", "nom"),
        ({"nom": "\u200e\x00"}, "nom_manquant", "nom"),
        ({"nom": "x" * 10_000}, "texte_trop_long", "nom"),
        ({"nom": "A", "courriel": "pas une adresse"}, "courriel_invalide", "courriel"),
        ({"nom": "A", "siren": "123456789"}, "siren_invalide", "siren"),
        ({"nom": "A", "code": 0}, "code_invalide", "code"),
        ({"nom": "A", "code": 10**12}, "code_invalide", "code"),
        ({"nom": "A", "code": 1011}, "code_deja_pris", "code"),
        ({"nom": "A", "plafond_credit": -1}, "montant_invalide", "plafond_credit"),
    ],
)
def test_une_fiche_fausse_est_refusee_avec_son_champ(
    garnie: Atelier, champs: dict[str, object], code: str, champ: str
) -> None:
    with pytest.raises(ErreurMetier) as capture:
        garnie.faire(CreerClient(**champs))  # type: ignore[arg-type]  # test table
    assert (capture.value.code, capture.value.champ) == (code, champ)


@pytest.mark.parametrize(
    "nom", ['O\'Brien "dit" Ñandú', "👩‍🍳 Traiteur", "محمد العربي", "株式会社", "<b>gras</b>; DROP TABLE client"]
)
def test_les_noms_du_monde_entier_se_gardent_et_se_trouvent(atelier: Atelier, nom: str) -> None:
    code = atelier.faire(CreerClient(nom)).valeurs["client"]
    with atelier.services.lire() as lecteur:
        assert lectures.fiche_client(lecteur, code).nom == nom
    assert code in trouves(atelier, nom=nom[:4])


def test_modifier_ne_touche_que_les_champs_donnes_et_garde_l_histoire(garnie: Atelier) -> None:
    garnie.faire(ModifierClient(1011, adresse="10 place victor", code_postal="64200", ville="BIARRITZ"))
    garnie.faire(ModifierClient(1011, plafond_credit=Centimes(100_00)))
    garnie.faire(ModifierClient(1011, plafond_credit=None))
    assert garnie.faire(ModifierClient(1011, ville="BIARRITZ")).valeurs == {"client": 1011, "version": 4}
    with garnie.services.lire() as lecteur:
        fiche = lectures.fiche_client(lecteur, 1011)
        actes = [a.texte for a in lectures.historique_client(lecteur, 1011)]
    assert (fiche.prenom, fiche.adresse, fiche.plafond_credit, fiche.version) == ("Pierre", "10 place victor", None, 4)
    assert actes == ["Fiche modifiée"] * 3 + ["Fiche créée"]


def test_une_fiche_changee_ailleurs_n_est_pas_ecrasee(garnie: Atelier) -> None:
    garnie.faire(ModifierClient(1011, ville="BIARRITZ", version=1))
    with pytest.raises(ErreurMetier, match="modifie_ailleurs"):
        garnie.faire(ModifierClient(1011, ville="BAYONNE", version=1))


def test_un_nom_change_se_trouve_sous_le_nouveau_seulement(garnie: Atelier) -> None:
    garnie.faire(ModifierClient(26, nom="ZOLA"))
    assert (trouves(garnie, nom="zol"), trouves(garnie, nom="galb")) == ([26], [])


def test_une_fusion_reunit_les_comptes_et_garde_l_ancien_code(garnie: Atelier) -> None:
    garnie.faire(CreerCompte(4633, TypeCompte.ACOMPTE, Centimes(5_00)))
    garnie.faire(CreerCompte(1011, TypeCompte.CREDIT, Centimes(3_00)))
    garnie.faire(FusionnerClients(garder=1011, absorber=4633))
    assert trouves(garnie, nom="alb") == [1011, 5370, 26]
    assert trouves(garnie, code=4633) == [1011], "an absorbed code still finds the client"
    garnie.faire(CreerCompte(4633, TypeCompte.AVOIR, Centimes(1_00)))
    garnie.faire(SaisirEcriture(1, entree=Centimes(1)))
    with garnie.services.lire() as lecteur:
        comptes = lectures.comptes_du_client(lecteur, 1011, EtatCompte.TOUS)
        fiche = lectures.fiche_client(lecteur, 1011)
        assert lectures.fiche_client(lecteur, 4633).absorbe_par == 1011
    assert [(c.numero, c.client) for c in comptes] == [(1, 1011), (2, 1011), (3, 1011)]
    assert (fiche.absorbes, fiche.solde_du, fiche.disponible) == ((4633,), 3_00, 6_01)


def test_les_fusions_en_chaine_s_aplatissent_et_se_defont(garnie: Atelier) -> None:
    garnie.faire(FusionnerClients(garder=1011, absorber=4633))
    garnie.faire(FusionnerClients(garder=7058, absorber=4633))  # 4633 stands for 1011
    assert trouves(garnie, code=4633) == [7058]
    garnie.faire(AnnulerFusion(1011, "deux personnes"))
    assert trouves(garnie, code=4633) == [1011]
    assert trouves(garnie, nom="alarcon") == [7058]
    with pytest.raises(ErreurMetier, match="fusion_inconnue"):
        garnie.faire(AnnulerFusion(7058, "rien à défaire"))


def test_on_ne_fusionne_ni_avec_soi_meme_ni_client_et_organisme(garnie: Atelier) -> None:
    with pytest.raises(ErreurMetier, match="fusion_avec_soi_meme"):
        garnie.faire(FusionnerClients(1011, 1011))
    garnie.faire(CreerCompte(1011, TypeCompte.ORGANISME_CREDIT, Centimes(1_00), organisme="COFIDEX"))
    (organisme,) = trouves(garnie, nom="cofidex")
    with pytest.raises(ErreurMetier, match="fusion_de_sortes"):
        garnie.faire(FusionnerClients(1011, organisme))


def test_la_page_suivante_reprend_apres_la_derniere_ligne(garnie: Atelier) -> None:
    with garnie.services.lire() as lecteur:
        entiere = lectures.page_clients(lecteur, None, 100)
        morceaux, apres = [], None
        while page := lectures.page_clients(lecteur, apres, 2):
            morceaux += page
            apres = (page[-1][0], page[-1][1].code)
    assert morceaux == entiere
    assert len(entiere) == 7
