// @ts-check
/** What each key of a keyboard or clicker means on the console: one table for the page, its help and the tests. */

import { t } from "./words.js"

/** `needs`: one of these moves must be legal for the key to work. `shown`: how the keys are printed.
 * @typedef {{does: string, keys: string[], needs?: string[], shown: string, says: () => string}} Row */

/** Clickers send PageUp, PageDown, "." and, alternately on one button, F5 and Esc. @type {Row[]} */
export const KEYS = [
  { does: "next", keys: ["ArrowRight", "ArrowDown", "PageDown", " ", "n"], shown: "→ ↓ PageDown Space N", says: () => t("Next step") },
  { does: "previous", keys: ["ArrowLeft", "ArrowUp", "PageUp", "Shift+ ", "p", "Backspace"], needs: ["previous"], shown: "← ↑ PageUp Shift+Space P Backspace", says: () => t("Previous step") },
  { does: "nextSlide", keys: ["Alt+ArrowRight"], needs: ["skip", "goto"], shown: "Alt+→", says: () => t("Next slide, skipping its steps") },
  { does: "previousSlide", keys: ["Alt+ArrowLeft"], needs: ["goto"], shown: "Alt+←", says: () => t("Previous slide") },
  { does: "first", keys: ["Home"], needs: ["goto"], shown: "Home", says: () => t("First slide") },
  { does: "last", keys: ["End"], needs: ["goto"], shown: "End", says: () => t("Last slide") },
  { does: "vote", keys: ["v"], needs: ["open", "close", "talk", "results", "patterns"], shown: "V", says: () => t("The next vote action: open, close, talk, show") },
  { does: "cover", keys: ["x"], needs: ["cover", "uncover"], shown: "X", says: () => t("Cover everything: phones and projector") },
  { does: "black", keys: ["b", "."], needs: ["blank", "unblank"], shown: "B .", says: () => t("Black projector") },
  { does: "white", keys: ["w", ","], needs: ["blank", "unblank"], shown: "W ,", says: () => t("White projector") },
  { does: "freeze", keys: ["z"], needs: ["freeze", "unfreeze"], shown: "Z", says: () => t("Freeze the room's view, look ahead alone") },
  { does: "goto", keys: ["g"], needs: ["goto"], shown: "G", says: () => t("Go to a slide by number or title (or type its number, then Enter)") },
  { does: "overview", keys: ["o"], needs: ["goto"], shown: "O", says: () => t("Overview of all slides") },
  { does: "texts", keys: ["m"], shown: "M", says: () => t("What people wrote, to be looked at first") },
  { does: "hideAll", keys: ["Shift+h"], needs: ["cover", "uncover"], shown: "Shift+H", says: () => t("Hide all texts on the screen") },
  { does: "say", keys: ["s"], needs: ["freeze", "unfreeze"], shown: "S", says: () => t("Something to say: quiet, hot, tears") },
  { does: "ask", keys: ["u"], needs: ["unplanned", "hands"], shown: "U", says: () => t("An unplanned question, or raised hands") },
  { does: "joincode", keys: ["j"], needs: ["joincode"], shown: "J", says: () => t("Join code over any slide") },
  { does: "summary", keys: ["r"], needs: ["summary"], shown: "R", says: () => t("What the organiser will get, on the phones") },
  { does: "pause", keys: ["t"], needs: ["timer"], shown: "T", says: () => t("Start or pause the timer") },
  { does: "reset", keys: ["Shift+t"], needs: ["timer"], shown: "Shift+T", says: () => t("Reset the timer") },
  { does: "bigger", keys: ["+", "="], shown: "+", says: () => t("Larger notes") },
  { does: "smaller", keys: ["-"], shown: "−", says: () => t("Smaller notes") },
  { does: "fullscreen", keys: ["f", "F11"], shown: "F F11", says: () => t("Projector in full screen") },
  { does: "begin", keys: ["F5"], needs: ["start"], shown: "F5", says: () => t("Start, while people are arriving") },
  { does: "help", keys: ["?"], shown: "?", says: () => t("The keys that work right now") },
  { does: "leave", keys: ["Escape"], shown: "Esc", says: () => t("Leave cover, blank, freeze or an open list") },
]

