"""The short ways of the text functions give exactly what their long ways give."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from caisse_clients.kernel import texte as module
from caisse_clients.kernel.texte import cle_recherche, nettoyer, nettoyer_lignes

_TEXTES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="abcÉé àœ'-.;  \t\n\u00a0\u202f\u0301", max_size=40),
    st.text(alphabet=st.characters(max_codepoint=127), max_size=40),
)


@given(_TEXTES)
def test_un_texte_propre_passe_par_le_chemin_court_sans_changer_de_sens(texte: str) -> None:
    long = module._BLANCS.sub(" ", module._sans_controles(texte)).strip()
    assert nettoyer(texte, longueur=100, champ="nom") == long
    if not long or "\n" not in module._sans_controles(texte).replace("\r", "\n"):
        assert nettoyer_lignes(texte, longueur=100, champ="nom") == long


@given(st.lists(_TEXTES, max_size=3))
def test_une_cle_ascii_est_celle_du_chemin_long(textes: list[str]) -> None:
    decompose = unicodedata.normalize("NFKD", " ".join(textes).translate(module._LIGATURES)).upper()
    nu = "".join(c for c in decompose if not unicodedata.combining(c))
    assert cle_recherche(*textes) == " ".join("".join(c if c.isalnum() else " " for c in nu).split())
