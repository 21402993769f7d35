"""What the screens decide, without a window: rows, sentences, reasons, the command that F2 sends."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture, SolderCompte
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.vues import EtatCompte, SoldesClient, VueCompte, VueEcriture
from caisse_clients.gui.presentateurs import comptes_clients as ecran
from caisse_clients.gui.presentateurs import ecriture as dialogue
from caisse_clients.gui.presentateurs.comptes_clients import Recherche
from caisse_clients.gui.presentateurs.ecriture import Ouverture, Saisie
from caisse_clients.kernel.erreurs import ErreurMetier

JOUR = dt.date(2014, 7, 15)
MOTIFS = (("regularisation", "Régularisation"), ("especes", "Espèces"))


def vue(numero: int = 1, **autres: object) -> VueEcriture:
    valeurs: dict[str, object] = {
        "ecriture": numero, "date": JOUR, "entree": 50000, "sortie": 0, "beneficiaire": "", "commentaire": "",
        "motif": "Régularisation", "annule": None, "annulee_par": None, "raison": "", "contrepassable": True,
    }  # fmt: skip
    return VueEcriture(**{**valeurs, **autres})  # type: ignore[arg-type]


def compte(numero: int = 266, solde: int = 50000, *ecritures: VueEcriture) -> VueCompte:
    return VueCompte(numero, TypeCompte.ACOMPTE, 1011, solde, JOUR, None, "", ecritures or (vue(),))


def ouverture(**autres: object) -> Ouverture:
    valeurs: dict[str, object] = {
        "client": 1011, "nom_client": "ALBERT Pierre", "type": TypeCompte.ACOMPTE,
        "aujourd_hui": JOUR, "motifs": MOTIFS,
    }  # fmt: skip
    return Ouverture(**{**valeurs, **autres})  # type: ignore[arg-type]


def test_les_trois_premieres_colonnes_ne_sont_ecrites_que_sur_la_premiere_ligne() -> None:
    lignes = ecran.lignes_orange([compte(265, 56255, vue(1), vue(2, entree=6255)), compte(266)])
    assert [(x.numero, x.type, x.solde) for x in lignes] == [
        (265, "Acompte", 56255),
        (None, None, None),
        (266, "Acompte", 50000),
    ]
    assert [x.cle for x in lignes] == [(265, 1), (265, 2), (266, 1)]
    assert lignes[0].sortie is None


def test_le_commentaire_dit_aussi_le_motif_et_la_correction() -> None:
    (ligne,) = ecran.lignes_orange([compte(266, 0, vue(7, commentaire="Rendu", annule=3, raison="Erreur"))])
    assert ecran.commentaire(ligne) == "Rendu\nÉcriture n° 7 · Régularisation · annule n° 3 · raison : Erreur"
    assert ecran.commentaire(None) == ""


@pytest.mark.parametrize(
    ("etat", "types", "solde", "mots"),
    [
        (EtatCompte.NON_SOLDES, frozenset(TypeCompte), 0, "est soldé : il est montré"),
        (EtatCompte.SOLDES, frozenset(TypeCompte), 1, "n'est pas soldé : il est montré"),
        (EtatCompte.TOUS, frozenset({TypeCompte.AVOIR}), 1, "bien que son type"),
        (EtatCompte.TOUS, frozenset(TypeCompte), 0, ""),
    ],
)
def test_un_compte_demande_par_numero_dit_pourquoi_il_est_montre(
    etat: EtatCompte, types: frozenset[TypeCompte], solde: int, mots: str
) -> None:
    annonce = ecran.annonce_du_compte(266, [compte(266, solde)], Recherche(etat=etat, types=types))
    assert mots in annonce
    assert bool(annonce) == bool(mots)


def test_un_solde_ne_se_montre_qu_en_faveur_ou_du() -> None:
    assert ecran.texte_des_soldes(SoldesClient(0, 0)) == ""
    assert "En faveur du client : 5,00 €" in ecran.texte_des_soldes(SoldesClient(0, 500))
    assert "Dû par le client : 5,00 €" in ecran.texte_des_soldes(SoldesClient(500, 0))


def test_une_base_sans_client_mene_a_l_import() -> None:
    assert "Outils > Import" in ecran.clients_vides(Recherche())
    assert "créez-le (Clients > " in ecran.clients_vides(Recherche(nom="zzz"))


@pytest.mark.parametrize(
    ("action", "attendu"),
    [
        ("epurer", "exercices clôturés"),
        ("nouveau_compte", "Choisissez d'abord un client"),
        ("solder", "Choisissez d'abord un client"),
        ("rechercher", ""),
    ],
)
def test_sans_client_les_actions_disent_quoi_choisir(action: str, attendu: str) -> None:
    raison = ecran.empechement(action, client=None, ligne=None, en_lecture=False, dernier_recu=None)
    assert attendu in raison
    assert bool(raison) == bool(attendu)


def test_les_raisons_sur_une_ligne() -> None:
    def raison(action: str, ecriture: VueEcriture, solde: int = 1) -> str:
        (ligne,) = ecran.lignes_orange([compte(266, solde, ecriture)])
        return ecran.empechement(action, client=1, ligne=ligne, en_lecture=False, dernier_recu=None)

    assert "déjà soldé" in raison("solder", vue(), solde=0)
    assert raison("solder", vue()) == ""
    assert "déjà annulée par la n° 9" in raison("contrepasser", vue(annulee_par=9))
    assert "elle-même une annulation" in raison("contrepasser", vue(annule=2))
    assert "autre opération" in raison("contrepasser", vue(contrepassable=False))
    assert raison("contrepasser", vue()) == ""


def test_pendant_la_lecture_rien_ne_se_fait_sur_les_comptes_d_un_autre() -> None:
    raison = ecran.empechement("solder", client=1, ligne=None, en_lecture=True, dernier_recu=None)
    assert "en cours de lecture" in raison


def test_le_recu_reste_a_portee_quand_le_compte_solde_a_quitte_la_liste() -> None:
    assert ecran.empechement("recu", client=1, ligne=None, en_lecture=False, dernier_recu=4) == ""


def test_solder_prepare_la_sortie_du_solde_et_envoie_solder_compte() -> None:
    o = ouverture(numero=266, solde=50000, a_solder=True)
    saisie = dialogue.saisie_initiale(o)
    assert (saisie.date, saisie.sortie, saisie.motif) == ("15/07/2014", "500,00", "regularisation")
    envoyee = dialogue.commande(o, saisie, dialogue.lire(saisie))
    assert isinstance(envoyee, SolderCompte)
    autre = Saisie(date="15/07/2014", sortie="400", motif="especes")
    assert dialogue.commande(o, autre, dialogue.lire(autre)) == SaisirEcriture(
        266, None, dialogue.lire(autre).sortie, JOUR, "especes"
    )


def test_un_nouveau_compte_envoie_creer_compte_et_refuse_une_sortie() -> None:
    o = ouverture(type=TypeCompte.ORGANISME_CREDIT)
    saisie = Saisie(date="150714", entree="500", motif="regularisation", organisme=" COFIDIS ", dossier="D1")
    envoyee = dialogue.commande(o, saisie, dialogue.lire(saisie))
    assert isinstance(envoyee, CreerCompte)
    assert (envoyee.entree, envoyee.organisme, envoyee.dossier) == (50000, "COFIDIS", "D1")
    sortie = Saisie(date="150714", sortie="5")
    with pytest.raises(ErreurMetier, match="entree_ou_sortie"):
        dialogue.commande(o, sortie, dialogue.lire(sortie))


@pytest.mark.parametrize(
    ("entree", "sortie", "attendu", "negatif"),
    [
        ("", "", "500,00", False),
        ("12,34", "", "500,00 → 512,34", False),
        ("", "500", "500,00 → 0,00", False),
        ("", "500,01", "500,00 → insuffisant", True),
        ("", "1e3", "500,00", False),
    ],
)
def test_le_solde_en_direct(entree: str, sortie: str, attendu: str, negatif: bool) -> None:
    o, saisie = ouverture(numero=266, solde=50000), Saisie(entree=entree, sortie=sortie)
    assert dialogue.texte_du_solde(o, saisie) == attendu
    assert dialogue.devient_negatif(o, saisie) == negatif
    assert dialogue.texte_du_solde(ouverture(), saisie) == "", "blanc tant que le compte n'existe pas"


@pytest.mark.parametrize(
    ("saisie", "code", "champ"),
    [
        (Saisie(date="31/02/2014", entree="1"), "date_invalide", "date"),
        (Saisie(date="15/07/2014", entree="1,234"), "montant_invalide", "entree"),
        (Saisie(date="15/07/2014", sortie="-5"), "montant_invalide", "sortie"),
        (Saisie(date="15/07/2014"), "entree_ou_sortie", "entree"),
        (Saisie(date="15/07/2014", entree="1", sortie="1"), "entree_ou_sortie", "sortie"),
    ],
)
def test_une_saisie_illisible_nomme_son_champ(saisie: Saisie, code: str, champ: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        dialogue.lire(saisie)
    assert (refus.value.code, refus.value.champ) == (code, champ)


def test_le_compte_rendu_dit_ce_qui_est_fait() -> None:
    o = ouverture(numero=266, solde=50000)
    montants = dialogue.lire(Saisie(date="15/07/2014", sortie="500"))
    assert dialogue.compte_rendu(o, 266, montants, "0.00") == (
        "Acompte n° 266 : sortie de 500,00 € enregistrée, le compte est soldé."
    )
    entree = dialogue.lire(Saisie(date="15/07/2014", entree="500"))
    assert "ouvert pour ALBERT Pierre" in dialogue.compte_rendu(ouverture(), 267, entree, "500.00")
