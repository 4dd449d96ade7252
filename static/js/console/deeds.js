// @ts-check
/** What each key does: the meanings of the key table, carried out. */

import { t } from "../words.js"
import * as door from "./door.js"
import { tell } from "./notices.js"
import * as panels from "./panels.js"
import * as slides from "./slides.js"
import * as speaker from "./speaker.js"
import { natural, voteAction } from "./where.js"

/** @typedef {import("./where.js").View} View */
/** @typedef {{view: () => View, send: (fields: Record<string, any>) => void, hideAll: () => void, walk: (does: string, clicker: boolean) => void, disarm: () => boolean}} Console */

const STEP = 1.125

/** @param {Console} desk @returns {Record<string, (clicker: boolean) => void>} */
export function deeds({ view, send, walk, disarm, hideAll }) {
  const goto = (/** @type {string | undefined} */ slide) => slide && send({ do: "goto", slide })
  const here = () => view().slide?.id

  return {
    next: (clicker) => walk("", clicker),
    vote: () => voteAction(view()) ? walk(voteAction(view()), false) : tell(t("There is no vote to move on here.")),
    begin: (clicker) => natural(view()) === "start" && walk("", clicker),
    previous: () => send({ do: "previous" }),
    nextSlide: () => view().frozen ? goto(slides.beside(here(), 1)) : send({ do: "skip" }),
    previousSlide: () => goto(slides.beside(here(), -1)),
    first: () => goto(slides.first()),
    last: () => goto(slides.last()),
    cover: () => send({ do: view().stage === "covered" ? "uncover" : "cover" }),
    black: () => send(blank(view(), "black")),
    white: () => send(blank(view(), "white")),
    freeze: () => send(view().frozen ? { do: "unfreeze", go: false } : { do: "freeze" }),
    joincode: () => send({ do: "joincode", on: !view().joincode }),
    summary: () => send({ do: "summary", on: !view().summary }),
    pause: () => send({ do: "timer", to: view().timer?.running ? "pause" : "start" }),
    reset: () => send({ do: "timer", to: "reset" }),
    goto: () => panels.toggle("slides", "#find-slide"),
    overview: () => panels.toggle("slides", "[aria-current=true]", ".overview button"),
    help: () => panels.toggle("keys", "input"),
    texts: () => panels.toggle("texts", "[data-card]", "[data-texts=title]"),
    hideAll: () => hideAll(),
    say: () => panels.toggle("say", "[data-part=say-title]"),
    ask: () => panels.toggle("ask", "#unplanned-title", ".hand-counts input"),
    bigger: () => speaker.resize(STEP),
    smaller: () => speaker.resize(1 / STEP),
    fullscreen: () => door.fullscreen(),
    leave: () => leave(view(), send, disarm),
  }
}

/** @param {View} view @param {string} colour */
function blank({ stage }, colour) {
  return stage === colour ? { do: "unblank" } : { do: "blank", colour }
}

/** Esc leaves one thing at a time, what weighs most first; it never loses anything.
 * @param {View} view @param {Console["send"]} send @param {() => boolean} disarm */
function leave(view, send, disarm) {
  if (disarm()) return
  if (view.stage === "covered") send({ do: "uncover" })
  else if (view.stage !== "live") send({ do: "unblank" })
  else if (view.frozen) send({ do: "unfreeze", go: false })
  else panels.closeOpen()
}
