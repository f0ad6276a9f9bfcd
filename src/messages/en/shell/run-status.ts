/** @file UI text for the status of a run. */
import { defineText } from '../../define'
import { count, plural, wait } from '../../format'
import { type WeightsPlace, weightsPlace } from '../studio/offers'

interface InEpoch {
  readonly epoch: number
  readonly epochs: number
}

export const runStatusText = defineText('shell/run-status', {
  now: {
    untrained: 'Not trained yet',
    networkOf: (a: { version: string }) => `Network of ${a.version}`,
    preparing: 'Preparing…',
    training: (a: InEpoch) => `Training: ${position(a)}`,
    trainingLeft: (a: InEpoch & { secondsLeft: number }) => `Training: ${position(a)}, ${wait(a.secondsLeft)} left`,
    silent: (a: { seconds: number }) => `No response for ${count(a.seconds)} s`,
    paused: (a: { step: number; steps: number }) => `Paused at step ${count(a.step)} of ${count(a.steps)}`,
    failed: 'Training failed',
    finished: (a: { epochs: number }) => `Done: ${counted(a.epochs)}`,
    stopped: (a: InEpoch) => `Stopped in ${position(a)}`,
    early: (a: InEpoch) => `Stopped early after ${position(a)}`,
    rule: (a: InEpoch) => `Target or limit reached in ${position(a)}`,
  },
  /** Shown on the Operate page while nothing is trained. */
  service: {
    preparing: 'Preparing drill…',
    opening: (a: { service: string }) => `Starting ${a.service}…`,
    on: (a: { service: string }) => `Serving ${a.service}`,
    failed: (a: { service: string }) => `${a.service} failed`,
    off: (a: { service: string }) => `${a.service} is stopped`,
  },
  /** Shown after a reload, for the newest saved run. */
  last: {
    failed: 'Last run: failed',
    finished: (a: { epochs: number }) => `Last run: ${counted(a.epochs)}, done`,
    stopped: (a: InEpoch) => `Last run: stopped in ${position(a)}`,
    early: (a: InEpoch) => `Last run: stopped early after ${position(a)}`,
    rule: (a: InEpoch) => `Last run: target or limit reached in ${position(a)}`,
    interrupted: (a: InEpoch) => `Interrupted in ${position(a)}`,
    elsewhere: (a: InEpoch) => `Training in another tab: ${position(a)}`,
  },
  position,
  /** What is added to the status of a run that has learned nothing. */
  inUse: (a: WeightsPlace & { run: string; edits: number }) =>
    `In use: ${a.run}, ${weightsPlace(a)}${a.edits > 0 ? ', edited by hand' : ''}`,
  inUseOfDeleted: (a: { epoch: number; step: number }) =>
    `In use: a deleted run, epoch ${count(a.epoch)}, step ${count(a.step)}`,
  spoken: {
    preparing: 'Preparing to train.',
    training: 'Training.',
    paused: (a: { step: number }) => `Paused at step ${count(a.step)}.`,
    done: (a: { epochs: number }) => `Training ended after ${counted(a.epochs)}.`,
  },
  pageTitle: {
    app: 'Netloom',
    idle: (a: { project: string }) => `${a.project} · Netloom`,
    busy: (a: { status: string; title: string }) => `${a.status} · ${a.title}`,
    epoch: (a: InEpoch) => `Epoch ${count(a.epoch)} of ${count(a.epochs)}`,
  },
})

function position({ epoch, epochs }: InEpoch): string {
  return `epoch ${count(epoch)} of ${count(epochs)}`
}

function counted(epochs: number): string {
  return plural(epochs, { one: '# epoch', other: '# epochs' })
}
