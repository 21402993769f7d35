"""The customer statement on A4: every movement with its running balance, or what is open, and the balance in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from caisse_clients.documents.blocs import Bloc, espace, paragraphe
from caisse_clients.documents.donnees_recu import Emetteur
from caisse_clients.documents.feuillet import A4, ACCENT, BLANC, MM, Aligne, Feuillet
from caisse_clients.documents.papier_a_lettre import DROITE, GAUCHE, EnTete, PapierALettre
from caisse_clients.documents.tableau_long import ColonneLongue, Rangee, TableauLong
from caisse_clients.domain.releves import LigneReleve, Releve, SorteReleve, solde_en_mots
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant, ecrire_solde
from caisse_clients.kernel.suivi import Suivi

_D = Aligne.DROITE
_TITRE = "Relevé de compte"
_HAUT_SOLDE = 10.5 * MM
_LARGE_SOLDE = 112 * MM


@dataclass(frozen=True, slots=True)
class DonneesReleve:
    """A statement and what stands around it; ``avec_ht`` adds the HT of the pièces beside (a règlement has none)."""

    emetteur: Emetteur
    releve: Releve
    destinataire: tuple[str, ...]
    compte: str = ""
    station: str = ""
    avec_ht: bool = False
    mentions: tuple[str, ...] = ()
    legal: str = ""
    edition: str = ""
    sans_valeur: str = ""


def rendre_releve(donnees: DonneesReleve, *, suivi: Suivi | None = None) -> bytes:
    """Return one statement as PDF, the same bytes for the same values."""
    feuillet = Feuillet(
        A4,
        titre=f"{_TITRE} - {donnees.releve.client_nom}",
        auteur=donnees.emetteur.raison_sociale,
        sujet=donnees.releve.sorte.libelle,
    )
    _tracer(feuillet, donnees, suivi)
    return feuillet.octets()


def rendre_releves(tous: Iterable[DonneesReleve]) -> bytes:
    """Return many statements in one PDF, each from page 1 of its own; ``tous`` is not empty."""
    feuillet: Feuillet | None = None
    for donnees in tous:
        if feuillet is None:
            sujet = donnees.releve.sorte.libelle
            feuillet = Feuillet(A4, titre="Relevés de compte", auteur=donnees.emetteur.raison_sociale, sujet=sujet)
        else:
            feuillet.page_suivante()
        _tracer(feuillet, donnees, None)
    if feuillet is None:
        raise ValueError("aucun relevé")
    return feuillet.octets()


def periode_dite(releve: Releve) -> str:
    """Say the period of a statement."""
    if releve.sorte is SorteReleve.RESTANT_DU:
        return f"au {ecrire_date(releve.au)}"
    if releve.du is None:
        return f"jusqu'au {ecrire_date(releve.au)}"
    return f"du {ecrire_date(releve.du)} au {ecrire_date(releve.au)}"


def _tracer(feuillet: Feuillet, donnees: DonneesReleve, suivi: Suivi | None) -> None:
    releve = donnees.releve
    papier = PapierALettre(feuillet, _en_tete(donnees))
    rangees = _rangees(donnees)
    ouvertures = len(rangees) - len(releve.lignes)
    cumuls = [0, *accumulate(x.debit for x in releve.lignes)], [0, *accumulate(x.credit for x in releve.lignes)]

    def reports(rang: int) -> Sequence[str]:
        n = max(rang - ouvertures, 0)
        solde = releve.lignes[n - 1].solde if n else releve.ouverture
        return _textes(donnees, "", "", "", None, (cumuls[0][n], cumuls[1][n]), solde)

    vide = "Rien n'est dû." if releve.sorte is SorteReleve.RESTANT_DU else "Aucun mouvement."
    tableau = TableauLong(feuillet, papier, _colonnes(donnees), rangees, reports=reports, vide=vide)
    total = _textes(donnees, "", "", "", None, (releve.total_debit, releve.total_credit), releve.solde)
    suite = [
        tableau.total("Total", total)._replace(lie=True),
        espace(5 * MM, lie=True),
        _solde(feuillet, releve),
        *_mentions(feuillet, donnees),
    ]
    tableau.tracer(suite, suivi=suivi)


def _colonnes(donnees: DonneesReleve) -> list[ColonneLongue]:
    ht = [ColonneLongue("HT", _D)] if donnees.avec_ht else []
    return [
        ColonneLongue("Date"),
        ColonneLongue("Référence"),
        ColonneLongue("Description", souple=True),
        *ht,
        ColonneLongue("Débit", _D),
        ColonneLongue("Crédit", _D),
        ColonneLongue("Solde", _D),
    ]


def _rangees(donnees: DonneesReleve) -> list[Rangee]:
    releve = donnees.releve
    rangees = [_rangee(donnees, ligne) for ligne in releve.lignes]
    if releve.sorte is SorteReleve.ACTIVITE and releve.du is not None:
        ouverture = f"Solde avant le {ecrire_date(releve.du)}"
        textes = _textes(donnees, "", "", ouverture, None, (0, 0), releve.ouverture)
        rangees.insert(0, Rangee(textes, forte=True))
    return rangees


def _rangee(donnees: DonneesReleve, x: LigneReleve) -> Rangee:
    date = ecrire_date(x.date)
    return Rangee(_textes(donnees, date, x.reference, x.description, x.ht, (x.debit, x.credit), x.solde))


def _textes(  # noqa: PLR0917 - the columns, in their order
    donnees: DonneesReleve,
    date: str,
    reference: str,
    description: str,
    ht: int | None,
    montants: tuple[int, int],
    solde: int,
) -> Sequence[str]:
    debit, credit = (ecrire_montant(montant) if montant else "" for montant in montants)
    hors_taxe = ("" if ht is None else ecrire_montant(ht),) if donnees.avec_ht else ()
    return date, reference, description, *hors_taxe, debit, credit, ecrire_solde(solde)


def _solde(feuillet: Feuillet, releve: Releve) -> Bloc:
    """Say the balance in words: never a bare sign."""

    def tracer(y: float) -> None:
        gauche, base = DROITE - _LARGE_SOLDE, y + _HAUT_SOLDE / 2 + 1.5 * MM
        feuillet.boite(gauche, y, _LARGE_SOLDE, _HAUT_SOLDE, fond=ACCENT)
        solde_au = f"Solde au {ecrire_date(releve.au)}"
        feuillet.texte(gauche + 3 * MM, base, solde_au, corps=9.5, couleur=BLANC)
        mots = solde_en_mots(releve.solde, ecrire_montant(abs(releve.solde)))
        feuillet.texte(DROITE - 3 * MM, base, mots, corps=12, gras=True, couleur=BLANC, aligne=_D)

    return Bloc(_HAUT_SOLDE, tracer)


def _mentions(feuillet: Feuillet, donnees: DonneesReleve) -> list[Bloc]:
    large = DROITE - GAUCHE
    blocs = [bloc for texte in donnees.mentions if texte for bloc in paragraphe(feuillet, GAUCHE, large, texte)]
    return [espace(4 * MM, lie=True), *blocs] if blocs else []


def _en_tete(donnees: DonneesReleve) -> EnTete:
    releve = donnees.releve
    return EnTete(
        emetteur=donnees.emetteur,
        titre=_TITRE,
        reference=releve.sorte.libelle,
        dates=periode_dite(releve),
        suite=f"{_TITRE} {periode_dite(releve)} — {releve.client_nom[:60]}",
        destinataire=donnees.destinataire,
        precisions=(
            ("N° client", ecrire_code(releve.client)),
            ("Compte", donnees.compte),
            ("Station", donnees.station),
        ),
        legal=donnees.legal,
        edition=donnees.edition,
        sans_valeur=donnees.sans_valeur,
    )
