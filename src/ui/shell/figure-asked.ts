/** @file figureAsked: which figure an address asks for. A link in a frame always shows a figure: the network, unless it names another. */
import { FIGURES, type Figure } from './project-link'

export interface FigureAsked {
  readonly figure: Figure
  readonly fragment: string
  readonly theme: 'dark' | 'light' | undefined
}

/** The figure that a page with this address shows; undefined where it is the studio itself. */
export function figureAsked(
  { search, hash }: Pick<Location, 'search' | 'hash'>,
  framed: 'in a frame' | 'on its own',
): FigureAsked | undefined {
  const asked = new URLSearchParams(search)
  const named = asked.get('figure')
  const figure = FIGURES.find((one) => one === named) ?? (named === null ? undefined : 'canvas')
  if (!hash.startsWith('#project=')) return undefined
  if (figure === undefined && framed === 'on its own') return undefined
  const theme = asked.get('theme')
  return {
    figure: figure ?? 'canvas',
    fragment: hash,
    theme: theme === 'dark' || theme === 'light' ? theme : undefined,
  }
}
