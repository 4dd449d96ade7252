// @ts-check
/** The list of texts, for the console and for whoever moderates on a device of their own. Its template is
 * `console/texts.html`; each text is a card, and A, H and R act on the card that has the focus. */

import { part } from "../html.js"
import { t } from "../words.js"
import { deeds, facts, News, piles } from "./piles.js"

/** @typedef {import("./piles.js").Desk} Desk */
/** @typedef {import("./piles.js").Text} Text */
/** @typedef {{ok: boolean, says?: string}} Reply */
/**
 * @typedef {object} Hooks
 * @property {(item: string, what: string) => Promise<Reply>} rule sends one ruling
 * @property {(words: string) => void} tell says something for the eye and the ear
 * @property {(words: string) => void} announce says something for the ear alone
 * @property {() => boolean} [letters] whether single-letter keys are wanted
 */

const KEYS = new Map([["a", "approve"], ["h", "hide"], ["r", "remove"]])
const STEPS = new Map([["ArrowDown", 1], ["ArrowUp", -1]])
const STAYS = ["pick", "answered", "park"]

/** @param {HTMLElement} root the section of `console/texts.html` @param {Hooks} hooks
 * @returns {{show: (desk: Desk) => void}} */
export function texts(root, { rule, tell, announce, letters = () => true }) {
  /** @type {Map<string, number>} */
  const places = new Map()
  /** @type {Set<string>} */
  const underway = new Set()
  const template = /** @type {HTMLTemplateElement} */ (root.querySelector("template"))
  const place = part(root, "[data-texts=piles]")
  /** @type {News | null} */
  let news = null
  place.replaceChildren()

  const show = (/** @type {Desk} */ desk) => {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)
    const inside = place.contains(focused)
    const heaps = piles(desk.moderation, places, desk.waiting)
    drawPiles(place, template, heaps, desk)
    part(root, "[data-texts=none]").hidden = heaps.length > 0
    showRemoved(root, desk.moderation)
    if (inside && document.activeElement !== focused) returnTo(root, focused)
    news ??= new News(desk.moderation)
    const words = news.tell(desk.moderation, performance.now())
    if (words) announce(words)
  }

  const act = async (/** @type {HTMLElement} */ card, /** @type {string} */ what) => {
    const item = itemOf(card)
    const ruling = `${item} ${what}`
    if (underway.has(ruling)) return
    underway.add(ruling)
    if (!STAYS.includes(what)) (neighbour(card) ?? title(root)).focus()
    const reply = await rule(item, what)
    underway.delete(ruling)
    if (!reply.ok) tell(reply.says ?? "")
    else if (what === "remove") tell(t("Removed; nobody learns who wrote it."))
  }

  root.addEventListener("submit", (event) => {
    const card = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-card]"))
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter)
    if (!card || !button) return
    event.preventDefault()
    act(card, button.value)
  })
  place.addEventListener("keydown", (event) => {
    const card = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-card]"))
    if (card && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey) press(card, event)
  })

  /** @param {HTMLElement} card @param {KeyboardEvent} event */
  function press(card, event) {
    const what = letters() ? KEYS.get(event.key.toLowerCase()) : undefined
    const button = what && /** @type {HTMLElement | null} */ (card.querySelector(`button[value=${what}]:not([hidden])`))
    const step = STEPS.get(event.key)
    if (!what && !step) return
    event.preventDefault()
    event.stopPropagation()
    if (step) cards(root)[cards(root).indexOf(card) + step]?.focus()
    else if (button && what && !event.repeat) act(card, what)
  }

  return { show }
}

/** The button that empties the screen of texts (`console/hide_all.html`), in reach as long as the room sees any.
 * @param {HTMLFormElement} form @param {Hooks} hooks @returns {{show: (desk: Desk) => void, press: () => void}} */
export function hideAll(form, { rule, tell }) {
  const press = async () => {
    const reply = await rule("all", "hide")
    tell(reply.ok ? t("The screen shows no text now.") : reply.says ?? "")
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    press()
  })
  return { press, show: ({ moderation }) => void (form.hidden = !moderation.some(({ state }) => state === "approved")) }
}

/** @param {HTMLElement} place @param {HTMLTemplateElement} template @param {import("./piles.js").Pile[]} heaps @param {Desk} desk */
function drawPiles(place, template, heaps, desk) {
  const rows = new Map(Array.from(place.querySelectorAll("li"), (row) => [row.dataset.item ?? "", row]))
  const sections = new Map(Array.from(place.querySelectorAll("section"), (section) => [section.dataset.pile ?? "", section]))
  inOrder(place, heaps.map(({ name, heading, texts }) => {
    const section = sections.get(name) ?? newSection(name)
    write(part(section, "h3"), heading)
    inOrder(part(section, "ul"), texts.map((text) => drawText(rows.get(text.item) ?? newRow(template), text, desk)))
    return section
  }))
}

/** @param {HTMLElement} row @param {Text} text @param {Desk} desk */
function drawText(row, text, desk) {
  const able = deeds(text, desk)
  row.dataset.item = text.item
  row.dataset.state = text.state
  part(row, "[name=item]").setAttribute("value", text.item)
  part(row, "[data-card]").setAttribute("aria-label", [text.option, text.text].filter(Boolean).join(": "))
  write(part(row, "[data-text=option]"), text.option)
  write(part(row, "[data-text=words]"), text.text)
  write(part(row, "[data-text=facts]"), facts(text, desk).join(" · "))
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (row.querySelectorAll("button"))) {
    const deed = able.find((one) => one.do === button.value)
    button.hidden = !deed
    if (deed) write(part(button, "[data-words]"), deed.words)
  }
  return row
}

/** Only what stands in the wrong place is moved: a card that moves loses the focus. @param {Element} place @param {Element[]} wanted */
function inOrder(place, wanted) {
  for (const child of Array.from(place.children)) if (!wanted.includes(child)) child.remove()
  wanted.forEach((child, index) => place.children[index] !== child && place.insertBefore(child, place.children[index] ?? null))
}

/** @param {string} name */
function newSection(name) {
  const section = document.createElement("section")
  section.dataset.pile = name
  section.append(document.createElement("h3"), document.createElement("ul"))
  return section
}

/** @param {HTMLTemplateElement} template @returns {HTMLElement} */
function newRow(template) {
  return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true))
}

/** @param {HTMLElement} root @param {Text[]} all */
function showRemoved(root, all) {
  const n = all.filter(({ state }) => state === "removed").length
  const place = part(root, "[data-texts=removed]")
  place.hidden = n === 0
  write(place, n === 1 ? t("1 removed") : t("{n} removed", { n }))
}

/** A card that went elsewhere keeps the focus it had. @param {HTMLElement} root @param {HTMLElement | null} focused */
function returnTo(root, focused) {
  (focused?.isConnected && root.contains(focused) ? focused : title(root)).focus()
}

/** The card after this one on its pile, else the one before. @param {HTMLElement} card */
function neighbour(card) {
  const row = card.closest("li")
  const other = row?.nextElementSibling ?? row?.previousElementSibling
  return other ? part(other, "[data-card]") : null
}

/** @param {HTMLElement} root @returns {HTMLElement[]} */
const cards = (root) => Array.from(root.querySelectorAll("[data-card]"))
/** @param {HTMLElement} card */
const itemOf = (card) => card.closest("li")?.dataset.item ?? ""
/** @param {HTMLElement} root */
const title = (root) => part(root, "[data-texts=title]")

/** @param {Element} place @param {string} words */
function write(place, words) {
  if (place.textContent !== words) place.textContent = words
}
