"""Command files (CONTRACT §2): what each line may hold, what it answers, and what stays after a refusal."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import pytest

from caisse_clients.application import lectures
from caisse_clients.application.fichier_commandes import LIGNE_MAXIMALE, Bilan, executer_fichier
from caisse_clients.kernel.erreurs import ConfirmationRequise
from tests.atelier import Atelier

CLIENT = {"commande": "creer_client", "nom": "ALBERT", "prenom": "Pierre", "code": 1011, "alias": "c"}
COMPTE = {"commande": "creer_compte", "client": "@c", "type": "acompte", "entree": "500.00", "alias": "k"}
ID = "01890a5d-ac96-774b-bcce-b302099a8057"


def executer(
    atelier: Atelier, *lignes: Mapping[str, Any] | str | bytes, atomique: bool = False
) -> tuple[list[dict[str, Any]], Bilan]:
    """Run the lines and return their answers, as a program reads them back."""
    octets = b"\n".join(
        ligne if isinstance(ligne, bytes) else ligne.encode() if isinstance(ligne, str) else json.dumps(ligne).encode()
        for ligne in lignes
    )
    reponses: list[dict[str, Any]] = []
    bilan = executer_fichier(
        atelier.services,
        io.BytesIO(octets),
        lambda reponse: reponses.append(json.loads(json.dumps(reponse))),
        atomique=atomique,
    )
    return reponses, bilan


def code_de(atelier: Atelier, ligne: Mapping[str, Any] | str | bytes) -> str:
    """Return the code by which one line is refused."""
    (reponse,), _ = executer(atelier, ligne)
    assert reponse["ok"] is False
    assert set(reponse["erreur"]) == {"code", "message", "details"}
    code = reponse["erreur"]["code"]
    assert isinstance(code, str)
    return code


def test_chaque_ligne_repond_par_son_resultat(atelier: Atelier) -> None:
    reponses, bilan = executer(
        atelier,
        CLIENT,
        COMPTE,
        {"commande": "saisir_ecriture", "compte": "@k", "entree": "62.55"},
        {"commande": "solder_compte", "compte": "@k.compte"},
    )
    assert [reponse["ligne"] for reponse in reponses] == [1, 2, 3, 4]
    assert reponses[0] == {"ligne": 1, "ok": True, "resultat": {"client": 1011}}
    assert reponses[1]["resultat"]["solde"] == "500.00"
    assert reponses[2]["resultat"]["solde"] == "562.55"
    assert reponses[3]["resultat"]["montant"] == "562.55"
    assert reponses[3]["resultat"]["solde"] == "0.00"
    assert bilan == Bilan(reussies=4)


def test_un_refus_n_arrete_pas_le_fichier(atelier: Atelier) -> None:
    reponses, bilan = executer(atelier, {"commande": "solder_compte", "compte": 9}, CLIENT)
    assert reponses[0]["erreur"]["code"] == "compte_inconnu"
    assert "n'existe pas" in reponses[0]["erreur"]["message"]
    assert reponses[1]["ok"] is True
    assert bilan == Bilan(reussies=1, refusees=1)


def test_les_details_portent_les_montants_en_texte(atelier: Atelier) -> None:
    reponses, _ = executer(atelier, CLIENT, COMPTE, {"commande": "saisir_ecriture", "compte": "@k", "sortie": "500.01"})
    assert reponses[2]["erreur"]["code"] == "solde_insuffisant"
    assert reponses[2]["erreur"]["details"]["solde"] == "500.00"
    assert reponses[2]["erreur"]["details"]["sortie"] == "500.01"


@pytest.mark.parametrize(
    ("code", "ligne"),
    [
        ("commande_inconnue", {"commande": "creer_facteur"}),
        ("champ_manquant", {"nom": "ALBERT"}),
        ("champ_manquant", {"commande": "creer_client"}),
        ("champ_inconnu", {"commande": "creer_client", "nom": "A", "surnom": "B"}),
        ("champ_invalide", {"commande": "creer_client", "nom": 3}),
        ("champ_invalide", {"commande": "creer_client", "nom": None}),
        ("champ_invalide", {"commande": "creer_client", "nom": ["A"]}),
        ("champ_invalide", {"commande": "creer_client", "nom": "A", "code": True}),
        ("champ_invalide", {"commande": "creer_client", "nom": "A", "code": "1011"}),
        ("champ_invalide", {"commande": "creer_client", "nom": "A", "code": 1.0}),
        ("champ_invalide", {"commande": "creer_client", "nom": "A", "code": 2**63}),
        ("champ_invalide", {"commande": "creer_client", "nom": "A", "professionnel": 1}),
        ("champ_invalide", {"commande": "creer_compte", "client": 1, "type": "livret", "entree": "1.00"}),
        ("champ_invalide", {"commande": "creer_client", "nom": "A", "confirmations": "oui"}),
        ("champ_invalide", {"commande": ["creer_client"]}),
        ("champ_invalide", {"commande": "creer_client", "nom": "A", "id_commande": 7}),
        ("id_invalide", {"commande": "creer_client", "nom": "A", "id_commande": "7"}),
        ("alias_invalide", {"commande": "creer_client", "nom": "A", "alias": "le client"}),
        ("alias_inconnu", {"commande": "solder_compte", "compte": "@personne"}),
        ("code_invalide", {"commande": "creer_client", "nom": "A", "code": 0}),
        ("nom_manquant", {"commande": "creer_client", "nom": " "}),
        ("client_inconnu", {"commande": "creer_compte", "client": 7, "type": "avoir", "entree": "1.00"}),
        ("compte_inconnu", {"commande": "saisir_ecriture", "compte": 7, "entree": "1.00"}),
        ("entree_ou_sortie", {"commande": "saisir_ecriture", "compte": 7}),
        ("entree_ou_sortie", {"commande": "saisir_ecriture", "compte": 7, "entree": "1.00", "sortie": "1.00"}),
        ("ecriture_inconnue", {"commande": "contrepasser", "ecriture": 7, "raison": "erreur"}),
        ("parametre_inconnu", {"commande": "modifier_parametre", "cle": "couleur", "valeur": "bleu"}),
    ],
)
def test_chaque_faute_a_son_code(atelier_sqlite: Atelier, code: str, ligne: Mapping[str, Any]) -> None:
    assert code_de(atelier_sqlite, ligne) == code


@pytest.mark.parametrize(
    "montant",
    [500, 500.5, "1 234,56", "500,00", "1.234", "-1.00", "+1.00", "1e3", "NaN", "", "0x10", "٥٠٠", None, True, [],
     "1" * 15],
)  # fmt: skip
def test_un_montant_est_un_texte_avec_un_point(atelier_sqlite: Atelier, montant: object) -> None:
    compte = {"commande": "creer_compte", "client": 1, "type": "acompte", "entree": montant}
    assert code_de(atelier_sqlite, compte) == "montant_invalide"


@pytest.mark.parametrize("date", ["2014-02-30", "15/07/2014", "2014-7-1", "20140715", "", 20140715, True, "9999-99-99"])
def test_une_date_est_iso_et_du_calendrier(atelier_sqlite: Atelier, date: object) -> None:
    compte = {"commande": "creer_compte", "client": 1, "type": "acompte", "entree": "1.00", "date": date}
    assert code_de(atelier_sqlite, compte) == "date_invalide"


def test_une_date_a_venir_est_refusee(atelier_sqlite: Atelier) -> None:
    reponses, _ = executer(atelier_sqlite, CLIENT, {**COMPTE, "date": "2014-07-16"})
    assert reponses[1]["erreur"]["code"] == "date_future"
    assert reponses[1]["erreur"]["details"]["date"] == "2014-07-16"


@pytest.mark.parametrize(
    "ligne",
    [
        b"pas du json",
        b'"un texte"',
        b"[]",
        b"42",
        b"null",
        b'{"commande": "creer_client", "nom": "A"',
        b'{"commande": "creer_client", "nom": "A", "nom": "B"}',
        b'{"commande": "creer_client", "nom": "A", "code": NaN}',
        b'{"commande": "creer_client", "nom": "A", "code": -Infinity}',
        b'{"commande": "creer_client", "nom": "A", "code": ' + b"9" * 5_000 + b"}",
        b'{"commande": "creer_client", "nom": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"commande": "creer_client", "nom": "caf\xe9"}',
        b'{"nom": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"commande": "creer_client", "nom": "' + b"A" * LIGNE_MAXIMALE + b'"}',
        b"\x00\x01\x02",
    ],
    ids=lambda ligne: repr(ligne[:40]),
)
def test_une_ligne_illisible_se_dit_et_le_fichier_continue(atelier_sqlite: Atelier, ligne: bytes) -> None:
    reponses, bilan = executer(atelier_sqlite, ligne, CLIENT)
    assert [r["ligne"] for r in reponses] == [1, 2]
    assert reponses[0]["erreur"]["code"] == "ligne_illisible"
    assert reponses[1]["ok"] is True
    assert bilan == Bilan(reussies=1, illisibles=1)


def test_bom_fins_de_ligne_windows_et_lignes_vides_passent(atelier_sqlite: Atelier) -> None:
    reponses, bilan = executer(
        atelier_sqlite, b"\xef\xbb\xbf" + json.dumps(CLIENT).encode() + b"\r", b"\r", b"  ", COMPTE
    )
    assert [(r["ligne"], r["ok"]) for r in reponses] == [(1, True), (4, True)]
    assert bilan == Bilan(reussies=2)


def test_un_fichier_vide_ne_fait_rien(atelier_sqlite: Atelier) -> None:
    assert executer(atelier_sqlite, b"") == ([], Bilan())


def test_les_noms_difficiles_passent_entiers(atelier_sqlite: Atelier) -> None:
    nom = "L'ÉCLAIR « œ » 😀 محمد"
    executer(atelier_sqlite, {"commande": "creer_client", "nom": nom, "code": 5})
    with atelier_sqlite.services.lire() as lecteur:
        assert lectures.fiche_client(lecteur, 5).nom == nom
    assert code_de(atelier_sqlite, {"commande": "creer_client", "nom": "A" * 10_000}) == "texte_trop_long"


def test_un_alias_de_ligne_refusee_est_inconnu_meme_dans_un_texte(atelier_sqlite: Atelier) -> None:
    reponses, _ = executer(
        atelier_sqlite,
        {"commande": "creer_station", "code": "pas un code !", "alias": "s"},
        {"commande": "creer_poste", "code": "P2", "station": "@s"},
        {"commande": "creer_client", "nom": "@internet"},
    )
    assert reponses[1]["erreur"]["code"] == "alias_inconnu"
    assert reponses[2]["ok"] is True  # no line of the file is named so: a mere text


def test_un_alias_donne_un_texte_aussi(atelier_sqlite: Atelier) -> None:
    reponses, bilan = executer(
        atelier_sqlite,
        {"commande": "creer_station", "code": "S2", "alias": "s"},
        {"commande": "creer_poste", "code": "P2", "station": "@s"},
    )
    assert reponses[1]["resultat"] == {"poste": "P2"}
    assert bilan.reussies == 2


def test_un_champ_absent_reste_un_plafond_nul_s_enleve(atelier_sqlite: Atelier) -> None:
    executer(
        atelier_sqlite,
        {**CLIENT, "ville": "BIARRITZ", "plafond_credit": "300.00"},
        {"commande": "modifier_client", "client": "@c", "nom": "ALBERTI"},
    )
    with atelier_sqlite.services.lire() as lecteur:
        fiche = lectures.fiche_client(lecteur, 1011)
    assert (fiche.nom, fiche.ville, fiche.plafond_credit) == ("ALBERTI", "BIARRITZ", 300_00)
    executer(atelier_sqlite, {"commande": "modifier_client", "client": 1011, "plafond_credit": None})
    with atelier_sqlite.services.lire() as lecteur:
        assert lectures.fiche_client(lecteur, 1011).plafond_credit is None


def test_le_meme_identifiant_ne_fait_rien_deux_fois(atelier: Atelier) -> None:
    creation = {"commande": "creer_client", "nom": "ALBERT", "id_commande": ID, "alias": "c"}
    premier, _ = executer(atelier, creation)
    second, bilan = executer(atelier, creation, {**COMPTE, "client": "@c"})
    assert second[0] == premier[0]
    assert second[1]["ok"] is True
    assert bilan.refusees == 0
    assert code_de(atelier, {**creation, "nom": "AUTRE"}) == "id_reutilise"
    with atelier.services.lire() as lecteur:
        assert len(lectures.cles_clients(lecteur, lectures.CritereClients(texte="ALBERT"))) == 1


def test_une_ligne_rejouee_rend_ses_valeurs_dans_le_meme_ordre(atelier_sqlite: Atelier) -> None:
    """``@f`` is the first value of a result: it must be the same one when the line is replayed."""
    executer(atelier_sqlite, {**CLIENT, "alias": None}, {"commande": "creer_client", "nom": "ALBER", "code": 7})
    fusion = {"commande": "fusionner_clients", "garder": 1011, "absorber": 7, "id_commande": ID, "alias": "f"}
    for _ in range(2):
        reponses, _bilan = executer(atelier_sqlite, fusion, {**COMPTE, "client": "@f"})
        assert list(reponses[0]["resultat"].items()) == [("client", 1011), ("absorbe", 7)]
        assert reponses[1]["ok"] is True


def test_un_refus_ne_retient_pas_son_identifiant(atelier_sqlite: Atelier) -> None:
    solder = {"commande": "solder_compte", "compte": 1, "id_commande": ID}
    assert code_de(atelier_sqlite, solder) == "compte_inconnu"
    reponses, _ = executer(atelier_sqlite, CLIENT, COMPTE, solder)
    assert reponses[2]["ok"] is True


def test_atomique_enregistre_tout_en_une_fois(atelier: Atelier) -> None:
    reponses, bilan = executer(atelier, CLIENT, COMPTE, {"commande": "solder_compte", "compte": "@k"}, atomique=True)
    assert [r["ok"] for r in reponses] == [True, True, True]
    assert bilan == Bilan(reussies=3)
    with atelier.services.lire() as lecteur:
        assert lectures.comptes(lecteur, client_code=1011)[0].solde == 0


def test_atomique_annule_tout_au_premier_refus(atelier: Atelier) -> None:
    reponses, bilan = executer(atelier, CLIENT, COMPTE, {"commande": "solder_compte", "compte": 99}, atomique=True)
    assert [(r["ligne"], r["ok"], r["annule"]) for r in reponses] == [(3, False, True)]
    assert reponses[0]["erreur"]["code"] == "compte_inconnu"
    assert bilan == Bilan(refusees=1)
    with atelier.services.lire() as lecteur:
        assert not lectures.cles_clients(lecteur, lectures.CritereClients())
        assert [o.commande for o in lectures.operations(lecteur)] == ["creer_base"]


def test_atomique_refuse_aussi_pour_une_ligne_illisible(atelier_sqlite: Atelier) -> None:
    reponses, bilan = executer(atelier_sqlite, CLIENT, "{", atomique=True)
    assert [(r["ligne"], r["erreur"]["code"], r["annule"]) for r in reponses] == [(2, "ligne_illisible", True)]
    assert bilan == Bilan(illisibles=1)


def test_une_confirmation_demandee_remplace_l_erreur(atelier_sqlite: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    recues: list[object] = []

    def demander(_commande: object, *, confirmations: frozenset[str], **_options: object) -> None:
        recues.append(confirmations)
        raise ConfirmationRequise("plafond_depasse", client=1011, plafond=300_00, total=400_00)

    monkeypatch.setattr(atelier_sqlite.services, "executer", demander)
    (reponse,), bilan = executer(atelier_sqlite, {**CLIENT, "confirmations": ["code_deja_pris"]})
    assert reponse["ok"] is False
    assert "erreur" not in reponse
    assert reponse["confirmation"]["code"] == "plafond_depasse"
    assert reponse["confirmation"]["details"] == {"client": 1011, "plafond": "300.00", "total": "400.00"}
    assert (recues, bilan) == ([frozenset({"code_deja_pris"})], Bilan(refusees=1))


def test_une_ligne_qui_nous_met_en_faute_arrete_et_se_dit(
    atelier_sqlite: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def casser(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(atelier_sqlite.services, "executer", casser)
    reponses, bilan = executer(atelier_sqlite, CLIENT, CLIENT)
    assert [r["erreur"]["code"] for r in reponses] == ["bogue"]
    assert isinstance(bilan.panne, ZeroDivisionError)
