/**
 * @file Image grid: all images of the displayed rows, drawn on one canvas that stays in view while the lines scroll.
 * Images are selected by clicking, Shift-clicking, dragging a rectangle, or using keys. The list element has the focus
 * and announces the current image.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { cellText } from '../../../../data/cell-text'
import { perRow } from '../../../../data/column-operations'
import { isLoaded, loadPagedColumn, rowOf } from '../../../../data/paged-columns'
import { rowsText } from '../../../../messages/en/data/rows'
import { useSize } from '../../../charts/canvas-hooks'
import { hexRgb, useTokens } from '../../../charts/color-tokens'
import { useDatasetLook } from '../../../charts/pixel-image'
import { shortened } from './cell'
import {
  drawTiles,
  gridShape,
  type ImageColumn,
  type ImageSchema,
  linesOf,
  type Tile,
  tileAt,
  tileMoved,
  tilesWithin,
} from './image-tiles'
import styles from './rows.module.css'
import { type Point, pressedBy, type RowsProps } from './rows-view'
import type { ShownColumn } from './table-columns'
import { useLongScroll } from './use-long-scroll'

export interface PictureGridProps extends RowsProps {
  readonly schema: ImageSchema
  readonly column: ImageColumn
  /** The class column, whose value is shown below each image. */
  readonly named: ShownColumn | undefined
  /** Side length of a tile in CSS pixels. */
  readonly side: number
  readonly at: number
  readonly onAt: (position: number) => void
}

const GAP = 6
/** Height reserved for the class name below an image, in CSS pixels; small tiles have no name. */
const LABEL = 15
const LABELED_FROM = 40

