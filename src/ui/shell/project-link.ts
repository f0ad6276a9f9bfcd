/** @file Projects in the address: links to a project, and the request to show one as an embedded figure. */

/** The views of a project that a figure can show. */
export const FIGURES = ['canvas', 'loss', 'prediction'] as const
export type Figure = (typeof FIGURES)[number]

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

export interface FigureRequest {
  readonly figure: Figure
  readonly fragment: string
  readonly theme: 'dark' | 'light' | undefined
}

/** The figure for a URL; undefined if the URL opens the studio itself. */
export function requestedFigure(
  { search, hash }: Pick<Location, 'search' | 'hash'>,
  framed: 'in a frame' | 'on its own',
): FigureRequest | undefined {
  const params = new URLSearchParams(search)
  const named = params.get('figure')
  const figure = FIGURES.find((one) => one === named) ?? (named === null ? undefined : 'canvas')
  if (!hash.startsWith('#project=')) return undefined
  if (figure === undefined && framed === 'on its own') return undefined
  const theme = params.get('theme')
  return {
    figure: figure ?? 'canvas',
    fragment: hash,
    theme: theme === 'dark' || theme === 'light' ? theme : undefined,
  }
}

/**
 * Whether this page is in a frame of another site, where someone could be led to click on what they cannot see. Only
 * figures, which save nothing, run there.
 */
export function isInForeignFrame({ parent, location }: Pick<Window, 'parent' | 'location'>): boolean {
  try {
    return parent.location.origin !== location.origin
  } catch {
    // Only pages of the same origin can be read.
    return true
  }
}
