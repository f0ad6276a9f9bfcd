/** @file Icons: the shapes of the studio's icons, and the glyph of a node kind. */
import type { Family } from '../../catalog/node-def'
import { glyphOf } from './glyphs'

const PATHS = {
  undo: 'M6 3 3 6l3 3M3.5 6H10a3 3 0 0 1 0 6.5H7',
  redo: 'M10 3l3 3-3 3M12.5 6H6a3 3 0 0 0 0 6.5h3',
  tidy: 'M2.5 3.5h4v3h-4zM9.5 3.5h4v3h-4zM9.5 9.5h4v3h-4zM6.5 5h3M8 5v6h1.5',
  step: 'M4 3.5v9l6-4.5zM12 3.5v9',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3',
  map: 'M2.5 3h11v10h-11zM8.5 8.5h3v2.5h-3zM4.5 5h2.5',
  grid: 'M5.5 2v12M10.5 2v12M2 5.5h12M2 10.5h12',
  history: 'M3 8a5 5 0 1 0 1.8-3.8M3 2.8v2.6h2.6M8 5.4V8l2 1.4',
  swap: 'M5 13V3M2.5 5.5 5 3l2.5 2.5M11 3v10M8.5 10.5 11 13l2.5-2.5',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5 6.5 12 13 4.5',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.3 10.3 13.5 13.5',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3a5.3 5.3 0 1 0 6.6 6.6Z',
  folder: 'M2 4.5h4l1.5 1.7H14v6.6H2z',
  download: 'M8 2.5v7.2M5 7l3 3 3-3M3 13h10',
  upload: 'M8 10V2.8M5 5.5l3-3 3 3M3 13h10',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9M7 7v4M9 7v4',
  chevron: 'M4.5 6.5 8 10l3.5-3.5',
  info: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 7.3v3.6M8 4.9v.3',
  warning: 'M8 2.5 14 13H2zM8 6.5v3M8 11.1v.3',
  command: 'M2.5 4 6 8l-3.5 4M8 12.5h5.5',
  build: 'M8 2 14 8l-6 6-6-6z',
  data: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 3.5v9',
  train: 'M2 12.5c2-7 4.5-9 6-4.5s3.5 5 6 1',
  operate: 'M8 3a5.5 5.5 0 0 1 5.5 5.5c0 1.7-.7 3-1.6 4H4.1a5.6 5.6 0 0 1-1.6-4A5.5 5.5 0 0 1 8 3ZM8 8.8l2.6-2.6',
  edit: 'M3 13l.6-2.8L10.8 3 13 5.2 5.8 12.4z',
  // not text: a path
  help: 'M5.6 6a2.4 2.4 0 1 1 3.6 2.1C8.3 8.6 8 9 8 9.9M8 12.4v.3',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  panel: 'M2.5 3h11v10h-11zM10 3v10',
  fold: 'M2.5 3h11v10h-11zM2.5 9.5h11',
  model: 'M8 2l5.5 3v6L8 14l-5.5-3V5zM2.5 5 8 8l5.5-3M8 8v6',
  lock: 'M4 7.5h8v5.5H4zM5.8 7.5V5.4a2.2 2.2 0 0 1 4.4 0v2.1',
  book: 'M3 3h4.2L8 3.8 8.8 3H13v9.5H9L8 13.4l-1-.9H3zM8 4v9',
} as const

/** Icons that are filled rather than stroked. */
const FILLED_PATHS = { play: 'M4.5 3v10l8-5z', pause: 'M4 3h3v10H4zM9 3h3v10H9z', stop: 'M3.5 3.5h9v9h-9z' } as const

export type IconName = keyof typeof PATHS | keyof typeof FILLED_PATHS

/** Renders an icon. If no text is next to the icon, the control that contains it needs an accessible name. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  const isFilled = Object.hasOwn(FILLED_PATHS, name)
  const path = isFilled ? FILLED_PATHS[name as keyof typeof FILLED_PATHS] : PATHS[name as keyof typeof PATHS]
  const paint = isFilled
    ? { fill: 'currentColor' }
    : { fill: 'none', stroke: 'currentColor', strokeWidth: 1.4, strokeLinecap: 'round', strokeLinejoin: 'round' }
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false" {...(paint as object)}>
      <path d={path} />
    </svg>
  )
}

/** The names of all icons, for the dev page; a function, so that the built app leaves it out. */
export function iconNames(): readonly IconName[] {
  return [...Object.keys(PATHS), ...Object.keys(FILLED_PATHS)] as readonly IconName[]
}

interface NodeGlyphProps {
  readonly kind: string
  /** The family of a kind that may have no glyph of its own. */
  readonly family?: Family | undefined
  readonly size?: number
}

/** The glyph of a node kind; decoration next to the node's name. */
export function NodeGlyph({ kind, family, size = 14 }: NodeGlyphProps) {
  const { stroke, fill, half } = glyphOf(kind, family)
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false" fill="currentColor">
      {half && <path d={half} opacity={0.35} />}
      {fill && <path d={fill} />}
      {stroke && <path d={stroke} fill="none" stroke="currentColor" strokeWidth={1.4} strokeLinejoin="round" />}
    </svg>
  )
}
