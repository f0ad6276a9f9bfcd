/** @file scrollIntoView: scrolls a panel that has just opened into view. */

/** A ref callback that scrolls its element into view. */
export function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
