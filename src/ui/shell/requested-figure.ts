/** @file requestedFigure: the figure that an address requests. A link in a frame always shows a figure: the network by default. */
import { FIGURES, type Figure } from './project-link'

export interface FigureRequest {
  readonly figure: Figure
  readonly fragment: string
  readonly theme: 'dark' | 'light' | undefined
}

/** The figure for an address; undefined when the address opens the studio itself. */
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
