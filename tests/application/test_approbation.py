"""Another user authorises one act at the screen of who acts: his rights for it, his name under the seal."""

from __future__ import annotations

import datetime as dt

import pytest

from caisse_clients.application.approbation import droit_qui_leve, est_a_approuver
from caisse_clients.application.commandes.clients import CreerClient
from caisse_clients.application.commandes.comptes import CreerCompte, SaisirEcriture
from caisse_clients.application.commandes.parametrage import CreerUtilisateur, ModifierParametre, ModifierUtilisateur
from caisse_clients.application.commandes.pins import DefinirPin, RetirerPin
from caisse_clients.application.lectures import operations
from caisse_clients.application.services import Services, ouvrir_services
from caisse_clients.application.session import Approbation, Secrets
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.droits import Droit, Role
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique
from tests.atelier import Atelier
from tests.storage.brut import falsifier

CHEF = Approbation("CHEF", "739105")
ID = "0190a1b2-0000-7000-8000-0000000000cc"


@pytest.fixture
def lea(atelier: Atelier) -> Services:
    """The cashier, limited to 100 € a day and client; CHEF (responsable) and ADMIN have a PIN, PAUL has none."""
    atelier.faire(ModifierParametre("limite_remboursement", "100.00"))
    atelier.faire(CreerClient("ALBERT", code=1011))
    atelier.faire(CreerCompte(1011, TypeCompte.ACOMPTE, Centimes(900_00)))
    for code, role in (("LEA", Role.CAISSIER), ("CHEF", Role.RESPONSABLE), ("PAUL", Role.RESPONSABLE)):
        atelier.faire(CreerUtilisateur(code, code.title(), role))
    for code, pin in (("ADMIN", "4827"), ("CHEF", CHEF.pin), ("LEA", "1357")):
        atelier.services.executer(DefinirPin(code), secrets=Secrets(nouveau_pin=pin))
    return atelier.ouvrir("LEA")


def rendre(centimes: int) -> SaisirEcriture:
    return SaisirEcriture(1, sortie=Centimes(centimes), motif="especes")


def refus(services: Services, commande: object, approbation: Approbation | None = None, **options: str) -> ErreurMetier:
    with pytest.raises(ErreurMetier) as refuse:
        services.executer(commande, approbation=approbation, **options)  # type: ignore[arg-type]  # options by name
    return refuse.value


def derniere(services: Services) -> tuple[str, str | None, str]:
    with services.lire() as lecteur:
        o = list(operations(lecteur))[-1]
    return o.utilisateur, o.approbateur, o.commande


def test_l_approbateur_leve_la_limite_et_il_est_scelle(lea: Services, atelier: Atelier) -> None:
    assert refus(lea, rendre(150_00), id_commande=ID).code == "limite_remboursement"
    lea.executer(rendre(150_00), id_commande=ID, approbation=CHEF)
    assert derniere(lea) == ("LEA", "CHEF", "saisir_ecriture")
    assert lea.executer(rendre(150_00), id_commande=ID).rejouee


def test_ses_droits_ne_valent_que_pour_un_acte(lea: Services) -> None:
    lea.executer(rendre(150_00), approbation=CHEF)
    assert refus(lea, rendre(150_00)).code == "limite_remboursement"
    lea.executer(SaisirEcriture(1, entree=Centimes(5_00)))
    assert derniere(lea) == ("LEA", None, "saisir_ecriture")


def test_il_ne_donne_que_les_droits_qu_il_a(lea: Services) -> None:
    manque = refus(lea, ModifierParametre("limite_ecart", "1.00"), CHEF)
    assert (manque.code, manque.details["approbateur"]) == ("droit_manquant", "CHEF")
    lea.executer(ModifierParametre("limite_ecart", "1.00"), approbation=Approbation("admin", "4827"))
    assert derniere(lea) == ("LEA", "ADMIN", "modifier_parametre")


def test_le_caissier_garde_ses_propres_droits(lea: Services, atelier: Atelier) -> None:
    """Both rights count: the accountant's and those of who acts."""
    chef = atelier.ouvrir("CHEF")
    chef.executer(rendre(150_00), approbation=Approbation("LEA", "1357"))
    assert derniere(chef) == ("CHEF", "LEA", "saisir_ecriture")


def test_nul_ne_s_approuve_soi_meme(lea: Services, atelier: Atelier) -> None:
    assert refus(lea, rendre(150_00), Approbation("LEA", "1357")).code == "limite_remboursement"
    chef = atelier.ouvrir("CHEF")
    chef.executer(rendre(150_00), approbation=CHEF)
    assert derniere(chef) == ("CHEF", None, "saisir_ecriture")


