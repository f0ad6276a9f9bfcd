/** @file serveAlone: one version of a model as what stands behind the URL, without a drawing: what serve.mjs does. */
import type { Pipeline } from '../../data/pipeline'
import type { Message } from '../../messages/message'
import { type RawRow, type Rules, admit, columnsRead } from '../validate-input'
import { encodeClean } from '../encode'
import type { OpenModel } from '../model'
import { toldOf } from '../public-output'
import type { Ask, RowAnswer, Served, StageTime } from './http'
import { head } from './metrics'

/** What the stages of a drawing would say. */
const RULES: Rules = { range: 'refuse', unseen: 'refuse', missing: 'pass' }

export interface Alone {
  readonly name: string
  readonly version: number
  readonly pipeline: Pipeline
  /** Absent until its weights are where they are multiplied. */
  model(): OpenModel | undefined
  /** 32 hexadecimal digits, other ones each time. */
  trace(): string
  /** Milliseconds. */
  now(): number
}

/** Serves a model by itself. Requests are numbered from 1. */
export function serveAlone({ name, version, pipeline, model, trace, now }: Alone): Served {
  const columns = columnsRead(pipeline)
  let served = 0
  let rowsServed = 0

  async function answer(open: OpenModel, { given }: Ask): Promise<readonly RowAnswer[]> {
    const id = ++served
    const began = now()
    const stages: StageTime[] = []
    let at = began
    const passed = (stage: string) => {
      const then = now()
      stages.push({ stage, ms: then - at })
      at = then
    }
    let encoded: readonly Float32Array[]
    let count: number
    if ('rows' in given) {
      const clean: RawRow[] = []
      for (const row of given.rows) {
        const admitted = admit(columns, { ranges: {} }, row, RULES)
        if (!admitted.ok) return [refused(admitted.error)]
        clean.push(admitted.value)
      }
      passed('validate')
      encoded = encodeClean(pipeline, clean)
      count = clean.length
      passed('features')
    } else {
      encoded = given.encoded
      count = given.count
    }
    const raw = await open.predict(encoded, count)
    passed('model')
    rowsServed += count
    return Array.from(
      { length: count },
      (_, row): RowAnswer => ({
        status: 'ok',
        version,
        id,
        trace: trace(),
        cached: false,
        outputs: toldOf(pipeline, raw, row, count),
        stages,
      }),
    )
  }

  return {
    models: () => [{ name, versions: [{ version, pipeline, ready: model() !== undefined }], current: version }],
    ready: () => model() !== undefined,
    async infer(ask) {
      const open = model()
      return open ? answer(open, ask) : [{ status: 'unready', outputs: [], stages: [] }]
    },
    metrics: () =>
      [
        ...head('netloom_rows_total', 'counter', 'Rows that a model answered.'),
        `netloom_rows_total ${rowsServed}`,
        ...head('netloom_ready', 'gauge', 'Whether the model is warm.'),
        `netloom_ready ${model() ? 1 : 0}`,
      ].join('\n'),
  }
}

function refused(said: Message): RowAnswer {
  return { status: 'invalid', said, outputs: [], stages: [] }
}
