import type { TreeDefinition, TreeQuestion } from '../../../../shared/definitions.ts';
import sql from './facts.sql?raw';
import contentsQuery from './queries/contents.sql?raw';
import domainQuery from './queries/domain.sql?raw';
import linkQuery from './queries/link.sql?raw';
import reachQuery from './queries/reach.sql?raw';
import runQuery from './queries/run.sql?raw';
import savedQuery from './queries/saved.sql?raw';

/** Points and where to, by answer. The same question stands on several ways through the tree: what it weighs depends on what is known. */
type Ways<Answer extends string> = Readonly<
  Record<Answer | 'unknown', readonly [points: number, next: string]>
>;

const contents: TreeQuestion = {
  id: 'contents',
  text: 'What did the message bring to its recipient?',
  explain:
    'The alert is read for addresses, file names and hashes. Addresses that were written so that nobody follows them are read as they were, and those that a mail gateway rewrote as what they lead to. A link and an attachment are asked about in turn. What the mail product stopped before its delivery brought nothing.',
  delivers: ['H-C1', 'H-C2'],
  answers: [
    {
      answer: 'nothing',
      when: { fact: 'contents', is: 'stopped' },
      reason: 'The mail product says that it stopped the message. It held: {contents_listed}.',
      points: -35,
      next: 'verdict:stopped',
    },
    {
      answer: 'a link',
      when: { fact: 'contents', is: 'link' },
      reason: 'To {recipient}, {delivery}. What counts is all {contents_basis}: {contents_listed}.',
      points: 0,
      next: 'link',
    },
    {
      answer: 'an attachment',
      when: { fact: 'contents', is: 'attachment' },
      reason: 'To {recipient}, {delivery}. What counts is all {contents_basis}: {contents_listed}.',
      points: 0,
      next: 'run',
    },
    {
      answer: 'both',
      when: { fact: 'contents', is: 'both' },
      reason: 'To {recipient}, {delivery}. What counts is all {contents_basis}: {contents_listed}.',
      points: 0,
      next: 'both-run',
    },
  ],
  unknown: {
    reason:
      'The alert names no address, file or hash (alerts on this message to this recipient: {alert_count}).',
    missing: 'what the message held: the alert with its indicators, or the message itself',
    points: 0,
    next: 'verdict:nothing-named',
  },
  records: 'contents_records',
  query: contentsQuery,
};

type LinkAnswer = 'clicked' | 'tunnel' | 'blocked' | 'others' | 'no';
const link = (id: string, ways: Ways<LinkAnswer>): TreeQuestion => ({
  id,
  text: 'Did the recipient open the link?',
  explain:
    'Requests in the proxy’s log, and clicks that the mail product reports, after the delivery. Addresses are compared without scheme, usual port, closing slash and fragment, with the same escapes; what follows the ? counts. The recipient is found by the full address, by what stands before the @, with or without a domain in front, or by a device that only the recipient uses. In a tunnel the proxy sees the host and not the page. What other people did counts where no other alert’s verdict tells it. A recipient whom the proxy never shows may have gone another way: that is not a "no".',
  delivers: ['H-C3', 'H-C4', 'H-C10'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'link_use', is: 'clicked' },
      reason: 'Requests let through: {link_count}. {link_listed}.{link_early}',
      points: ways.clicked[0],
      next: ways.clicked[1],
    },
    {
      answer: 'its host, by a tunnel',
      when: { fact: 'link_use', is: 'tunnel' },
      reason:
        'The proxy saw tunnels to the host of the link and not what was asked for: {link_count}. {link_listed}.{link_early}',
      points: ways.tunnel[0],
      next: ways.tunnel[1],
    },
    {
      answer: 'blocked',
      when: { fact: 'link_use', is: 'blocked' },
      reason:
        'The recipient asked for it, and every request was blocked: {link_count}. {link_listed}.{link_early}',
      points: ways.blocked[0],
      next: ways.blocked[1],
    },
    {
      answer: 'somebody else',
      when: { fact: 'link_use', is: 'others' },
      reason: 'Requests by others, whom no alert names: {link_count}. {link_listed}.{link_early}',
      points: ways.others[0],
      next: ways.others[1],
    },
    {
      answer: 'no',
      when: { fact: 'link_use', is: 'no' },
      reason: 'The proxy shows {recipient} after the delivery, without a request for the link.{link_early}',
      points: ways.no[0],
      next: ways.no[1],
    },
  ],
  unknown: {
    reason: '{proxy_gap}.{link_early}',
    missing: 'proxy logs that cover {recipient} and their devices from the delivery on',
    points: ways.unknown[0],
    next: ways.unknown[1],
  },
  records: 'link_records',
  query: linkQuery,
});

