// @ts-check
/** How a page changes: the moment's parts are shown, their sentences filled, and HTML that our own server made is put in.
 * This is the one place where HTML enters a page; everything else is text. */

/** @type {WeakMap<Element, string>} */
const shown = new WeakMap()
const policy = trusting()

/** Puts the server's HTML into an element; the same HTML again changes nothing, so nothing flickers or is read twice.
 * @param {Element} place @param {string} html @returns {boolean} whether it changed */
export function put(place, html) {
  if (shown.get(place) === html) return false
  shown.set(place, html)
  place.innerHTML = /** @type {any} */ (policy.createHTML(html))
  return true
}

/** @typedef {{key: string, html: string}} Option */

/** Lists what can be answered: a copy of the template's row for each. The same answers again change nothing.
 * @param {HTMLElement} place @param {HTMLTemplateElement} template @param {Option[]} options */
export function list(place, template, options) {
  const now = JSON.stringify(options)
  if (shown.get(place) === now) return
  shown.set(place, now)
  place.replaceChildren(...rows(/** @type {HTMLElement} */ (template.content.firstElementChild), options))
}

/** A copy of a row for each of these answers, with its letter and its words.
 * @param {HTMLElement} sample @param {Option[]} options @returns {HTMLElement[]} */
export const rows = (sample, options) => options.map(({ key, html }) => {
  const row = /** @type {HTMLElement} */ (sample.cloneNode(true))
  row.dataset.key = key
  write(part(row, ".letter"), key)
  put(part(row, ".label"), html)
  return row
})

/** Says that the server has already put this HTML there. @param {Element} place @param {string} html */
export function adopt(place, html) {
  shown.set(place, html)
}

/** Shows what belongs to this scene and hides the rest.
 * `data-when="open counted"`: in these scenes · `data-if="late"`, `data-if="!late"`: with or without that fact ·
 * `data-says="Closing in {closing}…"`: a sentence, already in the page's language, whose holes the facts fill.
 * @param {ParentNode} root @param {string} scene @param {Record<string, any>} facts */
export function show(root, scene, facts) {
  for (const part of parts(root, "[data-when], [data-if]")) part.hidden = !belongs(part.dataset, scene, facts)
  for (const part of parts(root, "[data-says]")) write(part, fill(part.dataset.says ?? "", facts))
}

/** A sentence with its {names} filled in. @param {string} sentence @param {Record<string, any>} facts */
export const fill = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? ""))

/** Writes text, unless it stands there already. @param {Element} place @param {string} text */
export function write(place, text) {
  if (place.textContent !== text) place.textContent = text
}

/** The one part of a page that the templates promise is there. @param {ParentNode} root @param {string} selector */
export const part = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector))

/** @param {ParentNode} root @param {string} selector @returns {NodeListOf<HTMLElement>} */
const parts = (root, selector) => root.querySelectorAll(selector)

/** @param {DOMStringMap} wants @param {string} scene @param {Record<string, any>} facts */
function belongs(wants, scene, facts) {
  const inScene = !wants.when || wants.when.split(" ").includes(scene)
  const fact = wants.if ?? ""
  return inScene && (!fact || (fact.startsWith("!") ? !facts[fact.slice(1)] : Boolean(facts[fact])))
}

/** A policy named `app` where the browser knows Trusted Types; elsewhere the text passes through. */
function trusting() {
  const factory = /** @type {any} */ (globalThis).trustedTypes
  const rules = { createHTML: (/** @type {string} */ html) => html }
  return factory ? factory.createPolicy("app", rules) : rules
}