@pytest.mark.parametrize(
    ("approbation", "code"),
    [
        (Approbation("CHEF", "1111"), "pin_faux"),
        (Approbation("PERSONNE", "1111"), "pin_faux"),
        (Approbation("PAUL", "1111"), "pin_absent"),
    ],
)
def test_sans_son_pin_rien_n_est_autorise(lea: Services, approbation: Approbation, code: str) -> None:
    refuse = refus(lea, rendre(150_00), approbation)
    assert (refuse.code, refuse.details["approbation"]) == (code, True)


def test_un_approbateur_inactif_n_autorise_rien(lea: Services, atelier: Atelier) -> None:
    atelier.faire(ModifierUtilisateur("CHEF", actif=False))
    assert refus(lea, rendre(150_00), CHEF).code == "pin_faux"


def test_les_pins_faux_de_l_approbateur_ralentissent_aussi(lea: Services, atelier: Atelier) -> None:
    """A wrong PIN is counted though the act it came with is refused."""
    faux = Approbation("CHEF", "1111")
    assert [refus(lea, rendre(150_00), faux).code for _ in range(4)] == ["pin_faux"] * 3 + ["pin_attente"]
    assert refus(lea, rendre(150_00), CHEF).code == "pin_attente"
    atelier.horloge.avancer(dt.timedelta(seconds=2))
    lea.executer(rendre(150_00), approbation=CHEF)


def test_l_approbateur_d_une_ligne_de_commande_vaut_pour_tout_son_fichier(lea: Services, atelier: Atelier) -> None:
    with pytest.raises(ErreurMetier, match="pin_faux"):
        ouvrir_avec(atelier, Approbation("CHEF", "1111"))
    services = ouvrir_avec(atelier, CHEF)
    services.executer(rendre(150_00))
    with services.lot() as lot:
        lot.executer(rendre(150_00))
    assert derniere(services) == ("LEA", "CHEF", "saisir_ecriture")
    atelier.faire(ModifierUtilisateur("CHEF", actif=False))
    assert refus(services, rendre(150_00)).code == "utilisateur_inconnu"


def ouvrir_avec(atelier: Atelier, approbation: Approbation) -> Services:
    services = ouvrir_services(
        atelier.url,
        utilisateur="LEA",
        pin="1357",
        horloge=atelier.horloge,
        reglages=atelier.reglages,
        approbation=approbation,
    )
    atelier._ouverts.append(services)
    return services


@pytest.mark.parametrize("nom", ["NULL", "'ADMIN'"])
def test_un_approbateur_efface_ou_change_se_voit(lea: Services, atelier: Atelier, nom: str) -> None:
    operation = lea.executer(rendre(150_00), approbation=CHEF).operation
    assert atelier.verifier().intact
    with falsifier(atelier) as brut:
        brut.executer(f"UPDATE operation SET approbateur = {nom} WHERE id = ?", operation)
    assert operation in {a.operation for a in atelier.verifier().anomalies}


def test_le_nombre_de_changements_de_pin_est_scelle_le_pin_ne_l_est_pas(lea: Services, atelier: Atelier) -> None:
    """Who owns the file can put a hash in the place of another: he logs in, and changes nothing of what was sealed."""
    with falsifier(atelier) as brut:
        brut.executer(
            "UPDATE utilisateur SET pin_empreinte = (SELECT pin_empreinte FROM utilisateur WHERE code = 'LEA')"
            " WHERE code = 'CHEF'"
        )
    rapport = atelier.verifier()
    assert rapport.intact, rapport.anomalies
    with falsifier(atelier) as brut:
        brut.executer("UPDATE utilisateur SET pin_version = pin_version + 1 WHERE code = 'CHEF'")
    assert not atelier.verifier().intact


def test_ce_qu_un_autre_peut_lever_est_une_donnee(lea: Services, atelier: Atelier) -> None:
    limite = refus(lea, rendre(150_00))
    droit = refus(lea, ModifierParametre("limite_ecart", "1.00"))
    ailleurs = refus(lea, SaisirEcriture(99, entree=Centimes(1)))
    assert [droit_qui_leve(e) for e in (limite, droit, ailleurs, ErreurTechnique("disque_plein"))] == [
        Droit.REMBOURSER_SANS_LIMITE, Droit.MODIFIER_PARAMETRE, None, None,
    ]  # fmt: skip
    assert [est_a_approuver(lea, e) for e in (limite, droit, ailleurs)] == [True, True, False]


def test_on_ne_propose_que_s_il_y_a_quelqu_un_pour_dire_oui(lea: Services, atelier: Atelier) -> None:
    limite = refus(lea, rendre(150_00))
    atelier.faire(RetirerPin("CHEF"))
    assert est_a_approuver(lea, limite), "ADMIN le peut encore"
    assert not est_a_approuver(atelier.services, ErreurMetier("droit_manquant", droit="gerer_utilisateurs"))
