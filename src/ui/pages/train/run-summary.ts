/** @file Run summary: texts that describe a run in the list: its status, data, origin, engine and newest metrics. */
import type { DataPick } from '../../../compile/project'
import { engineName } from '../../../messages/en/engine-names'
import { runsText as text } from '../../../messages/en/train/runs'
import { formatStored } from '../../../messages/message'
import type { Evaluation } from '../../../metrics/evaluation'
import { metricsLine } from '../../../metrics/format-metric'
import { summaryMetrics } from '../../../metrics/metrics-of'
import type { DoneWhy, RunState } from '../../../protocol/run-state'
import type { EngineChoice } from '../../../protocol/trainer-messages'
import { shortHash } from '../../../storage/dataset-versions'
import type { RunOrigin, RunRecord } from '../../../storage/records'

/** Describes the status of a run; `here` is the run's live state on this page if it is the current run. */
export function statusText(
  { tag, why }: Pick<RunRecord, 'tag' | 'why'>,
  stateHere: Exclude<RunState['tag'], 'idle'> | 'over',
): string {
  if (stateHere === 'paused') return text.status.paused
  if (stateHere === 'preparing') return text.status.preparing
  switch (tag) {
    case 'training':
      return stateHere === 'training' ? text.status.training : text.status.elsewhere
    case 'interrupted':
      return text.status.interrupted
    case 'failed':
      return why ? text.status.failedWhy({ why }) : text.status.failed
    case 'done':
      return text.status[doneWhy(why)]
    default:
      return tag satisfies never
  }
}

/** Why a finished run ended; earlier versions of Netloom saved no reason. */
function doneWhy(why: string | undefined): DoneWhy {
  return DONE_WHYS.find((one) => one === why) ?? 'finished'
}

const DONE_WHYS: readonly DoneWhy[] = ['finished', 'stopped', 'early', 'rule']

/** Names the exact version of the user-created dataset on which a run was trained. */
export function dataText({ schema, version = '', samples }: DataPick): string {
  const shown = { dataset: schema?.title ?? text.unnamedDataset, version: shortHash(version) }
  return schema ? text.data({ ...shown, rows: schema.rows, used: samples }) : text.dataOf(shown)
}

/** Names the run and the step whose weights were the starting point of a run. */
export function originText({ run, step }: RunOrigin, runs: readonly Pick<RunRecord, 'id' | 'name'>[]): string {
  const name = runs.find(({ id }) => id === run)?.name
  return name === undefined ? text.fromDeleted({ step }) : text.from({ run: name, step })
}

/** Names the engine that trains a run, and why that engine was selected. */
export function engineText({ name, reason }: EngineChoice): string {
  return text.engine({ engine: engineName(name), reason: formatStored(reason) })
}

/** The newest metrics of a run: from its evaluation or, if it was not evaluated, the losses of its last epoch. */
export function metricsText({ metrics, history, from }: Pick<RunRecord, 'metrics' | 'history' | 'from'>): string {
  if (metrics) return evaluationText(metrics)
  const last = history.at(-1)
  if (!last) return from && from.epoch > 0 ? text.metrics.noEpochSince(from) : text.metrics.noEpoch
  return text.metrics.epoch({ epoch: last.epoch, loss: last.loss, validationLoss: last.validationLoss })
}

/**
 * Summarizes an evaluation in one line, such as "Validation set: accuracy 97.3%". Outputs are named if there are
 * several.
 */
export function evaluationText({ split, heads }: Pick<Evaluation, 'split' | 'heads'>): string {
  const outputs = heads.map((head) => {
    const metrics = metricsLine(head, summaryMetrics(head))
    return heads.length > 1 ? text.metrics.ofOutput({ output: head.label, metrics }) : metrics
  })
  return text.metrics.evaluated[split]({ outputs })
}
