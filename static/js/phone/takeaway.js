// @ts-check
/** What a phone keeps for its owner of a room it was in: the patterns that were told, the sources, their own card. It lies
 * in this browser's storage and nowhere else, so it is still there when the server has forgotten the session. */

import { part, write } from "../html.js"
import { shelf } from "../outbox.js"
import { cards, copied, headingBefore, save, sentence, showCard } from "./card.js"

/** @typedef {{title: string, day: string, lang: string, credit: string, patterns: {name: string, says: string[]}[],
 *   sources: {text: string, url: string}[]}} TakeAway */

/** What this browser keeps of rooms, by the beginning of its name. */
const OF_ROOMS = ["take:", "card:", "room:"]
/** A hall does not fetch all at once what it was told. */
const FETCHED_WITHIN = 60_000

/** What was given to each room's phone on this very page: where nothing can be stored, it is all there is.
 * @type {Map<string, TakeAway>} */
const given = new Map()

/** @param {string} code @param {TakeAway} facts */
export function keep(code, facts) {
  given.set(code, facts)
  shelf(`take:${code}`).write(facts)
}

/** @param {string} code @returns {TakeAway | undefined} */
function kept(code) {
  const facts = /** @type {any} */ (shelf(`take:${code}`).read())
  return facts.title ? facts : given.get(code)
}

/** Whether this browser still has something of the room when the page is closed. @param {string} code */
const isStored = (code) => names().some((name) => name === `take:${code}` || name === `card:${code}`)

/** The rooms of which something is kept, the newest first. */
function rooms() {
  const codes = new Set(names().filter((name) => /^(take|card):/.test(name)).map((name) => name.slice(5)))
  return [...codes].sort((one, other) => (kept(other)?.day ?? "").localeCompare(kept(one)?.day ?? ""))
}

function names() {
  try {
    return Object.keys(localStorage)
  } catch {
    return []
  }
}

/** @param {string} code */
function forget(code) {
  given.delete(code)
  shelf(`take:${code}`).wipe()
  for (const [ask] of cards(code).all()) cards(code).forget(ask)
}

function forgetAll() {
  for (const name of names().filter((name) => OF_ROOMS.some((beginning) => name.startsWith(beginning)))) localStorage.removeItem(name)
  for (const code of given.keys()) forget(code)
}

/** In the room: what was told is fetched once its patterns are, since this phone may sleep when the session ends; at the
 * end it is shown. @param {string} code @param {ParentNode} root */
export async function keeper(code, root) {
  await import("../asks/form.js").then(({ dress }) => dress())
  let due = false
  let shown = false
  let waits = 0

  async function fetchIt() {
    const answer = await fetch(`/${code}/takeaway`, { headers: { Accept: "application/json" } }).catch(() => null)
    if (answer?.ok && !answer.redirected) keep(code, await answer.json())
  }

  return {
    render: (/** @type {any} */ view, /** @type {string} */ scene) => {
      if (view.takeaway) keep(code, view.takeaway)
      if (due && scene !== "patterns" && scene !== "ended") waits = setTimeout(fetchIt, Math.random() * FETCHED_WITHIN)
      if (scene === "ended") clearTimeout(waits) // it came with the end itself
      due = scene === "patterns"
      if (scene === "ended" && !shown) shown = showKept(root)
    },
  }
}

/** Shows what is kept in its place on this page: of that place's room, or of all. @param {ParentNode} root */
export function showKept(root) {
  const place = part(root, "[data-kept-of]")
  const blank = /** @type {HTMLTemplateElement} */ (part(place, 'template[data-slot="takeaway"]'))
  const found = place.dataset.keptOf ? [place.dataset.keptOf] : rooms()
  for (const code of found.filter((code) => kept(code) || cards(code).all().length)) {
    place.append(blank.content.cloneNode(true))
    showRoom(/** @type {HTMLElement} */ (place.lastElementChild), code, () => look(root, place))
  }
  part(root, '[data-take="all"]').onclick = () => {
    forgetAll()
    for (const section of place.querySelectorAll(".takeaway")) section.remove()
    const removed = part(root, '[data-slot="removed"]')
    removed.hidden = false
    look(root, place)
    removed.focus()
  }
  look(root, place)
  return true
}

/** Whether there is anything, and anything to remove. @param {ParentNode} root @param {HTMLElement} place */
function look(root, place) {
  const some = Boolean(place.querySelector(".takeaway"))
  const removed = part(root, '[data-slot="removed"]')
  part(root, '[data-slot="shared"]').hidden = !some || rooms().length === 0
  const nothing = part(root, '[data-slot="nothing"]')
  if (nothing) nothing.hidden = some || !removed.hidden
}

