"""The article of an avoir given without a stop, and the factures on which one may be given (manual 001)."""

from __future__ import annotations

import pytest

from caisse_clients.application.commandes.avoirs import EmettreAvoir
from caisse_clients.application.commandes.reglages_ventes import CreerArticle
from caisse_clients.application.commandes.saisies import Remboursement
from caisse_clients.application.lectures_avoirs import factures_a_crediter
from caisse_clients.application.lectures_ventes import piece
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from tests import acces_de_test as manuel
from tests.atelier import Atelier

CLIENT = manuel.MARTIN


def donner(atelier: Atelier, montant: int, **options: object) -> str:
    return str(
        atelier.faire(EmettreAvoir("Geste", montant=Centimes(montant), **options)).valeurs["piece"]  # type: ignore[arg-type]  # options by name
    )


def test_l_article_nomme_la_ligne_de_l_avoir_avec_ou_sans_facture(atelier: Atelier) -> None:
    manuel.manuel(atelier)
    with atelier.services.lire() as lecteur:
        (facture,) = [f.numero for f in factures_a_crediter(lecteur, CLIENT)]
    sans = donner(atelier, 20_00, client=CLIENT, article="AVOIR", garder=True)
    avec = donner(atelier, 20_00, piece=facture, article="AVOIR", garder=True)
    with atelier.services.lire() as lecteur:
        (libre,), (sur_facture,) = piece(lecteur, sans).lignes, piece(lecteur, avec).lignes
    assert (libre.article, libre.libelle, libre.taux) == ("AVOIR", "Avoir net de taxe", 0)
    assert (sur_facture.article, sur_facture.taux) == ("AVOIR", 20_00)
    assert facture in sur_facture.libelle


def test_un_article_de_remboursement_ne_sert_que_si_l_on_rend_l_argent(atelier_sqlite: Atelier) -> None:
    manuel.configurer(atelier_sqlite)
    rendu = Remboursement("cheque")
    assert donner(atelier_sqlite, 20_00, client=CLIENT, article="REMB", remboursement=rendu)
    atelier_sqlite.faire(CreerArticle("TABLE", "Table", sorte=SorteArticle.VENTE))
    for code in ("REMB", "TABLE", "INCONNU"):
        with pytest.raises(ErreurMetier) as refus:
            donner(atelier_sqlite, 20_00, client=CLIENT, article=code, garder=True)
        assert (refus.value.code, refus.value.champ) == ("article_inconnu", "article")


def test_une_facture_ne_se_propose_que_tant_qu_il_en_reste(atelier: Atelier) -> None:
    manuel.manuel(atelier)

    def proposees() -> list[tuple[int, int]]:
        with atelier.services.lire() as lecteur:
            return [(f.plafond, f.reste_du) for f in factures_a_crediter(lecteur, CLIENT)]

    assert proposees() == [(540_00, 135_00)]
    with atelier.services.lire() as lecteur:
        facture = factures_a_crediter(lecteur, CLIENT)[0].numero
    donner(atelier, 405_00, piece=facture, garder=True)
    assert proposees() == [(135_00, 0)]
    donner(atelier, 135_00, piece=facture, garder=True)
    assert proposees() == []
    with atelier.services.lire() as lecteur, pytest.raises(ErreurMetier):
        factures_a_crediter(lecteur, 999_999)
