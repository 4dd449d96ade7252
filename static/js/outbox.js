// @ts-check
/** What this phone answered, and what still waits to be counted. An answer is "counted" only once the server has said so. */

/** @typedef {"sending" | "counted" | "late" | "refused" | "fixed" | "muted"} State fixed: a text that was handed on
 * cannot be changed any more, only taken back · muted: this phone's texts are not taken here any more */
/** What somebody says: a value (null is a pass, or takes a text back), how sure they are of it, which of several texts it is,
 * and whether it may be printed. @typedef {{value: any, n?: number, sure?: number | null, keep?: boolean}} Said */
/** `folded`: the phone has forgotten the value · `handed`: others may have read this text · `until`: not tried before.
 * @typedef {Said & {ask: string, round: number, n: number, seq: number, state: State, says?: string, folded?: boolean,
 *   handed?: boolean, until?: number}} Answer */
/** @typedef {Said & {ask: string, round: number, answered: boolean, seq: number, before?: Said, fixed?: number[],
 *   entries?: (Said & {n: number, seq: number})[]}} Mine */
/** @typedef {{read: () => Record<string, any>, write: (facts: Record<string, any>) => void, wipe: () => void}} Shelf */

const KEPT_FOR_LATER = ["no.reply", "rate.limited", "server.busy", "server.error", "storage.full"]
/** What the server's refusals make of an answer. @type {Record<string, State>} */
const ENDS_AS = { "ask.closed": "late", "answer.fixed": "fixed", "text.muted": "muted" }
const FIRST_WAIT = 500
const LONGEST_WAIT = 8000
/** In bytes. Whoever listens to the network sees how long a message is, also an encrypted one. */
const SHORTEST_MESSAGE = 256

/** An answer stays here until it is counted or refused for good; the newest choice replaces one that waits. Each waits for
 * itself: one that comes too soon after others holds up no other.
 * @param {object} parts
 * @param {(name: string, message: object) => Promise<any>} parts.say
 * @param {Shelf} parts.shelf
 * @param {() => void} parts.changed called whenever an answer's state is another
 * @param {(act: () => void, wait: number) => any} [parts.later] */
