/**
 * @file Drift baseline: the data that the windows of the open service are compared with. Usually these are the rows
 * that the traffic is drawn from, because a small pool of held-out rows always differs a little from the training rows,
 * and that is not drift.
 */
import { stableJson } from '../../../base/stable-json'
import { answerReference, inputReferences, type RowPredictions } from '../../../ops/drift/references'
import type { DriftReference } from '../../../ops/drift/window-drift'
import type { RowsRequest } from '../../../protocol/serving-messages'
import type { AppContext } from '../../context'
import { type ServiceData, type ServiceHost, serviceData } from '../service-data'
import type { ServingSession } from '../serving-session'

export const BASELINE_KINDS = ['usual', 'training'] as const
export type BaselineKind = (typeof BASELINE_KINDS)[number]

export interface DriftBaseline extends ServiceData {
  readonly against: BaselineKind
  readonly reference: DriftReference
  /** The inputs of the baseline, [rows, features]. */
  readonly table: Float32Array<ArrayBuffer>
  readonly rows: number
}

/** The maximum number of input rows, and of prediction rows. Larger sets are sampled at even intervals. */
const MAX_INPUT_ROWS = 1000
const MAX_PREDICTION_ROWS = 1000
/** Rows per call to the worker. The number is small, so that other calls do not have to wait long. */
const BATCH = 50

/** A controller with a serving session. */
export interface ServingHost extends ServiceHost {
  session(): ServingSession
}

/** Reads the baseline from the serving worker. Refuses if nothing is served. */
export async function readDriftBaseline(
  studio: AppContext,
  controller: ServingHost,
  against: BaselineKind,
): Promise<DriftBaseline> {
  const data = await serviceData(studio, controller)
  const { heldOut, ready } = data
  const { train, validation } = ready.split
  const session = controller.session()
  const { board } = controller.store.getState()
  const fromRows = board?.store.getState().project.drawing.nodes.every(({ params }) => params.from !== 'world')
  const isAll = fromRows === true && heldOut.length <= MAX_PREDICTION_ROWS && (await isSameData(studio, data, session))
  const are = isAll ? 'all' : 'sample'
  const rows = thinned(against === 'training' ? train : heldOut, MAX_INPUT_ROWS)
  const table = (await ask(session, rows, 'inputs')).features
  // If the traffic plays all held-out rows, no unseen rows are left for comparison, so the validation rows are used
  // instead.
  const apart = heldOut === validation || validation.length === 0 ? heldOut : validation
  const usual = await ask(session, thinned(heldOut, MAX_PREDICTION_ROWS), 'answers')
  const other = apart === heldOut ? usual : await ask(session, thinned(apart, MAX_PREDICTION_ROWS), 'answers')
  const { classes, features = [] } = session.book
  const answers = usual.answers.map(({ version, outputs }, i) => {
    const predictions: RowPredictions = { outputs, truth: usual.truth }
    return answerReference(
      version,
      classes,
      predictions,
      {
        outputs: other.answers[i]?.outputs ?? outputs,
        truth: other.answers[i] ? other.truth : usual.truth,
      },
      are,
    )
  })
  return {
    ...data,
    against,
    table,
    rows: rows.length,
    reference: { inputs: inputReferences(features, table, against === 'usual' ? are : 'sample'), answers },
  }
}

/**
 * Whether all traffic of the log was drawn from these rows. A later version may exclude rows that it was trained on, so
 * its rows can be a subset of those played before.
 */
async function isSameData(studio: AppContext, { record }: ServiceData, session: ServingSession): Promise<boolean> {
  const [first] = session.book.versions
  if (!first || (first.model === record.name && first.version === record.version)) return true
  const before = await studio.storage.models.get(first.model, first.version)
  return before !== undefined && stableJson(before.content.data) === stableJson(record.content.data)
}

/** Selects at most `most` rows, at even intervals. */
function thinned(rows: Uint32Array, most: number): Uint32Array {
  if (rows.length <= most) return rows
  return Uint32Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)] as number)
}

async function ask(session: ServingSession, rows: Uint32Array, of: 'inputs' | 'answers') {
  const parts: RowsRequest[] = []
  for (let from = 0; from < rows.length; from += BATCH) {
    parts.push(await session.rows(rows.slice(from, from + BATCH), of))
  }
  const joined = (arrays: readonly Float32Array[]) => Float32Array.from(arrays.flatMap((one) => [...one]))
  return {
    features: joined(parts.map(({ features }) => features)),
    truth: joined(parts.map(({ truth }) => truth)),
    answers: (parts[0]?.answers ?? []).map(({ version }, i) => ({
      version,
      outputs: joined(parts.map(({ answers }) => answers[i]?.outputs ?? new Float32Array(0))),
    })),
  }
}
