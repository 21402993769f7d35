CREATE TABLE base_info (
	id INTEGER NOT NULL,
	uuid TEXT NOT NULL,
	cree_le INTEGER NOT NULL,
	ecole BOOLEAN NOT NULL,
	demonstration BOOLEAN NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_base_info PRIMARY KEY (id),
	CONSTRAINT ck_base_info_unique CHECK (id = 1),
	CONSTRAINT fk_base_info_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_base_info_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_base_info_type_uuid CHECK (typeof(uuid) IN ('text')),
	CONSTRAINT ck_base_info_type_cree_le CHECK (typeof(cree_le) IN ('integer')),
	CONSTRAINT ck_base_info_type_ecole CHECK (ecole IN (0, 1)),
	CONSTRAINT ck_base_info_type_demonstration CHECK (demonstration IN (0, 1)),
	CONSTRAINT ck_base_info_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_base_info_operation_id ON base_info (operation_id)
-- ;;
CREATE TABLE cle_poste (
	id INTEGER NOT NULL,
	poste TEXT NOT NULL,
	cle_publique BLOB NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_cle_poste PRIMARY KEY (id),
	CONSTRAINT fk_cle_poste_poste FOREIGN KEY(poste) REFERENCES poste (code),
	CONSTRAINT fk_cle_poste_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_cle_poste_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_cle_poste_type_poste CHECK (typeof(poste) IN ('text')),
	CONSTRAINT ck_cle_poste_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_cle_poste_operation_id ON cle_poste (operation_id)
-- ;;
CREATE TABLE client (
	code INTEGER NOT NULL,
	sorte TEXT NOT NULL,
	nom TEXT NOT NULL,
	prenom TEXT NOT NULL,
	adresse TEXT NOT NULL,
	code_postal TEXT NOT NULL,
	ville TEXT NOT NULL,
	telephone TEXT NOT NULL,
	courriel TEXT NOT NULL,
	siren TEXT NOT NULL,
	professionnel BOOLEAN NOT NULL,
	plafond_credit INTEGER,
	cle_tri TEXT COLLATE "BINARY" NOT NULL,
	cle_nom TEXT COLLATE "BINARY" NOT NULL,
	cle_prenom TEXT COLLATE "BINARY" NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_client PRIMARY KEY (code),
	CONSTRAINT ck_client_type_code CHECK (typeof(code) IN ('integer')),
	CONSTRAINT ck_client_type_sorte CHECK (typeof(sorte) IN ('text')),
	CONSTRAINT ck_client_type_nom CHECK (typeof(nom) IN ('text')),
	CONSTRAINT ck_client_type_prenom CHECK (typeof(prenom) IN ('text')),
	CONSTRAINT ck_client_type_adresse CHECK (typeof(adresse) IN ('text')),
	CONSTRAINT ck_client_type_code_postal CHECK (typeof(code_postal) IN ('text')),
	CONSTRAINT ck_client_type_ville CHECK (typeof(ville) IN ('text')),
	CONSTRAINT ck_client_type_telephone CHECK (typeof(telephone) IN ('text')),
	CONSTRAINT ck_client_type_courriel CHECK (typeof(courriel) IN ('text')),
	CONSTRAINT ck_client_type_siren CHECK (typeof(siren) IN ('text')),
	CONSTRAINT ck_client_type_professionnel CHECK (professionnel IN (0, 1)),
	CONSTRAINT ck_client_type_plafond_credit CHECK (typeof(plafond_credit) IN ('integer', 'null')),
	CONSTRAINT ck_client_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE INDEX ix_client_prenom ON client (cle_prenom, cle_tri, code)
-- ;;
CREATE INDEX ix_client_tri ON client (cle_tri, code)
-- ;;
CREATE TABLE client_effectif (
	client INTEGER NOT NULL,
	effectif INTEGER NOT NULL,
	CONSTRAINT pk_client_effectif PRIMARY KEY (client),
	CONSTRAINT fk_client_effectif_client FOREIGN KEY(client) REFERENCES client (code),
	CONSTRAINT fk_client_effectif_effectif FOREIGN KEY(effectif) REFERENCES client (code),
	CONSTRAINT ck_client_effectif_type_client CHECK (typeof(client) IN ('integer')),
	CONSTRAINT ck_client_effectif_type_effectif CHECK (typeof(effectif) IN ('integer'))
)
-- ;;
CREATE INDEX ix_client_effectif_effectif ON client_effectif (effectif)
-- ;;
CREATE TABLE client_version (
	code INTEGER NOT NULL,
	version INTEGER NOT NULL,
	sorte TEXT NOT NULL,
	nom TEXT,
	prenom TEXT,
	adresse TEXT,
	code_postal TEXT,
	ville TEXT,
	telephone TEXT,
	courriel TEXT,
	siren TEXT,
	professionnel BOOLEAN NOT NULL,
	plafond_credit INTEGER,
	operation_id INTEGER NOT NULL,
	sel BLOB,
	personnel_empreinte BLOB NOT NULL,
	CONSTRAINT pk_client_version PRIMARY KEY (code, version),
	CONSTRAINT fk_client_version_code FOREIGN KEY(code) REFERENCES client (code) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_client_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_client_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_client_version_type_sorte CHECK (typeof(sorte) IN ('text')),
	CONSTRAINT ck_client_version_type_nom CHECK (typeof(nom) IN ('text', 'null')),
	CONSTRAINT ck_client_version_type_prenom CHECK (typeof(prenom) IN ('text', 'null')),
	CONSTRAINT ck_client_version_type_adresse CHECK (typeof(adresse) IN ('text', 'null')),
	CONSTRAINT ck_client_version_type_code_postal CHECK (typeof(code_postal) IN ('text', 'null')),
	CONSTRAINT ck_client_version_type_ville CHECK (typeof(ville) IN ('text', 'null')),
	CONSTRAINT ck_client_version_type_telephone CHECK (typeof(telephone) IN ('text', 'null')),
	CONSTRAINT ck_client_version_type_courriel CHECK (typeof(courriel) IN ('text', 'null')),
	CONSTRAINT ck_client_version_type_siren CHECK (typeof(siren) IN ('text', 'null')),
	CONSTRAINT ck_client_version_type_professionnel CHECK (professionnel IN (0, 1)),
	CONSTRAINT ck_client_version_type_plafond_credit CHECK (typeof(plafond_credit) IN ('integer', 'null')),
	CONSTRAINT ck_client_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_client_version_operation_id ON client_version (operation_id)
-- ;;
CREATE TABLE cloture (
	id INTEGER NOT NULL,
	periode TEXT NOT NULL,
	station TEXT,
	debut DATE NOT NULL,
	fin DATE NOT NULL,
	total_periode INTEGER NOT NULL,
	total_perpetuel INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_cloture PRIMARY KEY (id),
	CONSTRAINT ck_cloture_periode CHECK (periode IN ('jour', 'mois', 'exercice')),
	CONSTRAINT ck_cloture_dates CHECK (debut <= fin),
	CONSTRAINT fk_cloture_station FOREIGN KEY(station) REFERENCES station (code),
	CONSTRAINT fk_cloture_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_cloture_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_cloture_type_periode CHECK (typeof(periode) IN ('text')),
	CONSTRAINT ck_cloture_type_station CHECK (typeof(station) IN ('text', 'null')),
	CONSTRAINT ck_cloture_type_debut CHECK (debut IS date(debut)),
	CONSTRAINT ck_cloture_type_fin CHECK (fin IS date(fin)),
	CONSTRAINT ck_cloture_type_total_periode CHECK (typeof(total_periode) IN ('integer')),
	CONSTRAINT ck_cloture_type_total_perpetuel CHECK (typeof(total_perpetuel) IN ('integer')),
	CONSTRAINT ck_cloture_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_cloture_fin ON cloture (fin, debut)
-- ;;
CREATE INDEX ix_cloture_operation_id ON cloture (operation_id)
-- ;;
CREATE TABLE compte_client (
	numero INTEGER NOT NULL,
	client INTEGER NOT NULL,
	type TEXT NOT NULL,
	sens INTEGER NOT NULL,
	date_ouverture DATE NOT NULL,
	organisme INTEGER,
	dossier TEXT NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_compte_client PRIMARY KEY (numero),
	CONSTRAINT ck_compte_client_type_sens CHECK ((type IN ('acompte', 'avoir') AND sens = -1) OR (type IN ('credit', 'organisme_credit', 'export') AND sens = 1)),
	CONSTRAINT ck_compte_client_numero CHECK (numero > 0),
	CONSTRAINT ck_compte_client_organisme CHECK ((organisme IS NULL) = (type <> 'organisme_credit')),
	CONSTRAINT fk_compte_client_client FOREIGN KEY(client) REFERENCES client (code),
	CONSTRAINT fk_compte_client_organisme FOREIGN KEY(organisme) REFERENCES client (code),
	CONSTRAINT fk_compte_client_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_compte_client_type_numero CHECK (typeof(numero) IN ('integer')),
	CONSTRAINT ck_compte_client_type_client CHECK (typeof(client) IN ('integer')),
	CONSTRAINT ck_compte_client_type_type CHECK (typeof(type) IN ('text')),
	CONSTRAINT ck_compte_client_type_sens CHECK (typeof(sens) IN ('integer')),
	CONSTRAINT ck_compte_client_type_date_ouverture CHECK (date_ouverture IS date(date_ouverture)),
	CONSTRAINT ck_compte_client_type_organisme CHECK (typeof(organisme) IN ('integer', 'null')),
	CONSTRAINT ck_compte_client_type_dossier CHECK (typeof(dossier) IN ('text')),
	CONSTRAINT ck_compte_client_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_compte_client_client ON compte_client (client, numero)
-- ;;
CREATE INDEX ix_compte_client_operation_id ON compte_client (operation_id)
-- ;;
CREATE INDEX ix_compte_client_organisme ON compte_client (organisme, numero) WHERE organisme IS NOT NULL
-- ;;
CREATE TABLE compteur (
	nom TEXT NOT NULL,
	prochain INTEGER NOT NULL,
	CONSTRAINT pk_compteur PRIMARY KEY (nom),
	CONSTRAINT ck_compteur_type_prochain CHECK (typeof(prochain) IN ('integer'))
)
-- ;;
CREATE TABLE ecriture (
	id INTEGER NOT NULL,
	journal TEXT NOT NULL,
	date DATE NOT NULL,
	station TEXT NOT NULL,
	libelle TEXT NOT NULL,
	motif TEXT NOT NULL,
	motif_libelle TEXT NOT NULL,
	origine TEXT NOT NULL,
	beneficiaire TEXT,
	commentaire TEXT,
	raison TEXT,
	extourne_de INTEGER,
	operation_id INTEGER NOT NULL,
	sel BLOB,
	personnel_empreinte BLOB NOT NULL,
	CONSTRAINT pk_ecriture PRIMARY KEY (id),
	CONSTRAINT uq_ecriture_extourne_de UNIQUE (extourne_de),
	CONSTRAINT fk_ecriture_station FOREIGN KEY(station) REFERENCES station (code),
	CONSTRAINT fk_ecriture_extourne_de FOREIGN KEY(extourne_de) REFERENCES ecriture (id),
	CONSTRAINT fk_ecriture_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_ecriture_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_ecriture_type_journal CHECK (typeof(journal) IN ('text')),
	CONSTRAINT ck_ecriture_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_ecriture_type_station CHECK (typeof(station) IN ('text')),
	CONSTRAINT ck_ecriture_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_ecriture_type_motif CHECK (typeof(motif) IN ('text')),
	CONSTRAINT ck_ecriture_type_motif_libelle CHECK (typeof(motif_libelle) IN ('text')),
	CONSTRAINT ck_ecriture_type_origine CHECK (typeof(origine) IN ('text')),
	CONSTRAINT ck_ecriture_type_beneficiaire CHECK (typeof(beneficiaire) IN ('text', 'null')),
	CONSTRAINT ck_ecriture_type_commentaire CHECK (typeof(commentaire) IN ('text', 'null')),
	CONSTRAINT ck_ecriture_type_raison CHECK (typeof(raison) IN ('text', 'null')),
	CONSTRAINT ck_ecriture_type_extourne_de CHECK (typeof(extourne_de) IN ('integer', 'null')),
	CONSTRAINT ck_ecriture_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_ecriture_date ON ecriture (date, id)
-- ;;
CREATE INDEX ix_ecriture_operation_id ON ecriture (operation_id)
-- ;;
CREATE TABLE fusion (
	id INTEGER NOT NULL,
	absorbe INTEGER NOT NULL,
	garde INTEGER NOT NULL,
	annule INTEGER,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_fusion PRIMARY KEY (id),
	CONSTRAINT uq_fusion_annule UNIQUE (annule),
	CONSTRAINT ck_fusion_distincts CHECK (absorbe <> garde),
	CONSTRAINT fk_fusion_absorbe FOREIGN KEY(absorbe) REFERENCES client (code),
	CONSTRAINT fk_fusion_garde FOREIGN KEY(garde) REFERENCES client (code),
	CONSTRAINT fk_fusion_annule FOREIGN KEY(annule) REFERENCES fusion (id),
	CONSTRAINT fk_fusion_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_fusion_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_fusion_type_absorbe CHECK (typeof(absorbe) IN ('integer')),
	CONSTRAINT ck_fusion_type_garde CHECK (typeof(garde) IN ('integer')),
	CONSTRAINT ck_fusion_type_annule CHECK (typeof(annule) IN ('integer', 'null')),
	CONSTRAINT ck_fusion_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_fusion_absorbe ON fusion (absorbe)
-- ;;
CREATE INDEX ix_fusion_garde ON fusion (garde)
-- ;;
CREATE INDEX ix_fusion_operation_id ON fusion (operation_id)
-- ;;
CREATE TABLE ligne (
	ecriture_id INTEGER NOT NULL,
	rang INTEGER NOT NULL,
	date DATE NOT NULL,
	compte TEXT NOT NULL,
	tiers INTEGER,
	compte_client INTEGER,
	debit INTEGER NOT NULL,
	credit INTEGER NOT NULL,
	devise TEXT,
	montant_devise INTEGER,
	CONSTRAINT pk_ligne PRIMARY KEY (ecriture_id, rang),
	CONSTRAINT ck_ligne_debit_ou_credit CHECK ((debit > 0 AND credit = 0) OR (debit = 0 AND credit > 0)),
	CONSTRAINT ck_ligne_compte CHECK (compte <> ''),
	CONSTRAINT ck_ligne_devise CHECK ((devise IS NULL) = (montant_devise IS NULL)),
	CONSTRAINT fk_ligne_ecriture_id FOREIGN KEY(ecriture_id) REFERENCES ecriture (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_ligne_tiers FOREIGN KEY(tiers) REFERENCES client (code),
	CONSTRAINT fk_ligne_compte_client FOREIGN KEY(compte_client) REFERENCES compte_client (numero),
	CONSTRAINT ck_ligne_type_ecriture_id CHECK (typeof(ecriture_id) IN ('integer')),
	CONSTRAINT ck_ligne_type_rang CHECK (typeof(rang) IN ('integer')),
	CONSTRAINT ck_ligne_type_date CHECK (date IS date(date)),
	CONSTRAINT ck_ligne_type_compte CHECK (typeof(compte) IN ('text')),
	CONSTRAINT ck_ligne_type_tiers CHECK (typeof(tiers) IN ('integer', 'null')),
	CONSTRAINT ck_ligne_type_compte_client CHECK (typeof(compte_client) IN ('integer', 'null')),
	CONSTRAINT ck_ligne_type_debit CHECK (typeof(debit) IN ('integer')),
	CONSTRAINT ck_ligne_type_credit CHECK (typeof(credit) IN ('integer')),
	CONSTRAINT ck_ligne_type_devise CHECK (typeof(devise) IN ('text', 'null')),
	CONSTRAINT ck_ligne_type_montant_devise CHECK (typeof(montant_devise) IN ('integer', 'null'))
)
 WITHOUT ROWID
-- ;;
CREATE INDEX ix_ligne_compte ON ligne (compte, date, ecriture_id)
-- ;;
CREATE INDEX ix_ligne_compte_client ON ligne (compte_client, date, ecriture_id, debit, credit) WHERE compte_client IS NOT NULL
-- ;;
CREATE INDEX ix_ligne_tiers ON ligne (tiers, date, ecriture_id) WHERE tiers IS NOT NULL
-- ;;
CREATE TABLE motif (
	code TEXT NOT NULL,
	libelle TEXT NOT NULL,
	compte_debit TEXT NOT NULL,
	compte_credit TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_motif PRIMARY KEY (code),
	CONSTRAINT ck_motif_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_motif_type_compte_debit CHECK (typeof(compte_debit) IN ('text')),
	CONSTRAINT ck_motif_type_compte_credit CHECK (typeof(compte_credit) IN ('text')),
	CONSTRAINT ck_motif_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_motif_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE TABLE motif_version (
	code TEXT NOT NULL,
	version INTEGER NOT NULL,
	libelle TEXT NOT NULL,
	compte_debit TEXT NOT NULL,
	compte_credit TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_motif_version PRIMARY KEY (code, version),
	CONSTRAINT fk_motif_version_code FOREIGN KEY(code) REFERENCES motif (code) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_motif_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_motif_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_motif_version_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_motif_version_type_compte_debit CHECK (typeof(compte_debit) IN ('text')),
	CONSTRAINT ck_motif_version_type_compte_credit CHECK (typeof(compte_credit) IN ('text')),
	CONSTRAINT ck_motif_version_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_motif_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_motif_version_operation_id ON motif_version (operation_id)
-- ;;
CREATE TABLE operation (
	id INTEGER NOT NULL,
	poste TEXT NOT NULL,
	sequence INTEGER NOT NULL,
	horodatage INTEGER NOT NULL,
	date_metier DATE NOT NULL,
	utilisateur TEXT NOT NULL,
	approbateur TEXT,
	commande TEXT NOT NULL,
	id_commande TEXT,
	empreinte_commande BLOB,
	resultat TEXT NOT NULL,
	version_canon INTEGER NOT NULL,
	horloge_reculee BOOLEAN NOT NULL,
	cle_id INTEGER NOT NULL,
	empreinte BLOB NOT NULL,
	signature BLOB NOT NULL,
	CONSTRAINT pk_operation PRIMARY KEY (id),
	CONSTRAINT uq_operation_poste_sequence UNIQUE (poste, sequence),
	CONSTRAINT uq_operation_id_commande UNIQUE (id_commande),
	CONSTRAINT fk_operation_poste FOREIGN KEY(poste) REFERENCES poste (code),
	CONSTRAINT fk_operation_cle_id FOREIGN KEY(cle_id) REFERENCES cle_poste (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_operation_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_operation_type_poste CHECK (typeof(poste) IN ('text')),
	CONSTRAINT ck_operation_type_sequence CHECK (typeof(sequence) IN ('integer')),
	CONSTRAINT ck_operation_type_horodatage CHECK (typeof(horodatage) IN ('integer')),
	CONSTRAINT ck_operation_type_date_metier CHECK (date_metier IS date(date_metier)),
	CONSTRAINT ck_operation_type_utilisateur CHECK (typeof(utilisateur) IN ('text')),
	CONSTRAINT ck_operation_type_approbateur CHECK (typeof(approbateur) IN ('text', 'null')),
	CONSTRAINT ck_operation_type_commande CHECK (typeof(commande) IN ('text')),
	CONSTRAINT ck_operation_type_id_commande CHECK (typeof(id_commande) IN ('text', 'null')),
	CONSTRAINT ck_operation_type_resultat CHECK (typeof(resultat) IN ('text')),
	CONSTRAINT ck_operation_type_version_canon CHECK (typeof(version_canon) IN ('integer')),
	CONSTRAINT ck_operation_type_horloge_reculee CHECK (horloge_reculee IN (0, 1)),
	CONSTRAINT ck_operation_type_cle_id CHECK (typeof(cle_id) IN ('integer'))
)
-- ;;
CREATE TABLE parametre (
	cle TEXT NOT NULL,
	valeur TEXT NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_parametre PRIMARY KEY (cle),
	CONSTRAINT ck_parametre_type_valeur CHECK (typeof(valeur) IN ('text')),
	CONSTRAINT ck_parametre_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE TABLE parametre_version (
	cle TEXT NOT NULL,
	version INTEGER NOT NULL,
	valeur TEXT NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_parametre_version PRIMARY KEY (cle, version),
	CONSTRAINT fk_parametre_version_cle FOREIGN KEY(cle) REFERENCES parametre (cle) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_parametre_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_parametre_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_parametre_version_type_valeur CHECK (typeof(valeur) IN ('text')),
	CONSTRAINT ck_parametre_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_parametre_version_operation_id ON parametre_version (operation_id)
-- ;;
CREATE TABLE poste (
	code TEXT NOT NULL,
	libelle TEXT NOT NULL,
	station TEXT NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_poste PRIMARY KEY (code),
	CONSTRAINT fk_poste_station FOREIGN KEY(station) REFERENCES station (code),
	CONSTRAINT ck_poste_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_poste_type_station CHECK (typeof(station) IN ('text')),
	CONSTRAINT ck_poste_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE TABLE poste_version (
	code TEXT NOT NULL,
	version INTEGER NOT NULL,
	libelle TEXT NOT NULL,
	station TEXT NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_poste_version PRIMARY KEY (code, version),
	CONSTRAINT fk_poste_version_code FOREIGN KEY(code) REFERENCES poste (code) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_poste_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_poste_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_poste_version_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_poste_version_type_station CHECK (typeof(station) IN ('text')),
	CONSTRAINT ck_poste_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_poste_version_operation_id ON poste_version (operation_id)
-- ;;
CREATE TABLE solde_compte (
	numero INTEGER NOT NULL,
	entrees INTEGER NOT NULL,
	sorties INTEGER NOT NULL,
	solde INTEGER NOT NULL,
	CONSTRAINT pk_solde_compte PRIMARY KEY (numero),
	CONSTRAINT ck_solde_compte_somme CHECK (solde = entrees - sorties),
	CONSTRAINT ck_solde_compte_positif CHECK (solde >= 0),
	CONSTRAINT fk_solde_compte_numero FOREIGN KEY(numero) REFERENCES compte_client (numero),
	CONSTRAINT ck_solde_compte_type_numero CHECK (typeof(numero) IN ('integer')),
	CONSTRAINT ck_solde_compte_type_entrees CHECK (typeof(entrees) IN ('integer')),
	CONSTRAINT ck_solde_compte_type_sorties CHECK (typeof(sorties) IN ('integer')),
	CONSTRAINT ck_solde_compte_type_solde CHECK (typeof(solde) IN ('integer'))
)
-- ;;
CREATE TABLE station (
	code TEXT NOT NULL,
	libelle TEXT NOT NULL,
	adresse TEXT NOT NULL,
	raison_sociale TEXT NOT NULL,
	siret TEXT NOT NULL,
	mentions TEXT NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_station PRIMARY KEY (code),
	CONSTRAINT ck_station_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_station_type_adresse CHECK (typeof(adresse) IN ('text')),
	CONSTRAINT ck_station_type_raison_sociale CHECK (typeof(raison_sociale) IN ('text')),
	CONSTRAINT ck_station_type_siret CHECK (typeof(siret) IN ('text')),
	CONSTRAINT ck_station_type_mentions CHECK (typeof(mentions) IN ('text')),
	CONSTRAINT ck_station_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE TABLE station_version (
	code TEXT NOT NULL,
	version INTEGER NOT NULL,
	libelle TEXT NOT NULL,
	adresse TEXT NOT NULL,
	raison_sociale TEXT NOT NULL,
	siret TEXT NOT NULL,
	mentions TEXT NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_station_version PRIMARY KEY (code, version),
	CONSTRAINT fk_station_version_code FOREIGN KEY(code) REFERENCES station (code) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_station_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_station_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_station_version_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_station_version_type_adresse CHECK (typeof(adresse) IN ('text')),
	CONSTRAINT ck_station_version_type_raison_sociale CHECK (typeof(raison_sociale) IN ('text')),
	CONSTRAINT ck_station_version_type_siret CHECK (typeof(siret) IN ('text')),
	CONSTRAINT ck_station_version_type_mentions CHECK (typeof(mentions) IN ('text')),
	CONSTRAINT ck_station_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_station_version_operation_id ON station_version (operation_id)
-- ;;
CREATE TABLE tete_poste (
	poste TEXT NOT NULL,
	sequence INTEGER NOT NULL,
	horodatage INTEGER NOT NULL,
	empreinte BLOB NOT NULL,
	signature BLOB NOT NULL,
	CONSTRAINT pk_tete_poste PRIMARY KEY (poste),
	CONSTRAINT fk_tete_poste_poste FOREIGN KEY(poste) REFERENCES poste (code),
	CONSTRAINT ck_tete_poste_type_sequence CHECK (typeof(sequence) IN ('integer')),
	CONSTRAINT ck_tete_poste_type_horodatage CHECK (typeof(horodatage) IN ('integer'))
)
-- ;;
CREATE TABLE tirage (
	id INTEGER NOT NULL,
	document TEXT NOT NULL,
	reference INTEGER NOT NULL,
	rang INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_tirage PRIMARY KEY (id),
	CONSTRAINT uq_tirage_document_reference_rang UNIQUE (document, reference, rang),
	CONSTRAINT fk_tirage_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_tirage_type_id CHECK (typeof(id) IN ('integer')),
	CONSTRAINT ck_tirage_type_document CHECK (typeof(document) IN ('text')),
	CONSTRAINT ck_tirage_type_reference CHECK (typeof(reference) IN ('integer')),
	CONSTRAINT ck_tirage_type_rang CHECK (typeof(rang) IN ('integer')),
	CONSTRAINT ck_tirage_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_tirage_operation_id ON tirage (operation_id)
-- ;;
CREATE TABLE utilisateur (
	code TEXT NOT NULL,
	libelle TEXT NOT NULL,
	role TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	pin_version INTEGER NOT NULL,
	pin_empreinte TEXT,
	version INTEGER NOT NULL,
	CONSTRAINT pk_utilisateur PRIMARY KEY (code),
	CONSTRAINT ck_utilisateur_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_utilisateur_type_role CHECK (typeof(role) IN ('text')),
	CONSTRAINT ck_utilisateur_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_utilisateur_type_pin_version CHECK (typeof(pin_version) IN ('integer')),
	CONSTRAINT ck_utilisateur_type_pin_empreinte CHECK (typeof(pin_empreinte) IN ('text', 'null')),
	CONSTRAINT ck_utilisateur_type_version CHECK (typeof(version) IN ('integer'))
)
-- ;;
CREATE TABLE utilisateur_version (
	code TEXT NOT NULL,
	version INTEGER NOT NULL,
	libelle TEXT NOT NULL,
	role TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	pin_version INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	CONSTRAINT pk_utilisateur_version PRIMARY KEY (code, version),
	CONSTRAINT fk_utilisateur_version_code FOREIGN KEY(code) REFERENCES utilisateur (code) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_utilisateur_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_utilisateur_version_type_version CHECK (typeof(version) IN ('integer')),
	CONSTRAINT ck_utilisateur_version_type_libelle CHECK (typeof(libelle) IN ('text')),
	CONSTRAINT ck_utilisateur_version_type_role CHECK (typeof(role) IN ('text')),
	CONSTRAINT ck_utilisateur_version_type_actif CHECK (actif IN (0, 1)),
	CONSTRAINT ck_utilisateur_version_type_pin_version CHECK (typeof(pin_version) IN ('integer')),
	CONSTRAINT ck_utilisateur_version_type_operation_id CHECK (typeof(operation_id) IN ('integer'))
)
-- ;;
CREATE INDEX ix_utilisateur_version_operation_id ON utilisateur_version (operation_id)
-- ;;
CREATE VIRTUAL TABLE client_recherche USING fts5(cle_tri, content='client', content_rowid='code', tokenize='trigram', detail='full')
-- ;;
CREATE TRIGGER base_info_sans_update BEFORE UPDATE ON base_info BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER base_info_sans_delete BEFORE DELETE ON base_info BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER base_info_sans_remplacement BEFORE INSERT ON base_info BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM base_info WHERE id = NEW.id); END
-- ;;
CREATE TRIGGER cle_poste_sans_update BEFORE UPDATE ON cle_poste BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER cle_poste_sans_delete BEFORE DELETE ON cle_poste BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER cle_poste_sans_remplacement BEFORE INSERT ON cle_poste BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM cle_poste WHERE id = NEW.id); END
-- ;;
CREATE TRIGGER client_sans_delete BEFORE DELETE ON client BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER client_creation BEFORE INSERT ON client BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM client WHERE code = NEW.code); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM client_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER client_changement BEFORE UPDATE ON client BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.code <> OLD.code; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM client_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER client_version_sans_update BEFORE UPDATE ON client_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER client_version_sans_delete BEFORE DELETE ON client_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER client_version_sans_remplacement BEFORE INSERT ON client_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM client_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER cloture_sans_update BEFORE UPDATE ON cloture BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER cloture_sans_delete BEFORE DELETE ON cloture BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER cloture_sans_remplacement BEFORE INSERT ON cloture BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM cloture WHERE id = NEW.id); END
-- ;;
CREATE TRIGGER compte_client_sans_update BEFORE UPDATE ON compte_client BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER compte_client_sans_delete BEFORE DELETE ON compte_client BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER compte_client_sans_remplacement BEFORE INSERT ON compte_client BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM compte_client WHERE numero = NEW.numero); END
-- ;;
CREATE TRIGGER ecriture_sans_update BEFORE UPDATE ON ecriture BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER ecriture_sans_delete BEFORE DELETE ON ecriture BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER ecriture_sans_remplacement BEFORE INSERT ON ecriture BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM ecriture WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM ecriture WHERE extourne_de = NEW.extourne_de); END
-- ;;
CREATE TRIGGER fusion_sans_update BEFORE UPDATE ON fusion BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER fusion_sans_delete BEFORE DELETE ON fusion BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER fusion_sans_remplacement BEFORE INSERT ON fusion BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM fusion WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM fusion WHERE annule = NEW.annule); END
-- ;;
CREATE TRIGGER ligne_sans_update BEFORE UPDATE ON ligne BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER ligne_sans_delete BEFORE DELETE ON ligne BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER ligne_sans_remplacement BEFORE INSERT ON ligne BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM ligne WHERE ecriture_id = NEW.ecriture_id AND rang = NEW.rang); END
-- ;;
CREATE TRIGGER motif_sans_delete BEFORE DELETE ON motif BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER motif_creation BEFORE INSERT ON motif BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM motif WHERE code = NEW.code); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM motif_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER motif_changement BEFORE UPDATE ON motif BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.code <> OLD.code; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM motif_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER motif_version_sans_update BEFORE UPDATE ON motif_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER motif_version_sans_delete BEFORE DELETE ON motif_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER motif_version_sans_remplacement BEFORE INSERT ON motif_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM motif_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER operation_sans_update BEFORE UPDATE ON operation BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER operation_sans_delete BEFORE DELETE ON operation BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER operation_sans_remplacement BEFORE INSERT ON operation BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM operation WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM operation WHERE id_commande = NEW.id_commande) OR EXISTS (SELECT 1 FROM operation WHERE poste = NEW.poste AND sequence = NEW.sequence); END
-- ;;
CREATE TRIGGER parametre_sans_delete BEFORE DELETE ON parametre BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER parametre_creation BEFORE INSERT ON parametre BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM parametre WHERE cle = NEW.cle); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM parametre_version WHERE cle = NEW.cle AND version = NEW.version); END
-- ;;
CREATE TRIGGER parametre_changement BEFORE UPDATE ON parametre BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.cle <> OLD.cle; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM parametre_version WHERE cle = NEW.cle AND version = NEW.version); END
-- ;;
CREATE TRIGGER parametre_version_sans_update BEFORE UPDATE ON parametre_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER parametre_version_sans_delete BEFORE DELETE ON parametre_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER parametre_version_sans_remplacement BEFORE INSERT ON parametre_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM parametre_version WHERE cle = NEW.cle AND version = NEW.version); END
-- ;;
CREATE TRIGGER poste_sans_delete BEFORE DELETE ON poste BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER poste_creation BEFORE INSERT ON poste BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM poste WHERE code = NEW.code); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM poste_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER poste_changement BEFORE UPDATE ON poste BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.code <> OLD.code; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM poste_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER poste_version_sans_update BEFORE UPDATE ON poste_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER poste_version_sans_delete BEFORE DELETE ON poste_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER poste_version_sans_remplacement BEFORE INSERT ON poste_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM poste_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER station_sans_delete BEFORE DELETE ON station BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER station_creation BEFORE INSERT ON station BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM station WHERE code = NEW.code); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM station_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER station_changement BEFORE UPDATE ON station BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.code <> OLD.code; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM station_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER station_version_sans_update BEFORE UPDATE ON station_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER station_version_sans_delete BEFORE DELETE ON station_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER station_version_sans_remplacement BEFORE INSERT ON station_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM station_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER tirage_sans_update BEFORE UPDATE ON tirage BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER tirage_sans_delete BEFORE DELETE ON tirage BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER tirage_sans_remplacement BEFORE INSERT ON tirage BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM tirage WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM tirage WHERE document = NEW.document AND reference = NEW.reference AND rang = NEW.rang); END
-- ;;
CREATE TRIGGER utilisateur_sans_delete BEFORE DELETE ON utilisateur BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER utilisateur_creation BEFORE INSERT ON utilisateur BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM utilisateur WHERE code = NEW.code); SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM utilisateur_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER utilisateur_changement BEFORE UPDATE ON utilisateur BEGIN SELECT RAISE(ABORT, 'cc:inalterable') WHERE NEW.code <> OLD.code; SELECT RAISE(ABORT, 'cc:sans_version') WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM utilisateur_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER utilisateur_version_sans_update BEFORE UPDATE ON utilisateur_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER utilisateur_version_sans_delete BEFORE DELETE ON utilisateur_version BEGIN SELECT RAISE(ABORT, 'cc:inalterable'); END
-- ;;
CREATE TRIGGER utilisateur_version_sans_remplacement BEFORE INSERT ON utilisateur_version BEGIN SELECT RAISE(ABORT, 'cc:doublon') WHERE EXISTS (SELECT 1 FROM utilisateur_version WHERE code = NEW.code AND version = NEW.version); END
-- ;;
CREATE TRIGGER operation_suite BEFORE INSERT ON operation BEGIN SELECT RAISE(ABORT, 'cc:sequence_rompue') WHERE NEW.sequence <> coalesce((SELECT sequence FROM tete_poste WHERE poste = NEW.poste), 0) + 1; END
-- ;;
CREATE TRIGGER operation_tete AFTER INSERT ON operation BEGIN INSERT INTO tete_poste (poste, sequence, horodatage, empreinte, signature) VALUES (NEW.poste, NEW.sequence, NEW.horodatage, NEW.empreinte, NEW.signature) ON CONFLICT (poste) DO UPDATE SET sequence = excluded.sequence, horodatage = excluded.horodatage, empreinte = excluded.empreinte, signature = excluded.signature; END
-- ;;
CREATE TRIGGER ligne_tardive BEFORE INSERT ON ligne BEGIN SELECT RAISE(ABORT, 'cc:ecriture_close') WHERE EXISTS (SELECT 1 FROM ecriture WHERE id = NEW.ecriture_id); END
-- ;;
CREATE TRIGGER ecriture_equilibre BEFORE INSERT ON ecriture BEGIN SELECT RAISE(ABORT, 'cc:ecriture_desequilibree') WHERE (SELECT coalesce(sum(debit - credit), 1) FROM ligne WHERE ecriture_id = NEW.id) <> 0;SELECT RAISE(ABORT, 'cc:date_des_lignes') WHERE EXISTS (SELECT 1 FROM ligne WHERE ecriture_id = NEW.id AND date <> NEW.date);SELECT RAISE(ABORT, 'cc:periode_close') WHERE EXISTS (SELECT 1 FROM cloture WHERE fin >= NEW.date AND debut <= NEW.date AND (station IS NULL OR station = NEW.station)); END
-- ;;
CREATE TRIGGER ecriture_extourne BEFORE INSERT ON ecriture WHEN NEW.extourne_de IS NOT NULL BEGIN SELECT RAISE(ABORT, 'cc:extourne_inexacte') WHERE EXISTS (SELECT rang, compte, tiers, compte_client, debit, credit FROM ligne WHERE ecriture_id = NEW.id EXCEPT SELECT rang, compte, tiers, compte_client, credit, debit FROM ligne WHERE ecriture_id = NEW.extourne_de) OR (SELECT count(*) FROM ligne WHERE ecriture_id = NEW.id) <> (SELECT count(*) FROM ligne WHERE ecriture_id = NEW.extourne_de); END
-- ;;
CREATE TRIGGER ecriture_soldes AFTER INSERT ON ecriture BEGIN UPDATE solde_compte SET entrees = entrees + m.entree, sorties = sorties + m.sortie, solde = solde + m.entree - m.sortie FROM (SELECT c.numero, sum(CASE c.sens WHEN 1 THEN l.debit ELSE l.credit END) AS entree, sum(CASE c.sens WHEN 1 THEN l.credit ELSE l.debit END) AS sortie FROM ligne l JOIN compte_client c ON c.numero = l.compte_client WHERE l.ecriture_id = NEW.id GROUP BY c.numero) AS m WHERE solde_compte.numero = m.numero; END
-- ;;
CREATE TRIGGER compte_client_solde AFTER INSERT ON compte_client BEGIN INSERT INTO solde_compte (numero, entrees, sorties, solde) VALUES (NEW.numero, 0, 0, 0); END
-- ;;
CREATE TRIGGER fusion_controle BEFORE INSERT ON fusion BEGIN SELECT RAISE(ABORT, 'cc:fusion_impossible') WHERE NEW.annule IS NULL AND EXISTS (SELECT 1 FROM client_effectif WHERE client IN (NEW.absorbe, NEW.garde));SELECT RAISE(ABORT, 'cc:fusion_impossible') WHERE NEW.annule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fusion WHERE id = NEW.annule AND annule IS NULL AND absorbe = NEW.absorbe AND garde = NEW.garde); END
-- ;;
CREATE TRIGGER fusion_effet AFTER INSERT ON fusion WHEN NEW.annule IS NULL BEGIN UPDATE client_effectif SET effectif = NEW.garde WHERE effectif = NEW.absorbe; INSERT INTO client_effectif (client, effectif) VALUES (NEW.absorbe, NEW.garde); END
-- ;;
CREATE TRIGGER fusion_retour AFTER INSERT ON fusion WHEN NEW.annule IS NOT NULL BEGIN DELETE FROM client_effectif; INSERT INTO client_effectif (client, effectif) WITH RECURSIVE active(absorbe, garde) AS (SELECT f.absorbe, f.garde FROM fusion f WHERE f.annule IS NULL AND NOT EXISTS (SELECT 1 FROM fusion a WHERE a.annule = f.id)), chaine(client, effectif) AS (SELECT absorbe, garde FROM active UNION SELECT c.client, a.garde FROM chaine c JOIN active a ON a.absorbe = c.effectif) SELECT client, effectif FROM chaine c WHERE NOT EXISTS (SELECT 1 FROM active a WHERE a.absorbe = c.effectif); END
-- ;;
CREATE TRIGGER client_recherche_creation AFTER INSERT ON client BEGIN INSERT INTO client_recherche (rowid, cle_tri) VALUES (NEW.code, NEW.cle_tri); END
-- ;;
CREATE TRIGGER client_recherche_changement AFTER UPDATE OF cle_tri ON client WHEN OLD.cle_tri <> NEW.cle_tri BEGIN INSERT INTO client_recherche (client_recherche, rowid, cle_tri) VALUES ('delete', OLD.code, OLD.cle_tri); INSERT INTO client_recherche (rowid, cle_tri) VALUES (NEW.code, NEW.cle_tri); END
