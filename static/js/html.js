// @ts-check
/** The one place where HTML that our own server made enters the page. Everything else is text. */

const policy = trusting()

/** Puts the server's HTML into an element; the same HTML again changes nothing, so nothing flickers or is read twice.
 * @param {Element} place @param {string} html @returns {boolean} whether it changed */
export function put(place, html) {
  if (shown.get(place) === html) return false
  shown.set(place, html)
  place.innerHTML = /** @type {any} */ (policy.createHTML(html))
  return true
}

/** @type {WeakMap<Element, string>} */
const shown = new WeakMap()

/** A policy named `app` where the browser knows Trusted Types; elsewhere the text passes through. */
function trusting() {
  const factory = /** @type {any} */ (globalThis).trustedTypes
  const rules = { createHTML: (/** @type {string} */ html) => html }
  return factory ? factory.createPolicy("app", rules) : rules
}
