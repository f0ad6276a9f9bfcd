/** @file Project links: the address of a project or of one figure of it, and the HTML that embeds a figure. */

/** What an embedded figure can show of a project. */
export const FIGURES = ['canvas', 'loss', 'prediction'] as const
export type Figure = (typeof FIGURES)[number]

/** What `project.link` gives. */
export interface MadeLink {
  readonly fragment: string
  readonly letters: number
  readonly bytes: number
}

/** The address of a project, whole or as one figure. `page` is the present address of the studio; its query and fragment are dropped. */
export function addressOf(page: string, fragment: string, figure?: Figure): string {
  const base = page.split(/[?#]/)[0] ?? ''
  return `${base}${figure === undefined ? '' : `?figure=${figure}`}${fragment}`
}

/** The HTML that embeds a figure in another page. */
export function frameOf(address: string, title: string): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="640" height="400" loading="lazy"></iframe>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
