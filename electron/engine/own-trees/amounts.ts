import { placeholder, sql, type Statement } from '../db/sql.ts';
import type { Amount } from './document.ts';

/** A number of the document, or the parameter of this name. */
export const amountOf = (amount: Amount): Statement =>
  typeof amount === 'number' ? sql`${amount}` : sql`${placeholder(amount)}`;

const HOUR = 3_600_000_000;

/** An interval of so many hours, to the microsecond. */
export const hoursOf = (amount: Amount): Statement =>
  sql`to_microseconds(CAST(round(${amountOf(amount)} * ${HOUR}) AS BIGINT))`;

export const daysOf = (amount: Amount): Statement =>
  sql`to_microseconds(CAST(round(${amountOf(amount)} * ${24 * HOUR}) AS BIGINT))`;
