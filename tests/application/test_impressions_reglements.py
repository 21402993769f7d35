"""Receipts of règlements from a real base, recorded or only typed: what they say, each printing counted."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application import lectures
from caisse_clients.application.commandes.parametrage import ModifierParametre
from caisse_clients.application.commandes.reglements import (
    EnregistrerReglement,
    ModifierReglement,
    Rembourser,
)
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.application.impressions import (
    apercu_reglement,
    apercu_reglement_saisi,
    tirer_piece,
    tirer_reglement,
)
from caisse_clients.documents.donnees_recu import FormatRecu
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.application.ventes_imprimees import creer_client, creer_commande, texte_de, verser
from tests.atelier import Atelier


def test_le_recu_d_un_acompte_le_dit_et_compte_ses_tirages(atelier: Atelier) -> None:
    client = creer_client(atelier)
    commande = creer_commande(atelier, client)
    recu = verser(atelier, client, commande)
    texte = texte_de(tirer_reglement(atelier.services, recu))
    for attendu in (
        "REÇU", f"n° {recu}", "ALBERT Pierre", "Par chèque — n° 4571203", "360,00 €", "Trois cent soixante euros",
        f"Commande {commande} acompte 360,00", "aucun, tout est employé",
        "360,00 € versés à titre d'acompte", "à 10:30",
    ):  # fmt: skip
        assert attendu in texte, attendu
    assert "DUPLICATA" not in texte
    assert "DUPLICATA n° 1" in texte_de(tirer_reglement(atelier.services, recu, FormatRecu.A4))
    assert "APERÇU" not in texte_de(apercu_reglement(atelier.services, recu, FormatRecu.TICKET))  # école says more


def test_le_mot_arrhes_dit_ce_qu_il_engage_et_un_professionnel_ne_le_lit_pas(atelier_sqlite: Atelier) -> None:
    atelier_sqlite.faire(ModifierParametre("mot_acompte", "arrhes"))
    client = creer_client(atelier_sqlite)
    commande = creer_commande(atelier_sqlite, client)
    texte = texte_de(tirer_reglement(atelier_sqlite.services, verser(atelier_sqlite, client, commande)))
    assert f"Commande {commande} arrhes 360,00" in texte
    assert "à titre d'arrhes : le client qui renonce les perd" in texte
    assert "arrhes" in texte_de(tirer_piece(atelier_sqlite.services, commande))


def test_le_recu_d_un_professionnel_ne_dit_ni_acompte_de_consommateur_ni_arrhes(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite, professionnel=True)
    commande = creer_commande(atelier_sqlite, client)
    texte = texte_de(tirer_reglement(atelier_sqlite.services, verser(atelier_sqlite, client, commande)))
    assert "à titre d" not in texte


def test_un_remboursement_dit_sur_quoi_il_est_pris(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    source = atelier_sqlite.faire(EnregistrerReglement(client, "cheque", Centimes(100_00))).valeurs["reglement"]
    rendu = atelier_sqlite.faire(Rembourser(source, "especes", "Trop-perçu")).valeurs["reglement"]
    texte = texte_de(tirer_reglement(atelier_sqlite.services, rendu))
    for attendu in ("REMBOURSEMENT", "Rendu", "Par espèces", "SOMME REPRISE SUR", f"Règlement {source}", "100,00 €"):
        assert attendu in texte, attendu
    assert f"Remboursement {rendu}" in texte_de(apercu_reglement(atelier_sqlite.services, source))


def test_un_recu_modifie_dit_qu_il_remplace_le_precedent(atelier_sqlite: Atelier) -> None:
    client = creer_client(atelier_sqlite)
    recu = atelier_sqlite.faire(EnregistrerReglement(client, "cheque", Centimes(100_00))).valeurs["reglement"]
    atelier_sqlite.faire(ModifierReglement(recu, montant=Centimes(120_00)))
    texte = texte_de(tirer_reglement(atelier_sqlite.services, recu))
    assert "120,00 €" in texte
    assert "Reçu modifié le 15/07/2014 : il remplace le précédent." in texte


def test_l_apercu_d_un_reglement_saisi_est_un_brouillon_et_n_enregistre_rien(atelier: Atelier) -> None:
    client = creer_client(atelier)
    commande = creer_commande(atelier, client)
    saisie = EnregistrerReglement(
        client,
        "carte",
        Centimes(1_500_00),
        date=dt.date(2014, 7, 10),
        reference="Ticket 12",
        imputations=(Affectee(piece=commande, montant=Centimes(300_00)),),
        auto=True,
    )
    with atelier.services.lire() as lecteur:
        avant = [o.operation for o in lectures.operations(lecteur)]
    texte = texte_de(apercu_reglement_saisi(atelier.services, saisie))
    for attendu in (
        "BROUILLON", "sans numéro", "du 10/07/2014", "Par carte bancaire — Ticket 12", "1 500,00 €",
        f"Commande {commande} acompte 300,00", "900,00", "300,00 € en faveur du client", "1 200,00 € versés à titre",
    ):  # fmt: skip
        assert attendu in texte, attendu
    with atelier.services.lire() as lecteur:
        assert [o.operation for o in lectures.operations(lecteur)] == avant


@pytest.mark.parametrize(
    ("saisie", "code"),
    [
        (EnregistrerReglement(99, "cheque", Centimes(100)), "client_inconnu"),
        (EnregistrerReglement(1011, "troc", Centimes(100)), "mode_inconnu"),
        (EnregistrerReglement(1011, "cheque", Centimes(100), devise="ZZZ"), "devise_inconnue"),
        (EnregistrerReglement(1011, "cheque", Centimes(100), imputations=(Affectee(piece="FA-9"),)), "piece_inconnue"),
    ],
)
def test_l_apercu_d_une_saisie_fausse_dit_laquelle(
    atelier_sqlite: Atelier, saisie: EnregistrerReglement, code: str
) -> None:
    creer_client(atelier_sqlite)
    with pytest.raises(ErreurMetier) as refus:
        apercu_reglement_saisi(atelier_sqlite.services, saisie)
    assert refus.value.code == code


@pytest.mark.parametrize("numero", ["FA-S1-2014-99999", "a\x00b", ""])
def test_un_numero_inconnu_est_refuse_et_ne_compte_rien(atelier_sqlite: Atelier, numero: str) -> None:
    for tirer, code in ((tirer_piece, "piece_inconnue"), (tirer_reglement, "reglement_inconnu")):
        with pytest.raises(ErreurMetier) as refus:
            tirer(atelier_sqlite.services, numero)
        assert refus.value.code == code
