// @ts-check
/** A card for oneself: "If …, then I will …". Its words stay on this phone unless its owner shares them. */

import { part, write } from "../html.js"
import { cards, copied, sentence } from "../phone/card.js"
import { page, t } from "../words.js"

/** @param {HTMLFormElement} form @param {any} ask */
export function fill(form, ask) {
  part(form, '[data-slot="share"]').hidden = !ask.share
}

/** The card as it was left, and everything that is done with it before it is written. @param {HTMLFormElement} form @param {any} ask */
export function begin(form, ask) {
  const kept = cards(page.code)
  const card = kept.of(ask.id)
  for (const half of halves(form)) half.value = card?.[/** @type {"when" | "then"} */ (half.name)] ?? ""
  for (const plain of form.querySelectorAll('[data-slot="paper"]')) plain.remove()
  part(form, '[data-slot="writing"]').hidden = false
  form.addEventListener("input", () => (kept.keep(ask.id, read(form)), look(form, ask)))
  part(form, '[data-card="copy"]').addEventListener("click", () => copied(sentence(read(form))).then((done) => told(form, done)))
  look(form, ask)
}

/** True where a card was written. Its text only where its owner ticked that it may be shared. @param {HTMLFormElement} form */
export function value(form) {
  const text = sentence(read(form))
  return text ? (form.querySelector('[name="share"]:checked') ? text : true) : null
}

/** Nothing of a card is known but what stands on this phone already. */
export function restore() {}

/** @param {HTMLFormElement} form @param {any} ask */
export function lacks(form, ask) {
  const text = sentence(read(form))
  if (!text) return t("Write your card first, or press Pass.")
  return text.length > ask.chars ? t("This is longer than a card may be.") : ""
}

/** @param {HTMLFormElement} form @param {any} ask */
function look(form, ask) {
  const text = sentence(read(form))
  write(part(form, '[data-slot="left"]'), t("{n} left", { n: Math.max(ask.chars - text.length, 0) }))
  part(form, '[data-card="copy"]').toggleAttribute("disabled", !text)
}

/** @param {HTMLFormElement} form @param {boolean} done */
function told(form, done) {
  write(part(form, '[data-slot="card-said"]'), done ? t("Copied.") : t("Copying did not work here. Press and hold the text instead."))
}

/** @param {HTMLFormElement} form @returns {import("../phone/card.js").Card} */
function read(form) {
  const [when, then] = halves(form)
  return { when: when.value, then: then.value }
}

/** @param {HTMLFormElement} form @returns {HTMLTextAreaElement[]} */
const halves = (form) => [...form.querySelectorAll("textarea")].filter(({ name }) => name === "when" || name === "then")
