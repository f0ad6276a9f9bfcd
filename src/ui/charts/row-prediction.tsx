/** @file The prediction for a row of the data in use, with the probability of each class. */
import { errorMessage } from '../../base/result'
import { rowsText } from '../../messages/en/data/rows'
import { percent, significant } from '../../messages/format'
import { isSealed } from '../../studio/data/test-set-views'
import type { ColumnValues } from '../../studio/models/decode-prediction'
import { errorNotice } from '../../studio/notice'
import type { HeadAnswer } from '../../studio/state'
import { useResult } from '../kit/use-on-change'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import { PixelImage } from './pixel-image'

const text = rowsText.record

/** Puts a row, with other values in some columns, on the input nodes, and shows the network. */
export function usePutOnInput(): (row: number, changes?: ColumnValues) => void {
  const studio = useStudio()
  async function put(row: number, changes?: ColumnValues): Promise<void> {
    try {
      const { inputs } = await studio.run('trial.row', { row, changes })
      await studio.run('room.open', { room: 'build' })
      const { nodes } = studio.store.getState().project.drawing
      const node = nodes.find(({ label }) => label === inputs[0])
      if (node) await studio.run('canvas.goTo', { node: node.id })
    } catch (error) {
      await studio.run('notice.show', errorNotice(error))
    }
  }
  return (row, changes) => void put(row, changes)
}

interface RowPredictionProps {
  readonly row: number
  /** Other values of some columns. */
  readonly changes?: ColumnValues
}

/** Updates for each row and whenever the run progresses; renders nothing if no model can make a prediction. */
export function RowPrediction({ row, changes }: RowPredictionProps) {
  const studio = useStudio()
  const run = useSelect((state) => `${state.run.tag === 'idle' ? '' : state.run.id} ${state.run.tag}`)
  const sealed = useSelect(
    (state) => isSealed(state) && state.data.tag === 'ready' && state.data.split.test.includes(row),
  )
  // Another state of the run has other weights. A model that uses other columns has no prediction for this row.
  const {
    value: prediction,
    error,
    isCurrent,
  } = useResult([studio, row, run, sealed, changes], () =>
    sealed ? undefined : studio.run('data.answer', { row, changes }),
  )
  if (sealed) {
    return (
      <section aria-label={text.prediction}>
        <h4 className={kit.above}>{text.prediction}</h4>
        <p className={kit.missing}>{text.locked}</p>
      </section>
    )
  }
  if (changes && error) return <p className={kit.soft}>{errorMessage(error)}</p>
  // While a slider moves, the newest prediction stays until the next one is there.
  if (!prediction || (!isCurrent && !changes)) return null
  const title = changes ? text.changedPrediction : text.prediction
  return (
    <section aria-label={title} aria-live={changes && 'polite'}>
      <h4 className={kit.above}>{title}</h4>
      {!changes && <p className={kit.missing}>{prediction.by}</p>}
      {Object.entries(prediction.outputs).map(([label, head]) => (
        <div key={label}>
          <b translate="no">{label}</b>
          <HeadSays head={head} />
        </div>
      ))}
    </section>
  )
}

const MAX_CLASSES = 4

function HeadSays({ head }: { readonly head: HeadAnswer }) {
  switch (head.kind) {
    case 'number':
      return (
        <span>
          {significant(head.value)} {head.unit}
        </span>
      )
    case 'sequence':
      return (
        <span>
          <q translate="no">{head.text}</q> {percent(head.probability)}
        </span>
      )
    case 'image':
      return <PixelImage pixels={head.pixels} shape={head.shape} side={120} label={text.predictedImage} />
    case 'classes':
      return (
        <ol className={kit.shares}>
          {Object.entries(head.probabilities)
            .sort((a, b) => b[1] - a[1])
            .slice(0, MAX_CLASSES)
            .map(([name, probability]) => (
              <li key={name}>
                <span className={kit.ellipsis} title={name} translate="no">
                  {name}
                </span>
                <i className={kit.bar}>
                  <b style={{ width: `${probability * 100}%` }} />
                </i>
                <span>{percent(probability)}</span>
              </li>
            ))}
        </ol>
      )
    default:
      return head satisfies never
  }
}
