"""``importer`` from the command line: the trial, the list of problems, all or nothing, nothing twice."""

from __future__ import annotations

import json

from tests.cli.terminal import Terminal

BON = "N° client;NOM;Prénom;Ville\n2 643;AIT EL MOKHTAR;Driss;MARMANDE\n2 578;AKKOUCHE;BRIGITTE;MARCELLUS\n"
FAUTIF = BON + "1 099;;CATHERINE;LA SOUTERRAINE\n"


def test_l_essai_montre_sans_enregistrer(boutique: Terminal) -> None:
    reponse = boutique.taper("importer", "clients", boutique.fichier("c.csv", BON), "--essai")
    assert reponse.statut == 0
    assert "Code ← colonne « N° client »" in reponse.sortie
    assert "à créer : 2" in reponse.sortie
    assert len(boutique.taper("consulter", "clients", "--format", "json").json) == 1


def test_un_fichier_fautif_dit_ses_lignes_et_n_enregistre_rien(boutique: Terminal) -> None:
    fichier = boutique.fichier("c.csv", FAUTIF)
    for options in ([], ["--essai"]):
        reponse = boutique.taper("importer", "clients", fichier, *options)
        assert reponse.statut == 1
        assert "ligne 4, NOM" in reponse.sortie
        assert "Rien n'a été importé" in reponse.sortie
    objet = boutique.taper("importer", "clients", fichier, "--json").json
    assert [(p["ligne"], p["code"]) for p in objet["problemes"]] == [(4, "nom_manquant")]
    assert len(boutique.taper("consulter", "clients", "--format", "json").json) == 1


def test_l_import_se_fait_une_fois(boutique: Terminal) -> None:
    fichier = boutique.fichier("c.csv", BON)
    assert "Import enregistré" in boutique.taper("importer", "clients", fichier).sortie
    assert "tout était déjà là" in boutique.taper("importer", "clients", fichier).sortie
    assert len(boutique.taper("consulter", "clients", "--format", "json").json) == 3
    assert boutique.taper("base", "verifier").statut == 0


def test_la_correspondance_s_ecrit_se_corrige_et_sert(boutique: Terminal) -> None:
    fichier = boutique.fichier("c.csv", "A;B\n12;DURAND\n")
    correspondance = boutique.dossier / "corr.json"
    correspondance.write_text(json.dumps({"correspondance": 1, "colonnes": {"code": "A", "nom": "B"}}))
    assert boutique.taper("importer", "clients", fichier, "--correspondance", str(correspondance)).statut == 0
    assert boutique.taper("consulter", "clients", "--cherche", "durand", "--format", "json").json[0]["code"] == 12
    correspondance.unlink()
    bon = boutique.fichier("bon.csv", BON)
    assert boutique.taper("importer", "clients", bon, "--essai", "--correspondance", str(correspondance)).statut == 0
    assert json.loads(correspondance.read_text(encoding="utf-8"))["colonnes"]["nom"] == "NOM"


def test_les_comptes_de_l_ancienne_caisse_gardent_leur_numero(boutique: Terminal) -> None:
    fichier = boutique.fichier("k.csv", "Numero;Client;Type;Solde;Date\n265;1 011;Acompte;562,55;15/02/2013\n")
    assert boutique.taper("importer", "comptes", fichier).statut == 0
    (compte,) = boutique.taper("consulter", "comptes", "--numero", "265", "--format", "json").json
    assert (compte["solde"], compte["ecritures"][0]["date"]) == ("562.55", "2013-02-15")


def test_un_fichier_absent_ou_illisible_est_un_statut_2(boutique: Terminal) -> None:
    assert boutique.taper("importer", "clients", str(boutique.dossier / "rien.csv")).statut == 2
    assert boutique.taper("importer", "clients", boutique.fichier("x.xlsx", b"PK\x03\x04zzz")).statut == 2
    illisible = boutique.fichier("corr.json", "{")
    bon = boutique.fichier("c.csv", BON)
    assert boutique.taper("importer", "clients", bon, "--correspondance", illisible).statut == 2
