// @ts-check
/** Texts in piles, for whoever reads them before the room does: what waits, what the room sees, what is put away. */

import { t } from "../words.js"

/** @typedef {{item: string, ask: string, option: string, text: string, state: "waiting" | "approved" | "hidden" | "removed",
 *   mark: string, votes: number, flags: string[]}} Text */
/** @typedef {{name: string, heading: string, texts: Text[]}} Pile */
/** @typedef {{do: string, words: string}} Deed */
/** What the piles need to know of a view. @typedef {{moderation: Text[], ask?: any, [field: string]: any}} Desk */

const ALONE_FOR = 10000

/** The piles that have something on them. Whatever waits keeps its place, so that nobody presses the wrong text.
 * @param {Text[]} texts @param {Map<string, number>} places when each text was first seen here
 * @param {number} [all] how many wait, also where the list had no room for them @returns {Pile[]} */
export function piles(texts, places, all) {
  for (const { item } of texts) if (!places.has(item)) places.set(item, places.size)
  const waiting = of(texts, "waiting").sort((a, b) => (places.get(a.item) ?? 0) - (places.get(b.item) ?? 0))
  const hidden = of(texts, "hidden")
  return [
    { name: "waiting", heading: t("Waiting for you: {n}", { n: all ?? waiting.length }), texts: waiting },
    ...onTheWall(of(texts, "approved")),
    { name: "hidden", heading: t("Hidden: {n}", { n: hidden.length }), texts: hidden },
  ].filter((pile) => pile.texts.length > 0)
}

/** As the room sees them: open questions by their votes; and reasons beside the answer that they speak for.
 * @param {Text[]} texts @returns {Pile[]} */
function onTheWall(texts) {
  const shown = [...texts].sort((a, b) => Number(a.mark !== "") - Number(b.mark !== "") || b.votes - a.votes)
  return [...new Set(shown.map(({ option }) => option))].sort().map((option) => {
    const here = shown.filter((text) => text.option === option)
    const facts = { letter: option, n: here.length }
    return { name: `approved-${option}`, heading: option ? t("The room sees, for answer {letter}: {n}", facts) : t("The room sees: {n}", facts), texts: here }
  })
}

/** What may be done with a text, the first thing first. Only where texts can be lifted up are they picked and answered.
 * @param {Text} text @param {Desk} desk @returns {Deed[]} */
export function deeds(text, { ask }) {
  const [approve, hide, remove] = [{ do: "approve", words: t("Approve") }, { do: "hide", words: t("Hide") }, { do: "remove", words: t("Remove") }]
  if (text.state === "waiting") return [approve, hide, remove]
  if (text.state === "hidden") return [approve, remove]
  return [...(ask?.lifts && ask.id === text.ask ? questions(text, ask) : []), hide, remove]
}

/** @param {Text} text @param {any} ask @returns {Deed[]} */
function questions({ item, mark }, { picked }) {
  return [
    { do: "pick", words: picked?.item === item ? t("Back to all") : t("Alone on the screen") },
    { do: "answered", words: mark === "answered" ? t("Not answered") : t("Answered") },
    { do: "park", words: mark === "parked" ? t("Take up again") : t("Park") },
  ]
}

/** What is worth knowing of a text before it is approved, and what has become of it, in words.
 * @param {Text} text @param {Desk} desk @returns {string[]} */
export function facts({ item, ask: of, state, flags, votes, mark }, { ask }) {
  const words = /** @type {Record<string, string>} */ ({
    contact: t("has an address"), name: t("names the presenter"), coarse: t("coarse word"),
    answered: t("answered"), parked: t("parked"),
  })
  const alone = state === "approved" && ask?.picked?.item === item ? [t("alone on the screen")] : []
  const lifted = votes > 0 ? [votes === 1 ? t("1 vote") : t("{n} votes", { n: votes })] : []
  const elsewhere = of === ask?.id ? [] : [t("from another question")]
  return [...elsewhere, ...alone, ...flags.map((flag) => words[flag] ?? flag), ...lifted, ...(mark ? [words[mark] ?? mark] : [])]
}

/** Tells what has come in, never more often than every ten seconds. */
export class News {
  /** @type {Set<string>} */
  #known
  #told = -Infinity

  /** @param {Text[]} texts what is there at the beginning is no news */
  constructor(texts) {
    this.#known = new Set(texts.map(({ item }) => item))
  }

  /** @param {Text[]} texts @param {number} now milliseconds @returns {string} a sentence, or "" */
  tell(texts, now) {
    const fresh = of(texts, "waiting").filter(({ item }) => !this.#known.has(item)).length
    if (fresh === 0 || now - this.#told < ALONE_FOR) return ""
    this.#told = now
    for (const { item } of texts) this.#known.add(item)
    return fresh === 1 ? t("1 new text waits for you.") : t("{n} new texts wait for you.", { n: fresh })
  }
}

/** @param {Text[]} texts @param {Text["state"]} state */
function of(texts, state) {
  return texts.filter((text) => text.state === state)
}
