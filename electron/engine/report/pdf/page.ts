/** A4 in points, and what is left of it between the margins. */
export const PAGE = {
  size: 'A4',
  margins: { left: 48, top: 62, right: 48, bottom: 52 },
  width: 595.28 - 96,
  height: 841.89 - 114,
} as const;

export const SIZE = { body: 8.5, small: 7.5, record: 6.5 } as const;

export const INK = {
  text: '#1b2430',
  muted: '#55606f',
  line: '#c9d0d9',
  pale: '#f2f4f7',
  link: '#1d4ed8',
  code: '#9a3412',
  codeGround: '#fdeee3',
  lit: '#dbe6fb',
} as const;

export const SEVERITY_INK = {
  critical: '#9b1c1c',
  high: '#b0440a',
  medium: '#86640a',
  low: '#3f6212',
  informational: '#475569',
} as const;

export const VERDICT_INK = {
  malicious: '#9b1c1c',
  suspicious: '#b0440a',
  inconclusive: '#475569',
  'likely benign': '#3f6212',
  benign: '#166534',
  'not applicable': '#64748b',
} as const;
