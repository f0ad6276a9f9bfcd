/**
 * @file serveAnalysis: the worker side of the analysis: stores the transferred columns and runs the requested jobs one
 * after another.
 */
import { Refusal } from '../messages/message'
import type { Column } from '../data/dataset'
import type { FromAnalysis, ToAnalysis } from '../protocol/analysis-messages'
import type { AnalysisDataset } from './define-job'
import type { JobKind } from '../protocol/analysis-messages'
import type { AnalysisJob } from './define-job'
import { activeJob } from './jobs/active-learning'
import { baselinesJob } from './jobs/baselines'
import { curveJob } from './jobs/learning-curve'
import { fitJob } from './jobs/fit-pipeline'
import { nearestJob } from './jobs/nearest-rows'
import { profileJob } from './jobs/column-profile'
import { comparisonJob } from './jobs/policy-comparison'
import { reportJob } from './jobs/data-report'

type Job = Extract<ToAnalysis, { type: 'job' }>

/** How long a job runs, in milliseconds, before the worker checks for new messages. */
const SLICE_MS = 40

export interface AnalysisSide {
  post(message: FromAnalysis): void
  listen(listener: (message: ToAnalysis) => void): void
}

/** Handles messages until the worker ends. */
export function serveAnalysis({ post, listen }: AnalysisSide): void {
  const columns = new Map<number, Column>()
  let dataset: AnalysisDataset | undefined
  let queue: { readonly job: Job; readonly set: AnalysisDataset | undefined }[] = []
  const cancelled = new Set<number>()
  let busy = false

  listen((message) => {
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
          post({ type: 'cancelled', id: message.id })
        } else cancelled.add(message.id)
        return
      default:
        message satisfies never
    }
  })

  async function work(): Promise<void> {
    if (busy) return
    busy = true
    for (let next = queue.shift(); next; next = queue.shift()) post(await runJob(next.job, next.set))
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
        post({ type: 'progress', id, done: value })
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
