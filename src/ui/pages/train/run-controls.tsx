/**
 * @file Transport: the buttons that control a run, its progress, and the learning rate, which can be changed during the
 * run.
 */
import { LEARNING_RATES } from '../../../catalog/training-plan'
import { headerText } from '../../../messages/en/shell/header'
import { pagesText } from '../../../messages/en/shell/pages'
import { runStatusText } from '../../../messages/en/shell/run-status'
import { transportText as text } from '../../../messages/en/train/transport'
import { interruptedRun, type ShownRun } from '../../charts/use-shown-run'
import { Button } from '../../kit/button'
import { NumberField } from '../../kit/number-field'
import { Progress } from '../../kit/progress'
import type { AppState } from '../../../studio/state'
import { chosenWeightsText, tooLargeText } from '../../shell/run-status'
import { useRunCommand, useSelect } from '../../studio-context'
import { BACKEND_NAMES } from '../backend-names'
import { engineText } from './run-summary'
import layout from './train.module.css'
import styles from '../pages.module.css'

const { run: buttons } = headerText

/** The controls and the progress of the run. */
export function Transport({ run: shown }: { readonly run: ShownRun }) {
  const run = useRunCommand()
  const now = useSelect((state) => state.run)
  const learningRate = useSelect((state) => state.project.plan.learningRate)
  const isValid = useSelect((state) => state.report.checked !== undefined)
  const tooLarge = useSelect(tooLargeText)
  const problem = isValid ? tooLarge : text.problem
  const interrupted = useSelect(interruptedRun) !== undefined
  const inUse = useSelect(chosenWeightsText)
  const quiet = useSelect((state) => state.quiet)
  const tag = now.tag
  const open = tag === 'preparing' || tag === 'training' || tag === 'paused'
  return (
    <header className={styles.head}>
      <h2>{pagesText.titles.train}</h2>
      <div className={styles.row}>
        {tag === 'training' ? (
          <Button icon="pause" onClick={() => run('run.pause')}>
            {buttons.pause}
          </Button>
        ) : tag === 'paused' ? (
          <Button tone="primary" icon="play" onClick={() => run('run.resume')}>
            {buttons.resume}
          </Button>
        ) : (
          <Button
            tone="primary"
            icon="play"
            disabled={problem !== undefined || tag === 'preparing'}
            title={problem}
            onClick={() => run('run.start')}
          >
            {buttons.train}
          </Button>
        )}
        <Button
          icon="step"
          disabled={tag !== 'paused' && tag !== 'training'}
          title={tag === 'paused' || tag === 'training' ? text.stepTip : text.noRun}
          onClick={() => run('run.step')}
        >
          {text.step}
        </Button>
        <Button icon="stop" disabled={!open} title={open ? undefined : text.noRun} onClick={() => run('run.stop')}>
          {buttons.stop}
        </Button>
        {!open && tag !== 'failed' && !interrupted && shown.history.length > 0 && (
          <Button disabled={problem !== undefined} title={problem ?? text.furtherTip} onClick={() => run('run.goOn')}>
            {text.further}
          </Button>
        )}
      </div>
      <div className={layout.progress}>
        <Progress label={text.progress} {...progressOf(now, shown, inUse, quiet)} />
      </div>
      <div className={layout.rate}>
        <NumberField
          label={text.learningRate}
          value={learningRate}
          {...LEARNING_RATES}
          help={open ? text.rateNow : text.rateNext}
          onChange={(value) => run('plan.set', { learningRate: value })}
        />
      </div>
      <p className={styles.soft} title={now.tag === 'idle' ? undefined : now.chosen?.reason}>
        {aboutRun(now, shown, learningRate)}
      </p>
    </header>
  )
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
  if (now.tag === 'preparing') return { text: text.preparing }
  const share = now.steps > 0 ? now.step / now.steps : 0
  switch (now.tag) {
    case 'training': {
      const { step, steps, stepsPerSecond, secondsLeft } = now
      return {
        share,
        text:
          quiet > 0
            ? text.silent({ step, steps, seconds: quiet })
            : text.training({ step, steps, stepsPerSecond, secondsLeft }),
      }
    }
    case 'paused':
      return { share, text: text.paused(now) }
    case 'done':
      return { share, text: text.done[now.why](now) }
    case 'failed':
      return { share, text: text.failed({ step: now.step, steps: now.steps, share }) }
    default:
      return now satisfies never
  }
}

/** Describes the status of the newest run after a page reload. */
function lastRun(tag: ShownRun['tag'], done: number, epochs: number): string {
  const inProgress = { epoch: Math.min(done + 1, epochs), epochs }
  if (tag === 'interrupted') return runStatusText.last.interrupted(inProgress)
  if (tag === 'training') return runStatusText.last.elsewhere(inProgress)
  return tag === 'failed' ? text.lastFailed({ epoch: done, epochs }) : text.last({ epoch: done, epochs })
}

/** The network, backend and engine of the run, plus its learning rate if it differs from the training settings. */
function aboutRun(now: AppState['run'], shown: ShownRun, planned: number): string {
  const { chosen, engine, learningRate } = now.tag === 'idle' ? {} : now
  return text.about({
    version: shown.drawingVersion,
    backend: chosen && BACKEND_NAMES[chosen.backend],
    adapter: chosen?.adapter,
    engine: engine && engineText(engine),
    learningRate: learningRate === planned ? undefined : learningRate,
  })
}