const MEANINGS = new Map(KEYS.flatMap(({ does, keys }) => keys.map((key) => [key, does])))
const CLICKER = new Set(["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "PageDown", "PageUp", ".", "F5", "Escape"])
const SCROLLING = new Set(["ArrowUp", "ArrowDown", "Home", "End"])
const REPEATABLE = new Set(["bigger", "smaller"])

/** What a key press means, or null where it belongs to the page.
 * @param {KeyboardEvent} event @param {{letters: boolean}} settings */
export function meaning(event, settings) {
  if (!belongsToThePage(event) && (settings.letters || !isLetter(event.key))) {
    return MEANINGS.get(chord(event)) ?? null
  }
  return null
}

/** The rows of the table that work right now.
 * @param {{moves: string[]}} view @param {{letters: boolean}} settings @returns {Row[]} */
export function working({ moves }, settings) {
  return KEYS.filter(({ keys, needs }) =>
    (!needs || needs.some((move) => moves.includes(move))) && (settings.letters || keys.some((key) => !isLetter(key.replace(/^Shift\+/, "")))))
}

/** @param {KeyboardEvent} event @returns {boolean} */
export function fromClicker(event) {
  return CLICKER.has(event.key)
}

/** A digit that may begin a slide number, or "".
 * @param {KeyboardEvent} event @param {{letters: boolean}} settings */
export function digit(event, settings) {
  const free = settings.letters && !event.altKey && !belongsToThePage(event)
  return free && /^[0-9]$/.test(event.key) ? event.key : ""
}

/** Bounces of one button count once and a held key not at all; turning a size up and down may be quick. */
export class Presses {
  /** @type {Map<string, number>} */
  #last = new Map()

  /** @param {string} does @param {number} now milliseconds @param {boolean} [held] @returns {boolean} */
  counts(does, now, held = false) {
    const counts = !held && (REPEATABLE.has(does) || now - (this.#last.get(does) ?? -Infinity) >= 300)
    if (counts) this.#last.set(does, now)
    return counts
  }
}

/** The digits of a slide number, typed one after the other; they are forgotten after three seconds. */
export class SlideNumber {
  #typed = ""
  #at = -Infinity

  /** @param {string} digit @param {number} now @returns {string} what stands there now */
  add(digit, now) {
    this.#typed = (this.standing(now) + digit).slice(-3)
    this.#at = now
    return this.#typed
  }

  /** @param {number} now @returns {string} */
  standing(now) {
    return now - this.#at < 3000 ? this.#typed : ""
  }

  /** @param {number} now @returns {number | null} the number, which is then forgotten */
  take(now) {
    const typed = this.standing(now)
    this.#typed = ""
    return typed ? parseInt(typed, 10) : null
  }
}

/** Single characters can be turned off (WCAG 2.1.4); a space is none. @param {string} key */
function isLetter(key) {
  return key.length === 1 && key !== " "
}

/** @param {KeyboardEvent} event */
function chord(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const shifted = `Shift+${key}`
  const plain = event.shiftKey && MEANINGS.has(shifted) ? shifted : key
  return event.altKey ? `Alt+${plain}` : plain
}

/** @param {KeyboardEvent} event */
function belongsToThePage(event) {
  const target = /** @type {Element | null} */ (event.target)
  const within = (/** @type {string} */ selector) => Boolean(target?.closest?.(selector))
  return event.ctrlKey || event.metaKey || event.isComposing
    || (event.key !== "F5" && within("input, textarea, select, [contenteditable]"))
    || ((event.key === " " || event.key === "Enter") && within("button, a[href], summary"))
    || (SCROLLING.has(event.key) && within("[data-scrolls]"))
}
