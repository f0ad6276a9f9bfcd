/** @file Series style: the line style and the marker of each series color, which tell series apart without color. */
import type { Series } from './chart-data'

export type Marker = 'disc' | 'square' | 'triangle' | 'diamond' | 'cross'

interface SeriesStyle {
  /** Lengths of dashes and gaps in pixels; empty for a solid line. */
  readonly dash: readonly number[]
  readonly marker: Marker
}

const SOLID: SeriesStyle = { dash: [], marker: 'disc' }

/** The styles of the series colors in `tokens.css`, and of what needs attention. Any other color is solid. */
const STYLES: Readonly<Record<string, SeriesStyle>> = {
  'data-1': SOLID,
  'data-2': { dash: [7, 4], marker: 'square' },
  'data-3': { dash: [2, 3], marker: 'triangle' },
  'data-4': { dash: [9, 3, 2, 3], marker: 'diamond' },
  'data-5': { dash: [14, 4], marker: 'cross' },
  'data-other': { dash: [4, 3], marker: 'disc' },
  validation: { dash: [5, 4], marker: 'square' },
  warn: { dash: [5, 3], marker: 'triangle' },
  bad: { dash: [2, 3], marker: 'square' },
}

/** The line style and the marker of a series, by its color token. */
export function styleOf(token: string): SeriesStyle {
  return STYLES[token] ?? SOLID
}

/** The width of a line in pixels, and its opacity. */
export function strokeOf({ look }: Pick<Series, 'look'>): { readonly width: number; readonly opacity: number } {
  return { width: look === 'faint' || look === 'thin' ? 1.25 : 2, opacity: look === 'faint' ? 0.35 : 1 }
}

/** The opacity of an area, of an interval around a line, and of a picture behind the series. */
export const AREA_OPACITY = { area: 0.75, interval: 0.18, image: 0.42 } as const

/** The outline of a marker around a point, as the data of an SVG path; all markers have about the same area. */
export function markerPath(marker: Marker, x: number, y: number, r: number): string {
  switch (marker) {
    case 'disc':
      return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`
    case 'square':
      return `M${x - 0.9 * r} ${y - 0.9 * r}h${1.8 * r}v${1.8 * r}h${-1.8 * r}Z`
    case 'triangle':
      return `M${x} ${y - 1.15 * r}l${1.1 * r} ${2 * r}h${-2.2 * r}Z`
    case 'diamond':
      return `M${x} ${y - 1.25 * r}l${1.25 * r} ${1.25 * r}l${-1.25 * r} ${1.25 * r}l${-1.25 * r} ${-1.25 * r}Z`
    case 'cross': {
      const [out, arm] = [1.2 * r, 0.4 * r]
      return `M${x - out} ${y - arm}h${out - arm}v${arm - out}h${2 * arm}v${out - arm}h${out - arm}v${2 * arm}h${arm - out}v${out - arm}h${-2 * arm}v${arm - out}h${arm - out}Z`
    }
    default:
      return marker satisfies never
  }
}
