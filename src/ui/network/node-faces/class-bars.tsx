/**
 * @file ClassBars: the probabilities of the classes on an output node: of up to ten classes in their order, in line with
 * the units of the layer before, and of the most probable ones of more classes, or if not all fit.
 */
import { useLayoutEffect, useRef, useState } from 'react'
import { networkText } from '../../../messages/en/network'
import { percent } from '../../../messages/format'
import { shownDrawing, shownReport } from '../../../studio/network/block-levels'
import { MOST_GROW } from '../../canvas/node'
import { useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'
import { FACE_HEIGHTS } from '../layer-catalog'
import { faceRoom } from './layer-face'
import { planeFor } from './layer-watch'

const text = networkText.prediction

/** Heights of a line in canvas pixels: as it should be, and the least for text of 12 px. */
const LINE_HEIGHT = 15
const LEAST_LINE_HEIGHT = 12.5
/** The name of the node, which grows with the text, and the padding around it and below the classes. */
const NAME_HEIGHT = 18.2
const PADDING = 22
/** More classes are too many to compare at a glance. */
const MOST = 10
/** Without a canvas, such as in a test. */
const FEW = 3
/** The classes on a canvas that is zoomed out so far that cards have only names. */
const MOST_FROM_FAR = 2
/** By how much larger text is in present mode. */
const PRESENT = 1.25

/** The bar is between the class and its probability, or below both if names are long and there is space. */
const IN_LINE = { columns: 'fit-content(60%) minmax(16px, 1fr) max-content', bar: '2', value: '3' }
const BELOW = { columns: 'minmax(0, 1fr) max-content', bar: '1 / -1', value: '2' }
/** Letters of a name that fits next to its bar and, from far, with its probability in a line of text of 12 px. */
const SHORT = 6
const LETTERS_IN_LINE = 20
const LETTERS_OF_PROBABILITY = 6
/** A long name from far, whole as long as it fits into two lines. */
const WRAPPED = {
  display: '-webkit-box',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 2,
} as const

interface ClassBarsProps {
  readonly node: string
  readonly probabilities: Readonly<Record<string, number>>
  /** The name of the run or of the saved model that predicts. */
  readonly by: string
  /** Whether they are of the network before it was changed. */
  readonly isBeforeChange: boolean
  /** By how much text grows on a canvas that is zoomed out. */
  readonly grow: number
}

/** Renders the face of an output that predicts classes. */
export default function ClassBars({ node, probabilities, by, isBeforeChange, grow }: ClassBarsProps) {
  const room = useSelect((state) => faceRoom(state, node))
  const size = useSelect((state) => grow * (state.present ? PRESENT : 1))
  const list = useRef<HTMLOListElement>(null)
  const all = Object.entries(probabilities)
  const { up, down } = room ?? { up: 0, down: 0 }
  const height = FACE_HEIGHTS.output.height + up + down - PADDING - NAME_HEIGHT * size
  const fitting = Math.floor(height / (LEAST_LINE_HEIGHT * size))
  const isAll = all.length <= Math.min(MOST, fitting)
  const sorted = all.toSorted((a, b) => b[1] - a[1])
  // How many of the classes are shown takes one more line.
  const shown = isAll ? all : sorted.slice(0, Math.min(MOST, Math.max(FEW, fitting - 1)))
  const isFar = grow >= MOST_GROW
  const letters = isFar ? LETTERS_IN_LINE / size - LETTERS_OF_PROBABILITY : SHORT
  const isLong = (isFar || 2 * shown.length <= fitting) && shown.some(([label]) => label.length > letters)
  const top = new Set(sorted.slice(0, isFar && isLong ? 1 : MOST_FROM_FAR).map(([label]) => label))
  const { columns, ...places } = isLong ? BELOW : IN_LINE
  const isCaptioned = !isAll || (isBeforeChange && shown.length < fitting)
  const line = isFar || isLong ? undefined : Math.min(LINE_HEIGHT * size, height / (shown.length + Number(isCaptioned)))
  const units = useUnits(node, list, isAll && line !== undefined ? all.length : 0)
  const isNextToUnits =
    units !== undefined &&
    units.pitch >= LEAST_LINE_HEIGHT * size &&
    units.below >= 0 &&
    units.below + units.pitch * all.length <= height + SLACK
  // Few classes need no more height.
  const lift = shown.length > FEW ? up : 0
  useLayoutEffect(() => {
    const box = list.current?.closest<HTMLElement>('[data-kind]')
    box?.style.setProperty('--lift', `${lift}px`)
    return () => void box?.style.removeProperty('--lift')
  }, [lift])
  const from = text.from({ by, isBeforeChange })
  return (
    <>
      <ol
        ref={list}
        className={`${kit.small} ${styles.bars}`}
        style={{
          gridTemplateColumns: columns,
          ...(isNextToUnits && { marginTop: units.below }),
        }}
        aria-label={from}
      >
        {shown.map(([label, share]) => (
          <li
            key={label}
            className={styles.bar}
            aria-current={label === sorted[0]?.[0]}
            data-top={top.has(label) || undefined}
            title={text.probabilityFrom({ label, probability: percent(share), from })}
            style={line === undefined ? {} : { lineHeight: `${isNextToUnits ? units.pitch : line}px` }}
          >
            <span
              className={isFar && isLong ? undefined : kit.ellipsis}
              style={isFar && isLong ? { ...WRAPPED, gridColumn: '1 / -1' } : { gridColumn: '1' }}
              translate="no"
            >
              {label}
            </span>
            <span className={styles.value} style={{ gridColumn: places.value }}>
              {percent(share)}
            </span>
            <span data-part="bar" style={{ gridColumn: places.bar }}>
              <span className={styles.fill} style={{ width: `${Math.max(share * 100, 1)}%` }} />
            </span>
          </li>
        ))}
      </ol>
      {isCaptioned && (
        <p className={`${kit.caption} ${styles.by}`} title={from}>
          {isAll ? text.beforeChange : text.top({ top: shown.length, classes: all.length, isBeforeChange })}
        </p>
      )}
    </>
  )
}

/** Where the units of the layer before an output are, in canvas pixels. */
interface Units {
  /** How far the first is below the first class. */
  readonly below: number
  /** The distance of two units. */
  readonly pitch: number
}

/** By how much a list of classes may reach into the padding below it. */
const SLACK = 4

/** The units that the classes can be in line with: those of the layer before, if it shows as many in a column. */
function useUnits(node: string, list: { readonly current: HTMLElement | null }, classes: number): Units | undefined {
  const before = useSelect((state) => shownDrawing(state).wires.find(({ to }) => to === node)?.from)
  const isColumn = useSelect(
    (state) =>
      before !== undefined && !planeFor(state) && shownReport(state).shapes.get(before)?.join() === String(classes),
  )
  const [units, setUnits] = useState<Units>()
  // After each prediction, because the picture of the layer may appear after the first one.
  useLayoutEffect(() => {
    const own = list.current
    const card = own?.closest('.react-flow__viewport')?.querySelector(`[data-id="${CSS.escape(before ?? '')}"]`)
    const picture = isColumn ? card?.querySelector<HTMLElement>('[data-part="values"]') : undefined
    if (!own || !picture) return setUnits(undefined)
    const [at, other] = [own.getBoundingClientRect(), picture.getBoundingClientRect()]
    const zoom = other.width / picture.offsetWidth
    const top = at.top - (Number.parseFloat(own.style.marginTop) || 0) * zoom
    const next = { below: Math.round((other.top - top) / zoom), pitch: picture.offsetHeight / classes }
    setUnits((now) => (now?.below === next.below && now.pitch === next.pitch ? now : next))
  })
  return units
}