type DomainAnswer = 'link' | 'yes' | 'few others' | 'no';
const domain = (id: string, ways: Ways<DomainAnswer>): TreeQuestion => ({
  id,
  text: 'Did a device of the recipient reach the domain?',
  explain:
    'No proxy sees everything. Network events and name look-ups of endpoints are asked for the registrable domain of the link, by the public suffix list, and for any host below it; where the endpoint’s log gives the whole address, it is compared with the link. Where the proxy blocked the link, a look-up alone is no contact. Other requests to the domain in the proxy’s log count too.',
  delivers: ['H-C5'],
  answers: [
    {
      answer: 'the link itself',
      when: { fact: 'domain_use', is: 'link' },
      reason: 'The endpoint’s log has the address of the link: {domain_listed}.{domain_early}',
      points: ways.link[0],
      next: ways.link[1],
    },
    {
      answer: 'yes',
      when: { fact: 'domain_use', is: 'yes' },
      reason:
        'Contacts with {reached_domain} after the delivery: {domain_count}. {domain_listed}.{domain_early}',
      points: ways.yes[0],
      next: ways.yes[1],
    },
    {
      answer: 'by few others',
      when: { fact: 'domain_use', is: 'few others' },
      reason:
        'Not seen from the recipient’s devices. Others reached it whom no alert names, and fewer than {few_below} users ({few_basis}) ever did, {reached_users}: {domain_listed}.{domain_early}',
      points: ways['few others'][0],
      next: ways['few others'][1],
    },
    {
      answer: 'no',
      when: { fact: 'domain_use', is: 'no' },
      reason:
        'The devices of the recipient have network events after the delivery, none of them with the domain{domain_lookups}. Users who reached it at any time: {domain_users_listed}.{domain_early}',
      points: ways.no[0],
      next: ways.no[1],
    },
  ],
  unknown: {
    reason: '{network_gap}. Users who reached the domain at any time: {domain_users_listed}.{domain_early}',
    missing: 'network and DNS events of the endpoints of {recipient} from the delivery on',
    points: ways.unknown[0],
    next: ways.unknown[1],
  },
  records: 'domain_records',
  query: domainQuery,
});

const reach = (id: string, ways: Ways<'few' | 'many'>): TreeQuestion => ({
  id,
  text: 'Did few users ever reach that domain?',
  explain:
    'A domain that hardly anybody reaches was most likely reached by the link. A domain that many reach tells nothing. How many are few is a parameter of this tree; by itself it is one in a hundred of the users that the evidence shows, and at least three. The count is over the whole evidence, each person once; a device with no user of its own counts as one.',
  delivers: ['H-C6'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'domain_reach', is: 'few' },
      reason: '{reached_domain}: reached by {reached_users}, which is fewer than {few_below} ({few_basis}).',
      points: ways.few[0],
      next: ways.few[1],
    },
    {
      answer: 'no',
      when: { fact: 'domain_reach', is: 'many' },
      reason:
        '{reached_domain}: reached by {reached_users}, which is not fewer than {few_below} ({few_basis}).',
      points: ways.many[0],
      next: ways.many[1],
    },
  ],
  unknown: {
    reason: 'Nothing tells how many of {users_seen} users reached the domain.',
    missing: 'proxy or endpoint logs with the users of the domain',
    points: ways.unknown[0],
    next: ways.unknown[1],
  },
  records: 'reach_records',
  query: reachQuery,
});

