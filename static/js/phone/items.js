// @ts-check
/** The texts that were let through, as they come in; questions can be lifted up. What is heard of them is heard rarely. */

import { part, write } from "../html.js"
import { page, t } from "../words.js"

const SCENES = ["open", "again", "sending", "counted", "closed", "talk"]
const QUIET_FOR = 10_000

/** @typedef {{item: string, text: string, option?: string, votes?: number, mark?: string}} Item */

/** @param {HTMLElement} root @param {(name: string, message: object) => Promise<any>} say */
export function items(root, say) {
  const section = part(root, '[data-slot="items"]')
  const place = part(section, "ul")
  const row = /** @type {HTMLTemplateElement} */ (part(section, "template"))
  const said = part(section, '[data-slot="items-said"]')
  /** The questions that this phone has lifted. @type {Set<string>} */
  let lifted = new Set()
  /** @type {any} */
  let heard
  /** @type {Set<string> | null} */
  let known = null
  let about = ""
  let news = 0
  /** @type {any} */
  let telling

  section.addEventListener("submit", async (event) => {
    event.preventDefault()
    const pressed = /** @type {HTMLButtonElement} */ (event.submitter)
    const on = pressed.name === "lift"
    mark(pressed.value, on)
    const reply = await say("upvote", { item: pressed.value, on })
    if (reply.ok) return
    mark(pressed.value, !on)
    write(said, reply.says)
  })

  /** @param {string} item @param {boolean} on */
  function mark(item, on) {
    if (on) lifted.add(item)
    else lifted.delete(item)
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (place.querySelectorAll("button"))) toggle(button, lifted)
  }

  /** @param {any} view @param {any} mine @param {string} scene */
  function render({ ask }, mine, scene) {
    const shown = ask && SCENES.includes(scene) ? grouped(ask) : []
    if (mine !== heard) lifted = new Set(mine?.upvoted)
    heard = mine
    section.hidden = shown.length === 0
    if (!ask) return
    arrange(shown, ask)
    const more = /** @type {HTMLAnchorElement} */ (part(section, '[data-slot="more-words"]'))
    more.href = `/${page.code}/items`
    write(more, t("Show all of them ({n} more)", { n: ask.more }))
    part(section, '[data-slot="more"]').hidden = !ask.more
    for (const title of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll(".title > span"))) {
      title.hidden = title.dataset.of !== (ask.collects ? (ask.lifts ? "questions" : "texts") : "reasons")
    }
    notice(`${ask.id}/${ask.round}`, shown)
  }

  /** The rows in their order; one that is there already stays the same row, and keeps the focus. @param {Item[]} shown @param {any} ask */
  function arrange(shown, ask) {
    const held = /** @type {HTMLElement | null} */ (document.activeElement)
    const there = new Map(Array.from(place.children, (each) => [/** @type {HTMLElement} */ (each).dataset.item, each]))
    const rows = shown.map((item) => filled(there.get(item.item) ?? fresh(), item, ask))
    if (rows.length !== place.children.length || rows.some((each, at) => place.children[at] !== each)) place.replaceChildren(...rows)
    if (held && place.contains(held)) held.focus()
  }

  const fresh = () => /** @type {HTMLElement} */ (row.content.firstElementChild?.cloneNode(true))

  /** @param {Element} each @param {Item} item @param {any} ask */
  function filled(each, { item, text, option, votes, mark: how }, ask) {
    const li = /** @type {HTMLElement} */ (each)
    li.dataset.item = item
    write(part(li, ".said"), text)
    write(part(li, ".letter"), option ?? "")
    part(li, ".letter").hidden = !option
    if (option) li.dataset.key = option
    for (const word of /** @type {NodeListOf<HTMLElement>} */ (li.querySelectorAll("[data-mark]"))) word.hidden = word.dataset.mark !== how
    const button = /** @type {HTMLButtonElement} */ (part(li, "button"))
    button.hidden = !ask.lifts || Boolean(how) || ask.phase !== "open"
    button.value = item
    button.setAttribute("aria-describedby", (part(li, ".said").id = `said-${item}`))
    toggle(button, lifted)
    write(part(li, ".votes"), votes ? `${votes}` : "")
    return li
  }

  /** @param {string} now @param {Item[]} shown */
  function notice(now, shown) {
    const ids = new Set(shown.map(({ item }) => item))
    if (about !== now) known = null
    const fresh = known ? [...ids].filter((id) => !known?.has(id)).length : 0
    known = new Set([...(known ?? []), ...ids])
    about = now
    news += fresh
    if (news) telling ??= setTimeout(tell, QUIET_FOR)
  }

  function tell() {
    telling = undefined
    if (!section.hidden) write(said, t("New here: {n}", { n: news }))
    news = 0
  }

  return render
}

/** @param {HTMLButtonElement} button @param {Set<string>} lifted */
function toggle(button, lifted) {
  const on = lifted.has(button.value)
  button.setAttribute("aria-pressed", `${on}`)
  button.name = on ? "drop" : "lift"
}

/** Reasons stand with the answer that they are for. @param {any} ask @returns {Item[]} */
export function grouped({ items: shown, options }) {
  const place = new Map((options ?? []).map((/** @type {any} */ option, /** @type {number} */ at) => [option.key, at]))
  return [...shown].sort((a, b) => (place.get(a.option) ?? 0) - (place.get(b.option) ?? 0))
}
