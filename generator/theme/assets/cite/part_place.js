/*
 * Where the tool of a part of a briefing is shown: in the margin beside its first line if there is room, or else at the end
 * of its text. Pure.
 */

/**
 * A box in the window, in pixels.
 *
 * @typedef {object} Box
 * @property {number} left
 * @property {number} top
 * @property {number} right
 * @property {number} bottom
 */

/**
 * What is around a part.
 *
 * @typedef {object} Surroundings
 * @property {Box} part
 * @property {Box} block the paragraph, list or table with the part in it: nothing is beside it but the margins
 * @property {Box} lastLine of the part
 * @property {{ left: number, right: number }} room between other columns of the page and the edges of the window
 * @property {number} lineHeight of the first line
 * @property {number} size of the button
 */

const GAP = 4;

/**
 * @template {{ left: number, right: number }} Mirrored
 * @param {Mirrored} box
 * @returns {Mirrored}
 */
function mirror(box) {
  return { ...box, left: -box.right, right: -box.left };
}

/**
 * Return the place of the button in the window: its left and top edges.
 *
 * @param {Surroundings} surroundings
 * @param {boolean} [isRightToLeft] whether the text runs from right to left
 * @returns {{ left: number, top: number }}
 */
export function findPlace({ part, block, lastLine, room, lineHeight, size }, isRightToLeft = false) {
  if (isRightToLeft) {
    const mirrored = { part: mirror(part), block: mirror(block), lastLine: mirror(lastLine), room: mirror(room) };
    const { left, top } = findPlace({ ...mirrored, lineHeight, size });
    return { left: -left - size, top };
  }
  const besideFirstLine = part.top + (lineHeight - size) / 2;
  const startEdge = block.left - GAP - size;
  if (startEdge >= room.left) return { left: startEdge, top: besideFirstLine };
  if (block.right + GAP + size <= room.right) return { left: block.right + GAP, top: besideFirstLine };
  const besideLastLine = (lastLine.top + lastLine.bottom - size) / 2;
  if (lastLine.right + GAP + size <= part.right) return { left: lastLine.right + GAP, top: besideLastLine };
  return { left: part.right - size, top: lastLine.bottom };
}