type RunAnswer = 'yes' | 'elsewhere' | 'short' | 'no';
const run = (id: string, ways: Ways<RunAnswer>): TreeQuestion => ({
  id,
  text: 'Was the attachment opened or run?',
  explain:
    'Its file name in the command line of any process after the delivery, whatever the case, the quotes, the folder and a (1) that a browser added; or a program with its hash. A short name of Windows (INVOIC~1.ISO) may stand for another file too. What happened on other people’s devices counts where no other alert’s verdict tells it.',
  delivers: ['H-C7', 'H-C10'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'attachment_run', is: 'yes' },
      reason: 'Records with it: {run_count}. {run_listed}.{run_early}',
      points: ways.yes[0],
      next: ways.yes[1],
    },
    {
      answer: 'somewhere else',
      when: { fact: 'attachment_run', is: 'elsewhere' },
      reason:
        'By others, or on devices that are not known to be the recipient’s: {run_count}. {run_listed}.{run_early}',
      points: ways.elsewhere[0],
      next: ways.elsewhere[1],
    },
    {
      answer: 'perhaps, by a short name',
      when: { fact: 'attachment_run', is: 'short name' },
      reason: 'A short name that may be this file’s: {run_count}. {run_listed}.{run_early}',
      points: ways.short[0],
      next: ways.short[1],
    },
    {
      answer: 'no',
      when: { fact: 'attachment_run', is: 'no' },
      reason:
        'The devices of the recipient have command lines after the delivery, none of them with the file’s name.{run_early}',
      points: ways.no[0],
      next: ways.no[1],
    },
  ],
  unknown: {
    reason: '{run_gap}.{run_early}',
    missing: 'process events with command lines of the endpoints of {recipient} from the delivery on',
    points: ways.unknown[0],
    next: ways.unknown[1],
  },
  records: 'run_records',
  query: runQuery,
});

type SavedAnswer = 'yes' | 'named' | 'no';
const saved = (id: string, ways: Ways<SavedAnswer>): TreeQuestion => ({
  id,
  text: 'Was the attachment saved on a device?',
  explain:
    'File events with its hash (MD5, SHA-1 or SHA-256) after the delivery, also where the file was deleted later. A file of the same name without a hash may be another one.',
  delivers: ['H-C8'],
  answers: [
    {
      answer: 'yes',
      when: { fact: 'attachment_saved', is: 'yes' },
      reason: 'Records with its hash: {saved_count}. {saved_listed}.{saved_later}',
      points: ways.yes[0],
      next: ways.yes[1],
    },
    {
      answer: 'a file of its name',
      when: { fact: 'attachment_saved', is: 'by name' },
      reason: 'Records with its name and no such hash: {saved_count}. {saved_listed}.{saved_later}',
      points: ways.named[0],
      next: ways.named[1],
    },
    {
      answer: 'no',
      when: { fact: 'attachment_saved', is: 'no' },
      reason:
        'The devices of the recipient have file events with hashes after the delivery, none of them with the file’s.{saved_later}',
      points: ways.no[0],
      next: ways.no[1],
    },
  ],
  unknown: {
    reason: '{save_gap}.{saved_later}',
    missing: 'file events with hashes of the endpoints of {recipient} from the delivery on',
    points: ways.unknown[0],
    next: ways.unknown[1],
  },
  records: 'saved_records',
  query: savedQuery,
});

/** A link, where no attachment was touched (or there is none) or where that is open. */
const LINK_POINTS = { clicked: 50, tunnel: 10, blocked: 0, others: 10, no: -10, unknown: 0 } as const;

