DROP TABLE networks_findings_before;
DROP TABLE networks_verdicts_before;
