/** @file figureAsked: which living figure an address asks for. A link in a frame is a figure, of the drawing where it does not say. */
import { FIGURES, type Figure } from './link-words'

export interface FigureAsked {
  readonly figure: Figure
  readonly fragment: string
  readonly theme: 'dark' | 'light' | undefined
}

/** What a page shows that has this address; undefined where it is the studio itself. */
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
