// Days are numbers from 2020-01-01, which is 0, in Asia/Shanghai, which knows no summer time. Instants are milliseconds.
const dayLength = 86_400_000;
const shanghai = 8 * 3_600_000;
const firstDay = 18_262;

/** 2099-12-31: list names have two digits for the year. */
export const lastKnownDay = 29_219;

export const dayOf = instant => Math.floor((instant + shanghai) / dayLength) - firstDay;

const dateOf = day => new Date((day + firstDay) * dayLength);

/** 2027-09-30. */
export const dayText = day => dateOf(day).toISOString().slice(0, 10);

/** The status list of a last day, for example 27Q3. */
export function listOf(day) {
  const date = dateOf(day);
  return `${String(date.getUTCFullYear() % 100).padStart(2, '0')}Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

/** The lists whose codes are in force or were until lately: the last quarter to those that three years' validity reaches. */
export function openLists(instant) {
  const date = dateOf(dayOf(instant));
  return Array.from({ length: 14 }, (_, i) => i - 1).map(quarters => listOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 3 * quarters, 1) / dayLength - firstDay));
}

const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The printed number, 27Q3-0734512-X; the last is the check character of ISO 7064 MOD 37,36. */
export function certificateNumber(list, index) {
  const digits = String(index).padStart(7, '0');
  let product = 36;
  for (const sign of list + digits) {
    const sum = (product + signs.indexOf(sign)) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }

  return `${list}-${digits}-${signs[(37 - product) % 36]}`;
}
