/**
 * @file NotLowered: thrown if the program does not support something that a network uses. The network is then trained
 * with plain TensorFlow.js.
 */
import { enginesText } from '../../messages/en/engines'

/** Texts for everything that a program may not support. */
export const unsupported = enginesText.unsupported

export class NotLowered extends Error {
  /** `why` is one of the texts in `unsupported`. */
  constructor(why: string) {
    super(why)
    this.name = 'NotLowered'
  }
}
