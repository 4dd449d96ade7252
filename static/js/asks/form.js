// @ts-check
/** The form of the open ask, the same for every kind: filled, kept while its owner fills it in, read when it is sent. It is
 * no part of the first load; it comes with the first kind's own file. That file knows what is particular to its kind:
 *
 * `fill(form, ask, mine)` gives a blank form this ask's answers (`mine`: what the server last said, or null)
 * `value(form, ask)` what is chosen now, as the wire wants it, or null · where somebody may write several texts instead
 * `entries(form, ask)` each of them, [{n, value, keep}], value null where nothing is written
 * and, where fields alone are not enough:
 * `begin(form, ask, mine)` brings a form to life, also one that the page came with
 * `restore(form, value, ask)` shows an answer again; for several texts `restore(form, entries, ask)`
 * `lacks(form, ask)` what it takes until the form can be sent, as a sentence, or ""
 * `news(form, answers)` says what became of what was sent, for several texts that each have their own fate
 *
 * A kind that changes its form by other means than fields says so with an `input` event. */

import { part, put, write } from "../html.js"
import { roundOf } from "../scenes.js"
import { page, t } from "../words.js"

/** @typedef {import("../outbox.js").Said} Said */

/** The blank forms of all kinds, once they are here. @type {Element | undefined} */
let blanks
/** @type {Promise<Element> | undefined} */
let coming

/** What a phone does with the form of one kind.
 * @param {any} kind @param {{place: HTMLElement, drafts: import("../outbox.js").Shelf}} page */
export function booth(kind, { place, drafts }) {
  return { show, read }

  /** Puts the form of this ask into the page, as its owner left it. One that is there already stays, and needs no blank.
   * @param {any} ask @param {import("../outbox.js").Answer[]} answers @param {any} mine */
  function show(ask, answers, mine) {
    const there = /** @type {HTMLFormElement | null} */ (place.querySelector("form"))
    if (there?.dataset.begun === roundOf(ask)) return kind.news?.(there, answers)
    const form = there?.dataset.for === roundOf(ask) ? there : blanks && blank(ask, mine)
    if (!form) return there?.remove()
    form.dataset.begun = form.dataset.for = roundOf(ask)
    const early = form === there && touched(form) ? saidIn(form, ask) : null
    kind.begin?.(form, ask, mine)
    restore(form, ask, unsent(ask, answers) ?? answers)
    if (early) recall(form, ask, early)
    kind.news?.(form, answers)
    form.addEventListener("input", () => changed(form, ask))
    if (form === there) return
    there?.remove()
    place.append(form)
  }

  /** What its owner had begun before the form came to life. @param {HTMLFormElement} form @param {any} ask @param {Said[]} early */
  function recall(form, ask, early) {
    restore(form, ask, early)
    changed(form, ask)
  }

  /** What was begun in this round and not sent. Whoever looks at a choice that is counted sees that one; a text that was
   * begun beside others is not lost. @param {any} ask @param {import("../outbox.js").Answer[]} answers @returns {Said[] | undefined} */
  function unsent(ask, answers) {
    const draft = drafts.read()
    const counted = !kind.entries && answers.some(({ state }) => state === "counted")
    return draft.for === roundOf(ask) && !counted ? draft.said : undefined
  }

  /** @param {any} ask @param {any} mine */
  function blank(ask, mine) {
    const form = /** @type {HTMLFormElement} */ (copy('[data-slot="ask"]').firstElementChild)
    part(form, '[data-slot="kind"]').replaceWith(copy(`[data-kind="${ask.kind}"]`))
    if (!ask.confidence) part(form, '[data-slot="sure"]').remove()
    form.dataset.kind = ask.kind
    kind.fill(form, ask, mine)
    return form
  }

  /** @param {string} which @returns {DocumentFragment} */
  function copy(which) {
    const template = /** @type {HTMLTemplateElement} */ (part(/** @type {Element} */ (blanks), `template${which}`))
    return /** @type {DocumentFragment} */ (template.content.cloneNode(true))
  }

  /** @param {HTMLFormElement} form @param {any} ask @param {Said[]} said */
  function restore(form, ask, said) {
    if (said.every(({ value }) => value === null)) return
    const [{ value, sure }] = said
    if (kind.entries) kind.restore(form, said, ask)
    else if (kind.restore) kind.restore(form, value, ask)
    else choose(form, "value", value)
    choose(form, "sure", sure ?? "")
  }

  /** @param {HTMLFormElement} form @param {any} ask */
  function changed(form, ask) {
    drafts.write({ for: roundOf(ask), said: saidIn(form, ask) })
    tell(form, "")
  }

  /** All that the form says, or nothing and a word about what it lacks. @param {HTMLFormElement} form @param {any} ask
   * @returns {Said[] | null} */
  function read(form, ask) {
    const said = saidIn(form, ask)
    const empty = said.every(({ value }) => value === null)
    const lacks = kind.lacks ? kind.lacks(form, ask) : empty && t("Choose an answer first, or press Pass.")
    tell(form, lacks || "")
    return lacks ? null : said
  }

  /** @param {HTMLFormElement} form @param {any} ask @returns {Said[]} */
  function saidIn(form, ask) {
    if (kind.entries) return kind.entries(form, ask)
    return [{ value: kind.value(form, ask), sure: Number(new FormData(form).get("sure")) || null }]
  }
}

/** What all kinds need and no first load has: the blank forms, their look, and the words of these scripts; fetched once.
 * @returns {Promise<Element>} */
export const prepare = () => (coming ??= come().catch((error) => {
  coming = undefined
  throw error
}))

async function come() {
  const [answer] = await Promise.all([fetch(page.forms), dress()])
  if (!answer.ok) throw new Error(answer.statusText)
  const place = document.createElement("div")
  put(place, await answer.text())
  const words = /** @type {HTMLTemplateElement} */ (part(place, '[data-slot="words"]')).content.textContent
  page.words = { ...page.words, ...JSON.parse(words ?? "{}") }
  return (blanks = place)
}

/** The looks of what comes later. */
export function dress() {
  const href = new URL("../../css/later.css", import.meta.url).href
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve()
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href })
  document.head.append(link)
  return new Promise((resolve, reject) => {
    link.onload = resolve
    link.onerror = () => reject(link.remove())
  })
}

/** Whether anything in a form differs from how the page came with it. @param {HTMLFormElement} form */
const touched = (form) => [...form.elements].some((field) => {
  if (field instanceof HTMLSelectElement) return field.selectedIndex > 0 && !field.options[field.selectedIndex].defaultSelected
  if (field instanceof HTMLInputElement && field.checked !== field.defaultChecked) return true
  return "defaultValue" in field && field.defaultValue !== /** @type {HTMLInputElement} */ (field).value
})

/** @param {HTMLFormElement} form @param {string} name @param {any} value */
function choose(form, name, value) {
  const radios = form.elements.namedItem(name)
  if (radios instanceof RadioNodeList) radios.value = `${value}`
}

/** Says what is lacking beside the buttons, where its owner is. The same words again are heard again.
 * @param {HTMLElement} form @param {string} words */
function tell(form, words) {
  const place = part(form, '[data-slot="lacks"]')
  place.hidden = !words
  write(place, words && place.textContent === words ? `${words}\u00a0` : words)
}
