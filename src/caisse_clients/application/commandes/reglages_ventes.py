"""Commands on the settings of sales: modes de règlement, banks, VAT rates, articles."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.domain.pieces import NatureLigne
from caisse_clients.domain.reglages import SorteArticle
from caisse_clients.kernel.argent import Centimes, Pourcent


@dataclass(frozen=True, slots=True)
class CreerMode:
    """Create a mode de règlement; ``compte`` is the general account that receives the money."""

    code: str
    libelle: str
    compte: str
    journal: str = ""
    numerique: bool = False
    especes: bool = False


@dataclass(frozen=True, slots=True)
class ModifierMode:
    """Change a mode; règlements already recorded keep the label and account they had."""

    code: str
    libelle: str | None = None
    compte: str | None = None
    journal: str | None = None
    numerique: bool | None = None
    actif: bool | None = None


@dataclass(frozen=True, slots=True)
class CreerBanque:
    """Create a bank account of the shop; ``iban`` is checked, ``emetteur`` is the CFONB issuer number."""

    code: str
    libelle: str = ""
    iban: str = ""
    bic: str = ""
    compte: str = "512"
    journal: str = ""
    emetteur: str = ""


@dataclass(frozen=True, slots=True)
class ModifierBanque:
    """Change a bank; a field left out (None) stays."""

    code: str
    libelle: str | None = None
    iban: str | None = None
    bic: str | None = None
    compte: str | None = None
    journal: str | None = None
    emetteur: str | None = None
    actif: bool | None = None


@dataclass(frozen=True, slots=True)
class CreerTauxTva:
    """Create a VAT rate; its code is the rate as written (``"20"``, ``"5.5"``)."""

    taux: Pourcent
    libelle: str = ""
    compte: str = "44571"


@dataclass(frozen=True, slots=True)
class ModifierTauxTva:
    """Change a VAT rate's label or account, or stop using it."""

    taux: Pourcent
    libelle: str | None = None
    compte: str | None = None
    actif: bool | None = None


@dataclass(frozen=True, slots=True)
class CreerArticle:
    """Create an article; ``prix_ttc`` absent = typed at each sale, ``compte`` absent = that of its nature."""

    code: str
    libelle: str = ""
    sorte: SorteArticle = SorteArticle.VENTE
    nature: NatureLigne = NatureLigne.BIEN
    taux_tva: Pourcent | None = None
    prix_ttc: Centimes | None = None
    compte: str = ""


@dataclass(frozen=True, slots=True)
class ModifierArticle:
    """Change an article; lines already written keep what they said."""

    code: str
    libelle: str | None = None
    nature: NatureLigne | None = None
    taux_tva: Pourcent | None = None
    prix_ttc: Centimes | None = None
    compte: str | None = None
    actif: bool | None = None
