/**
 * @file ClassBars: the probabilities of the classes on an output node: of all classes in their order if they fit,
 * which keeps each at its place, and of the most probable ones if not.
 */
import { useLayoutEffect, useRef } from 'react'
import { networkText } from '../../../messages/en/network'
import { percent } from '../../../messages/format'
import { useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'
import { FACE_HEIGHTS } from '../layer-catalog'
import { faceRoom } from './layer-face'

const text = networkText.prediction

/** Heights in canvas pixels: a class or a line of text, and the head with two lines of text and the padding. */
const LINE_HEIGHT = 15
const OTHER_HEIGHT = 60
/** Without a canvas, such as in a test. */
const FEW = 3
/** The classes on a canvas that is zoomed out so far that cards have only names. */
const MOST_FROM_FAR = 2

/** The bar is between the class and its probability, or below both if names are long and there is space. */
const IN_LINE = { columns: 'fit-content(60%) minmax(16px, 1fr) max-content', bar: '2', value: '3' }
const BELOW = { columns: 'minmax(0, 1fr) max-content', bar: '1 / -1', value: '2' }
/** Letters of a name that fits next to its bar. */
const SHORT = 6

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
  const list = useRef<HTMLOListElement>(null)
  const all = Object.entries(probabilities)
  const { up, down } = room ?? { up: 0, down: 0 }
  const height = (FACE_HEIGHTS.output.height + up + down) / grow
  const fitting = Math.floor((height - OTHER_HEIGHT) / LINE_HEIGHT)
  // How many of the classes are shown takes one more line.
  const rows = all.length <= fitting ? all.length : Math.max(FEW, fitting - 1)
  const sorted = all.toSorted((a, b) => b[1] - a[1])
  const top = new Set(sorted.slice(0, MOST_FROM_FAR).map(([label]) => label))
  const shown = all.length <= rows ? all : sorted.slice(0, rows)
  const isLong = 2 * shown.length <= fitting && shown.some(([label]) => label.length > SHORT)
  const { columns, ...places } = isLong ? BELOW : IN_LINE
  // Few classes need no more height.
  const lift = shown.length > FEW ? up : 0
  useLayoutEffect(() => {
    const box = list.current?.closest<HTMLElement>('[data-kind]')
    box?.style.setProperty('--lift', `${lift}px`)
    return () => void box?.style.removeProperty('--lift')
  }, [lift])
  return (
    <>
      <ol ref={list} className={`${kit.small} ${styles.bars}`} style={{ gridTemplateColumns: columns }}>
        {shown.map(([label, share]) => (
          <li
            key={label}
            className={styles.bar}
            aria-current={label === sorted[0]?.[0]}
            data-top={top.has(label) || undefined}
            title={text.probability({ label, probability: percent(share) })}
          >
            <span className={kit.ellipsis} style={{ gridColumn: '1' }} translate="no">
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
      <p className={`${kit.caption} ${styles.by}`}>
        {text.from({
          by,
          isBeforeChange,
          ...(shown.length < all.length ? { top: shown.length, classes: all.length } : {}),
        })}
      </p>
    </>
  )
}
