/**
 * @file The worker side of the analysis: stores the transferred columns and runs the requested jobs one after another.
 * Jobs of a few lines are defined here.
 */
import { profileInSlices } from '../data/column-profile'
import type { Column } from '../data/dataset'
import { buildReport } from '../data/findings'
import { fitPipeline } from '../data/fit-pipeline'
import { type Neighbor, nearestRows } from '../data/nearest-rows'
import { Refusal } from '../messages/message'
import type { FromAnalysis, JobKind, ToAnalysis } from '../protocol/analysis-messages'
import type { WorkerScope } from '../protocol/worker-client'
import { type AnalysisDataset, type AnalysisJob, defineJob } from './define-job'
import { baselinesJob, curveJob } from './jobs/baselines'
import { activeJob, comparisonJob } from './jobs/operate'

type Job = Extract<ToAnalysis, { type: 'job' }>

/** How long a job runs, in milliseconds, before the worker checks for new messages. */
const SLICE_MS = 40

/** Handles messages until the worker ends. */
export function serveAnalysis(scope: WorkerScope<ToAnalysis, FromAnalysis>): void {
  const columns = new Map<number, Column>()
  let dataset: AnalysisDataset | undefined
  let queue: { readonly job: Job; readonly set: AnalysisDataset | undefined }[] = []
  const cancelled = new Set<number>()
  let busy = false

  scope.onmessage = ({ data: message }) => {
    switch (message.type) {
      case 'column':
        columns.set(message.number, message.column)
        return
      case 'set': {
        const { key, schema, split } = message
        const used = new Set(message.columns)
        for (const number of columns.keys()) if (!used.has(number)) columns.delete(number)
        const of = message.columns.flatMap((number) => columns.get(number) ?? [])
        dataset = { key, dataset: { schema, columns: of }, split }
        return
      }
      case 'job':
        // The job uses the dataset that was set when the job was requested, because another dataset may be set before
        // the job starts.
        queue.push({ job: message, set: dataset?.key === message.key ? dataset : undefined })
        void work()
        return
      case 'cancel':
        if (queue.some(({ job }) => job.id === message.id)) {
          queue = queue.filter(({ job }) => job.id !== message.id)
          scope.postMessage({ type: 'cancelled', id: message.id })
        } else cancelled.add(message.id)
        return
      default:
        message satisfies never
    }
  }

  async function work(): Promise<void> {
    if (busy) return
    busy = true
    for (let next = queue.shift(); next; next = queue.shift()) scope.postMessage(await runJob(next.job, next.set))
    cancelled.clear()
    busy = false
  }

  async function runJob(job: Job, dataset: AnalysisDataset | undefined): Promise<FromAnalysis> {
    const { id } = job
    try {
      if (!dataset) throw new Error(`the set ${job.key} was not handed over`)
      const run = JOBS[job.kind].run(dataset, job.args as never)
      let since = performance.now()
      for (;;) {
        const { done, value } = await run.next()
        if (done) return { type: 'done', id, result: value }
        if (performance.now() - since < SLICE_MS) continue
        scope.postMessage({ type: 'progress', id, done: value })
        await yieldToMessages()
        since = performance.now()
        if (cancelled.has(id)) return { type: 'cancelled', id }
      }
    } catch (error) {
      if (error instanceof Refusal) return { type: 'refused', id, reason: error.reason }
      return { type: 'broke', id, why: error instanceof Error ? error.message : String(error) }
    }
  }
}

/** Returns control to the event loop so that pending messages can arrive. */
function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

const profileJob = defineJob({
  kind: 'profile',
  run: ({ dataset, split }, { target }) => profileInSlices(dataset, { split, target: target ?? dataset.schema.target }),
})

const reportJob = defineJob({
  kind: 'report',
  run: ({ dataset, split }, { target, ...options }) =>
    buildReport(dataset, split, { target: target ?? dataset.schema.target, ...options }),
})

const fitJob = defineJob({
  kind: 'fit',
  // biome-ignore lint/correctness/useYield: a fit is one pass; to cancel it, the worker is ended
  *run({ dataset, split }, { binding, signed, prepare, split: pick }) {
    return fitPipeline(dataset, binding, split.train, signed, { split: pick, ...(prepare ? { prepare } : {}) })
  },
})

const nearestJob = defineJob({
  kind: 'nearest',
  *run({ dataset }, { row, most: max }): Generator<number, readonly Neighbor[]> {
    const work = nearestRows(dataset, row, max)
    let step = work.next()
    for (; !step.done; step = work.next()) yield 0
    return step.value
  },
})

const JOBS: { readonly [K in JobKind]: AnalysisJob<K> } = {
  active: activeJob,
  baselines: baselinesJob,
  curve: curveJob,
  fit: fitJob,
  nearest: nearestJob,
  profile: profileJob,
  race: comparisonJob,
  report: reportJob,
}
