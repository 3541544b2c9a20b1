/** Accounts that every computer or service has: they name nobody, and a reader needs them. */
const BUILT_IN = new Set(
  [
    ...['root', 'system', 'local system', 'localsystem', 'local service', 'network service', 'localservice'],
    ...['networkservice', 'nt authority', 'nt service', 'builtin', 'anonymous', 'anonymous logon', 'nobody'],
    ...['administrator', 'daemon', 'localhost', 'unknown', 'none', 'null', 'n/a', 'undefined', 'everyone'],
    ...['aws internal', 'hidden_due_to_security_reasons', 'workgroup'],
  ].flatMap((word) => [word, `nt authority\\${word}`]),
);

/** Words that also are somebody's account: replaced where they stand alone in a field, never inside a sentence. */
const COMMON = new Set(
  `account accounts action active actor address admin alert all analysis and answer api app application audit auth aws azure browser case cloud
  command common computer console corp country create data database date default delete desktop device dev domain email error event events
  example failed failure false file finding findings group guest help high host home hosts hub http https incident info internal
  kubectl lambda laptop linux list local log login logs low mac mail macos malicious mail medium message mobile name names network networks new
  no not office okta one operator output owner path person phone policy portal private prod production program public queries query read
  record records region release report reports request reset result resource role roles rule sales score script security server service session
  sessions severity sign signin site source sso staff start state static status success support suspicious table tag team temp test text the this time title token
  tool tree true type update url user users value values verdict version vpn was web window windows with work write www yes
  am an as at be by do eu if id in io ip is it js ok of on or os pc po so sv tm to tz uk up us v1 v2 vm we my me go hr ca de fr`
    .trim()
    .split(/\s+/),
);

/** Roles that AWS itself makes. */
const OF_AWS = /^aws(reservedsso_|servicerolefor)/i;

/** Whether it names nobody, so that it has no pseudonym: built in, or nothing but dashes. */
export const isNobody = (value: string): boolean =>
  BUILT_IN.has(value.trim().toLowerCase()) || OF_AWS.test(value) || /^[\s\p{Pd}.,*?]*$/u.test(value);

/** Whether it may as well be something else where it stands: one sign, figures alone, or a word of everyday. */
export const isWordLike = (value: string): boolean =>
  value.length < 2 || /^\p{N}+$/u.test(value) || COMMON.has(value.toLowerCase());

/** Whether a name can be looked for inside of a text. */
export const isDistinct = (value: string): boolean =>
  !isWordLike(value) && /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(value);
