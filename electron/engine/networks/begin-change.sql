-- Findings and verdicts as they are before known networks change.
CREATE OR REPLACE TEMP TABLE networks_findings_before AS SELECT * FROM findings;
CREATE OR REPLACE TEMP TABLE networks_verdicts_before AS SELECT * FROM verdicts;
