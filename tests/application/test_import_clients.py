"""``importer clients``: what a shop's file becomes, what is refused with its line, and nothing twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caisse_clients.application import lectures
from caisse_clients.application.commandes.clients import CreerClient, FusionnerClients, ModifierClient
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.application.imports.cartes import LecteurCartes
from caisse_clients.application.imports.champs import CHAMPS_CLIENTS
from caisse_clients.application.imports.clients import LIGNES_PAR_OPERATION, analyser, importer, preparer
from caisse_clients.application.imports.rapport import ecrire_problemes
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.droits import Role
from caisse_clients.domain.vues import CritereClients, FicheClient
from caisse_clients.exchanges.correspondance import Correspondance
from caisse_clients.exchanges.tableau import lire_tableau
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.suivi import Annulee, Suivi
from tests.atelier import Atelier

MANUEL = """Code client;Nom;Prénom;Adresse;C.P.;Ville
2 643;AIT EL MOKHTAR;Driss AIT EL OKHTAR;58 BIS RUE JEAN MERMOZ;47200;MARMANDE
2 578;AKKOUCHE;BRIGITTE;LABRANNE;47200;MARCELLUS
1 811;ALAN;;maisonneuve;47180;LAGUIPIE
1 011;ALBERT;Pierre;10 place victor;64200;BIARRITZ
"""


def _fichier(dossier: Path, texte: str, nom: str = "clients.csv") -> Path:
    chemin = dossier / nom
    chemin.write_text(texte, encoding="utf-8")
    return chemin


def _fiche(atelier: Atelier, code: int) -> FicheClient:
    with atelier.services.lire() as lecteur:
        return lectures.fiche_client(lecteur, code)


def _codes(atelier: Atelier) -> list[int]:
    with atelier.services.lire() as lecteur:
        return sorted(lectures.cles_clients(lecteur, CritereClients()))


def _operations(atelier: Atelier) -> list[str]:
    with atelier.services.lire() as lecteur:
        return [operation.commande for operation in lectures.operations(lecteur)]


def _problemes(atelier: Atelier, chemin: Path) -> list[tuple[int, str, str]]:
    return [(p.ligne, p.colonne, p.code) for p in analyser(atelier.services, chemin).problemes]


def test_le_fichier_du_manuel_s_importe_et_se_retrouve(atelier: Atelier, tmp_path: Path) -> None:
    chemin = _fichier(tmp_path, MANUEL)
    essai = analyser(atelier.services, chemin)
    assert (essai.total, essai.a_creer, essai.a_modifier, essai.problemes_total) == (4, 4, 0, 0)
    assert _codes(atelier) == []
    bilan = importer(atelier.services, chemin)
    assert (bilan.crees, bilan.modifies, bilan.inchanges) == (4, 0, 0)
    assert _codes(atelier) == [1011, 1811, 2578, 2643]
    fiche = _fiche(atelier, 2643)
    assert (fiche.nom, fiche.prenom, fiche.code_postal, fiche.ville) == (
        "AIT EL MOKHTAR", "Driss AIT EL OKHTAR", "47200", "MARMANDE"
    )  # fmt: skip
    with atelier.services.lire() as lecteur:
        assert list(lectures.cles_clients(lecteur, CritereClients(nom="ait"))) == [2643]


def test_une_seconde_fois_ne_cree_ni_ne_change_rien(atelier: Atelier, tmp_path: Path) -> None:
    chemin = _fichier(tmp_path, MANUEL)
    importer(atelier.services, chemin)
    avant = _operations(atelier)
    bilan = importer(atelier.services, chemin)
    assert (bilan.crees, bilan.modifies, bilan.inchanges, bilan.operations) == (0, 0, 4, ())
    assert _operations(atelier) == avant


def test_un_contenu_change_modifie_la_fiche_et_une_case_vide_n_efface_rien(atelier: Atelier, tmp_path: Path) -> None:
    importer(atelier.services, _fichier(tmp_path, MANUEL))
    suite = _fichier(tmp_path, "Code client;Nom;Ville;Tél\n1011;ALBERT;BAYONNE;0559000000\n1811;ALAN;;\n")
    bilan = importer(atelier.services, suite)
    assert (bilan.crees, bilan.modifies, bilan.inchanges) == (0, 1, 1)
    fiche = _fiche(atelier, 1011)
    assert (fiche.ville, fiche.telephone, fiche.prenom, fiche.version) == ("BAYONNE", "0559000000", "Pierre", 2)
    assert _fiche(atelier, 1811).ville == "LAGUIPIE"


def test_le_code_suivant_vient_apres_ceux_du_fichier(atelier: Atelier, tmp_path: Path) -> None:
    importer(atelier.services, _fichier(tmp_path, MANUEL))
    assert atelier.faire(CreerClient("NOUVEAU")).valeurs == {"client": 2644}


def test_les_lignes_sans_code_recoivent_les_suivants_et_ne_se_recreent_pas(atelier: Atelier, tmp_path: Path) -> None:
    texte = "Code;Nom;Prénom\n;DURAND;Zoé\n1;ALBERT;Pierre\n;DURAND;Zoé\n ;DURAND;Luc\n;ALBERT;Pierre\n"
    chemin = _fichier(tmp_path, texte)
    bilan = importer(atelier.services, chemin)
    assert (bilan.total, bilan.crees, bilan.inchanges) == (5, 3, 2)
    assert _codes(atelier) == [1, 2, 3]
    assert (_fiche(atelier, 2).prenom, _fiche(atelier, 3).prenom) == ("Zoé", "Luc")
    assert importer(atelier.services, chemin).crees == 0


def test_une_ligne_sans_code_ne_se_confond_pas_avec_la_fiche_que_le_fichier_change(
    atelier: Atelier, tmp_path: Path
) -> None:
    importer(atelier.services, _fichier(tmp_path, "Code;Nom\n1;ALBERT\n"))
    chemin = _fichier(tmp_path, "Code;Nom\n;ALBERT\n1;ZOÉ\n")
    bilan = importer(atelier.services, chemin)
    assert (bilan.crees, bilan.modifies) == (1, 1)
    assert [_fiche(atelier, code).nom for code in (1, 2)] == ["ZOÉ", "ALBERT"]
    assert importer(atelier.services, chemin).operations == ()


def test_sans_colonne_code_tous_recoivent_un_code(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    chemin = _fichier(tmp_path, "Nom;Ville\nALBERT;Pau\nBOB;Dax\n")
    assert importer(atelier_sqlite.services, chemin).crees == 2
    assert importer(atelier_sqlite.services, chemin).inchanges == 2
    assert _codes(atelier_sqlite) == [1, 2]


def test_la_meme_ligne_deux_fois_ne_compte_qu_une_et_une_autre_est_un_probleme(
    atelier_sqlite: Atelier, tmp_path: Path
) -> None:
    texte = "Code;Nom\n7;ALBERT\n8;BOB\n7;ALBERT\n8;BOBBY\n"
    essai = analyser(atelier_sqlite.services, _fichier(tmp_path, texte))
    assert (essai.a_creer, essai.inchangees) == (2, 1)
    [probleme] = essai.problemes
    assert (probleme.ligne, probleme.colonne, probleme.valeur, probleme.code) == (5, "Code", "8", "code_en_double")
    assert "ligne 3" in probleme.message


def test_un_seul_probleme_et_rien_n_est_importe(atelier: Atelier, tmp_path: Path) -> None:
    texte = "Code;Nom\n" + "".join(f"{n};CLIENT {n}\n" for n in range(1, LIGNES_PAR_OPERATION + 10)) + "x;DERNIER\n"
    with pytest.raises(ErreurMetier) as refus:
        importer(atelier.services, _fichier(tmp_path, texte))
    assert refus.value.code == "import_refuse"
    assert refus.value.details["rapport"].problemes_total == 1
    assert _codes(atelier) == []


def test_chaque_faute_d_une_ligne_est_dite_avec_sa_colonne(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    texte = (
        "Code client;Nom;E-mail;SIREN;Plafond;Pro;Ville\n"
        "abc;;pas un courriel;123;1,234;peut-être;" + "V" * 100 + "\n"
        "2;BON;;;;;\n"
        "0;ZERO;;;;;\n"
        "3;#REF!;;;;;\n"
        "4;TROP;;;;;Pau;décalé\n"
        "9999999999;GRAND;;;;;\n"
    )
    assert _problemes(atelier_sqlite, _fichier(tmp_path, texte)) == [
        (2, "Code client", "code_invalide"),
        (2, "Pro", "oui_non_invalide"),
        (2, "Plafond", "montant_invalide"),
        (2, "Ville", "texte_trop_long"),
        (2, "Nom", "nom_manquant"),
        (2, "E-mail", "courriel_invalide"),
        (2, "SIREN", "siren_invalide"),
        (4, "Code client", "code_invalide"),
        (5, "Nom", "erreur_de_tableur"),
        (6, "", "trop_de_cellules"),
        (7, "Code client", "code_invalide"),
    ]


def test_chaque_probleme_a_sa_phrase_et_part_en_csv(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    texte = "Code;Nom\nx;\n=1+1;B\n"
    rapport = analyser(atelier_sqlite.services, _fichier(tmp_path, texte))
    assert all(p.message.endswith(".") and "…" not in p.message for p in rapport.problemes)
    assert ecrire_problemes(tmp_path / "problemes.csv", rapport) == 3
    lignes = list(lire_tableau(tmp_path / "problemes.csv").lignes())
    assert lignes[0][1][:3] == ["2", "Code", "x"]
    assert lignes[2][1][2] == "'=1+1"


def test_trop_de_problemes_sont_comptes_mais_pas_tous_gardes(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    chemin = _fichier(tmp_path, "Code;Nom\n" + "x;A\n" * 10_050)
    rapport = analyser(atelier_sqlite.services, chemin)
    assert (rapport.problemes_total, len(rapport.problemes)) == (10_050, 10_000)
    assert ecrire_problemes(tmp_path / "p.csv", rapport) == 10_001


def test_une_societe_et_son_contact_une_adresse_en_deux_colonnes_un_telephone_ampute(
    atelier_sqlite: Atelier, tmp_path: Path
) -> None:
    texte = (
        "Num Cli;Société;Nom;Prénom;Adresse 1;Adresse 2;Portable;SIREN;Plafond crédit;Pro\n"
        "1;GARAGE DU PONT;MARTIN;Luc;12 rue Haute;Bât. B;612345678;732 829 320 00074;1 234,50;\n"
        "2;;DURAND;Zoé;;;+33 6 12;;;non\n"
        "3.0;DURAND;Durand;;;;'=1+1;;;oui\n"
    )
    importer(atelier_sqlite.services, _fichier(tmp_path, texte))
    garage = _fiche(atelier_sqlite, 1)
    assert (garage.nom, garage.prenom, garage.professionnel) == ("GARAGE DU PONT", "MARTIN Luc", True)
    assert (garage.adresse, garage.telephone) == ("12 rue Haute\nBât. B", "0612345678")
    assert (garage.siren, garage.plafond_credit) == ("732829320", 123450)
    particulier = _fiche(atelier_sqlite, 2)
    assert (particulier.nom, particulier.telephone, particulier.professionnel) == ("DURAND", "+33 6 12", False)
    durand = _fiche(atelier_sqlite, 3)
    assert (durand.nom, durand.prenom, durand.telephone, durand.professionnel) == ("DURAND", "", "=1+1", True)
    assert importer(atelier_sqlite.services, tmp_path / "clients.csv").inchanges == 3


def test_un_classeur_s_importe_comme_un_csv(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    classeur = openpyxl.Workbook()
    for ligne in (["Liste des clients"], [], ["Nom", "Code", "CP"], ["ALBERT", 1011.0, "01000"], ["É", 12, 47200]):
        classeur.active.append(ligne)
    classeur.save(tmp_path / "clients.xlsx")
    assert importer(atelier_sqlite.services, tmp_path / "clients.xlsx").crees == 2
    assert _fiche(atelier_sqlite, 1011).code_postal == "01000"


def test_un_client_fusionne_est_laisse_et_un_organisme_refuse(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    atelier = atelier_sqlite
    chemin = _fichier(tmp_path, "Code;Nom\n1;ALBERT\n2;ALBERT P\n")
    importer(atelier.services, chemin)
    atelier.faire(FusionnerClients(1, 2))
    _fichier(tmp_path, "Code;Nom\n1;ALBERT\n2;AUTRE NOM\n")
    rapport = analyser(atelier.services, chemin)
    assert (rapport.inchangees, rapport.laissees, rapport.problemes_total) == (1, 1, 0)
    atelier.faire(CreerCompte(1, TypeCompte.ORGANISME_CREDIT, Centimes(100), organisme="COFIDIS"))
    assert _problemes(atelier, _fichier(tmp_path, "Code;Nom\n3;X\n")) == [(2, "Code", "code_d_un_organisme")]


def test_une_fiche_corrigee_a_la_main_puis_le_meme_fichier_la_remet_comme_le_fichier(
    atelier_sqlite: Atelier, tmp_path: Path
) -> None:
    importer(atelier_sqlite.services, _fichier(tmp_path, MANUEL))
    atelier_sqlite.faire(ModifierClient(1011, ville="BAYONNE", telephone="0559"))
    rapport = analyser(atelier_sqlite.services, tmp_path / "clients.csv")
    assert (rapport.a_modifier, rapport.inchangees) == (1, 3)


def test_la_correspondance_se_corrige_et_se_garde_pour_la_prochaine_fois(atelier: Atelier, tmp_path: Path) -> None:
    chemin = _fichier(tmp_path, "Truc;Machin\nALBERT;Pau\n")
    with pytest.raises(ErreurMetier) as refus:
        analyser(atelier.services, chemin)
    assert refus.value.code == "champ_sans_colonne"
    with pytest.raises(ErreurMetier) as refus:
        analyser(atelier.services, chemin, Correspondance({"nom": 2}, {}))
    assert refus.value.code == "colonne_absente"
    choisie = Correspondance({"nom": 0, "ville": 1}, {})
    assert importer(atelier.services, chemin, choisie).crees == 1
    deplacee = _fichier(tmp_path, "machin;TRUC\nDax;BOB\n", "autre.csv")
    preparation = preparer(atelier.services, deplacee)
    assert preparation.gardee
    assert dict(preparation.correspondance.colonnes) == {"nom": 1, "ville": 0}
    assert preparation.apercu == (("Dax", "BOB"),)
    with atelier.services.lire() as lecteur:
        assert not [cle for cle in lectures.valeurs_parametres(lecteur) if cle.startswith("import.")]


def test_une_annulation_ne_laisse_rien(atelier: Atelier, tmp_path: Path) -> None:
    chemin = _fichier(tmp_path, "Code;Nom\n" + "".join(f"{n};C{n}\n" for n in range(1, 8_001)))
    suivi = Suivi(lambda fait, _total, _etape: suivi.annuler() if fait >= 6_000 else None)
    with pytest.raises(Annulee):
        importer(atelier.services, chemin, suivi=suivi)
    assert _codes(atelier) == []
    assert importer(atelier.services, chemin).crees == 8_000


def test_la_progression_avance_jusqu_au_bout(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    chemin = _fichier(tmp_path, "Code;Nom\n" + "".join(f"{n};C{n}\n" for n in range(1, 3_001)))
    pas: list[tuple[int, int]] = []
    analyser(atelier_sqlite.services, chemin, suivi=Suivi(lambda fait, total, _: pas.append((fait, total))))
    assert pas == sorted(pas)
    assert pas[-1] == (3_000, 3_000)
    assert all(0 <= fait <= total for fait, total in pas)


def test_chaque_tranche_est_une_operation_scellee(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    combien = 2 * LIGNES_PAR_OPERATION + 1
    chemin = _fichier(tmp_path, "Code;Nom\n" + "".join(f"{n};C{n}\n" for n in range(1, combien + 1)))
    bilan = importer(atelier_sqlite.services, chemin)
    assert len(bilan.operations) == 4
    assert _operations(atelier_sqlite).count("importer_clients") == 3
    assert atelier_sqlite.verifier().intact


def test_le_droit_d_importer_est_exige(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    atelier_sqlite.faire(CreerUtilisateur("JM", "Julie", Role.CAISSIER))
    with pytest.raises(ErreurMetier) as refus:
        importer(atelier_sqlite.ouvrir("JM"), _fichier(tmp_path, MANUEL))
    assert refus.value.code == "droit_manquant"


def test_un_fichier_rempli_d_entetes_seulement_n_importe_rien(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    rapport = analyser(atelier_sqlite.services, _fichier(tmp_path, "Code;Nom\n"))
    assert (rapport.total, rapport.acceptable) == (0, True)


def test_les_noms_hostiles_s_importent_ou_se_refusent_sans_faute(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    noms = ["'; DROP TABLE client;--", "مرحبا", "👩‍🚀", "\u202eEVIL", "O'NEIL", "=cmd|' /C calc'!A0", "%s{0}"]
    texte = "Code;Nom\n" + "".join(f'{n};"{nom}"\n' for n, nom in enumerate(noms, 1))
    chemin = _fichier(tmp_path, texte)
    assert importer(atelier_sqlite.services, chemin).crees == len(noms)
    assert _fiche(atelier_sqlite, 4).nom == "EVIL"
    assert importer(atelier_sqlite.services, chemin).inchanges == len(noms)
    assert _problemes(atelier_sqlite, _fichier(tmp_path, "Code;Nom\n1;" + "x" * 10_000 + "\n")) == [
        (2, "Nom", "texte_trop_long")
    ]


def _cartes(lignes: Iterable[list[str]]) -> list[object]:
    refus: list[tuple[int, str]] = []
    colonnes = {champ.nom: rang for rang, champ in enumerate(CHAMPS_CLIENTS)}
    lecteur = LecteurCartes(Correspondance(colonnes, {}), len(colonnes), lambda n, e, _: refus.append((n, e.code)))
    return [lecteur.lire(numero, cellules) or refus[-1] for numero, cellules in enumerate(lignes)]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.text(max_size=12), min_size=14, max_size=15), max_size=4))
def test_n_importe_quelles_cellules_donnent_une_carte_ou_un_refus(lignes: list[list[str]]) -> None:
    for trouve in _cartes(lignes):
        assert trouve is not None


def test_l_import_suit_les_regles_de_la_commande(atelier_sqlite: Atelier, tmp_path: Path) -> None:
    """The same fields through ``creer_client`` and through a file give the same card."""
    atelier = atelier_sqlite
    champs = {
        "nom": " albert  fils ", "prenom": "Pie\u0301rre", "adresse": "10 place", "code_postal": "64200",
        "ville": "BIARRITZ", "telephone": "05 59", "courriel": "a@b.fr", "siren": "732 829 320",
    }  # fmt: skip
    atelier.faire(CreerClient(code=1, professionnel=True, **champs))  # type: ignore[arg-type]  # texts only
    texte = ";".join(["code", *champs]) + "\n" + ";".join(["2", *champs.values()]) + "\n"
    importer(atelier.services, _fichier(tmp_path, texte))
    assert dataclasses.replace(_fiche(atelier, 2), code=1) == _fiche(atelier, 1)
