/**
 * @file The learning rate schedules, as records from which their forms, checks, and lowering follow. Their formulas are
 * in `data/learning-rate-schedule.ts`.
 */
import { schedulesText } from '../messages/en/catalog/training'
import type { Lowered } from './keras-json'
import { float, type IntSpec, int, type ParamSpecs, type ValuesOf } from './params'

export interface ScheduleDef<P extends ParamSpecs = ParamSpecs> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly params: P
  keras(params: ValuesOf<P>): Lowered
}

const warmup = int({ ...schedulesText.params.warmUp, min: 0, max: 1_000_000, default: 0 })

type ScheduleKind = Exclude<keyof typeof schedulesText, 'params'>
type Described<P extends ParamSpecs> = Pick<ScheduleDef<P>, 'params' | 'keras'> & { readonly kind: ScheduleKind }

/**
 * Defines a schedule, typed by its parameters; its text is the entry of its kind. Adds the warm-up that every schedule
 * can have.
 */
function defineSchedule<const P extends ParamSpecs>({
  kind,
  params,
  keras,
}: Described<P>): ScheduleDef<P & { readonly warmup: IntSpec }> {
  const { title, summary } = schedulesText[kind]
  return {
    kind,
    title,
    summary,
    params: { ...params, warmup },
    keras(values) {
      const { class_name, config } = keras(values)
      return { class_name, config: { ...config, warmup: values.warmup } }
    },
  }
}

/** The factor that the rate is multiplied by when it drops. */
const factor = (byDefault: number, help: string) =>
  float({ ...schedulesText.params.factor, min: 0.001, max: 1, step: 0.05, default: byDefault, help })

const floor = float({ ...schedulesText.params.floor, min: 0, max: 1, step: 0.01, default: 0, advanced: true })

const rateDivisor = { min: 1, max: 1e9, advanced: true } as const

/** The same rate from the first step to the last. */
const constant = defineSchedule({
  kind: 'constant',
  params: {},
  keras: () => ({ class_name: 'Constant', config: {} }),
})

/** Decays along half a cosine wave, once or with restarts (SGDR: Loshchilov and Hutter 2017). */
const cosine = defineSchedule({
  kind: 'cosine',
  params: {
    period: int({ ...schedulesText.cosine.period, min: 0, max: 100_000, default: 0 }),
    multiplier: float({ ...schedulesText.cosine.multiplier, min: 1, max: 10, step: 0.1, default: 1, advanced: true }),
    floor,
  },
  keras: ({ period, multiplier, floor }) => ({ class_name: 'CosineDecay', config: { period, multiplier, floor } }),
})

/** Rises to the learning rate, then falls to nearly zero, once over the run (Smith and Topin 2018). */
const oneCycle = defineSchedule({
  kind: 'oneCycle',
  params: {
    rise: float({ ...schedulesText.oneCycle.rise, min: 0, max: 1, step: 0.05, default: 0.3 }),
    startDivisor: float({ ...schedulesText.oneCycle.startDivisor, ...rateDivisor, step: 1, default: 25 }),
    endDivisor: float({ ...schedulesText.oneCycle.endDivisor, ...rateDivisor, step: 1000, default: 10_000 }),
  },
  keras: (p) => ({
    class_name: 'OneCycle',
    config: { rise: p.rise, start_divisor: p.startDivisor, end_divisor: p.endDivisor },
  }),
})

/** The rate drops every fixed number of epochs, like PyTorch's StepLR. */
const step = defineSchedule({
  kind: 'step',
  params: {
    factor: factor(0.5, schedulesText.step.factor),
    every: int({ ...schedulesText.step.every, min: 1, max: 100_000, default: 10 }),
  },
  keras: (p) => ({ class_name: 'StepDecay', config: { factor: p.factor, epochs: p.every } }),
})

/** Every step lowers the rate by the same factor, given per epoch, like PyTorch's ExponentialLR. */
const exponential = defineSchedule({
  kind: 'exponential',
  params: { factor: factor(0.95, schedulesText.exponential.factor) },
  keras: (p) => ({ class_name: 'ExponentialDecay', config: { decay: p.factor } }),
})

/** Lowers the rate when the loss stops improving, like Keras's ReduceLROnPlateau. */
const plateau = defineSchedule({
  kind: 'plateau',
  params: {
    factor: factor(0.5, schedulesText.plateau.factor),
    patience: int({ ...schedulesText.plateau.patience, min: 1, max: 10_000, default: 3 }),
    floor,
  },
  keras: (p) => ({
    class_name: 'ReduceOnPlateau',
    // Without a validation set, the training loop uses the training loss instead.
    config: { metric: 'validationLoss', factor: p.factor, patience: p.patience, floor: p.floor },
  }),
})

/** The schedules, in display order. */
export const schedules: readonly ScheduleDef[] = [constant, cosine, oneCycle, step, exponential, plateau]

const byKind = new Map(schedules.map((schedule) => [schedule.kind, schedule]))

/** The schedule of this kind, or undefined if there is none. */
export function findSchedule(kind: string): ScheduleDef | undefined {
  return byKind.get(kind)
}
