// @ts-check
/** Dates for one's own calendar (RFC 5545): a private note to oneself on three mornings, and not a word of the card. */

const MONTHS = [1, 3, 8]
const HOUR = 9
const LONGEST_LINE = 75
const UID_BYTES = 16

/** The file. Its times float: nine in the morning wherever the phone then is.
 * @param {object} facts
 * @param {string} facts.title
 * @param {Date} facts.now
 * @param {(bytes: number) => Uint8Array} [facts.random] @returns {string} */
export function reminders({ title, now, random = dice }) {
  const events = MONTHS.flatMap((months) => event(title, now, monthsAfter(now, months), hex(random(UID_BYTES))))
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Read the Room//Note to myself//EN", ...events, "END:VCALENDAR"]
  return lines.map((line) => `${folded(line)}\r\n`).join("")
}

/** @param {string} title @param {Date} now @param {Date} day @param {string} uid */
function event(title, now, day, uid) {
  const summary = escaped(title)
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "")
  return [
    "BEGIN:VEVENT", `UID:${uid}@readtheroom`, `DTSTAMP:${stamp}`, `DTSTART:${date(day)}T${two(HOUR)}0000`, "DURATION:PT15M",
    `SUMMARY:${summary}`, "CLASS:PRIVATE", "TRANSP:TRANSPARENT",
    "BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${summary}`, "TRIGGER:PT0S", "END:VALARM", "END:VEVENT",
  ]
}

/** The same day of a later month; where that month is shorter, its last. @param {Date} day @param {number} months */
export function monthsAfter(day, months) {
  const last = new Date(day.getFullYear(), day.getMonth() + months + 1, 0)
  return new Date(last.getFullYear(), last.getMonth(), Math.min(day.getDate(), last.getDate()))
}

/** A line of at most 75 bytes, then its further lines, each begun by a space; no letter is cut in two.
 * @param {string} line @returns {string} */
export function folded(line) {
  const size = (/** @type {string} */ text) => new TextEncoder().encode(text).length
  /** @type {string[]} */
  const lines = [""]
  for (const letter of line) {
    const used = size(lines[lines.length - 1] + letter) + (lines.length > 1 ? 1 : 0)
    if (used > LONGEST_LINE) lines.push(letter)
    else lines[lines.length - 1] += letter
  }
  return lines.join("\r\n ")
}

const escaped = (/** @type {string} */ text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n")
const two = (/** @type {number} */ number) => String(number).padStart(2, "0")
const date = (/** @type {Date} */ day) => `${day.getFullYear()}${two(day.getMonth() + 1)}${two(day.getDate())}`
const hex = (/** @type {Uint8Array} */ bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
const dice = (/** @type {number} */ bytes) => crypto.getRandomValues(new Uint8Array(bytes))
