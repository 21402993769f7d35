"""The sentences of the scenarios on sales: pièces, règlements, imputations, and what the ledger says of each.

A pièce or a règlement gets a short name at its creation (``CO1``, ``FA1``, ``RC1``…), by which later sentences call
it; lines are written ``2 × 600,00 à 20 % + 100,00 à 5,5 % remise 10 %``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from caisse_clients.application import lectures, lectures_ventes
from caisse_clients.kernel.formats import ecrire_montant, ecrire_montant_contrat, lire_code, lire_date, lire_montant

if TYPE_CHECKING:
    from tests.scenarios.langage import Scenario

MONTANT = r"\d[\d ]*,\d\d"
NUMERO = r"\d[\d ]*"
NOM = r"[A-Z]{2}(?:-[A-Z0-9]+-\d{4}-)?\d+"
CIBLE = r"[A-Z]{2}\d+(?:/\d+)?|\d[\d ]*"
LE = r"(?: le (?P<date>\d\d/\d\d/\d{4}))?"
LIGNE = re.compile(
    rf"(?:(?P<quantite>\d+(?:,\d+)?) × )?(?P<prix>{MONTANT})(?P<ht> HT)?(?: à (?P<taux>[\d,]+) %)?"
    r"(?: remise (?P<remise>[\d,]+) %)?"
)
LIGNE_COMPTABLE = re.compile(rf"(?P<compte>\d{{3,}}) (?P<sens>[DC]) (?P<montant>{MONTANT})")
MODIFIER = {"CO": "modifier_commande", "BR": "modifier_facture", "FA": "modifier_facture"}
STATUTS = {"non payé": "non_paye", "partiel": "partiel", "soldé": "solde"}


# What is done


def cree(s: Scenario, sorte: str, nom: str, client: str, lignes: str, **suite: str) -> None:
    """Create a commande or a draft facture."""
    champs: dict[str, Any] = {"client": lire_code(client), "lignes": _lignes(lignes)}
    if "devise" in suite:
        champs |= {"devise": suite["devise"], "cours": _point(suite["cours"])}
    if "conditions" in suite:
        champs["conditions"] = suite["conditions"]
    if "echeances" in suite:
        jour = s.jour.isoformat()
        champs["echeances"] = [{"date": jour, "montant": contrat(m)} for m in suite["echeances"].split(" et ")]
    s.nommer(nom, s.commande(f"creer_{sorte}", **champs, **_date(suite)), "piece")


def modifie(s: Scenario, nom: str, lignes: str) -> None:
    """Change the lines of a commande or of a draft."""
    s.commande(MODIFIER[nom[:2]], piece=s.nomme(nom), lignes=_lignes(lignes))


def suit(s: Scenario, verbe: str, nom: str, neuf: str, **suite: str) -> None:
    """Deliver or invoice a commande, whole or by quantities of its lines."""
    champs: dict[str, Any] = {"piece": s.nomme(nom)}
    if "quantites" in suite:
        paires = (part.split(" × ") for part in suite["quantites"].split(", "))
        champs["lignes"] = [{"rang": int(rang), "quantite": _point(quantite)} for quantite, rang in paires]
    if suite.get("validee"):
        champs["valider"] = True
    commande = {"livre": "livrer_commande", "facture": "facturer_commande"}[verbe]
    s.nommer(neuf, s.commande(commande, **champs, **_date(suite)), "piece")


def valide(s: Scenario, nom: str, **suite: str) -> None:
    """Validate a draft; its name goes on with the final number."""
    s.nommer(nom, s.commande("valider_facture", piece=s.nomme(nom), **_date(suite)), "piece")


def supprime(s: Scenario, nom: str, raison: str = "") -> None:
    """Delete a draft facture or a règlement."""
    if nom.startswith("RC"):
        s.commande("annuler_reglement", reglement=s.nomme(nom), raison=raison)
    else:
        s.commande("supprimer_facture", piece=s.nomme(nom))


def annule(s: Scenario, nom: str, raison: str) -> None:
    """Cancel a commande or a bon de livraison."""
    s.commande("annuler_livraison" if nom.startswith("BL") else "annuler_commande", piece=s.nomme(nom), raison=raison)


def regle(s: Scenario, nom: str, montant: str, mode: str, client: str, **suite: str) -> None:
    """Record a règlement, imputed on what is named, or by the proposal."""
    champs: dict[str, Any] = {"client": lire_code(client), "montant": contrat(montant), "mode": mode}
    if "devise" in suite:
        champs |= {"devise": suite["devise"], "cours": _point(suite["cours"])}
    if "cibles" in suite:
        champs["imputations"] = [_affectee(s, part) for part in suite["cibles"].split(" et ")]
    if suite.get("office"):
        champs["auto"] = True
    s.nommer(nom, s.commande("enregistrer_reglement", **champs, **_date(suite)), "reglement")


def corrige(s: Scenario, nom: str, champ: str, valeur: str) -> None:
    """Change one field of a règlement."""
    cle = {"référence": "reference"}.get(champ, champ)
    if champ == "montant":
        valeur = contrat(valeur)
    elif champ == "date":
        valeur = lire_date(valeur).isoformat()
    s.commande("modifier_reglement", reglement=s.nomme(nom), **{cle: valeur})


def impute(s: Scenario, source: str, cible: str, **suite: str) -> None:
    """Match a source and a target."""
    montant = {"montant": contrat(suite["montant"])} if "montant" in suite else {}
    s.commande("imputer", source=s.nomme(source), cible=s.nomme(cible), **montant, **_date(suite))


def retire(s: Scenario, source: str, cible: str) -> None:
    """Un-match the imputation in force of a source on a target."""
    voulue, visee = s.nomme(source), s.nomme(cible)
    with s.lire() as lecteur:
        vue = lectures_ventes.piece(lecteur, visee.partition("/")[0])
    trouvees = [i.imputation for i in vue.imputations if i.source in (voulue, f"Compte {voulue}")]
    assert trouvees, f"rien de {source} n'est imputé sur {cible}"
    s.commande("retirer_imputation", imputation=trouvees[-1])


def annule_acompte(s: Scenario, nom: str, **suite: str) -> None:
    """Take an acompte off a pièce, and give it back when a mode is named."""
    champs = {"source": s.nomme(suite["source"])} if "source" in suite else {}
    mode = {"mode": suite["mode"]} if "mode" in suite else {}
    s.commande("annuler_acompte", piece=s.nomme(nom), raison="annulation", **champs, **mode)


def avoir(s: Scenario, nom: str, **suite: str) -> None:
    """Give an avoir on a facture, or without a pièce to a client."""
    champs: dict[str, Any] = {"raison": "avoir"}
    if "piece" in suite:
        champs["piece"] = s.nomme(suite["piece"])
    else:
        champs["client"] = lire_code(suite["client"])
    if "montant" in suite:
        champs["montant"] = contrat(suite["montant"])
    if suite.get("rabais"):
        champs["rabais"] = True
    if "mode" in suite:
        champs["remboursement"] = {"mode": suite["mode"]}
    if "compte" in suite:
        champs["garder"] = True
    valeurs = s.commande("emettre_avoir", **champs)
    s.nommer(nom, valeurs, "piece")
    if valeurs and "compte" in suite:
        assert valeurs["compte"] == lire_code(suite["compte"]), f"gardé sur le compte {valeurs['compte']}"


def rembourse(s: Scenario, source: str, mode: str, **suite: str) -> None:
    """Give a disponible back."""
    montant = {"montant": contrat(suite["montant"])} if "montant" in suite else {}
    s.commande("rembourser", source=s.nomme(source), mode=mode, **montant)


def met_en_compte(s: Scenario, nom: str, compte: str, **suite: str) -> None:
    """Put a pièce on a compte crédit, and expect its number."""
    valeurs = s.commande(
        "mettre_en_compte", piece=s.nomme(nom), **({"montant": contrat(suite["montant"])} if "montant" in suite else {})
    )
    if valeurs:
        assert valeurs["compte"] == lire_code(compte), f"mis sur le compte {valeurs['compte']}"


def prend_en_charge(s: Scenario, numero: str, organisme: str, client: str, montant: str, nom: str) -> None:  # noqa: PLR0917
    """An organisme takes over a pièce of a client: its compte organisme crédit is opened."""
    valeurs = s.commande(
        "creer_compte",
        client=lire_code(client),
        type="organisme_credit",
        entree=contrat(montant),
        motif="prise_en_charge",
        organisme=organisme,
        imputations=[{"piece": s.nomme(nom), "montant": contrat(montant)}],
    )
    if valeurs:
        assert valeurs["compte"] == lire_code(numero), f"le compte ouvert porte le numéro {valeurs['compte']}"


def ecart(s: Scenario, nom: str) -> None:
    """Pass a small difference: what a pièce lacks, what a source has too much."""
    s.commande("passer_ecart", **{"source" if nom.startswith(("RC", "AV")) else "cible": s.nomme(nom)})


def ticket(s: Scenario, nom: str, lignes: str, paiements: str) -> None:
    """Sell at the counter."""
    payes = [part.split(" en ") for part in paiements.split(" et ")]
    champs = [{"mode": mode, "montant": contrat(montant)} for montant, mode in payes]
    s.nommer(nom, s.commande("enregistrer_vente_comptoir", lignes=_lignes(lignes), reglements=champs), "piece")


def transfere(s: Scenario, du: str, au: str) -> None:
    """Transfer the écritures of a period to accounting."""
    s.commande("transferer_ecritures", du=lire_date(du).isoformat(), au=lire_date(au).isoformat())


# What is seen


def reste(s: Scenario, nom: str, montant: str, statut: str = "") -> None:
    """Expect what a pièce still owes, and its status."""
    with s.lire() as lecteur:
        vue = lectures_ventes.piece(lecteur, s.nomme(nom))
    assert vue.reste_du == lire_montant(montant), f"il reste dû {ecrire_montant(vue.reste_du)}"
    if statut:
        assert vue.statut.value == STATUTS[statut], f"le statut est {vue.statut.libelle}"


def etat(s: Scenario, nom: str, mot: str) -> None:
    """Expect the state of a pièce, or of a règlement."""
    with s.lire() as lecteur:
        if nom.startswith("RC"):
            vu = lectures_ventes.reglement(lecteur, s.nomme(nom)).etat.libelle
        else:
            vu = lectures_ventes.piece(lecteur, s.nomme(nom)).etat.libelle
    assert vu.lower() == mot, f"l'état est {vu.lower()}"


def libre(s: Scenario, nom: str, montant: str) -> None:
    """Expect what a source can still pay: the right column of the client shows it, or nothing."""
    numero = s.nomme(nom)
    with s.lire() as lecteur:
        if numero.isdecimal():
            code = lectures.comptes(lecteur, numero=int(numero))[0].client
        elif nom.startswith("RC"):
            code = lectures_ventes.reglement(lecteur, numero).client
        else:
            code = lectures_ventes.piece(lecteur, numero).client
        colonne = {d.cle: d.disponible for d in lectures_ventes.disponibles(lecteur, code)}
    vu = colonne.get(numero, 0)
    assert vu == lire_montant(montant), f"le disponible est {ecrire_montant(vu)}"


def verrou(s: Scenario, nom: str, code: str) -> None:
    """Expect why a règlement may not change (``aucun``: it may)."""
    with s.lire() as lecteur:
        vu = lectures_ventes.reglement(lecteur, s.nomme(nom)).verrou
    assert vu == ("" if code == "aucun" else code), f"le verrou est {vu or 'aucun'}"


def historique(s: Scenario, nom: str, texte: str) -> None:
    """Expect words in the Historique of a pièce, short names written as numbers."""
    attendu = re.sub(NOM, lambda m: s.noms.get(m[0], m[0]), texte).replace("\u202f", " ")
    with s.lire() as lecteur:
        actes = [a.texte.replace("\u202f", " ") for a in lectures_ventes.historique_piece(lecteur, s.nomme(nom))]
    assert any(attendu in acte for acte in actes), f"l'historique dit {actes}"


def ecrit(s: Scenario, lignes: str) -> None:
    """Expect one écriture of the last command, with exactly these lines."""
    attendues = sorted((m["compte"], m["sens"], lire_montant(m["montant"])) for m in _chaque(LIGNE_COMPTABLE, lignes))
    for identifiant, vues in s.ecritures_nouvelles().items():
        if sorted(vues) == attendues:
            s.reconnaitre(identifiant)
            return
    raise AssertionError(f"les écritures sont {s.en_mots()}")


def rien_d_autre(s: Scenario) -> None:
    """Expect that every écriture of the last command was named."""
    assert not s.ecritures_nouvelles(), f"il y a aussi {s.en_mots()}"


def contrat(montant: str) -> str:
    """Write a French amount as command files do."""
    return ecrire_montant_contrat(lire_montant(montant))


def _lignes(texte: str) -> list[dict[str, str]]:
    lignes = []
    for rang, m in enumerate(_chaque(LIGNE, texte, " + "), 1):
        lignes.append(
            {
                "libelle": f"Article {rang}",
                "quantite": _point(m["quantite"] or "1"),
                "prix_ht" if m["ht"] else "prix_ttc": contrat(m["prix"]),
                "taux_tva": _point(m["taux"] or "20"),
                "remise": _point(m["remise"] or "0"),
            }
        )
    return lignes


def _chaque(forme: re.Pattern[str], texte: str, separateur: str = " ; ") -> list[re.Match[str]]:
    trouvees = []
    for part in texte.split(separateur):
        if (m := forme.fullmatch(part.strip())) is None:
            raise SyntaxError(f"« {part.strip()} » est illisible")
        trouvees.append(m)
    return trouvees


def _affectee(s: Scenario, part: str) -> dict[str, Any]:
    nom, _, montant = part.partition(" pour ")
    cible = s.nomme(nom)
    if cible.isdecimal():
        champs: dict[str, Any] = {"compte": int(cible)}
    else:
        champs = {"echeance" if "/" in cible else "piece": cible}
    return {**champs, "montant": contrat(montant)} if montant else champs


def _point(nombre: str) -> str:
    return nombre.replace(",", ".")


def _date(suite: dict[str, str]) -> dict[str, str]:
    return {"date": lire_date(suite["date"]).isoformat()} if "date" in suite else {}


EN_DEVISE = r"(?: en (?P<devise>[A-Z]{3}) à (?P<cours>[\d,]+))?"
PHRASES_VENTES: tuple[tuple[str, Callable[..., None]], ...] = (
    (
        (
            rf"(?P<sorte>commande|facture) (?P<nom>{NOM}) du client (?P<client>{NUMERO}){EN_DEVISE}{LE}"
            rf"(?:, échéances (?P<echeances>{MONTANT}(?: et {MONTANT})*))?(?:, conditions (?P<conditions>[^:]+))? : "
            rf"(?P<lignes>.+)"
        ),
        cree,
    ),
    (r"modifie (?P<nom>(?:CO|BR|FA)\d+) : (?P<lignes>.+)", modifie),
    (
        (
            rf"(?P<verbe>livre|facture) (?P<nom>{NOM}) en (?P<neuf>{NOM})(?P<validee> validée)?{LE}"
            r"(?: : (?P<quantites>[\d,]+ × \d+(?:, [\d,]+ × \d+)*))?"
        ),
        suit,
    ),
    (rf"valide (?P<nom>{NOM}){LE}", valide),
    (rf"supprime (?P<nom>{NOM})(?: : (?P<raison>.+))?", supprime),
    (r"annule (?P<nom>(?:CO|BL)\d+) : (?P<raison>.+)", annule),
    (
        (
            rf"règlement (?P<nom>{NOM}) de (?P<montant>{MONTANT}){EN_DEVISE} en (?P<mode>\w+)"
            rf" du client (?P<client>{NUMERO}){LE}(?: sur (?P<cibles>.+?))?(?P<office> d'office)?"
        ),
        regle,
    ),
    (r"modifie (?P<nom>RC\d+) : (?P<champ>montant|mode|date|référence) (?P<valeur>.+)", corrige),
    (rf"impute (?P<source>{CIBLE}) sur (?P<cible>{CIBLE})(?: pour (?P<montant>{MONTANT}))?{LE}", impute),
    (rf"retire (?P<source>{CIBLE}) de (?P<cible>{CIBLE})", retire),
    (
        rf"annule l'acompte(?: (?P<source>{CIBLE}))? de (?P<nom>{NOM})(?: rendu en (?P<mode>\w+))?",
        annule_acompte,
    ),
    (
        (
            rf"avoir (?P<nom>{NOM})(?: sur (?P<piece>{NOM})| au client (?P<client>{NUMERO}))"
            rf"(?: de (?P<montant>{MONTANT}))?"
            rf"(?P<rabais> en rabais)?(?: rendu en (?P<mode>\w+))?(?: gardé sur le compte (?P<compte>{NUMERO}))?"
        ),
        avoir,
    ),
    (rf"rembourse (?P<source>{CIBLE})(?: de (?P<montant>{MONTANT}))? en (?P<mode>\w+)", rembourse),
    (
        rf"met (?P<nom>{NOM})(?: pour (?P<montant>{MONTANT}))? en compte sur le (?P<compte>{NUMERO})",
        met_en_compte,
    ),
    (
        (
            rf"prise en charge (?P<numero>{NUMERO}) par (?P<organisme>[^:]+) : (?P<montant>{MONTANT}) de (?P<nom>{NOM})"
            rf" du client (?P<client>{NUMERO})"
        ),
        prend_en_charge,
    ),
    (rf"passe l'écart de (?P<nom>{NOM})", ecart),
    (rf"ticket (?P<nom>{NOM}) : (?P<lignes>.+) payé (?P<paiements>.+)", ticket),
    (r"transfère du (?P<du>\d\d/\d\d/\d{4}) au (?P<au>\d\d/\d\d/\d{4})", transfere),
    (rf"reste dû de (?P<nom>{NOM}) : (?P<montant>{MONTANT})(?:, (?P<statut>non payé|partiel|soldé))?", reste),
    (rf"état de (?P<nom>{NOM}) : (?P<mot>.+)", etat),
    (rf"disponible de (?P<nom>{CIBLE}) : (?P<montant>{MONTANT})", libre),
    (rf"verrou de (?P<nom>{NOM}) : (?P<code>\w+)", verrou),
    (rf"historique de (?P<nom>{NOM}) : « (?P<texte>.+) »", historique),
    (r"écrit : (?P<lignes>.+)", ecrit),
    (r"rien d'autre n'est écrit", rien_d_autre),
)
