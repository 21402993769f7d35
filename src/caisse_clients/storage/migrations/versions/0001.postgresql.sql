CREATE EXTENSION IF NOT EXISTS pg_trgm
-- ;;
CREATE TABLE base_info (
	id BIGINT NOT NULL,
	uuid TEXT NOT NULL,
	cree_le BIGINT NOT NULL,
	ecole BOOLEAN NOT NULL,
	demonstration BOOLEAN NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_base_info PRIMARY KEY (id),
	CONSTRAINT ck_base_info_unique CHECK (id = 1)
)
-- ;;
CREATE INDEX ix_base_info_operation_id ON base_info (operation_id)
-- ;;
CREATE TABLE cle_poste (
	id BIGINT NOT NULL,
	poste TEXT NOT NULL,
	cle_publique BYTEA NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_cle_poste PRIMARY KEY (id)
)
-- ;;
CREATE INDEX ix_cle_poste_operation_id ON cle_poste (operation_id)
-- ;;
CREATE TABLE client (
	code BIGINT NOT NULL,
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
	plafond_credit BIGINT,
	cle_tri TEXT COLLATE "C" NOT NULL,
	cle_nom TEXT COLLATE "C" NOT NULL,
	cle_prenom TEXT COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	CONSTRAINT pk_client PRIMARY KEY (code)
)
-- ;;
CREATE INDEX ix_client_prenom ON client (cle_prenom, cle_tri, code)
-- ;;
CREATE INDEX ix_client_tri ON client (cle_tri, code)
-- ;;
CREATE INDEX ix_client_trigrammes ON client USING gin (cle_tri gin_trgm_ops)
-- ;;
CREATE TABLE client_effectif (
	client BIGINT NOT NULL,
	effectif BIGINT NOT NULL,
	CONSTRAINT pk_client_effectif PRIMARY KEY (client)
)
-- ;;
CREATE INDEX ix_client_effectif_effectif ON client_effectif (effectif)
-- ;;
CREATE TABLE client_version (
	code BIGINT NOT NULL,
	version BIGINT NOT NULL,
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
	plafond_credit BIGINT,
	operation_id BIGINT NOT NULL,
	sel BYTEA,
	personnel_empreinte BYTEA NOT NULL,
	CONSTRAINT pk_client_version PRIMARY KEY (code, version)
)
-- ;;
CREATE INDEX ix_client_version_operation_id ON client_version (operation_id)
-- ;;
CREATE TABLE cloture (
	id BIGINT NOT NULL,
	periode TEXT NOT NULL,
	station TEXT,
	debut DATE NOT NULL,
	fin DATE NOT NULL,
	total_periode BIGINT NOT NULL,
	total_perpetuel BIGINT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_cloture PRIMARY KEY (id),
	CONSTRAINT ck_cloture_periode CHECK (periode IN ('jour', 'mois', 'exercice')),
	CONSTRAINT ck_cloture_dates CHECK (debut <= fin)
)
-- ;;
CREATE INDEX ix_cloture_fin ON cloture (fin, debut)
-- ;;
CREATE INDEX ix_cloture_operation_id ON cloture (operation_id)
-- ;;
CREATE TABLE compte_client (
	numero BIGINT NOT NULL,
	client BIGINT NOT NULL,
	type TEXT NOT NULL,
	sens BIGINT NOT NULL,
	date_ouverture DATE NOT NULL,
	organisme BIGINT,
	dossier TEXT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_compte_client PRIMARY KEY (numero),
	CONSTRAINT ck_compte_client_type_sens CHECK ((type IN ('acompte', 'avoir') AND sens = -1) OR (type IN ('credit', 'organisme_credit', 'export') AND sens = 1)),
	CONSTRAINT ck_compte_client_numero CHECK (numero > 0),
	CONSTRAINT ck_compte_client_organisme CHECK ((organisme IS NULL) = (type <> 'organisme_credit'))
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
	prochain BIGINT NOT NULL,
	CONSTRAINT pk_compteur PRIMARY KEY (nom)
)
-- ;;
CREATE TABLE ecriture (
	id BIGINT NOT NULL,
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
	extourne_de BIGINT,
	operation_id BIGINT NOT NULL,
	sel BYTEA,
	personnel_empreinte BYTEA NOT NULL,
	CONSTRAINT pk_ecriture PRIMARY KEY (id),
	CONSTRAINT uq_ecriture_extourne_de UNIQUE (extourne_de)
)
-- ;;
CREATE INDEX ix_ecriture_date ON ecriture (date, id)
-- ;;
CREATE INDEX ix_ecriture_operation_id ON ecriture (operation_id)
-- ;;
CREATE TABLE fusion (
	id BIGINT NOT NULL,
	absorbe BIGINT NOT NULL,
	garde BIGINT NOT NULL,
	annule BIGINT,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_fusion PRIMARY KEY (id),
	CONSTRAINT uq_fusion_annule UNIQUE (annule),
	CONSTRAINT ck_fusion_distincts CHECK (absorbe <> garde)
)
-- ;;
CREATE INDEX ix_fusion_absorbe ON fusion (absorbe)
-- ;;
CREATE INDEX ix_fusion_garde ON fusion (garde)
-- ;;
CREATE INDEX ix_fusion_operation_id ON fusion (operation_id)
-- ;;
CREATE TABLE ligne (
	ecriture_id BIGINT NOT NULL,
	rang BIGINT NOT NULL,
	date DATE NOT NULL,
	compte TEXT NOT NULL,
	tiers BIGINT,
	compte_client BIGINT,
	debit BIGINT NOT NULL,
	credit BIGINT NOT NULL,
	devise TEXT,
	montant_devise BIGINT,
	CONSTRAINT pk_ligne PRIMARY KEY (ecriture_id, rang),
	CONSTRAINT ck_ligne_debit_ou_credit CHECK ((debit > 0 AND credit = 0) OR (debit = 0 AND credit > 0)),
	CONSTRAINT ck_ligne_compte CHECK (compte <> ''),
	CONSTRAINT ck_ligne_devise CHECK ((devise IS NULL) = (montant_devise IS NULL))
)
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
	version BIGINT NOT NULL,
	CONSTRAINT pk_motif PRIMARY KEY (code)
)
-- ;;
CREATE TABLE motif_version (
	code TEXT NOT NULL,
	version BIGINT NOT NULL,
	libelle TEXT NOT NULL,
	compte_debit TEXT NOT NULL,
	compte_credit TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_motif_version PRIMARY KEY (code, version)
)
-- ;;
CREATE INDEX ix_motif_version_operation_id ON motif_version (operation_id)
-- ;;
CREATE TABLE operation (
	id BIGINT NOT NULL,
	poste TEXT NOT NULL,
	sequence BIGINT NOT NULL,
	horodatage BIGINT NOT NULL,
	date_metier DATE NOT NULL,
	utilisateur TEXT NOT NULL,
	approbateur TEXT,
	commande TEXT NOT NULL,
	id_commande TEXT,
	empreinte_commande BYTEA,
	resultat TEXT NOT NULL,
	version_canon BIGINT NOT NULL,
	horloge_reculee BOOLEAN NOT NULL,
	cle_id BIGINT NOT NULL,
	empreinte BYTEA NOT NULL,
	signature BYTEA NOT NULL,
	CONSTRAINT pk_operation PRIMARY KEY (id),
	CONSTRAINT uq_operation_poste_sequence UNIQUE (poste, sequence),
	CONSTRAINT uq_operation_id_commande UNIQUE (id_commande)
)
-- ;;
CREATE TABLE parametre (
	cle TEXT NOT NULL,
	valeur TEXT NOT NULL,
	version BIGINT NOT NULL,
	CONSTRAINT pk_parametre PRIMARY KEY (cle)
)
-- ;;
CREATE TABLE parametre_version (
	cle TEXT NOT NULL,
	version BIGINT NOT NULL,
	valeur TEXT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_parametre_version PRIMARY KEY (cle, version)
)
-- ;;
CREATE INDEX ix_parametre_version_operation_id ON parametre_version (operation_id)
-- ;;
CREATE TABLE poste (
	code TEXT NOT NULL,
	libelle TEXT NOT NULL,
	station TEXT NOT NULL,
	version BIGINT NOT NULL,
	CONSTRAINT pk_poste PRIMARY KEY (code)
)
-- ;;
CREATE TABLE poste_version (
	code TEXT NOT NULL,
	version BIGINT NOT NULL,
	libelle TEXT NOT NULL,
	station TEXT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_poste_version PRIMARY KEY (code, version)
)
-- ;;
CREATE INDEX ix_poste_version_operation_id ON poste_version (operation_id)
-- ;;
CREATE TABLE solde_compte (
	numero BIGINT NOT NULL,
	entrees BIGINT NOT NULL,
	sorties BIGINT NOT NULL,
	solde BIGINT NOT NULL,
	CONSTRAINT pk_solde_compte PRIMARY KEY (numero),
	CONSTRAINT ck_solde_compte_somme CHECK (solde = entrees - sorties),
	CONSTRAINT ck_solde_compte_positif CHECK (solde >= 0)
)
-- ;;
CREATE TABLE station (
	code TEXT NOT NULL,
	libelle TEXT NOT NULL,
	adresse TEXT NOT NULL,
	raison_sociale TEXT NOT NULL,
	siret TEXT NOT NULL,
	mentions TEXT NOT NULL,
	version BIGINT NOT NULL,
	CONSTRAINT pk_station PRIMARY KEY (code)
)
-- ;;
CREATE TABLE station_version (
	code TEXT NOT NULL,
	version BIGINT NOT NULL,
	libelle TEXT NOT NULL,
	adresse TEXT NOT NULL,
	raison_sociale TEXT NOT NULL,
	siret TEXT NOT NULL,
	mentions TEXT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_station_version PRIMARY KEY (code, version)
)
-- ;;
CREATE INDEX ix_station_version_operation_id ON station_version (operation_id)
-- ;;
CREATE TABLE tete_poste (
	poste TEXT NOT NULL,
	sequence BIGINT NOT NULL,
	horodatage BIGINT NOT NULL,
	empreinte BYTEA NOT NULL,
	signature BYTEA NOT NULL,
	CONSTRAINT pk_tete_poste PRIMARY KEY (poste)
)
-- ;;
CREATE TABLE tirage (
	id BIGINT NOT NULL,
	document TEXT NOT NULL,
	reference BIGINT NOT NULL,
	rang BIGINT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_tirage PRIMARY KEY (id),
	CONSTRAINT uq_tirage_document_reference_rang UNIQUE (document, reference, rang)
)
-- ;;
CREATE INDEX ix_tirage_operation_id ON tirage (operation_id)
-- ;;
CREATE TABLE utilisateur (
	code TEXT NOT NULL,
	libelle TEXT NOT NULL,
	role TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	pin_version BIGINT NOT NULL,
	pin_empreinte TEXT,
	version BIGINT NOT NULL,
	CONSTRAINT pk_utilisateur PRIMARY KEY (code)
)
-- ;;
CREATE TABLE utilisateur_version (
	code TEXT NOT NULL,
	version BIGINT NOT NULL,
	libelle TEXT NOT NULL,
	role TEXT NOT NULL,
	actif BOOLEAN NOT NULL,
	pin_version BIGINT NOT NULL,
	operation_id BIGINT NOT NULL,
	CONSTRAINT pk_utilisateur_version PRIMARY KEY (code, version)
)
-- ;;
CREATE INDEX ix_utilisateur_version_operation_id ON utilisateur_version (operation_id)
-- ;;
ALTER TABLE base_info ADD CONSTRAINT fk_base_info_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE cle_poste ADD CONSTRAINT fk_cle_poste_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE cle_poste ADD CONSTRAINT fk_cle_poste_poste FOREIGN KEY(poste) REFERENCES poste (code)
-- ;;
ALTER TABLE client_effectif ADD CONSTRAINT fk_client_effectif_client FOREIGN KEY(client) REFERENCES client (code)
-- ;;
ALTER TABLE client_effectif ADD CONSTRAINT fk_client_effectif_effectif FOREIGN KEY(effectif) REFERENCES client (code)
-- ;;
ALTER TABLE client_version ADD CONSTRAINT fk_client_version_code FOREIGN KEY(code) REFERENCES client (code) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE client_version ADD CONSTRAINT fk_client_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE cloture ADD CONSTRAINT fk_cloture_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE cloture ADD CONSTRAINT fk_cloture_station FOREIGN KEY(station) REFERENCES station (code)
-- ;;
ALTER TABLE compte_client ADD CONSTRAINT fk_compte_client_client FOREIGN KEY(client) REFERENCES client (code)
-- ;;
ALTER TABLE compte_client ADD CONSTRAINT fk_compte_client_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE compte_client ADD CONSTRAINT fk_compte_client_organisme FOREIGN KEY(organisme) REFERENCES client (code)
-- ;;
ALTER TABLE ecriture ADD CONSTRAINT fk_ecriture_extourne_de FOREIGN KEY(extourne_de) REFERENCES ecriture (id)
-- ;;
ALTER TABLE ecriture ADD CONSTRAINT fk_ecriture_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE ecriture ADD CONSTRAINT fk_ecriture_station FOREIGN KEY(station) REFERENCES station (code)
-- ;;
ALTER TABLE fusion ADD CONSTRAINT fk_fusion_absorbe FOREIGN KEY(absorbe) REFERENCES client (code)
-- ;;
ALTER TABLE fusion ADD CONSTRAINT fk_fusion_annule FOREIGN KEY(annule) REFERENCES fusion (id)
-- ;;
ALTER TABLE fusion ADD CONSTRAINT fk_fusion_garde FOREIGN KEY(garde) REFERENCES client (code)
-- ;;
ALTER TABLE fusion ADD CONSTRAINT fk_fusion_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE ligne ADD CONSTRAINT fk_ligne_compte_client FOREIGN KEY(compte_client) REFERENCES compte_client (numero)
-- ;;
ALTER TABLE ligne ADD CONSTRAINT fk_ligne_ecriture_id FOREIGN KEY(ecriture_id) REFERENCES ecriture (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE ligne ADD CONSTRAINT fk_ligne_tiers FOREIGN KEY(tiers) REFERENCES client (code)
-- ;;
ALTER TABLE motif_version ADD CONSTRAINT fk_motif_version_code FOREIGN KEY(code) REFERENCES motif (code) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE motif_version ADD CONSTRAINT fk_motif_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE operation ADD CONSTRAINT fk_operation_cle_id FOREIGN KEY(cle_id) REFERENCES cle_poste (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE operation ADD CONSTRAINT fk_operation_poste FOREIGN KEY(poste) REFERENCES poste (code)
-- ;;
ALTER TABLE parametre_version ADD CONSTRAINT fk_parametre_version_cle FOREIGN KEY(cle) REFERENCES parametre (cle) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE parametre_version ADD CONSTRAINT fk_parametre_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE poste ADD CONSTRAINT fk_poste_station FOREIGN KEY(station) REFERENCES station (code)
-- ;;
ALTER TABLE poste_version ADD CONSTRAINT fk_poste_version_code FOREIGN KEY(code) REFERENCES poste (code) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE poste_version ADD CONSTRAINT fk_poste_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE solde_compte ADD CONSTRAINT fk_solde_compte_numero FOREIGN KEY(numero) REFERENCES compte_client (numero)
-- ;;
ALTER TABLE station_version ADD CONSTRAINT fk_station_version_code FOREIGN KEY(code) REFERENCES station (code) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE station_version ADD CONSTRAINT fk_station_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE tete_poste ADD CONSTRAINT fk_tete_poste_poste FOREIGN KEY(poste) REFERENCES poste (code)
-- ;;
ALTER TABLE tirage ADD CONSTRAINT fk_tirage_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE utilisateur_version ADD CONSTRAINT fk_utilisateur_version_code FOREIGN KEY(code) REFERENCES utilisateur (code) DEFERRABLE INITIALLY DEFERRED
-- ;;
ALTER TABLE utilisateur_version ADD CONSTRAINT fk_utilisateur_version_operation_id FOREIGN KEY(operation_id) REFERENCES operation (id) DEFERRABLE INITIALLY DEFERRED
-- ;;
CREATE SEQUENCE operation_ids
-- ;;
CREATE SEQUENCE ecriture_ids
-- ;;
CREATE SEQUENCE fusion_ids
-- ;;
CREATE SEQUENCE cle_poste_ids
-- ;;
CREATE SEQUENCE cloture_ids
-- ;;
CREATE SEQUENCE tirage_ids
-- ;;
CREATE FUNCTION cc_inalterable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001';
END $$
-- ;;
CREATE FUNCTION cc_derive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF pg_trigger_depth() < 2 THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
-- ;;
CREATE FUNCTION cc_operation_suite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF NEW.sequence <> coalesce((SELECT sequence FROM tete_poste WHERE poste = NEW.poste), 0) + 1 THEN RAISE EXCEPTION 'cc:sequence_rompue' USING ERRCODE = 'CC001'; END IF; RETURN NEW;
END $$
-- ;;
CREATE FUNCTION cc_operation_tete() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
INSERT INTO tete_poste (poste, sequence, horodatage, empreinte, signature) VALUES (NEW.poste, NEW.sequence, NEW.horodatage, NEW.empreinte, NEW.signature) ON CONFLICT (poste) DO UPDATE SET sequence = excluded.sequence, horodatage = excluded.horodatage, empreinte = excluded.empreinte, signature = excluded.signature; RETURN NULL;
END $$
-- ;;
CREATE FUNCTION cc_ligne_tardive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF EXISTS (SELECT 1 FROM ecriture WHERE id = NEW.ecriture_id) THEN RAISE EXCEPTION 'cc:ecriture_close' USING ERRCODE = 'CC001'; END IF; RETURN NEW;
END $$
-- ;;
CREATE FUNCTION cc_ecriture_controle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF (SELECT coalesce(sum(debit - credit), 1) FROM ligne WHERE ecriture_id = NEW.id) <> 0 THEN RAISE EXCEPTION 'cc:ecriture_desequilibree' USING ERRCODE = 'CC001'; END IF;
IF EXISTS (SELECT 1 FROM ligne WHERE ecriture_id = NEW.id AND date <> NEW.date) THEN RAISE EXCEPTION 'cc:date_des_lignes' USING ERRCODE = 'CC001'; END IF;
IF EXISTS (SELECT 1 FROM cloture WHERE fin >= NEW.date AND debut <= NEW.date AND (station IS NULL OR station = NEW.station)) THEN RAISE EXCEPTION 'cc:periode_close' USING ERRCODE = 'CC001'; END IF;
IF NEW.extourne_de IS NOT NULL AND (EXISTS (SELECT rang, compte, tiers, compte_client, debit, credit FROM ligne WHERE ecriture_id = NEW.id EXCEPT SELECT rang, compte, tiers, compte_client, credit, debit FROM ligne WHERE ecriture_id = NEW.extourne_de) OR (SELECT count(*) FROM ligne WHERE ecriture_id = NEW.id) <> (SELECT count(*) FROM ligne WHERE ecriture_id = NEW.extourne_de)) THEN RAISE EXCEPTION 'cc:extourne_inexacte' USING ERRCODE = 'CC001'; END IF; RETURN NEW;
END $$
-- ;;
CREATE FUNCTION cc_ecriture_equilibre() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF (SELECT coalesce(sum(debit - credit), 1) FROM ligne WHERE ecriture_id = NEW.id) <> 0 THEN RAISE EXCEPTION 'cc:ecriture_desequilibree' USING ERRCODE = 'CC001'; END IF; RETURN NULL;
END $$
-- ;;
CREATE FUNCTION cc_ecriture_soldes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
UPDATE solde_compte SET entrees = entrees + m.entree, sorties = sorties + m.sortie, solde = solde + m.entree - m.sortie FROM (SELECT c.numero, sum(CASE c.sens WHEN 1 THEN l.debit ELSE l.credit END) AS entree, sum(CASE c.sens WHEN 1 THEN l.credit ELSE l.debit END) AS sortie FROM ligne l JOIN compte_client c ON c.numero = l.compte_client WHERE l.ecriture_id = NEW.id GROUP BY c.numero) AS m WHERE solde_compte.numero = m.numero; RETURN NULL;
END $$
-- ;;
CREATE FUNCTION cc_compte_client_solde() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
INSERT INTO solde_compte (numero, entrees, sorties, solde) VALUES (NEW.numero, 0, 0, 0); RETURN NULL;
END $$
-- ;;
CREATE FUNCTION cc_fusion_controle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF NEW.annule IS NULL AND EXISTS (SELECT 1 FROM client_effectif WHERE client IN (NEW.absorbe, NEW.garde)) THEN RAISE EXCEPTION 'cc:fusion_impossible' USING ERRCODE = 'CC001'; END IF;
IF NEW.annule IS NOT NULL AND NOT EXISTS (SELECT 1 FROM fusion WHERE id = NEW.annule AND annule IS NULL AND absorbe = NEW.absorbe AND garde = NEW.garde) THEN RAISE EXCEPTION 'cc:fusion_impossible' USING ERRCODE = 'CC001'; END IF; RETURN NEW;
END $$
-- ;;
CREATE FUNCTION cc_fusion_effet() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
IF NEW.annule IS NULL THEN UPDATE client_effectif SET effectif = NEW.garde WHERE effectif = NEW.absorbe; INSERT INTO client_effectif (client, effectif) VALUES (NEW.absorbe, NEW.garde); ELSE DELETE FROM client_effectif; INSERT INTO client_effectif (client, effectif) WITH RECURSIVE active(absorbe, garde) AS (SELECT f.absorbe, f.garde FROM fusion f WHERE f.annule IS NULL AND NOT EXISTS (SELECT 1 FROM fusion a WHERE a.annule = f.id)), chaine(client, effectif) AS (SELECT absorbe, garde FROM active UNION SELECT c.client, a.garde FROM chaine c JOIN active a ON a.absorbe = c.effectif) SELECT client, effectif FROM chaine c WHERE NOT EXISTS (SELECT 1 FROM active a WHERE a.absorbe = c.effectif); END IF; RETURN NULL;
END $$
-- ;;
CREATE TRIGGER base_info_inalterable BEFORE UPDATE OR DELETE ON base_info FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER base_info_sans_vidage BEFORE TRUNCATE ON base_info FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER cle_poste_inalterable BEFORE UPDATE OR DELETE ON cle_poste FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER cle_poste_sans_vidage BEFORE TRUNCATE ON cle_poste FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE FUNCTION cc_client_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.code <> OLD.code THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM client_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM client_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER client_changement BEFORE INSERT OR UPDATE ON client FOR EACH ROW EXECUTE FUNCTION cc_client_version()
-- ;;
CREATE TRIGGER client_sans_delete BEFORE DELETE ON client FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER client_sans_vidage BEFORE TRUNCATE ON client FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER client_effectif_derive BEFORE INSERT OR UPDATE OR DELETE ON client_effectif FOR EACH ROW EXECUTE FUNCTION cc_derive()
-- ;;
CREATE TRIGGER client_version_inalterable BEFORE UPDATE OR DELETE ON client_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER client_version_sans_vidage BEFORE TRUNCATE ON client_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER cloture_inalterable BEFORE UPDATE OR DELETE ON cloture FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER cloture_sans_vidage BEFORE TRUNCATE ON cloture FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER compte_client_inalterable BEFORE UPDATE OR DELETE ON compte_client FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER compte_client_sans_vidage BEFORE TRUNCATE ON compte_client FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER ecriture_inalterable BEFORE UPDATE OR DELETE ON ecriture FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER ecriture_sans_vidage BEFORE TRUNCATE ON ecriture FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER fusion_inalterable BEFORE UPDATE OR DELETE ON fusion FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER fusion_sans_vidage BEFORE TRUNCATE ON fusion FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER ligne_inalterable BEFORE UPDATE OR DELETE ON ligne FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER ligne_sans_vidage BEFORE TRUNCATE ON ligne FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE FUNCTION cc_motif_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.code <> OLD.code THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM motif_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM motif_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER motif_changement BEFORE INSERT OR UPDATE ON motif FOR EACH ROW EXECUTE FUNCTION cc_motif_version()
-- ;;
CREATE TRIGGER motif_sans_delete BEFORE DELETE ON motif FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER motif_sans_vidage BEFORE TRUNCATE ON motif FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER motif_version_inalterable BEFORE UPDATE OR DELETE ON motif_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER motif_version_sans_vidage BEFORE TRUNCATE ON motif_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER operation_inalterable BEFORE UPDATE OR DELETE ON operation FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER operation_sans_vidage BEFORE TRUNCATE ON operation FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE FUNCTION cc_parametre_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.cle <> OLD.cle THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM parametre_version WHERE cle = NEW.cle AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM parametre_version WHERE cle = NEW.cle AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER parametre_changement BEFORE INSERT OR UPDATE ON parametre FOR EACH ROW EXECUTE FUNCTION cc_parametre_version()
-- ;;
CREATE TRIGGER parametre_sans_delete BEFORE DELETE ON parametre FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER parametre_sans_vidage BEFORE TRUNCATE ON parametre FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER parametre_version_inalterable BEFORE UPDATE OR DELETE ON parametre_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER parametre_version_sans_vidage BEFORE TRUNCATE ON parametre_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE FUNCTION cc_poste_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.code <> OLD.code THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM poste_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM poste_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER poste_changement BEFORE INSERT OR UPDATE ON poste FOR EACH ROW EXECUTE FUNCTION cc_poste_version()
-- ;;
CREATE TRIGGER poste_sans_delete BEFORE DELETE ON poste FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER poste_sans_vidage BEFORE TRUNCATE ON poste FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER poste_version_inalterable BEFORE UPDATE OR DELETE ON poste_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER poste_version_sans_vidage BEFORE TRUNCATE ON poste_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER solde_compte_derive BEFORE INSERT OR UPDATE OR DELETE ON solde_compte FOR EACH ROW EXECUTE FUNCTION cc_derive()
-- ;;
CREATE FUNCTION cc_station_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.code <> OLD.code THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM station_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM station_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER station_changement BEFORE INSERT OR UPDATE ON station FOR EACH ROW EXECUTE FUNCTION cc_station_version()
-- ;;
CREATE TRIGGER station_sans_delete BEFORE DELETE ON station FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER station_sans_vidage BEFORE TRUNCATE ON station FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER station_version_inalterable BEFORE UPDATE OR DELETE ON station_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER station_version_sans_vidage BEFORE TRUNCATE ON station_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER tete_poste_derive BEFORE INSERT OR UPDATE OR DELETE ON tete_poste FOR EACH ROW EXECUTE FUNCTION cc_derive()
-- ;;
CREATE TRIGGER tirage_inalterable BEFORE UPDATE OR DELETE ON tirage FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER tirage_sans_vidage BEFORE TRUNCATE ON tirage FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE FUNCTION cc_utilisateur_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF TG_OP = 'UPDATE' THEN IF NEW.code <> OLD.code THEN RAISE EXCEPTION 'cc:inalterable' USING ERRCODE = 'CC001'; END IF; IF NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT 1 FROM utilisateur_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; ELSE IF NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM utilisateur_version WHERE code = NEW.code AND version = NEW.version) THEN RAISE EXCEPTION 'cc:sans_version' USING ERRCODE = 'CC001'; END IF; END IF; RETURN NEW;
END $$
-- ;;
CREATE TRIGGER utilisateur_changement BEFORE INSERT OR UPDATE ON utilisateur FOR EACH ROW EXECUTE FUNCTION cc_utilisateur_version()
-- ;;
CREATE TRIGGER utilisateur_sans_delete BEFORE DELETE ON utilisateur FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER utilisateur_sans_vidage BEFORE TRUNCATE ON utilisateur FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER utilisateur_version_inalterable BEFORE UPDATE OR DELETE ON utilisateur_version FOR EACH ROW EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER utilisateur_version_sans_vidage BEFORE TRUNCATE ON utilisateur_version FOR EACH STATEMENT EXECUTE FUNCTION cc_inalterable()
-- ;;
CREATE TRIGGER operation_suite BEFORE INSERT ON operation FOR EACH ROW EXECUTE FUNCTION cc_operation_suite()
-- ;;
CREATE TRIGGER operation_tete AFTER INSERT ON operation FOR EACH ROW EXECUTE FUNCTION cc_operation_tete()
-- ;;
CREATE TRIGGER ligne_tardive BEFORE INSERT ON ligne FOR EACH ROW EXECUTE FUNCTION cc_ligne_tardive()
-- ;;
CREATE TRIGGER ecriture_controle BEFORE INSERT ON ecriture FOR EACH ROW EXECUTE FUNCTION cc_ecriture_controle()
-- ;;
CREATE CONSTRAINT TRIGGER ecriture_equilibre AFTER INSERT ON ecriture DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cc_ecriture_equilibre()
-- ;;
CREATE TRIGGER ecriture_soldes AFTER INSERT ON ecriture FOR EACH ROW EXECUTE FUNCTION cc_ecriture_soldes()
-- ;;
CREATE TRIGGER compte_client_solde AFTER INSERT ON compte_client FOR EACH ROW EXECUTE FUNCTION cc_compte_client_solde()
-- ;;
CREATE TRIGGER fusion_controle BEFORE INSERT ON fusion FOR EACH ROW EXECUTE FUNCTION cc_fusion_controle()
-- ;;
CREATE TRIGGER fusion_effet AFTER INSERT ON fusion FOR EACH ROW EXECUTE FUNCTION cc_fusion_effet()
-- ;;
DO $$ BEGIN CREATE ROLE caisse_clients_application NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
-- ;;
DO $$ BEGIN IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN EXECUTE format('GRANT caisse_clients_application TO %I', current_user); END IF; END $$
-- ;;
GRANT SELECT, INSERT ON base_info, cle_poste, client_version, cloture, compte_client, ecriture, fusion, ligne, motif_version, operation, parametre_version, poste_version, station_version, tirage, utilisateur_version TO caisse_clients_application
-- ;;
GRANT SELECT, INSERT, UPDATE ON client, compteur, motif, parametre, poste, station, utilisateur TO caisse_clients_application
-- ;;
GRANT SELECT, UPDATE ON client_effectif, solde_compte, tete_poste TO caisse_clients_application
-- ;;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO caisse_clients_application
-- ;;
GRANT SELECT ON alembic_version TO caisse_clients_application
