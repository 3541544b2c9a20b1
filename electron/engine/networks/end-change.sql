DROP TABLE networks_findings_before;
