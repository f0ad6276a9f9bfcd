/** @file intoView: what opens below a line is scrolled to where it can be read. */

/** A ref that brings what has just come into view. */
export function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
