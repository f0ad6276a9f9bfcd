/** @file prepareRun: what to train, from the drawing, plan and data as they stand now. Pure; refuses what cannot be trained. */
import { Refusal, refuse, say } from '../base/messages/message'
import { forecastRefusal } from '../compile/cost'
import type { ProjectContent } from '../compile/project'
import { toJob } from '../compile/to-job'
import type { TrainingJob } from '../data/job'
import type { BackendChoice } from '../protocol/backend'
import type { CheckpointRecord } from '../storage/records'
import type { ReadyData } from './data-session'
import type { AppState } from './state'

export interface StartOptions {
  readonly backend?: BackendChoice
  /** Go on from these weights. */
  readonly from?: Pick<CheckpointRecord, 'weights' | 'model' | 'epoch'>
}

/** A run as it begins; a lost one is taken up from this, whatever was edited since. */
export interface Started {
  readonly job: TrainingJob
  readonly ready: ReadyData
  readonly content: ProjectContent
  readonly drawingVersion: number
  readonly backend: BackendChoice
  /** Absent when the weights to go on from are another network's. */
  readonly from?: Pick<CheckpointRecord, 'weights' | 'epoch'>
}

/** The run that would begin now. Refuses a drawing with a problem, too large a network, and a split without training rows. */
export function prepareRun(state: AppState, options: StartOptions, ready: ReadyData): Started {
  const { report, project, machine } = state
  const problem = report.diagnostics.find(({ severity }) => severity === 'error')
  if (problem) return refuse('drawing-wrong', { problem: problem.said.code, sentence: say(problem.said) })
  if (!report.checked) return refuse('no-data', {})
  const tooLarge = forecastRefusal(report.checked, project.plan)
  if (tooLarge) throw new Refusal(tooLarge)
  const { job } = toJob(report, project.plan, ready.dataset, ready.split)
  if (job.split.train.length === 0) return refuse('no-rows', { split: 'training' })
  const { from } = options
  const fits = from !== undefined && JSON.stringify(from.model) === JSON.stringify(job.model)
  return {
    job,
    ready,
    content: {
      name: project.name,
      networks: [{ name: project.network, drawing: project.drawing }],
      data: project.data,
      plan: project.plan,
    },
    drawingVersion: project.drawingVersion,
    backend: options.backend ?? machine.choice,
    ...(fits ? { from } : {}),
  }
}
