// @ts-check
/** The page that is left of a room, or of all rooms, once they have ended: what this phone keeps for its owner. */

import { showKept } from "./phone/takeaway.js"

showKept(document)