/** @param {HTMLElement} place @param {string} code @param {() => void} gone */
function showRoom(place, code, gone) {
  const facts = kept(code)
  place.querySelector("[id]")?.setAttribute("id", `take-${code}`)
  place.setAttribute("aria-labelledby", `take-${code}`)
  showCards(place, code)
  if (facts) showFacts(place, facts)
  part(place, '[data-slot="stored"]').hidden = !isStored(code)
  part(place, '[data-slot="unstored"]').hidden = isStored(code)
  for (const note of place.querySelectorAll('[data-slot="card-kept"]')) if (!isStored(code)) note.remove()
  const said = part(place, '[data-slot="take-said"]')
  const deeds = {
    copy: async (/** @type {DOMStringMap} */ { done, failed }) => write(said, ((await copied(asText(place))) ? done : failed) ?? ""),
    file: () => save("to-take-away.txt", "text/plain", `${asText(place)}\n`),
    print: () => printAll(place),
    forget: () => (forget(code), leave(place), gone()),
  }
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-take]"))) {
    button.onclick = () => deeds[/** @type {keyof typeof deeds} */ (button.dataset.take)](button.dataset)
  }
}

/** On paper stands the card too, which the page folds away from neighbours. @param {HTMLElement} place */
function printAll(place) {
  const folded = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (place.querySelectorAll(".card details:not([open])"))]
  for (const card of folded) card.open = true
  place.dataset.printing = ""
  addEventListener("afterprint", () => {
    delete place.dataset.printing
    for (const card of folded) card.open = false
  }, { once: true })
  print()
}

/** What is removed hands the focus to the heading before it. @param {HTMLElement} place */
function leave(place) {
  const before = headingBefore(place)
  place.remove()
  before?.focus()
}

/** @param {HTMLElement} place @param {string} code */
function showCards(place, code) {
  const slot = part(place, '[data-slot="cards"]')
  const blank = part(slot, '[data-slot="card"]')
  blank.remove()
  for (const [ask, card] of cards(code).all()) {
    const copy = /** @type {HTMLElement} */ (blank.cloneNode(true))
    slot.append(copy)
    showCard(copy, sentence(card), () => (cards(code).forget(ask), copy.remove()))
  }
}

/** The deck's own words are in the deck's language. @param {HTMLElement} place @param {TakeAway} facts */
function showFacts(place, { title, day, lang, patterns, sources, credit }) {
  write(part(place, '[data-slot="title"]'), title)
  write(part(place, '[data-slot="day"]'), spokenDay(day))
  const [told, cited] = ["patterns", "sources"].map((name) => part(place, `[data-slot="${name}"]`))
  for (const each of [part(place, '[data-slot="title"]'), part(told, "dl"), part(cited, "ul")]) each.lang = lang
  part(told, "dl").replaceChildren(...patterns.flatMap(({ name, says }) => [made("dt", name), ...says.map((line) => made("dd", line))]))
  part(cited, "ul").replaceChildren(...sources.map(({ text, url }) => listed(text, url)))
  write(part(cited, '[data-slot="credit"]'), credit)
  told.hidden = !patterns.length
  cited.hidden = !sources.length && !credit
}

/** In the words of the page, as people say it and as a screen reader reads it. @param {string} day */
function spokenDay(day) {
  const noon = new Date(`${day}T12:00:00`)
  return isNaN(noon.getTime()) ? day : noon.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric" })
}

/** @param {string} text @param {string} url */
function listed(text, url) {
  const line = made("li", url ? "" : text)
  if (url) line.append(Object.assign(made("a", text), /^https?:/.test(url) ? { href: url, rel: "noopener" } : {}))
  return line
}

/** @param {string} tag @param {string} text */
const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text })

/** All of it as plain text, in the order of the page. @param {HTMLElement} place */
function asText(place) {
  const parts = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(
    '[data-slot="title"], [data-slot="day"], .card-text, section:not([hidden]) > h3, dt, dd, li, [data-slot="credit"]',
  ))
  return [...parts].map(lineOf).filter((line) => line.trim()).join("\n").trim()
}

/** @param {HTMLElement} element */
function lineOf(element) {
  const text = element.textContent ?? ""
  const url = element.querySelector("a")?.href
  if (/^(H3|BLOCKQUOTE)$/.test(element.tagName)) return `\n${text}`
  if (/^(DT|LI)$/.test(element.tagName)) return `- ${text}${url && url !== text ? `: ${url}` : ""}`
  return element.tagName === "DD" ? `  ${text}` : text
}
