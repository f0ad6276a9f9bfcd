/** @file NotLowered: what the program does not have. The network then trains by plain tf.js, which has everything the catalog offers. */

export class NotLowered extends Error {
  /** In a few words: 'the layer ConvLSTM2D'. */
  readonly what: string

  constructor(what: string) {
    super(`the program has no ${what}`)
    this.name = 'NotLowered'
    this.what = what
  }
}