export function outbox({ say, shelf, changed, later = setTimeout }) {
  let busy = false
  /** Those that were tried in vain, and how often. @type {Map<string, {tries: number, waits: boolean, told: boolean}>} */
  const tried = new Map()

  /** What this phone answered in that round, if anything. @returns {Answer | undefined} */
  const of = (/** @type {string} */ ask, /** @type {number} */ round, n = 0) => shelf.read()[name(ask, round, n)]

  /** The same where somebody may write several texts. @returns {Answer[]} */
  const all = (/** @type {string} */ ask, /** @type {number} */ round) =>
    Object.values(shelf.read()).filter((answer) => answer.ask === ask && answer.round === round).sort((a, b) => a.n - b.n)

  /** Takes an answer (null is a pass) and sends it. @param {string} ask @param {number} round @param {any} value
   * @param {Omit<Said, "value">} [more] */
  function put(ask, round, value, { n = 0, sure, keep: kept } = {}) {
    const seq = (of(ask, round, n)?.seq ?? 0) + 1
    if (!tried.get(name(ask, round, n))?.told) tried.delete(name(ask, round, n))
    keep({ ask, round, n, seq, value, ...(sure && { sure }), ...(kept && { keep: true }), state: "sending" })
    return flush()
  }

  /** Takes all that somebody says at once, and sends what is new of it. @param {string} ask @param {number} round
   * @param {Said[]} said */
  async function send(ask, round, said) {
    const fresh = said.filter((each) => isNews(each, of(ask, round, each.n)))
    await Promise.all(fresh.map((each) => put(ask, round, each.value, each)))
  }

  /** Passes, and takes back whatever this phone had said. @param {string} ask @param {number} round */
  const pass = (ask, round) => Promise.all([
    put(ask, round, null),
    ...all(ask, round).filter(({ n, value }) => n && value !== null).map(({ n }) => put(ask, round, null, { n })),
  ])

  /** Sends what waits, one after the other; what the server told to wait goes on waiting. */
  async function flush() {
    const answer = waiting()
    if (busy || !answer) return
    busy = true
    const reply = await say("answer", padded(message(answer)))
    busy = false
    settle(answer, reply)
    if (waiting()) later(flush, 0)
  }

  /** The line stands again: whatever failed for want of it is tried at once. */
  function connected() {
    for (const [key, { told }] of tried) if (!told) tried.delete(key)
    return flush()
  }

  /** Takes the server's word for what this phone has answered, in the first of two votes as well. While the vote is open
   * its word is the truth. @param {Mine} mine @param {boolean} open */
  function heard(mine, open) {
    const { ask, round, before, fixed = [] } = mine
    const told = mine.entries ?? (mine.answered ? [{ n: 0, ...said(mine), seq: mine.seq }] : [])
    if (before && !of(ask, 1)) keep({ ask, round: 1, n: 0, seq: 0, ...said(before), state: "counted" })
    for (const { n, seq, ...more } of told) {
      const facts = { ...said(more), ...(fixed.includes(n) && { handed: true }) }
      if (of(ask, round, n)?.state !== "sending") keep({ ask, round, n, seq, ...facts, state: "counted" })
    }
    if (open) drop((answer) => answer.ask === ask && answer.round === round && answer.state === "counted" && !told.some(({ n }) => n === answer.n))
  }

  /** A round that is asked afresh has no answer yet. @param {string} ask @param {number} from */
  const forget = (ask, from) => drop((answer) => answer.ask === ask && answer.round >= from)

  /** @param {(answer: Answer) => boolean} gone */
  function drop(gone) {
    const answers = shelf.read()
    const left = Object.entries(answers).filter(([, answer]) => !gone(answer))
    if (left.length === Object.keys(answers).length) return
    shelf.write(Object.fromEntries(left))
    changed()
  }

  /** Once nothing is left to compare with, the phone forgets what was chosen, and only knows that it was counted.
   * @param {(answer: Answer) => boolean} over */
  function fold(over) {
    const answers = shelf.read()
    const told = Object.entries(answers).filter(([, answer]) => answer.state === "counted" && !answer.folded && over(answer))
    for (const [key, { sure, keep, ...answer }] of told) answers[key] = { ...answer, value: null, folded: true }
    if (told.length) shelf.write(answers)
  }

  /** @returns {Answer | undefined} */
  function waiting() {
    return Object.values(shelf.read()).find((answer) => answer.state === "sending" && !tried.get(nameOf(answer))?.waits)
  }

  /** @param {Answer} answer @param {any} reply */
  function settle(answer, reply) {
    const newest = of(answer.ask, answer.round, answer.n)
    const comes = KEPT_FOR_LATER.includes(reply.code)
    if (!comes) tried.delete(nameOf(answer))
    if (newest && comes) wait(newest, reply)
    else if (!newest || newest.seq !== answer.seq) return
    else if (reply.ok) keep({ ...newest, state: "counted" })
    else if (reply.code === "answer.stale") keep({ ...newest, seq: (reply.seq ?? newest.seq) + 1 })
    else keep({ ...newest, state: ENDS_AS[reply.code] ?? "refused", says: reply.says })
  }

  /** Tried again as the server told, else later each time, and never by all phones at once.
   * @param {Answer} answer @param {any} reply */
  function wait(answer, { retry_after: told }) {
    const key = nameOf(answer)
    const tries = tried.get(key)?.tries ?? 0
    const pause = (told ? told * 1000 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries)) * (1 + Math.random() / 2)
    const since = { tries: tries + 1, waits: true, told: Boolean(told) }
    tried.set(key, since)
    if (told) keep({ ...answer, until: Date.now() + pause })
    later(() => {
      if (tried.get(key) === since) tried.set(key, { ...since, waits: false })
      return flush()
    }, pause)
  }

  /** @param {Answer} answer */
  function keep(answer) {
    const { until, ...rest } = answer
    shelf.write({ ...shelf.read(), [nameOf(answer)]: answer.state === "sending" ? answer : rest })
    changed()
  }

  return { put, send, pass, flush, connected, heard, forget, fold, of, all }
}

/** @param {Answer} answer */
const message = ({ ask, round, seq, value, n, sure, keep }) =>
  ({ ask, round, seq, value, ...(sure && value !== null && { sure }), ...(n && { n }), ...(keep && { keep }) })

/** Filled up, so that a pass is as long as an answer, and each answer as long as any other. @param {object} message */
function padded(message) {
  const long = new TextEncoder().encode(JSON.stringify({ ...message, pad: "" })).length
  let full = SHORTEST_MESSAGE
  while (full < long) full *= 2
  return { ...message, pad: ".".repeat(full - long) }
}

/** @param {Said} facts */
const said = ({ value, sure, keep }) => ({ value, ...(sure && { sure }), ...(keep && { keep }) })

/** A text that was never there need not be taken back, and what is counted need not be sent again.
 * @param {Said} each @param {Answer} [known] */
function isNews(each, known) {
  if (!known) return each.value !== null
  return known.state !== "counted" || JSON.stringify(said(known)) !== JSON.stringify(said(each))
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

/** A phone is in one room at a time; what it remembers of others goes. @param {string} session */
export function forgetOtherRooms(session) {
  try {
    const rooms = Object.keys(localStorage).filter((key) => key.startsWith("room:") && key.split(":")[1] !== session)
    for (const room of rooms) localStorage.removeItem(room)
  } catch {
    // Storage is forbidden here, so there is nothing to forget.
  }
}

/** @param {Answer} answer */
const nameOf = ({ ask, round, n }) => name(ask, round, n)

/** @param {string} ask @param {number} round @param {number} n */
const name = (ask, round, n) => `${ask}/${round}${n ? `/${n}` : ""}`
