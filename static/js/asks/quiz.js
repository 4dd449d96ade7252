// @ts-check
/** One of several answers, of which some are right. Phones say nothing of that: it is told in the room, with its reasons. */

export { fill, value } from "./choice.js"
