/** @file modelBackend: serves a single model version without a service diagram; this is the backend of serve.mjs. */

import { numberAt, scoresAt } from '../../data/decode-outputs'
import { thresholdsOfSamples } from '../../data/group-thresholds'
import type { Pipeline } from '../../data/pipeline'
import { metricsHelp } from '../../messages/en/serving'
import type { Message } from '../../messages/message'
import type { GuardedModel } from '../input-guard'
import { encodeClean } from '../request-rows'
import { inputColumns, type RawRow, type Rules, validateInput } from '../validate-input'
import type { HttpBackend, InferRequest, RowResult, StageTime } from './http-types'
import { head } from './metrics'

/** The validation rules, which a service would define in its Validate stage. */
const RULES: Rules = { range: 'refuse', unseen: 'refuse', missing: 'pass', absent: 'refuse' }

export interface ModelBackendOptions {
  readonly name: string
  readonly version: number
  readonly pipeline: Pipeline
  /** The model; undefined until its weights are loaded. */
  model(): GuardedModel | undefined
  /** What happens with inputs that the model's guard flags: they get no prediction, or are only counted. */
  readonly flagged?: 'abstain' | 'count'
  /** Creates a new trace id: 32 hexadecimal digits. */
  trace(): string
  /** The current time in milliseconds. */
  now(): number
}

/** Creates the backend for a single model; request ids start at 1. */
export function modelBackend({ flagged = 'count', ...options }: ModelBackendOptions): HttpBackend {
  const { name, version, pipeline, model, trace, now } = options
  const columns = inputColumns(pipeline)
  let served = 0
  let rowsServed = 0

  async function answer(open: GuardedModel, { input }: InferRequest): Promise<readonly RowResult[]> {
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
    const clean: RawRow[] = []
    if ('rows' in input) {
      for (const row of input.rows) {
        const admitted = validateInput(columns, { ranges: {} }, row, RULES)
        if (!admitted.ok) return [refused(admitted.error)]
        clean.push(admitted.value)
      }
      passed('validate')
      encoded = encodeClean(pipeline, clean)
      count = clean.length
      passed('features')
    } else {
      encoded = input.encoded
      count = input.count
    }
    const raw = await open.predict(encoded, count)
    passed('model')
    const flags = await open.flags?.(encoded, count)
    if (flags) passed('guard')
    rowsServed += count
    const thresholds = pipeline.outputs.map((output) => thresholdsOfSamples(output, clean, count))
    return Array.from(
      { length: count },
      (_, row): RowResult => ({
        status: flagged === 'abstain' && flags?.[row] ? 'abstained' : 'ok',
        version,
        id,
        trace: trace(),
        cached: false,
        ...(flags && { flagged: flags[row] === true }),
        outputs: publicOutput(pipeline, raw, row, count),
        thresholds: thresholds.map((one) => one?.[row]),
        stages,
      }),
    )
  }

  return {
    models: () => [{ name, versions: [{ version, pipeline, isReady: model() !== undefined }], current: version }],
    ready: () => model() !== undefined,
    async infer(ask) {
      const open = model()
      return open ? answer(open, ask) : [{ status: 'unready', outputs: [], stages: [] }]
    },
    metrics: () =>
      [
        ...head('netloom_rows_total', 'counter', metricsHelp.rows),
        `netloom_rows_total ${rowsServed}`,
        ...head('netloom_ready', 'gauge', metricsHelp.modelReady),
        `netloom_ready ${model() ? 1 : 0}`,
      ].join('\n'),
  }
}

function refused(problem: Message): RowResult {
  return { status: 'invalid', problem, outputs: [], stages: [] }
}

// publicOutput: converts a network's outputs for one row to the form that the URL returns: class probabilities, or
// numbers in the target's unit.

/** Returns one float32 array per output, so that the log and every server have bit-identical values. */
function publicOutput(
  { outputs }: Pipeline,
  raw: readonly Float32Array[],
  row: number,
  count: number,
): readonly Float32Array<ArrayBuffer>[] {
  return outputs.map((output, head) => {
    const all = raw[head] ?? new Float32Array(0)
    const width = count > 0 ? all.length / count : 0
    switch (output.kind) {
      case 'classes':
        return Float32Array.from(scoresAt(output, all, row, width))
      case 'number':
        return Float32Array.of(numberAt(output, all, row))
      default:
        return all.slice(row * width, (row + 1) * width) as Float32Array<ArrayBuffer>
    }
  })
}
