/** @file SideBySide: shows two networks in place of the canvas, with synchronized views and marked changes. */
import { useMemo, useRef } from 'react'
import { layers } from '../../../catalog/layers'
import type { DrawnNode } from '../../../graph/drawing'
import { compareText as text } from '../../../messages/en/build/compare'
import { count } from '../../../messages/format'
import { shownReport } from '../../../studio/network/block-levels'
import {
  type Board,
  type BoardState,
  boardStore,
  readOnlyBoard,
  type Subject,
} from '../../../studio/network/canvas-board'
import { BoardProvider, useSelect as useBoardSelect } from '../../canvas/board-context'
import { type CanvasCatalog, useCatalog } from '../../canvas/canvas-catalog'
import kit from '../../kit/kit.module.css'
import node from '../../canvas/node.module.css'
import { settingsText } from '../../canvas/selectors'
import { StaticDrawing, usePairViewport } from '../../canvas/static-drawing'
import { Button } from '../../kit/button'
import { FACE_HEIGHTS } from '../../network/layer-catalog'
import { networkCatalog } from '../../network/network-catalog'
import { useRunCommand, useStudio } from '../../studio-context'
import { diffMarks, effectsOf } from './changes'
import { type ComparedNetwork, optionValue, useComparison, useSources } from './comparison'
import styles from './side-by-side.module.css'

const LEGEND = [
  ['removed', '−'],
  ['added', '+'],
  ['changed', 'Δ'],
  ['follows', '≠'],
] as const

/** Shows the two networks that are being compared in the changes panel. */
export function SideBySide() {
  const run = useRunCommand()
  const { from, to, result, error } = useComparison()
  const options = useSources()
  const box = useRef<HTMLDivElement>(null)
  const { view, setView, layout } = usePairViewport(box, result?.from.drawing, result?.to.drawing)
  const effects = useMemo(
    () => (result ? effectsOf(result.from.drawing, result.from.report, result.to.report) : []),
    [result],
  )
  const before = useReadOnlyBoard(result?.from)
  const after = useReadOnlyBoard(result?.to)
  const marks = useMemo(
    () => result && [result.from, result.to].map(({ drawing }) => diffMarks(drawing, result.changes, effects)),
    [result, effects],
  )
  const titleOf = (source: typeof from, side: ComparedNetwork) =>
    side.name && !('version' in source)
      ? side.name
      : (options.find((one) => one.value === optionValue(source))?.title ?? text.sources.now)
  const [one, other] = marks ?? []
  return (
    <div className={styles.pair} data-pair="">
      <div className={`${kit.wrapWide} ${styles.bar}`}>
        <span className={`${kit.row} ${kit.caption} ${styles.legend}`}>
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
      <div ref={box} className={styles.both} data-way={layout}>
        {result && before && after && one && other ? (
          <>
            <figure>
              <figcaption title={titleOf(from, result.from)}>
                {text.pair.beforeTitle({ name: titleOf(from, result.from) })}
              </figcaption>
              <BoardProvider board={before} catalog={READ_ONLY_CATALOG}>
                <StaticDrawing id="from" label={text.pair.before} {...one} viewport={view} onViewport={setView} />
              </BoardProvider>
            </figure>
            <figure>
              <figcaption title={titleOf(to, result.to)}>
                {text.pair.afterTitle({ name: titleOf(to, result.to) })}
              </figcaption>
              <BoardProvider board={after} catalog={READ_ONLY_CATALOG}>
                <StaticDrawing id="to" label={text.pair.after} {...other} viewport={view} onViewport={setView} />
              </BoardProvider>
            </figure>
          </>
        ) : (
          <p>{error ?? text.loading}</p>
        )}
      </div>
    </div>
  )
}

/** A board that shows the network but offers no commands. */
function useReadOnlyBoard(side: ComparedNetwork | undefined): Board | undefined {
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
    return readOnlyBoard(boardStore(subject, () => state))
  }, [studio, side])
}

const READ_ONLY_CATALOG: CanvasCatalog = {
  ...networkCatalog,
  faces: {
    input: { ...FACE_HEIGHTS.input, Face: EndSummary },
    output: { ...FACE_HEIGHTS.output, Face: EndSummary },
  },
  Corner: ParameterCount,
  useNodeAttributes: () => NO_MARKS,
}
const NO_MARKS = {}

/** Shows an input or output node as text, because the network cannot be tried out in a comparison. */
function EndSummary({ node: drawn }: { readonly node: DrawnNode }) {
  return <div className={node.glance}>{settingsText(useCatalog(), drawn)}</div>
}

function ParameterCount({ node: { id } }: { readonly node: DrawnNode }) {
  const parameters = useBoardSelect((state) => shownReport(state).parameters.get(id))
  return <span className={node.figure}>{typeof parameters === 'number' ? count(parameters) : ''}</span>
}
