/** @file ComparePair: two networks in place of the canvas, with a shared view and signs at the changes. */
import { compareText as text } from '../../../messages/en/build/compare'
import { useMemo, useRef } from 'react'
import { layers } from '../../../catalog/layers'
import { count } from '../../../messages/format'
import type { DrawnNode } from '../../../graph/drawing'
import { type Board, type BoardState, boardStore, type Subject } from '../../../studio/board'
import { shownReport } from '../../../studio/levels'
import { type CanvasCatalog, useCatalog } from '../../canvas/catalog'
import node from '../../canvas/node.module.css'
import { OnBoard, useSelect as useBoardSelect } from '../../canvas/on-board'
import { glanceOf } from '../../canvas/read'
import { Still } from '../../canvas/still'
import { usePairView } from '../../canvas/still-view'
import { FACE_HEIGHTS } from '../../network/face-heights'
import { networkCatalog } from '../../network/network-catalog'
import { Button } from '../../kit/button'
import { useRun, useStudio } from '../../studio-context'
import { effectsOf } from './change-text'
import { signsOf } from './compare-signs'
import { useSources, choiceOf } from './compare-source'
import styles from './pair.module.css'
import { type Side, useComparison } from './use-comparison'

const LEGEND = [
  ['removed', '−'],
  ['added', '+'],
  ['changed', 'Δ'],
  ['follows', '≠'],
] as const

/** The two networks that the panel of changes compares. */
export function ComparePair() {
  const run = useRun()
  const { from, to, found, why } = useComparison()
  const options = useSources()
  const box = useRef<HTMLDivElement>(null)
  const { view, setView, way } = usePairView(box, found?.from.drawing, found?.to.drawing)
  const follows = useMemo(
    () => (found ? effectsOf(found.from.drawing, found.from.report, found.to.report) : []),
    [found],
  )
  const before = useBoardOf(found?.from)
  const after = useBoardOf(found?.to)
  const signs = useMemo(
    () => found && [found.from, found.to].map(({ drawing }) => signsOf(drawing, found.changes, follows)),
    [found, follows],
  )
  const titleOf = (source: typeof from, side: Side) =>
    side.name && !('version' in source)
      ? side.name
      : (options.find((one) => one.value === choiceOf(source))?.title ?? text.sources.now)
  const [one, other] = signs ?? []
  return (
    <div className={styles.pair} data-pair="">
      <div className={styles.bar}>
        <span className={styles.legend}>
          {LEGEND.map(([sign, mark]) => (
            <span key={sign}>
              <b data-sign={sign}>{mark}</b> {text.pair.signs[sign]}
            </span>
          ))}
        </span>
        <Button size="small" onClick={() => run('view.sideBySide')}>
          {text.pair.back}
        </Button>
      </div>
      <div ref={box} className={styles.both} data-way={way}>
        {found && before && after && one && other ? (
          <>
            <figure>
              <figcaption title={titleOf(from, found.from)}>
                {text.pair.beforeTitle({ name: titleOf(from, found.from) })}
              </figcaption>
              <OnBoard board={before} catalog={STILL}>
                <Still id="from" label={text.pair.before} {...one} viewport={view} onViewport={setView} />
              </OnBoard>
            </figure>
            <figure>
              <figcaption title={titleOf(to, found.to)}>
                {text.pair.afterTitle({ name: titleOf(to, found.to) })}
              </figcaption>
              <OnBoard board={after} catalog={STILL}>
                <Still id="to" label={text.pair.after} {...other} viewport={view} onViewport={setView} />
              </OnBoard>
            </figure>
          </>
        ) : (
          <p>{why ?? text.loading}</p>
        )}
      </div>
    </div>
  )
}

/** A read-only board. */
function useBoardOf(side: Side | undefined): Board | undefined {
  const studio = useStudio()
  return useMemo(() => {
    if (!side) return undefined
    const { drawing, report } = side
    const subject: Subject = {
      catalog: layers,
      noun: 'layer',
      blocks: [],
      check: () => report,
      isShown: () => true,
      shown: {},
    }
    const state: BoardState = {
      ...studio.store.getState(),
      project: { id: '', drawing, drawingVersion: 0 },
      report,
      selection: [],
      inside: [],
    }
    return { store: boardStore(subject, () => state), run: async () => undefined, offer: () => undefined }
  }, [studio, side])
}

const STILL: CanvasCatalog = {
  ...networkCatalog,
  faces: {
    input: { ...FACE_HEIGHTS.input, Face: Glance },
    output: { ...FACE_HEIGHTS.output, Face: Glance },
  },
  Corner: Figure,
  useMarks: () => NO_MARKS,
}
const NO_MARKS = {}

/** The input or output as text: nothing can be tried here. */
function Glance({ node: drawn }: { readonly node: DrawnNode }) {
  return <div className={node.glance}>{glanceOf(useCatalog(), drawn)}</div>
}

function Figure({ node: { id } }: { readonly node: DrawnNode }) {
  const parameters = useBoardSelect((state) => shownReport(state).parameters.get(id))
  return <span className={node.figure}>{typeof parameters === 'number' ? count(parameters) : ''}</span>
}
