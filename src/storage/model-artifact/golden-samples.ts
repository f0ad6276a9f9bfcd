/**
 * @file Golden samples: encoded inputs and the model's outputs for them, used to verify that a copy predicts the same.
 */

export interface Golden {
  /** One flat array per model input, with `count` samples each, as encoded by the pipeline. */
  readonly inputs: readonly Float32Array<ArrayBuffer>[]
  /** One flat array per model output. */
  readonly outputs: readonly Float32Array<ArrayBuffer>[]
  readonly count: number
  /** True if the inputs are held-out rows, false if they are seeded noise because the data was not available. */
  readonly heldOut: boolean
  readonly backend: string
  /** Largest difference between the outputs of the model and of the copy read back from this artifact. */
  readonly largestDifference: number
}
