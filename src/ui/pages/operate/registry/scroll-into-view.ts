/** @file scrollIntoView: scrolls a newly opened panel into view. */

/** A ref callback that scrolls its element into view. */
export function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
