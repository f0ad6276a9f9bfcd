/**
 * @file drawingToSvg: exports the visible level as one self-contained SVG for print, papers and lessons. Its text is searchable; it
 * contains no fonts, scripts or links. The background is white unless the dark theme is requested.
 */
import { BLOCK, blockOf, PORT_IN, PORT_OUT, portsOf } from '../../../graph/block'
import type { DrawnNode, Note, Position, Wire } from '../../../graph/drawing'
import { notePosition } from '../../../graph/notes'
import type { BoardState } from '../../../studio/network/canvas-board'
import { blockPortCounts, shownDrawing } from '../../../studio/network/block-levels'
import { type Glyph, glyphOf } from '../../kit/glyphs'
import type { CatalogText } from '../canvas-catalog'
import { FACE_WIRE_Y, type FaceSizes, blockHeight, NODE_WIDTH, portY, WIRE_Y } from '../flow-nodes'
import { nodeText, problemsOf, outputText, isWireInvalid, wireText } from '../selectors'
import { type WireEnds, computeLanes, wrapLabel, routeOf } from '../wire-route'
import { themeColors, element, escapeXml, truncateText, textWidth, wrapText } from './svg'

export interface SvgCatalog extends CatalogText {
  /** Heights of nodes with a face, keyed by kind. */
  readonly faces: FaceSizes
  /** Text in the top right corner of a node. */
  corner(node: DrawnNode): string
}

export interface SvgOptions {
  readonly title: string
  /** The line of text below the title. */
  readonly caption: string
  readonly theme?: 'light' | 'dark'
}

/** Sizes in canvas pixels. */
const MARGIN = 28
const TITLE = 52
const NAME_SIZE = 13
/** Width of bold text relative to regular text. */
const BOLD = 1.08
const SMALL = 12
/** Side length of a glyph, in px. */
const GLYPH = 14
const LINE = 17
const NOTE_WIDTH = 180
const NOTE_LINES = 12
/** Line height of a wire's label. */
const LABEL_LINE = 12
/** Space reserved above a lane for its label. */
const CAP = 16

// not text: font stacks
const SANS = 'Inter, "Segoe UI", system-ui, "DejaVu Sans", Arial, sans-serif'
// not text: font stack
const MONO = 'ui-monospace, "SF Mono", "DejaVu Sans Mono", Consolas, monospace'

interface Box extends Position {
  readonly width: number
  readonly height: number
}

