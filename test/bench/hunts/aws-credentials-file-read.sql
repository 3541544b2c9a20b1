SELECT f.evidence_id, f.record FROM event_facts f JOIN processes p ON p.process_key = f.process_key
WHERE regexp_matches(p.process_command_line, '(?i)[.]aws[/\\]+credentials')
