/** @file Golden samples: encoded inputs with the model's outputs, to verify that a copy predicts the same. */

export interface Golden {
  /** One flat array per model input, `count` samples each, as encoded by the pipeline. */
  readonly inputs: readonly Float32Array<ArrayBuffer>[]
  /** One flat array per model output. */
  readonly outputs: readonly Float32Array<ArrayBuffer>[]
  readonly count: number
  /** True: held-out rows. False: seeded noise, because the data was not available. */
  readonly heldOut: boolean
  readonly backend: string
  /** Largest difference between the model and the copy read back from this artifact. */
  readonly largestDifference: number
}