/** Renders the visible level of the drawing as SVG. */
export function drawingToSvg(catalog: SvgCatalog, state: BoardState, options: SvgOptions): string {
  const drawing = shownDrawing(state)
  const color = themeColors(options.theme ?? 'light')
  const paper = options.theme === 'dark' ? color('sheet') : '#fff'
  const nodes = drawing.nodes.map((node) => ({ node, box: boxOf(catalog, state, node) }))
  const byId = new Map(nodes.map((one) => [one.node.id, one]))
  const wires = drawing.wires.flatMap(endsOf)
  const lanes = computeLanes(
    nodes.map(({ box }) => box),
    wires,
  )
  const notes = (drawing.notes ?? []).map((note) => noteOf(note, notePosition(drawing, note)))
  const all: readonly Box[] = [...nodes.map(({ box }) => box), ...notes.map(({ box }) => box)]
  const [left, top] = [
    Math.min(0, ...all.map(({ x }) => x)),
    Math.min(0, ...all.map(({ y }) => y), ...[...lanes.values()].map((lane) => lane - CAP)),
  ].map((least) => least - MARGIN) as [number, number]
  const heading = Math.max(textWidth(options.title, 18), textWidth(options.caption, SMALL))
  const right = Math.max(left + 2 * MARGIN + heading, ...all.map(({ x, width }) => x + width + MARGIN))
  const bottom = Math.max(top + 2 * MARGIN, ...all.map(({ y, height }) => y + height + MARGIN))
  const width = Math.ceil(right - left)
  const height = Math.ceil(bottom - top + TITLE)

  function endsOf(one: Wire): readonly (WireEnds & { readonly id: string })[] {
    const from = byId.get(one.from)
    const to = byId.get(one.to)
    if (!from || !to) return []
    return [
      {
        id: one.id,
        sourceX: from.box.x + from.box.width,
        sourceY: from.box.y + endY(from.node, one.out ?? 0, 'outs'),
        targetX: to.box.x,
        targetY: to.box.y + endY(to.node, one.port, 'ins'),
      },
    ]
  }

  function wireToSvg(one: WireEnds & { readonly id: string }): string {
    const { path, x, y, labelWidth } = routeOf(one, lanes.get(one.id))
    const isInvalid = isWireInvalid(catalog, state, one.id)
    const stroke = color(isInvalid ? 'bad' : 'edge')
    const line = element('path', {
      d: path,
      fill: 'none',
      stroke,
      'stroke-width': 2,
      ...(isInvalid ? { 'stroke-dasharray': '5 4' } : {}),
    })
    const lines = wrapLabel(wireText(catalog, state, one.id), labelWidth)
    const label = lines.map((text, i) =>
      element(
        'text',
        {
          x,
          y: y - (lines.length - 1 - i) * LABEL_LINE,
          'text-anchor': 'middle',
          'font-family': MONO,
          'font-size': 10.5,
          fill: color(isInvalid ? 'bad' : 'soft'),
          stroke: paper,
          'stroke-width': 4,
          'stroke-linejoin': 'round',
          'paint-order': 'stroke',
        },
        escapeXml(text),
      ),
    )
    return line + label.join('')
  }

  function endY(node: DrawnNode, port: number, side: 'ins' | 'outs'): number {
    const ports = blockPortCounts(drawing, node)
    if (ports) return portY(port, ports[side])
    return Object.hasOwn(catalog.faces, node.kind) ? FACE_WIRE_Y : WIRE_Y
  }

  function text(x: number, y: number, content: string, look: Readonly<Record<string, string | number>>): string {
    return element('text', { x, y, 'font-family': SANS, 'font-size': SMALL, ...look }, escapeXml(content))
  }

  function nodeToSvg({ node, box }: { readonly node: DrawnNode; readonly box: Box }): string {
    const { x, y } = box
    const isInvalid = problemsOf(state, node.id).some(({ severity }) => severity === 'error')
    const corner = catalog.corner(node)
    const cornerWidth = corner === '' ? 0 : textWidth(corner, 10.5) + 14
    const family = catalog.nodes.find(node.kind)?.family
    const sheet = (dx: number, dy: number) =>
      element('rect', {
        x: x + dx,
        y: y + dy,
        width: box.width,
        height: box.height,
        rx: 10,
        fill: color('tile'),
        stroke: color(isInvalid ? 'bad' : 'edge'),
        'stroke-width': isInvalid ? 2 : 1,
      })
    const face = Object.hasOwn(catalog.faces, node.kind)
    const lines = face
      ? [nodeText(catalog, state, node.id), outputText(catalog, state, node.id)].filter((line) => line !== '')
      : wrapText(nodeText(catalog, state, node.id), SMALL, box.width - 20, 4)
    const middle = y + 30 + (box.height - 30) / 2
    return [
      node.kind === BLOCK ? sheet(4, 4) : '',
      sheet(0, 0),
      glyphToSvg(glyphOf(node.kind, family), x + 9, y + 9, color('ink')),
      text(x + 28, y + 20, truncateText(node.label, NAME_SIZE * BOLD, box.width - 38 - cornerWidth), {
        'font-size': NAME_SIZE,
        'font-weight': 600,
        fill: color('ink'),
      }),
      corner === ''
        ? ''
        : text(x + box.width - 9, y + 20, corner, {
            'text-anchor': 'end',
            'font-family': MONO,
            'font-size': 10.5,
            fill: color('faint'),
          }),
      ...lines.map((line, i) =>
        face
          ? text(
              x + box.width / 2,
              middle + (i - (lines.length - 1) / 2) * LINE + 4,
              truncateText(line, SMALL, box.width - 24),
              {
                'text-anchor': 'middle',
                fill: color('soft'),
              },
            )
          : text(x + 10, y + 40 + i * LINE, line, { fill: color('soft') }),
      ),
      ...ports(node, box),
      ...dots(node, box),
    ].join('')
  }

  /** Names of a block's ports, shown if a side has several. */
  function ports(node: DrawnNode, { x, y, width }: Box): readonly string[] {
    const inside = blockOf(drawing, node)?.inside
    if (!inside) return []
    return ([PORT_IN, PORT_OUT] as const).flatMap((kind) => {
      const all = portsOf(inside, kind)
      if (all.length < 2) return []
      return all.map(({ label }, i) =>
        text(kind === PORT_IN ? x + 12 : x + width - 12, y + portY(i, all.length) + 4, truncateText(label, SMALL, 66), {
          fill: color('soft'),
          ...(kind === PORT_OUT ? { 'text-anchor': 'end' } : {}),
        }),
      )
    })
  }

  function dots(node: DrawnNode, { x, y, width }: Box): readonly string[] {
    const counts = blockPortCounts(drawing, node)
    const def = catalog.nodes.find(node.kind)
    const ins = counts?.ins ?? (def?.inputs === 'none' ? 0 : 1)
    const outs = counts?.outs ?? (def?.out === false ? 0 : 1)
    const dot = (cx: number, cy: number) =>
      element('circle', { cx, cy, r: 4, fill: color('edge'), stroke: color('tile'), 'stroke-width': 2 })
    return [
      ...Array.from({ length: ins }, (_, i) => dot(x, y + endY(node, i, 'ins'))),
      ...Array.from({ length: outs }, (_, i) => dot(x + width, y + endY(node, i, 'outs'))),
    ]
  }

  function noteToSvg({ box, lines }: ReturnType<typeof noteOf>): string {
    return [
      element('rect', {
        ...box,
        rx: 6,
        fill: color('tile'),
        stroke: color('rule'),
      }),
      ...lines.map((line, i) => text(box.x + 10, box.y + 20 + i * LINE, line, { fill: color('ink') })),
    ].join('')
  }

  const inner = [
    element('title', {}, escapeXml(options.title)),
    element('rect', { x: left, y: top - TITLE, width, height, fill: paper }),
    text(left + MARGIN, top - TITLE + MARGIN + 8, options.title, {
      'font-size': 18,
      'font-weight': 600,
      fill: color('ink'),
    }),
    text(left + MARGIN, top - TITLE + MARGIN + 28, options.caption, { fill: color('soft') }),
    ...wires.map(wireToSvg),
    ...nodes.map(nodeToSvg),
    ...notes.map(noteToSvg),
  ].join('')
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `${left} ${top - TITLE} ${width} ${height}`,
    role: 'img',
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('svg', root, inner)}\n`
}

function boxOf(catalog: SvgCatalog, state: BoardState, node: DrawnNode): Box {
  const ports = blockPortCounts(shownDrawing(state), node)
  const face = Object.hasOwn(catalog.faces, node.kind) ? catalog.faces[node.kind] : undefined
  const lines = wrapText(nodeText(catalog, state, node.id), SMALL, NODE_WIDTH - 20, 4).length
  const plain = 54 + (lines - 1) * LINE
  const height = face?.height ?? Math.max(plain, ports ? blockHeight(ports) : 0)
  return { x: node.position.x, y: node.position.y, width: NODE_WIDTH, height }
}

function noteOf({ text }: Note, position: Position) {
  const lines = wrapText(text, SMALL, NOTE_WIDTH - 20, NOTE_LINES)
  return { box: { ...position, width: NOTE_WIDTH, height: 14 + lines.length * LINE }, lines }
}

/** Draws the same glyph as the canvas, with its top left corner at this position. */
function glyphToSvg({ stroke, fill, half }: Glyph, x: number, y: number, ink: string): string {
  const paths = [
    half ? element('path', { d: half, fill: ink, opacity: 0.35 }) : '',
    fill ? element('path', { d: fill, fill: ink }) : '',
    stroke
      ? element('path', { d: stroke, fill: 'none', stroke: ink, 'stroke-width': 1.4, 'stroke-linejoin': 'round' })
      : '',
  ]
  return element('g', { transform: `translate(${x} ${y}) scale(${GLYPH / 16})` }, paths.join(''))
}
