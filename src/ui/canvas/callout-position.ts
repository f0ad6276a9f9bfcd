/** @file calloutPosition: where to place a problem's callout: below, above or next to the node, within the view. */

interface Point {
  readonly x: number
  readonly y: number
}
interface Size {
  readonly width: number
  readonly height: number
}

/** Gap between the callout and its node, and between the callout and the view's edges, in pixels. */
const GAP = 8

/**
 * Returns the top left corner of the callout, or undefined while the node is out of view. The callout covers the node
 * only if there is no space around the node.
 */
export function calloutPosition(node: Point & Size, box: Size, view: Size): Point | undefined {
  const [right, bottom] = [node.x + node.width, node.y + node.height]
  if (right < 0 || node.x > view.width || bottom < 0 || node.y > view.height) return undefined
  const within = (x: number, y: number): Point => ({
    x: Math.round(clamp(x, GAP, view.width - box.width - GAP)),
    y: Math.round(clamp(y, GAP, view.height - box.height - GAP)),
  })
  const middle = node.x + node.width / 2 - box.width / 2
  if (bottom + GAP + box.height + GAP <= view.height) return within(middle, bottom + GAP)
  if (node.y - GAP - box.height >= GAP) return within(middle, node.y - GAP - box.height)
  const level = node.y + node.height / 2 - box.height / 2
  if (right + GAP + box.width + GAP <= view.width) return within(right + GAP, level)
  if (node.x - GAP - box.width >= GAP) return within(node.x - GAP - box.width, level)
  return within(middle, node.y - GAP - box.height)
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(Math.min(value, high), low)
}
