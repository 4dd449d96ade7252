// What a careful eye measures on a page. Each answer is a list of what is wrong, in words.
({
  /** Everything that axe has to say: violations, and what it cannot decide. */
  async axe(tags) {
    const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations", "incomplete"] })
    const told = (some) => some.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${reasons(node)}`))
    const reasons = ({ any, all, none }) => [...any, ...all, ...none].map(({ message }) => message).join(" ")
    return [told(found.violations), told(found.incomplete)]
  },

  /** Nobody should have to scroll sideways to read a line. */
  tooWide() {
    const { scrollWidth } = document.documentElement
    return scrollWidth > innerWidth ? [`${scrollWidth} px wide in a window of ${innerWidth}`] : []
  },

  /** Everything that can be pressed is as high as a thumb needs; a small box counts with its label. */
  tooSmall(least) {
    const all = document.querySelectorAll("button, .button, [role=button], summary, select, textarea, input:not([type=hidden])")
    const area = (control) => control.matches("[type=radio], [type=checkbox]") ? control.closest("label") : control
    return [...all]
      .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !control.closest("[inert], .visually-hidden"))
      .map((control) => [control, area(control).getBoundingClientRect()])
      .filter(([, { height, width }]) => height < least - 0.5 || width < 24)
      .map(([control, { height }]) => `${control.tagName} “${control.innerText || control.id}” is ${height} px high`)
  },

  /** Text as wide as WCAG 1.4.12 lets people set it; and back. */
  spaceOut(spaced) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }")
    document.adoptedStyleSheets = spaced ? [sheet] : []
  },

  /** Text that its own box, or a box around it, cuts off. What scrolls cuts nothing off. Left out: what is not there for
   * the eye, and the answers beside the presenter's private bars, which stand in full on the picture of the wall. */
  cutOff() {
    const hides = (box) => /hidden|clip/.test(getComputedStyle(box).overflow)
    const isTight = (box) => box.matches("button, .button, summary, label, h1, h2, h3")
    const overflows = (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1
    return [...document.body.querySelectorAll("*")]
      .filter((box) => box.checkVisibility() && box.innerText?.trim() && !box.closest("[inert], .stage, .visually-hidden, .unshown .label"))
      .filter((box) => (hides(box) || isTight(box)) && getComputedStyle(box).display !== "inline" && overflows(box))
      .map((box) => `${box.tagName}.${box.className} cuts “${box.innerText.slice(0, 40)}” off`)
  },

  /** On a wall: everything is inside its board, and no letter is smaller than a thirtieth of the height. */
  unreadable() {
    const board = document.querySelector("[data-slot=board]")
    const overflow = board.scrollHeight > board.clientHeight + 1 || board.scrollWidth > board.clientWidth + 1
    const stage = document.querySelector(".stage").clientHeight
    const small = [...document.querySelectorAll(".stage *")]
      .filter((box) => box.checkVisibility() && !box.closest(".visually-hidden, .full, svg, sup") && [...box.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
      .filter((box) => parseFloat(getComputedStyle(box).fontSize) < stage / 30 - 0.5)
      .map((box) => `“${box.innerText.slice(0, 40)}” is ${getComputedStyle(box).fontSize} on ${stage} px`)
    return [...(overflow ? [`the board holds ${board.scrollHeight} of ${board.clientHeight} px`] : []), ...small]
  },

  /** On a wall: answers that are cut to their beginnings although there is room for one line more of each. */
  wasted() {
    const board = document.querySelector("[data-slot=board]")
    const seen = (selector) => [...board.querySelectorAll(selector)].filter((box) => box.checkVisibility({ opacityProperty: true }))
    const cut = seen(".label").filter((box) => getComputedStyle(box).overflow === "hidden" && box.scrollHeight > box.clientHeight + 2)
    const free = board.getBoundingClientRect().bottom - Math.max(...seen("*").map((box) => box.getBoundingClientRect().bottom))
    const wanted = cut.reduce((sum, box) => sum + parseFloat(getComputedStyle(box).lineHeight), 0)
    return cut.length && free >= wanted ? [`${cut.length} answers are cut, and ${free} px are free`] : []
  },

  /** What moves right now. */
  moving() {
    return document.getAnimations().filter(({ playState, effect }) => playState === "running" && effect.getComputedTiming().duration > 0).map(({ animationName, transitionProperty }) => animationName ?? transitionProperty)
  },
})
