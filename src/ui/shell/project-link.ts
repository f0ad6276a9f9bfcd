/** @file Project links: the URL of a project or of one of its figures, and the HTML that embeds a figure. */

/** The views of a project that a figure can show. */
export const FIGURES = ['canvas', 'loss', 'prediction'] as const
export type Figure = (typeof FIGURES)[number]

/** The result of the command `project.link`. */
export interface ProjectLink {
  readonly fragment: string
  readonly letters: number
  readonly bytes: number
}

/**
 * The URL of a project or of one of its figures. `page` is the current URL of the studio; its query and fragment are
 * dropped.
 */
export function projectAddress(page: string, fragment: string, figure?: Figure): string {
  const base = page.split(/[?#]/)[0] ?? ''
  return `${base}${figure === undefined ? '' : `?figure=${figure}`}${fragment}`
}

/** The HTML that embeds a figure in another page. */
export function embedCode(address: string, title: string): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="640" height="400" loading="lazy"></iframe>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
