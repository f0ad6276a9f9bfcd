/** @file TrainStep: what the training loop asks of an engine. `plain-step.ts` is the reference; others must agree with it. */

/** What the steps since the last reading came to. */
export interface StepFigures {
  /** One a step: the total loss, the mean over its rows. */
  readonly losses: Float32Array<ArrayBuffer>
  /** Per output, summed over these steps: right answers of a classification, absolute errors in the target's unit of a number. */
  readonly sums: readonly number[]
  /** Per output: the rows whose target is known. */
  readonly known: readonly number[]
}

/** One batch without training. */
export interface BatchEvaluation {
  /** Flat [rows, units] of each output. */
  readonly outputs: readonly Float32Array[]
  /** Per output: the mean loss over its rows with a known target. */
  readonly losses: readonly number[]
  readonly known: readonly number[]
  /** What the regularisers add, once for all rows. */
  readonly penalty: number
}

export interface TrainStep {
  readonly name: string
  /** How many steps may be outstanding before their figures should be read. */
  readonly readEvery: number
  /** Trains on one batch. Where a loss can be read at once and is not finite, the weights stay as they were. */
  step(rows: Uint32Array, learningRate: number): void
  /** The figures of every step since the last call. */
  read(): Promise<StepFigures>
  evaluate(rows: Uint32Array): Promise<BatchEvaluation>
  /** The first layer whose output for these rows is not finite; '' when all are. */
  culprit(rows: Uint32Array): Promise<string>
  /** A number that is not finite as soon as any weight is not; cheaper than reading them all. */
  probe(): Promise<number>
  counters(): { readonly steps: number; readonly reads: number }
  close(): void
}
