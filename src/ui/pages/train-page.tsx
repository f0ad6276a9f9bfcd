/**
 * @file Train page: the progress of the run, its problems and curves, and the runs of the
 * project.
 */
import { useMemo, useState } from 'react'
import { engineName } from '../../messages/en/engine-names'
import { pagesText } from '../../messages/en/shell/pages'
import { runStatusText } from '../../messages/en/shell/run-status'
import { transportText } from '../../messages/en/train/transport'
import { BACKEND_NAMES } from '../../protocol/backend'
import type { LossCurve, RunRecord } from '../../storage/records'
import { targetOf } from '../../compile/dataset-of-project'
import { earlierTarget } from '../../studio/models/evaluated-split'
import { isOpen } from '../../studio/training/find-run'
import type { AppState } from '../../studio/state'
import { Pace } from '../charts/pace'
import { bestEpoch, weightsEpochOf, type XUnit } from '../charts/run-curves'
import { interruptedRun, type ShownRun, shownRun, useShownRun } from '../charts/use-shown-run'
import { TrainButton } from '../dock/train-button'
import { Button } from '../kit/button'
import { Progress } from '../kit/progress'
import { LargerDatasetOffer } from '../shell/larger-dataset'
import { chosenWeightsText, tooLargeText } from '../shell/run-status'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect } from '../studio-context'
import { planValue } from '../training-plan/plan-chips'
import kit from '../kit/kit.module.css'
import styles from './pages.module.css'
import { EmptyPage } from './section'
import { LossSection, MetricSection } from './train/curve-sections'
import insight from './train/insight.module.css'
import { InsightBar } from './train/run-analysis-bar'
import { RunTrouble, useResume, useWeightsMisfit } from './train/run-failure'
import { RunList } from './train/run-list'
import { insightText } from '../../messages/en/train/insight'
import { notLearnedText, overfitted } from './train/run-text'
import layout from './train/train.module.css'

const NO_CURVE: LossCurve = { steps: [], losses: [] }

export default function TrainPage() {
  const run = useShownRun()
  const runs = useSelect((state) => state.runs)
  const [compared, setCompared] = useState<readonly string[]>([])
  // An earlier run stays open until the next run starts.
  const [opened, setOpened] = useState({ id: '', during: '' })
  const record = opened.during === run?.id ? runs.find(({ id }) => id === opened.id && id !== run.id) : undefined
  const earlier = useMemo(() => (record ? shownRun(undefined, [record], 0) : undefined), [record])
  const drawn = earlier ?? run
  const others = compared.filter((id) => id !== drawn?.id).join(' ')
  const compare = useMemo(() => {
    const shown = runs.find(({ id }) => id === drawn?.id)
    return others
      .split(' ')
      .flatMap((of) => runs.find(({ id }) => id === of) ?? [])
      .map((one) => (shown ? withTargetOrLoss(one, shown) : one))
  }, [others, runs, drawn?.id])
  const [by, setBy] = useState<XUnit>('step')
  if (!run || !drawn) {
    return (
      <div className={styles.page}>
        <EmptyPage title={pagesText.titles.train} about={transportText.pageAbout}>
          <TrainButton />
        </EmptyPage>
        <div className={insight.before}>
          <UnlessHidden command="run.sanity">
            <InsightBar shown={undefined} />
          </UnlessHidden>
        </div>
      </div>
    )
  }
  const curves = { run: drawn, curve: earlier && (record?.curve ?? NO_CURVE), name: record?.name, compare, by }
  return (
    <div className={styles.page}>
      <UnlessHidden command="run.start">
        <Transport run={run} />
      </UnlessHidden>
      <RunTrouble />
      <NotLearned run={drawn.id} />
      <Overfitted run={drawn.id} />
      <UnlessHidden command="run.sanity">
        <InsightBar key={run.id} shown={run.id} />
      </UnlessHidden>
      <LargerDatasetOffer className={`${kit.wrapWide} ${styles.callout}`} />
      <div className={`${kit.columns} ${layout.columns}`}>
        <div className={kit.stackWide}>
          <LossSection {...curves} onBy={setBy} />
          <MetricSection {...curves} />
        </div>
        <RunList
          shown={drawn.id}
          onShow={(id) => setOpened({ id, during: run.id })}
          compared={compared}
          onCompare={setCompared}
        />
      </div>
    </div>
  )
}

/** The explanation, shown after a run that has learned nothing. */
function NotLearned({ run }: { readonly run: string }) {
  const shown = useSelect(({ runs }) => {
    const record = runs.find(({ id }) => id === run)
    return record && notLearnedText(record)
  })
  return shown === undefined ? null : (
    <p className={`${kit.note} ${styles.callout}`} role="status">
      {shown}
    </p>
  )
}

/** What to do after a run whose validation loss has risen, until other weights are used. */
function Overfitted({ run: id }: { readonly run: string }) {
  const run = useRunCommand()
  const record = useSelect(({ runs, inUse }) => (inUse?.run === id ? undefined : runs.find((one) => one.id === id)))
  const best = useSelect(({ checkpoints }) => checkpoints[id]?.findLast(({ keep }) => keep === 'best'))
  const found = record && overfitted(record)
  if (!found) return null
  return (
    <div className={`${kit.note} ${kit.wrapWide} ${styles.callout}`} role="status">
      <p>{insightText.overfitted(found)}</p>
      {best?.epoch === found.epoch && (
        <Button size="small" onClick={() => run('run.restore', { run: id, checkpoint: best.generation })}>
          {insightText.restoreBest(found)}
        </Button>
      )}
    </div>
  )
}

