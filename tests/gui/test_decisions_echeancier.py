"""The due list, an échéance changed or divided, reminders: what is shown, permitted and sent, without a window."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from caisse_clients.application.commandes.echeances import ModifierEcheance, Relancer
from caisse_clients.application.messages import message_de
from caisse_clients.domain.droits import Droit, Role, droits_du_role
from caisse_clients.domain.echeancier import (
    EcheanceARelancer,
    LigneEcheancier,
    StatutVerse,
    TotauxEcheancier,
    TriEcheancier,
)
from caisse_clients.domain.relances import NIVEAUX, RelanceProposee
from caisse_clients.domain.vues_ventes import VueEcheance
from caisse_clients.gui.modeles.colonnes import ecrire_valeur
from caisse_clients.gui.presentateurs import echeance as une
from caisse_clients.gui.presentateurs import echeancier, relances
from caisse_clients.gui.presentateurs.echeance import ADiviser
from caisse_clients.gui.presentateurs.echeancier import Filtre, FiltreVerse
from caisse_clients.gui.presentateurs.relances import Demande, Envoi, Lu
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.gui.echeances_de_test import ligne
from tests.gui.vues_de_pieces import vue

JOUR = dt.date(2014, 7, 15)
REGLEE = ligne(
    verse=400_00, reste_du=0, statut=StatutVerse.OUI, en_retard=False, code="FA-S1-2014-00001/2 RC-S1-2014-00001"
)


# --- The list


def _textes(rangee: LigneEcheancier) -> dict[str, str]:
    colonnes = echeancier.colonnes({"cheque": "Chèque"})
    return {c.titre: ecrire_valeur(c.valeur(rangee), c.format).replace("\u202f", " ") for c in colonnes}


def test_une_ligne_dit_tout_et_son_retard_par_un_mot() -> None:
    assert _textes(ligne(note="Promis\nvendredi", litige=True, relance="SMS", banque="CA")) == {
        "Code": "FA-S1-2014-00001/2",
        "Règlement": "01/07/2014",
        "Titre / document": "Facture FA-S1-2014-00001",
        "Tiers": "1 011 · ALBERT Pierre",
        "Échéance": "01/07/2014",
        "Montant": "400,00",
        "Versé": "Non, en retard",
        "Reste dû": "400,00",
        "Type": "Chèque",
        "Banque": "CA",
        "Relance": "SMS",
        "Note": "Litige · Promis vendredi",
    }


@pytest.mark.parametrize(
    ("rangee", "couleur", "mot"),
    [
        (ligne(), "erreur_doux", "Non, en retard"),
        (ligne(verse=1_00, statut=StatutVerse.PARTIEL), "erreur_doux", "Partiel, en retard"),
        (ligne(en_retard=False), None, "Non"),
        (ligne(en_retard=False, statut=StatutVerse.PARTIEL), None, "Partiel"),
        (REGLEE, "succes_doux", "Oui"),
    ],
)
def test_la_couleur_ne_va_jamais_sans_son_mot(rangee: LigneEcheancier, couleur: str | None, mot: str) -> None:
    assert (echeancier.couleur(rangee), echeancier.pastille(rangee).texte) == (couleur, mot)


def test_chaque_colonne_se_trie_en_base() -> None:
    assert {c.tri for c in echeancier.colonnes({})} == set(TriEcheancier)


def test_le_filtre_devient_une_question() -> None:
    filtre = Filtre("010714", "31/07/2014", 1011, "cheque", "CA", " 00001 ", "alb ", "promis", FiltreVerse.A_ENCAISSER)
    criteres = filtre.criteres(TriEcheancier.TIERS, decroissant=True)
    assert (criteres.du, criteres.au) == (dt.date(2014, 7, 1), dt.date(2014, 7, 31))
    assert (criteres.client, criteres.mode, criteres.banque) == (1011, "cheque", "CA")
    assert (criteres.titre, criteres.tiers, criteres.note) == ("00001", "alb", "promis")
    assert criteres.statuts == (StatutVerse.NON, StatutVerse.PARTIEL)
    assert (criteres.tri, criteres.decroissant, criteres.en_retard) == (TriEcheancier.TIERS, True, False)
    assert Filtre(verse=FiltreVerse.EN_RETARD).criteres().en_retard
    assert Filtre(verse=FiltreVerse.OUI).criteres().statuts == (StatutVerse.OUI,)
    assert Filtre().vide
    assert Filtre().criteres().statuts == ()


@pytest.mark.parametrize(
    ("debut", "fin", "code", "champ"),
    [
        ("31/02/2014", "", "date_invalide", "debut"),
        ("", "demain", "date_invalide", "fin"),
        ("02/07/2014", "01/07/2014", "periode_inversee", "debut"),
    ],
)
def test_une_periode_illisible_nomme_son_champ(debut: str, fin: str, code: str, champ: str) -> None:
    erreur = echeancier.faute(Filtre(debut, fin))
    assert erreur is not None
    assert (erreur.code, erreur.champ) == (code, champ)
    assert message_de(erreur).endswith(".")
    assert echeancier.faute(Filtre("01/07/2014", "01/07/2014")) is None


def test_le_pied_a_les_mots_du_papier() -> None:
    assert [t.replace("\u202f", " ") for t in echeancier.pied(TotauxEcheancier(6, 2730_00, 1100_00))] == [
        "À encaisser (échéances affichées, payées ou non) 2 730,00 €",
        "Versé 1 100,00 €",
        "Solde net dû 1 630,00 €",
    ]


def test_le_nombre_et_la_liste_vide_se_disent() -> None:
    assert [echeancier.nombre_en_mots(n) for n in (0, 1, 2)] == ["Aucune échéance", "1 échéance", "2 échéances"]
    assert "factures validées" in echeancier.texte_vide(Filtre())
    assert "F4" in echeancier.texte_vide(Filtre(note="x"))


@pytest.mark.parametrize(
    ("geste", "rangee", "nombre", "raison"),
    [
        ("voir", None, 0, "Choisissez"),
        ("modifier", None, 3, "Choisissez"),
        ("regler", REGLEE, 1, "déjà réglée"),
        ("diviser", REGLEE, 1, "déjà réglée"),
        ("regler", ligne(), 1, ""),
        ("modifier", REGLEE, 1, ""),
        ("imprimer", None, 0, "vide"),
        ("exporter", None, 3, ""),
        ("appliquer", None, 0, ""),
        ("relances", None, 0, ""),
    ],
)
def test_un_empechement_se_dit_avant_le_clic(
    geste: str, rangee: LigneEcheancier | None, nombre: int, raison: str
) -> None:
    dite = echeancier.empechement(f"echeancier.{geste}", rangee, nombre)
    assert (raison in dite) if raison else dite == ""


# --- An échéance changed


def test_seul_ce_qui_change_part() -> None:
    avant = une.saisie_initiale(ligne(note="Promis", relance="SMS"))
    rangee = ligne(note="Promis", relance="SMS")
    assert une.modification(rangee, avant) == ModifierEcheance("FA-S1-2014-00001/2")
    saisie = replace(avant, date_reglement="20/07/2014", note="", relance=" Courrier ", litige=True)
    assert une.modification(rangee, saisie) == ModifierEcheance(
        "FA-S1-2014-00001/2", None, dt.date(2014, 7, 20), "", "Courrier", True
    )


@pytest.mark.parametrize("champ", ["date", "date_reglement"])
def test_une_date_illisible_nomme_son_champ(champ: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        une.modification(ligne(), replace(une.saisie_initiale(ligne()), **{champ: ""}))  # type: ignore[arg-type]
    assert (refus.value.code, refus.value.champ) == ("date_invalide", champ)


def test_ce_qui_est_paye_fige_ses_dates() -> None:
    assert une.date_figee(REGLEE)
    assert une.reglement_fige(REGLEE)
    assert not une.date_figee(ligne())
    assert not une.reglement_fige(ligne())
    assert une.resume(REGLEE).endswith("réglée.")
    assert "100,00 € versés, reste dû 300,00 €" in une.resume(ligne(verse=100_00, reste_du=300_00))


# --- An échéance divided


def _a_diviser(montant: int = 1000_00, reste: int | None = None, devise: str = "EUR") -> ADiviser:
    restant = montant if reste is None else reste
    cle = "FA-S1-2014-00001/1"
    celle_ci = VueEcheance(cle, 1, dt.date(2014, 1, 31), montant, montant - restant, restant, montant, restant, "", "")
    return ADiviser(replace(vue(), devise=devise, echeances=(celle_ci,)), celle_ci)


def test_des_parts_egales_au_centime_de_mois_en_mois() -> None:
    a = _a_diviser(1000_00)
    assert [(p.date, p.montant) for p in une.parts_egales(a, 3)] == [
        ("31/01/2014", "333,34"),
        ("28/02/2014", "333,33"),
        ("31/03/2014", "333,33"),
    ]


def test_l_ecart_se_dit_en_tapant_et_une_touche_le_comble() -> None:
    a = _a_diviser()
    parts = une.feuille(a)
    assert une.ecart_en_mots(a, parts) == ("2 parts : le compte y est.", True)
    parts.taper(1, "montant", "200")
    assert une.ecart_en_mots(a, parts) == ("Il manque 300,00 € : Ctrl+J le met sur la dernière part.", False)
    parts.completer()
    assert une.ecart_en_mots(a, parts)[1]
    parts.taper(0, "montant", "600")
    assert une.ecart_en_mots(a, parts)[0].startswith("100,00 € de trop")
    parts.taper(0, "montant", "six cents")
    assert une.ecart_en_mots(a, parts) == ("Un montant ne peut pas être lu.", False)


def test_la_division_part_avec_ses_dates_et_ses_montants() -> None:
    a = _a_diviser()
    parts = une.feuille(a)
    parts.taper(0, "date", "15/08/2014")
    commande = une.division(a, parts)
    assert commande.echeance == "FA-S1-2014-00001/1"
    assert [(p.date, p.montant) for p in commande.parts] == [
        (dt.date(2014, 8, 15), 500_00),
        (dt.date(2014, 2, 28), 500_00),
    ]
    dates = tuple(p.date for p in commande.parts)
    assert une.compte_rendu(commande.echeance, dates).endswith("en 2 parts : 28/02/2014, 15/08/2014.")


@pytest.mark.parametrize(
    ("champ", "texte", "code"),
    [("montant", "499,99", "parts_inegales"), ("montant", "x", "montant_invalide"), ("date", "x", "date_invalide")],
)
def test_une_part_fausse_est_refusee_dans_la_grille(champ: str, texte: str, code: str) -> None:
    a = _a_diviser()
    parts = une.feuille(a)
    parts.taper(1, champ, texte)
    with pytest.raises(ErreurMetier) as refus:
        une.division(a, parts)
    assert (refus.value.code, refus.value.champ) == (code, "parts")


def test_une_seule_part_n_est_pas_une_division() -> None:
    a = _a_diviser()
    parts = une.feuille(a)
    parts.retirer(1)
    parts.taper(0, "montant", "1000")
    assert une.ecart_en_mots(a, parts) == ("Donnez au moins deux parts.", False)
    with pytest.raises(ErreurMetier, match="parts_nombre"):
        une.division(a, parts)


def test_ce_qui_est_verse_et_la_devise_se_disent() -> None:
    texte = une.explication(_a_diviser(1000_00, 600_00, "USD")).replace("\u202f", " ")
    assert "1 000,00 USD au 31/01/2014" in texte
    assert "déjà versé (400,00 USD) reste sur les premières parts" in texte


# --- Reminders


def _proposee(client: int, nom: str, reste: int = 90_00, frais: int = 0) -> RelanceProposee:
    e = EcheanceARelancer(client, f"FA-{client}/1", f"FA-{client}", client, nom, dt.date(2014, 4, 2), reste, 104, 0)
    return RelanceProposee(client, nom, 1, (e,), frais, 0)


PROPOSEES = (_proposee(5577, "ALAQUI"), _proposee(1011, "ALBERT", 500_00, 40_00))
DEMANDE = Demande(1, JOUR)


def test_les_niveaux_ont_leurs_mots() -> None:
    assert set(relances.NIVEAUX_EN_MOTS) == set(NIVEAUX)


def test_la_date_vide_est_aujourd_hui_jamais_demain() -> None:
    assert relances.lire_demande(2, "", None, JOUR) == Demande(2, JOUR)
    for texte, code in (("16/07/2014", "date_future"), ("x", "date_invalide")):
        with pytest.raises(ErreurMetier) as refus:
            relances.lire_demande(1, texte, None, JOUR)
        assert (refus.value.code, refus.value.champ) == (code, "au")


def test_les_coches_se_comptent() -> None:
    assert relances.en_mots(PROPOSEES, {5577, 1011}).endswith("2 sur 2 cochées — total demandé 630,00 €")
    assert relances.en_mots(PROPOSEES, {5577}) == "1 sur 2 cochée — total demandé 90,00 €"
    assert relances.en_mots(PROPOSEES, set()).startswith("Aucune sur 2 cochée")
    assert relances.en_mots((), set()) == ""


def test_on_envoie_exactement_ce_qui_est_coche() -> None:
    une_seule = relances.choisies(PROPOSEES, {1011})
    assert relances.commandes(une_seule, PROPOSEES, DEMANDE) == (Relancer(1, JOUR, 1011),)
    assert relances.commandes(PROPOSEES, PROPOSEES, DEMANDE) == (Relancer(1, JOUR, None),)
    assert relances.commandes(une_seule, une_seule, replace(DEMANDE, client=1011)) == (Relancer(1, JOUR, 1011),)
    assert "à ALBERT, pour 540,00 €" in relances.question(une_seule, DEMANDE)
    assert "2 lettres de 1re relance, pour 630,00 €" in relances.question(PROPOSEES, DEMANDE)


@pytest.mark.parametrize(
    ("envoi", "texte"),
    [
        (Envoi((1,)), "1 relance inscrite au journal."),
        (Envoi((1, 2)), "2 relances inscrites au journal."),
        (Envoi((1,), arrete=True), "1 relance inscrite au journal. Envoi arrêté : les autres restent à envoyer."),
        (Envoi(()), "Rien n'a été envoyé : ces échéances viennent d'être réglées ou relancées."),
        (Envoi((), arrete=True), "Envoi arrêté : rien n'a été envoyé."),
    ],
)
def test_l_envoi_se_raconte(envoi: Envoi, texte: str) -> None:
    assert relances.compte_rendu(envoi) == texte


def test_une_liste_vide_dit_pourquoi() -> None:
    assert "après 8 jours de retard, hors litige" in relances.texte_vide(Lu(DEMANDE, (), (), 8))
    assert "déjà relancée au niveau 1" in relances.texte_vide(Lu(Demande(2, JOUR), (), (), 20))


@pytest.mark.parametrize(
    ("geste", "etat", "raison"),
    [
        ("envoyer", {}, ""),
        ("envoyer", {"cochees": 0}, relances.RIEN_COCHE),
        ("envoyer", {"nombre": 0}, "rien à relancer"),
        ("envoyer", {"en_cours": True}, relances.EN_COURS),
        ("envoyer", {"onglet_journal": True}, relances.REVENIR),
        ("envoyer", {"droits": droits_du_role(Role.CAISSIER)}, "relancer les clients"),
        ("tout", {"nombre": 0}, "rien à relancer"),
        ("lettre", {}, relances.SANS_LETTRE),
        ("lettre", {"onglet_journal": True}, ""),
        ("ouvrir", {"ligne": None}, relances.CHOISIR),
        ("exporter", {"nombre": 0}, "vide"),
        ("client", {"nombre": 0, "ligne": None}, ""),
    ],
)
def test_une_relance_impossible_dit_sa_raison(geste: str, etat: dict[str, object], raison: str) -> None:
    tout: dict[str, object] = {
        "onglet_journal": False,
        "ligne": PROPOSEES[0],
        "cochees": 2,
        "nombre": 2,
        "droits": frozenset(Droit),
        "en_cours": False,
    }
    dite = relances.empechement(f"relances.{geste}", **{**tout, **etat})  # type: ignore[arg-type]  # by name
    assert (raison in dite) if raison else dite == ""
