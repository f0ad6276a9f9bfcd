/** @file Transport: train, pause, step, stop; how far the run is, how fast, how long; and the learning rate, which also changes while it runs. */
import { LEARNING_RATES } from '../../../catalog/plan'
import type { EngineChoice } from '../../../protocol/trainer-messages'
import { count, percent } from '../../../messages/format'
import { speedWords } from '../../charts/figures'
import { cutOff, type ShownRun } from '../../charts/use-shown-run'
import { Button } from '../../kit/button'
import { NumberField } from '../../kit/number-field'
import { numberText } from '../../kit/number-text'
import { Progress } from '../../kit/progress'
import type { AppState } from '../../../studio/state'
import { chosenWords, timeWords, tooLargeWords, underWay } from '../../shell/run-status'
import { useRun, useSelect } from '../../studio-context'
import { BACKEND_NAMES } from '../backend-names'
import layout from './train.module.css'
import styles from '../pages.module.css'

/** Why buttons are off. */
const UNSOUND = 'The drawing has a problem, or its data is not there yet: see Build.'
const NO_RUN = 'No run is on.'

/** The controls of the run and its progress in words. */
export function Transport({ run: shown }: { readonly run: ShownRun }) {
  const run = useRun()
  const now = useSelect((state) => state.run)
  const learningRate = useSelect((state) => state.project.plan.learningRate)
  const sound = useSelect((state) => state.report.checked !== undefined)
  const large = useSelect(tooLargeWords)
  const off = sound ? large : UNSOUND
  const cut = useSelect(cutOff) !== undefined
  const chosen = useSelect(chosenWords)
  const quiet = useSelect((state) => state.quiet)
  const tag = now.tag
  const open = tag === 'preparing' || tag === 'training' || tag === 'paused'
  return (
    <header className={styles.head}>
      <h2>Train</h2>
      <div className={styles.row}>
        {tag === 'training' ? (
          <Button icon="pause" onClick={() => run('run.pause')}>
            Pause
          </Button>
        ) : tag === 'paused' ? (
          <Button tone="primary" icon="play" onClick={() => run('run.resume')}>
            Resume
          </Button>
        ) : (
          <Button
            tone="primary"
            icon="play"
            disabled={off !== undefined || tag === 'preparing'}
            title={off}
            onClick={() => run('run.start')}
          >
            Train
          </Button>
        )}
        <Button
          icon="step"
          disabled={tag !== 'paused' && tag !== 'training'}
          title={tag === 'paused' || tag === 'training' ? 'One step, then a pause' : NO_RUN}
          onClick={() => run('run.step')}
        >
          Step
        </Button>
        <Button icon="stop" disabled={!open} title={open ? undefined : NO_RUN} onClick={() => run('run.stop')}>
          Stop
        </Button>
        {!open && tag !== 'failed' && !cut && shown.history.length > 0 && (
          <Button
            disabled={off !== undefined}
            title={off ?? 'A new run that begins with the last weights, for as many epochs as the plan says'}
            onClick={() => run('run.goOn')}
          >
            Train on
          </Button>
        )}
      </div>
      <div className={layout.progress}>
        <Progress label="Progress of the run" {...progressOf(now, shown, chosen, quiet)} />
      </div>
      <div className={layout.rate}>
        <NumberField
          label="Learning rate"
          value={learningRate}
          {...LEARNING_RATES}
          help={open ? 'Followed at once' : 'For the next run'}
          onChange={(value) => run('plan.set', { learningRate: value })}
        />
      </div>
      <p className={styles.soft} title={now.tag === 'idle' ? undefined : now.chosen?.reason}>
        {placeWords(now, shown, learningRate)}
      </p>
    </header>
  )
}

interface Progressed {
  readonly share?: number
  readonly words: string
}

function progressOf(now: AppState['run'], shown: ShownRun, chosen: string | undefined, quiet: number): Progressed {
  if (now.tag === 'idle') {
    const epoch = shown.history.at(-1)?.epoch ?? shown.before
    return { share: epoch / shown.epochs, words: chosen ?? keptWords(shown.tag, epoch, shown.epochs) }
  }
  if (now.tag === 'preparing') return { words: 'preparing: building the network and sending the data' }
  const share = now.steps > 0 ? now.step / now.steps : 0
  const steps = `step ${now.step.toLocaleString('en-US')} of ${now.steps.toLocaleString('en-US')}`
  switch (now.tag) {
    case 'training': {
      if (quiet > 0) return { share, words: `${steps}, nothing heard from the worker for ${quiet} s` }
      const speed = !now.stepsPerSecond ? '' : `, ${speedWords(now.stepsPerSecond)}`
      const left = now.secondsLeft === undefined ? '' : `, ${timeWords(now.secondsLeft)} left`
      return { share, words: `${steps}${speed}${left}` }
    }
    case 'paused':
      return { share, words: `${steps}, paused` }
    case 'done':
      return { share, words: `${steps}, ${doneWords(now.why)}` }
    case 'failed':
      return { share, words: `${steps}, ended by a problem at ${percent(share)}` }
    default:
      return now satisfies never
  }
}

function keptWords(tag: ShownRun['tag'], done: number, epochs: number): string {
  if (tag === 'interrupted') return `interrupted in ${underWay(done, epochs)}`
  if (tag === 'training') return `${underWay(done, epochs)}, in another tab`
  return `epoch ${count(done)} of ${count(epochs)}, ${tag === 'failed' ? 'ended by a problem' : 'from before'}`
}

/** How a run ended, in words. */
export function doneWords(why: string | undefined): string {
  if (why === 'stopped') return 'stopped'
  if (why === 'early') return 'stopped early: no better for a while'
  if (why === 'rule') return 'stopped by its rule'
  return 'done'
}

/** Which engine trains it and why: "exact CPU: agrees with plain tf.js within 3e-7 over 3 steps". */
export function engineWords({ name, reason }: EngineChoice): string {
  return reason === '' ? name : `${name}: ${reason}`
}

function placeWords(now: AppState['run'], shown: ShownRun, planned: number): string {
  const known = now.tag === 'idle' ? undefined : now
  const { chosen, engine, learningRate } = known ?? {}
  const place = chosen ? `, on ${BACKEND_NAMES[chosen.backend]}${chosen.adapter ? ` (${chosen.adapter})` : ''}` : ''
  const rate =
    learningRate === undefined || learningRate === planned
      ? ''
      : `; learning rate now ${numberText(Number(learningRate.toPrecision(3)))}`
  return `run of v${shown.drawingVersion}${place}${engine ? `; ${engineWords(engine)}` : ''}${rate}`
}
