/** @file Golden samples: encoded inputs with the outputs the model gave for them, so that any copy can be told to be equal. */

export interface Golden {
  /** One flat array for each model input, `count` samples each, as the pipeline encodes them. */
  readonly inputs: readonly Float32Array<ArrayBuffer>[]
  /** One flat array for each model output. */
  readonly outputs: readonly Float32Array<ArrayBuffer>[]
  readonly count: number
  /** Rows the model was not trained on; false: seeded noise, where the data could not be had. */
  readonly heldOut: boolean
  readonly backend: string
  /** Between the model and the copy read back from this artifact. */
  readonly largestDifference: number
}
