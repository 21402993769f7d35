"""Rules of comptes clients (manual 000, DOMAIN §2) through the executor, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application import lectures
from caisse_clients.application.commandes.clients import CreerClient, ModifierClient
from caisse_clients.application.commandes.comptes import Contrepasser, CreerCompte, SaisirEcriture, SolderCompte
from caisse_clients.application.commandes.parametrage import (
    CreerMotif,
    CreerUtilisateur,
    ModifierMotif,
    ModifierParametre,
)
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.droits import Role
from caisse_clients.domain.vues import EtatCompte, VueCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.atelier import Atelier

CLIENT = 1011


@pytest.fixture
def albert(atelier: Atelier) -> Atelier:
    """A base with ALBERT Pierre, without any account."""
    atelier.faire(CreerClient("ALBERT", code=CLIENT, prenom="Pierre"))
    return atelier


def compte(atelier: Atelier, numero: int) -> VueCompte:
    with atelier.services.lire() as lecteur:
        (trouve,) = lectures.comptes(lecteur, numero=numero)
    return trouve


def refus(atelier: Atelier, commande: object) -> ErreurMetier:
    avant = atelier.verifier().operations
    with pytest.raises(ErreurMetier) as capture:
        atelier.faire(commande)
    assert atelier.verifier().operations == avant, "a refusal leaves nothing behind"
    return capture.value


def creer(atelier: Atelier, montant: int = 500_00, type_compte: TypeCompte = TypeCompte.ACOMPTE, **champs: str) -> int:
    return int(atelier.faire(CreerCompte(CLIENT, type_compte, Centimes(montant), **champs)).valeurs["compte"])  # type: ignore[arg-type]


def test_le_compte_265_du_manuel_vaut_562_55(albert: Atelier) -> None:
    albert.faire(ModifierParametre("prochain_numero_compte", "265"))
    fait = albert.faire(CreerCompte(CLIENT, TypeCompte.ACOMPTE, Centimes(500_00), date=dt.date(2013, 2, 15)))
    assert fait.valeurs == {"compte": 265, "solde": "500.00", "ecriture": 1}
    assert albert.faire(SaisirEcriture(265, entree=Centimes(62_55))).valeurs["solde"] == "562.55"
    vue = compte(albert, 265)
    assert (vue.solde, [(e.date, e.entree) for e in vue.ecritures]) == (
        562_55,
        [(dt.date(2013, 2, 15), 500_00), (dt.date(2014, 7, 15), 62_55)],
    )


@pytest.mark.parametrize("type_compte", TypeCompte)
def test_une_entree_monte_et_une_sortie_baisse_le_solde_de_tout_type(albert: Atelier, type_compte: TypeCompte) -> None:
    numero = creer(albert, 500_00, type_compte)
    assert albert.faire(SaisirEcriture(numero, sortie=Centimes(120_00))).valeurs["solde"] == "380.00"
    assert albert.faire(SaisirEcriture(numero, entree=Centimes(20_00))).valeurs["solde"] == "400.00"


@pytest.mark.parametrize(
    ("type_compte", "compte_general", "du", "disponible"),
    [
        (TypeCompte.ACOMPTE, "4191", 0, 500_00),
        (TypeCompte.AVOIR, "4197", 0, 500_00),
        (TypeCompte.CREDIT, "411", 500_00, 0),
        (TypeCompte.EXPORT, "411", 500_00, 0),
        (TypeCompte.ORGANISME_CREDIT, "411", 0, 0),
    ],
)
def test_chaque_type_a_son_compte_general_et_dit_qui_doit(
    albert: Atelier, type_compte: TypeCompte, compte_general: str, du: int, disponible: int
) -> None:
    creer(albert, 500_00, type_compte)
    with albert.services.lire() as lecteur:
        balance = {b.compte: b.debit - b.credit for b in lectures.balance(lecteur)}
        soldes = lectures.soldes_clients(lecteur, [CLIENT])[CLIENT]
    signe = -1 if type_compte.dette_envers_client else 1
    assert balance == {compte_general: signe * 500_00, "471": -signe * 500_00}
    assert (soldes.solde_du, soldes.disponible) == (du, disponible)


def test_un_compte_organisme_est_du_par_l_organisme(albert: Atelier) -> None:
    albert.faire(CreerCompte(CLIENT, TypeCompte.ORGANISME_CREDIT, Centimes(840_00), organisme="Cofidex", dossier="A-1"))
    albert.faire(CreerCompte(CLIENT, TypeCompte.ORGANISME_CREDIT, Centimes(60_00), organisme="COFIDEX"))
    with albert.services.lire() as lecteur:
        (organisme,) = lectures.cles_clients(lecteur, lectures.CritereClients(nom="cofidex"))
        assert lectures.fiche_client(lecteur, organisme).solde_du == 900_00
        assert lectures.fiche_client(lecteur, CLIENT).solde_du == 0


def test_solder_prend_tout_le_solde(albert: Atelier) -> None:
    numero = creer(albert, 500_00)
    fait = albert.faire(SolderCompte(numero, date=dt.date(2014, 7, 15), commentaire="Commentaire justificatif"))
    assert (fait.valeurs["montant"], fait.valeurs["solde"]) == ("500.00", "0.00")
    assert compte(albert, numero).ecritures[-1].commentaire == "Commentaire justificatif"
    assert refus(albert, SolderCompte(numero)).code == "compte_deja_solde"


def test_un_compte_solde_refuse_une_sortie(albert: Atelier) -> None:
    numero = creer(albert, 500_00)
    albert.faire(SolderCompte(numero))
    assert refus(albert, SaisirEcriture(numero, sortie=Centimes(1))).code == "solde_insuffisant"


def test_une_sortie_trop_forte_dit_les_deux_montants(albert: Atelier) -> None:
    erreur = refus(albert, SaisirEcriture(creer(albert, 100_00), sortie=Centimes(100_01)))
    assert erreur.code == "solde_insuffisant"
    assert (erreur.details["solde"], erreur.details["sortie"], erreur.champ) == (100_00, 100_01, "sortie")


@pytest.mark.parametrize(
    ("entree", "sortie", "code"),
    [
        (None, None, "entree_ou_sortie"),
        (0, 0, "entree_ou_sortie"),
        (1, 1, "entree_ou_sortie"),
        (-1, None, "montant_invalide"),
        (None, -5, "montant_invalide"),
    ],
)
def test_exactement_un_montant_positif_est_demande(
    albert: Atelier, entree: int | None, sortie: int | None, code: str
) -> None:
    numero = creer(albert)
    commande = SaisirEcriture(
        numero,
        entree=None if entree is None else Centimes(entree),
        sortie=None if sortie is None else Centimes(sortie),
    )
    assert refus(albert, commande).code == code


def test_un_compte_neuf_demande_sa_premiere_entree(albert: Atelier) -> None:
    assert refus(albert, CreerCompte(CLIENT, TypeCompte.AVOIR, Centimes(0))).code == "montant_invalide"
    with albert.services.lire() as lecteur:
        assert lectures.comptes(lecteur) == []


def test_les_dates_futures_et_les_inconnus_sont_refuses(albert: Atelier) -> None:
    numero = creer(albert)
    demain = dt.date(2014, 7, 16)
    assert refus(albert, SaisirEcriture(numero, entree=Centimes(1), date=demain)).code == "date_future"
    assert refus(albert, SaisirEcriture(99, entree=Centimes(1))).code == "compte_inconnu"
    assert refus(albert, CreerCompte(99, TypeCompte.AVOIR, Centimes(1))).code == "client_inconnu"
    assert refus(albert, SaisirEcriture(numero, entree=Centimes(1), motif="cadeau")).code == "motif_inconnu"


def test_la_date_metier_est_celle_de_paris(albert: Atelier) -> None:
    albert.horloge.avancer(dt.timedelta(hours=14))  # 22:30 UTC: already the 16th in Paris
    numero = creer(albert)
    assert compte(albert, numero).ecritures[0].date == dt.date(2014, 7, 16)


def test_la_contrepassation_remet_le_solde_et_garde_les_deux(albert: Atelier) -> None:
    numero = creer(albert, 500_00)
    ecriture = albert.faire(SaisirEcriture(numero, entree=Centimes(62_55), commentaire="erreur")).valeurs["ecriture"]
    annulation = albert.faire(Contrepasser(ecriture, "saisie en double")).valeurs["ecriture"]
    vue = compte(albert, numero)
    assert vue.solde == 500_00
    assert [(e.entree, e.sortie, e.annule, e.annulee_par) for e in vue.ecritures[1:]] == [
        (62_55, 0, None, annulation),
        (0, 62_55, ecriture, None),
    ]
    assert vue.ecritures[-1].raison == "saisie en double"
    assert refus(albert, Contrepasser(ecriture, "encore")).code == "deja_contrepassee"
    assert refus(albert, Contrepasser(annulation, "retour")).code == "ecriture_non_contrepassable"


def test_un_compte_tout_contrepasse_est_solde(albert: Atelier) -> None:
    numero = creer(albert, 500_00)
    albert.faire(Contrepasser(1, "compte ouvert par erreur"))
    with albert.services.lire() as lecteur:
        assert [c.numero for c in lectures.comptes_du_client(lecteur, CLIENT, EtatCompte.SOLDES)] == [numero]
        assert lectures.comptes_du_client(lecteur, CLIENT, EtatCompte.NON_SOLDES) == []


def test_contrepasser_ne_rend_pas_un_solde_negatif(albert: Atelier) -> None:
    numero = creer(albert, 500_00)
    albert.faire(SaisirEcriture(numero, sortie=Centimes(400_00)))
    erreur = refus(albert, Contrepasser(1, "trop tard"))
    assert (erreur.code, erreur.details["solde"]) == ("solde_insuffisant", 100_00)


def test_contrepasser_demande_une_raison_et_une_ecriture_connue(albert: Atelier) -> None:
    creer(albert)
    assert refus(albert, Contrepasser(1, "   ")).code == "raison_manquante"
    assert refus(albert, Contrepasser(77, "rien")).code == "ecriture_inconnue"


def test_un_caissier_ne_contrepasse_plus_apres_24_heures(albert: Atelier) -> None:
    albert.faire(CreerUtilisateur("LEA", role=Role.CAISSIER))
    creer(albert)
    caisse = albert.ouvrir("LEA")
    albert.horloge.avancer(dt.timedelta(hours=24, seconds=1))
    with pytest.raises(ErreurMetier, match="droit_manquant"):
        caisse.executer(Contrepasser(1, "hier"))
    assert albert.faire(Contrepasser(1, "hier")).valeurs["ecriture"] == 2


@pytest.mark.parametrize(
    ("type_compte", "motif", "sortie"),
    [
        (TypeCompte.AVOIR, "regularisation", False),
        (TypeCompte.CREDIT, "carte", False),
        (TypeCompte.ACOMPTE, "carte", True),
    ],
)
def test_un_remboursement_au_dessus_de_la_limite_demande_un_responsable(
    albert: Atelier, type_compte: TypeCompte, motif: str, sortie: bool
) -> None:
    albert.faire(CreerUtilisateur("LEA", role=Role.CAISSIER))
    caisse = albert.ouvrir("LEA")
    numero = creer(albert, 500_00, type_compte)

    def ecriture(montant: int) -> SaisirEcriture:
        centimes = Centimes(montant)
        return SaisirEcriture(numero, None if sortie else centimes, centimes if sortie else None, motif=motif)

    with pytest.raises(ErreurMetier, match="limite_remboursement"):
        caisse.executer(ecriture(150_01))
    caisse.executer(ecriture(150_00))
    if sortie:
        with pytest.raises(ErreurMetier, match="limite_remboursement"):
            caisse.executer(SolderCompte(numero, motif=motif))
    albert.faire(ecriture(150_01))


@pytest.mark.parametrize(
    ("type_compte", "annulee", "rendu"),
    [
        (TypeCompte.ACOMPTE, SaisirEcriture(1, entree=Centimes(150_01), motif="especes"), True),
        (TypeCompte.CREDIT, SaisirEcriture(1, sortie=Centimes(150_01), motif="carte"), True),
        (TypeCompte.ACOMPTE, SaisirEcriture(1, entree=Centimes(150_00), motif="especes"), False),
        (TypeCompte.ACOMPTE, SaisirEcriture(1, entree=Centimes(150_01)), False),
        (TypeCompte.AVOIR, SaisirEcriture(1, sortie=Centimes(150_01)), False),
        (TypeCompte.AVOIR, SaisirEcriture(1, sortie=Centimes(150_01), motif="carte"), False),
    ],
)
def test_contrepasser_n_est_pas_une_facon_de_rembourser_sans_limite(
    albert: Atelier, type_compte: TypeCompte, annulee: SaisirEcriture, rendu: bool
) -> None:
    albert.faire(CreerUtilisateur("LEA", role=Role.CAISSIER))
    creer(albert, 500_00, type_compte)
    ecriture = albert.faire(annulee).valeurs["ecriture"]
    caisse = albert.ouvrir("LEA")
    if rendu:
        with pytest.raises(ErreurMetier, match="limite_remboursement"):
            caisse.executer(Contrepasser(ecriture, "le client change d'avis"))
        albert.faire(Contrepasser(ecriture, "le client change d'avis"))
    else:
        caisse.executer(Contrepasser(ecriture, "erreur"))


@pytest.mark.parametrize("code", ["a\x00b", "", "ESPECES", "x" * 10_000, "'; DROP TABLE ligne --", "\u202eespeces"])
def test_un_motif_bizarre_n_est_qu_un_motif_inconnu(albert: Atelier, code: str) -> None:
    assert refus(albert, CreerCompte(CLIENT, TypeCompte.AVOIR, Centimes(1), motif=code)).code == "motif_inconnu"
    if code != "ESPECES":
        assert refus(albert, ModifierMotif(code, libelle="z")).code == "code_court_invalide"


def test_les_especes_sont_plafonnees_a_1000_euros_cumules(albert: Atelier) -> None:
    numero = creer(albert, 800_00, motif="especes")
    assert refus(albert, SaisirEcriture(numero, entree=Centimes(200_01), motif="especes")).code == "especes_interdites"
    albert.faire(SaisirEcriture(numero, entree=Centimes(200_00), motif="especes"))
    albert.faire(Contrepasser(1, "rendu"))
    albert.faire(SaisirEcriture(numero, entree=Centimes(800_00), motif="especes"))


def test_l_ecart_prend_658_au_debit_et_758_au_credit(albert: Atelier) -> None:
    numero = creer(albert, 1_00)
    albert.faire(SaisirEcriture(numero, entree=Centimes(5), motif="ecart"))
    albert.faire(SaisirEcriture(numero, sortie=Centimes(3), motif="ecart"))
    with albert.services.lire() as lecteur:
        balance = {b.compte: (b.debit, b.credit) for b in lectures.balance(lecteur) if b.compte != "4191"}
    assert balance == {"471": (1_00, 0), "658": (5, 0), "758": (0, 3)}


def test_le_plafond_de_credit_compte_les_clients_absorbes(albert: Atelier) -> None:
    from caisse_clients.application.commandes.clients import FusionnerClients, ModifierClient

    albert.faire(CreerClient("ALBERT P.", code=2000))
    albert.faire(CreerCompte(2000, TypeCompte.CREDIT, Centimes(60_00)))
    albert.faire(FusionnerClients(garder=CLIENT, absorber=2000))
    albert.faire(ModifierClient(CLIENT, plafond_credit=Centimes(100_00)))
    erreur = refus(albert, CreerCompte(CLIENT, TypeCompte.CREDIT, Centimes(40_01)))
    assert (erreur.code, erreur.details["total"]) == ("plafond_depasse", 100_01)
    albert.faire(CreerCompte(CLIENT, TypeCompte.CREDIT, Centimes(40_00)))


def test_les_numeros_vont_sans_trou_sur_tous_les_types(albert: Atelier) -> None:
    numeros = [creer(albert, 1_00, t) for t in TypeCompte]
    refus(albert, CreerCompte(CLIENT, TypeCompte.AVOIR, Centimes(1_00), motif="inconnu"))
    numeros.append(creer(albert, 1_00))
    assert numeros == [1, 2, 3, 4, 5, 6]


def test_le_prochain_numero_ne_recule_pas(albert: Atelier) -> None:
    albert.faire(ModifierParametre("prochain_numero_compte", "265"))
    assert creer(albert) == 265
    assert refus(albert, ModifierParametre("prochain_numero_compte", "265")).code == "numero_deja_pris"


def test_un_ecart_reste_petit_sans_droit_particulier(albert: Atelier) -> None:
    albert.faire(CreerUtilisateur("LEA", role=Role.CAISSIER))
    caisse = albert.ouvrir("LEA")
    numero = creer(albert, 500_00, TypeCompte.CREDIT)
    caisse.executer(SaisirEcriture(numero, sortie=Centimes(5), motif="ecart"))
    for commande in (SaisirEcriture(numero, sortie=Centimes(6), motif="ecart"), SolderCompte(numero, motif="ecart")):
        with pytest.raises(ErreurMetier, match="limite_ecart"):
            caisse.executer(commande)
    albert.faire(SolderCompte(numero, motif="ecart"))


def test_un_remboursement_decoupe_compte_en_entier_dans_la_journee(albert: Atelier) -> None:
    albert.faire(CreerUtilisateur("LEA", role=Role.CAISSIER))
    caisse = albert.ouvrir("LEA")
    premier, second = creer(albert, 500_00), creer(albert, 500_00)
    caisse.executer(SaisirEcriture(premier, sortie=Centimes(100_00), motif="carte"))
    with pytest.raises(ErreurMetier) as capture:
        caisse.executer(SaisirEcriture(second, sortie=Centimes(50_01), motif="carte"))
    assert (capture.value.code, capture.value.details["montant"]) == ("limite_remboursement", 150_01)
    caisse.executer(CreerCompte(CLIENT, TypeCompte.AVOIR, Centimes(50_00)))
    with pytest.raises(ErreurMetier, match="limite_remboursement"):
        caisse.executer(CreerCompte(CLIENT, TypeCompte.AVOIR, Centimes(1)))
    albert.horloge.avancer(dt.timedelta(days=1))
    caisse.executer(SaisirEcriture(second, sortie=Centimes(150_00), motif="carte"))


def test_les_especes_se_reconnaissent_au_compte_de_caisse_pas_au_nom_du_motif(albert: Atelier) -> None:
    albert.faire(CreerMotif("CAISSE2", "Caisse du fond", "532"))
    numero = creer(albert, 800_00, motif="caisse2")
    assert refus(albert, SaisirEcriture(numero, entree=Centimes(200_01), motif="especes")).code == "especes_interdites"
    assert (
        refus(albert, CreerCompte(CLIENT, TypeCompte.ACOMPTE, Centimes(1_000_01), motif="caisse2")).code
        == "especes_interdites"
    )


def test_un_organisme_sans_lettre_est_refuse(albert: Atelier) -> None:
    commande = CreerCompte(CLIENT, TypeCompte.ORGANISME_CREDIT, Centimes(1), organisme="!!!")
    assert refus(albert, commande).code == "organisme_invalide"


def test_un_caissier_ne_releve_pas_un_plafond(albert: Atelier) -> None:
    albert.faire(CreerUtilisateur("LEA", role=Role.CAISSIER))
    caisse = albert.ouvrir("LEA")
    for commande in (
        ModifierClient(CLIENT, plafond_credit=Centimes(1)),
        CreerClient("X", plafond_credit=Centimes(1)),
    ):
        with pytest.raises(ErreurMetier) as capture:
            caisse.executer(commande)
        assert (capture.value.code, capture.value.champ) == ("droit_manquant", "plafond_credit")
    caisse.executer(ModifierClient(CLIENT, ville="BIARRITZ"))
