import { PDF_SECTIONS } from '../../shared/pdf-report.ts';
import { reportHelp, reportOptions } from './report-arguments.ts';

/** The options of one command, broken into lines that begin below its name. */
const broken = (words: string, indent: number): string =>
  words.replace(/(.{60,90}?\]) /g, `$1\n${' '.repeat(indent)}`);

export const HELP = `Interloper finds who else was in a session, offline: logs in, evidence-backed verdicts out.

Usage
  interloper analyze PATH… [--case FILE] [--json FILE] [--custody] [--redact WORDS] [--data FILE]… [--data-folder DIR] [--mapping FILE]…
                     [--hunts PATH]… [--trees PATH]… [--known-networks FILE] [--zip-password WORD]… [--max-… N] [--quiet]
  interloper query [CASE [QUESTION [--INPUT VALUE]…]] [--sort COLUMN[:desc]] [--csv FILE | --json FILE] [--redact WORDS] [--quiet]
  interloper compare CASE ENTITY… [--from TIME] [--to TIME] [--measure WORD] [--slice hour|day] [--with SHIFTS]
                     [--baseline TIMESxPERIOD] [--json FILE] [--redact WORDS] [--quiet]
  interloper hunts template | check FILE… | test FILE…
  interloper hunts sigma [CASE] [--out FILE.yml | --out DIR] [--hunt ID]… [--quiet]
  interloper trees template | check FILE… [--hunts PATH]… | test FILE… [--hunts PATH]…
  interloper map FILE [--quiet]
  interloper networks CASE [--export FILE] [--quiet]
  interloper export CASE [--events FILE.jsonl] [--rejects FILE] [--redact WORDS] [--zip-password WORD]… [--quiet]
  interloper report CASE ${broken(`${reportOptions()} [--bom] [--custody] [--evidence] [--sections WORDS] [--redact WORDS] [--quiet]`, 25)}
  interloper pseudonyms CASE [TEXT] [--quiet]
  interloper triage CASE [--tree ID] [--sessions A,B [--reason TEXT]] [--uncompare ID] [--json FILE] [--redact WORDS] [--quiet]
  interloper verify CASE [--quiet]
  interloper verify BUNDLE [--evidence DIR] [--data FILE]… [--zip-password WORD]… [--json FILE] [--quiet]

analyze   reads files, folders and archives of logs, hunts, and reaches verdicts
  --case FILE       keep the case in FILE (.interloper), and add to it where it is there; else it is removed at the end
  --json FILE       write the report as JSON; - writes it to standard output, and the summary to standard error
  --custody         the report tells who did what to the case, when and with which version; without it, the same evidence
                    gives the same bytes
  --redact WORDS    pseudonyms stand in the report and the summary, as report has them; also of query, compare, export and
                    triage, for what they print and write. Files with pseudonyms cannot be analyzed again
  --data FILE       data to tell addresses by, known by content; may be repeated: published ranges (Amazon's
                    ip-ranges.json, Google's cloud.json, Azure's ServiceTags_Public), CSV of your own ranges (prefix, provider,
                    region, service), or a list of networks (AS number, address or prefix, label, reason), all kept in
                    the case; or a file that is asked where it lies, before the built-in data: MMDB (GeoLite2, GeoIP2, DB-IP,
                    ip-location-db) or CSV of address ranges
  --data-folder DIR a folder of such files
  --ip-ranges FILE  the same
  --mapping FILE    how to read the columns of a table or of JSON that is not known here, as map writes it; may be repeated
  --hunts PATH      a file of hunts of your own or of Sigma rules, or a folder of such files; may be repeated; the case keeps
                    them. Of a folder, files with mistakes are named and left out
  --trees PATH      a file of decision trees of your own, or a folder of such files, taken as --hunts is; may be repeated
  --known-networks FILE  offices, VPNs and proxies of the organisation: a table prefix,name,kind,status,reason, a plain list of
                    networks, or what networks --export wrote from another case
  --zip-password WORD  opens encrypted zips, with export to read their rejects again; may be repeated; it is written nowhere,
                    but your shell may keep what you type
  --max-bytes N     unpack no more than N bytes of one file (1099511627776); kept in the case, as are the next three
  --max-ratio N     … than N times its packed size (500)
  --max-entries N   … than N entries of one archive (1000000)
  --max-depth N     … than N containers inside each other (6)
query     asks one question of a case, as: interloper query CASE networks-of-a-key --access-key ASIA…
          without a question it lists them with their inputs, and with a case which of them lack their log
  --sort COLUMN     the order of the rows; COLUMN:desc turns it round
  --csv FILE        all rows as CSV; - writes to standard output
  --json FILE       all rows as JSON, with the question and its inputs
compare   puts what an entity did in each hour or day beside the same slices before, with average and range: interloper compare CASE
          user:ada access_key:ASIA… (also principal:…, address:…, person:… and so on; a name alone is looked for)
  --from, --to      the window; without them the day that ends with the entity's last record
  --measure WORD    events (if it is left out), failures, networks, countries, addresses or clients
  --slice WORD      hour (if it is left out) or day
  --with SHIFTS     how far back, as 1d,7d (if it is left out), 12h, 4w or none
  --baseline NxP    of which slices average and range are, as 7x1d (if it is left out) or none
  --json FILE       all figures as JSON; - writes to standard output
hunts     template writes a file of hunts with every kind of rule explained; check tells every mistake of files or folders of hunts
          and of Sigma rules with line and column; test runs the cases inside them, and says what differs;
          sigma writes hunts as rules of Sigma, those of a case with its parameters, and names what cannot be said
  --out FILE.yml    all rules in one file; a folder has a file for each hunt; without it they go to standard output
  --hunt ID         only this hunt; may be repeated
trees     the same for decision trees of your own; --hunts names files of own hunts whose findings start them
map       writes a mapping for such a file to standard output, guessed from its names and values, to correct and to use
export    writes every event of a case as a line of JSON with ECS names, or what was rejected
  --events FILE     where to; - writes to standard output
  --rejects FILE    the rejected records, each with its place and reason: FILE.csv to look at, any other as lines of JSON with
                    the original text, which can be mended and analyzed again
report    hands a case over, in several formats at once; each file is told with its SHA-256, and the audit log keeps it. The same
          evidence and settings give the same bytes; a folder must be new or empty, and - is standard output
${reportHelp()}  --bom             CSV begins with a byte order mark, by which a spreadsheet knows UTF-8
  --custody         the report tells who did what to the case, when and with which version
  --evidence        the bundle holds the evidence files; without, only their names and hashes
  --sections WORDS  parts of the PDF: ${PDF_SECTIONS.join(', ')};
                    without it all but audit, which --custody adds
  --redact WORDS    names, addresses, domains: pseudonyms stand in their place, the same in every format and every export of the
                    case, which keeps the key; a name that no field of the evidence has may stay. Not for a bundle
pseudonyms
          lists what the pseudonyms of redacted exports stand for, all or those that TEXT has or that have it
networks  lists the known networks of a case: given, learned from agents, and what was decided on them
  --export FILE     write them for the next case: FILE.json with the minimums, any other as CSV; - writes to standard output
triage    runs the decision trees on a case again and prints every verdict, the highest score first, with its way in words; what
          an analyst answered stays, and is marked
  --tree ID         only this tree
  --sessions A,B    compare the sessions of two sign-ins first, each as EVIDENCE:RECORD or by its event id; the verdict stays in the case
  --reason TEXT     why they were picked
  --uncompare ID    take a comparison back, by the id that stands beside its verdict
  --json FILE       the verdicts as JSON, as the report has them; - writes to standard output, and the words to standard error
verify    hashes every evidence file of a case again and names each that differs from what was imported; of a bundle it checks
          every byte, makes the case again from its evidence and settings, and names every difference of its report
  --evidence DIR    where the evidence of a bundle without it is; files are found by their SHA-256
  --data FILE       a data file that the case was asked of: none is in a bundle
  --zip-password W  for encrypted archives: no password is in a bundle
  --json FILE       the result as JSON; - writes to standard output

  -q, --quiet       say nothing but errors
  -h, --help        this text
  -v, --version     the version

Exit codes: 0 done; 1 done, but some evidence was rejected, not recognised or differs, a hunt or a tree has a mistake or a case failed; 2 could not run; 130 stopped by Ctrl+C.
`;
