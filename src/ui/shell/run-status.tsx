/**
 * @file The run controls in the header (buttons that train, pause, step and stop), and the text for the status of a run:
 * in the header, in the page title, and for screen readers.
 */
import { headerText } from '../../messages/en/shell/header'
import type { PageId } from '../../messages/en/shell/pages'
import { runStatusText as text } from '../../messages/en/shell/run-status'
import { formatMessage } from '../../messages/message'
import type { DoneWhy, RunState } from '../../protocol/run-state'
import type { RunRecord } from '../../storage/records'
import { loadedStatusOf } from '../../studio/console/loaded-metrics'
import { versionOfTemplate } from '../../studio/project/version-template'
import type { AppState } from '../../studio/state'
import { lastEpoch, newestOwn, withinEpoch } from '../../studio/training/weights-in-use'
import { interruptedRun } from '../charts/use-shown-run'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { useRunCommand, useSelect } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './header.module.css'
import barStyles from './status-bar.module.css'

/**
 * The number of epochs in the current run, taken from the settings with which the run started, because the settings may
 * have changed since.
 */
export function plannedEpochs(state: Pick<AppState, 'run' | 'runs' | 'project'>): number {
  const { run, runs, project } = state
  const row = run.tag === 'idle' ? undefined : runs.find(({ id }) => id === run.id)
  return lastEpoch(row?.from?.epoch ?? 0, (row?.content.plan ?? project.plan).epochs)
}

/** Describes the status of a run; shown next to the run's buttons. */
export function describeRun(run: RunState, epochs: number): string {
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
      return endText(text.now, run.why, run.epoch, { ...run, epochs })
    case 'failed':
      return text.now.failed
    default:
      return run satisfies never
  }
}

/**
 * Describes which model version, trained in another project, was opened as this project; undefined once the network has
 * changed.
 */
export function openedVersionText({ project }: Pick<AppState, 'project'>): string | undefined {
  const version = versionOfTemplate(project.template)
  // A new project has drawing version 1; a higher version means that the network has changed.
  return version === undefined || project.drawingVersion > 1 ? undefined : text.now.networkOf({ version })
}

/** Describes the service or drill on the Operate page; undefined on other pages, during a training, and without one. */
export function serviceStatus({ room, run, operate }: Pick<AppState, 'room' | 'run' | 'operate'>): string | undefined {
  const { drill, service, serving } = operate
  if (room !== 'operate' || !(run.tag === 'idle' || run.tag === 'done')) return undefined
  if (drill.tag === 'preparing') return text.service.preparing
  return service === null ? undefined : text.service[serving.tag]({ service })
}

/** Describes how the newest saved run ended; shown after a reload. */
export function lastRunStatus({ tag, why, history, content, from, step, steps }: Ending): string {
  const before = from?.epoch ?? 0
  const epoch = history.at(-1)?.epoch ?? before
  const epochs = lastEpoch(before, content.plan.epochs)
  switch (tag) {
    case 'training':
      return text.last.elsewhere(nextEpoch(epoch, epochs))
    case 'interrupted':
      return text.last.interrupted(nextEpoch(epoch, epochs))
    case 'failed':
      return text.last.failed
    case 'done':
      return endText(text.last, ENDINGS.find((one) => one === why) ?? 'finished', epoch, { step, steps, epochs })
    default:
      return tag satisfies never
  }
}

/** Formats the current epoch, such as "epoch 4 of 8". */
export function epochPosition(done: number, epochs: number): string {
  return text.position(nextEpoch(done, epochs))
}

/**
 * Text about the selected checkpoint whose weights are used for predictions; undefined if the newest weights are used.
 */
export function chosenWeightsText({ inUse, runs }: Pick<AppState, 'inUse' | 'runs'>): string | undefined {
  if (!inUse) return undefined
  const { epoch, step, edits = [] } = inUse
  const run = runs.find(({ id }) => id === inUse.run)
  return run
    ? text.inUse({ run: run.name, epoch, step, within: withinEpoch(run, inUse), edits: edits.length })
    : text.inUseOfDeleted({ epoch, step })
}

/** The problem text for a network that is too large to train in a browser; undefined if it is not. */
export function tooLargeText({ report }: Pick<AppState, 'report'>): string | undefined {
  const diagnostic = report.diagnostics.find(({ problem }) => TOO_LARGE.has(problem.code))
  return diagnostic && formatMessage(diagnostic.problem)
}

const TOO_LARGE: ReadonlySet<string> = new Set(['layer-too-large', 'training-too-large'])

type Ending = Pick<RunRecord, 'tag' | 'why' | 'history' | 'content' | 'from' | 'step' | 'steps'>

const ENDINGS: readonly DoneWhy[] = ['finished', 'stopped', 'early', 'rule']

function nextEpoch(done: number, epochs: number): { readonly epoch: number; readonly epochs: number } {
  return { epoch: Math.min(done + 1, epochs), epochs }
}

interface RunPosition {
  readonly step: number | undefined
  readonly steps: number
  readonly epochs: number
}

/** Describes the end of a run after `done` complete epochs. */
function endText(endings: Pick<typeof text.now, DoneWhy>, why: DoneWhy, done: number, at: RunPosition): string {
  const { epochs } = at
  switch (why) {
    case 'finished':
      return endings.finished({ epochs: done })
    case 'early':
      return endings.early({ epoch: done, epochs })
    case 'stopped':
    case 'rule':
      return endings[why]({ epoch: epochInProgress(done, at), epochs })
    default:
      return why satisfies never
  }
}

