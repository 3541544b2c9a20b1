/** The events of one day of UTC in one log; times of the first as text, since they may not fit a number. */
export interface Partition {
  day: string;
  first_microsecond: string;
  event_dataset: string | null;
}
