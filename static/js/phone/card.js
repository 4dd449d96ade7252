// @ts-check
/** The card that somebody writes for themselves. It lives on this phone alone; here it is kept, copied, printed, dated. */

import { fill, part, write } from "../html.js"
import { shelf } from "../outbox.js"
import { t } from "../words.js"
import { reminders } from "./calendar.js"

/** @typedef {{when: string, then: string}} Card */

/** One for each room, so that all parts of a page find the same cards even where nothing can be stored.
 * @type {Map<string, ReturnType<typeof shelf>>} */
const shelves = new Map()

/** The cards of one room, by ask. They outlast the session: only their owner deletes them. @param {string} code */
export function cards(code) {
  const kept = shelves.get(code) ?? shelf(`card:${code}`)
  shelves.set(code, kept)
  return {
    of: (/** @type {string} */ ask) => /** @type {Card | undefined} */ (kept.read()[ask]),
    all: () => /** @type {[string, Card][]} */ (Object.entries(kept.read())),
    keep: (/** @type {string} */ ask, /** @type {Card} */ card) => kept.write({ ...kept.read(), [ask]: card }),
    forget: (/** @type {string} */ ask) => {
      const { [ask]: gone, ...rest } = kept.read()
      if (Object.keys(rest).length) kept.write(rest)
      else kept.wipe()
    },
  }
}

/** The card as one sentence; one half alone is enough. @param {Card} card @param {string} frame */
export function sentence({ when, then }, frame = t("If {when}, then I will {then}.")) {
  const [first, second] = [when, then].map((half) => half.trim().replace(/[.\s]+$/, ""))
  const [opening = "", middle = ""] = frame.split(/\{\w+\}/)
  if (first && second) return fill(frame, { when: without(opening, first).replace(/,$/, ""), then: without(middle, second) })
  return first || second
}

/** A half without the words that the sentence itself puts before it: many write them once more. @param {string} words @param {string} half */
function without(words, half) {
  const twice = words.replace(/^\W+/, "").toLowerCase()
  return twice && half.toLowerCase().startsWith(twice) ? half.slice(twice.length) : half
}

/** Fills a card's place with its words and lets its buttons work. @param {HTMLElement} place @param {string} text @param {() => void} forget */
export function showCard(place, text, forget) {
  write(part(place, '[data-slot="sentence"]'), text)
  const said = part(place, '[data-slot="card-said"]')
  const deeds = {
    copy: () => copied(text).then((done) => write(said, done ? t("Copied.") : t("Copying did not work here. Press and hold the text instead."))),
    file: () => save("note-to-myself.txt", "text/plain", `${text}\n`),
    dates: () => save("note-to-myself.ics", "text/calendar", reminders({ title: t("Note to myself"), now: new Date() })),
    print: () => print(),
    forget: () => {
      const held = place.contains(document.activeElement)
      const before = headingBefore(place)
      forget()
      if (held) before?.focus()
    },
  }
  for (const button of place.querySelectorAll("button")) {
    button.onclick = () => deeds[/** @type {keyof typeof deeds} */ (button.dataset.card)]?.()
  }
  place.hidden = false
}

/** The heading that is shown before this place: what is deleted hands the focus back to it. @param {HTMLElement} place */
export function headingBefore(place) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('main :is(h1, h2)[tabindex="-1"]')])
  const shown = all.filter((it) => it.getClientRects().length > 0 && !place.contains(it))
  return shown.filter((it) => it.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING).pop()
}

/** Copying as browsers of today do it over https, else as all of them do. @param {string} text */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copiedByHand(text)
  }
}

/** @param {string} text */
function copiedByHand(text) {
  const held = document.activeElement
  const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "visually-hidden" })
  document.body.append(field)
  field.select()
  const done = document.execCommand("copy")
  field.remove()
  if (held instanceof HTMLElement) held.focus()
  return done
}

/** Gives the browser a file that was made here. @param {string} name @param {string} type @param {string} text */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  Object.assign(document.createElement("a"), { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
