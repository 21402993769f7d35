"""PINs: who may set which, what is refused, how wrong ones slow down, what leaves no trace."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import event

from caisse_clients.application.commandes.parametrage import CreerUtilisateur, ModifierUtilisateur
from caisse_clients.application.commandes.pins import DefinirPin, RetirerPin
from caisse_clients.application.connexion import verifier_pin_de
from caisse_clients.application.lectures import operations, utilisateurs
from caisse_clients.application.services import Services, ouvrir_services
from caisse_clients.application.session import Secrets
from caisse_clients.domain.droits import Role
from caisse_clients.domain.pins import attente_apres, attente_restante, se_devine, verifier_pin
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import pins
from caisse_clients.storage.engine import Base, url_de
from tests.atelier import Atelier

ADMIN, LEA = "4827", "739105"


def definir(services: Services, code: str, pin: str, actuel: str = "", **options: str) -> None:
    services.executer(DefinirPin(code), secrets=Secrets(nouveau_pin=pin, pin_actuel=actuel), **options)  # type: ignore[arg-type]  # options by name


def refus(services: Services, code: str, pin: str, actuel: str = "") -> str:
    with pytest.raises(ErreurMetier) as refuse:
        definir(services, code, pin, actuel)
    return refuse.value.code


def entrer(atelier: Atelier, code: str, pin: str) -> Services:
    """Log in as the command line does."""
    services = ouvrir_services(
        atelier.url, utilisateur=code, pin=pin, horloge=atelier.horloge, reglages=atelier.reglages
    )
    atelier._ouverts.append(services)
    return services


def refus_d_entrer(atelier: Atelier, code: str, pin: str) -> ErreurMetier:
    with pytest.raises(ErreurMetier) as refuse:
        entrer(atelier, code, pin)
    return refuse.value


@pytest.fixture
def avec_pins(atelier: Atelier) -> Atelier:
    """ADMIN and the cashier LEA have a PIN, the cashier PAUL has none."""
    atelier.faire(CreerUtilisateur("LEA", "Léa"))
    atelier.faire(CreerUtilisateur("PAUL", "Paul"))
    definir(atelier.services, "ADMIN", ADMIN)
    definir(atelier.services, "LEA", LEA)
    return atelier


@pytest.mark.parametrize("pin", ["", "482", "4827193055018", "48 27", "48a7", "٤٨٢٧", "4827.", "-482"])
def test_un_pin_a_de_4_a_12_chiffres(pin: str) -> None:
    with pytest.raises(ErreurMetier) as refuse:
        verifier_pin(pin)
    assert refuse.value.code == "pin_invalide"


@pytest.mark.parametrize("pin", ["0000", "777777", "1234", "4321", "890123", "210987"])
def test_un_chiffre_repete_ou_une_suite_se_devinent(pin: str) -> None:
    assert se_devine(verifier_pin(pin))  # said, never refused
    assert not se_devine("4827")
    assert not se_devine("12")


def test_un_pin_ordinaire_est_accepte() -> None:
    assert [verifier_pin(p) for p in ("4827", " 1235 ", "1357", "482719305501")] == [
        "4827", "1235", "1357", "482719305501",
    ]  # fmt: skip


def test_l_attente_double_jusqu_a_cinq_minutes() -> None:
    assert [attente_apres(n) for n in (0, 1, 2, 3, 4, 5, 9, 10, 11, 1_000_000)] == [
        0, 0, 0, 2, 4, 8, 128, 256, 300, 300,
    ]  # fmt: skip


def test_une_horloge_reculee_n_allonge_pas_l_attente() -> None:
    heure = 3_600_000_000
    assert attente_restante(4, heure, heure + 1) == 4
    assert attente_restante(4, heure, heure + 3_999_999) == 1
    assert attente_restante(4, heure, heure + 4_000_000) == 0
    assert attente_restante(4, heure, 0) == 4


def test_le_premier_pin_est_celui_d_un_administrateur_actif(atelier: Atelier) -> None:
    atelier.faire(CreerUtilisateur("LEA", "Léa"))
    atelier.faire(CreerUtilisateur("CHEF", "Chef", Role.ADMINISTRATEUR))
    atelier.faire(ModifierUtilisateur("CHEF", actif=False))
    assert refus(atelier.services, "LEA", LEA) == "pin_admin_absent"
    assert refus(atelier.ouvrir("LEA"), "LEA", LEA) == "pin_admin_absent"
    assert refus(atelier.services, "CHEF", LEA) == "pin_admin_absent"
    assert not atelier.services.pin_existe()
    definir(atelier.services, "ADMIN", ADMIN)
    definir(atelier.services, "LEA", LEA)
    assert atelier.services.pin_existe()


def test_sans_nouveau_pin_rien_ne_change(atelier: Atelier) -> None:
    assert refus(atelier.services, "ADMIN", "") == "pin_manquant"
    assert refus(atelier.services, "INCONNU", ADMIN) == "utilisateur_inconnu"
    assert not atelier.services.pin_existe()


def test_chacun_change_le_sien_en_donnant_l_actuel(avec_pins: Atelier) -> None:
    lea = avec_pins.ouvrir("LEA")
    assert refus(lea, "LEA", "1357") == "pin_actuel_requis"
    assert refus(lea, "LEA", "1357", "9999") == "pin_faux"
    definir(lea, "LEA", "1357", LEA)
    assert refus_d_entrer(avec_pins, "LEA", LEA).code == "pin_faux"
    assert entrer(avec_pins, "LEA", "1357").utilisateur.code == "LEA"


def test_un_administrateur_aussi_donne_son_actuel(avec_pins: Atelier) -> None:
    assert refus(avec_pins.services, "ADMIN", "1357") == "pin_actuel_requis"
    definir(avec_pins.services, "ADMIN", "1357", ADMIN)


def test_un_caissier_ne_touche_pas_au_pin_d_un_autre(avec_pins: Atelier) -> None:
    lea = avec_pins.ouvrir("LEA")
    assert refus(lea, "PAUL", "1357", LEA) == "droit_manquant"
    with pytest.raises(ErreurMetier, match="droit_manquant"):
        lea.executer(RetirerPin("ADMIN"))


def test_il_reste_toujours_un_administrateur_actif_avec_un_pin(avec_pins: Atelier) -> None:
    avec_pins.faire(CreerUtilisateur("CHEF", "Chef", Role.ADMINISTRATEUR))
    for acte in (
        RetirerPin("ADMIN"),
        ModifierUtilisateur("ADMIN", role=Role.RESPONSABLE),
        ModifierUtilisateur("ADMIN", actif=False),
    ):
        with pytest.raises(ErreurMetier, match="pin_admin_absent"):
            avec_pins.faire(acte)
    definir(avec_pins.services, "CHEF", "1357")
    avec_pins.faire(RetirerPin("ADMIN"))
    assert refus_d_entrer(avec_pins, "ADMIN", ADMIN).code == "pin_absent"
    chef = entrer(avec_pins, "CHEF", "1357")
    with pytest.raises(ErreurMetier, match="pin_admin_absent"):
        chef.executer(ModifierUtilisateur("CHEF", role=Role.COMPTABLE))
    chef.executer(ModifierUtilisateur("LEA", actif=False))


def test_qui_n_a_pas_de_pin_n_entre_plus_des_qu_il_y_en_a(avec_pins: Atelier) -> None:
    assert refus_d_entrer(avec_pins, "PAUL", "").code == "pin_absent"
    assert refus_d_entrer(avec_pins, "PAUL", "1357").code == "pin_absent"
    assert refus_d_entrer(avec_pins, "", "").code == "utilisateur_requis"
    assert refus_d_entrer(avec_pins, "LEA", "").code == "pin_requis"


def test_un_inconnu_et_un_pin_faux_sont_refuses_pareil(avec_pins: Atelier) -> None:
    avec_pins.faire(CreerUtilisateur("PARTI", "Parti"))
    definir(avec_pins.services, "PARTI", "1357")
    avec_pins.faire(ModifierUtilisateur("PARTI", actif=False))
    faux = refus_d_entrer(avec_pins, "LEA", "1111")
    inconnu = refus_d_entrer(avec_pins, "PERSONNE", "1111")
    parti = refus_d_entrer(avec_pins, "PARTI", "1357")
    assert (faux.code, faux.details) == (inconnu.code, inconnu.details) == (parti.code, parti.details)
    assert refus_d_entrer(avec_pins, "PERSONNE", "").code == "pin_requis"


def test_apres_trois_pins_faux_il_faut_attendre(avec_pins: Atelier) -> None:
    assert [refus_d_entrer(avec_pins, "LEA", "1111").details.get("secondes") for _ in range(3)] == [None, None, 2]
    bon_trop_tot = refus_d_entrer(avec_pins, "LEA", LEA)
    assert (bon_trop_tot.code, bon_trop_tot.details["secondes"]) == ("pin_attente", 2)
    entrer(avec_pins, "ADMIN", ADMIN)  # each user has his own delay
    avec_pins.horloge.avancer(dt.timedelta(seconds=1))
    assert refus_d_entrer(avec_pins, "LEA", LEA).details["secondes"] == 1
    avec_pins.horloge.avancer(dt.timedelta(seconds=1))
    assert refus_d_entrer(avec_pins, "LEA", "1111").details["secondes"] == 4
    avec_pins.horloge.avancer(dt.timedelta(seconds=4))
    entrer(avec_pins, "LEA", LEA)
    assert refus_d_entrer(avec_pins, "LEA", "1111").details.get("secondes") is None  # from the start again


def test_le_pin_actuel_et_l_entree_partagent_la_meme_attente(avec_pins: Atelier) -> None:
    lea = avec_pins.ouvrir("LEA")
    assert [refus(lea, "LEA", "1357", "9999") for _ in range(4)] == ["pin_faux"] * 3 + ["pin_attente"]
    assert refus_d_entrer(avec_pins, "LEA", LEA).code == "pin_attente"


def test_un_administrateur_qui_redonne_un_pin_efface_l_attente(avec_pins: Atelier) -> None:
    for _ in range(3):
        refus_d_entrer(avec_pins, "LEA", "1111")
    definir(avec_pins.services, "LEA", "1357")
    assert entrer(avec_pins, "LEA", "1357").utilisateur.code == "LEA"


def test_le_pin_n_est_pas_dans_la_commande_scellee(avec_pins: Atelier) -> None:
    identifiant = "0190a1b2-0000-7000-8000-0000000000aa"
    definir(avec_pins.services, "PAUL", "1357", id_commande=identifiant)
    definir(avec_pins.services, "PAUL", "2468", id_commande=identifiant)  # a replay: the same command, done once
    entrer(avec_pins, "PAUL", "1357")
    with avec_pins.services.lire() as lecteur:
        assert next(u for u in utilisateurs(lecteur) if u["code"] == "PAUL")["pin_version"] == 1
        assert [o.commande for o in operations(lecteur)][-3:] == ["definir_pin"] * 3


def test_aucun_pin_ne_se_lit_dans_le_fichier_ni_dans_ce_que_le_programme_montre(
    atelier_sqlite: Atelier, tmp_path: Path
) -> None:
    pin = "48271930"
    definir(atelier_sqlite.services, "ADMIN", pin, id_commande="0190a1b2-0000-7000-8000-0000000000ab")
    refus_d_entrer(atelier_sqlite, "ADMIN", pin[:-1])
    secrets = Secrets(nouveau_pin=pin, pin_actuel=pin)
    assert pin not in repr(secrets)
    atelier_sqlite.fermer()
    fichiers = [f for f in tmp_path.rglob("*") if f.is_file()]
    assert any(b"$argon2id$" in f.read_bytes() for f in fichiers)
    assert [f for f in fichiers if pin[:-1].encode() in f.read_bytes()] == []


def test_une_base_en_lecture_seule_s_ouvre_au_bon_pin_seulement(atelier_sqlite: Atelier) -> None:
    definir(atelier_sqlite.services, "ADMIN", ADMIN)
    figee = Base(url_de(atelier_sqlite.url))
    event.listen(figee._moteur, "connect", lambda pilote, _: pilote.execute("PRAGMA query_only=ON"))
    for _ in range(5):
        with pytest.raises(ErreurMetier, match="pin_faux"):
            verifier_pin_de(figee, atelier_sqlite.horloge, "ADMIN", "1111")
    assert verifier_pin_de(figee, atelier_sqlite.horloge, "ADMIN", ADMIN).code == "ADMIN"
    figee.fermer()


def test_un_bon_pin_parmi_des_faux_envoyes_ensemble_ne_se_distingue_pas(
    avec_pins: Atelier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While its hash is worked out others fail and the wait begins: it is refused as they are, and counted."""
    correspond = pins.correspond

    def apres_trois_autres(pin: str, empreinte: str | None) -> bool:
        monkeypatch.setattr(pins, "correspond", correspond)
        for _ in range(3):
            assert refus_d_entrer(avec_pins, "LEA", "9999").code == "pin_faux"
        return correspond(pin, empreinte)

    monkeypatch.setattr(pins, "correspond", apres_trois_autres)
    refuse = refus_d_entrer(avec_pins, "LEA", LEA)
    assert (refuse.code, refuse.details["secondes"]) == ("pin_faux", 4)


def test_un_pin_illisible_est_faux_et_compte(avec_pins: Atelier) -> None:
    for _ in range(3):
        refuse = refus_d_entrer(avec_pins, "LEA", "\udcff1234")
        assert refuse.code == "pin_faux"
    assert refuse.details["secondes"] == 2
