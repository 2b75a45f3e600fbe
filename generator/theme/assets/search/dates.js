/*
 * Exact dates as readers type them. Pure.
 */

const MONTHS = "january february march april may june july august september october november december".split(" ");
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/;
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/;

/**
 * Return a text that is a date and nothing else as YYYY-MM-DD; any other text unchanged.
 *
 * @param {string} typed
 */
export function normalizeDate(typed) {
  const text = typed.trim().toLowerCase().replace(/\s+/g, " ");
  const iso = ISO.exec(text);
  if (iso) return formatDate(iso[1], Number(iso[2]), iso[3]) ?? typed;
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return formatDate(dayFirst[3], findMonth(dayFirst[2]), dayFirst[1]) ?? typed;
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst) return formatDate(monthFirst[3], findMonth(monthFirst[1]), monthFirst[2]) ?? typed;
  return typed;
}

/**
 * Return the number of a month; 0 if there is none with this name or start of a name.
 *
 * @param {string | undefined} name
 */
function findMonth(name) {
  return name ? MONTHS.findIndex((month) => month.startsWith(name)) + 1 : 0;
}

/**
 * @param {string | undefined} year
 * @param {number} month
 * @param {string | undefined} day
 */
function formatDate(year, month, day) {
  const number = Number(day);
  if (month < 1 || month > 12 || number < 1 || number > 31) return undefined;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
