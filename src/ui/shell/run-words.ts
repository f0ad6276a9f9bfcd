/** @file Run words: the state of a run in a few words, for the transport, the title of the page and screen readers. */
import { count, counted } from '../../messages/format'
import { say } from '../../messages/message'
import type { DoneWhy, RunState } from '../../protocol/run-state'
import type { RunRecord } from '../../storage/records'
import type { AppState } from '../../studio/state'
import { versionOfTemplate } from '../../studio/version-template'
import { lastEpoch } from '../charts/use-shown-run'

/** A span of time as people say it: 3 s, 1 min 15 s, 12 min, 1 h 20 min. Rounded up: a wait is never promised too short. */
export function timeWords(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}

/** Epochs the present run was asked for: of the plan it began with, which may not be the plan as it stands now. */
export function epochsOf(state: Pick<AppState, 'run' | 'runs' | 'project'>): number {
  const { run, runs, project } = state
  const row = run.tag === 'idle' ? undefined : runs.find(({ id }) => id === run.id)
  return lastEpoch(row?.from?.epoch ?? 0, (row?.content.plan ?? project.plan).epochs)
}

/** The state beside the transport. */
export function runWords(run: RunState, epochs: number): string {
  switch (run.tag) {
    case 'idle':
      return 'not trained yet'
    case 'preparing':
      return 'getting ready'
    case 'training': {
      const left = run.secondsLeft === undefined ? '' : `, ${timeWords(run.secondsLeft)} left`
      return `epoch ${count(Math.min(epochs, Math.max(1, run.epoch)))} of ${count(epochs)}${left}`
    }
    case 'paused':
      return `paused at step ${count(run.step)} of ${count(run.steps)}`
    case 'done':
      return endWords(run.why, run.epoch, epochs)
    case 'failed':
      return 'stopped by a problem'
    default:
      return run satisfies never
  }
}

/** Of a version's drawing, opened as a project and not drawn on: which one; it was trained elsewhere. */
export function drawingOfWords({ project }: Pick<AppState, 'project'>): string | undefined {
  const version = versionOfTemplate(project.template)
  // A project begins with its drawing of this number.
  return version === undefined || project.drawingVersion > 1 ? undefined : `the drawing of ${version}`
}

/** After a reload: how the newest run kept came to its end. */
export function lastRunWords({ tag, why, history, content, from }: Ending): string {
  const before = from?.epoch ?? 0
  const epoch = history.at(-1)?.epoch ?? before
  const epochs = lastEpoch(before, content.plan.epochs)
  switch (tag) {
    case 'training':
      return `${underWay(epoch, epochs)}, in another tab`
    case 'interrupted':
      return `interrupted in ${underWay(epoch, epochs)}`
    case 'failed':
      return 'last run: stopped by a problem'
    case 'done':
      return `last run: ${endWords(ENDINGS.find((one) => one === why) ?? 'finished', epoch, epochs)}`
    default:
      return tag satisfies never
  }
}

/** The epoch after those done. */
export function underWay(done: number, epochs: number): string {
  return `epoch ${count(Math.min(done + 1, epochs))} of ${count(epochs)}`
}

/** Whose weights answer where a checkpoint was chosen; undefined where the newest do. */
export function chosenWords({ inUse, runs }: Pick<AppState, 'inUse' | 'runs'>): string | undefined {
  if (!inUse) return undefined
  const name = runs.find(({ id }) => id === inUse.run)?.name ?? 'a run that is gone'
  return `in use: ${name}, epoch ${count(inUse.epoch)}, step ${count(inUse.step)}`
}

/** Why no run of this drawing with this plan begins, though nothing in the drawing is wrong: it is too large for a browser. */
export function tooLargeWords({ report }: Pick<AppState, 'report'>): string | undefined {
  const found = report.diagnostics.find(({ said }) => TOO_LARGE.has(said.code))
  return found && say(found.said)
}

const TOO_LARGE: ReadonlySet<string> = new Set(['layer-too-large', 'training-too-large'])

type Ending = Pick<RunRecord, 'tag' | 'why' | 'history' | 'content' | 'from'>

const ENDINGS: readonly DoneWhy[] = ['finished', 'stopped', 'early', 'rule']

function endWords(why: DoneWhy, epoch: number, epochs: number): string {
  switch (why) {
    case 'finished':
      return `done, ${counted(epoch, 'epoch')}`
    case 'stopped':
      return `stopped in epoch ${count(Math.max(1, epoch))} of ${count(epochs)}`
    case 'early':
      return `stopped early, after epoch ${count(epoch)} of ${count(epochs)}`
    case 'rule':
      return `stopped by its rule in epoch ${count(Math.max(1, epoch))} of ${count(epochs)}`
    default:
      return why satisfies never
  }
}

/** What a screen reader is told: only when the run enters another state, never at each step. */
export function announcement(run: RunState): string {
  switch (run.tag) {
    case 'idle':
      return ''
    case 'preparing':
      return 'Getting ready to train.'
    case 'training':
      return 'Training.'
    case 'paused':
      return `Paused at step ${count(run.step)}.`
    case 'done':
      return `Training is over after ${count(run.epoch)} epochs.`
    case 'failed':
      return say(run.said)
    default:
      return run satisfies never
  }
}

/** A figure of a run for who hears the page, told now and then. */
export function epochWords(state: Pick<AppState, 'run' | 'runs' | 'project'>): string {
  const { run } = state
  if (run.tag !== 'training') return ''
  const newest = run.history.at(-1)
  const loss = newest?.validationLoss ?? newest?.loss ?? run.loss
  const figure =
    loss === undefined
      ? ''
      : ` ${newest?.validationLoss === undefined ? 'Loss' : 'Validation loss'} ${loss.toPrecision(3)}.`
  return `Epoch ${count(run.epoch)} of ${count(epochsOf(state))}.${figure}`
}

/** The title of the page: what goes on first, because tabs are narrow. */
export function pageTitle(state: Pick<AppState, 'run' | 'runs' | 'project'>): string {
  const { run, project } = state
  const name = project.name === '' ? 'Netloom' : `${project.name} · Netloom`
  if (run.tag === 'idle' || run.tag === 'done') return name
  const shown =
    run.tag === 'training' ? `epoch ${Math.max(1, run.epoch)} of ${epochsOf(state)}` : runWords(run, epochsOf(state))
  return `${shown} · ${name}`
}
