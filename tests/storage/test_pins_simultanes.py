"""PINs under several posts at once: the count of wrong tries, and the last two administrators."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from caisse_clients.application.commandes.parametrage import CreerPoste, CreerUtilisateur
from caisse_clients.application.commandes.pins import DefinirPin, RetirerPin
from caisse_clients.application.connexion import codes_avec_pin, verifier_pin_de
from caisse_clients.application.session import Secrets
from caisse_clients.domain.droits import Role
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage.pins import lire_etat
from tests.atelier import Atelier

ADMIN, CHEF = "4827", "739105"


def code_de(acte: Callable[[], object]) -> str:
    """Return the code of what refuses an act, or nothing."""
    try:
        acte()
    except ErreurMetier as refus:
        return refus.code
    return ""


def test_des_pins_essayes_tous_ensemble_ne_contournent_pas_l_attente(atelier: Atelier) -> None:
    atelier.services.executer(DefinirPin("ADMIN"), secrets=Secrets(nouveau_pin=ADMIN))
    base, horloge = atelier.services.storage, atelier.horloge
    pins = [f"{n:04}" for n in range(2_000, 2_012)]
    with ThreadPoolExecutor(4) as fils:
        codes = list(fils.map(lambda pin: code_de(partial(verifier_pin_de, base, horloge, "ADMIN", pin)), pins))
    assert set(codes) <= {"pin_faux", "pin_attente"}
    with atelier.services.lire() as lecteur:
        etat = lire_etat(lecteur, "ADMIN")
    assert etat is not None
    assert etat.echecs == codes.count("pin_faux"), "chaque essai regardé est compté, une fois"
    assert 3 <= etat.echecs <= 3 + 4, "ceux qui étaient déjà en cours, et pas un de plus"
    assert code_de(lambda: verifier_pin_de(base, horloge, "ADMIN", ADMIN)) == "pin_attente"


def test_deux_administrateurs_ne_se_retirent_pas_leur_pin_l_un_a_l_autre(atelier: Atelier) -> None:
    atelier.faire(CreerUtilisateur("CHEF", "Chef", Role.ADMINISTRATEUR))
    atelier.faire(CreerPoste("P2"))
    for code, pin in (("ADMIN", ADMIN), ("CHEF", CHEF)):
        atelier.services.executer(DefinirPin(code), secrets=Secrets(nouveau_pin=pin))
    chef = atelier.ouvrir("CHEF", "P2")
    actes = (
        lambda: code_de(lambda: atelier.faire(RetirerPin("CHEF"))),
        lambda: code_de(lambda: chef.executer(RetirerPin("ADMIN"))),
    )
    with ThreadPoolExecutor(2) as fils:
        codes = [fil.result() for fil in [fils.submit(acte) for acte in actes]]
    assert sorted(codes) == ["", "pin_admin_absent"]
    with atelier.services.lire() as lecteur:
        assert len(codes_avec_pin(lecteur)) == 1
