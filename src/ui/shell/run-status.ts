/** @file Run status: which text describes the state of a run, in the header, in the title of the page and for screen readers. */
import { runStatusText as text } from '../../messages/en/shell/run-status'
import { wait } from '../../messages/format'
import { formatMessage } from '../../messages/message'
import type { DoneWhy, RunState } from '../../protocol/run-state'
import type { RunRecord } from '../../storage/records'
import type { AppState } from '../../studio/state'
import { versionOfTemplate } from '../../studio/version-template'
import { lastEpoch } from '../charts/use-shown-run'

/** A wait in seconds, rounded up. */
export const timeWords = wait

/** The number of epochs the present run trains for: from the settings it began with, which may have changed since. */
export function epochsOf(state: Pick<AppState, 'run' | 'runs' | 'project'>): number {
  const { run, runs, project } = state
  const row = run.tag === 'idle' ? undefined : runs.find(({ id }) => id === run.id)
  return lastEpoch(row?.from?.epoch ?? 0, (row?.content.plan ?? project.plan).epochs)
}

/** The state of the run, next to its buttons. */
export function runWords(run: RunState, epochs: number): string {
  switch (run.tag) {
    case 'idle':
      return text.now.untrained
    case 'preparing':
      return text.now.preparing
    case 'training': {
      const epoch = Math.min(epochs, Math.max(1, run.epoch))
      return run.secondsLeft === undefined
        ? text.now.training({ epoch, epochs })
        : text.now.trainingLeft({ epoch, epochs, secondsLeft: run.secondsLeft })
    }
    case 'paused':
      return text.now.paused(run)
    case 'done':
      return endText(text.now, run.why, run.epoch, epochs)
    case 'failed':
      return text.now.failed
    default:
      return run satisfies never
  }
}

/** The version whose network was opened as a project, while it is unchanged: it was trained in another project. */
export function openedVersion({ project }: Pick<AppState, 'project'>): string | undefined {
  const version = versionOfTemplate(project.template)
  // A project begins with drawing version 1.
  return version === undefined || project.drawingVersion > 1 ? undefined : text.now.networkOf({ version })
}

/** After a reload: how the newest run that is kept ended. */
export function lastRunStatus({ tag, why, history, content, from }: Ending): string {
  const before = from?.epoch ?? 0
  const epoch = history.at(-1)?.epoch ?? before
  const epochs = lastEpoch(before, content.plan.epochs)
  switch (tag) {
    case 'training':
      return text.last.elsewhere(next(epoch, epochs))
    case 'interrupted':
      return text.last.interrupted(next(epoch, epochs))
    case 'failed':
      return text.last.failed
    case 'done':
      return endText(text.last, ENDINGS.find((one) => one === why) ?? 'finished', epoch, epochs)
    default:
      return tag satisfies never
  }
}

/** The epoch that follows those done. */
export function underWay(done: number, epochs: number): string {
  return text.position(next(done, epochs))
}

/** Which weights predict where a checkpoint was chosen; undefined where the newest do. */
export function chosenWords({ inUse, runs }: Pick<AppState, 'inUse' | 'runs'>): string | undefined {
  if (!inUse) return undefined
  const { epoch, step } = inUse
  const run = runs.find(({ id }) => id === inUse.run)?.name
  return run === undefined ? text.inUseOfDeleted({ epoch, step }) : text.inUse({ run, epoch, step })
}

/** Why a network without errors cannot be trained: it is too large for a browser. */
export function tooLargeWords({ report }: Pick<AppState, 'report'>): string | undefined {
  const found = report.diagnostics.find(({ problem: said }) => TOO_LARGE.has(said.code))
  return found && formatMessage(found.problem)
}

const TOO_LARGE: ReadonlySet<string> = new Set(['layer-too-large', 'training-too-large'])

type Ending = Pick<RunRecord, 'tag' | 'why' | 'history' | 'content' | 'from'>

const ENDINGS: readonly DoneWhy[] = ['finished', 'stopped', 'early', 'rule']

function next(done: number, epochs: number): { readonly epoch: number; readonly epochs: number } {
  return { epoch: Math.min(done + 1, epochs), epochs }
}

function endText(endings: Pick<typeof text.now, DoneWhy>, why: DoneWhy, epoch: number, epochs: number): string {
  switch (why) {
    case 'finished':
      return endings.finished({ epochs: epoch })
    case 'stopped':
      return endings.stopped({ epoch: Math.max(1, epoch), epochs })
    case 'early':
      return endings.early({ epoch, epochs })
    case 'rule':
      return endings.rule({ epoch: Math.max(1, epoch), epochs })
    default:
      return why satisfies never
  }
}

/** What a screen reader announces: only when the run enters another state, never at each step. */
export function spokenStatus(run: RunState): string {
  switch (run.tag) {
    case 'idle':
      return ''
    case 'preparing':
      return text.spoken.preparing
    case 'training':
      return text.spoken.training
    case 'paused':
      return text.spoken.paused(run)
    case 'done':
      return text.spoken.done({ epochs: run.epoch })
    case 'failed':
      return formatMessage(run.said)
    default:
      return run satisfies never
  }
}

/** The progress of a run for screen readers, announced now and then. */
export function spokenEpoch(state: Pick<AppState, 'run' | 'runs' | 'project'>): string {
  const { run } = state
  if (run.tag !== 'training') return ''
  const place = { epoch: run.epoch, epochs: epochsOf(state) }
  const newest = run.history.at(-1)
  if (newest?.validationLoss !== undefined)
    return text.spoken.epochWithValidationLoss({ ...place, loss: newest.validationLoss })
  const loss = newest?.loss ?? run.loss
  return loss === undefined ? text.spoken.epoch(place) : text.spoken.epochWithLoss({ ...place, loss })
}

/** The title of the page, with the progress first, because tabs are narrow. */
export function pageTitle(state: Pick<AppState, 'run' | 'runs' | 'project'>): string {
  const { run, project } = state
  const title = project.name === '' ? text.pageTitle.app : text.pageTitle.idle({ project: project.name })
  if (run.tag === 'idle' || run.tag === 'done') return title
  const epochs = epochsOf(state)
  const status =
    run.tag === 'training' ? text.pageTitle.epoch({ epoch: Math.max(1, run.epoch), epochs }) : runWords(run, epochs)
  return text.pageTitle.busy({ status, title })
}