/** The progress of the run, and what it can do besides the controls in the top bar. */
function Transport({ run: shown }: { readonly run: ShownRun }) {
  const run = useRunCommand()
  const now = useSelect((state) => state.run)
  const learningRate = useSelect((state) => state.project.plan.learningRate)
  const isValid = useSelect((state) => state.report.checked !== undefined)
  const tooLarge = useSelect(tooLargeText)
  const problem = isValid ? tooLarge : transportText.problem
  const interrupted = useSelect(interruptedRun) !== undefined
  const inUse = useSelect(chosenWeightsText)
  const misfit = useWeightsMisfit()
  const target = useSelect(earlierTarget)
  const quiet = useSelect((state) => state.quiet)
  const tag = now.tag
  const open = tag === 'preparing' || tag === 'training' || tag === 'paused'
  const isStopped = useSelect(
    ({ runs, inUse }) => inUse === null && runs.some((one) => one.id === shown.id && one.tag === 'done' && isOpen(one)),
  )
  return (
    <header className={`${kit.wrapWide} ${kit.below}`}>
      <h2 className="only-spoken">{pagesText.titles.train}</h2>
      {!open && isStopped && misfit === undefined && <ResumeStopped run={shown.id} />}
      {!open && tag !== 'failed' && !interrupted && shown.history.length > 0 && (
        <Button
          disabled={problem !== undefined || misfit !== undefined}
          title={problem ?? misfit ?? transportText.furtherTip}
          onClick={() => run('run.goOn')}
        >
          {furtherText(shown)}
        </Button>
      )}
      <div className={layout.progress}>
        <Progress label={transportText.progress} {...progressOf(now, shown, inUse, quiet)} />
      </div>
      <Pace />
      <p className={kit.soft} title={now.tag === 'idle' ? undefined : now.chosen?.reason}>
        {aboutRun(now, shown, learningRate)}
      </p>
      {!open && misfit && <p className={kit.soft}>{misfit}</p>}
      {!open && target !== undefined && <p className={kit.soft}>{transportText.otherTarget({ target })}</p>}
    </header>
  )
}

/** Continues a run that the user stopped, to the end of its epochs. */
function ResumeStopped({ run }: { readonly run: string }) {
  const resume = useResume(run)
  const text = transportText.trouble
  return (
    <>
      <Button title={text.resumeTip} onClick={resume.why ? resume.anyway : resume.exactly}>
        {resume.why ? text.resumeAnyway : text.resume}
      </Button>
      {resume.why && <p className={kit.soft}>{resume.why}</p>}
    </>
  )
}

/** The run, named with its target or its loss if the shown run has another: their losses cannot be compared. */
export function withTargetOrLoss(run: RunRecord, { content }: RunRecord): RunRecord {
  const [target, loss] = [targetOf(run.content), planValue('loss', run.content.plan)]
  if (target !== targetOf(content))
    return { ...run, name: transportText.ofTarget({ run: run.name, target: target ?? '' }) }
  return loss === planValue('loss', content.plan)
    ? run
    : { ...run, name: transportText.withLoss({ run: run.name, loss }) }
}

function furtherText(shown: ShownRun): string {
  const epoch = weightsEpochOf(shown)
  if (epoch === undefined) return transportText.further
  return transportText.furtherFrom({ epoch, isBest: epoch === bestEpoch(shown) })
}

interface ShownProgress {
  readonly share?: number
  readonly text: string
}

function progressOf(now: AppState['run'], shown: ShownRun, inUse: string | undefined, quiet: number): ShownProgress {
  if (now.tag === 'idle') {
    const epoch = shown.history.at(-1)?.epoch ?? shown.before
    return { share: epoch / shown.epochs, text: inUse ?? lastRun(shown.tag, epoch, shown.epochs) }
  }
  if (now.tag === 'preparing') return { text: transportText.preparing }
  const share = now.steps > 0 ? now.step / now.steps : 0
  switch (now.tag) {
    case 'training': {
      const { step, steps, stepsPerSecond, secondsLeft } = now
      return {
        share,
        text:
          quiet > 0
            ? transportText.silent({ step, steps, seconds: quiet })
            : transportText.training({ step, steps, stepsPerSecond, secondsLeft }),
      }
    }
    case 'paused':
      return { share, text: transportText.paused(now) }
    case 'done':
      return { share, text: transportText.done[now.why](now) }
    case 'failed':
      return { share, text: transportText.failed({ step: now.step, steps: now.steps, share }) }
    default:
      return now satisfies never
  }
}

/** Describes the status of the newest run after a page reload. */
function lastRun(tag: ShownRun['tag'], done: number, epochs: number): string {
  const inProgress = { epoch: Math.min(done + 1, epochs), epochs }
  if (tag === 'interrupted') return runStatusText.last.interrupted(inProgress)
  if (tag === 'training') return runStatusText.last.elsewhere(inProgress)
  return tag === 'failed'
    ? transportText.lastFailed({ epoch: done, epochs })
    : transportText.last({ epoch: done, epochs })
}

/** The network, backend and engine of the run, plus its learning rate if it differs from the training settings. */
function aboutRun(now: AppState['run'], shown: ShownRun, planned: number): string {
  const { chosen, engine, learningRate } = now.tag === 'idle' ? {} : now
  return transportText.about({
    version: shown.drawingVersion,
    backend: chosen && BACKEND_NAMES[chosen.backend],
    adapter: chosen?.adapter,
    engine: engine && engineName(engine.name),
    learningRate: learningRate === planned ? undefined : learningRate,
  })
}
