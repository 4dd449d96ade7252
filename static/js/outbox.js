// @ts-check
/** What this phone answered, and what still waits to be counted. An answer is "counted" only once the server has said so. */

/** @typedef {"sending" | "counted" | "late" | "refused"} State */
/** @typedef {{ask: string, round: number, seq: number, value: any, state: State, says?: string, folded?: boolean}} Answer */
/** @typedef {{ask: string, round: number, answered: boolean, value: any, seq: number, before?: {value: any}}} Mine */
/** @typedef {{read: () => Record<string, any>, write: (facts: Record<string, any>) => void, wipe: () => void}} Shelf */

const KEPT_FOR_LATER = ["no.reply", "rate.limited", "server.busy", "server.error", "storage.full"]
const FIRST_WAIT = 500
const LONGEST_WAIT = 8000

/** An answer stays here until it is counted or refused for good; the newest choice replaces one that waits.
 * @param {object} parts
 * @param {(name: string, message: object) => Promise<any>} parts.say
 * @param {Shelf} parts.shelf
 * @param {() => void} parts.changed called whenever an answer's state is another
 * @param {(act: () => void, wait: number) => any} [parts.later] */
export function outbox({ say, shelf, changed, later = setTimeout }) {
  let busy = false
  let tries = 0
  /** @type {any} */
  let timer

  /** What this phone answered in that round, if anything. @returns {Answer | undefined} */
  const of = (/** @type {string} */ ask, /** @type {number} */ round) => shelf.read()[name(ask, round)]

  /** Takes an answer (null is a pass) and sends it. @param {string} ask @param {number} round @param {any} value */
  function put(ask, round, value) {
    const seq = (of(ask, round)?.seq ?? 0) + 1
    keep({ ask, round, seq, value, state: "sending" })
    tries = 0
    return flush()
  }

  /** Sends what waits, now; called on every connect and after each pause. */
  async function flush() {
    const answer = waiting()
    if (busy || !answer) return
    clearTimeout(timer)
    busy = true
    const { ask, round, seq, value } = answer
    const reply = await say("answer", { ask, round, seq, value })
    busy = false
    settle(answer, reply)
    if (waiting()) timer = later(flush, pause(reply))
  }

  /** Takes the server's word for what this phone has answered, in the first of two votes as well. While the vote is open
   * its word is the truth. @param {Mine} mine @param {boolean} open */
  function heard(mine, open) {
    const answer = of(mine.ask, mine.round)
    if (mine.before && !of(mine.ask, 1)) keep({ ask: mine.ask, round: 1, seq: 0, value: mine.before.value, state: "counted" })
    if (!mine.answered) {
      if (open && answer?.state === "counted") forget(mine.ask, mine.round)
    } else if (answer?.state !== "sending") {
      keep({ ask: mine.ask, round: mine.round, seq: mine.seq, value: mine.value, state: "counted" })
    }
  }

  /** A round that is asked afresh has no answer yet. @param {string} ask @param {number} from */
  function forget(ask, from) {
    const answers = shelf.read()
    const gone = Object.keys(answers).filter((key) => answers[key].ask === ask && answers[key].round >= from)
    if (gone.length === 0) return
    for (const key of gone) delete answers[key]
    shelf.write(answers)
    changed()
  }

  /** Once nothing is left to compare with, the phone forgets what was chosen, and only knows that it was counted.
   * @param {(answer: Answer) => boolean} over */
  function fold(over) {
    const answers = shelf.read()
    const told = Object.values(answers).filter((answer) => answer.state === "counted" && !answer.folded && over(answer))
    for (const answer of told) Object.assign(answer, { value: null, folded: true })
    if (told.length) shelf.write(answers)
  }

  function waiting() {
    return Object.values(shelf.read()).find((answer) => answer.state === "sending")
  }

  /** @param {Answer} answer @param {any} reply */
  function settle(answer, reply) {
    const newest = of(answer.ask, answer.round)
    if (!newest || newest.seq !== answer.seq) tries = 0
    else if (reply.ok) keep({ ...newest, state: "counted" })
    else if (reply.code === "answer.stale") keep({ ...newest, seq: (reply.seq ?? newest.seq) + 1 })
    else if (reply.code === "ask.closed") keep({ ...newest, state: "late" })
    else if (!KEPT_FOR_LATER.includes(reply.code)) keep({ ...newest, state: "refused", says: reply.says })
  }

  /** @param {Answer} answer */
  function keep(answer) {
    shelf.write({ ...shelf.read(), [name(answer.ask, answer.round)]: answer })
    changed()
  }

  /** How long to wait before the next try: as told, else longer each time, never all phones at once. @param {any} reply */
  function pause(reply) {
    if (!KEPT_FOR_LATER.includes(reply.code)) return 0
    const wait = reply.retry_after ? reply.retry_after * 1000 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries++)
    return wait * (1 + Math.random() / 2)
  }

  return { put, flush, heard, forget, fold, of }
}

/** A shelf in the browser's storage; where that is forbidden or full (private windows), memory must do.
 * @param {string} key @param {() => Storage} [storage] @returns {Shelf} */
export function shelf(key, storage = () => localStorage) {
  /** @type {Record<string, any>} */
  let memory = {}
  let stored = true
  const attempt = (/** @type {() => any} */ act) => {
    try {
      return act()
    } catch {
      stored = false
    }
  }
  return {
    read: () => (stored && attempt(() => JSON.parse(storage().getItem(key) ?? "{}"))) || memory,
    write: (facts) => {
      memory = facts
      attempt(() => storage().setItem(key, JSON.stringify(facts)))
    },
    wipe: () => {
      memory = {}
      attempt(() => storage().removeItem(key))
    },
  }
}

/** @param {string} ask @param {number} round */
const name = (ask, round) => `${ask}/${round}`
