"""Several posts at once on the sales: a draft is validated once, money never pays twice, no deadlock shows."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from caisse_clients.application import lectures_ventes
from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte
from caisse_clients.application.commandes.imputations import Imputer, Rapprocher, RetirerImputation
from caisse_clients.application.commandes.parametrage import CreerPoste
from caisse_clients.application.commandes.pieces import CreerFacture, SupprimerFacture, ValiderFacture
from caisse_clients.application.commandes.reglements import (
    AnnulerReglement,
    EnregistrerReglement,
    ModifierReglement,
    Rembourser,
)
from caisse_clients.application.commandes.saisies import Affectee, Rapprochement
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.domain.vues_ventes import CriterePieces
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.atelier import Atelier
from tests.storage.test_concurrence import ensemble

CLIENT = 1011
CENT = LigneSaisie("Chaise", prix_ttc=Centimes(100_00), taux_tva=Pourcent(20_00))


def preparer(atelier: Atelier, postes: int) -> list[str]:
    atelier.faire(CreerClient("ALBERT", code=CLIENT))
    codes = [f"Q{n}" for n in range(postes)]
    for code in codes:
        atelier.faire(CreerPoste(code))
    return codes


def facturer(atelier: Atelier, combien: int, *, valider: bool = True) -> list[str]:
    """Make ``combien`` factures of 100 euros and return their numbers."""
    numeros = []
    for _ in range(combien):
        numero = atelier.faire(CreerFacture(CLIENT, (CENT,))).valeurs["piece"]
        numeros.append(atelier.faire(ValiderFacture(numero)).valeurs["piece"] if valider else numero)
    return numeros


def encaisser(atelier: Atelier, montant: int) -> str:
    return str(atelier.faire(EnregistrerReglement(CLIENT, "cheque", Centimes(montant))).valeurs["reglement"])


def test_un_brouillon_ne_se_valide_qu_une_fois(atelier: Atelier) -> None:
    postes = preparer(atelier, 4)
    (brouillon,) = facturer(atelier, 1, valider=False)
    issues = ensemble(atelier, postes, [[ValiderFacture(brouillon)]] * 4)
    assert issues == {"faite": 1, "piece_validee": 3}


def test_valider_et_supprimer_ne_se_font_pas_tous_les_deux(atelier: Atelier) -> None:
    postes = preparer(atelier, 2)
    for _ in range(4):
        (brouillon,) = facturer(atelier, 1, valider=False)
        issues = ensemble(atelier, postes, [[ValiderFacture(brouillon)], [SupprimerFacture(brouillon)]])
        assert issues in ({"faite": 1, "piece_validee": 1}, {"faite": 1, "piece_morte": 1})


def test_les_numeros_de_facture_restent_sans_trou_a_quatre_postes(atelier: Atelier) -> None:
    postes = preparer(atelier, 4)
    brouillons = facturer(atelier, 12, valider=False)
    lots: list[list[object]] = [[ValiderFacture(b) for b in brouillons[n::4]] for n in range(4)]
    assert ensemble(atelier, postes, lots) == {"faite": 12}
    with atelier.services.lire() as lecteur:
        numeros = sorted(p.numero for p in lectures_ventes.page_pieces(lecteur, CriterePieces(), None, 100))
    assert numeros == [f"FA-S1-2014-{n:05d}" for n in range(1, 13)]


def test_les_numeros_de_reglement_restent_sans_trou_a_quatre_postes(atelier: Atelier) -> None:
    postes = preparer(atelier, 4)
    recu = EnregistrerReglement(CLIENT, "cheque", Centimes(10_00))
    refuse = EnregistrerReglement(CLIENT, "inconnu", Centimes(10_00))
    assert ensemble(atelier, postes, [[recu, refuse, recu]] * 4) == {"faite": 8, "mode_inconnu": 4}
    assert encaisser(atelier, 1_00) == "RC-S1-2014-00009"


@pytest.mark.parametrize("sorte", ["reglement", "avoir", "acompte"])
def test_le_meme_disponible_ne_paie_pas_deux_pieces(atelier: Atelier, sorte: str) -> None:
    """Each post wants all that is left of one source for a pièce of its own."""
    postes = preparer(atelier, 4)
    factures = facturer(atelier, 4)
    source: str | int
    if sorte == "reglement":
        source = encaisser(atelier, 100_00)
    elif sorte == "avoir":
        source = atelier.faire(EmettreAvoir("geste", client=CLIENT, montant=Centimes(100_00))).valeurs["piece"]
    else:
        source = atelier.faire(CreerCompte(CLIENT, TypeCompte.ACOMPTE, Centimes(100_00))).valeurs["compte"]
    lots: list[list[object]] = [[Imputer(source, facture, Centimes(100_00))] for facture in factures]
    issues = ensemble(atelier, postes, lots)
    assert issues.pop("faite") == 1
    assert set(issues) <= {"deja_utilise", "disponible_insuffisant"}
    assert sum(issues.values()) == 3


def test_la_meme_facture_n_est_pas_payee_deux_fois(atelier: Atelier) -> None:
    postes = preparer(atelier, 4)
    (facture,) = facturer(atelier, 1)
    payer = EnregistrerReglement(
        CLIENT, "cheque", Centimes(100_00), imputations=(Affectee(piece=facture, montant=Centimes(100_00)),)
    )
    issues = ensemble(atelier, postes, [[payer]] * 4)
    assert issues.pop("faite") == 1
    assert issues == {"depasse_reste_du": 3}


def test_imputer_rembourser_baisser_ou_annuler_a_la_fois_ne_depense_qu_une_fois(atelier: Atelier) -> None:
    postes = preparer(atelier, 4)
    for _ in range(3):
        (facture,) = facturer(atelier, 1)
        source = encaisser(atelier, 100_00)
        issues = ensemble(
            atelier,
            postes,
            [
                [Imputer(source, facture)],
                [Rembourser(source, "cheque")],
                [ModifierReglement(source, montant=Centimes(10_00))],
                [AnnulerReglement(source, "chèque rendu")],
            ],
        )
        assert not [issue for issue in issues if "Bogue" in issue or "Technique" in issue], issues
        assert issues["faite"] >= 1


def test_une_imputation_ne_se_retire_qu_une_fois(atelier: Atelier) -> None:
    postes = preparer(atelier, 4)
    (facture,) = facturer(atelier, 1)
    source = encaisser(atelier, 100_00)
    identifiant = atelier.faire(Imputer(source, facture)).valeurs["imputation"]
    issues = ensemble(atelier, postes, [[RetirerImputation(identifiant, "erreur")]] * 4)
    assert issues == {"faite": 1, "imputation_deja_retiree": 3}


def test_deux_postes_rapprochent_les_memes_choses_en_sens_contraire_sans_blocage(atelier: Atelier) -> None:
    """No deadlock reaches a screen: locks are taken in one order, whatever the order of the pairs."""
    postes = preparer(atelier, 2)
    issues: Counter[str] = Counter()
    for _ in range(4):
        factures = facturer(atelier, 4)
        sources = [encaisser(atelier, 100_00) for _ in factures]
        paires = [Rapprochement(s, f, Centimes(50_00)) for s, f in zip(sources, factures, strict=True)]
        issues += ensemble(
            atelier,
            postes,
            [[Rapprocher(CLIENT, tuple(paires))], [Rapprocher(CLIENT, tuple(reversed(paires)))]],
        )
    assert issues == {"faite": 8}


def test_un_fichier_de_commandes_tue_en_route_ne_laisse_rien_a_moitie(atelier: Atelier, tmp_path: Path) -> None:
    """kill -9: what was answered is there, nothing is half done, and the next numbers follow without a hole."""
    preparer(atelier, 0)
    ligne = {"libelle": "Chaise", "quantite": "1", "prix_ttc": "100.00", "taux_tva": "20"}
    with (tmp_path / "commandes.jsonl").open("w", encoding="utf-8") as fichier:
        for n in range(1, 401):
            for commande in (
                {"commande": "creer_facture", "client": CLIENT, "lignes": [ligne], "alias": f"f{n}"},
                {"commande": "valider_facture", "piece": f"@f{n}"},
                {
                    "commande": "enregistrer_reglement",
                    "client": CLIENT,
                    "mode": "cheque",
                    "montant": "60.00",
                    "auto": True,
                },
            ):
                fichier.write(json.dumps(commande) + "\n")
    atelier.fermer()
    reponses = _executer_puis_tuer(atelier, tmp_path)
    faites = [json.loads(r) for r in reponses.splitlines() if r.endswith("}")]
    assert len(faites) > 5
    assert all(r["ok"] for r in faites), faites
    with atelier.services.lire() as lecteur:
        presentes = {p.numero for p in lectures_ventes.page_pieces(lecteur, CriterePieces(), None, 2_000)}
    validees = {r["resultat"]["piece"] for r in faites if "piece" in r["resultat"] and "FA-" in r["resultat"]["piece"]}
    assert validees <= presentes
    assert len(presentes) <= len(faites)
    facturer(atelier, 1)
    encaisser(atelier, 1_00)


def _executer_puis_tuer(atelier: Atelier, dossier: Path) -> str:
    """Run the file in a process of its own and kill it once it has answered a few lines."""
    environnement = {
        **os.environ,
        "CAISSE_CLIENTS_CLES": str(atelier.cles),
        "CAISSE_CLIENTS_HORLOGE": atelier.horloge.maintenant().isoformat(),
    }
    commande = [
        sys.executable,
        "-m",
        "caisse_clients",
        "--base",
        atelier.url,
        "executer",
        str(dossier / "commandes.jsonl"),
    ]
    sortie = dossier / "reponses.jsonl"
    with sortie.open("wb") as flux:
        processus = subprocess.Popen(commande, stdout=flux, env=environnement)
        limite = time.monotonic() + 60
        while sortie.read_bytes().count(b"\n") < 10 and processus.poll() is None and time.monotonic() < limite:
            time.sleep(0.01)
        processus.send_signal(signal.SIGKILL)
        processus.wait()
    return sortie.read_text(encoding="utf-8")
