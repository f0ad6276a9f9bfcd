/** @file intoView: scrolls a panel that has just opened into view. */

/** A ref callback that scrolls its element into view. */
export function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
