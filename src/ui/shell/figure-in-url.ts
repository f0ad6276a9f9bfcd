/**
 * @file requestedFigure: the figure requested by a URL. A project link inside an iframe always shows a figure, by
 * default the network.
 */
import { FIGURES, type Figure } from './project-link'

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