/** Renders the grid. */
export function PictureGrid(props: PictureGridProps) {
  const { label, schema, column, named, view, side, selection, onAt, onOpen } = props
  const [scroller, size] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const id = useId()
  const tokens = useTokens()
  const gray = useDatasetLook()
  const labeled = named && side >= LABELED_FROM ? LABEL : 0
  const shape = gridShape(view.count, size.width, side, GAP)
  const lineHeight = side + GAP
  const scroll = useLongScroll(scroller, { lines: linesOf(shape), height: lineHeight, view: size.height })
  const at = Math.max(0, Math.min(props.at, view.count - 1))
  const [drag, setDrag] = useState<{ readonly from: Point; readonly to: Point }>()

  const { show } = scroll
  const line = Math.floor(at / shape.across)
  useEffect(() => show(line), [line, show])

  const pixelsOf = useImages(schema, column, () => newest.current())
  const draw = () => {
    const [box, surface] = [scroller.current, canvas.current]
    if (!box || !surface) return
    const tiles: Tile[] = []
    const last = Math.min(view.count, scroll.end * shape.across)
    for (let position = scroll.first * shape.across; position < last; position++) {
      const row = view.rowAt(position)
      tiles.push({
        position,
        row,
        top: Math.floor(position / shape.across) * lineHeight - scroll.base - box.scrollTop,
        selected: selection.has(row),
        active: position === at,
        label: named && shortened(cellText(named.schema, named.column, row) ?? rowsText.missing, 24),
      })
    }
    drawTiles(
      surface,
      { width: size.width, height: size.height, ratio: Math.min(2, window.devicePixelRatio) },
      tiles,
      { schema, column, pixelsOf, shape, labeled },
      {
        ink: tokens('ink'),
        inkRgb: hexRgb(tokens('ink')),
        gray,
        accent: tokens('accent'),
        ground: tokens('sheet'),
        soft: tokens('soft'),
        font: `12px ${tokens('font')}`,
      },
    )
  }
  const newest = useRef(draw)
  useLayoutEffect(() => {
    newest.current = draw
    draw()
  })

  function pointOf({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point | undefined {
    const box = scroller.current
    if (!box) return undefined
    const { left, top } = box.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top + box.scrollTop + scroll.base }
  }
  function placeOf(point: Point | undefined): number | undefined {
    if (!point) return undefined
    const on = Math.floor(point.y / lineHeight)
    return tileAt(shape, on, point.x, point.y - on * lineHeight)
  }
  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    // Ignore pointer events on the scroll bar, which handles them itself.
    if (event.button !== 0 || event.clientX - event.currentTarget.getBoundingClientRect().left > size.width) return
    const point = pointOf(event)
    const position = placeOf(point)
    if (position !== undefined) {
      selection.press(position, pressedBy(event))
      onAt(position)
    }
    if (point && event.pointerType === 'mouse') {
      event.currentTarget.setPointerCapture(event.pointerId)
      setDrag({ from: point, to: point })
    }
  }
  function onPointerMove(event: PointerEvent): void {
    const to = drag && pointOf(event)
    if (!drag || !to) return
    if (Math.abs(to.x - drag.from.x) + Math.abs(to.y - drag.from.y) < 5) return
    setDrag({ from: drag.from, to })
    selection.take(tilesWithin(shape, drag.from, to), event.ctrlKey || event.metaKey ? 'also' : 'alone')
  }
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (props.onKey(event)) return
    const mod = event.ctrlKey || event.metaKey
    if (event.key === ' ') {
      event.preventDefault()
      selection.press(at, 'also')
      return
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      onOpen(at)
      return
    }
    const next = tileMoved(event.key, mod, at, shape, scroll.page)
    if (next === undefined) return
    event.preventDefault()
    if (event.shiftKey) selection.press(next, 'on')
    onAt(next)
  }
  const row = view.count > 0 ? view.rowAt(at) : undefined
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={row === undefined ? undefined : `${id}-at`}
      tabIndex={0}
      className={styles.grid}
      dir="ltr"
      data-part="pictures"
      onScroll={() => {
        scroll.onScroll()
        // Redraw even if the same lines stay in view, because the canvas does not scroll with them.
        newest.current()
      }}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => setDrag(undefined)}
      onPointerCancel={() => setDrag(undefined)}
      onDoubleClick={(event) => {
        const position = placeOf(pointOf(event))
        if (position !== undefined) onOpen(position)
      }}
      onContextMenu={(event) => {
        const position = placeOf(pointOf(event))
        if (position === undefined) return
        event.preventDefault()
        onAt(position)
        props.onMenu({ x: event.clientX, y: event.clientY }, event.currentTarget)
      }}
    >
      <div className={styles.tiles} aria-hidden="true">
        <canvas ref={canvas} style={{ width: size.width, height: size.height }} />
      </div>
      <div style={{ height: view.count === 0 ? 0 : scroll.height, marginTop: -size.height }} />
      {drag && drag.from !== drag.to && (
        <div className={styles.lasso} style={lassoBox(drag.from, drag.to, scroll.base)} aria-hidden="true" />
      )}
      {row !== undefined && (
        // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the picture
        <div
          role="option"
          id={`${id}-at`}
          className="only-spoken"
          aria-selected={selection.has(row)}
          aria-posinset={at + 1}
          aria-setsize={view.count}
        >
          {rowsText.cell.option({
            row: view.numberAt(at),
            ...(named ? { label: cellText(named.schema, named.column, row) ?? null } : {}),
          })}
        </div>
      )}
    </div>
  )
}

function lassoBox(from: Point, to: Point, base: number) {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y) - base,
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  }
}

/** Returns the pixels of a row, or undefined while they load; `again` is called when more pixels have loaded. */
function useImages(
  schema: ImageSchema,
  column: ImageColumn,
  again: () => void,
): (row: number) => Uint8Array | undefined {
  const newest = useRef(again)
  useLayoutEffect(() => {
    newest.current = again
  })
  return useMemo(() => {
    const target = new Set<number>()
    let here = column
    let bringing = false
    const bring = async () => {
      // Wait a microtask, so that all requests of one drawing pass are loaded together.
      await Promise.resolve()
      const rows = [...target]
      target.clear()
      here = await loadPagedColumn(column, schema, rows)
      bringing = false
      newest.current()
    }
    return (row) => {
      if (isLoaded(here, schema, row)) return rowOf(here, perRow(schema), row)
      target.add(row)
      if (!bringing) {
        bringing = true
        void bring()
      }
      return undefined
    }
  }, [schema, column])
}
