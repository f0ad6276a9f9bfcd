/**
 * @file DriftBasis: what the windows of the open service are held against. The usual rows are those that its traffic is drawn from: against
 * the rows of training, a pool of few held-out rows is a little different for good, and that is no drift.
 */
import { stableJson } from '../../base/stable-json'
import { answerReference, type Said } from '../../ops/drift/answer-reference'
import { inputReferences } from '../../ops/drift/reference'
import type { DriftReference } from '../../ops/drift/window-drift'
import type { AskedRows } from '../../protocol/serving-messages'
import type { AppContext } from '../context'
import { type ServedData, type ServedDesk, servedData } from './served-data'
import type { ServingSession } from './serving-session'

export const AGAINST = ['usual', 'training'] as const
export type Against = (typeof AGAINST)[number]

export interface DriftBasis extends ServedData {
  readonly against: Against
  readonly reference: DriftReference
  /** The reference's own rows, [rows, features]. */
  readonly table: Float32Array<ArrayBuffer>
  readonly rows: number
}

/** Rows of inputs, and rows that the models are asked about: more are thinned evenly. */
const MOST_INPUTS = 1000
const MOST_ANSWERS = 1000
/** Rows of one question: others wait their turn behind it. */
const BATCH = 50

/** A desk whose rows can be asked for. */
export interface ServingDesk extends ServedDesk {
  session(): ServingSession
}

/** Asks what serves. Refuses where nothing does. */
export async function readDriftBasis(studio: AppContext, desk: ServingDesk, against: Against): Promise<DriftBasis> {
  const data = await servedData(studio, desk)
  const { heldOut, ready } = data
  const { train, validation } = ready.split
  const session = desk.session()
  const { board } = desk.store.getState()
  const fromRows = board?.store.getState().project.drawing.nodes.every(({ params }) => params.from !== 'world')
  const isAll = fromRows === true && heldOut.length <= MOST_ANSWERS && (await isOfFirst(studio, data, session))
  const are = isAll ? 'all' : 'sample'
  const rows = thinned(against === 'training' ? train : heldOut, MOST_INPUTS)
  const table = (await ask(session, rows, 'inputs')).features
  // Where all that is held out is played, nothing is left that never comes.
  const apart = heldOut === validation || validation.length === 0 ? heldOut : validation
  const usual = await ask(session, thinned(heldOut, MOST_ANSWERS), 'answers')
  const other = apart === heldOut ? usual : await ask(session, thinned(apart, MOST_ANSWERS), 'answers')
  const { classes, features = [] } = session.book
  const answers = usual.answers.map(({ version, outputs }, i) => {
    const said: Said = { outputs, truth: usual.truth }
    return answerReference(
      version,
      classes,
      said,
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
 * Whether all traffic of the log was drawn from these rows: a version that was trained later leaves out what it learnt from, so that its
 * rows are a part of those that were played before it.
 */
async function isOfFirst(studio: AppContext, { record }: ServedData, session: ServingSession): Promise<boolean> {
  const [first] = session.book.versions
  if (!first || (first.model === record.name && first.version === record.version)) return true
  const before = await studio.storage.models.get(first.model, first.version)
  return before !== undefined && stableJson(before.content.data) === stableJson(record.content.data)
}

/** So many at most, from all over. */
function thinned(rows: Uint32Array, most: number): Uint32Array {
  if (rows.length <= most) return rows
  return Uint32Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)] as number)
}

async function ask(session: ServingSession, rows: Uint32Array, of: 'inputs' | 'answers') {
  const parts: AskedRows[] = []
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