/** The epoch of the last step: the last complete epoch, or the next one if the run ended within it. */
function epochInProgress(done: number, { step = 0, steps, epochs }: RunPosition): number {
  return Math.max(1, Math.min(step * epochs > done * steps ? done + 1 : done, epochs))
}

/** The screen reader announcement made when the run changes state. It does not change on every step. */
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
      return formatMessage(run.reason)
    default:
      return run satisfies never
  }
}

/** The page title. The progress comes first, because browser tabs are narrow. */
export function pageTitle(state: Pick<AppState, 'run' | 'runs' | 'project'>): string {
  const { run, project } = state
  const title = project.name === '' ? text.pageTitle.app : text.pageTitle.idle({ project: project.name })
  if (run.tag === 'idle' || run.tag === 'done') return title
  const epochs = plannedEpochs(state)
  const status =
    run.tag === 'training' ? text.pageTitle.epoch({ epoch: Math.max(1, run.epoch), epochs }) : describeRun(run, epochs)
  return text.pageTitle.busy({ status, title })
}

const { run: buttonText } = headerText

/** The run controls in the header. */
export function Transport() {
  const tag = useSelect((state) => state.run.tag)
  const run = useRunCommand()
  const isOperating = useSelect((state) => state.room === 'operate')
  const tooLarge = useSelect(tooLargeText)
  const isBusy = tag === 'training' || tag === 'paused' || tag === 'preparing'
  if (isOperating && !isBusy) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of buttons
    <div className={`${kit.rowTight} ${styles.group}`} role="group" aria-label={buttonText.label}>
      <ResumeInterrupted />
      <IconButton
        label={isBusy ? buttonText.step : buttonText.firstStep}
        icon="step"
        disabled={tag === 'preparing' || (!isBusy && tooLarge !== undefined)}
        onClick={() => run('run.step')}
      />
      <IconButton label={buttonText.stop} icon="stop" disabled={!isBusy} onClick={() => run('run.stop')} />
      <MainButton tag={tag} />
    </div>
  )
}

function MainButton({ tag }: { readonly tag: 'idle' | 'preparing' | 'training' | 'paused' | 'done' | 'failed' }) {
  const run = useRunCommand()
  const tooLarge = useSelect(tooLargeText)
  const tone = useSelect((state) => trainingIsNext(state) && !interruptedRun(state)) ? 'primary' : 'plain'
  switch (tag) {
    case 'idle':
    case 'done':
    case 'failed':
      return (
        <Button
          tone={tone}
          icon="play"
          className={styles.main}
          disabled={tooLarge !== undefined}
          title={tooLarge}
          onClick={() => run('run.start')}
        >
          {buttonText.train}
        </Button>
      )
    case 'preparing':
      return (
        <Button tone={tone} className={styles.main} disabled>
          {buttonText.train}
        </Button>
      )
    case 'training':
      return (
        <Button tone={tone} icon="pause" className={styles.main} onClick={() => run('run.pause')}>
          {buttonText.pause}
        </Button>
      )
    case 'paused':
      return (
        <Button tone={tone} icon="play" className={styles.main} onClick={() => run('run.resume')}>
          {buttonText.resume}
        </Button>
      )
    default:
      return tag satisfies never
  }
}

/** The pages about training: they show its settings, and training is what to do next on them. */
export const TRAINING_PAGES: ReadonlySet<PageId> = new Set(['build', 'train'])

/** Whether training is the one thing to do next: on the pages about it, while the network and the data are ready. */
function trainingIsNext({ room, report, data }: Pick<AppState, 'room' | 'report' | 'data'>): boolean {
  return TRAINING_PAGES.has(room) && report.checked !== undefined && data.tag !== 'failed'
}

/** A button that resumes an interrupted run. */
function ResumeInterrupted() {
  const run = useRunCommand()
  const interrupted = useSelect((state) => interruptedRun(state)?.id)
  const isNext = useSelect(trainingIsNext)
  if (interrupted === undefined) return null
  return (
    <Button
      tone={isNext ? 'primary' : 'plain'}
      title={buttonText.continueTip}
      onClick={() => run('run.continue', { run: interrupted })}
    >
      {buttonText.continue}
    </Button>
  )
}

/** The status of the run, at the start of the status bar. */
export function RunStatus() {
  const status = useSelect((state) => {
    const service = serviceStatus(state)
    if (service !== undefined) return service
    const newest = state.run.tag === 'idle' ? newestOwn(state.runs) : undefined
    const chosen = state.run.tag === 'idle' ? chosenWeightsText(state) : undefined
    if (state.run.tag === 'training' && state.quiet > 0) return text.now.silent({ seconds: state.quiet })
    if (newest) return chosen ?? loadedStatusOf(newest, lastRunStatus(newest))
    const opened = state.run.tag === 'idle' ? openedVersionText(state) : undefined
    const now = state.run.tag === 'done' ? state.run.id : undefined
    const record = now === undefined ? undefined : state.runs.find(({ id }) => id === now)
    return chosen ?? opened ?? loadedStatusOf(record, describeRun(state.run, plannedEpochs(state)))
  })
  const spoken = useSelect((state) => spokenStatus(state.run))
  const why = useSelect((state) => (state.run.tag === 'failed' ? formatMessage(state.run.reason) : undefined))
  return (
    <>
      <span className={barStyles.run} title={why ?? status} data-tone={why ? 'bad' : undefined}>
        {status}
      </span>
      <span className="only-spoken" role="status">
        {spoken}
      </span>
    </>
  )
}
