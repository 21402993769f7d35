"""``importer comptes``: the open accounts of the old till keep their numbers and their balances."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from caisse_clients.application import lectures
from caisse_clients.application.commandes.clients import CreerClient, FusionnerClients
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture, SolderCompte
from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.application.imports.comptes import COMPTES_PAR_OPERATION, analyser, importer
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.droits import Role
from caisse_clients.domain.vues import VueCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.suivi import Annulee, Suivi
from tests.atelier import Atelier

FICHIER = """N° compte;Client;Type;Solde;Date;Bénéficiaire;Observations;Organisme;Dossier
265;1 011;Acompte;562,55;15/02/2013;Pierre;Bon n° 12;;
266;1011;avoir;1 234,50;01/03/2013;;;;
300;12;CRÉDIT;10.00;;;;;
301;12;Organisme crédit;840,00;02/04/2014;;;COFIDIS;D-77
302;12;Export;5;2014-07-15;;;;
303;12;Acompte;0,00;;;;;
"""


@pytest.fixture
def avec_clients(atelier: Atelier) -> Atelier:
    """A base with the clients of the accounts."""
    for code, nom in ((1011, "ALBERT"), (12, "BOB")):
        atelier.faire(CreerClient(nom, code=code))
    return atelier


@pytest.fixture
def sur_sqlite(atelier_sqlite: Atelier) -> Atelier:
    """The same on SQLite only."""
    for code, nom in ((1011, "ALBERT"), (12, "BOB")):
        atelier_sqlite.faire(CreerClient(nom, code=code))
    return atelier_sqlite


def _fichier(dossier: Path, texte: str = FICHIER) -> Path:
    chemin = dossier / "comptes.csv"
    chemin.write_text(texte, encoding="cp1252")
    return chemin


def _comptes(atelier: Atelier, client: int) -> dict[int, VueCompte]:
    with atelier.services.lire() as lecteur:
        return {compte.numero: compte for compte in lectures.comptes(lecteur, client_code=client)}


def _problemes(atelier: Atelier, chemin: Path) -> list[tuple[int, str, str]]:
    return [(p.ligne, p.colonne, p.code) for p in analyser(atelier.services, chemin).problemes]


def test_les_comptes_de_l_ancienne_caisse_s_ouvrent_avec_leurs_numeros(avec_clients: Atelier, tmp_path: Path) -> None:
    chemin = _fichier(tmp_path)
    essai = analyser(avec_clients.services, chemin)
    assert (essai.total, essai.a_creer, essai.laissees, essai.problemes_total) == (6, 5, 1, 0)
    bilan = importer(avec_clients.services, chemin)
    assert (bilan.crees, bilan.laisses) == (5, 1)
    albert, bob = _comptes(avec_clients, 1011), _comptes(avec_clients, 12)
    assert {n: (c.type, c.solde) for n, c in albert.items()} == {
        265: (TypeCompte.ACOMPTE, 56_255),
        266: (TypeCompte.AVOIR, 123_450),
    }
    assert {n: (c.type, c.solde) for n, c in bob.items()} == {
        300: (TypeCompte.CREDIT, 1_000),
        301: (TypeCompte.ORGANISME_CREDIT, 84_000),
        302: (TypeCompte.EXPORT, 500),
    }
    [ecriture] = albert[265].ecritures
    assert (ecriture.date, ecriture.entree, ecriture.motif, ecriture.beneficiaire, ecriture.commentaire) == (
        dt.date(2013, 2, 15), 56_255, "Reprise de solde", "Pierre", "Bon n° 12"
    )  # fmt: skip
    assert (bob[300].date_ouverture, bob[301].dossier) == (dt.date(2014, 7, 15), "D-77")
    with avec_clients.services.lire() as lecteur:
        balance = {ligne.compte: ligne.debit - ligne.credit for ligne in lectures.balance(lecteur)}
    assert balance == {"4191": -56_255, "4197": -123_450, "411": 85_500, "890": 94_205}


def test_le_numero_suivant_vient_apres_et_les_comptes_vivent_leur_vie(avec_clients: Atelier, tmp_path: Path) -> None:
    importer(avec_clients.services, _fichier(tmp_path))
    assert avec_clients.faire(CreerCompte(12, TypeCompte.ACOMPTE, Centimes(100))).valeurs["compte"] == 303
    assert avec_clients.faire(SolderCompte(265)).valeurs["montant"] == "562.55"


def test_une_seconde_fois_ne_fait_rien_meme_apres_un_mouvement_et_une_fusion(
    avec_clients: Atelier, tmp_path: Path
) -> None:
    chemin = _fichier(tmp_path)
    importer(avec_clients.services, chemin)
    avec_clients.faire(SaisirEcriture(266, sortie=Centimes(100)))
    avec_clients.faire(FusionnerClients(12, 1011))
    bilan = importer(avec_clients.services, chemin)
    assert (bilan.crees, bilan.inchanges, bilan.laisses, bilan.operations) == (0, 5, 1, ())


def test_un_autre_contenu_sous_un_numero_connu_est_un_probleme(sur_sqlite: Atelier, tmp_path: Path) -> None:
    importer(sur_sqlite.services, _fichier(tmp_path))
    autre = sur_sqlite.faire(CreerCompte(12, TypeCompte.ACOMPTE, Centimes(100))).valeurs["compte"]
    texte = (
        "N° compte;Client;Type;Solde;Date\n"
        "265;1011;Acompte;500,00;15/02/2013\n"
        "266;12;Avoir;1234,50;01/03/2013\n"
        "300;12;Crédit;10;01/01/2014\n"
        f"{autre};12;Acompte;1,00;15/07/2014\n"
        "302;12;Export;5,00;\n"
    )
    assert _problemes(sur_sqlite, _fichier(tmp_path, texte)) == [
        (ligne, "N° compte", "compte_different") for ligne in (2, 3, 4, 5)
    ]


def test_chaque_faute_est_dite_avec_sa_ligne_et_sa_colonne(sur_sqlite: Atelier, tmp_path: Path) -> None:
    texte = (
        "Compte;Client;Nature;Montant;Date;Organisme\n"
        "x;;Bizarre;-5,00;31/02/2014;\n"
        "1;99;Acompte;5;;\n"
        "2;12;Acompte;5;16/07/2014;COFIDIS\n"
        "3;12;Avoir;5;;\n"
        "3;12;Avoir;6;;\n"
        "3;12;Avoir;5;;\n"
        "4;12;Avoir;5;;;surplus\n"
    )
    assert _problemes(sur_sqlite, _fichier(tmp_path, texte)) == [
        (2, "Compte", "code_invalide"),
        (2, "Client", "case_vide"),
        (2, "Nature", "type_de_compte_inconnu"),
        (2, "Montant", "montant_invalide"),
        (2, "Date", "date_invalide"),
        (3, "Client", "client_inconnu"),
        (4, "Organisme", "organisme_sans_objet"),
        (4, "Date", "date_future"),
        (6, "Compte", "compte_en_double"),
        (8, "", "trop_de_cellules"),
    ]
    rapport = analyser(sur_sqlite.services, tmp_path / "comptes.csv")
    assert all(p.message.endswith(".") and "…" not in p.message for p in rapport.problemes)


def test_un_probleme_et_rien_n_est_ouvert(avec_clients: Atelier, tmp_path: Path) -> None:
    lignes = "".join(f"{n};12;Acompte;1,00\n" for n in range(1, COMPTES_PAR_OPERATION + 10))
    chemin = _fichier(tmp_path, "Compte;Client;Type;Solde\n" + lignes + "9999;99;Acompte;1\n")
    with pytest.raises(ErreurMetier) as refus:
        importer(avec_clients.services, chemin)
    assert (refus.value.code, refus.value.details["problemes"]) == ("import_refuse", 1)
    assert _comptes(avec_clients, 12) == {}


def test_une_annulation_ne_laisse_rien(sur_sqlite: Atelier, tmp_path: Path) -> None:
    lignes = "".join(f"{n};12;Acompte;1,00\n" for n in range(1, 4_000))
    chemin = _fichier(tmp_path, "Compte;Client;Type;Solde\n" + lignes)
    suivi = Suivi(lambda fait, _total, _etape: suivi.annuler() if fait >= 2_000 else None)
    with pytest.raises(Annulee):
        importer(sur_sqlite.services, chemin, suivi=suivi)
    assert _comptes(sur_sqlite, 12) == {}
    bilan = importer(sur_sqlite.services, chemin)
    assert (bilan.crees, len(bilan.operations)) == (3_999, 3)


def test_les_colonnes_obligatoires_et_le_droit_sont_exiges(sur_sqlite: Atelier, tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier) as refus:
        analyser(sur_sqlite.services, _fichier(tmp_path, "Compte;Client;Type\n1;12;Avoir\n"))
    assert (refus.value.code, refus.value.champ) == ("champ_sans_colonne", "solde")
    sur_sqlite.faire(CreerUtilisateur("JM", "Julie", Role.CAISSIER))
    with pytest.raises(ErreurMetier) as refus:
        importer(sur_sqlite.ouvrir("JM"), _fichier(tmp_path))
    assert refus.value.code == "droit_manquant"