export const tree: TreeDefinition = {
  id: 'malicious-mail',
  version: 1,
  title: 'E-mail that a mail product calls malicious',
  purpose:
    'Tells for each recipient whether the link was opened or the attachment run or saved, and which alert to look at first.',
  subject: 'user',
  needs: {
    columns: ['email_to_address', 'event_kind'],
    datasets: [],
    missing: 'alerts of a mail product (Cyren, Proofpoint TAP, Mimecast, Microsoft Defender)',
  },
  parameters: [
    {
      name: 'rare_below',
      title: 'A domain is rare when it was reached by fewer users than',
      kind: 'integer',
      value: 0,
      minimum: 0,
      maximum: 1_000_000,
      help: '0: one in a hundred of the users that the evidence shows, at least 3.',
    },
    {
      name: 'horizon_days',
      title: 'Days after the delivery that are looked at',
      kind: 'integer',
      value: 14,
      minimum: 1,
      maximum: 3650,
      help: 'What happened before the delivery is said and does not count.',
    },
    {
      name: 'coverage_hours',
      title: 'Hours after the delivery that a log must cover',
      kind: 'integer',
      value: 24,
      minimum: 0,
      maximum: 8760,
      help: 'Where a log ends earlier, what it does not show is not known.',
    },
  ],
  base_points: 40,
  root: 'contents',
  questions: [
    contents,

    link('link', {
      clicked: [LINK_POINTS.clicked, 'verdict:link-opened'],
      tunnel: [LINK_POINTS.tunnel, 'tunnel-reach'],
      blocked: [LINK_POINTS.blocked, 'blocked-domain'],
      others: [LINK_POINTS.others, 'others-domain'],
      no: [LINK_POINTS.no, 'unopened-domain'],
      unknown: [LINK_POINTS.unknown, 'uncovered-domain'],
    }),
    reach('tunnel-reach', {
      few: [35, 'verdict:host-reached'],
      many: [-15, 'verdict:common-host'],
      unknown: [0, 'verdict:common-host'],
    }),
    domain('blocked-domain', {
      link: [50, 'verdict:link-opened'],
      yes: [15, 'domain-reach'],
      'few others': [5, 'verdict:others-reached'],
      no: [-20, 'verdict:link-blocked'],
      unknown: [-5, 'verdict:link-blocked-open'],
    }),
    domain('others-domain', {
      link: [40, 'verdict:link-opened'],
      yes: [15, 'domain-reach'],
      'few others': [5, 'verdict:others-opened'],
      no: [0, 'verdict:others-opened'],
      unknown: [5, 'verdict:others-opened'],
    }),
    domain('unopened-domain', {
      link: [60, 'verdict:link-opened'],
      yes: [20, 'domain-reach'],
      'few others': [15, 'verdict:others-reached'],
      no: [-15, 'verdict:not-opened'],
      unknown: [0, 'verdict:link-open'],
    }),
    domain('uncovered-domain', {
      link: [50, 'verdict:link-opened'],
      yes: [15, 'domain-reach'],
      'few others': [10, 'verdict:others-reached'],
      no: [-10, 'verdict:link-open'],
      unknown: [0, 'verdict:link-open'],
    }),
    reach('domain-reach', {
      few: [25, 'verdict:domain-reached'],
      many: [-20, 'verdict:common-domain'],
      unknown: [0, 'verdict:common-domain'],
    }),

    run('run', {
      yes: [55, 'verdict:attachment-run'],
      elsewhere: [20, 'touched-saved'],
      short: [15, 'touched-saved'],
      no: [-10, 'unrun-saved'],
      unknown: [0, 'uncovered-saved'],
    }),
    saved('touched-saved', {
      yes: [25, 'verdict:attachment-touched'],
      named: [15, 'verdict:attachment-touched'],
      no: [-5, 'verdict:attachment-touched'],
      unknown: [0, 'verdict:attachment-touched'],
    }),
    saved('unrun-saved', {
      yes: [30, 'verdict:attachment-saved'],
      named: [20, 'verdict:attachment-saved'],
      no: [-15, 'verdict:not-touched'],
      unknown: [0, 'verdict:attachment-open'],
    }),
    saved('uncovered-saved', {
      yes: [25, 'verdict:attachment-saved'],
      named: [15, 'verdict:attachment-saved'],
      no: [-10, 'verdict:attachment-open'],
      unknown: [0, 'verdict:attachment-open'],
    }),

    // A link and an attachment: that one of them was left alone takes little from what was done with the other.
    run('both-run', {
      yes: [55, 'verdict:attachment-run'],
      elsewhere: [20, 'both-touched-saved'],
      short: [15, 'both-touched-saved'],
      no: [-3, 'both-unrun-saved'],
      unknown: [0, 'both-uncovered-saved'],
    }),
    saved('both-touched-saved', {
      yes: [25, 'touched-link'],
      named: [15, 'touched-link'],
      no: [-2, 'touched-link'],
      unknown: [0, 'touched-link'],
    }),
    saved('both-unrun-saved', {
      yes: [30, 'touched-link'],
      named: [20, 'touched-link'],
      no: [-2, 'link'],
      unknown: [0, 'open-link'],
    }),
    saved('both-uncovered-saved', {
      yes: [25, 'touched-link'],
      named: [15, 'touched-link'],
      no: [-2, 'open-link'],
      unknown: [0, 'open-link'],
    }),
    link('touched-link', {
      clicked: [40, 'verdict:link-opened'],
      tunnel: [10, 'verdict:attachment-touched'],
      blocked: [5, 'verdict:attachment-touched'],
      others: [5, 'verdict:attachment-touched'],
      no: [-5, 'verdict:attachment-touched'],
      unknown: [0, 'verdict:attachment-touched'],
    }),
    link('open-link', {
      clicked: [LINK_POINTS.clicked, 'verdict:link-opened'],
      tunnel: [LINK_POINTS.tunnel, 'tunnel-reach'],
      blocked: [LINK_POINTS.blocked, 'open-domain'],
      others: [LINK_POINTS.others, 'others-domain'],
      no: [LINK_POINTS.no, 'open-domain'],
      unknown: [LINK_POINTS.unknown, 'uncovered-domain'],
    }),
    domain('open-domain', {
      link: [55, 'verdict:link-opened'],
      yes: [15, 'domain-reach'],
      'few others': [10, 'verdict:others-reached'],
      no: [-10, 'verdict:attachment-open'],
      unknown: [0, 'verdict:attachment-open'],
    }),
  ],
  verdicts: [
    {
      id: 'attachment-run',
      verdict: 'malicious',
      reason: 'The attachment was opened or run, look at it first: {run_listed}.',
    },
    {
      id: 'link-opened',
      verdict: 'malicious',
      reason: 'The link of the message was opened, look at it first. {link_listed} {domain_listed}',
    },
    {
      id: 'host-reached',
      verdict: 'malicious',
      reason:
        'The recipient reached the host of the link through a tunnel, and hardly anybody else ever did: most likely the link was opened. {link_listed}.',
    },
    {
      id: 'domain-reached',
      verdict: 'malicious',
      reason:
        'A device of the recipient reached {reached_domain}, and hardly anybody else ever did: most likely the link was opened. {domain_listed}.',
    },
    {
      id: 'attachment-touched',
      verdict: 'suspicious',
      reason: 'The attachment seems to have been opened or saved. {run_listed} {saved_listed}',
    },
    {
      id: 'attachment-saved',
      verdict: 'suspicious',
      reason: 'The attachment lay on a device; that it was opened is not shown. {saved_listed}.{saved_later}',
    },
    {
      id: 'others-opened',
      verdict: 'suspicious',
      reason: 'Somebody whom no alert names opened the link; the recipient is not seen to. {link_listed}.',
    },
    {
      id: 'others-reached',
      verdict: 'suspicious',
      reason:
        'Somebody whom no alert names reached the domain of the link, which few users ever did; the recipient is not seen to. {domain_listed}.',
    },
    {
      id: 'link-blocked-open',
      verdict: 'inconclusive',
      reason:
        'The recipient tried to open the link and was blocked; whether it was reached another way is not known. {link_listed}.',
    },
    {
      id: 'common-host',
      verdict: 'inconclusive',
      reason:
        'The recipient reached the host of the link, which many do: whether by the link is not shown. {link_listed}.',
    },
    {
      id: 'common-domain',
      verdict: 'inconclusive',
      reason:
        'The recipient reached the domain of the link, which many do: whether by the link is not shown. {domain_listed}.',
    },
    {
      id: 'link-open',
      verdict: 'inconclusive',
      reason: 'Nothing shows that the link was opened, but not every way to it is covered by a log.',
    },
    {
      id: 'attachment-open',
      verdict: 'inconclusive',
      reason:
        'Nothing shows that the attachment was opened or saved, but the logs that would show it do not cover it.',
    },
    {
      id: 'nothing-named',
      verdict: 'inconclusive',
      reason: 'The alert names nothing that could be looked for.',
    },
    {
      id: 'link-blocked',
      verdict: 'likely benign',
      reason:
        'The recipient tried to open the link and was blocked; nothing shows another way to it. {link_listed}.',
    },
    {
      id: 'not-opened',
      verdict: 'likely benign',
      reason: 'Neither the proxy nor the endpoints of {recipient} show that the link was opened.',
    },
    {
      id: 'not-touched',
      verdict: 'likely benign',
      reason:
        'The endpoints of {recipient} show neither that the attachment was opened nor that it was saved.',
    },
    {
      id: 'stopped',
      verdict: 'benign',
      reason: 'The mail product stopped the message before it was delivered.',
    },
  ],
  sql,
};
