-- Findings as they are before known networks change.
CREATE OR REPLACE TEMP TABLE networks_findings_before AS SELECT * FROM findings;
