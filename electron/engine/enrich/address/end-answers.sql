DROP TABLE IF EXISTS address_answers;
DROP TABLE IF EXISTS address_ips;
DROP TABLE IF EXISTS address_classes;
DROP TABLE IF EXISTS address_places;
DROP TABLE IF EXISTS address_networks;
DROP TABLE IF EXISTS address_clouds;
DROP TABLE IF EXISTS address_labels;
