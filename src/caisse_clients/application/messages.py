"""Every code of refusal or failure, in one French sentence that says what happened and what to do.

The only place where a message is worded; screens and the command line show it as it is. ``{…}`` are details of the
error, written by ``kernel.formats``: integers named in ``MONTANTS`` are centimes, codes get thousands spaces.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any

from caisse_clients.kernel.erreurs import ConfirmationRequise, ErreurMetier, ErreurTechnique
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant

MONTANTS = frozenset(
    {
        "solde",
        "sortie",
        "entree",
        "montant",
        "limite",
        "plafond",
        "total",
        "cumul",
        "reste",
        "disponible",
        "impute",
        "somme",
        "du",
    }
)
"""Details that are amounts in centimes."""
CODES = frozenset({"client", "garde", "absorbe", "code", "compte", "numero", "dernier", "ecriture", "par"})
"""Details that are codes or numbers shown with thousands spaces."""

MESSAGES: dict[str, str] = {
    # reading of commands
    "ligne_illisible": "La ligne {ligne} n'est pas un objet JSON lisible ({raison}) : corrigez-la puis relancez le fichier.",
    "commande_inconnue": "La commande « {commande} » n'existe pas : voyez la liste avec « caisse-clients schema commandes ».",
    "champ_inconnu": "Le champ « {champ} » n'existe pas pour la commande « {commande} » : retirez-le ou corrigez son nom.",
    "champ_manquant": "Le champ « {champ} » manque pour la commande « {commande} » : ajoutez-le.",
    "champ_invalide": "Le champ « {champ} » attend {attendu} : corrigez « {valeur} ».",
    "liste_trop_longue": "Le champ « {champ} » a {nombre} éléments pour {maximum} au plus : partagez-le en plusieurs commandes.",
    "alias_inconnu": "L'alias « @{alias} » n'a été créé par aucune ligne précédente réussie : vérifiez son nom.",
    "alias_invalide": "L'alias « {alias} » doit être un mot de lettres, chiffres, tirets : choisissez-en un autre.",
    "id_invalide": "L'identifiant de commande « {valeur} » n'est pas un uuid : donnez un uuid complet.",
    "id_reutilise": "Cet identifiant de commande a déjà servi pour un autre contenu : rien n'a été enregistré ; utilisez un nouvel identifiant.",
    # input
    "montant_invalide": "« {valeur} » n'est pas un montant accepté : tapez par exemple 1 234,56, sans signe et avec deux décimales au plus.",
    "pourcent_invalide": "« {valeur} » n'est pas un pourcentage accepté : tapez de 0 à 100, par exemple 5,5, avec deux décimales au plus.",
    "quantite_invalide": "« {valeur} » n'est pas une quantité acceptée : tapez un nombre au-dessus de zéro, par exemple 1,5, avec trois décimales au plus.",
    "cours_invalide": "« {valeur} » n'est pas un cours accepté : tapez ce que vaut 1 €, par exemple 1,0825, avec six décimales au plus.",
    "date_invalide": "« {valeur} » n'est pas une date du calendrier : tapez par exemple 15/07/2014.",
    "montant_invalide@fichier": '« {valeur} » n\'est pas un montant de fichier de commandes : écrivez-le entre guillemets, avec un point, par exemple "1234.56", sans signe.',
    "pourcent_invalide@fichier": '« {valeur} » n\'est pas un pourcentage de fichier de commandes : écrivez-le entre guillemets, de 0 à 100, avec un point, par exemple "5.5".',
    "quantite_invalide@fichier": '« {valeur} » n\'est pas une quantité de fichier de commandes : écrivez-la entre guillemets, au-dessus de zéro, avec un point, par exemple "1.5".',
    "cours_invalide@fichier": '« {valeur} » n\'est pas un cours de fichier de commandes : écrivez-le entre guillemets, avec un point, par exemple "1.0825" pour 1 €.',
    "date_invalide@fichier": '« {valeur} » n\'est pas une date du calendrier : écrivez-la entre guillemets, par exemple "2014-07-15".',
    "date_future": "La date du {date} est dans l'avenir : choisissez une date jusqu'au {aujourd_hui}.",
    "periode_close": "Cette période est clôturée pour la station : datez l'opération dans la période ouverte.",
    "code_invalide": "« {valeur} » n'est pas un code accepté : tapez un nombre entier à partir de 1.",
    "code_court_invalide": "« {valeur} » n'est pas un code accepté : 1 à 16 lettres sans accent, chiffres, tirets.",
    "code_deja_pris": "Le code {code} est déjà pris : choisissez-en un autre ou laissez le champ vide.",
    "texte_trop_long": "Ce texte a {longueur} caractères pour {maximum} au plus : raccourcissez-le.",
    "raison_manquante": "Une raison est demandée : tapez en quelques mots pourquoi.",
    "champ_vide": "Ce champ est demandé : remplissez-le.",
    # clients
    "client_inconnu": "Le client {client} n'existe pas : vérifiez le code ou cherchez par le nom (F7).",
    "nom_manquant": "Le nom du client manque : tapez-le.",
    "courriel_invalide": "« {valeur} » n'est pas une adresse de courriel : corrigez-la ou videz le champ.",
    "siren_invalide": "« {valeur} » n'est pas un numéro SIREN (9 chiffres, clé fausse ?) : corrigez-le ou videz le champ.",
    "modifie_ailleurs": "La fiche du client {client} a été modifiée entre-temps sur un autre poste : rien n'a été écrasé ; rechargez (F5) puis refaites votre changement.",
    "fusion_avec_soi_meme": "Ces deux codes mènent déjà au même client {client} : choisissez un autre doublon.",
    "fusion_de_sortes": "Un client et un organisme ne se fusionnent pas : choisissez deux fiches de même sorte.",
    "fusion_impossible": "Cette fusion ne peut pas se faire dans l'état actuel des fiches : rechargez (F5) et recommencez.",
    "fusion_croisee": "L'argent du client {client} paie une pièce du client {garde}, ou l'inverse : retirez d'abord ces rapprochements.",
    "fusion_inconnue": "Le client {client} n'est pas absorbé par un autre : il n'y a pas de fusion à annuler.",
    # accès
    "acces_inconnu": "L'accès {acces} n'existe pas : vérifiez son numéro dans l'onglet Accès de la fiche.",
    "duree_double": "Donnez la durée de l'accès soit en mois, soit par sa date de fin.",
    "duree_invalide": "« {valeur} » n'est pas une durée acceptée : un accès dure de 1 à {maximum} mois et finit après son début.",
    "cheques_nombre": "Un accès se règle en {maximum} chèques au plus : regroupez-les.",
    "cheques_depassent_prix": "Les chèques font {somme} € pour un prix de {total} € : corrigez leurs montants.",
    "cheque_inconnu": "L'accès {acces} n'a pas de chèque n° {rang} : choisissez-en un de la liste.",
    "cheque_rendu": "Le chèque n° {rang} a été rendu au client : il ne peut plus être encaissé ni corrigé.",
    "cheque_deja_encaisse": "Le chèque n° {rang} est déjà encaissé : son règlement se voit dans l'onglet Gestion commerciale.",
    "aucun_cheque": "Aucun chèque n'est choisi : choisissez ceux à encaisser.",
    "acces_deja_renouvele": "L'accès {acces} est déjà renouvelé par l'accès {suivant} : le renouveler une seconde fois ?",
    "acces_deja_archive": "Cet accès est déjà archivé : cochez Archivés pour le voir, ou reprenez-le.",
    "acces_non_archive": "L'accès {acces} n'est pas archivé : il n'y a rien à reprendre.",
    "article_avoir_absent": "Aucun article d'avoir n'est configuré : créez-en un dans Outils, Paramètres, Articles.",
    "article_a_choisir": "Plusieurs articles d'avoir existent ({liste}) : choisissez lequel.",
    "avoir_non_demande": "Un montant, un remboursement ou des chèques gardés demandent un avoir : cochez Avoir.",
    "avoir_sans_reste": "Rien n'est à rendre sur {piece} : archivez sans avoir.",
    "remboursement_sans_credit": "L'avoir ne laisse rien à rembourser (reste dû : {du} €) : décochez Remboursement.",
    "cheque_non_detenu": "Le chèque n° {rang} n'est plus au coffre : il ne peut pas être gardé.",
    "cheques_en_trop": "Les chèques gardés font {montant} € alors que le client ne doit que {du} € : rendez-en.",
    "avoir_utilise": "L'avoir {avoir} a déjà servi ({ou}) : l'accès ne peut plus être repris, sauf à annuler d'abord cette utilisation.",
    "arret_rembourse": "L'arrêt de l'accès {acces} a été remboursé par {reglement} : annulez d'abord ce remboursement.",
    "avoir_sur_annulation": "{piece} ne fait qu'annuler un avoir : donnez l'avoir sur la facture d'origine.",
    "compte_sans_bon": "Le compte {compte} est de type {type} : seul un compte avoir a un bon d'avoir.",
    "bon_inconnu": "Ce code de bon d'avoir n'existe pas ou est mal lu : scannez-le de nouveau, ou tapez ses vingt chiffres.",
    # comptes clients
    "compte_inconnu": "Le compte {compte} n'existe pas : vérifiez son numéro.",
    "entree_ou_sortie": "Remplissez soit l'entrée soit la sortie, pas les deux, avec un montant au-dessus de zéro.",
    "solde_insuffisant": "Le solde du compte {compte} est de {solde} € : une sortie de {sortie} € le rendrait négatif. Baissez la sortie.",
    "solde_change": "Le solde du compte {compte} est maintenant de {solde} € : un autre poste vient d'y écrire. Fermez, vérifiez, recommencez.",
    "solde_insuffisant.concurrence": "Cette écriture rendrait le solde négatif : un autre poste vient sans doute d'écrire sur ce compte. Rechargez (F5) et vérifiez le solde.",
    "compte_deja_solde": "Le compte {compte} est déjà soldé : il n'y a rien à solder.",
    "especes_interdites": "Les espèces atteindraient {cumul} € sur le compte {compte}, au-dessus de {limite} € permis par la loi : choisissez un autre motif.",
    "plafond_depasse": "Le crédit du client {client} atteindrait {total} €, au-dessus de son plafond de {plafond} € : baissez le montant ou relevez le plafond sur la fiche.",
    "limite_remboursement": "Vous auriez rendu {montant} € à ce client aujourd'hui, au-dessus de la limite de {limite} € pour un remboursement ou un avoir : demandez à un responsable de le faire.",
    "limite_ecart": "Un écart de {montant} € dépasse la limite de {limite} € : demandez à un responsable de le passer.",
    "organisme_invalide": "Le nom de l'organisme doit avoir au moins une lettre ou un chiffre : tapez-le en entier.",
    "organisme_sans_objet": "L'organisme et le dossier ne vont qu'avec un compte organisme crédit : videz ces champs.",
    "motif_inconnu": "Ce motif n'existe pas ou n'est plus utilisé : choisissez-en un dans la liste.",
    "ecriture_inconnue": "L'écriture {ecriture} n'existe pas parmi les comptes clients : rechargez (F5).",
    "pas_un_avoir": "{piece} n'est pas un avoir ({nature}) : utilisez « editer piece {piece} ».",
    "deja_contrepassee": "L'écriture {ecriture} est déjà annulée par l'écriture {par} : il n'y a rien à faire.",
    # pièces, règlements, imputations
    "especes_interdites.vente": "Les espèces atteindraient {cumul} € pour cette vente, au-dessus de {limite} € permis par la loi : encaissez le reste autrement.",
    "especes_non_resident": "Espèces d'un client non résident ({identite}) : {montant} €. Vérifiez sa pièce d'identité et confirmez.",
    "piece_inconnue": "La pièce {piece} n'existe pas : vérifiez son numéro.",
    "piece_sans_ligne": "Une pièce a au moins une ligne : ajoutez-en une.",
    "piece_sans_montant": "Le total de la pièce est nul : donnez un prix à au moins une ligne.",
    "trop_de_lignes_de_piece": "Une pièce a {maximum} lignes au plus : faites-en deux.",
    "piece_d_un_autre_type": "{piece} est une pièce d'une autre sorte ({type}) : choisissez-en une qui convient.",
    "piece_validee": "{piece} est validée : elle ne change plus ; pour la corriger, faites un avoir.",
    "piece_morte": "{piece} est {etat} : elle ne change plus.",
    "piece_modifiee_ailleurs": "{piece} a été modifiée entre-temps sur un autre poste : rien n'a été écrasé ; rechargez (F5) puis refaites votre changement.",
    "prix_double": "Donnez soit le prix TTC soit le prix HT, pas les deux.",
    "prix_manquant": "Le prix de « {libelle} » manque : tapez-le.",
    "quantite_depassee": "La ligne {rang} de {piece} n'a plus autant à prendre : baissez la quantité.",
    "quantite_deja_facturee": "La ligne {rang} de {piece} est déjà facturée pour plus que cela : gardez au moins la quantité facturée, à sa place.",
    "quantite_deja_livree": "La ligne {rang} de {piece} est déjà livrée pour plus que cela : gardez au moins la quantité livrée, à sa place.",
    "rang_inconnu": "{piece} n'a pas de ligne {rang} : vérifiez le numéro de ligne.",
    "tout_est_livre": "Tout est déjà livré de {piece} : il n'y a rien à livrer.",
    "tout_est_facture": "Tout est déjà facturé de {piece} : il n'y a rien à facturer.",
    "livraison_facturee": "Le bon {piece} est déjà facturé : supprimez d'abord le brouillon de facture, ou faites un avoir.",
    "commande_en_facturation": "Un brouillon de facture existe pour {piece} : validez-le ou supprimez-le d'abord.",
    "client_organisme": "Le client {client} est un organisme : une pièce se fait au nom d'un client.",
    "echeances_inegales": "Les échéances font {somme} € pour un total de {total} € : corrigez-les pour que la somme soit exacte.",
    "echeances_melangees": "Donnez à toutes les échéances un montant, ou à toutes une part, pas les deux.",
    "echeances_nombre": "Une pièce a entre 1 et {maximum} échéances : corrigez leur nombre.",
    "echeance_inconnue": "L'échéance {echeance} n'existe pas : vérifiez son numéro.",
    "parts_nombre": "Une échéance se divise en 2 à {maximum} parts : corrigez leur nombre.",
    "parts_inegales": "Les parts font {somme} pour une échéance de {total} : corrigez-les pour que la somme soit exacte.",
    "part_invalide": "« {valeur} » n'est pas une part : tapez par exemple 1/3 ou 40.",
    "devise_inconnue": "La devise « {devise} » n'est pas connue : tapez son code de trois lettres, par exemple USD.",
    "cours_manquant": "Le cours de {devise} manque : tapez combien de {devise} valent 1 €.",
    "cours_sans_objet": "Un cours ne va qu'avec une devise étrangère : videz-le.",
    "montant_invalide.devise": "Ce montant a trop de décimales pour {devise} : corrigez-le.",
    "devise_differente": "{piece} est en {cible} et l'argent en {source} : enregistrez le règlement dans la devise de la pièce, avec son cours.",
    "depasse_reste_du": "Il ne reste que {reste} € à payer sur {piece} : {montant} € serait trop.",
    "depasse_reste_du.commande": "{piece} ne peut pas descendre à {total} € : {montant} € sont déjà facturés ou payés ({liste}). Retirez d'abord ces règlements.",
    "depasse_reste_du.concurrence": "Un autre poste vient de régler cette pièce : rechargez (F5) et vérifiez ce qui reste dû.",
    "disponible_insuffisant": "Il ne reste que {disponible} € sur {source} : {montant} € serait trop (utilisé : {ou}).",
    "compte_deja_regle": "Le compte {compte} n'a plus que {solde} € des {montant} € mis en compte, le reste est déjà réglé : annulez d'abord ces règlements du compte.",
    "deja_utilise": "{source} est déjà utilisé en entier : {ou}.",
    "deja_utilise.concurrence": "Un autre poste vient d'utiliser cette somme : rechargez (F5) et vérifiez ce qui reste disponible.",
    "rien_a_imputer": "Il n'y a rien à régler sur {cible} : choisissez une autre pièce ou un montant au-dessus de zéro.",
    "rien_a_imputer.vide": "Cochez au moins une somme due et une somme disponible.",
    "autre_client": "{source} et {cible} ne sont pas au même client : choisissez-en un du même client.",
    "source_invalide": "{source} ne peut pas servir à payer : choisissez un règlement reçu, un avoir ou un compte acompte, avoir ou crédit.",
    "cible_invalide": "{piece} ({etat}) ne peut pas être réglé : choisissez une pièce due ou un compte crédit.",
    "une_seule_cible": "Donnez une seule chose à régler par ligne : une pièce, une échéance ou un compte.",
    "cible_ou_source": "Donnez soit ce qui reste dû, soit ce qui reste disponible, pas les deux.",
    "ecart_sur_provisoire": "Un écart ne se passe que sur une facture validée : {piece} ne l'est pas encore.",
    "imputation_inconnue": "Le rapprochement {imputation} n'existe pas : rechargez (F5).",
    "imputation_deja_retiree": "Le rapprochement {imputation} est déjà retiré : il n'y a rien à faire.",
    "avoir_de_sa_piece": "L'avoir {avoir} corrige {piece} et la règle d'abord : il ne s'en retire pas. Pour facturer de nouveau, faites une nouvelle facture.",
    "imputation_d_un_remboursement": "Cette somme a été rendue ou gardée sur un compte : annulez plutôt le remboursement.",
    "reglement_inconnu": "Le règlement {reglement} n'existe pas : vérifiez son numéro.",
    "reglement_numerique": "{reglement} est un paiement numérique : seul son commentaire se modifie ; pour corriger une erreur, faites un remboursement.",
    "reglement_exporte": "{reglement} est déjà transféré en comptabilité : il ne se modifie plus ; pour corriger une erreur, faites un remboursement.",
    "reglement_remis": "{reglement} est remis en banque : il ne se modifie plus.",
    "reglement_annule": "{reglement} est annulé : il ne se modifie plus.",
    "reglement_remboursement": "{reglement} est un remboursement : annulez-le plutôt.",
    "reglement_rembourse": "{reglement} a été remboursé en partie : annulez d'abord le remboursement.",
    "reglement_impute": "{reglement} paie déjà {impute} € ({liste}) : il ne peut pas descendre à {montant} €. Retirez d'abord ces rapprochements.",
    "reglement_modifie_ailleurs": "{reglement} a été modifié entre-temps sur un autre poste : rien n'a été écrasé ; rechargez (F5) puis refaites votre changement.",
    "aucun_acompte": "Aucun acompte ni règlement n'est sur {piece} : il n'y a rien à annuler.",
    "acompte_a_choisir": "Plusieurs règlements sont sur {piece} : choisissez lequel annuler ({liste}).",
    "avoir_depasse_prix.taux": "Il ne reste que {reste} € à créditer au taux de {taux} % sur {piece} : {montant} € serait trop ; donnez plutôt l'avoir par montant.",
    "avoir_depasse_prix": "Il ne reste que {reste} € à créditer sur {piece} : {montant} € serait trop.",
    "avoir_sur_non_facture": "Un avoir se fait sur une facture validée ou un ticket : {piece} ({etat}) ne convient pas.",
    "avoir_sans_montant": "Donnez le client et le montant de l'avoir, ou la facture à corriger.",
    "lignes_ou_montant": "Donnez soit les lignes soit le montant de l'avoir, pas les deux.",
    "lignes_sans_piece": "Des lignes d'avoir se prennent sur une facture : indiquez laquelle.",
    "ticket_mal_paye": "Les paiements font {montant} € pour un ticket de {total} € : corrigez-les pour que la somme soit exacte.",
    "prise_en_charge_inegale": "L'organisme prend {montant} € mais les pièces choisies font {total} € : corrigez l'un ou l'autre.",
    "prise_en_charge_sans_piece": "La prise en charge demande les pièces que l'organisme paie : choisissez-les, ou un autre motif.",
    "imputations_sans_objet": "Des pièces à prendre en charge ne vont qu'avec un compte organisme crédit et le motif prise en charge : retirez-les.",
    "echeance_payee": "L'échéance {echeance} est déjà payée : sa date ne change plus.",
    "relance_inconnue": "La relance {relance} n'existe pas : vérifiez son numéro dans le journal des relances.",
    "aucune_relance": "Aucune relance n'est choisie : choisissez-en au moins une.",
    "aucun_releve": "Aucun client n'a de solde au {au} : il n'y a pas de relevé à éditer.",
    "niveau_inconnu": "« {valeur} » n'est pas un niveau de relance : choisissez 1, 2 ou 3.",
    "periode_inversee": "La période finit avant de commencer ({du} – {au}) : échangez les deux dates.",
    "transfert_inconnu": "Le transfert n° {transfert} n'existe pas : vérifiez le numéro dit lors de l'export.",
    "transfert_sans_fichier": "Le transfert n° {transfert} est enregistré, mais {chemin} n'a pas pu être mis en place : refaites le fichier avec « exporter ecritures --transfert {transfert} -o F.csv ».",
    "fichier_deja_la": "Le fichier {chemin} existe déjà et un transfert ne s'écrase pas : choisissez un autre nom.",
    "rien_a_transferer": "Aucune écriture à transférer du {du} au {au} : tout est déjà transféré, ou la période est vide.",
    "ecriture_non_contrepassable": "L'écriture {ecriture} ne s'annule pas ici : annulez plutôt le règlement, le rapprochement ou la pièce qui l'a faite.",
    # rights and posts
    "droit_manquant": "Il faut le droit de {libelle}, que le rôle {role} n'a pas : demandez à un responsable.",
    "droit_manquant.approbateur": "Il faut le droit de {libelle}, que {approbateur} n'a pas non plus : demandez à un autre responsable.",
    "pin_faux": "Code utilisateur ou code PIN incorrect : vérifiez les deux, puis recommencez.",
    "pin_faux.attente": "Code utilisateur ou code PIN incorrect : attendez {secondes} s avant de recommencer.",
    "pin_faux.actuel": "Ce n'est pas votre code PIN actuel : retapez-le.",
    "pin_attente": "Trop de codes PIN incorrects : attendez encore {secondes} s, puis recommencez.",
    "pin_absent": "{utilisateur} n'a pas de code PIN et les autres en ont : un administrateur doit lui en donner un (Outils > Utilisateurs).",
    "pin_requis": "Des utilisateurs ont un code PIN : donnez celui de {utilisateur} (dans CAISSE_CLIENTS_PIN sur la ligne de commande).",
    "pin_manquant": "Le nouveau code PIN manque : tapez-le (sur la ligne de commande, donnez-le dans CAISSE_CLIENTS_NOUVEAU_PIN).",
    "pin_different": "Les deux saisies du nouveau code PIN diffèrent : retapez-le deux fois pareil.",
    "pin_invalide": "Un code PIN a de {minimum} à {maximum} chiffres et rien d'autre : choisissez-en un autre.",
    "pin_trop_simple": "Ce code PIN se devine trop vite (chiffre répété ou suite comme 1234) : choisissez-en un autre.",
    "pin_actuel_requis": "Pour changer votre code PIN, donnez d'abord l'actuel.",
    "pin_admin_absent": "Un administrateur actif doit toujours avoir un code PIN : donnez-en d'abord un à un administrateur.",
    "aucun_pin": "Aucun utilisateur n'a de code PIN : il n'y a pas à dire qui travaille ; donnez d'abord un code PIN à un administrateur (Outils > Utilisateurs).",
    "utilisateur_inconnu": "L'utilisateur {utilisateur} n'existe pas ou n'est plus actif : vérifiez le code.",
    "utilisateur_requis": "Des utilisateurs ont un code PIN : indiquez qui vous êtes avec --utilisateur CODE et CAISSE_CLIENTS_PIN.",
    "poste_inconnu": "Le poste {poste} n'existe pas : vérifiez le code ou créez-le.",
    "station_inconnue": "La station {station} n'existe pas : vérifiez le code ou créez-la.",
    "dernier_administrateur": "{utilisateur} est le dernier administrateur actif : nommez-en d'abord un autre.",
    "enroler_depuis_le_poste": "Un poste s'enrôle depuis lui-même : relancez avec --poste et le code voulu (ici {poste}).",
    "parametre_inconnu": "Le paramètre « {valeur} » n'existe pas : choisissez-en un dans la liste.",
    "mode_a_choisir": "Choisissez le mode de règlement dans la liste.",
    "banque_a_choisir": "Choisissez le journal de banque dans la liste.",
    "plage_inversee": "La plage finit avant de commencer (client {de} – client {a}) : échangez les deux clients.",
    "acompte_non_choisi": "Choisissez dans la liste l'acompte à retirer.",
    "quantite_trop_grande": "Il ne reste que {reste} de « {libelle} » : baissez {quantite}.",
    "quantites_vides": "Tapez au moins une quantité : rien n'est choisi.",
    "mode_inconnu": "Ce mode de règlement n'existe pas ou n'est plus utilisé : choisissez-en un dans la liste (Outils > Paramètres).",
    "banque_inconnue": "Cette banque n'existe pas ou n'est plus utilisée : choisissez-en une dans la liste (Outils > Paramètres).",
    "tva_inconnue": "Ce taux de TVA n'est pas parmi ceux du magasin : choisissez-en un dans la liste (Outils > Paramètres).",
    "article_inconnu": "Cet article n'existe pas ou n'est plus proposé : choisissez-en un dans la liste (Outils > Paramètres).",
    "taux_deja_pris": "Le taux de {taux} % existe déjà : modifiez celui de la liste.",
    "iban_invalide": "« {valeur} » n'est pas un IBAN (clé fausse ?) : recopiez-le du relevé de la banque ou videz le champ.",
    "bic_invalide": "« {valeur} » n'est pas un BIC (8 ou 11 caractères) : recopiez-le du relevé de la banque ou videz le champ.",
    "emetteur_invalide": "« {valeur} » n'est pas un numéro d'émetteur : tapez les 6 chiffres que la banque a donnés ou videz le champ.",
    "conditions_invalides": "« {valeur} » n'est pas une condition de paiement lisible : tapez par exemple comptant, 30 jours fin de mois ou 3 fois.",
    "choix_invalide": "« {valeur} » n'est pas un choix possible : choisissez parmi {choix}.",
    "serie_invalide": "« {valeur} » ne peut pas commencer des numéros : tapez 1 à 4 lettres sans accent ou chiffres, autres que BR (les brouillons).",
    "serie_deja_prise": "« {valeur} » commence déjà les numéros d'une autre sorte de pièces ({libelle}) : choisissez d'autres lettres.",
    "journal_invalide": "« {valeur} » n'est pas un code de journal : tapez 1 à 5 lettres sans accent ou chiffres, par exemple BQ.",
    "parametre_invalide": "« {valeur} » ne convient pas à ce paramètre : tapez par exemple {exemple}.",
    "compte_general_invalide": "« {valeur} » n'est pas un compte général : 3 à 10 chiffres, classes 1 à 8.",
    "numero_deja_pris": "Le numéro {numero} est déjà atteint (dernier : {dernier}) : choisissez-en un plus grand.",
    # the base
    "base_existe": "Il y a déjà quelque chose à l'adresse {base} : rien n'a été touché ; choisissez un autre emplacement.",
    "adresse_base_invalide": "« {base} » n'est pas une adresse de base : donnez un chemin de fichier ou postgresql://…",
    "base_introuvable": "Aucune base à cet emplacement : vérifiez le chemin, ou créez-la avec « base creer ».",
    "base_illisible": "Le fichier {base} ne peut pas être lu : vérifiez vos droits sur ce fichier.",
    "base_non_creee": "La base {base} ne peut pas être créée : vérifiez le dossier et vos droits.",
    "pas_une_base": "Ce fichier n'est pas une base Caisse Clients : rien n'a été touché ; choisissez un autre fichier.",
    "base_abimee": "La base est abîmée ou tronquée : rien n'a été touché ; restaurez la dernière sauvegarde.",
    "base_plus_recente": "La base {base} vient d'une version plus récente du programme ({revision}) : mettez le programme à jour.",
    "base_a_migrer": "La base {base} vient d'une version plus ancienne ({revision}) : lancez « caisse-clients base migrer ».",
    "base_lecture_seule": "La base est en lecture seule : rien n'a été enregistré ; vérifiez les droits du fichier ou du dossier.",
    "base_verrouillee": "La base est occupée par un autre programme : rien n'a été enregistré ; réessayez dans un instant.",
    "disque_plein": "Le disque est plein : rien n'a été enregistré ; libérez de la place puis réessayez.",
    "disque_en_erreur": "Le disque a signalé une erreur : rien n'a été enregistré ; vérifiez le disque et sauvegardez la base.",
    "serveur_injoignable": "Le serveur de la base ne répond pas : vérifiez le réseau puis réessayez.",
    "serveur_arrete": "Le serveur de la base s'arrête : rien n'a été enregistré ; réessayez dans un instant.",
    "acces_refuse": "Le serveur refuse l'accès à la base : vérifiez le nom et le mot de passe.",
    "cle_absente": "La clé du poste {poste} n'est pas sur cette machine ({dossier}) : la base se lit seulement ; un administrateur peut enrôler le poste.",
    "cle_illisible": "Le fichier de clé {fichier} est illisible : rien n'a été enregistré ; remettez le bon fichier ou enrôlez le poste.",
    "cle_non_creee": "La clé du poste ne peut pas être écrite ({fichier}) : vérifiez le dossier et vos droits.",
    "tete_illisible": "Le témoin {fichier} est abîmé ou falsifié : lancez « base verifier » et prévenez un administrateur.",
    "tete_non_ecrite": "L'opération est enregistrée, mais le témoin {fichier} n'a pas pu être écrit : vérifiez le disque.",
    "base_en_retard": "La base est plus ancienne que ce que ce poste a déjà vu (opération {sequence} au lieu de {attendue}) : fichier ancien remis ou fin effacée ; n'écrivez plus et prévenez un administrateur.",
    "base_divergente": "L'opération {sequence} du poste {poste} n'est plus celle que ce poste avait scellée : n'écrivez plus et prévenez un administrateur.",
    "pin_sans_approbateur": "CAISSE_CLIENTS_PIN_APPROBATEUR est donné sans dire de qui il est : ajoutez --approbateur CODE, ou retirez cette variable.",
    "approbateur_sans_pin": "L'approbateur prouve qui il est par son code PIN : donnez-le dans CAISSE_CLIENTS_PIN_APPROBATEUR.",
    "pin_sans_utilisateur": "CAISSE_CLIENTS_PIN est donné sans dire de qui il est : ajoutez --utilisateur CODE, ou retirez cette variable.",
    "usage": "{raison} Voyez « {aide} ».",
    "fichier_absent": "Le fichier {fichier} ne peut pas être lu ({cause}) : vérifiez le chemin et vos droits.",
    "sortie_fermee": "Le programme qui lisait les résultats s'est arrêté : les commandes suivantes n'ont pas été exécutées ; relancez-les avec leurs id_commande.",
    "horloge_hors_ecole": "CAISSE_CLIENTS_HORLOGE ne sert qu'avec une base d'école (--ecole) : retirez cette variable.",
    "horloge_illisible": "« {valeur} » n'est pas un instant ISO : donnez par exemple 2014-07-15T10:00:00.",
    "reglages_illisibles": "Le fichier de réglages {fichier} est illisible ({raison}) : corrigez-le ou supprimez-le.",
    # files read and written
    "fichier_illisible": "Le fichier {fichier} ne peut pas être lu comme un tableau : choisissez un fichier CSV ou Excel (.xlsx).",
    "fichier_illisible.absent": "Le fichier {fichier} n'existe pas : vérifiez son nom et son dossier.",
    "fichier_illisible.dossier": "{fichier} est un dossier : choisissez un fichier CSV ou Excel (.xlsx).",
    "fichier_illisible.special": "{fichier} n'est pas un fichier ordinaire : choisissez un fichier CSV ou Excel (.xlsx).",
    "fichier_illisible.acces_refuse": "Vous n'avez pas le droit de lire {fichier} : fermez-le ailleurs ou vérifiez vos droits.",
    "fichier_illisible.lecture": "Le fichier {fichier} ne peut pas être lu ({cause}) : vérifiez le disque puis réessayez.",
    "fichier_illisible.vide": "Le fichier {fichier} est vide : choisissez le fichier qui contient les données.",
    "fichier_illisible.trop_gros": "Le fichier {fichier} est trop gros (1 Go au plus) : partagez-le en plusieurs.",
    "fichier_illisible.pdf": "{fichier} est un document PDF : demandez le même tableau en CSV ou Excel (.xlsx).",
    "fichier_illisible.image": "{fichier} est une image : demandez le même tableau en CSV ou Excel (.xlsx).",
    "fichier_illisible.base": "{fichier} est une base de données : exportez-en un fichier CSV ou Excel (.xlsx).",
    "fichier_illisible.classeur_ancien": "{fichier} est un classeur Excel ancien (.xls) ou protégé : enregistrez-le au format .xlsx, sans mot de passe.",
    "fichier_illisible.classeur_abime": "Le classeur {fichier} est abîmé ou incomplet : ouvrez-le dans le tableur, enregistrez-le de nouveau puis réessayez.",
    "fichier_illisible.classeur_protege": "Le classeur {fichier} est protégé : enregistrez-en une copie sans mot de passe.",
    "fichier_illisible.document": "{fichier} est un document d'un autre format : enregistrez-le en CSV ou en Excel (.xlsx).",
    "fichier_illisible.page_web": "{fichier} est une page web ou du XML : ouvrez-le dans le tableur et enregistrez-le en Excel (.xlsx).",
    "fichier_illisible.compresse": "{fichier} est une archive compressée : extrayez-en le fichier puis choisissez-le.",
    "fichier_illisible.binaire": "{fichier} ne contient pas de texte : choisissez un fichier CSV ou Excel (.xlsx).",
    "fichier_illisible.bombe": "{fichier} se déplierait en un volume anormal : il n'a pas été ouvert ; vérifiez d'où il vient.",
    "fichier_illisible.entites": "{fichier} contient des déclarations dangereuses : il n'a pas été lu ; vérifiez d'où il vient.",
    "fichier_illisible.feuille_absente": "Le classeur {fichier} n'a pas la feuille « {feuille} » : choisissez-en une autre.",
    "fichier_illisible.trop_de_lignes": "{fichier} a plus de {maximum} lignes : partagez-le en plusieurs.",
    "fichier_illisible.trop_de_colonnes": "La ligne {ligne} de {fichier} a plus de {maximum} colonnes : corrigez-la.",
    "fichier_illisible.champ_trop_long": "Une cellule de la ligne {ligne} de {fichier} a plus de {maximum} caractères : raccourcissez-la.",
    "fichier_illisible.guillemet_ouvert": "À la ligne {ligne} de {fichier}, un guillemet ouvert n'est jamais refermé : corrigez cette ligne.",
    "fichier_illisible.ligne_trop_longue": "La ligne {ligne} de {fichier} n'a pas de fin : vérifiez que c'est un fichier CSV.",
    "fichier_illisible.encodage": "Les caractères de {fichier} sont illisibles à la ligne {ligne} : enregistrez-le de nouveau en UTF-8.",
    "sortie_precieuse": "{chemin} est une base ou une clé : rien n'y a été écrit ; donnez un autre nom au fichier.",
    "ecriture_impossible": "Le fichier {chemin} ne peut pas être écrit ({cause}) : rien n'a été laissé ; choisissez un autre emplacement.",
    "trop_de_lignes": "Une feuille de tableur a {maximum} lignes au plus : exportez en CSV.",
    # screens of règlements, before anything is sent
    "client_a_choisir": "Choisissez le client : tapez son code, ou trois lettres de son nom, puis Entrée.",
    "reparti_au_dela": "Vous répartissez {reparti} pour {recu} reçus : baissez une ligne, ou corrigez le montant.",
    "rembourse_trop": "C'est plus que les {possible} disponibles : baissez le montant rendu.",
    "rien_a_modifier": "Rien n'a été changé : modifiez un champ, ou fermez (Échap).",
    # supporting files of a règlement
    "fichier_trop_gros": "Le fichier {fichier} dépasse {maximum} : numérisez-le en plus petit, ou en plusieurs fichiers.",
    "type_de_fichier_refuse": "Le fichier {fichier} n'est ni un PDF ni une image PNG ou JPEG, quel que soit son nom : enregistrez-le en PDF puis choisissez-le.",
    "piece_jointe_illisible": "Le fichier {fichier} ne peut pas être joint : choisissez-en un autre.",
    "piece_jointe_illisible.absent": "Le fichier {fichier} n'existe pas ou plus : vérifiez son nom et son dossier.",
    "piece_jointe_illisible.dossier": "{fichier} est un dossier : choisissez un fichier PDF, PNG ou JPEG.",
    "piece_jointe_illisible.special": "{fichier} n'est pas un fichier ordinaire : choisissez un fichier PDF, PNG ou JPEG.",
    "piece_jointe_illisible.acces_refuse": "Vous n'avez pas le droit de lire {fichier} : fermez-le ailleurs ou vérifiez vos droits.",
    "piece_jointe_illisible.vide": "Le fichier {fichier} est vide : choisissez celui qui contient le justificatif.",
    "piece_jointe_illisible.lecture": "Le fichier {fichier} ne peut pas être lu ({cause}) : vérifiez le disque puis réessayez.",
    "piece_jointe_inconnue": "Cette pièce jointe n'existe pas : rechargez (F5).",
    "fichier_altere": "Le fichier « {fichier} » n'a plus le contenu qui a été scellé : lancez la vérification de la base et prévenez un administrateur.",
    # bringing data from another software
    "correspondance_illisible": "Le fichier de correspondance n'est pas lisible : laissez le programme deviner, ou corrigez le fichier JSON.",
    "champ_d_import_inconnu": "Le champ « {champ} » n'existe pas pour cet import : choisissez parmi {connus}.",
    "colonne_absente": "La colonne « {colonne} » donnée pour « {champ} » n'est pas dans le fichier, ou sert déjà : corrigez la correspondance.",
    "champ_sans_colonne": "Aucune colonne du fichier ne donne « {libelle} » : indiquez-la dans la correspondance.",
    "import_refuse": "Le fichier a {problemes} problème(s), le premier à la ligne {ligne} : rien n'a été importé ; corrigez-les puis recommencez.",
    "code_en_double": "Le code {code} est déjà à la ligne {premiere} avec un autre contenu : gardez une seule des deux lignes.",
    "compte_en_double": "Le compte {compte} est déjà à la ligne {premiere} avec un autre contenu : gardez une seule des deux lignes.",
    "code_d_un_organisme": "Le code {code} est celui d'un organisme ou du client passager : donnez un autre code à cette ligne.",
    "oui_non_invalide": "« {valeur} » ne dit ni oui ni non : tapez oui ou non, ou videz la case.",
    "trop_de_cellules": "Cette ligne a plus de cellules que le tableau n'a de colonnes : il manque sans doute des guillemets.",
    "erreur_de_tableur": "« {valeur} » est une erreur de calcul du tableur : corrigez la case dans le fichier.",
    "type_de_compte_inconnu": "« {valeur} » n'est pas un type de compte : tapez Acompte, Avoir, Crédit, Organisme Crédit ou Export.",
    "compte_different": "Le compte {compte} existe déjà dans la base avec un autre contenu : vérifiez son numéro.",
    "case_vide": "La case « {libelle} » est vide : remplissez-la.",
    # the rest
    "bogue": "Le programme a rencontré une erreur interne : rien n'a été enregistré ; transmettez le journal à l'assistance.",
}


def message(code: str, details: Mapping[str, Any] | None = None) -> str:
    """Return the French sentence of a code; an unknown code gets the sentence of an internal error.

    A code with a ``raison`` may have a sentence of its own for it, under ``code.raison``.
    """
    phrase = MESSAGES.get(f"{code}.{(details or {}).get('raison')}") or MESSAGES.get(code)
    if phrase is None:
        logging.getLogger(__name__).error("code without a message: %s", code)
        phrase = MESSAGES["bogue"]
    return phrase.format_map(_Valeurs({nom: _ecrire(nom, valeur) for nom, valeur in (details or {}).items()}))


def message_de(erreur: BaseException) -> str:
    """Return the French sentence of any failure; what is of no family is an internal error."""
    if isinstance(erreur, ErreurMetier | ErreurTechnique | ConfirmationRequise):
        return message(erreur.code, erreur.details)
    return MESSAGES["bogue"]


class _Valeurs(dict[str, str]):
    """A detail that is missing is shown as … rather than hiding the sentence."""

    def __missing__(self, cle: str) -> str:
        return "…"


def _ecrire(nom: str, valeur: Any) -> str:
    if isinstance(valeur, bool) or valeur is None:
        return str(valeur)
    if isinstance(valeur, int):
        if nom in MONTANTS:
            return ecrire_montant(valeur)
        return ecrire_code(valeur) if nom in CODES else str(valeur)
    if isinstance(valeur, dt.date):
        return ecrire_date(valeur)
    return str(valeur)
